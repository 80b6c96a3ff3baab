"""What is said of a reason: what was found, what was expected, what to do."""

from __future__ import annotations

import pytest

from curlicue_teach.reasons import Code, Reason
from trainer.refusals import found_and_expected, sentences


@pytest.mark.parametrize("code", Code)
def test_every_reason_has_its_unit_and_both_numbers(code: Code) -> None:
    found, expected = found_and_expected(Reason(code, 0.5124, 0.9))
    assert found.startswith("0.512 ")
    assert expected.startswith("0.9")
    assert ("way round" in found) is (code is Code.OTHER_WAY)  # the only one that is neither too little nor too much


def test_it_ends_with_what_to_do() -> None:
    said = sentences(Reason(Code.FAR_IN_HOLD, 81.32, 68.0))
    assert said.startswith("found 81.3 px from the finger in a minute's hold, expected 68 or less. It ran away")
    assert said.endswith("Draw one shape, a little smaller, many times.")
