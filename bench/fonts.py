"""Make the site's subset fonts and put their licences beside them.

    (cd bench && npm ci) && python bench/fonts.py

Needs the packages fonttools and brotli. The sources are the pinned npm packages of bench/package.json; the results
are committed in site/fonts/, so that building the site needs neither. The same sources give the same bytes: time
stamps are kept as the sources have them.
"""

import shutil
import string
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

BENCH = Path(__file__).resolve().parent
FONTS = BENCH.parent / "site" / "fonts"

# Capitals that are easy to read in this hand; each costs some 300 bytes of a phone's first second.
HAND_CHARACTERS = "ACDEHLMNORSTUW" + string.ascii_lowercase + string.digits + " .,:;!?-’“”"
# What stands in this hand before the first ink: the name, the hint, and the first sections' headings and symbols.
FIRST_CHARACTERS = "ACSW" + "abcdefghilmnorstuwy" + " .,?"
# What sentences, units and formulas use. (The face has no arrows: those are drawn.)
TEXT_CHARACTERS = string.ascii_letters + string.digits + " !%'()+,-./:;=?_" + "\u00a0©°±·×é–—‘’“”…−"


@dataclass(frozen=True)
class Face:
    """One font file to make: its source, the weights it keeps and the characters and layout features it can set."""

    name: str  # file stem in site/fonts
    package: str
    source: str  # file in the package's files/
    weight: int | tuple[int, int]  # one weight, or the ends of the axis that stays
    characters: str
    features: tuple[str, ...]  # OpenType tags


FACES = (
    # `calt` makes the joins: 60 characters become some 250 glyphs.
    Face(
        name="hand",
        package="playwrite-us-trad",
        source="playwrite-us-trad-fallback-wght-normal.woff2",
        weight=400,
        characters=HAND_CHARACTERS,
        features=("calt", "ccmp", "kern", "liga"),
    ),
    Face(
        name="hand-first",
        package="playwrite-us-trad",
        source="playwrite-us-trad-fallback-wght-normal.woff2",
        weight=400,
        characters=FIRST_CHARACTERS,
        features=("calt", "ccmp", "kern", "liga"),
    ),
    Face(
        name="text",
        package="atkinson-hyperlegible-next",
        source="atkinson-hyperlegible-next-latin-wght-normal.woff2",
        weight=(400, 700),
        characters=TEXT_CHARACTERS,
        features=("kern", "liga", "tnum", "calt", "ccmp", "locl", "mark"),
    ),
)


def subset(face: Face, source: Path, target: Path) -> None:
    """Write to `target` the WOFF2 subset of `source` that `face` describes."""
    options = Options()
    options.layout_features = list(face.features)
    options.hinting = False
    options.desubroutinize = True
    options.flavor = "woff2"
    with TTFont(source, recalcTimestamp=False) as variable:
        font = instantiateVariableFont(variable, {"wght": face.weight})
        subsetter = Subsetter(options)
        subsetter.populate(text=face.characters)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(target)


def main(faces: Iterable[Face] = FACES) -> int:
    """Make every face; returns the exit code."""
    packages = BENCH / "node_modules" / "@fontsource-variable"
    FONTS.mkdir(exist_ok=True)
    for face in faces:
        source = packages / face.package / "files" / face.source
        if not source.is_file():
            print(f"fonts: found no {source.name}, expected it in {source.parent}: run `npm ci` in bench/ first.")
            return 2
        target = FONTS / f"{face.name}.woff2"
        subset(face, source, target)
        shutil.copyfile(packages / face.package / "LICENSE", FONTS / f"{face.name.partition('-')[0]}-OFL.txt")
        print(f"{target.name}: {target.stat().st_size:,} bytes from {face.package}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
