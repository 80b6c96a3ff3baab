"""The places of taught hands in the row of hands, behind those of the site."""

import js

from curlicue_hands.places import FIRST_HAND
from curlicue_page.dom import all_of

YOURS = ".hands .yours"  # the last place, a link to where one teaches


def put(name: str, title: str, thumbnail: str) -> None:
    """Give a hand a place, if the page has a row; ``thumbnail`` is a card's, and all of it is checked."""
    for last in all_of(YOURS):
        place: js.Element = all_of(".hand")[0].cloneNode(True)
        radio = place.firstElementChild
        radio.removeAttribute("checked")
        radio.checked = False
        radio.dataset.name = name
        place.classList.add("taught")
        place.querySelector("path").setAttribute("d", thumbnail)
        last.parentElement.insertBefore(place, last)
        call_it(name, title)


def call_it(name: str, title: str) -> None:
    """Write what a hand is called at its place."""
    for radio in _radios(name):
        radio.parentElement.setAttribute("title", title)
        radio.parentElement.lastElementChild.textContent = title


def take_away(name: str) -> None:
    """Take a hand's place away; the first hand is chosen if it was this one."""
    for radio in _radios(name):
        if radio.checked:
            choose(FIRST_HAND)
        radio.parentElement.remove()


def choose(name: str) -> None:
    """Choose a hand as the reader does: whoever hears of a choice hears of this one."""
    for radio in _radios(name):
        radio.click()


def _radios(name: str) -> "list[js.Element]":
    return all_of('[data-control="hand"][data-name="' + name + '"]')
