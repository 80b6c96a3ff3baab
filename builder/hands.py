"""The hands that there are, and the row of them on the page: a radio button for each folder of a trained hand."""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from builder.errors import BuildError
from curlicue_hands.places import CARD, FIRST_HAND, MODELS, TRACE
from curlicue_hands.thumbnail import HEIGHT, WIDTH
from curlicue_hands.trace import SELF_TEST_STEPS

ORDER = (FIRST_HAND, "waves", "zigzag", "cursive", "eights", "coil")  # the shipped ones; any other follows by name
THUMBNAIL_BOX = f"0 0 {WIDTH:g} {HEIGHT:g}"  # CSS px
# The last place in the row: empty, until a reader has taught a hand; curlicue_page.hand_row puts those before it
YOURS = (
    f'<a class="hand yours" href="#teach" title="Teach it your hand"><svg viewBox="{THUMBNAIL_BOX}" aria-hidden="true">'
    '<rect class="dots" x="3" y="4" width="46" height="32" rx="4"/><path d="M26 12v16M18 20h16"/></svg>'
    "<span>Yours</span></a>"
)


def hand_names(models_folder: Path) -> list[str]:
    """The names of all hands, the shipped ones first. BuildError without the one that every page starts with.

    A dot in front of a folder's name marks what the trainer is just writing, or was killed while it wrote.
    """
    found = {path.name for path in models_folder.iterdir() if path.is_dir() and not path.name.startswith(".")}
    if ORDER[0] not in found:
        raise BuildError(
            f"site/{MODELS} has no folder {ORDER[0]}, the hand that every page starts with: "
            f"restore it, or train it with train/train.py --name {ORDER[0]}."
        )
    return sorted(found, key=_place)


def short_traces(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The golden traces among the site's files, as long as a page's own test of a session."""
    found = {path: json.loads(content) for path, content in files.items() if path.endswith(f"/{TRACE}")}
    short = {path: {**trace, "steps": trace["steps"][:SELF_TEST_STEPS]} for path, trace in found.items()}
    return {path: json.dumps(trace, separators=(",", ":")).encode() for path, trace in short.items()}


def hands_row(models_folder: Path) -> str:
    """A group of radio buttons, the first chosen, and the place of one's own; nothing where there is no choice.

    BuildError for a bad card.
    """
    names = hand_names(models_folder)
    if len(names) < 2:
        return ""
    labels = "".join(_label(name, _card(models_folder / name), chosen=k == 0) for k, name in enumerate(names))
    return f'<fieldset class="hands"><legend class="visually-hidden">Hand</legend>{labels}{YOURS}</fieldset>'


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER)), name


def _card(folder: Path) -> dict[str, Any]:
    path = folder / CARD
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BuildError(f"site/{MODELS}/{folder.name} has no {CARD}: train that hand, or remove the folder.") from None
    except ValueError as error:
        raise BuildError(f"site/{MODELS}/{folder.name}/{CARD} is not JSON ({error}): train that hand again.") from error
    for key in ("title", "sentence", "thumbnail"):
        if not isinstance(card, dict) or not isinstance(card.get(key), str) or not card[key].strip():
            raise BuildError(
                f"site/{MODELS}/{folder.name}/{CARD} has no {key}, which the row of hands shows: train that hand again."
            )
    return card


def _label(name: str, card: dict[str, Any], *, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    return (
        f'<label class="hand" title="{escape(card["sentence"])}">'
        f'<input type="radio" name="hand" data-control="hand" data-name="{escape(name)}" autocomplete="off"{checked}>'
        f'<svg viewBox="{THUMBNAIL_BOX}" aria-hidden="true"><path d="{escape(card["thumbnail"])}"/></svg>'
        f"<span>{escape(card['title'])}</span></label>"
    )
