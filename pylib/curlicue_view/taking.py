"""What is taken along of a drawing, made in slices between which the pen draws on: a picture, SVGs, a film's frames."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from curlicue_ink.joined import joined
from curlicue_ink.marks import SHEET_COLOUR
from curlicue_ink.svg import Writer
from curlicue_ink.svg_moving import MovingWriter
from curlicue_ink.tints import with_tints
from curlicue_out.kinds import MOVING_SVG, PLOTTER, SIGNATURE_PX, STILL, SVG, TAKEN
from curlicue_out.pace import pace_of
from curlicue_out.plotter import lay_on, plotted, svg_of
from curlicue_view.drawn import Drawn, Pieces, stops
from curlicue_view.film import Film, lay_out
from curlicue_view.screen import Screen, play

if TYPE_CHECKING:
    from curlicue.payloads import Take

SLICE_STEPS = 240  # painted or written in one task
MOVING_S = 1 / 15  # between two pieces of a drawing that draws itself: the line's own chunks, where it is not hurried
NO_GROUND = "transparent"

Job = Iterator[float]  # each step of it gives the share that is done


class Taking:
    """Makes one thing at a time.

    ``done`` is told what a text is and given it, once it is made; pictures go their own way, by the screen.
    """

    def __init__(self, screen: Screen, done: Callable[[str, str], None]) -> None:
        self._screen = screen
        self._done = done
        self._own: list[str] = []  # colours of the page
        self._job: Job | None = None
        self._film: Film | None = None
        self._film_colours: Sequence[str] = ()

    def restyle(self, colours: list[str]) -> None:
        """Know the page's own palette, which is painted with again after each slice."""
        self._own = colours

    def begin(self, drawn: Drawn, take: "Take") -> None:
        """Begin to make what is wanted of a drawing; whatever is under way is left."""
        self.leave()
        self._job = self._jobs(drawn, take)

    def _jobs(self, drawn: Drawn, take: "Take") -> Job:
        what, palette = take["what"], with_tints(take["palette"])
        if what == STILL:
            foot = SIGNATURE_PX if take["signed"] else 0.0
            return self._picture(
                drawn, take["ratio"], foot, palette, NO_GROUND if take["clear"] else palette[SHEET_COLOUR]
            )
        if what == SVG:
            return self._svg(drawn, palette)
        if what == MOVING_SVG:
            return self._moving(drawn, palette)
        if what == PLOTTER:
            return self._plot(drawn, take["paper"])
        raise ValueError(f"found {what} to be taken along, expected one of curlicue_out.kinds")

    def go_on(self) -> float | None:
        """Make another slice of it; the share that is done, None when all is."""
        if self._job is None:
            return None
        job, self._job = self._job, None  # should it fail, the next one need not wait for it
        done = next(job, None)
        if done is not None:
            self._job = job
        return done

    def leave(self) -> None:
        """Let go of what is under way."""
        if self._job is not None or self._film is not None:
            self._screen.size(TAKEN, 0.0, 0.0, 1.0)
        self._job = None
        if self._film is not None:
            self._film.end()
            self._film = None

    # What is made in one go

    def _picture(self, drawn: Drawn, ratio: float, foot: float, palette: Sequence[str], ground: str) -> Job:
        self._screen.size(TAKEN, drawn.width, drawn.height + foot, ratio)
        for at, marks in Pieces(drawn, enlarged=ratio).through(stops(drawn.last, SLICE_STEPS)):
            self._screen.colours(*palette)
            play(self._screen, TAKEN, marks)
            self._screen.colours(*with_tints(self._own))
            yield (at + 1) / (drawn.last + 1)
        self._screen.picture(TAKEN, ground)
        self._screen.size(TAKEN, 0.0, 0.0, 1.0)

    def _svg(self, drawn: Drawn, palette: Sequence[str]) -> Job:
        writer = Writer(palette, drawn.width, drawn.height)
        for at, marks in Pieces(drawn).through(stops(drawn.last, SLICE_STEPS)):
            for mark in joined(marks):
                writer.add(mark)
            yield (at + 1) / (drawn.last + 1)
        self._done(SVG, writer.text())

    def _moving(self, drawn: Drawn, palette: Sequence[str]) -> Job:
        pace = pace_of(drawn.last + 1)
        writer = MovingWriter(palette, drawn.width, drawn.height)
        for at, marks in Pieces(drawn).through(moments(drawn.last)):
            writer.add(pace.when(at), joined(marks))
            yield (at + 1) / (drawn.last + 1)
        self._done(MOVING_SVG, writer.text())

    def _plot(self, drawn: Drawn, paper: str) -> Job:
        strokes = drawn.history.until(drawn.last)
        sheet = lay_on(paper, strokes)
        if sheet is None:
            return
        lines = []
        for number, stroke in enumerate(strokes):
            lines.append(plotted(stroke, sheet))
            yield (number + 1) / (len(strokes) + 1)
        self._done(PLOTTER, svg_of(lines, sheet))

    # A film, of which the page asks for each frame

    def film(self, drawn: Drawn, take: "Take") -> float | None:
        """Begin a film; its seconds, or None where there is nothing to be seen."""
        self.leave()
        frame = lay_out(drawn, *take["size"])
        if frame is None:
            return None
        self._film_colours = with_tints(take["palette"])
        self._film = Film(self._screen, drawn, frame, self._film_colours[SHEET_COLOUR])
        return self._film.pace.seconds

    def film_at(self, second: float) -> None:
        """Paint the frame of a second, if there is a film."""
        if self._film is not None:
            self._screen.colours(*self._film_colours)
            self._film.paint(second)
            self._screen.colours(*with_tints(self._own))


def moments(last: int) -> list[int]:
    """Steps after which another piece of a drawing that draws itself appears."""
    pace = pace_of(last + 1)
    count = int(pace.seconds / MOVING_S)
    return sorted({step for k in range(1, count + 1) if 0 <= (step := pace.at(k * MOVING_S)) < last} | {last})
