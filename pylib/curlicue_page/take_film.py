"""A film of a drawing, where the browser can record a canvas: the worker paints its frames, this records them.

A recorder keeps the time that passes while it records; so the film is recorded in its own time, frame by frame.
"""

from json import dumps
from typing import Any, Callable

import js

from curlicue_out.kinds import FOOT_SHARE
from curlicue_page.browser import call, make, read
from curlicue_page.signature import WORDMARK, write

KINDS = (
    "video/mp4;codecs=avc1.640028",
    "video/mp4;codecs=avc1.42E028",
    "video/mp4",
    "video/webm;codecs=vp9",
    "video/webm",
)
FRAMES_PER_S = 30
BITS_PER_S = 8_000_000
HOLD_S = 1.5  # the whole drawing is shown at the end
LONGEST_FRAME_S = 0.1  # a longer one was a page out of sight or a busy machine: the film waits
LETTERS_SHARE, INSET_SHARE, BASELINE_SHARE = (
    0.42,
    0.5,
    0.5,
)  # of the foot: the wordmark's size, from the side, from below


def film_kind() -> str:
    """The kind of film that this browser records; "" where it records none."""
    recorder = read(js.window, "MediaRecorder")
    for kind in KINDS:
        if call(recorder, "isTypeSupported", kind) is True:
            return kind
    return ""


class Filming:
    """One film: ``ask`` is told the second of which a frame is wanted, ``done`` is given the film, or None."""

    def __init__(
        self,
        canvas: "js.HTMLCanvasElement",
        size: "tuple[int, int]",
        ink: str,
        ask: "Callable[[float], None]",
        told: "Callable[[float], None]",
        done: "Callable[[Any], None]",
    ) -> None:
        self._canvas = canvas
        canvas.width, canvas.height = size
        self._context = canvas.getContext("2d")
        self._ink = ink  # of the signature; "" for none
        self._ask = ask
        self._told = told
        self._done = done
        self._kind = film_kind()
        self._seconds = 0.0  # of drawing
        self._at = 0.0  # s
        self._before = 0.0  # s, when the last frame was asked for
        self._waits = False  # for a frame
        self._over = False
        self._stream: Any = None
        self._recorder: Any = None
        self._parts = js.Array.new()
        self._next: int | None = None

    @property
    def ending(self) -> str:
        """Of the file's name."""
        return "mp4" if "mp4" in self._kind else "webm"

    def begin(self, seconds: float) -> None:
        """Begin: the drawing takes so many seconds."""
        self._seconds = seconds
        self._want()

    def show(self, picture: Any) -> None:
        """Take the frame that was asked for."""
        if self._over:
            return
        self._context.drawImage(picture, 0, 0)
        call(picture, "close")
        if self._ink:
            self._sign()
        if self._recorder is None and not self._record():
            self._end(None)
            return
        self._told(min(1.0, self._at / (self._seconds + HOLD_S)))
        if self._at >= self._seconds + HOLD_S:
            call(self._recorder, "stop")  # which gives the last part, then says so
        else:
            self._next = js.requestAnimationFrame(self._frame)

    def wait(self, hidden: bool) -> None:
        """Let the recorder wait while the page is out of sight: no frames come then, and time passes all the same."""
        call(self._recorder, "pause" if hidden else "resume")

    def cancel(self) -> None:
        """Let go of it."""
        if not self._over:
            self._over = True
            call(self._recorder, "stop")
            self._let_go()

    def _want(self) -> None:
        self._before = js.performance.now() / 1000
        self._ask(self._at)

    def _frame(self, now_ms: float) -> None:
        now = now_ms / 1000
        if now - self._before < 0.9 / FRAMES_PER_S:  # a frame's time, nearly: screens do not keep to it
            self._next = js.requestAnimationFrame(self._frame)
            return
        self._at += min(now - self._before, LONGEST_FRAME_S)
        self._want()

    def _record(self) -> bool:
        """Start the recorder, with the first frame on the canvas; false where the browser does not."""
        self._stream = call(self._canvas, "captureStream", FRAMES_PER_S)
        options = js.JSON.parse(dumps({"mimeType": self._kind, "videoBitsPerSecond": BITS_PER_S}))
        self._recorder = make("MediaRecorder", self._stream, options) if self._stream is not None else None
        if self._recorder is None:
            return False
        self._recorder.addEventListener("dataavailable", self._part)
        self._recorder.addEventListener("stop", self._stopped)
        return call(self._recorder, "start") is not None

    def _part(self, event: Any) -> None:
        self._parts.push(event.data)

    def _stopped(self, *_event: object) -> None:
        if not self._over:
            kind = self._kind.split(";")[0]
            self._end(make("Blob", self._parts, js.JSON.parse(dumps({"type": kind}))))

    def _end(self, film: Any) -> None:
        self._over = True
        self._let_go()
        self._done(film)

    def _let_go(self) -> None:
        if self._next is not None:
            js.cancelAnimationFrame(self._next)
        tracks = call(self._stream, "getTracks")
        for k in range(0 if tracks is None else tracks.length):
            call(tracks[k], "stop")

    def _sign(self) -> None:
        foot = FOOT_SHARE * self._canvas.height
        baseline = self._canvas.height - BASELINE_SHARE * foot
        write(self._context, WORDMARK, LETTERS_SHARE * foot, "hand", self._ink, INSET_SHARE * foot, baseline)
