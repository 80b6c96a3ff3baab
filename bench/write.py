"""How each hand has to write so that one can read it, and what "Write my name" looks like.

    python bench/write.py                     # pulls by the height of the capitals: PULLS in curlicue_write/manner.py
    python bench/write.py --speeds            # how little the finger's speed matters for that
    python bench/write.py --pictures FOLDER   # names in all hands on the sheets of a phone and a desktop, as SVG

For a height and a pull, the word WORD is written in plain letters, and the distance of the pen from the letters is
taken at every step. STRAY of the height is what nine tenths may be off; the loosest pull that keeps to it is chosen,
by halving.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "pylib"), str(ROOT / "train")]

from curlicue.engine import Engine  # noqa: E402 - needs the path above
from curlicue.flourish import REST_STEPS  # noqa: E402
from curlicue.hand import Hand  # noqa: E402
from curlicue.lstm import step  # noqa: E402
from curlicue.pen import PenSettings  # noqa: E402
from curlicue.replay import draw_again  # noqa: E402
from curlicue.run import run_stroke  # noqa: E402
from curlicue.stroke import STEPS_PER_S, Tick  # noqa: E402
from curlicue_finger.motor import Point  # noqa: E402
from curlicue_hands.places import MODELS  # noqa: E402
from curlicue_ink.marks import PALETTE as COLOURS  # noqa: E402
from curlicue_ink.marks import SHEET_COLOUR  # noqa: E402
from curlicue_ink.rope import Paper  # noqa: E402
from curlicue_ink.svg import draw  # noqa: E402
from curlicue_page.write_link import KINDS  # noqa: E402
from curlicue_write.finger import smooth, walk  # noqa: E402
from curlicue_write.layout import lay_out  # noqa: E402
from curlicue_write.letters import Letters, letters_from_plain  # noqa: E402
from curlicue_write.manner import HEIGHTS_PX, LEAST_STRAY_PX, STRAY, Manner, manner  # noqa: E402
from curlicue_write.plan import Plan, plan  # noqa: E402
from trainer.shipped import read_hand  # noqa: E402

HANDS = ("loops", "coil", "waves", "zigzag", "cursive", "eights")
WORD = "Rangs 25"  # straight and round, tall and low, with a tail
WIDE = (4000.0, 4000.0)  # px, a sheet on which any size fits
LOOSEST, TIGHTEST = 0.55, 0.8  # pull slider; beyond, a hand takes up too much room, or nothing is left of it
HALVINGS = 7
NO_PRESSURE = 0.5
CELL_PX = 12.0  # of the grid in which the nearest point is looked for
NAMES = ("Ada", "Wilhelmina Bartholomew", "two\nlines", "Zoë 3!")
SHEETS = {"phone": (346.0, 476.0), "desktop": (1196.0, 490.0)}  # px, in windows of 390 x 844 and 1280 x 800
SPEEDS_PX_S = (15.0, 20.0, 30.0, 45.0, 60.0)
PALETTE = ["#1f41ae", "#6f7a90"] + ["#fcfdfa"] * (len(COLOURS) - 2)  # the line, the finger's dots, the sheet


def read_letters(kind: str) -> Letters:
    """The letters of one kind, as the site has them."""
    return letters_from_plain(json.loads((ROOT / "site" / "letters" / f"{kind}.json").read_text(encoding="utf-8")))


def pens(hand: Hand, places: Sequence[Point], pull: float) -> list[Point]:
    """What the pen makes of one stroke of the finger, dying away at its end."""
    if len(set(places)) == 1:
        return [places[0]]
    ticks = [Tick(x, y, NO_PRESSURE) for x, y in places]
    return [(pen.x, pen.y) for pen in run_stroke(hand, ticks, PenSettings(pull), REST_STEPS)]


def distances(points: Sequence[Point], line: Sequence[Point]) -> list[float]:
    """From each point to the nearest of a line's, px."""
    cells: dict[tuple[int, int], list[Point]] = {}
    for x, y in line:
        cells.setdefault((int(x // CELL_PX), int(y // CELL_PX)), []).append((x, y))
    found = []
    for x, y in points:
        column, row = int(x // CELL_PX), int(y // CELL_PX)
        best, ring = math.inf, 0
        while best > ring * CELL_PX:
            ring += 1
            near = [
                point
                for i in range(column - ring, column + ring + 1)
                for j in range(row - ring, row + ring + 1)
                for point in cells.get((i, j), ())
            ]
            best = min((math.dist((x, y), point) for point in near), default=math.inf)
        found.append(best)
    return found


def stray(hand: Hand, strokes: Sequence[list[Point]], how: Manner) -> float:
    """Px that nine tenths of the pen's line are from the letters at most."""
    drawn = [point for stroke in strokes for point in pens(hand, walk(stroke, how.pace), how.pull)]
    line = [point for stroke in strokes for point in (smooth(stroke)[0] if len(stroke) > 1 else stroke)]
    return sorted(distances(drawn[::2], line))[int(0.9 * len(drawn[::2]))]


def strokes_of(letters: Letters, height: float, text: str = WORD) -> list[list[Point]]:
    """The letters of a text at a height, as they are written."""
    laid = lay_out(letters, text, WIDE, height, height)
    assert laid is not None
    return laid.strokes


def loosest_pull(hand: Hand, letters: Letters, height: float) -> float:
    """The lowest pull (slider) at which a hand keeps to STRAY."""
    strokes = strokes_of(letters, height)
    how = manner(hand.name, height)
    low, high = LOOSEST, TIGHTEST
    for _ in range(HALVINGS):
        pull = (low + high) / 2
        if stray(hand, strokes, how._replace(pull=pull)) <= max(STRAY * height, LEAST_STRAY_PX):
            high = pull
        else:
            low = pull
    return high


def print_pulls(hands: Sequence[Hand], letters: Letters) -> None:
    """Print the table, and what a letter costs."""
    print(f"pulls at which nine tenths of the line are within {STRAY:g} of the height; capitals of {HEIGHTS_PX} px")
    for hand in hands:
        pulls = [loosest_pull(hand, letters, cap) for cap in HEIGHTS_PX]
        print(f'    "{hand.name}": ({", ".join(f"{pull:.3f}" for pull in pulls)}),', flush=True)
    for hand in hands:
        ticks = [sum(len(walk(stroke, manner(hand.name, cap).pace)) + REST_STEPS for stroke in strokes_of(letters, cap))
                 for cap in HEIGHTS_PX]  # fmt: skip
        print(f"{hand.name}: s a letter " + ", ".join(f"{n / STEPS_PER_S / len(WORD):.1f}" for n in ticks))


def print_speeds(hands: Sequence[Hand], letters: Letters, height: float = 120.0) -> None:
    """Print how far the line strays, by the finger's speed."""
    print(f"stray by speed, share of capitals {height:g} px high; px per s: {SPEEDS_PX_S}")
    strokes = strokes_of(letters, height)
    for hand in hands:
        how = manner(hand.name, height)
        found = [
            stray(hand, strokes, how._replace(pace=how.pace._replace(speed=speed))) / height for speed in SPEEDS_PX_S
        ]
        print(f"{hand.name} at pull {how.pull:.3f}: " + ", ".join(f"{each:.3f}" for each in found), flush=True)


def sheet_svg(hand: Hand, made: Plan) -> str:
    """A sheet as an engine writes it and the page paints it."""
    engine = Engine(hand, PenSettings(None), REST_STEPS)
    engine.sheet = made.sheet
    draw_again(engine, list(made.entries()))
    request = engine.next()
    while request is not None:
        engine.answer(step(hand.weights, request.x, request.lstm))
        request = engine.next()
    marks, _ = Paper().update(engine.visible(), 1.0, sys.maxsize)
    return draw(marks, PALETTE, *made.sheet, SHEET_COLOUR)


def write_pictures(hands: Sequence[Hand], folder: Path) -> None:
    """Write one SVG for each hand, name, kind of letters and sheet."""
    folder.mkdir(parents=True, exist_ok=True)
    for where, sheet in SHEETS.items():
        for kind in KINDS:
            letters = read_letters(kind)
            for number, name in enumerate(NAMES):
                for hand in hands:
                    made = plan(letters, name, hand.name, sheet)
                    if isinstance(made, Plan):
                        path = folder / f"{where}-{kind}-{number}-{hand.name}.svg"
                        path.write_text(sheet_svg(hand, made), encoding="utf-8")
                    else:
                        print(f"{where}, {kind}, {name!r}, {hand.name}: {made.why}")
    print(f"written: {folder}")


def main() -> None:
    """Measure, or draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speeds", action="store_true")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER")
    parser.add_argument("--hand", choices=HANDS, help="this one alone")
    options = parser.parse_args()
    hands = [read_hand(ROOT / "site" / MODELS / name).hand for name in HANDS if options.hand in (None, name)]
    if options.pictures is not None:
        write_pictures(hands, options.pictures)
    elif options.speeds:
        print_speeds(hands, read_letters("plain"))
    else:
        print_pulls(hands, read_letters("plain"))


if __name__ == "__main__":
    main()
