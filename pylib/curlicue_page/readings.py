"""The words and numbers beside the figures, as the worker sends them."""

from typing import TYPE_CHECKING, Any

import js

from curlicue_page.dom import all_of, by_id, control
from curlicue_page.seconds import written
from curlicue_words import figure_words
from curlicue_words.numbers import signed

if TYPE_CHECKING:
    from curlicue.payloads import Said

NUMBERS = ("values", "why", "means")  # that change with every step of the open cell
WHY = {"muted": figure_words.WHY_MUTED, "not kept": figure_words.WHY_NOT_KEPT}  # see curlicue_view.texts


class Readings:
    """What stands beside the figures; only what changes is written."""

    def __init__(self, rows: "list[js.Element]") -> None:
        self.newest = -1  # the last step of the drawing
        self._rows = rows
        self._shown: dict[str, str] = {}  # texts as they stand
        self._texts: Said = {}  # all that the worker has said
        self._scrub = control("scrub")  # kept: ten looks a second through the whole page are too many
        self._time_at = by_id("time-at")
        self._captions: dict[str, str] = {}  # what surfaces are called while they are empty, by selector
        self._terms = [[element, str(element.getAttribute("data-value")), ""] for element in all_of("[data-value]")]
        self._equations = [[element, str(element.getAttribute("data-eq")), ""] for element in all_of("[data-eq]")]
        self._numbers_alone = False  # only numbers of the open cell came with the last message
        self._table = (  # what is written, when one of these has changed; whether it is of the open cell
            (("follows", "muted"), self._show_rows, False),
            (("steps", "span", "at", "live", "running", "surface"), self._show_time, False),
            (("seen", "surface"), self._say_what_is_seen, False),
            (("cell", "values"), self._show_equations, True),
            (("cell", "values", "why", "running", "at"), self._show_terms, True),
            (("cell", "feeds"), self._show_feeds, True),
            (("cell", "hand"), self._show_worth, True),
            (("cell", "why", "means"), self._show_meaning, True),
        )

    def show(self, changed: "Said", open_cell: "int | None") -> None:
        """Write what has changed since the last time; ``open_cell`` is the one whose view is open."""
        self._texts.update(changed)
        self._numbers_alone = not [name for name in changed if name not in NUMBERS]
        of_cell = open_cell is not None and self._texts.get("cell") == open_cell
        for names, write, is_of_cell in self._table:
            if (of_cell or not is_of_cell) and [name for name in names if name in changed]:
                write(self._texts)

    def _changed(self, name: str, text: str) -> bool:
        if self._shown.get(name) == text:
            return False
        self._shown[name] = text
        return True

    def _say_what_is_seen(self, texts: "Said") -> None:
        """For who cannot see it: on the surface that was drawn on, and on the picture of it."""
        surface = '[data-surface="' + str(texts["surface"]) + '"] [data-role="touch"]'
        for place in (surface, "#ribbons-canvas"):
            (element,) = all_of(place)
            if place not in self._captions:
                self._captions[place] = str(element.getAttribute("aria-label"))
            element.setAttribute("aria-label", (self._captions[place] + " " + texts["seen"]).strip())

    def _show_rows(self, texts: "Said") -> None:
        for row in self._rows:
            cell = int(row.dataset.cell)
            muted = cell in texts["muted"]
            label = figure_words.MUTED_BY_YOU if muted else texts["follows"][cell]
            if self._changed("row" + str(cell), label):
                row.querySelector(".follows").textContent = label
                row.toggleAttribute("data-muted", muted)

    def _show_time(self, texts: "Said") -> None:
        if texts["steps"] and self._changed("inked", "yes"):
            js.document.documentElement.dataset.inked = "yes"
        scrub = self._scrub
        self.newest = texts["steps"] - 1
        if self._changed("span", str(texts["span"])):
            scrub.max = str(texts["span"])
        if self._changed("at", str(texts["at"])):
            scrub.value = str(texts["at"])
            moment = written(texts["at"])
            self._time_at.textContent = moment
            if not texts["running"]:
                scrub.setAttribute("aria-valuetext", moment)
        if self._changed("running", str(texts["running"])):
            control("play").setAttribute("aria-pressed", "true" if texts["running"] else "false")
            scrub.setAttribute("aria-valuetext", self._time_at.textContent)
        scrubbed = "" if texts["live"] else texts["surface"]
        if self._changed("scrubbed", scrubbed):
            js.document.documentElement.dataset.scrubbed = scrubbed  # its ink is paled, see site/figures.css

    def _show_equations(self, texts: "Said") -> None:
        self._show_numbers(self._equations, texts["values"])

    def _show_terms(self, texts: "Said") -> None:
        if not (self._numbers_alone and texts["running"]):  # else with the next message: not in the same frame
            self._show_numbers(self._terms, texts["values"])

    def _show_feeds(self, texts: "Said") -> None:
        fed = [name + " (" + signed(weight) + ")" for name, weight in texts["feeds"]]
        by_id("cell-feeds").textContent = figure_words.FED_MOST_BY + ", ".join(fed) + figure_words.FED

    def _show_worth(self, texts: "Said") -> None:
        worth = [each for each in all_of("[data-worth]") if each.dataset.worth == texts["hand"]]
        by_id("cell-worth").textContent = worth[0].textContent if worth else ""

    def _show_meaning(self, texts: "Said") -> None:
        said = WHY.get(texts["why"], texts["means"])
        if self._changed("means", said):
            by_id("cell-follows").textContent = said

    def _show_numbers(self, numbers: "list[list[Any]]", values: "dict[str, str] | None") -> None:
        """Write numbers of the open cell: [element, name, text as it stands] each."""
        for number in numbers:
            text = values[number[1]] if values else "\u2013"
            if number[2] != text:
                number[2] = text
                number[0].textContent = text
