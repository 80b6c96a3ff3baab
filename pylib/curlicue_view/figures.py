"""The figures around the drawing: which there are, when each is painted, and what moment they show."""

import sys
from traceback import format_exc
from typing import TYPE_CHECKING, NamedTuple

from curlicue.engine import Engine
from curlicue.messages import canvas_of
from curlicue.packed import OWN, H
from curlicue.snapshot import NOTHING, Numbers, numbers
from curlicue_ink.tints import is_dark
from curlicue_study.history import History
from curlicue_view.cell import Cell
from curlicue_view.figure import LEAST_PX, Figure, Screen, Size
from curlicue_view.moment import Chosen, Moment, moment_of
from curlicue_view.network import Edges, Nodes
from curlicue_view.past import Past
from curlicue_view.ribbons import Ribbons
from curlicue_view.saved import ToSave
from curlicue_view.states import States
from curlicue_view.texts import Texts
from curlicue_view.time_bar import TimeBar
from curlicue_view.timeline import Timeline

if TYPE_CHECKING:
    from curlicue.payloads import Said, Sought, Watched

MOST_RATIO = 2.0  # device px per CSS px of a live figure: at 3 it costs twice as much and looks the same
CALM_FRAMES = 15  # between two repaints for a reader who wants little motion
LABEL_FRAMES = 30  # between two looks at what the cells follow; a multiple of the next
TEXT_FRAMES = 6  # numbers change at most ten times a second


class Turn(NamedTuple):
    """When a figure is painted while a pen moves: not all of them in one frame. At rest all are, at once."""

    figure: Figure
    every: int  # frames
    phase: int  # which of them
    beside_cell: tuple[int, int]  # the same two while the view of a cell is open
    fine: bool = False  # at the screen's full resolution

    def is_due(self, frame: int, *, cell_open: bool) -> bool:
        """Whether a frame is one of its own."""
        every, phase = self.beside_cell if cell_open else (self.every, self.phase)
        return frame % every == phase


def all_turns(screen: Screen, ribbons: Ribbons) -> tuple[Turn, ...]:
    """Every figure there is."""
    return (
        Turn(States(screen, 0), 2, 0, (3, 0)),
        Turn(States(screen, 1), 2, 1, (3, 1)),
        Turn(Cell(screen), 3, 2, (3, 2)),
        Turn(TimeBar(screen), 3, 0, (3, 0)),
        Turn(Nodes(screen), 2, 1, (2, 1)),
        Turn(Edges(screen), 6, 0, (6, 0)),
        Turn(ribbons, 1, 0, (1, 0), fine=True),
    )


