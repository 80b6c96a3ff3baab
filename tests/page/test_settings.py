from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_page.colours import hex_colour, is_hex_colour
from curlicue_page.settings import KEYS, checked, from_address, from_device, with_settings

HANDS = ["loops", "waves"]
ALL = {"hand": "waves", "pull": "40", "free": "off", "length": "2.5"}
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(KEYS), inner),
)


def test_settings_that_can_be_are_taken_as_they_are() -> None:
    assert checked({**ALL, "margin": "right"}, HANDS) == {**ALL, "margin": "right"}


@pytest.mark.parametrize(
    "odd",
    [
        {"hand": "nobody"}, {"hand": ["loops"]}, {"pull": "many"}, {"pull": "nan"}, {"pull": "101"}, {"pull": 40},
        {"length": "0"}, {"length": "inf"}, {"length": "1.3"}, {"length": "10.5"}, {"pull": "40.5"},
        {"free": "yes"}, {"free": True}, {"margin": "left"}, {"other": "on"},
    ],
)  # fmt: skip
def test_odd_settings_are_left_out(odd: dict[str, object]) -> None:
    assert checked({**odd, "free": odd.get("free", "on")}, HANDS) == ({} if "free" in odd else {"free": "on"})


@given(plain)
def test_whatever_was_kept_gives_settings_that_can_be(kept: object) -> None:
    found = checked(kept, HANDS)
    assert checked(found, HANDS) == found
    assert from_device(json.dumps(kept), HANDS) == found if isinstance(kept, dict) else True


@pytest.mark.parametrize("text", [None, "", "no JSON", "[1]", "3", '{"hand": ', "[" * 100_000])
def test_what_somebody_else_kept_under_our_key_says_nothing(text: str | None) -> None:
    assert from_device(text, HANDS) == {}


def test_an_address_says_settings_beside_what_others_wrote_there() -> None:
    assert from_address("hand=waves&write=Ada&pull=40&margin=right", HANDS) == {"hand": "waves", "pull": "40"}
    assert from_address("gates", HANDS) == {}
    assert from_address("", HANDS) == {}


def test_keys_of_others_stay_in_an_address_and_a_sections_name_does_not() -> None:
    assert with_settings("write=Ada%20B&hand=loops", ALL) == "write=Ada%20B&hand=waves&pull=40&free=off&length=2.5"
    assert with_settings("gates", {"hand": "loops"}) == "hand=loops"


@given(st.text(alphabet="abc=&%#1"))
def test_settings_come_back_out_of_any_address(hash_: str) -> None:
    assert from_address(with_settings(hash_, ALL), HANDS) == ALL
    assert with_settings(with_settings(hash_, ALL), ALL) == with_settings(hash_, ALL)


@pytest.mark.parametrize(
    ("computed", "expected"),
    [
        ("rgb(1, 2, 255)", "#0102FF"),
        ("rgba(16, 0, 0, 0.5)", "#100000"),
        ("rgb(1 2 3 / 50%)", "#010203"),
        ("color(srgb 0 0.5 1)", "#0080FF"),
    ],
)
def test_a_computed_colour_becomes_hexadecimal(computed: str, expected: str) -> None:
    assert hex_colour(computed) == expected
    assert is_hex_colour(expected)


@pytest.mark.parametrize("name", ["Canvas", "", "#12345", "var(--ink)", "#12345G"])
def test_a_colour_by_name_is_not_hexadecimal(name: str) -> None:
    assert not is_hex_colour(name)
    with pytest.raises(ValueError, match="expected one as rgb"):
        hex_colour(name)
