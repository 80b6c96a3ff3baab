"""The exhibit of one cell and two bits as it is printed into the page: one moment of a row, by the trained weights.

curlicue_page.detector finds these parts again by their attributes, and makes them move.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from builder.spelling import words
from curlicue_detector import pictures as ink
from curlicue_detector.training import ENOUGH, ROW_BITS, guessing, losses_of
from curlicue_detector.unit import (
    FIRST_BITS,
    FIRST_PATTERN,
    FIRST_SHOWN,
    NUMBERS,
    PATTERNS,
    run,
    unit_from_card,
    wanted,
)
from curlicue_words import detector as said
from curlicue_words.numbers import whole

CARD = Path("exhibits") / "detector.json"  # in site
HOLDS = (("free", "<var>f</var> free"), ("0", "held shut"), ("1", "held open"))  # a radio button's value, its words
NUMBER_ROWS = (  # name in Moment, symbol, what it is; in the order in which a step makes them
    ("x", "x", "the bit it hears"),
    ("c_before", "c before", "what it kept"),
    ("h_before", "h before", "what it said"),
    ("i", "i", "how much to let in"),
    ("f", "f", "how much to keep"),
    ("g", "g", "what is offered"),
    ("o", "o", "how much to say"),
    ("c", "c", "the memory now"),
    ("h", "h", "what it says"),
    ("answer", "", "its answer"),
)
EQUATIONS = (("c", "f", "c_before", "i", "g"), ("h", "o", "tanh_c"))  # left side, then factors, in pairs to be added


def placeholders(root: Path) -> dict[str, str]:
    """What the article's {{detector...}} stand for."""
    card = json.loads((root / "site" / CARD).read_text(encoding="utf-8"))
    unit = unit_from_card(card["patterns"][FIRST_PATTERN]["weights"])
    moments = run(unit, FIRST_BITS)
    answers = wanted(FIRST_PATTERN, FIRST_BITS)
    at = FIRST_SHOWN
    numbers = said.number_texts(moments[at])
    losses = losses_of(card, FIRST_PATTERN)
    return {
        "detector_patterns": patterns(),
        "detector_holds": holds(),
        "detector_bits": bits(FIRST_BITS, at),
        "detector_says": said.says(FIRST_PATTERN, moments, answers, at),
        "detector_about": said.description(FIRST_PATTERN, moments, answers),
        "detector_f_over": ink.gate_picture([moment.f for moment in moments], at),
        "detector_c_over": ink.memory_picture(moments, at),
        "detector_answers_over": ink.answer_picture(moments, answers, at),
        "detector_numbers": number_rows(numbers, said.sum_texts(unit, moments[at])),
        "detector_equations": equations(numbers),
        "detector_loss": ink.loss_picture(losses, card["epochs"], guessing(), ENOUGH),
        "detector_loss_about": said.loss_description(losses),
        "detector_trained": said.about_trained(card, FIRST_PATTERN),
        "detector_row_bits_words": words(ROW_BITS),
        "detector_weights_words": words(NUMBERS),
        "detector_learned_rows": whole(card["learned_rows"]),
        "detector_learned_bits_words": words(card["learned_bits"]),
        "detector_judged_rows": whole(card["judged_rows"]),
        "detector_judged_bits_words": words(card["judged_bits"]),
        "detector_epochs_words": words(card["epochs"]),
    }


def patterns() -> str:
    """A radio button for each pattern."""
    return "".join(_radio("pattern", pattern, pattern, pattern == FIRST_PATTERN) for pattern in PATTERNS)


def holds() -> str:
    """A radio button for each thing that one can do to the forget gate."""
    return "".join(_radio("hold", value, label, value == HOLDS[0][0]) for value, label in HOLDS)


def _radio(group: str, value: str, label: str, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    return (
        f'<label><input type="radio" name="detector-{group}" value="{value}" autocomplete="off"{checked}>'
        f"<span>{label}</span></label>"
    )


def bits(row: list[int], at: int) -> str:
    """A button for each bit; pressed is 1."""
    return "".join(_bit(place, bit, ' aria-current="step"' if place == at else "") for place, bit in enumerate(row))


def _bit(place: int, bit: int, current: str) -> str:
    pressed = "true" if bit else "false"
    return (
        f'<button type="button" data-bit="{place}" aria-pressed="{pressed}"{current}>'
        f'<span class="visually-hidden">Bit {place + 1}: </span><span>{bit}</span></button>'
    )


def number_rows(numbers: dict[str, str], sums: dict[str, str]) -> str:
    """Every number of a step; those that come out of a sum open and show it."""
    return "".join(_number_row(name, symbol, what, numbers[name], sums.get(name)) for name, symbol, what in NUMBER_ROWS)


def _number_row(name: str, symbol: str, what: str, number: str, terms: str | None) -> str:
    letter = f"<var>{symbol}</var>" if symbol else ""
    row = f'{letter}<span>{what}</span><span data-number="{name}">{number}</span>'
    if terms is None:
        return f'<li class="{name}">{row}</li>'
    return f'<li class="{name}"><details><summary>{row}</summary><p data-sum="{name}">{terms}</p></details></li>'


def equations(numbers: dict[str, str]) -> str:
    """Both equations, symbols over numbers."""
    return "".join(_equation(left, factors, numbers) for left, *factors in EQUATIONS)


def _equation(left: str, factors: list[str], numbers: dict[str, Any]) -> str:
    signs = ["=", *["×" if k % 2 == 0 else "+" for k in range(len(factors) - 1)]]
    names = [left, *factors]
    symbols = [f"<var>{name.replace('_', ' ')}</var>" for name in names]
    values = [f'<span data-number="{name}">{numbers[name]}</span>' for name in names]
    return f'<table class="equation"><tbody>{_cells(symbols, signs)}{_cells(values, signs)}</tbody></table>'


def _cells(cells: list[str], signs: list[str]) -> str:
    row = cells[0] + "".join(f"</td><td>{sign}</td><td>{cell}" for sign, cell in zip(signs, cells[1:], strict=True))
    return f"<tr><td>{row}</td></tr>"
