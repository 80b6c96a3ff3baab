from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curlicue.engine import Engine
from curlicue.experiment import NO_EXPERIMENT
from curlicue.lstm import Masks
from curlicue.pen import PenSettings
from curlicue.replay import draw_again, entries_of
from curlicue.stroke import Stroke
from curlicue_drawing.coding import (
    CHANGED,
    CHECK_BYTES,
    FARTHEST_PX,
    LARGE,
    LARGEST,
    MAGIC,
    NOT_A_DRAWING,
    OTHER_VERSION,
    DrawingError,
    _check,
    read,
    write,
)
from curlicue_drawing.drawing import Drawing, Made, Told, drawing_of, strokes_of
from tests.engines import drag, pens, rest, touch
from tests.sessions import Message, draw_due, new_engine, perform, sessions
from tests.shipped import random_hand

HAND = random_hand()
DIGEST = "0123abcd"


def drawing(strokes: list[Stroke], *, with_lines: bool = False) -> Drawing:
    return drawing_of(strokes, lambda _name: DIGEST, with_lines)


def drawn(seconds: float = 1.0) -> list[Stroke]:
    engine = new_engine(HAND)
    engine.sheet = (390.0, 560.0)
    rest(engine, touch(engine, drag(seconds=seconds)))
    return engine.visible()


def sealed(body: bytes) -> bytes:
    """Bytes whose digest is right, whatever they say."""
    return body + _check(body)


def what_is_wrong(data: bytes) -> tuple[str, str]:
    with pytest.raises(DrawingError) as caught:
        read(data)
    return caught.value.code, caught.value.found


@settings(max_examples=60)
@given(sessions())
def test_a_drawing_read_again_is_drawn_again_to_the_last_bit(session: list[Message]) -> None:
    engine = new_engine(HAND)
    engine.sheet = (390.0, 560.0)
    for kind, payload in session:
        if kind == "settings" and payload["pull"] is not None:
            payload["pull"] = round(payload["pull"], 2)  # as the slider has it
        perform(engine, [(kind, payload)])
    told = read(write(drawing(engine.visible())))
    other = Engine(HAND, PenSettings(0.9), 30)
    draw_again(other, entries_of(told.strokes))
    draw_due(other)
    assert [pens(stroke) for stroke in other.visible()] == [pens(stroke) for stroke in engine.visible()]
    assert [stroke.end for stroke in other.visible()] == [stroke.end for stroke in engine.visible()]
    again = read(write(drawing(other.visible())))
    assert again.strokes == told.strokes


@settings(max_examples=30)
@given(sessions())
def test_a_line_that_is_kept_is_the_one_that_was_drawn_to_the_hundredth_of_a_pixel(session: list[Message]) -> None:
    engine = new_engine(HAND)
    perform(engine, session)
    found = strokes_of(read(write(drawing(engine.visible(), with_lines=True))))
    assert [stroke.steps for stroke in found] == [stroke.steps for stroke in engine.visible()]
    for told, stroke in zip(found, engine.visible(), strict=True):
        assert max(abs(one - other) for one, other in zip(told.pens, stroke.pens, strict=True)) < 0.005
        assert told.done


def test_a_slow_fingers_step_takes_two_bytes() -> None:
    strokes = drawn(seconds=12.0)
    assert len(write(drawing(strokes))) < 2 * 12 * 60 + 200


def test_a_line_that_is_not_kept_cannot_be_shown_without_being_drawn() -> None:
    with pytest.raises(ValueError, match="without its line"):
        strokes_of(drawing(drawn()))


def test_another_version_and_what_is_no_drawing_are_told_apart() -> None:
    data = write(drawing(drawn()))
    assert what_is_wrong(MAGIC + b"\x07" + data[4:]) == (OTHER_VERSION, "7")
    assert what_is_wrong(b"<svg xmlns='http://www.w3.org/2000/svg'/>") == (NOT_A_DRAWING, "")
    assert what_is_wrong(b"") == (NOT_A_DRAWING, "")
    assert what_is_wrong(bytes(LARGEST + 1))[0] == LARGE


@given(st.data())
def test_a_document_cut_short_or_changed_is_found_out(data: st.DataObject) -> None:
    whole = write(drawing(drawn(0.3)))
    at = data.draw(st.integers(4, len(whole) - 1))
    assert what_is_wrong(whole[:at])[0] in (CHANGED, NOT_A_DRAWING)
    byte = data.draw(st.integers(1, 255))
    assert what_is_wrong(whole[:at] + bytes([whole[at] ^ byte]) + whole[at + 1 :])[0] == CHANGED


@settings(max_examples=300)
@given(st.data())
def test_whatever_somebody_seals_is_refused_or_can_be_drawn(data: st.DataObject) -> None:
    body = bytearray(write(drawing(drawn(0.3)))[:-CHECK_BYTES])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(4, len(body) - 1))
        body[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        body = body[: data.draw(st.integers(4, len(body)))] + data.draw(st.binary(max_size=40))
    try:
        found = read(sealed(bytes(body)))
    except DrawingError as error:
        refused = error.code
    else:
        refused = ""
    if refused:
        assert refused in (CHANGED, NOT_A_DRAWING)
        return
    engine = Engine(HAND, PenSettings(None), 30)
    engine.hands = {made.name: HAND for made in found.hands}
    draw_again(engine, entries_of(found.strokes))
    draw_due(engine)
    assert [stroke.steps for stroke in engine.visible()] == [told.steps for told in found.strokes]
    assert all(abs(place) < 4 * FARTHEST_PX for stroke in engine.visible() for place in stroke.pens)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_code(data: bytes) -> None:
    assert what_is_wrong(data)[0] == NOT_A_DRAWING
    assert what_is_wrong(sealed(MAGIC + b"\x01" + data))[0] == CHANGED


def test_a_name_that_is_none_of_ours_is_refused() -> None:
    for name in ("../loops", "Loops", "", "a" * 500):
        told = Drawing((Made(name, DIGEST),), ())
        assert what_is_wrong(write(told)) == (CHANGED, "")


def test_an_experiment_that_nobody_can_set_is_refused() -> None:
    less = NO_EXPERIMENT._replace(masks=Masks((3,), ((0, "f", 0.5),)))
    (told,) = drawing(drawn(0.2)).strokes
    whole = write(Drawing((Made(told.hand, DIGEST),), (told._replace(experiments=[(4, less)]),)))
    assert read(whole).strokes[0].experiments == [(4, less)]
    for good, bad in ((b"[3]", b"[16]"), (b"[3]", b"[true]"), (b'"f"', b'"g"'), (b"0.5", b"1.5"), (b"ruled", b"riled")):
        at = whole.index(b'{"pulled"') - 1
        changed = whole[at + 1 :].replace(good, bad, 1)
        body = whole[:at] + bytes([whole[at] + len(bad) - len(good)]) + changed[:-CHECK_BYTES]
        assert what_is_wrong(sealed(body)) == (CHANGED, ""), bad


def test_reach_and_steps_are_those_of_all_strokes() -> None:
    told = Told("a", array("d", [9, 2, 0.5]), 1, [], [], 1, 0, 1, False, (390.0, 500.0), None)
    both = Drawing((Made("a", DIGEST),), (told, told._replace(ticks=array("d", [1, 700, 0.5]))))
    assert (both.steps, both.reach) == (2, (9, 700))
