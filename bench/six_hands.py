"""The README's picture of the six hands: each draws after the same slow finger, from the models in site/models.

    python bench/six_hands.py

Writes docs/six-hands.svg: the finger in pink, the pen in blue, the hand's name beside it.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pylib"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train"))

from curlicue.run import HANDS_OWN, run_stroke
from curlicue_finger import finger
from curlicue_finger.motor import Point
from curlicue_hands.places import MODELS
from curlicue_hands.thumbnail import curves
from trainer.hands import HANDS
from trainer.shipped import Shipped, read_hand
from trainer.trials import finger_places, places

ROOT = Path(__file__).resolve().parents[1]
WIDTH, ROW = 780, 118  # CSS px
LABEL_X, LINE_X = 24, 150
SPEED_PX_S, SECONDS = 34.0, 16.5
SWAY_PX, SWAY_S = 9.0, 9.0  # the finger's line is no ruler's
STEPS = 4  # of the pen in one curve
PAPER, INK, FINGER, WORDS = "#fdfdfb", "#1f3fa6", "#e58fa0", "#16213a"
PICTURE = ROOT / "docs" / "six-hands.svg"


def row(shipped: Shipped, top: float) -> str:
    """One hand's name, its finger and its line."""
    ticks = finger.ideal(
        lambda t: (SPEED_PX_S * t, SWAY_PX * math.sin(2.0 * math.pi * t / SWAY_S)),
        SECONDS,
    )
    pens = places(run_stroke(shipped.hand, ticks, HANDS_OWN))
    middle = top + ROW / 2.0

    def moved(points: list[Point]) -> list[Point]:
        return [(LINE_X + x, middle + y) for x, y in points]

    return (
        f'<text x="{LABEL_X}" y="{middle + 6.0:g}">{shipped.card["title"].lower()}</text>\n'
        f'<path class="finger" d="{curves(moved(finger_places(ticks)), 12)}"/>\n'
        f'<path d="{curves(moved(pens), STEPS)}"/>\n'
    )


def main() -> None:
    """Draw all hands, one below the other."""
    height = ROW * len(HANDS)
    rows = "".join(
        row(read_hand(ROOT / "site" / MODELS / name), float(ROW * number)) for number, name in enumerate(HANDS)
    )
    PICTURE.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'role="img" aria-label="Six hands after the same slow finger">\n'
        f"<style>path{{fill:none;stroke:{INK};stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}}"
        f".finger{{stroke:{FINGER};stroke-width:2;stroke-dasharray:0 7}}"
        f"text{{font:italic 19px Georgia,serif;fill:{WORDS}}}</style>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>\n{rows}</svg>\n',
        encoding="utf-8",
    )
    print(f"written: {PICTURE} ({PICTURE.stat().st_size / 1024:.0f} KB)")


if __name__ == "__main__":
    main()
