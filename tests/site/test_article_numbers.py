"""No number in the article is typed by hand where a card, a story or the core owns it.

Owned is what builder.numbers makes for the placeholders, and what stands raw in the shipped cards: the constants of the
loop and the figures of the training. Read are all words that one sees or hears, digits and letters alike ("300",
"Three hundred"). A measure ("30 px", "6 per cent") is compared with measures of its own kind only, a count with counts.
Numbers up to `STRUCTURE` are the machine's shape or plain speech ("two layers of eight") and may be typed, unless they
are shares. What else may be typed is in `ALLOWED`, with its reason.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.hands import ORDER
from builder.numbers import article_numbers
from builder.spelling import WORDS_END, words
from tests.site.markup import SITE, VOID

NOW = article_numbers(SITE.parent)
STRUCTURE = 16  # cells; nothing up to here is worth a placeholder
ALLOWED = {  # (file, the words around it) -> why it may be typed
    ("mind.html", "30 px a second"): "a speed that the figure of four speeds draws to scale, owned by its style sheet",
    ("mind.html", "60"): "another of the four",
    ("mind.html", "500"): "another of the four",
}
FILES = [SITE / "index.html", SITE / "time-bar.html", *sorted((SITE / "article").glob("*.html"))]

INLINE = {"a", "b", "em", "i", "small", "span", "strong", "sub", "sup", "tspan", "var"}
HEARD = ("alt", "aria-label", "content", "title")  # attributes
UNITS = {  # as it is written -> its kind
    "px": "px", "per cent": "%", "%": "%", "ms": "ms", "s": "s", "second": "s", "seconds": "s", "Hz": "Hz",
}  # fmt: skip
ENDINGS = {"px": "px", "percent": "%", "ms": "ms", "s": "s", "hz": "Hz"}  # of a placeholder's name -> kind
COUNTS_PER = ("steps_per_s", "loops_per_s")  # end in s and are no seconds

_ONES = [words(value) for value in range(20)]
_TENS = [words(value) for value in range(20, 100, 10)]
_WORD = rf"(?:{'|'.join(sorted((*_ONES, *_TENS, 'hundred', 'thousand'), key=len, reverse=True))})"
_DIGITS = r"(?<![\w.,])(?:\d[\d,]*\d(?:\.\d+)?|\d(?:\.\d+)?|\.\d+)(?!\w)(?!\.\d)"
_UNIT = rf"(?:[\s\u00a0]*({'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})(?!\w))?"
TOKEN = re.compile(rf"({_DIGITS}|\b{_WORD}(?:(?:-|\s+and\s+|\s+){_WORD})*\b){_UNIT}", re.IGNORECASE)


class Number(NamedTuple):
    """A number as it stands in a text."""

    text: str
    value: float
    kind: str  # of its unit; empty for a count
    line: str


class Owned(NamedTuple):
    """A number that something else than the article owns."""

    value: float
    kind: str
    by: str


class Seen(HTMLParser):
    """The text that is seen or heard, a line for each block of it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text = ""
        self._silent = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        heard = [value or "" for name, value in attrs if name in HEARD]
        if tag == "meta" and ("name", "description") not in attrs:
            heard = []
        self.text += "".join(f"\n{value}\n" for value in heard)
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self.text += " " if tag in VOID else "\n"


def numbers_in(text: str) -> list[Number]:
    """Every number of a text, in digits or letters; placeholders are none."""
    lines = (line.strip() for line in re.sub(r"\{\{.*?\}\}", "\ue000", text).splitlines())
    return [
        Number(found[1], value_of(found[1]), UNITS.get((found[2] or "").lower().replace("hz", "Hz"), ""), line)
        for line in lines
        for found in TOKEN.finditer(line)
    ]


def value_of(text: str) -> float:
    """What digits or number words say."""
    if text[0].isdigit() or text[0] == ".":
        return float(text.replace(",", ""))
    total = part = 0
    for word in re.split(r"[\s-]+", text.lower()):
        if word == "thousand":
            total, part = total + max(1, part) * 1000, 0
        elif word == "hundred":
            part = max(1, part) * 100
        elif word != "and":
            part += _ONES.index(word) if word in _ONES else 20 + 10 * _TENS.index(word)
    return float(total + part)


def kind_of(name: str) -> str:
    """The kind of what has a name that ends in its unit."""
    if name.endswith(COUNTS_PER):
        return ""
    return ENDINGS.get(name.removesuffix("_s" if name.endswith("_px_s") else "").rpartition("_")[2], "")


