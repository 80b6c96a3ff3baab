from __future__ import annotations

import itertools
import math

import pytest

from curlicue.engine import Engine
from curlicue.experiment import NO_EXPERIMENT
from curlicue.lstm import NO_MASKS, UNITS, Masks, step
from curlicue.packed import OWN, ROW_NUMBERS, F, I, O, X, Y
from curlicue.pen import PenSettings
from curlicue.stroke import STEP_S, Sample
from curlicue_finger import finger
from curlicue_ink.glyph import pressed
from curlicue_ink.marks import ACCENT, BLANK, CELL, CIRCLE, DISC, DOTS, INK, LINE, LINE_THROUGH, TEXT, TEXT_2, YOU
from curlicue_ink.network import NetworkLayout, Nodes, lay_out_network, tanh_units
from curlicue_ink.svg import Mark
from curlicue_study.history import History
from tests.ink.logs import drawn
from tests.ink.reading import read
from tests.shipped import shipped_hand

PHONE, DESKTOP = lay_out_network(366.0, 454.0), lay_out_network(720.0, 552.0)
NODES = [f"x{k}" for k in range(3)] + [f"z{k}" for k in range(8)] + [str(k) for k in range(16)]
NODES += [f"y{k}" for k in range(3)]


def test_columns_and_rows_are_those_of_the_look() -> None:
    assert list(PHONE.columns) == [18, 78, 154, 256, 346]
    assert list(DESKTOP.columns) == [44, 178, 330, 510, 676]
    assert [PHONE.row(k + 1) - PHONE.row(k) for k in range(7)] == [48.0] * 7
    assert [DESKTOP.row(k + 1) - DESKTOP.row(k) for k in range(7)] == [60.0] * 7
    assert PHONE.end(1) == (PHONE.row(3) + PHONE.row(4)) / 2


@pytest.mark.parametrize("layout", [PHONE, DESKTOP, lay_out_network(304.0, 454.0), lay_out_network(1100.0, 552.0)])
def test_every_node_has_its_place_and_room_for_its_tap_target(layout: NetworkLayout) -> None:
    nodes = list(layout.nodes())
    assert [name for name, _, _ in nodes] == NODES
    for _, x, y in nodes:
        assert 12 < x < layout.width - 12
        assert 44 < y < layout.height - 20
    for one, other in itertools.combinations(nodes, 2):
        assert math.dist(one[1:], other[1:]) >= 44.0


def painted(history: History, at: int, masks: Masks = NO_MASKS) -> list[Mark]:
    return read(Nodes(DESKTOP, shipped_hand().weights).paint(history.row(at), masks))


def test_glyphs_show_the_gates_of_the_row() -> None:
    history = drawn(2.0)
    row = history.row(100)
    assert row is not None
    marks = painted(history, 100)
    assert marks[0].kind == BLANK
    for cell in range(16):
        strokes = [mark for mark in marks if mark.colour == CELL + cell and mark.kind == INK]
        assert [mark.width for mark in strokes] == pytest.approx([1.12 * pressed(row[k + cell]) for k in (I, F, O)])


@pytest.mark.parametrize(("gate", "part"), [("i", 0), ("f", 1), ("o", 2)])
def test_a_held_gate_has_a_bar_across_its_stroke_in_every_cell_of_its_layer(gate: str, part: int) -> None:
    history = drawn(1.0)
    marks = painted(history, 50, Masks((9,), ((1, gate, 0.5),)))
    bars = [mark for mark in marks if mark.kind == LINE_THROUGH and mark.colour == TEXT]
    assert len(bars) == UNITS - 1, "a muted cell has no stroke"
    for bar, cell in zip(bars, (8, *range(10, 16)), strict=True):
        strokes = [mark for mark in marks if mark.kind == INK and mark.colour == CELL + cell]
        ax, ay, bx, by = bar.numbers
        middle = ((ax + bx) / 2, (ay + by) / 2)
        path = strokes[part].numbers
        places = [path[at : at + 2] for at in range(4, len(path) - 4, 4)]
        assert min(math.dist(middle, place) for place in places) < 0.01
        assert math.dist((ax, ay), (bx, by)) > 8
    assert not [mark for mark in painted(history, 50) if mark.kind == LINE_THROUGH and mark.colour == TEXT]


