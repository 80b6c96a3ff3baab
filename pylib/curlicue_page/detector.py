"""The exhibit of one cell and two bits: its row of bits, its numbers, and its training, a few milliseconds a frame."""

from json import loads
from typing import TYPE_CHECKING, Any

import js

from curlicue_detector.training import PATIENCE_ROWS, begin_training, losses_of
from curlicue_detector.unit import (
    FIRST_BITS,
    FIRST_PATTERN,
    FIRST_SHOWN,
    PATTERNS,
    answers_in,
    right_answers,
    run,
    unit_from_card,
    unit_from_numbers,
)
from curlicue_page import dom
from curlicue_page.browser import call, make, matches
from curlicue_page.detector_lesson import EXAMINED_BITS, Lesson, random_seed
from curlicue_page.detector_view import View
from curlicue_page.dom import all_of, by_id, control
from curlicue_words import figure_words
from curlicue_words.detector import about_trained
from curlicue_words.numbers import shown

if TYPE_CHECKING:
    from curlicue_detector.unit import Unit

CARD = "./exhibits/detector.json"
NEAR = '{"rootMargin": "600px 0px"}'  # from the window: time enough for one small file
FREE = "free"  # a radio button's value; the others are where the forget gate is held
RUN_MS = 800  # from bit to bit
SHOW_MS = 100.0
CALM_SHOW_MS = 400.0  # with reduced motion
SHOW_SHARE = 0.1  # of the time, at most, goes into showing: a slow phone shows less often
COUNTED_BITS = 6  # rows of so many are asked at every look at a training: 2 ms


def read_card(text: str) -> Any:
    """The exhibit's card, if all that is shown of it can be made from this text; else None."""
    try:
        card = loads(text)
        for pattern in PATTERNS:
            run(unit_from_card(card["patterns"][pattern]["weights"]), FIRST_BITS)
            losses_of(card, pattern)
            about_trained(card, pattern)
        return card if card["epochs"] > 0 else None
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
        return None


