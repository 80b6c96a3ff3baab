"""The pictures of a memory with gates and without: the curves are the recurrence, and the words say what is seen."""

from __future__ import annotations

import re

import pytest

from builder import memory
from builder.memory import (
    FADING,
    FULL_ONE,
    FULL_TWO,
    GROWING,
    NOTE_AT,
    NOTE_STEPS,
    SECOND_AT,
    SECOND_NOTE,
    STAYING,
    Row,
)
from curlicue.stroke import STEPS_PER_S
from tests.build.test_charts import page, within
from tests.site.markup import Element, Page

WRITTEN = NOTE_AT + NOTE_STEPS
PICTURES = ("forget_gates_picture", "no_gates_picture")


@pytest.fixture(params=PICTURES)
def parsed(request: pytest.FixtureRequest) -> Page:
    return page(memory.placeholders()[request.param])


def points(path: Element) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path.attributes["d"])]


def of_class(parsed: Page, name: str) -> list[Element]:
    return [path for path in parsed.all("path") if path.attributes["class"].split()[0] == name]


def rows_of(parsed: Page) -> list[Row]:
    """What is drawn in a picture."""
    count = len(of_class(parsed, "kept"))
    return next(rows for rows in (memory.forget_gates(), memory.no_gates()) if len(rows) == count)


def test_a_memory_is_multiplied_at_every_step_and_takes_in_what_comes() -> None:
    assert memory.remembered([0.0, 1.0, 0.5, 2.0], [9.0, 1.0, 0.0, 3.0]) == [0.0, 1.0, 0.5, 4.0]


def test_under_forget_gates_only_what_they_keep_is_different() -> None:
    opened, nearly, shut = memory.forget_gates()
    assert opened.memory[WRITTEN:] == [pytest.approx(1.0)] * (STEPS_PER_S + 1 - WRITTEN)
    assert nearly.memory[-1] / nearly.memory[WRITTEN] == pytest.approx(FADING ** (STEPS_PER_S - WRITTEN))
    assert shut.memory[: memory.SHUT_AT] == opened.memory[: memory.SHUT_AT]
    assert set(shut.memory[memory.SHUT_AT :]) == {0.0}


def test_without_gates_two_notes_fade_pile_up_or_swell_and_with_them_each_is_itself() -> None:
    fades, piles_up, swells, gated = memory.no_gates()
    assert fades.memory[SECOND_AT] < 0.1 * fades.memory[WRITTEN]
    assert piles_up.memory[-1] == pytest.approx(STAYING + SECOND_NOTE)
    assert swells.memory[SECOND_AT] == pytest.approx(swells.memory[WRITTEN] * GROWING ** (SECOND_AT - WRITTEN))
    assert swells.memory[SECOND_AT] > 10 * SECOND_NOTE
    assert gated.memory[memory.SHUT_AT - 1] == pytest.approx(1.0)
    assert gated.memory[-1] == pytest.approx(SECOND_NOTE)
    assert gated.memory[SECOND_AT] == 0.0
    for words, share in ((fades.words, "0.9"), (piles_up.words, "1"), (swells.words, "1.1")):
        assert f"× {share}:" in words


def test_curves_are_as_high_as_what_is_kept_and_nothing_leaves_its_row(parsed: Page) -> None:
    (svg,) = parsed.all("svg")
    width, height = map(float, svg.attributes["viewbox"].split()[2:])
    full = FULL_TWO if len(rows_of(parsed)) == len(memory.no_gates()) else FULL_ONE
    for row, edge, fill in zip(rows_of(parsed), of_class(parsed, "kept-edge"), of_class(parsed, "kept"), strict=True):
        bottom = points(edge)[0][1]
        heights = [(bottom - y) / memory.ROW_HEIGHT * full for _, y in points(edge)]
        assert max(heights) == pytest.approx(min(full, max(row.memory)), abs=0.01)
        assert min(heights) >= 0
        if max(row.memory) < full:
            assert points(edge)[-1][0] == memory.RIGHT
            assert heights[-1] == pytest.approx(row.memory[-1], abs=0.01)
        assert fill.attributes["d"].startswith(edge.attributes["d"])
    for path in parsed.all("path"):
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points(path))


def test_a_gate_is_as_thick_as_it_is_open(parsed: Page) -> None:
    gates = [gate for row in rows_of(parsed) for gate in row.gates.values()]
    for gate, band in zip(gates, of_class(parsed, "gate"), strict=True):
        ys = [y for _, y in points(band)]
        assert max(ys) - min(ys) == pytest.approx(memory.BAND_HEIGHT * max(gate), abs=0.3)


def test_each_picture_says_what_is_seen_and_every_row_has_its_words(parsed: Page) -> None:
    (svg,) = parsed.all("svg")
    assert svg.attributes["role"] == "img"
    assert re.search(r"at 0\.9 .*(4 per cent|faded)", svg.attributes["aria-label"])
    texts = [text.text for text in within(parsed, svg, "text")]
    rows = len(of_class(parsed, "kept"))
    assert texts.count("c") == rows
    assert sum(len(text) > 1 for text in texts) == rows
    assert all(len(text) <= 36 for text in texts)  # fits 290 px of 14 px letters
