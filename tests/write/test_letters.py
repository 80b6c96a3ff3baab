"""The letters that the site ships: all of the promised ones, whole, with where they come from."""

from __future__ import annotations

import json
import string
import unicodedata

import pytest

from curlicue_page.write_link import KINDS
from curlicue_write.letters import bounds, letter_with_marks, missing, spell
from tests.write.written import LETTERS, shipped_letters

PRINTABLE = [each for each in string.printable if not each.isspace()]
LATIN_1 = [chr(number) for number in range(0xC0, 0x100)]
PANGRAMS = (
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.",
    "Dès Noël, où un zéphyr haï me vêt de glaçons würmiens, je dîne à l’œuf.",
    "El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia; ¿añoraba a su querido cachorro?",
    "Příliš žluťoučký kůň úpěl ďábelské ódy. Kŕdeľ šťastných ďatľov.",
    "Pchnąć w tę łódź jeża lub ośm skrzyń fig. Árvíztűrő tükörfúrógép.",
    "Høj bly gom vandt fræk sexquiz på wc. Kæmi ný öxi hér, ykist þjófum nú bæði víl og ádrepa.",
    "Pijamalı hasta yağız şoföre çabucak güvendi. Gheorghe, obezul, a reuşit să obţină jucându-se: ștrengăriță.",
    "Do bạch kim rất quý nên sẽ dùng để lắp vô xương. Luís argüia à Júlia que «brações, fé, chá, óxido, pôr, zângão».",
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_that_is_promised_is_there(kind: str) -> None:
    letters = shipped_letters(kind)
    for text in ["".join(PRINTABLE), "".join(LATIN_1), *PANGRAMS, "„“”‘’‚«»‹›–—…€£°·×"]:
        assert missing(letters, text) == []
        assert missing(letters, unicodedata.normalize("NFD", text)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_has_a_line_within_reach_of_its_place(kind: str) -> None:
    letters = shipped_letters(kind)
    for name, letter in letters.letters.items():
        assert letter.width > 0
        assert all(stroke for stroke in letter.strokes)
        assert bool(letter.strokes) == (name != " ")
        left, top, right, bottom = bounds(letter.strokes)
        assert -10 <= left <= right <= letter.width + 10
        assert -26 <= top <= bottom <= 14


def test_a_character_is_written_as_its_letter_and_its_marks() -> None:
    letters = shipped_letters()
    assert spell(letters, "Zoë") == [("Z", ""), ("o", ""), ("e", "\u0308")]
    assert spell(letters, "Zoe\u0308") == spell(letters, "Zoë")
    assert spell(letters, "ế…") == [("e", "\u0302\u0301"), (".", ""), (".", ""), (".", "")]


@pytest.mark.parametrize("kind", KINDS)
def test_marks_stand_above_and_below_without_touching_and_in_order(kind: str) -> None:
    letters = shipped_letters(kind)
    plain = letter_with_marks(letters, "e", "")
    for mark in letters.above:
        marked = letter_with_marks(letters, "e", mark)
        assert marked.strokes[: len(plain.strokes)] == plain.strokes
        assert max(y for stroke in marked.strokes[len(plain.strokes) :] for _, y in stroke) < bounds(plain.strokes)[1]
    twice = letter_with_marks(letters, "e", "\u0302\u0301").strokes
    assert bounds(twice[-1:])[3] < bounds(twice[-2:-1])[1]
    assert bounds(letter_with_marks(letters, "s", "\u0326").strokes[-1:])[1] > 0


@pytest.mark.parametrize("kind", KINDS)
def test_an_i_loses_its_dot_under_an_accent_alone(kind: str) -> None:
    letters = shipped_letters(kind)
    assert len(letter_with_marks(letters, "i", "").strokes) == 2
    assert [len(stroke) > 1 for stroke in letter_with_marks(letters, "i", "\u0301").strokes] == [True, True]
    assert len(letter_with_marks(letters, "i", "\u0323").strokes) == 3


def test_what_another_script_needs_is_named_once() -> None:
    letters = shipped_letters()
    assert missing(letters, "Ada и Ира 日本 🙂") == ["и", "И", "р", "а", "日", "本", "🙂"]
    assert missing(letters, "Ada\nZoë") == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_letters_say_where_they_come_from(kind: str) -> None:
    said = json.dumps(json.loads((LETTERS / f"{kind}.json").read_text(encoding="utf-8"))["made_from"])
    for name in ("Dr. A. V. Hershey", "U. S. National Bureau of Standards", "James Hurt", "NTIS"):
        assert name in said