def test_a_muted_cell_is_dots_and_nothing_else() -> None:
    marks = painted(drawn(1.0), 50, Masks((3, 9), ()))
    assert not [mark for mark in marks if mark.colour in (CELL + 3, CELL + 9)]
    assert len([mark for mark in marks if mark.kind == DOTS]) == 2


def test_tanh_units_are_those_of_the_step() -> None:
    history = drawn(1.0)
    row = history.row(40)
    assert row is not None
    units = tanh_units(shipped_hand().weights, row)
    x0, x1, x2 = row[X : X + 3]
    rows = shipped_hand().weights.input
    assert units == [math.tanh(w0 * x0 + w1 * x1 + w2 * x2 + bias) for w0, w1, w2, bias in rows]
    x = DESKTOP.columns[1]
    inner = [mark for mark in painted(history, 40) if mark.numbers[:1] == (x,) and mark.numbers[2] < 8]
    assert [(mark.kind, mark.colour) for mark in inner] == [
        (DISC, TEXT_2) if unit >= 0 else (CIRCLE, ACCENT) for unit in units
    ]


def test_the_ring_of_an_input_is_shared_between_dots_and_an_arc() -> None:
    history = drawn(1.0)
    for own in (0.0, 0.25, 0.5, 1.0):
        history.strokes[0].log[ROW_NUMBERS * 40 + OWN] = own
        marks = painted(history, 40)
        dots = [mark for mark in marks if mark.kind == DISC and mark.colour == YOU and mark.numbers[2] == 1.5]
        arcs = [mark for mark in marks if mark.kind == LINE_THROUGH and mark.colour == LINE]
        assert len(dots) == 2 * round(12 * (1 - own)) + 12  # dt is nobody's but the clock's
        assert len(arcs) == (2 if own else 0)


def test_outputs_are_hollow_where_they_are_minus() -> None:
    history = drawn(2.0)
    for at in range(60, 110, 7):
        row = history.row(at)
        assert row is not None
        for number in range(3):
            centre = (DESKTOP.columns[4], DESKTOP.end(number))
            value = [mark for mark in painted(history, at) if mark.numbers[:2] == centre][-1]
            assert value.kind == (DISC if row[Y + number] >= 0 else CIRCLE)


def test_before_anything_ran_there_are_pale_cells_and_empty_rings() -> None:
    nodes = Nodes(PHONE, shipped_hand().weights)
    for row in (None, drawn(1.0).row(0)):
        marks = read(nodes.paint(row))
        assert all(number == number for mark in marks for number in mark.numbers)
        assert {mark.alpha for mark in marks if CELL <= mark.colour < CELL + 16 and mark.kind == INK} == {0.35}
        assert not [mark for mark in marks if mark.colour == LINE and mark.kind == DISC]


def test_the_networks_share_of_what_it_hears_is_the_pens() -> None:
    hand = shipped_hand()
    ticks = finger.then(finger.line(0.0, 30.0, 0.5), finger.line(0.0, 900.0, 0.5))
    engine = Engine(hand, PenSettings(None), 60, keeps_log=True)
    engine.down(Sample(0.0, 0.0, 0.0, 0.5))
    for k, tick in enumerate(ticks[1:], 1):
        engine.move(Sample(tick.x, tick.y, k * STEP_S, 0.5))
    engine.up(len(ticks) * STEP_S)
    engine.clock(2 * len(ticks) * STEP_S)
    told = [1.0]
    while (request := engine.next()) is not None:
        told.append(request.own)
        engine.answer(step(hand.weights, request.x, request.lstm, request.masks))
        engine.settings = PenSettings(0.85 if len(told) > 20 else None)
        engine.experiment = NO_EXPERIMENT._replace(hears_itself=len(told) < len(ticks) + 20)
    assert max(told[1:20]) > 0.9 > 0.55 > told[25] > 0.45 > min(told[40:50])
    assert (told[len(ticks) + 5], told[-1]) == (1.0, 0.0)
    history = History(engine.visible())
    for at in range(0, len(history), 3):
        dots = [mark for mark in painted(history, at) if mark.colour == YOU and mark.kind == DISC]
        around = [dot for dot in dots if dot.numbers[2] == 1.5 and dot.numbers[1] < DESKTOP.end(0) + 20.0]
        assert len(around) == round(12 * (1.0 - told[at])), at