class Detector:
    """What really runs of the exhibit. It is there as soon as its section comes near."""

    def __init__(self) -> None:
        self._figure = by_id("detector").querySelector("figure")
        self._patterns = all_of('[name="detector-pattern"]')
        self._holds = all_of('[name="detector-hold"]')
        self._view = View()
        self._pattern = FIRST_PATTERN
        self._bits = list(FIRST_BITS)
        self._at = FIRST_SHOWN
        self._held: float | None = None  # where the reader holds the forget gate
        self._card: Any = None
        self._unit: Unit | None = None  # once there are weights
        self._running: int | None = None  # the timer of a row that runs
        self._lesson: Lesson | None = None  # under way
        self._losses: list[tuple[int, float]] = []
        self._attempt = 1  # that the losses are of
        self._show_at = 0.0  # ms, the next frame of a lesson that is shown
        self._visible = False
        calm = matches(dom.CALM)
        self._calm_ms = CALM_SHOW_MS if calm else SHOW_MS
        self._coming = False  # the card
        self._near = make("IntersectionObserver", self._came_near, js.JSON.parse(NEAR))
        if self._near is None:
            self._come()  # nobody tells when it comes near
        call(self._near, "observe", by_id("detector"))

    # Its beginning

    def _came_near(self, entries: "js.Entries", *_rest: object) -> None:
        if not self._coming and entries[entries.length - 1].isIntersecting:
            self._near.disconnect()
            self._come()

    def _come(self) -> None:
        self._coming = True
        dom.go(self._fetch())

    async def _fetch(self) -> None:
        text = str(await js.curlicue.bring(CARD, self._begin))  # late: it begins untrained, and is told when it comes
        self._card = read_card(text)
        self._begin()

    def _begin(self) -> None:
        if self._figure.getAttribute("data-state") != "ready":
            self._bind()
        self._use_trained()
        self._figure.dataset.state = "ready"

    def _bind(self) -> None:
        for radio in self._patterns:
            radio.checked = radio.value == self._pattern  # some browsers keep the choice of a visit before
            radio.addEventListener("change", self._choose)
        for radio in self._holds:
            radio.addEventListener("change", self._hold)
        for button in self._view.bits:
            button.addEventListener("click", self._flip)
        for name, heard in (("back", self._back), ("on", self._on), ("run", self._run)):
            control("detector-" + name).addEventListener("click", heard)
        control("detector-train").addEventListener("click", self._train)
        control("detector-trained").addEventListener("click", self._use_trained)
        for group in all_of('#detector [data-part="controls"]'):
            group.disabled = False
        self._watcher = make("IntersectionObserver", self._seen)
        self._visible = self._watcher is None
        call(self._watcher, "observe", self._figure)

    def _seen(self, entries: "js.Entries", *_rest: object) -> None:
        self._visible = bool(entries[entries.length - 1].isIntersecting)
        if not self._visible:
            self._halt()
            if self._lesson is not None:
                self._lesson.pause()
        elif self._lesson is not None:
            self._lesson.go_on()

    # The row

    def _choose(self, event: "js.Event") -> None:
        self._pattern = str(event.currentTarget.value)
        self._use_trained()

    def _hold(self, event: "js.Event") -> None:
        value = str(event.currentTarget.value)
        self._held = None if value == FREE else float(value)
        self._show()

    def _let_go(self) -> None:
        self._held = None
        for radio in self._holds:
            radio.checked = radio.value == FREE

    def _flip(self, event: "js.Event") -> None:
        self._halt()
        self._at = int(event.currentTarget.dataset.bit)
        self._bits[self._at] = 1 - self._bits[self._at]
        self._show()

    def _back(self, *_event: object) -> None:
        self._halt()
        self._go(self._at - 1)

    def _on(self, *_event: object) -> None:
        self._halt()
        self._go(self._at + 1)

    def _go(self, at: int) -> None:
        self._at = max(0, min(len(self._bits) - 1, at))
        self._show()

    def _run(self, *_event: object) -> None:
        if self._running is not None:
            self._halt()
            return
        if self._at == len(self._bits) - 1:
            self._go(0)
        self._running = js.setInterval(self._run_on, RUN_MS)
        control("detector-run").setAttribute("aria-pressed", "true")

    def _run_on(self, *_event: object) -> None:
        self._go(self._at + 1)
        if self._at == len(self._bits) - 1:
            self._halt()

    def _halt(self) -> None:
        if self._running is not None:
            js.clearInterval(self._running)
            self._running = None
            control("detector-run").setAttribute("aria-pressed", "false")

    def _show(self) -> None:
        if self._unit is not None:
            self._view.show(self._unit, self._pattern, self._bits, self._at, self._held)

    # Where its weights come from

    def _use_trained(self, *_event: object) -> None:
        self._end_lesson()
        self._let_go()
        if self._card is None:
            self._unit = unit_from_numbers(begin_training(self._pattern, random_seed()).numbers)
            self._losses = []
            self._view.show_losses(self._losses, 1)
            self._view.tell(figure_words.NO_CARD)
        else:
            self._unit = unit_from_card(self._card["patterns"][self._pattern]["weights"])
            self._losses = losses_of(self._card, self._pattern)
            self._view.show_losses(self._losses, self._card["epochs"])
            self._view.tell(about_trained(self._card, self._pattern))
        control("detector-trained").hidden = True
        self._show()

    def _train(self, *_event: object) -> None:
        if self._lesson is not None:
            rows = self._lesson.training.rows
            self._end_lesson()
            self._view.tell(figure_words.STOPPED.format(rows=rows))
            return
        self._let_go()
        self._losses = []
        self._attempt = 1
        self._show_at = 0.0
        self._figure.dataset.training = "on"
        control("detector-train").textContent = figure_words.STOP
        control("detector-trained").hidden = self._card is None
        self._lesson = Lesson(self._pattern, self._taught)
        if self._visible:
            self._lesson.go_on()

    def _end_lesson(self) -> None:
        if self._lesson is not None:
            self._lesson.stop()
            self._lesson = None
        self._figure.dataset.training = "off"
        control("detector-train").textContent = figure_words.TRAIN

    def _taught(self, lesson: Lesson, now: float) -> None:
        """Show what a frame of the lesson has taught, now and then, and its end."""
        if lesson.under_way and now < self._show_at:
            return
        began = js.performance.now()
        training = lesson.training
        self._unit = unit_from_numbers(training.numbers)
        if training.attempt != self._attempt:
            self._attempt = training.attempt
            self._losses = []
        if not self._losses or self._losses[-1][0] < training.rows:
            self._losses.append((training.rows, training.loss))
        self._show()
        self._view.show_losses(self._losses, PATIENCE_ROWS)
        if lesson.under_way:
            self._view.tell(self._progress(lesson), aloud=False)
            self._show_at = now + max(self._calm_ms, (js.performance.now() - began) / SHOW_SHARE)
            return
        self._end_lesson()
        seconds = f"{lesson.ms / 1000.0:.1f}"
        total = answers_in(EXAMINED_BITS)
        self._view.tell(figure_words.LEARNED.format(rows=training.rows, seconds=seconds, all=total, bits=EXAMINED_BITS))

    def _progress(self, lesson: Lesson) -> str:
        training = lesson.training
        loss = shown(training.loss, 3)
        if lesson.examination is not None:
            return figure_words.EXAMINING.format(rows=training.rows, loss=loss, bits=EXAMINED_BITS)
        right = right_answers(unit_from_numbers(training.numbers), training.pattern, COUNTED_BITS)
        text = figure_words.TEACHING.format(rows=training.rows, loss=loss, all=answers_in(COUNTED_BITS), right=right)
        return text + (figure_words.ANOTHER_START.format(attempt=training.attempt) if training.attempt > 1 else "")