class Figures:
    """Everything that is shown of a drawing beside its ink. Surfaces come and go, the figures stay."""

    def __init__(self, screen: Screen) -> None:
        self._time = Timeline()
        self.ribbons = Ribbons(screen)
        self._screen = screen
        self._turns = all_turns(screen, self.ribbons)
        self._by_canvas = {turn.figure.canvas: turn for turn in self._turns}
        self._sizes: dict[str, Size] = {}  # of canvases in which there is room for something
        self._visible: frozenset[str] = frozenset()
        self._chosen = Chosen()
        self._dark = False
        self._calm = False  # the reader wants little motion: figures step four times a second
        self._history = History([])
        self._says = Texts()
        self._frames = 0
        self._more = False  # something is left to paint
        self._engine: Engine | None = None  # the one shown last
        self._failed = False  # a figure raised: they are left out until the page's look changes

    # What the page says

    def resize(self, name: str, width: float, height: float, ratio: float) -> None:
        """Take a canvas of a new size, if it is a figure's; it is empty now."""
        turn = self._by_canvas.get(name)
        if turn is None:
            return
        size = Size(width, height, ratio if turn.fine else min(ratio, MOST_RATIO))
        self._screen.size(name, *size)
        self._sizes.pop(name, None)
        if width >= LEAST_PX and height > 0:
            self._sizes[name] = size
        turn.figure.lay_out(self._sizes, dark=self._dark)

    def restyle(self, sheet: str) -> None:
        """Take new colours; ``sheet`` is that of the paper, #RRGGBB."""
        self._dark = is_dark(sheet)
        self._failed = False
        for turn in self._turns:
            turn.figure.lay_out(self._sizes, dark=self._dark)

    def watch(self, watched: "Watched") -> None:
        """Show what the reader looks at."""
        self._visible = frozenset(watched["visible"])
        self._calm = watched["calm"]
        self._chosen = Chosen(watched["cell"], watched["selected"], watched["ribbons"], watched["ink_colour"])

    def seek(self, sought: "Sought", engine: Engine) -> None:
        """Show another moment of an engine's drawing."""
        if "by" in sought:
            self._time.move(sought["by"], self.history(engine))
        else:
            self._time.seek(sought["at"], self.history(engine))

    def play(self, engine: Engine) -> None:
        """Let time run from the moment that is shown, or stand still; the pen draws on."""
        if self._time.at is None and engine.active:
            self._time.move(0, self.history(engine))
        else:
            self._time.play(self.history(engine))

    def slow(self, slow: bool) -> None:
        """Let time run slowly, or at its pace."""
        self._time.set_slow(slow)

    def live(self) -> None:
        """Show the newest step again."""
        self._time.live()

    def tick(self, now: float, engine: Engine) -> None:
        """Let time run up to ``now``, s on the page's clock."""
        self._time.tick(now, self.history(engine))

    def to_save(self, engine: Engine, surface: str) -> ToSave | None:
        """What the picture of ribbons shows, to be saved: all of the drawing up to the moment that is looked at."""
        return self.ribbons.to_save(self._moment(engine, surface, None))

    # Every frame

    def history(self, engine: Engine) -> History:
        """The drawing's steps, as far as they go."""
        self._history = self._history.now(engine.visible())
        return self._history

    def past(self, engine: Engine) -> "Past | None":
        """The drawing and the moment of it that is shown; None when that is now."""
        if self._time.at is None or not engine.visible():
            return None
        history = self.history(engine)
        return history, self._time.step(history)

    def now(self, engine: Engine) -> tuple[str, Numbers]:
        """The hand and the numbers of a snapshot of the moment that is shown."""
        newest = numbers(engine)
        history = self.history(engine)
        at = self._time.step(history)
        if self._time.at is None or at < 0:
            return engine.hand.name, newest
        row = history.row(at)
        cells = (NOTHING,) * len(newest[7:]) if row is None else tuple(row[H:OWN])
        return history.locate(at)[0].hand, (at + 1, *newest[1:3], *history.pen(at), *history.finger(at), *cells)

    def _moment(self, engine: Engine, surface: str, frame: int | None) -> Moment:
        history = self.history(engine)
        return moment_of(
            engine,
            history,
            self._time.step(history),
            chosen=self._chosen,
            live=self._time.at is None,
            moving=engine.active or self._time.playing,
            surface=surface,
            frame=frame,
        )

    def paint(self, engine: Engine, surface: str) -> "Said | None":
        """Paint what is to be seen of the drawing on a surface; give the texts beside it now and then.

        A figure that fails must not stop the pen: the console hears of it once.
        """
        if self._failed:
            return None
        try:
            return self._paint(engine, surface)
        except Exception:  # noqa: BLE001  # whatever it was, the pen draws on
            self._failed = True
            self._more = False
            self._says.effect.give_up()
            print("Curlicue draws on without its figures:", format_exc(), file=sys.stderr)
            return None

    def _paint(self, engine: Engine, surface: str) -> "Said | None":
        new = engine is not self._engine
        if new:
            self._engine = engine
            self._says.forget()
        if not len(self.history(engine)):
            self._time.live()  # cleared or undone while another moment was looked at
        self._says.listen(engine)
        self._frames += 1
        resting = not engine.active
        stepped = self._calm and not resting
        moment = self._moment(engine, surface, None if resting or stepped else self._frames)
        self._paint_figures(moment, due=not stepped or self._frames % CALM_FRAMES == 0)
        self._says.effect.work_on(engine)
        return self._write(engine, moment, new=new, resting=resting)

    def _paint_figures(self, moment: Moment, *, due: bool) -> None:
        """Paint those that are to be seen; the one that is the surface's own ink follows the pen."""
        self._more = False
        cell_open = moment.chosen.cell is not None
        for turn in self._turns:
            canvas = turn.figure.canvas
            its_turn = moment.frame is None or turn.is_due(moment.frame, cell_open=cell_open)
            if canvas in self._visible and ((due and its_turn) or canvas == canvas_of(moment.surface, "ink")):
                self._more = turn.figure.paint(moment) or self._more

    def _write(self, engine: Engine, moment: Moment, *, new: bool, resting: bool) -> "Said | None":
        """Give the texts; words and numbers not in the same frame while a pen moves."""
        all_now = new or resting or not moment.live
        texts: Said = {}
        if all_now or self._frames % TEXT_FRAMES == 0:
            look_again = self._frames % LABEL_FRAMES == 0 or (all_now and not self._time.playing)
            texts.update(self._says.words(engine, moment.history, self._time, look_again=look_again))
        if all_now or self._frames % TEXT_FRAMES == TEXT_FRAMES // 2:
            texts.update(self._says.numbers(engine, moment.history, moment.at, moment.chosen.cell))
        return texts or None

    @property
    def busy(self) -> bool:
        """True while there is something to do though nothing is drawn."""
        return self._time.playing or self._says.effect.busy or self._more
