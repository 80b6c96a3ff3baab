"""Teach hands from people's strokes, as the page does, and say how near each came: by writer, label and speed.

    python bench/teach.py RECORDINGS.jsonl [--only TEXT] [--tries 5]
    python bench/teach.py RECORDINGS.jsonl --both [--only TEXT] [--tries 5]

Reads recordings as bench/human_strokes.py does, adds two sets of strokes of each built-in hand's generator, which no
hand learned, and trains with the graphs in site/teach, in onnxruntime on one core. u is printed three times: of the
loops hand; of the net that was taken, on the drags it was chosen by; and on eight drags of a simulated finger that
nothing was chosen by, with the least px per step alive of those. For whom nothing was taken, the reason that came most
often. Then the sums, of all, of people, and of those with ten seconds and more that the loops were far from. `--only`
takes groups that have a text in their name.

`--both` teaches each group twice for each of five seeds, with the page's graphs and as train/train.py does, in torch,
and prints the u of the net that each took, and the medians of the seeds where both took one.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT / "train"), str(ROOT)]

from bench.likeness import groups, shipped_card, shipped_likeness  # noqa: E402 - needs the path above
from builder.hands import ORDER  # noqa: E402
from curlicue.hand import hand_from_card  # noqa: E402
from curlicue.stroke import Sample  # noqa: E402
from curlicue_finger import finger  # noqa: E402
from curlicue_hands.places import FIRST_HAND, GRAPH, place  # noqa: E402
from curlicue_study.measures import SETTLE_STEPS  # noqa: E402
from curlicue_teach.card import Words, make_taught  # noqa: E402
from curlicue_teach.choosing import Wanted, alive_px, lines_like, movements  # noqa: E402
from curlicue_teach.likeness import Likeness, distance, likeness  # noqa: E402
from curlicue_teach.pens import Pen, PlainPens, at_once  # noqa: E402
from curlicue_teach.reasons import Code, Reason, most_frequent  # noqa: E402
from curlicue_teach.recipe import Moment, Outcome, Taken, Teacher, teach  # noqa: E402
from curlicue_teach.strokes import Lesson, read  # noqa: E402
from curlicue_teach.weights import in_a_row  # noqa: E402
from tests.teach.sessions import graph_pens, graph_teacher  # noqa: E402
from trainer.hands import HANDS as BUILT_IN  # noqa: E402
from trainer.own_hand import best_of  # noqa: E402
from trainer.teacher import TorchTeacher  # noqa: E402

SEED = 8  # of the simulated finger
SEEDS = range(0, 50, 10)  # of the first try of each of five teachings; the others' count on from it
SETS, SET_S = 2, 15.0  # of each generator, and the seconds of one
FAR, NEAR, MUCH_S = (
    0.5,
    0.4,
    10.0,
)  # u before that leaves something to be learned, u that is near, seconds to do it from
UNSEEN = [(speed, angle) for speed in (25.0, 40.0) for angle in finger.directions(4)]
CARDS = {name: shipped_card(name) for name in ORDER}
HANDS = {name: in_a_row(card["weights"]) for name, card in CARDS.items()}


class Row(NamedTuple):
    """What came of a group."""

    name: str
    person: bool
    seconds: float  # of drawing
    before: float  # u of the loops
    after: float | None  # u of what was taken, on drags that it was not chosen by; None where nothing was

    @property
    def counts(self) -> bool:
        """Whether there is much to learn, and much to learn it from."""
        return self.seconds >= MUCH_S and self.before > FAR


async def go_on(_: Moment) -> bool:
    """Train to the end."""
    return True


async def outcomes(
    teacher: Teacher,
    lesson: Lesson,
    target: Likeness,
    shipped: dict[str, Likeness],
    most: int,
    clock: Callable[[], float] = time.monotonic,
    first_seed: int = 0,
) -> list[Outcome]:
    """What the tries gave, as many as there is time for by the clock, or ``most``."""
    apart = {name: distance(target, of) for name, of in shipped.items()}
    wanted = Wanted(target, lesson.speed_px, apart[FIRST_HAND])
    landed = hand_from_card(CARDS[FIRST_HAND]).loop
    found = []
    teaching = teach(
        teacher,
        graph_pens(),
        HANDS,
        apart,
        lesson,
        wanted,
        landed,
        FIRST_HAND,
        clock,
        go_on,
        first_seed,
    )
    async for outcome in teaching:
        found.append(outcome)
        if len(found) == most:
            break
    await teaching.aclose()
    return found


def unseen(taken: Taken, target: Likeness) -> tuple[float, float]:
    """u on drags that nothing was chosen by, infinite if they are like nothing, and the least px per step alive."""
    rng = random.Random(SEED)
    start = taken.judged.start
    drags = [tuple(finger.real_drag(angle, speed, 5.0, rng)) for speed, angle in UNSEEN]
    drawn = at_once(PlainPens().draw(taken.weights, [Pen(start.loop, start.state, drag) for drag in drags]))
    like = lines_like(drawn)
    alive = min(alive_px(movements(each.places)[SETTLE_STEPS:]) for each in drawn)
    return math.inf if isinstance(like, Reason) else distance(like, target), alive


def card_of(taken: Taken, lesson: Lesson) -> None:
    """Make its card, which raises where something is wrong."""
    model = (ROOT / "site" / place(FIRST_HAND, GRAPH)).read_bytes()
    words = Words("taught", "Taught", "Made by bench/teach.py.")
    make_taught(words, taken.weights, taken.judged.start, lesson, taken.line, taken.seed, CARDS[FIRST_HAND], model)


def all_groups(recordings: Path) -> Iterator[tuple[str, bool, list[tuple[Sample, ...]]]]:
    """Each group's name, whether a person drew it, and its strokes."""
    for group, strokes in groups(recordings):
        yield " ".join(group), True, strokes
    for name, record in BUILT_IN.items():
        for number in range(1, SETS + 1):
            count = math.ceil(SET_S / record.generator.manner.seconds)
            drawn = record.generator.strokes(count, f"{name} to be taught {number}")
            yield f"{name} generated {number}", False, [stroke.samples for stroke in drawn]


