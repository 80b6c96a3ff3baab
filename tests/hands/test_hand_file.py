"""A hand's file: what is written is read, and whatever else comes is refused with the reason, never with a crash."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from curlicue_hands import hand_file
from curlicue_hands.card import write_card
from curlicue_hands.card_check import VERSION as CARD_VERSION
from curlicue_hands.hand_file import (
    BAD_CARD,
    CHANGED,
    LARGE,
    LARGEST,
    NOT_A_HAND,
    OLD,
    OTHER_VERSION,
    HandFileError,
    file_name,
    open_card,
    open_old,
    read_file,
    renamed,
    write_file,
)
from curlicue_hands.places import is_taught
from curlicue_words import kept_words
from tests.micropython.runner import compute_in_micropython
from tests.taught import taught_card, taught_text

MODULES = ("curlicue_hands/hand_file.py", "curlicue_hands/card_check.py")
DEEP = "[1," * 1500 + "1" + "]" * 1500

# What each text is found to be, in MicroPython
READ_ALL = """
from curlicue_hands.hand_file import HandFileError, read_file
result = []
for text in given:
    try:
        result.append(["", read_file(text)])
    except HandFileError as error:
        result.append([error.code, ""])
"""


def code(text: str) -> str:
    """Why a file is refused; empty if it is not."""
    try:
        read_file(text)
    except HandFileError as error:
        return error.code if kept_words.refused(error.code, error.found) else "nothing is said of it"
    return ""


def wrapped(card: str) -> str:
    """A file around any text, with a digest that is right."""
    return write_file(card)


def with_card(**changes: Any) -> str:
    card = {**taught_card(), **changes}
    return wrapped(
        "{\n" + ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in card.items()) + "\n}\n"
    )


def with_file(**changes: Any) -> str:
    return json.dumps({**json.loads(write_file(taught_text())), **changes})


def test_a_card_comes_out_as_it_went_in() -> None:
    text = taught_text(title="Ädá’s “curl”, <b>\\")
    file = write_file(text)
    assert read_file(file) == text
    assert set(json.loads(file)) == {"format", "version", "sha256", "card"}


def test_both_pythons_write_and_read_the_same() -> None:
    text = taught_text(title="Ädá’s “curl”")
    script = "from curlicue_hands.hand_file import *\nresult = [write_file(given), read_file(write_file(given))]"
    file, card = compute_in_micropython(script, text, MODULES)
    assert card == text
    assert read_file(file) == text


FILES = {
    "nothing": ("", NOT_A_HAND),
    "a picture": ("\x89PNG\r\n\x1a\n\0\0", NOT_A_HAND),
    "other json": ('{"format": "curlicue-hand"}', NOT_A_HAND),
    "a list": ("[1, 2]", NOT_A_HAND),
    "a bare card": (taught_text(), NOT_A_HAND),
    "too large": ('"' + "a, " * LARGEST + '"', LARGE),
    "deep": (DEEP, NOT_A_HAND),
    "deep within": ('{"format": ' + DEEP + "}", NOT_A_HAND),
    "a number without end": ('{"version": ' + "9" * 150_000 + "}", NOT_A_HAND),
    "version 2": (with_file(version=2), OTHER_VERSION),
    "version of a list": (with_file(version=[[1]]), OTHER_VERSION),
    "version as text": (with_file(version="1"), OTHER_VERSION),
    "no card": (with_file(card=None), CHANGED),
    "another card": (with_file(card=taught_text(2)), CHANGED),
    "another digest": (with_file(sha256="0" * 64), CHANGED),
    "no text within": (wrapped("{"), NOT_A_HAND),
    "a list within": (wrapped("[]"), NOT_A_HAND),
    "an old card": (with_card(version=CARD_VERSION - 1), OLD),
    "a card of tomorrow": (with_card(version={"a": 1}), OLD),
    "no weights": (with_card(weights={}), BAD_CARD),
    "a weight without end": (wrapped(taught_text().replace('"output.bias":[', '"output.bias":[1e999,')), BAD_CARD),
    "a shipped hand's name": (with_card(name="loops"), BAD_CARD),
    "a path for a name": (with_card(name="../../etc"), BAD_CARD),
    "a name that is another's": (with_card(name="yours-00000000"), BAD_CARD),
    "a digest of html": (with_card(model_sha256="<" * 64, name="yours-" + "<" * 8), BAD_CARD),
    "no title": (with_card(title=""), BAD_CARD),
    "a blank title": (with_card(title=" "), BAD_CARD),
    "a long title": (with_card(title="a" * 41), BAD_CARD),
    "a title of two lines": (with_card(title="a\nb"), BAD_CARD),
    "a title that turns its line": (with_card(title="a\u202eb"), BAD_CARD),
    "a long sentence": (with_card(sentence="a" * 301), BAD_CARD),
    "a thumbnail of html": (with_card(thumbnail='M0 0"/><script>'), BAD_CARD),
    "a thumbnail that is no path": (with_card(thumbnail="0 0"), BAD_CARD),
    "a title on two lines": (wrapped(taught_text().replace('"seed"', '"title": "b",\n"seed"')), BAD_CARD),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_hand_is_refused_with_its_reason(name: str) -> None:
    text, why = FILES[name]
    assert code(text) == why


@pytest.mark.parametrize("name", ["too large", "deep", "deep within", "a number without end"])
def test_what_would_take_long_to_read_is_not_read(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(hand_file, "loads", lambda text: pytest.fail(f"read {len(text)} characters"))
    assert code(FILES[name][0]) == FILES[name][1]


def test_micropython_refuses_the_same() -> None:
    found = compute_in_micropython(READ_ALL, [text for text, _ in FILES.values()], MODULES)
    assert dict(zip(FILES, [why for why, _ in found], strict=True)) == {name: why for name, (_, why) in FILES.items()}


def test_a_file_that_was_cut_anywhere_is_refused() -> None:
    file = write_file(taught_text())
    assert read_file(file)
    for length in [*range(0, len(file), 97), *range(len(file) - 40, len(file))]:
        assert code(file[:length]) in (NOT_A_HAND, CHANGED), length


def test_a_file_with_a_byte_turned_is_refused_or_the_same_hand() -> None:
    rng = random.Random(1)
    text = taught_text()
    file = write_file(text).encode()
    refused = 0
    for _ in range(1500):
        broken = bytearray(file)
        broken[rng.randrange(len(file))] ^= 1 << rng.randrange(8)
        turned = bytes(broken).decode(errors="replace")
        why = code(turned)
        refused += bool(why)
        assert why or read_file(turned) == text
    assert refused > 1490


def test_every_key_of_a_card_may_be_anything() -> None:
    """Whatever a stranger writes into a card whose digest is right."""
    rng = random.Random(2)
    odd: list[Any] = [None, True, -1, 1e308, "", "a" * 1000, [], [[]], {}, {"a": [1]}, "\0", "<b>", 10**30, ["M"] * 50]
    harmless = {"seed", "sentence", "training"}  # nobody reads it, or it is shown as the text that it is
    for key in taught_card():
        for value in odd:
            assert code(with_card(**{key: value})) or key in harmless or (key, value) == ("title", "<b>"), (key, value)
    for key in taught_card()["loop"]:
        loop = {**taught_card()["loop"], key: rng.choice(["", None, [1.0], 1e300, -1e300])}
        assert code(with_card(loop=loop)) == BAD_CARD, key


def test_renaming_changes_the_title_alone() -> None:
    text = taught_text()
    again = renamed(text, 'Bo "the" \\ curl, ä')
    assert json.loads(again) == {**json.loads(text), "title": 'Bo "the" \\ curl, ä'}
    assert read_file(write_file(again)) == again
    assert open_card(again)["model_sha256"] == taught_card()["model_sha256"]
    for title in ("", " a", "a" * 41, "a\nb", "a\u2028b"):
        with pytest.raises(HandFileError):
            renamed(text, title)


def test_of_an_old_card_what_is_shown_is_checked_too() -> None:
    def old(**changes: Any) -> str:
        return json.dumps({**taught_card(), "version": CARD_VERSION - 1, **changes})

    found = open_old(old(weights="of another shape"))
    assert found is not None
    assert found["title"] == taught_card()["title"]
    for changes in ({"name": "loops"}, {"title": "a\nb"}, {"thumbnail": "<"}, {"format": "x"}):
        assert open_old(old(**changes)) is None
    assert open_old("{") is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ada’s curl", "curlicue-ada-s-curl-1a2b3c4d.json"),
        ("../../etc/passwd", "curlicue-etc-passwd-1a2b3c4d.json"),
        ("日本", "curlicue-1a2b3c4d.json"),
    ],
)
def test_a_file_is_called_after_its_hand(title: str, name: str) -> None:
    assert file_name("yours-1a2b3c4d", title) == name


def test_names_of_taught_hands() -> None:
    assert is_taught("yours-1a2b3c4d")
    for name in (
        "loops",
        "yours-",
        "yours-1a2b3c4",
        "yours-1a2b3c4dd",
        "yours-1A2B3C4D",
        "yours-1a2b/c4d",
        "ours-1a2b3c4d0",
    ):
        assert not is_taught(name), name


def test_a_card_as_teaching_writes_it_is_one() -> None:
    assert hand_file.open_card(write_card(taught_card()))["name"] == taught_card()["name"]
