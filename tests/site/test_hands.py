"""The row of hands: made from whatever hands there are."""

from pathlib import Path

import pytest

from builder.errors import BuildError
from builder.hands import ORDER, hands_row
from tests.site.cards import THUMBNAIL, write_card
from tests.site.markup import Page


def row(models: Path) -> Page:
    return Page(hands_row(models))


def test_every_folder_is_a_hand_the_shipped_ones_first(tmp_path: Path) -> None:
    for name in sorted({*ORDER, "mine", "aunt"}):
        write_card(tmp_path, name)
    (tmp_path / "notes.txt").write_text("no hand")
    radios = row(tmp_path).all("input")
    assert [radio.attributes["data-name"] for radio in radios] == [*ORDER, "aunt", "mine"]
    assert {(radio.attributes["type"], radio.attributes["name"]) for radio in radios} == {("radio", "hand")}
    assert {radio.attributes["data-control"] for radio in radios} == {"hand"}
    assert [radio.attributes["data-name"] for radio in radios if "checked" in radio.attributes] == ["loops"]


def test_a_hand_has_its_name_its_sentence_and_its_own_writing(tmp_path: Path) -> None:
    for name in ("loops", "waves"):
        write_card(tmp_path, name)
    page = row(tmp_path)
    assert [label.text for label in page.all("label")] == ["Loops", "Waves"]
    assert [label.attributes["title"] for label in page.all("label")] == ["Draws loops.", "Draws waves."]
    assert [path.attributes["d"] for path in page.all("path")][:-1] == [THUMBNAIL, THUMBNAIL]
    (legend,) = page.all("legend")
    assert legend.text


def test_the_last_place_is_the_readers_own_and_leads_to_the_teaching(tmp_path: Path) -> None:
    for name in ("loops", "waves"):
        write_card(tmp_path, name)
    page = row(tmp_path)
    (link,) = page.all("a")
    assert (link.text, link.attributes["href"]) == ("Yours", "#teach")
    assert page.elements.index(link) > page.elements.index(page.all("label")[-1])


def test_one_hand_is_no_choice(tmp_path: Path) -> None:
    write_card(tmp_path, "loops", thumbnail=None)
    assert hands_row(tmp_path) == ""


def test_what_a_card_says_is_text_whatever_it_looks_like(tmp_path: Path) -> None:
    title, sentence = '</label><b>Bold & "brave"', "\"><script>alert('x')</script>"
    write_card(tmp_path, "loops")
    write_card(tmp_path, "mine", title=title, sentence=sentence, thumbnail='M0 0"/><b>')
    page = row(tmp_path)
    label = page.all("label")[1]
    assert (label.text, label.attributes["title"]) == (title, sentence)
    assert not page.all("b")
    assert not page.all("script")


@pytest.mark.parametrize("key", ["title", "sentence", "thumbnail"])
@pytest.mark.parametrize("value", [None, "", 3])
def test_a_card_that_lacks_something_is_named(tmp_path: Path, key: str, value: object) -> None:
    write_card(tmp_path, "loops")
    write_card(tmp_path, "mine", **{key: value})
    with pytest.raises(BuildError, match=rf"^site/models/mine/model\.json has no {key}, .*: train that hand again\.$"):
        hands_row(tmp_path)


def test_a_folder_without_a_card_is_named(tmp_path: Path) -> None:
    write_card(tmp_path, "loops")
    (tmp_path / "mine").mkdir()
    with pytest.raises(BuildError, match=r"site/models/mine has no model\.json"):
        hands_row(tmp_path)
    (tmp_path / "mine" / "model.json").write_text("{")
    with pytest.raises(BuildError, match=r"mine/model\.json is not JSON"):
        hands_row(tmp_path)


def test_what_the_trainer_was_killed_over_is_no_hand(tmp_path: Path) -> None:
    for name in ("loops", "waves", ".waves.7.curlicue-new"):
        write_card(tmp_path, name)
    (tmp_path / ".loops.8.curlicue-old").mkdir()
    assert [radio.attributes["data-name"] for radio in row(tmp_path).all("input")] == ["loops", "waves"]


def test_a_site_without_the_first_hand_is_one_sentence(tmp_path: Path) -> None:
    write_card(tmp_path, "waves")
    with pytest.raises(BuildError, match=r"^site/models has no folder loops, .*: restore it, or train it"):
        hands_row(tmp_path)
