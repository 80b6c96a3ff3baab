"""What the pen makes of a finger: the hands' own character by speed, how closely they follow, how strokes end.

    python bench/feel.py [--hand loops] [--strokes RECORDINGS.jsonl]

Characters are medians over four ways of five seconds, by a simulated finger: full turns a second, or changes of the
turning direction, and the radius in px. Distances are means in px. With recordings, as bench/human_strokes.py reads
them, the mean distance from the finger on each of their kinds too.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT / "train"), str(ROOT)]

from bench.human_strokes import stroke_of  # noqa: E402 - needs the path above
from curlicue.hand import Hand  # noqa: E402
from curlicue.resample import resample_stroke  # noqa: E402
from curlicue.run import HANDS_OWN, run_stroke  # noqa: E402
from curlicue.stroke import STEPS_PER_S, Tick  # noqa: E402
from curlicue_finger import finger  # noqa: E402
from curlicue_hands.places import MODELS  # noqa: E402
from curlicue_study.measures import Measures, mean_distance, measure  # noqa: E402
from trainer.shipped import read_hand  # noqa: E402
from trainer.trials import (  # noqa: E402
    SQUARE,
    ZIGZAG,
    finger_places,
    lifts,
    places,
)

NAMES = ("loops", "waves", "zigzag", "cursive", "eights", "coil")
FLIPPING = {"waves", "zigzag", "eights"}
SPEEDS_PX_S = (30, 60, 80, 100, 130, 160, 200, 250, 300, 600)
WAYS = 4
DRAG_S = 5.0
MOST_STROKES = 40  # of a kind


def drags(hand: Hand, speed: float) -> list[Measures]:
    """Straight drags all round."""
    rng = random.Random(7)
    drawn = []
    for angle in finger.directions(WAYS):
        ticks = finger.real_drag(angle, speed, DRAG_S, rng)
        drawn.append(measure(places(run_stroke(hand, ticks, HANDS_OWN)), finger_places(ticks)))
    return drawn


def distance(hand: Hand, ticks: list[Tick], first: int = 0) -> float:
    """Mean distance of pen and finger from a step on, px."""
    return mean_distance(places(run_stroke(hand, ticks, HANDS_OWN))[first:], finger_places(ticks)[first:])


def recordings(path: Path) -> dict[str, list[list[Tick]]]:
    """Strokes by kind, resampled to ticks."""
    kinds: dict[str, list[list[Tick]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        stroke = stroke_of(json.loads(line))
        ticks = resample_stroke(list(stroke.samples)) if len(stroke.samples) > 3 else []
        kind = kinds.setdefault(f"{stroke.label} {stroke.speed}".strip(), [])
        if len(ticks) > STEPS_PER_S // 3 and len(kind) < MOST_STROKES:
            kind.append(ticks)
    return kinds


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hand", choices=NAMES, help="this one alone")
    parser.add_argument("--strokes", type=Path, help="recordings of people, one JSON object a line")
    options = parser.parse_args()
    kinds = recordings(options.strokes) if options.strokes else {}
    print("px/s", " " * 4, *(f"{speed:6}" for speed in SPEEDS_PX_S))
    for name in [options.hand] if options.hand else NAMES:
        hand = read_hand(ROOT / "site" / MODELS / name).hand
        field = "flips_per_s" if name in FLIPPING else "loops_per_s"
        drawn = {speed: drags(hand, speed) for speed in SPEEDS_PX_S}
        own = [statistics.median(getattr(each, field) for each in drawn[speed]) for speed in SPEEDS_PX_S]
        radius = [statistics.median(each.radius_px or math.inf for each in drawn[speed]) for speed in SPEEDS_PX_S]
        print(f"{name:8}", *(f"{value:6.2f}" for value in own), field)
        print(" " * 8, *(f"{value:6.0f}" for value in radius), "radius px")
        followed = {
            "line 600": distance(hand, finger.line(0.3, 600.0, 1.0), 10),
            "square 120": distance(hand, finger.polyline(SQUARE, 120.0), 50),
            "zigzag 130": distance(hand, finger.polyline(ZIGZAG, 130.0), 30),
            "circle's first second": distance(hand, finger.circle(80.0, 0.4, 1.0)),
            "circle": distance(hand, finger.circle(80.0, 0.4, 6.0), STEPS_PER_S),
            **{kind: statistics.fmean(distance(hand, ticks) for ticks in strokes) for kind, strokes in kinds.items()},
        }
        print(" " * 8, "px from the finger:", ", ".join(f"{what} {px:.1f}" for what, px in followed.items()))
        print(" " * 8, "after a lift:", ", ".join(f"{what} {px:.0f}" for what, px in lifts(hand).items()), flush=True)


if __name__ == "__main__":
    main()
