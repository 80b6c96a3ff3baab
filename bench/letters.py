"""Make the letters that a finger writes along: site/letters/plain.json and joined.json.

    python -m pip install Hershey-Fonts==2.1.0 && python bench/letters.py

Single-line letters of A. V. Hershey, as that package has them; accents, quotation marks and what else Latin alphabets
need are drawn here on the same grid. The same package gives the same bytes. The results are committed, so that neither
the site nor its tests need the package.
"""

from __future__ import annotations

import json
import string
import unicodedata
from pathlib import Path
from typing import Any, Protocol

from HersheyFonts import HersheyFonts

Stroke = tuple[tuple[float, float], ...]  # points on the letters' grid: x from the left edge, y down from the baseline
Letter = tuple[float, tuple[Stroke, ...]]  # advance width, strokes in the order in which they are written

LETTERS = Path(__file__).resolve().parents[1] / "site" / "letters"
MADE_FROM = {
    "letters": "The Hershey Fonts were originally created by Dr. A. V. Hershey while working at the U. S. National "
    "Bureau of Standards (1967).",
    "format": "The format of the font data that these were read from was originally created by James Hurt, Cognition, "
    "Inc., 900 Technology Park Drive, Billerica, MA 01821.",
    "terms": "Free for any purpose, as long as both sentences stand with the data, and it is not converted into the "
    "format of the U. S. NTIS.",
    "ours": "Accents, quotation marks and the letters beyond ASCII are Curlicue's own, under its MIT licence.",
}
BASELINE = 9.0  # in the source's own grid
TRACKING = -2.0  # nearer together than the source has the plain letters
SMALLER = 0.8  # the joined letters' capitals, which are more than twice as high as an x
DOT = 3.0  # a stroke no larger than this is a dot
WAIST = {"plain": 14.0, "joined": 9.0}  # height of an x above the baseline
GAP = 4.0  # between a letter and the mark above or below it


class Glyph(Protocol):
    """One letter of the package."""

    left_offset: int
    char_width: int
    strokes: list[list[tuple[int, int]]]


def read(font: str) -> dict[str, Letter]:
    """The letters of one of the package's fonts, by character, their dots as single points."""
    fonts = HersheyFonts()
    fonts.load_default_font(font)
    glyphs: dict[str, Glyph] = fonts.all_glyphs
    return {character: letter_of(glyph) for character, glyph in glyphs.items()}


