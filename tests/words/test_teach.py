"""What is said while a hand is taught."""

from __future__ import annotations

import pytest

from curlicue_hands.amount import ADVISED_S, LEAST_S
from curlicue_teach.batches import TRAINING_STEPS
from curlicue_teach.reasons import Code
from curlicue_words.teach import listening, why


@pytest.mark.parametrize("code", Code)
def test_every_reason_has_its_sentence(code: Code) -> None:
    text = why(code.value, 2.04)
    assert text[0].isupper()
    assert text.endswith(".")


def test_what_is_too_short_says_how_long_it_was_and_should_be() -> None:
    assert why(Code.TOO_SHORT, 2.04) == "That was 2.0 seconds. Three will do, ten are better."
    assert (LEAST_S, ADVISED_S) == (3.0, 10.0)


def test_the_training_says_how_far_it_is() -> None:
    assert listening(7, TRAINING_STEPS) == "Listening to your hand: 7 of 300."