@cache
def owned() -> tuple[Owned, ...]:
    """All of them: those that have a placeholder first. A reader's own hands own nothing that the article tells."""
    found = []
    own = tuple(f"{folder.name}_" for folder in (SITE / "models").iterdir() if folder.name not in ORDER)
    for name, text in article_numbers(SITE.parent).items():
        if name.startswith(own):
            continue
        plain = text.replace(",", "").replace("−", "-")
        if re.fullmatch(r"-?\d+(?:\.\d+)?", plain):
            found.append(Owned(float(plain), kind_of(name), f"{{{{{name}}}}}"))
    for path in (SITE / "models" / name / "model.json" for name in ORDER):
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        raw = {**card["loop"], **card["training"], **card["training"]["baselines"]}
        for name, value in raw.items():
            if isinstance(value, float) and not value.is_integer():
                found.append(Owned(value, kind_of(name), f"{path.parent.name}/model.json, {name}"))
    return tuple(found)


def owners(number: Number) -> list[str]:
    """Who owns a number that stands in a text; empty where it may be typed."""
    if number.kind != "%" and number.value.is_integer() and number.value <= STRUCTURE:
        return []

    decimals = len(number.text.partition(".")[2])

    def same(other: Owned) -> bool:
        if other.kind != number.kind and other.kind and number.kind:
            return False
        if not decimals or other.value.is_integer():
            return (other.value, other.kind) == (number.value, number.kind)
        near = math.isclose(round(other.value, decimals), number.value, rel_tol=1e-9)
        says_much = len(number.text.replace(".", "").lstrip("0")) >= 2
        return near and (says_much or (decimals >= 2 and other.value == number.value))

    return [other.by for other in owned() if same(other)]


def numbers_of(file: Path) -> list[Number]:
    """Every number that one sees or hears in an html file."""
    return numbers_in(Seen(file.read_text(encoding="utf-8")).text)


def advice(number: Number) -> list[str]:
    """What to write instead: in letters where it was in letters."""
    if not number.text[0].isalpha():
        return owners(number)
    ending = "_capital" if number.text[0].isupper() else "_words"
    spelled = [owner.replace("}}", f"{ending}}}}}") for owner in owners(number)]
    return [owner for owner in spelled if owner.strip("{}") in article_numbers(SITE.parent)] or owners(number)


def typed(file: Path) -> list[str]:
    """One sentence for each number of a file that something else owns."""
    allowed = {line for name, line in ALLOWED if name == file.name}
    return [
        f"{number.text} in “{number.line[:70]}”: write {' or '.join(advice(number)[:3])}"
        for number in numbers_of(file)
        if owners(number) and number.line not in allowed
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_number_is_typed_that_a_card_owns(file: Path) -> None:
    assert not typed(file), "\n".join(typed(file))


def test_every_exception_is_still_needed() -> None:
    lines = {(file.name, number.line) for file in FILES for number in numbers_of(file) if owners(number)}
    assert set(ALLOWED) <= lines


@given(st.integers(0, WORDS_END - 1))
def test_letters_are_read_as_they_are_written(value: int) -> None:
    (number,) = numbers_in(f"There were {words(value).capitalize()} of them.")
    assert number.value == value
    (again,) = numbers_in(f"There were {value:,} of them.")
    assert again.value == value


@pytest.mark.parametrize(
    "sentence",
    [
        "<p>Three hundred invented strokes went past it.</p>",
        "<p>They went past it <b>ninety</b> times.</p>",
        "<p>It has 1,211 weights.</p>",
        "<p>It has 1211 weights.</p>",
        "<p>Sixty times a second.</p>",
        "<p>windows of 64 steps</p>",
        f"<p>an error of {NOW['loops_error'].removeprefix('0')}</p>",
        f"<p>an error of {NOW['loops_best_error']}</p>",
        f"<p>It misses by {NOW['loops_error_px']} px.</p>",
        "<p>a pull of six per cent</p>",
        "<p>a pull of 6&nbsp;% of the way</p>",
        "<p>a pull of .06</p>",
        "<p>3.3 px a step</p>",
        "<p>curls of 30 px</p>",
        f"<p>after {NOW['loops_better_percent']} per cent</p>",
        '<svg aria-label="After ninety epochs."></svg>',
        "<p>Three<br>thousand windows</p>",
    ],
)
def test_a_typed_number_is_found(sentence: str) -> None:
    assert any(owners(number) for number in numbers_in(Seen(sentence).text)), sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "<p>two layers of eight cells, sixteen memories</p>",
        "<p>{{loops_strokes_capital}} strokes and {{weights}} numbers</p>",
        "<p>twenty slow seconds, 340 KB, in 1997 and 2013</p>",
        "<p>at 1 they rise together, at −1 they do not</p>",
        "<p>someone, tenfold, h2, 0.5 of it</p>",
        '<path d="M64 90H300" id="x64"/>',
        "<script>const steps = 64;</script>",
    ],
)
def test_other_numbers_are_left_alone(sentence: str) -> None:
    found = [owners(number) for number in numbers_in(Seen(sentence).text)]
    assert not any(found), found