def letter_of(glyph: Glyph) -> Letter:
    """A letter on our grid."""
    strokes = []
    for points in glyph.strokes:
        stroke = tuple((float(x - glyph.left_offset), float(y) - BASELINE) for x, y in points)
        xs, ys = [x for x, _ in stroke], [y for _, y in stroke]
        if max(xs) - min(xs) < DOT and max(ys) - min(ys) < DOT:
            stroke = (((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2),)
        strokes.append(stroke)
    return float(glyph.char_width), tuple(strokes)


def drawn(width: float, *paths: str) -> Letter:
    """A letter of our own: a path is its points, "x,y x,y"."""
    return width, tuple(path_of(path) for path in paths)


def path_of(path: str) -> Stroke:
    """The points of "x,y x,y"."""
    pairs = [pair.split(",") for pair in path.split()]
    return tuple((float(x), float(y)) for x, y in pairs)


def beside(first: Letter, second: Letter, shift: float) -> Letter:
    """Two letters as one, the second moved to the right."""
    moved = tuple(tuple((x + shift, y) for x, y in stroke) for stroke in second[1])
    return shift + second[0], first[1] + moved


def smaller(letter: Letter) -> Letter:
    """A capital of the joined letters, standing on its baseline."""
    width, strokes = letter
    return SMALLER * width, tuple(tuple((SMALLER * x, SMALLER * y) for x, y in stroke) for stroke in strokes)


def crossed(letter: Letter, path: str) -> Letter:
    """A letter with a stroke more."""
    return letter[0], (*letter[1], path_of(path))


# Signs that the source has in two lines or not at all, or whose hooks no pen would show
SIGNS = {
    "!": drawn(10, "5,-21 5,-7", "5,-1"),
    "'": drawn(8, "4,-21 4,-15"),
    '"': drawn(14, "4,-21 4,-15", "10,-21 10,-15"),
    ",": drawn(10, "6,-2 6,0 4,5"),
    ";": drawn(10, "6,-13", "6,-2 6,0 4,5"),
    "[": drawn(14, "11,-25 4,-25 4,7 11,7"),
    "]": drawn(14, "3,-25 10,-25 10,7 3,7"),
    "{": drawn(14, "10,-25 7,-23 6,-20 6,-13 3,-9 6,-5 6,2 7,5 10,7"),
    "}": drawn(14, "4,-25 7,-23 8,-20 8,-13 11,-9 8,-5 8,2 7,5 4,7"),
    "~": drawn(24, "3,-6 4,-9 7,-11 10,-10 14,-7 17,-6 20,-8 21,-11"),
    "`": drawn(10, "3,-21 6,-16"),
    "$": drawn(20, "10,-25 10,4", "17,-18 15,-20 12,-21 8,-21 5,-20 3,-18 3,-16 4,-14 5,-13 7,-12 13,-10 15,-9 16,-8 "
               "17,-6 17,-3 15,-1 12,0 8,0 5,-1 3,-3"),
    "‘": drawn(8, "5,-21 3,-18 3,-16"),
    "’": drawn(8, "5,-21 5,-19 3,-16"),
    "“": drawn(14, "5,-21 3,-18 3,-16", "11,-21 9,-18 9,-16"),
    "”": drawn(14, "5,-21 5,-19 3,-16", "11,-21 11,-19 9,-16"),
    "‚": drawn(10, "6,-2 6,0 4,5"),
    "„": drawn(16, "6,-2 6,0 4,5", "12,-2 12,0 10,5"),
    "«": drawn(18, "8,-13 3,-8 8,-3", "15,-13 10,-8 15,-3"),
    "»": drawn(18, "3,-13 8,-8 3,-3", "10,-13 15,-8 10,-3"),
    "‹": drawn(11, "8,-13 3,-8 8,-3"),
    "›": drawn(11, "3,-13 8,-8 3,-3"),
    "¡": drawn(10, "5,-14", "5,-8 5,6"),
    "¿": drawn(18, "9,-14", "9,-8 9,-5 8,-3 5,-1 3,1 3,4 5,6 8,7 11,7 14,6 15,4"),
    "·": drawn(10, "5,-9"),
    "–": drawn(20, "2,-9 18,-9"),
    "—": drawn(28, "2,-9 26,-9"),
    "€": drawn(22, "19,-18 16,-20 13,-21 10,-20 7,-17 6,-13 6,-8 7,-4 10,-1 13,0 16,-1 19,-3", "2,-13 15,-13",
               "2,-8 14,-8"),
    "£": drawn(20, "16,-18 14,-20 11,-21 8,-20 7,-17 7,-4 5,-1 3,0 17,0", "3,-10 13,-10"),
    "°": drawn(12, "6,-21 4,-20 3,-18 4,-16 6,-15 8,-16 9,-18 8,-20 6,-21"),
    "÷": drawn(26, "4,-9 22,-9", "13,-15", "13,-3"),
    "×": drawn(18, "3,-15 15,-3", "15,-15 3,-3"),
    "ß": drawn(18, "3,0 3,-15 4,-18 6,-20 9,-21 12,-20 14,-18 14,-15 12,-13 9,-12 13,-10 15,-7 15,-4 13,-1 10,0 7,0"),
    "ẞ": drawn(20, "3,0 3,-15 4,-18 7,-21 17,-21 10,-13 14,-12 17,-9 17,-5 15,-2 12,0 8,0"),
    "þ": drawn(19, "4,-21 4,7", "4,-11 6,-13 8,-14 11,-14 13,-13 15,-11 16,-8 16,-6 15,-3 13,-1 11,0 8,0 6,-1 4,-3"),
    "Þ": drawn(20, "4,-21 4,0", "4,-16 13,-16 16,-15 17,-12 17,-9 16,-6 13,-5 4,-5"),
    "ð": drawn(18, "5,-21 9,-19 13,-15 15,-10 15,-6 14,-3 12,-1 9,0 6,-1 4,-3 3,-6 4,-9 6,-11 9,-12 12,-11 15,-7",
               "6,-15 13,-20"),
    "ŋ": drawn(19, "4,-14 4,0", "4,-10 7,-13 9,-14 12,-14 14,-13 15,-10 15,2 14,5 12,7 9,7"),
    "Ŋ": drawn(22, "4,-21 4,0", "4,-14 8,-19 11,-21 15,-21 18,-18 18,2 17,5 14,7 11,7"),
}  # fmt: skip

# Marks by their combining character: x from the letter's middle, y from the edge next to the letter
ABOVE = {
    "\u0300": drawn(0, "-3,-4 1,0"),  # grave
    "\u0301": drawn(0, "3,-4 -1,0"),  # acute
    "\u0302": drawn(0, "-4,0 0,-4 4,0"),  # circumflex
    "\u0303": drawn(0, "-5,-1 -3,-3 -1,-3 1,-1 3,-1 5,-3"),  # tilde
    "\u0304": drawn(0, "-4,-2 4,-2"),  # macron
    "\u0306": drawn(0, "-4,-4 -3,-1 0,0 3,-1 4,-4"),  # breve
    "\u0307": drawn(0, "0,-1"),  # dot
    "\u0308": drawn(0, "-4,-1", "4,-1"),  # diaeresis
    "\u0309": drawn(0, "-2,-5 0,-6 2,-5 2,-3 0,-2 0,0"),  # hook
    "\u030a": drawn(0, "0,0 -2,-1 -3,-3 -2,-5 0,-6 2,-5 3,-3 2,-1 0,0"),  # ring
    "\u030b": drawn(0, "-1,-4 -4,0", "4,-4 1,0"),  # double acute
    "\u030c": drawn(0, "-4,-4 0,0 4,-4"),  # caron
    "\u0311": drawn(0, "-4,0 -3,-3 0,-4 3,-3 4,0"),  # inverted breve
}
BELOW = {
    "\u0323": drawn(0, "0,1"),  # dot
    "\u0326": drawn(0, "1,0 1,2 -1,5"),  # comma
    "\u0327": drawn(0, "0,-2 0,1 2,2 2,4 0,5 -2,5"),  # cedilla
    "\u0328": drawn(0, "2,-3 0,0 0,3 2,4 4,4"),  # ogonek
    "\u0331": drawn(0, "-4,2 4,2"),  # macron
}
TOUCHING = "\u0327\u0328"  # marks that grow out of the letter
ASIDE = "\u031b"  # the horn of ơ and ư: at the letter's upper right
HORN = drawn(0, "-1,2 2,1 3,-1 2,-3")
SAME = {"…": "...", "−": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "ﬁ": "fi", "ﬂ": "fl",
        "´": "’", "¨": '"', "ĳ": "ij", "Ĳ": "IJ", "ʼ": "’", "ʻ": "‘", "µ": "u"}  # fmt: skip
APOSTROPHES = {"ď": "d’", "ť": "t’", "ľ": "l’", "Ľ": "L’"}  # so are these carons printed and written
LATIN = [*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)]  # where the letters with marks stand


