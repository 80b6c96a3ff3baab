"""The pad on which a reader records what a hand is to be taught by: strokes as they were drawn, as SVG."""

from json import loads
from typing import TYPE_CHECKING, Callable

import js

from curlicue.actions import DOWN, UP
from curlicue_hands.amount import MOST_S, MOST_STROKES, moving_s
from curlicue_page.dom import by_id
from curlicue_words import teach_words

if TYPE_CHECKING:
    from curlicue.payloads import Samples

MOST_SHOWN = 24  # strokes as small pictures; the newest
MOST_ON_PAD = 120  # strokes, when all are drawn again
PIECE_SAMPLES = 300  # of one path: the one under the finger is written anew in every frame
SMALL_PX = 8.0  # around a stroke in its small picture
FEWEST_SAMPLES = 3


class RecordedStroke:
    """One stroke as it was drawn."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.seconds = 0.0  # in which the finger moved
        self.pieces: list[str] = []  # paths of an SVG, CSS px
        self.count = 0  # of samples
        self._texts: list[str] = []
        self._last: list[float] | None = None
        self._box = [0.0, 0.0, 0.0, 0.0]  # left, top, right, bottom

    def push(self, samples: "Samples") -> None:
        """Lengthen it by samples, as site/first.js records them."""
        for sample in samples:
            kind, x, y, t, pressure = sample
            self._texts.append(f"[{kind},{x:.2f},{y:.2f},{t:.4f},{pressure:.3f}]")
            place = f"{x:.1f} {y:.1f}"
            if self._last is None:
                self._box = [x, y, x, y]
                self.pieces = ["M" + place]
            else:
                self.seconds += moving_s([self._last, sample])
                self.pieces[-1] += "L" + place
                if self.count % PIECE_SAMPLES == 0:
                    self.pieces.append("M" + place)
            left, top, right, bottom = self._box
            self._box = [min(left, x), min(top, y), max(right, x), max(bottom, y)]
            self._last = sample
            self.count += 1

    @property
    def text(self) -> str:
        """Its samples as JSON."""
        return "[" + ",".join(self._texts) + "]"

    @property
    def path(self) -> str:
        """All of its line."""
        return "".join(self.pieces)

    @property
    def view(self) -> str:
        """The view box of its small picture."""
        left, top, right, bottom = self._box
        width, height = right - left + 2 * SMALL_PX, bottom - top + 2 * SMALL_PX
        return f"{left - SMALL_PX:.0f} {top - SMALL_PX:.0f} {width:.0f} {height:.0f}"


class Recorder:
    """All strokes, on the pad and small below it. ``changed`` is called when there is another set of them."""

    def __init__(self, changed: "Callable[[], None]") -> None:
        self.strokes: list[RecordedStroke] = []
        self._before: list[list[RecordedStroke]] = []  # sets of strokes, for undo
        self._changed = changed
        self._drawn: RecordedStroke | None = None  # the one under the finger
        self._lines: list[js.Element] = []  # its paths
        self._sum_s = 0.0  # of the strokes
        self._numbers = 0
        self._ink = by_id("record-ink")
        self._small = by_id("record-strokes")
        self._more = by_id("record-more")
        self._small.addEventListener("click", self._thrown)

    @property
    def seconds(self) -> float:
        """Of movement, so far."""
        return self._sum_s + (self._drawn.seconds if self._drawn is not None else 0.0)

    @property
    def drawing(self) -> bool:
        """Whether a finger draws."""
        return self._drawn is not None

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._before)

    @property
    def full(self) -> bool:
        """Whether more would not be heard."""
        return self.seconds > MOST_S or len(self.strokes) >= MOST_STROKES

    def hear(self, samples: str) -> None:
        """Draw what a frame brought, JSON of site/first.js."""
        for sample in loads(samples):
            kind = sample[0]
            if kind == DOWN and not self.full:
                self._begin()
            if self._drawn is None:
                continue
            if kind <= UP:
                self._drawn.push([sample])
            if kind >= UP:
                self._end(kind == UP)
        if self._drawn is not None:
            self._draw(self._drawn)

    def take(self, strokes: "list[Samples]") -> None:
        """Take strokes that were drawn elsewhere beside those that there are."""
        more = []
        for samples in strokes[: MOST_STROKES - len(self.strokes)]:
            stroke = self._new()
            stroke.push(samples)
            more.append(stroke)
        if more:
            self._set(self.strokes + more)
            self._draw_again()

    def restore(self, strokes: "list[RecordedStroke]") -> None:
        """Have the strokes of another visit, which nobody takes back."""
        self._have(strokes + self.strokes)
        self._draw_again()

    def read(self, text: str) -> RecordedStroke:
        """A stroke from its text. ValueError where it is none."""
        stroke = self._new()
        samples = loads(text)
        if not isinstance(samples, list) or len(samples) < FEWEST_SAMPLES:
            raise ValueError("no stroke")
        for sample in samples:
            if len(sample) != 5 or not all(isinstance(value, (int, float)) for value in sample):
                raise ValueError("no sample")
        stroke.push(samples)
        return stroke

    def undo(self) -> None:
        """Take back the last stroke, or the last that was thrown away."""
        if self._before:
            self._have(self._before.pop())
            self._draw_again()

    def clear(self) -> None:
        """Start over, undoably."""
        if self.strokes:
            self._set([])
            self._draw_again()

    def forget(self) -> None:
        """Start over for good."""
        self._before = []
        self._have([])
        self._draw_again()

    def _begin(self) -> None:
        self._drawn = self._new()
        for line in self._lines:
            line.removeAttribute("class")
        self._lines = []

    def _draw(self, stroke: RecordedStroke) -> None:
        """Draw what is new of the stroke under the finger: of its pieces, the last that was drawn and all since."""
        first = max(0, len(self._lines) - 1)
        while len(self._lines) < len(stroke.pieces):
            self._ink.insertAdjacentHTML("beforeend", '<path class="now"/>')
            self._lines.append(self._ink.lastElementChild)
        for line, piece in zip(self._lines[first:], stroke.pieces[first:]):
            line.setAttribute("d", piece)

    def _end(self, kept: bool) -> None:
        """Keep the stroke under the finger, unless the browser has taken it for its own, or it is a dot."""
        stroke, self._drawn = self._drawn, None
        if stroke is not None and kept and stroke.count >= FEWEST_SAMPLES:
            self._draw(stroke)
            self._set(self.strokes + [stroke])
        else:
            self._draw_again()

    def _thrown(self, event: "js.Event") -> None:
        button = event.target.closest("[data-stroke]")
        if button:
            number = int(button.dataset.stroke)
            self._set([stroke for stroke in self.strokes if stroke.number != number])
            self._draw_again()

    def _new(self) -> RecordedStroke:
        self._numbers += 1
        return RecordedStroke(self._numbers)

    def _set(self, strokes: "list[RecordedStroke]") -> None:
        self._before.append(self.strokes)
        self._have(strokes)

    def _have(self, strokes: "list[RecordedStroke]") -> None:
        """Be left with these strokes, and show them small."""
        self.strokes = strokes
        self._sum_s = sum(stroke.seconds for stroke in strokes)
        shown = self.strokes[-MOST_SHOWN:]
        first = len(self.strokes) - len(shown) + 1
        self._small.innerHTML = "".join(_small(stroke, first + place) for place, stroke in enumerate(shown))
        self._more.textContent = teach_words.more(first - 1) if first > 1 else ""
        self._changed()

    def _draw_again(self) -> None:
        """Draw the strokes on the pad, where some have come or gone otherwise than by the finger."""
        self._lines = []
        shown = self.strokes[-MOST_ON_PAD:]
        self._ink.innerHTML = "".join('<path d="' + stroke.path + '"/>' for stroke in shown)


def _small(stroke: RecordedStroke, place: int) -> str:
    """A stroke's small picture, which throws it away; ``place`` counts from 1."""
    head = f'<li><button type="button" data-stroke="{stroke.number}" aria-label="{teach_words.throw_away(place)}">'
    return f'{head}<svg viewBox="{stroke.view}" aria-hidden="true"><path d="{stroke.path}"/></svg></button></li>'