def lessons(recordings: Path, only: str) -> Iterator[tuple[str, bool, Lesson, Likeness]]:
    """Each group that can be taught, whether a person drew it, and what its strokes are like."""
    for name, person, strokes in all_groups(recordings):
        lesson = read(strokes) if only in name else Reason(Code.TOO_SHORT, 0.0, 0.0)
        target = lesson if isinstance(lesson, Reason) else likeness(lesson.strokes)
        if not isinstance(lesson, Reason) and not isinstance(target, Reason):
            yield name, person, lesson, target


def both(recordings: Path, only: str, most: int) -> None:
    """Teach each group with the graph and with torch, and print how far what they took is from its strokes."""
    torch.set_num_threads(1)
    shipped = {name: shipped_likeness(card) for name, card in CARDS.items()}
    print(f"u of what was taken, by {len(SEEDS)} seeds; - where nothing was")
    for name, _, lesson, target in lessons(recordings, only):
        found: dict[str, list[float | None]] = {}
        for way, teacher in (("graph", graph_teacher()), ("torch", TorchTeacher())):
            found[way] = []
            for seed in SEEDS:
                best = best_of(at_once(outcomes(teacher, lesson, target, shipped, most, lambda: 0.0, seed)))
                found[way].append(None if best is None else best.judged.apart)
        row = [f"{name:28} {lesson.seconds:4.1f} s"]
        row += [
            f"{way} {' '.join('  -' if u is None else f'{u:.2f}' for u in values)}" for way, values in found.items()
        ]
        middle = [
            statistics.median(taken) for values in found.values() if (taken := [u for u in values if u is not None])
        ]
        if len(middle) == len(found):
            row.append(f"medians {middle[0]:.3f} {middle[1]:.3f}, {abs(middle[0] - middle[1]):.3f} apart")
        print("  ".join(row), flush=True)


def main(recordings: Path, only: str, most: int) -> None:
    """Teach each group and print what came of it, and the sums."""
    shipped = {name: shipped_likeness(card) for name, card in CARDS.items()}
    rows = []
    for name, person, lesson, target in lessons(recordings, only):
        began = time.monotonic()
        found = at_once(outcomes(graph_teacher(), lesson, target, shipped, most))
        seconds = time.monotonic() - began
        apart = {hand: distance(target, of) for hand, of in shipped.items()}
        nearest = min(apart, key=apart.__getitem__)
        row = f"{name:28} {lesson.seconds:4.1f} s  before {apart[FIRST_HAND]:.2f} ({nearest} {apart[nearest]:.2f})"
        best, after = best_of(found), None
        if best is not None:
            card_of(best, lesson)
            after, alive = unseen(best, target)
            row += f"  taken {best.judged.apart:.2f}  unseen {after:.2f} {alive:4.1f}"
        else:
            why = most_frequent([reason for outcome in found for reason in outcome.reasons])
            row += f"  refused: {why.code.value}, {why.found:.2f}"
        print(f"{row}  {len(found)} tries, {seconds:.0f} s", flush=True)
        rows.append(Row(name, person, lesson.seconds, apart[FIRST_HAND], after))
    for title, some in (
        ("all groups", rows),
        ("people's", [row for row in rows if row.person]),
        (f"{MUCH_S:.0f} s and more, loops further than {FAR}", [row for row in rows if row.counts]),
        ("of those, people's", [row for row in rows if row.counts and row.person]),
    ):
        print(sums(title, some))


def sums(title: str, rows: Sequence[Row]) -> str:
    """How many gave a hand, a near one, and one that is further than the loops were."""
    after = [(row.before, row.after) for row in rows if row.after is not None]
    near, worse = sum(u < NEAR for _, u in after), sum(u > before for before, u in after)
    gave = f"{len(after)} gave a hand, {near} nearer than {NEAR}, {worse} further than before"
    return f"{title}: {len(rows)}, of which {gave}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--both", action="store_true", help="with the graph and with torch, five seeds each")
    parser.add_argument("--tries", type=int, default=5)
    options = parser.parse_args()
    (both if options.both else main)(options.recordings, options.only, options.tries)