def beyond(letters: dict[str, Letter]) -> dict[str, Letter]:
    """Letters of Latin alphabets that are no letter with a mark."""
    base = {name: letters[name] for name in "aeiojldhtAEODLHT"}
    tall = 0.62 * base["d"][0]
    return {
        "ı": (base["i"][0], tuple(stroke for stroke in base["i"][1] if len(stroke) > 1)),
        "ȷ": (base["j"][0], tuple(stroke for stroke in base["j"][1] if len(stroke) > 1)),
        "æ": beside(base["a"], base["e"], base["a"][0] - 4),
        "œ": beside(base["o"], base["e"], base["o"][0] - 3),
        "Æ": beside(base["A"], base["E"], base["A"][0] - 5),
        "Œ": beside(base["O"], base["E"], base["O"][0] - 5),
        "ø": crossed(base["o"], f"{base['o'][0] - 2},-15 2,1"),
        "Ø": crossed(base["O"], f"{base['O'][0] - 3},-23 3,2"),
        "đ": crossed(base["d"], f"{tall - 2},-18 {base['d'][0]},-18"),
        "Đ": crossed(base["D"], "0,-11 10,-11"),
        "Ð": crossed(base["D"], "0,-11 10,-11"),
        "ħ": crossed(base["h"], "0,-17 10,-17"),
        "Ħ": crossed(base["H"], f"1,-16 {base['H'][0] - 1},-16"),
        "ł": crossed(base["l"], f"0,-8 {base['l'][0]},-13"),
        "Ł": crossed(base["L"], "0,-8 10,-13"),
        "ŧ": crossed(base["t"], "1,-7 10,-7"),
        "Ŧ": crossed(base["T"], "5,-9 15,-9"),
    }


