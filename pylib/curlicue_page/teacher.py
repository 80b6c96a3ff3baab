"""The worker that teaches, as the page sees it: woken when wanted, told of strokes, given up when it is silent."""

from typing import TYPE_CHECKING, Callable

import js

from curlicue.lessons import (
    ATTEND,
    DREW,
    DROP,
    LISTENED,
    PAUSE,
    READ,
    REFUSED,
    STOP,
    TAUGHT,
    TEACH,
    TOLD,
    encode_stroke,
)
from curlicue.messages import FAILED, STAGE, Ears
from curlicue_page.browser import read
from curlicue_page.wire import Wire

if TYPE_CHECKING:
    from curlicue.payloads import Listening, Refused
    from curlicue_page.recorder import RecordedStroke
    from curlicue_page.roles import Pupil

ENTRY = "curlicue_worker.teach"
LOOK_MS = 2000  # between two looks whether it still says something
REST_MS = 500
SILENT_LOOKS = 45  # without a word, while the page is seen and it is at work; a phone looks at a net for half as long


class Teacher:
    """The worker of the moment, if there is one."""

    def __init__(self, pupil: "Pupil", names: "Callable[[], list[str]]") -> None:
        self._pupil = pupil
        self._names = names  # gives the hands that a taught one may begin as, the usual one first
        self._wire: Wire | None = None
        self._told: set[int] = set()  # numbers of the strokes that it has
        self._watch = 0  # the timer that looks after it while it is at work; 0 when it is not
        self._silent = 0  # looks without a word

    def wake(self) -> None:
        """Let it come, if it is not there."""
        if self._wire is not None:
            return
        ears = Ears()
        ears.on(STAGE, self._stage)
        ears.on(READ, self._pupil.heard)
        ears.on(DREW, self._drew)
        ears.on(LISTENED, self._listened)
        ears.on(TOLD, self._pupil.told)
        ears.on(TAUGHT, self._taught)
        ears.on(REFUSED, self._refused)
        ears.on(FAILED, self._lost)
        self._told = set()
        self._silent = 0
        self._wire = wire = Wire(ears)
        if wire.start(ENTRY):
            wire.tell(ATTEND, self._names())

    def hand_in(self, strokes: "list[RecordedStroke]") -> None:
        """Tell it of the strokes that it has not got, and of those that are no more."""
        if self._wire is None:
            return
        there = {stroke.number for stroke in strokes}
        for number in self._told:
            if number not in there:
                self._wire.tell(DROP, number)
        for stroke in strokes:
            if stroke.number not in self._told:
                self._wire.post(encode_stroke(stroke.number, stroke.text))
        self._told = there

    def teach(self, first_seed: int) -> None:
        """Let it teach what it has got."""
        self._is_at_work(True)
        if self._wire is not None:
            self._wire.tell(TEACH, first_seed)

    def pause(self, wait: bool) -> None:
        """Let it wait, or go on."""
        self._is_at_work(not wait)
        if self._wire is not None:
            self._wire.tell(PAUSE, wait)

    def stop(self) -> None:
        """Let it train no further."""
        self._is_at_work(True)
        if self._wire is not None:
            self._wire.tell(STOP, None)

    def end(self) -> None:
        """Let it go, once it has come to rest: one that is ended in the middle of something counts as broken."""
        self._is_at_work(False)
        if self._wire is not None:
            js.setTimeout(self._wire.end, REST_MS)
            self._wire = None

    def _stage(self, stage: str) -> None:
        self._silent = 0
        if stage == "teacher":
            self._pupil.awake()

    def _drew(self, drew: "list[str]") -> None:
        self._silent = 0
        self._pupil.drew(drew)

    def _listened(self, listening: "Listening") -> None:
        self._silent = 0
        self._pupil.listened(listening)

    def _taught(self, card: str) -> None:
        self._is_at_work(False)
        self._pupil.taught(card)

    def _refused(self, refused: "Refused") -> None:
        self._is_at_work(False)
        self._pupil.refused(refused)

    def _lost(self, why: str) -> None:
        self._wire = None
        self._is_at_work(False)
        js.console.info("Curlicue teaches no more: " + why)
        self._pupil.lost()

    def _is_at_work(self, at_work: bool) -> None:
        """Look after it from now on, or no more."""
        js.clearInterval(self._watch)
        self._silent = 0
        self._watch = js.setInterval(self._look, LOOK_MS) if at_work else 0

    def _look(self) -> None:
        """Count the looks without a word; while the page is hidden nothing is expected."""
        if read(js.document, "hidden"):
            return
        self._silent += 1
        if self._silent > SILENT_LOOKS and self._wire is not None:
            self._wire.lose("it fell silent")
