"""The figures around the drawing: which there are, when each is painted, and what moment they show."""

import sys
from traceback import format_exc
from typing import TYPE_CHECKING, NamedTuple

from curlicue.engine import Engine
from curlicue.messages import RIBBONS
from curlicue.packed import OWN, H
from curlicue.snapshot import Numbers, numbers, numbers_at
from curlicue_ink.cell import CellView
from curlicue_ink.edges import Edges
from curlicue_ink.network import Nodes, lay_out_network
from curlicue_ink.states import States, lay_out_rows
from curlicue_ink.timebar import Waves
from curlicue_ink.tints import is_dark
from curlicue_study.history import History
from curlicue_view.figure import Figure, Painted, Turn
from curlicue_view.moment import Chosen, Moment, moment_of
from curlicue_view.past import Past
from curlicue_view.ribbons import Ribbons
from curlicue_view.saved import ToSave
from curlicue_view.screen import Screen, Size
from curlicue_view.texts import Texts
from curlicue_view.timeline import Timeline

if TYPE_CHECKING:
    from curlicue.payloads import Said, Sought, Watched

LEAST_PX = 40.0  # CSS px of canvas; a narrower one is hidden
MOST_RATIO = 2.0  # device px per CSS px of a live figure: at 3 it costs twice as much and looks the same

# What is done beside painting them
WORDS = Turn(6)  # they change at most ten times a second
NUMBERS = Turn(6, 3)  # of the open cell: not in the words' frame
LABELS = Turn(30)  # what the cells follow; some of the words' frames
CALM = Turn(15)  # all figures, for a reader who wants little motion


class Row(NamedTuple):
    """A figure, and when it is painted while a pen moves. At rest all are, at once."""

    figure: Figure
    turn: Turn
    beside_cell: Turn | None = None  # while the view of a cell is open; None: the same
    ink_of: str | None = None  # surface whose ink it is: it follows the pen there, at the screen's full resolution


def all_figures(screen: Screen) -> tuple[Row, ...]:
    """Every figure there is."""

    def states(layer: int) -> Figure:
        return Painted(
            screen,
            f"states-{layer + 1}",
            lambda size, _hand, fill: States(lay_out_rows(*size), layer, fill),
            lambda rows, now: rows.update(now.history, now.at, now.masks.muted),
        )

    def open_cell(view: CellView, now: Moment) -> list[float]:
        cell = now.chosen.cell
        return [] if cell is None else view.update(now.history, cell, now.at, live=now.live)

    cell = Painted(screen, "cell", lambda size, _hand, fill: CellView(size.width, size.ratio, fill), open_cell)
    time = Painted(
        screen,
        "time",
        lambda size, _hand, _fill: Waves(size.width),
        lambda waves, now: waves.update(now.history, now.at),
    )
    nodes = Painted(
        screen,
        "network-nodes",
        lambda size, hand, _fill: Nodes(lay_out_network(size.width, size.height), hand.weights),
        lambda nodes, now: nodes.update(now.history, now.at, now.masks),
        of_hand=True,
    )
    edges = Painted(
        screen,
        "network-edges",
        lambda size, hand, _fill: Edges(lay_out_network(size.width, size.height), hand.weights),
        lambda edges, now: edges.update(now.history, now.at, now.chosen.selected),
        of_hand=True,
    )
    return (
        Row(states(0), Turn(2, 0), beside_cell=Turn(3, 0)),
        Row(states(1), Turn(2, 1), beside_cell=Turn(3, 1)),
        Row(cell, Turn(3, 2)),
        Row(time, Turn(3, 0)),
        Row(nodes, Turn(2, 1)),
        Row(edges, Turn(6, 0)),
        Row(Ribbons(screen, ends=Turn(3, 1)), Turn(1), ink_of=RIBBONS),  # not with the time bar
    )


class Figures:
    """Everything that is shown of a drawing beside its ink. Surfaces come and go, the figures stay."""

    def __init__(self, screen: Screen) -> None:
        self._time = Timeline()
        self._screen = screen
        self._rows = {row.figure.canvas: row for row in all_figures(screen)}
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
        row = self._rows.get(name)
        if row is None:
            return
        size = Size(width, height, min(ratio, MOST_RATIO) if row.ink_of is None else ratio)
        self._screen.size(name, *size)
        self._sizes.pop(name, None)
        if width >= LEAST_PX and height > 0:
            self._sizes[name] = size
        row.figure.lay_out(self._sizes, dark=self._dark)

    def restyle(self, sheet: str) -> None:
        """Take new colours; ``sheet`` is that of the paper, #RRGGBB."""
        self._dark = is_dark(sheet)
        self._failed = False
        for row in self._rows.values():
            row.figure.lay_out(self._sizes, dark=self._dark)

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

    def has(self, canvas: str) -> bool:
        """Whether a canvas is a figure's."""
        return canvas in self._rows

    def to_save(self, canvas: str, engine: Engine, surface: str) -> ToSave | None:
        """What a figure shows, to be saved; None where that is nothing."""
        return self._rows[canvas].figure.to_save(self._moment(engine, surface, None))

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
        history = self.history(engine)
        at = self._time.step(history)
        if self._time.at is None or at < 0:
            return engine.hand.name, numbers(engine)
        cells = tuple((history.row(at) or ())[H:OWN])
        return history.locate(at)[0].hand, numbers_at(engine, at + 1, history.pen(at), history.finger(at), cells)

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
        self._paint_figures(moment, due=not stepped or CALM.has(self._frames))
        self._says.effect.work_on(engine)
        return self._write(engine, moment, new=new, resting=resting)

    def _paint_figures(self, moment: Moment, *, due: bool) -> None:
        """Paint those that are to be seen; the one that is the surface's own ink follows the pen."""
        self._more = False
        cell_open = moment.chosen.cell is not None
        for canvas, row in self._rows.items():
            turn = (cell_open and row.beside_cell) or row.turn
            its_turn = due and (moment.frame is None or turn.has(moment.frame))
            if canvas in self._visible and (its_turn or row.ink_of == moment.surface):
                self._more = row.figure.paint(moment) or self._more

    def _write(self, engine: Engine, moment: Moment, *, new: bool, resting: bool) -> "Said | None":
        """Give the texts; words and numbers not in the same frame while a pen moves."""
        all_now = new or resting or not moment.live
        texts: Said = {}
        if all_now or WORDS.has(self._frames):
            look_again = LABELS.has(self._frames) or (all_now and not self._time.playing)
            texts.update(self._says.words(engine, moment.history, self._time, look_again=look_again))
        if all_now or NUMBERS.has(self._frames):
            texts.update(self._says.numbers(engine, moment.history, moment.at, moment.chosen.cell))
        return texts or None

    @property
    def busy(self) -> bool:
        """True while there is something to do though nothing is drawn."""
        return self._time.playing or self._says.effect.busy or self._more
