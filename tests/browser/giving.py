"""Gives the page files and hands, as a reader does, in any browser."""

from __future__ import annotations

import json

from curlicue_hands.hand_file import write_file

# A reader's choice in the browser's own dialog, which no driver has everywhere.
OPEN = """(() => {
  const given = new DataTransfer();
  given.items.add(new File([%s], "hand.json", { type: "application/json" }));
  const input = document.querySelector('[data-control="open-hand"]');
  input.files = given.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
})()"""

DROP = """(() => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([%s], "hand.json"));
  const taken = ["dragover", "drop"].map((type) => !document.querySelector(%s).dispatchEvent(
    new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })));
  return taken.every((each) => each);
})()"""

SAID = "document.getElementById('kept-said').textContent"
ROW = "[...document.querySelectorAll('.hands .taught')].map((each) => each.textContent)"
LIST = "[...document.querySelectorAll('#kept-hands input')].map((each) => each.value)"
CHOSEN = "document.querySelector('[data-control=hand]:checked').dataset.name"


def open_file(text: str) -> str:
    """Opens a file with this text by the section's button."""
    return OPEN % json.dumps(text)


def drop_file(text: str, on: str) -> str:
    """Drops one on an element; true if the browser is kept from going to it."""
    return DROP % (json.dumps(text), json.dumps(on))


def open_hand(card: str) -> str:
    """Opens the file of a hand by its card."""
    return open_file(write_file(card))


def draws(name: str) -> str:
    """True once an opened hand draws and that is said: the page moves to where it says so."""
    return f"curlicue.snapshot().hand === {json.dumps(name)} && {SAID} !== ''"


def press(deed: str, name: str) -> str:
    """Presses a button in a hand's line."""
    return f"document.querySelector('#kept-hands [data-name=\"{name}\"] [data-deed={deed}]').click()"


def keep(name: str, card: str, saved: str = "2026-11-30") -> str:
    """Keeps a hand as the page would have at an earlier visit."""
    return f"curlicue.kept.set({json.dumps(name)}, {json.dumps(json.dumps({'card': card, 'saved': saved}))})"
