"""Letters as single lines: read from their file, and put together for a text, letter and marks.

All on the letters' own grid: x to the right from a letter's left edge, y down from the baseline.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, Sequence

ASIDE_SHARE = 0.8  # of a letter's width, where a mark stands that is neither above nor below
HIGH = 0.6  # of a letter's height: what is higher has a mark above it in its middle
SOFT_DOTTED = {"i": "ı", "j": "ȷ"}  # these lose their dot under another mark


class Letter(
    NamedTuple(
        "Letter",
        [
            ("width", float),  # from its left edge to the next letter's
            ("strokes", "tuple[list[tuple[float, float]], ...]"),  # one point alone is a dot
        ],
    )
):
    """One letter."""

    __slots__ = ()


class Letters(
    NamedTuple(
        "Letters",
        [
            ("waist", float),  # height of an x, here and below in units of the grid
            ("gap", float),  # from a letter to a mark
            ("joins", bool),  # a letter may begin where the one before it ends
            ("tracking", float),  # added to every letter's width
            ("letters", "dict[str, Letter]"),
            ("marks", "dict[str, Letter]"),  # by combining character; x from the middle, y from the letter's edge
            ("composed", "dict[str, str]"),  # what a character is written as
            ("above", str),  # marks that stand above a letter
            ("below", str),
            ("touching", str),  # of those below the ones that grow out of the letter
        ],
    )
):
    """All letters of one kind, and what they are put together from."""

    __slots__ = ()


def letters_from_plain(plain: "dict[str, Any]") -> Letters:
    """Letters as their file has them (site/letters, by bench/letters.py)."""
    return Letters(
        plain["waist"],
        plain["gap"],
        plain["joins"],
        plain["tracking"],
        {name: _letter(numbers) for name, numbers in plain["letters"].items()},
        {name: _letter(numbers) for name, numbers in plain["marks"].items()},
        plain["composed"],
        plain["above"],
        plain["below"],
        plain["touching"],
    )


def _letter(numbers: "list[Any]") -> Letter:
    strokes = [[(float(one[k]), float(one[k + 1])) for k in range(0, len(one), 2)] for one in numbers[1:]]
    return Letter(float(numbers[0]), tuple(strokes))


def spell(letters: Letters, text: str) -> "list[tuple[str, str]]":
    """A text as (letter, its marks); a character of another script stands alone, and ``missing`` finds it."""
    spelled: list[tuple[str, str]] = []
    for character in text:
        for each in letters.composed.get(character, character):
            if each in letters.marks and spelled:
                base, marks = spelled[-1]
                spelled[-1] = (base, marks + each)
            else:
                spelled.append((each, ""))
    return spelled


def missing(letters: Letters, text: str) -> "list[str]":
    """The characters of a text for which there is no letter, each once, in the order in which they come."""
    found: list[str] = []
    for character in text:
        for each in letters.composed.get(character, character):
            if each != "\n" and each not in letters.letters and each not in letters.marks:
                if character not in found:
                    found.append(character)
                break
    return found


def letter_with_marks(letters: Letters, base: str, marks: str) -> Letter:
    """One letter with its marks where they belong, several above or below one another."""
    above = [mark for mark in marks if mark in letters.above]
    plain = letters.letters[SOFT_DOTTED.get(base, base) if above else base]
    strokes = list(plain.strokes)
    left, top, right, bottom = bounds(strokes)
    high_up = [x for stroke in strokes for x, y in stroke if y <= HIGH * top] or [0.0]
    over, under = (min(high_up) + max(high_up)) / 2, (left + right) / 2
    top = min(top, -letters.waist)
    bottom = max(bottom, 0.0)
    for mark in marks:
        made = letters.marks[mark].strokes
        _, high, _, low = bounds(made)
        if mark in letters.above:
            top -= letters.gap
            x, y = over, top
            top += high
        elif mark in letters.below:
            x, y = under, bottom if mark in letters.touching else bottom + letters.gap / 2
            bottom = y + low
        else:
            x, y = left + ASIDE_SHARE * (right - left), top
        strokes += [[(px + x, py + y) for px, py in stroke] for stroke in made]
    return Letter(plain.width, tuple(strokes))


def bounds(strokes: "Sequence[Sequence[tuple[float, float]]]") -> "tuple[float, float, float, float]":
    """Left, top, right and bottom of strokes; all 0 where there are none."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)