def composed(letters: dict[str, Letter]) -> dict[str, str]:
    """What a single character is written as: a letter and its marks, or signs that look the same."""
    known = {**ABOVE, **BELOW, ASIDE: HORN}
    made = dict(SAME)
    for number in LATIN:
        parts = unicodedata.normalize("NFD", chr(number))
        if len(parts) > 1 and parts[0] in letters and all(mark in known for mark in parts[1:]):
            made[chr(number)] = parts
    return made | APOSTROPHES


def plain(letter: Letter) -> list[Any]:
    """A letter as JSON has it: its width, then each stroke's numbers in a row."""
    width, strokes = letter
    return [short(width), *[[short(value) for point in stroke for value in point] for stroke in strokes]]


def short(value: float) -> float | int:
    """A number of few digits."""
    return int(value) if value == int(value) else round(value, 2)


def compact(value: Any) -> str:
    """JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(name: str, letters: dict[str, Letter], *, joins: bool) -> None:
    """Write one file: a letter a line, so that a change shows."""
    marks = {**ABOVE, **BELOW, ASIDE: HORN}
    facts = {
        "made_from": MADE_FROM,
        "waist": WAIST[name],
        "gap": GAP,
        "joins": joins,
        "tracking": 0.0 if joins else TRACKING,
        "above": "".join(ABOVE),
        "below": "".join(BELOW),
        "touching": TOUCHING,
    }
    parts = [f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    for key, table in (("letters", letters), ("marks", marks)):
        rows = [f"{json.dumps(each)}:{compact(plain(table[each]))}" for each in sorted(table)]
        parts.append(f"{json.dumps(key)}:{{\n" + ",\n".join(rows) + "}")
    parts.append('"composed":' + compact(composed(letters)))
    path = LETTERS / f"{name}.json"
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")
    print(f"written: {path} ({path.stat().st_size / 1024:.1f} KB)")


def main() -> None:
    """Make both files."""
    futural, scripts = read("futural"), read("scripts")
    printable = [character for character in string.printable if character in futural and not character.isspace()]
    straight = {character: futural[character] for character in printable} | {" ": (12.0, ())} | SIGNS
    script = straight | {character: scripts[character] for character in string.ascii_lowercase}
    script |= {character: smaller(scripts[character]) for character in string.ascii_uppercase}
    write("plain", straight | beyond(straight), joins=False)
    write("joined", script | beyond(script) | {name: SIGNS[name] for name in "ßẞþÞðŋŊ"}, joins=True)


if __name__ == "__main__":
    main()
