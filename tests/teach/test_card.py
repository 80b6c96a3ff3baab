"""A taught hand is a hand like the others: its card passes, its model is its net, its picture its own."""

from __future__ import annotations

import math
import random
from functools import cache

import numpy as np
import onnxruntime
import pytest

from curlicue.hand import hand_from_card
from curlicue.lstm import ZERO_STATE, step
from curlicue.packed import pack_input
from curlicue_hands.card import check_digest, read_card, write_card
from curlicue_hands.card_check import CardError
from curlicue_hands.thumbnail import LARGEST_BYTES
from curlicue_teach.batches import FIRST_JUDGED_STEP, WINDOW, Window
from curlicue_teach.card import TaughtHand, Words, make_taught
from curlicue_teach.rule import examine, fit_rule
from curlicue_teach.start import Start
from curlicue_teach.strokes import facing_ahead, spliced
from curlicue_teach.weights import in_a_row, rounded
from tests.shipped import MODELS, shipped_card, shipped_hand
from tests.teach.drawings import circles, lesson_of, turning, waves

WORDS = Words("mine", "Mine", "Learned from you.")


@cache
def taught(name: str = "mine") -> TaughtHand:
    rng = random.Random(1)
    row = rounded([value + rng.gauss(0.0, 0.01) for value in in_a_row(shipped_card()["weights"])])
    assert isinstance(row, list)
    lesson = lesson_of(circles(6))
    start = Start(shipped_hand().loop._replace(floor_speed_px=2.7), shipped_hand().start)
    line = spliced(lesson, random.Random(2))
    model = (MODELS / "loops" / "model.onnx").read_bytes()
    return make_taught(WORDS._replace(name=name), row, start, lesson, line, 3, shipped_card(), model)


def test_the_card_is_one_that_can_be_read_and_drawn_with() -> None:
    card = read_card(write_card(taught().card), "the card")
    check_digest(card, taught().model, "the model")
    hand = hand_from_card(card)
    assert hand.loop.floor_speed_px == 2.7
    assert hand.start == shipped_hand().start
    assert card["training"]["taught"] is True
    assert card["title"] == "Mine"


def test_the_model_is_the_cards_net() -> None:
    hand = hand_from_card(taught().card)
    packed = np.array([pack_input((0.7, -0.2, 0.0), ZERO_STATE)])
    session = onnxruntime.InferenceSession(taught().model, providers=["CPUExecutionProvider"])
    got = session.run(None, {"packed_in": packed})[0][0, :2]
    assert list(got) == pytest.approx(step(hand.weights, (0.7, -0.2, 0.0), ZERO_STATE).y[:2], abs=1e-5)


def test_the_picture_is_drawn_by_the_net() -> None:
    path = taught().card["thumbnail"]
    assert path.startswith("M")
    assert len(path) <= LARGEST_BYTES
    assert path != shipped_card()["thumbnail"]


def test_the_same_teaching_gives_the_same_bytes() -> None:
    again = taught.__wrapped__()
    assert write_card(again.card) == write_card(taught().card)
    assert again.model == taught().model


def test_a_card_that_cannot_be_is_refused() -> None:
    with pytest.raises(CardError):
        taught(name=3)


@pytest.mark.parametrize(
    "line", [turning(20.0), spliced(lesson_of(circles(6)), random.Random(1))], ids=["even", "drawn"]
)
def test_the_rule_of_what_goes_round_is_the_same_for_x_and_y(line: tuple[complex, ...]) -> None:
    rule = fit_rule(line, closed=True)
    assert len(rule) == 8
    assert all(rule[2 * k][0] == rule[2 * k + 1][1] and rule[2 * k][1] == rule[2 * k + 1][0] == 0.0 for k in range(4))
    assert missed(rule, line) < 0.01


def test_the_rule_of_what_travels_foresees_it() -> None:
    line = facing_ahead(lesson_of(waves(2)).strokes[0])
    assert missed(fit_rule(line, closed=False), line) < 0.01


def test_a_line_of_nothing_has_a_rule_too() -> None:
    assert missed(fit_rule((0j,) * 100, closed=False), (1 + 0j,) * 9) == pytest.approx(1.0)


def missed(rule: list[list[float]], line: tuple[complex, ...]) -> float:
    """Mean square of how far the rule is off, by the mean square of a movement."""
    off = 0.0
    for at in range(4, len(line)):
        past = [value for k in range(4) for value in (line[at - 1 - k].real, line[at - 1 - k].imag)]
        x, y = (sum(value * row[axis] for value, row in zip(past, rule, strict=True)) for axis in (0, 1))
        off += abs(complex(x, y) - line[at]) ** 2
    return off / sum(abs(v) ** 2 for v in line[4:])


def test_the_rule_is_examined_in_windows_as_a_net_is() -> None:
    again = [[1.0, 0.0], [0.0, 1.0], *[[0.0, 0.0]] * 6]  # the last movement once more
    line = [complex(k) for k in range(60)]
    plain = Window(at=5, turn=1.0, size=1.5, noise_at=0, noise_size=0.0, own_from=0, own_steps=0)
    silent = [(0.0, 0.0)] * WINDOW
    assert examine(again, line, silent, [plain]) == pytest.approx(1.5**2 / 2)
    alone = plain._replace(own_from=10, own_steps=WINDOW - 10)  # it goes on with what it said first, and falls behind
    behind = [1.0] * 6 + [float(k) for k in range(2, WINDOW - 8)]
    assert examine(again, line, silent, [alone]) == pytest.approx(
        sum((1.5 * each) ** 2 for each in behind) / (WINDOW - FIRST_JUDGED_STEP) / 2
    )
    rough = plain._replace(noise_size=0.1)
    assert examine(again, line, [(1.0, 0.0)] * WINDOW, [rough]) == pytest.approx(
        abs(1.5 * complex(math.cos(1.0), math.sin(1.0)) - 0.1) ** 2 / 2
    )
