"""How like the shipped hands are to people's strokes, before any teaching, by writer, label and speed.

    python bench/likeness.py RECORDINGS.jsonl

Reads recordings as bench/human_strokes.py does. For each group with enough drawing: seconds, memory (largest |VACF| at
.3 to .75 s), travel, way round, and the distance u of each shipped hand on the four drags that a taught one is chosen
by; for the others why they cannot be taught. Nothing here runs a graph.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT / "train"), str(ROOT)]

from bench.human_strokes import stroke_of  # noqa: E402 - needs the path above
from builder.hands import ORDER  # noqa: E402
from curlicue.hand import hand_from_card  # noqa: E402
from curlicue.payloads import Card  # noqa: E402
from curlicue.stroke import Sample  # noqa: E402
from curlicue_hands.card import read_card  # noqa: E402
from curlicue_hands.places import CARD, MODELS, place  # noqa: E402
from curlicue_teach.choosing import hand_like  # noqa: E402
from curlicue_teach.likeness import Likeness, distance, likeness  # noqa: E402
from curlicue_teach.pens import PlainPens, at_once  # noqa: E402
from curlicue_teach.reasons import Reason  # noqa: E402
from curlicue_teach.start import Start  # noqa: E402
from curlicue_teach.strokes import read  # noqa: E402
from curlicue_teach.weights import in_a_row  # noqa: E402

Group = tuple[str, str, str]  # writer, label, speed


def groups(recordings: Path) -> Iterator[tuple[Group, list[tuple[Sample, ...]]]]:
    """All strokes of each group."""
    found = defaultdict[Group, list[tuple[Sample, ...]]](list)
    for line in recordings.read_text(encoding="utf-8").splitlines():
        recording = json.loads(line) if line.strip() else {}
        if "points" in recording:
            stroke = stroke_of(recording)
            found[stroke.writer, stroke.label, stroke.speed].append(stroke.samples)
    yield from sorted(found.items())


def shipped_card(name: str) -> Card:
    """The card of a hand of the site."""
    return read_card((ROOT / "site" / place(name, CARD)).read_text(encoding="utf-8"), f"{MODELS}/{name}")


def shipped_likeness(card: Card) -> Likeness:
    """What a shipped hand's four drags are like."""
    hand = hand_from_card(card)
    like = at_once(hand_like(PlainPens(), in_a_row(card["weights"]), Start(hand.loop, hand.start)))
    assert isinstance(like, Likeness), f"{hand.name} draws nothing that swings: {like}"
    return like


def main(recordings: Path) -> None:
    """Print a row for each group."""
    hands = {name: shipped_likeness(shipped_card(name)) for name in ORDER}
    print(
        f"{'writer':10} {'label':18} {'speed':7} strokes    s memory travel way  " + " ".join(f"{n:>7}" for n in ORDER)
    )
    for (writer, label, speed), strokes in groups(recordings):
        lesson = read(strokes)
        like = lesson if isinstance(lesson, Reason) else likeness(lesson.strokes)
        row = f"{writer:10} {label:18} {speed:7} {len(strokes):7}"
        if isinstance(like, Reason) or isinstance(lesson, Reason):
            print(f"{row} {like}")
            continue
        apart = " ".join(f"{distance(like, hand):7.2f}" for hand in hands.values())
        print(f"{row} {lesson.seconds:4.1f} {like.memory:6.2f} {lesson.travel:6.2f} {like.way:3}  {apart}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python bench/likeness.py RECORDINGS.jsonl")
    main(Path(sys.argv[1]))
