"""The figures around the drawing: which are to be seen, what moment they show, and what is painted this frame."""

import sys
from array import array
from traceback import format_exc
from typing import Any

from curlicue.engine import Engine
from curlicue.lstm import CELLS
from curlicue.messages import PLAY, SEEK, SLOW, WATCH
from curlicue.packed import C, F, G, H, I, O
from curlicue_ink.cell import CellView
from curlicue_ink.states import Rows, lay_out_rows
from curlicue_ink.timebar import TimeBar
from curlicue_ink.tints import is_dark
from curlicue_study.history import History
from curlicue_view.machine import Machine
from curlicue_view.past import Moment
from curlicue_view.picture import Picture
from curlicue_view.saved import Drawing
from curlicue_view.texts import Texts
from curlicue_view.timeline import Timeline

ROWS = ("rows-1", "rows-2")  # canvases, one a layer
FILL_ALPHA = (0.22, 0.30)  # of c, on light paper and on dark
MOST_RATIO = 2.0  # device px per CSS px of a live figure: at 3 it costs twice as much and looks the same
LEAST_PX = 40  # CSS px of canvas; a smaller one is hidden
BAR_FRAMES = 3  # between two repaints of the time bar
CALM_FRAMES = 15  # between two repaints for a reader who wants little motion
LABEL_FRAMES = 30  # between two looks at what the cells follow; a multiple of the next
TEXT_FRAMES = 6  # numbers change at most ten times a second


class Figures:
    """Everything that is shown of a drawing beside its ink. Surfaces come and go, the figures stay."""

    def __init__(self, bridge: Any) -> None:
        self.time = Timeline()
        self._bridge = bridge
        self._sizes: dict[str, tuple[float, float, float]] = {}  # width, height (CSS px), device px per CSS px
        self._visible: set[str] = set()
        self._cell: int | None = None  # the one whose view is open
        self._dark = False
        self._calm = False  # the reader wants little motion: figures step four times a second
        self._rows: dict[str, Rows] = {}  # by the name of their canvas
        self._bar: TimeBar | None = None
        self._machine = Machine(bridge)
        self._picture = Picture(bridge)
        self._selected: str | None = None  # a node: "z0".."z7", "0".."15"
        self._cell_view: CellView | None = None
        self._history = History([])
        self._says = Texts()
        self._frames = 0
        self._engine: Engine | None = None  # the one shown last
        self._failed = False  # a figure raised: they are left out until the page's look changes

    # What the page says

    def resize(self, name: str, width: float, height: float, ratio: float) -> None:
        """A canvas of a new size; it is empty now."""
        if name != "overlay":  # which can be saved as a picture
            ratio = min(ratio, MOST_RATIO)
        self._bridge.size(name, width, height, ratio)
        self._sizes[name] = (width, height, ratio)
        self._blank(picture=name == "overlay")

    def restyle(self, sheet: str) -> None:
        """New colours; ``sheet`` is that of the paper, #RRGGBB."""
        self._dark = is_dark(sheet)
        self._failed = False
        self._blank(picture=True)

    def take(self, kind: str, payload: Any, engine: Engine) -> bool:
        """What the reader wants to see of an engine's drawing; false when the message is about something else."""
        if kind == WATCH:
            self._visible = set(payload["visible"])
            self._cell = payload["cell"]
            self._selected = payload["selected"]
            self._calm = payload["calm"]
            self._picture.watch(self._selected, payload["ribbons"], payload["ink_colour"])
        elif kind == SEEK and "by" in payload:
            self.time.move(payload["by"], self.history(engine))
        elif kind == SEEK:
            self.time.seek(payload["at"], self.history(engine))
        elif kind == PLAY:
            if self.time.at is None and engine.active:
                self.time.move(0, self.history(engine))  # the pen draws on, the figures stand still
            else:
                self.time.play(self.history(engine))
        elif kind == SLOW:
            self.time.set_slow(payload)
        else:
            return False
        return True

    def _has_room(self, name: str) -> bool:
        width, height, _ = self._sizes.get(name, (0.0, 0.0, 1.0))
        return width >= LEAST_PX and height > 0

    def _blank(self, *, picture: bool) -> None:
        """All is to be painted again; the picture, which takes longest, only if it was itself what changed."""
        alpha = FILL_ALPHA[self._dark]
        self._rows = {
            name: Rows(lay_out_rows(*self._sizes[name]), layer, alpha)
            for layer, name in enumerate(ROWS)
            if self._has_room(name)
        }
        self._bar = TimeBar(self._sizes["time"][0]) if self._has_room("time") else None
        both = self._has_room("nodes") and self._has_room("edges")
        self._machine.blank(self._sizes["nodes"][:2] if both else None)
        if picture:
            self._picture.blank(self._sizes["overlay"] if self._has_room("overlay") else None)
        self._cell_view = None
        if self._has_room("cell"):
            width, _, ratio = self._sizes["cell"]
            self._cell_view = CellView(width, ratio, alpha)

    def to_save(self, engine: Engine, *, drawn_in: bool) -> Drawing | None:
        """What the picture shows, to be saved: all of the drawing up to the moment that is looked at."""
        history = self.history(engine)
        return self._picture.to_save(history, self.time.step(history), drawn_in=drawn_in)

    # Every frame

    def history(self, engine: Engine) -> History:
        """The drawing's steps, as far as they go."""
        self._history = self._history.now(engine.visible())
        return self._history

    def past(self, engine: Engine) -> Moment | None:
        """The drawing and the moment of it that is shown; None when that is now."""
        if self.time.at is None or not engine.visible():
            return None
        history = self.history(engine)
        return history, self.time.step(history)

    def moment(self, engine: Engine) -> dict[str, Any]:
        """What a snapshot says of the moment that is shown; nothing when that is now. Empty lists: not kept."""
        history = self.history(engine)
        at = self.time.step(history)
        if self.time.at is None or at < 0:
            return {}
        row = history.row(at)
        ran = row is not None and row[I] == row[I]  # NaN: the network did not run in a stroke's first step
        return {
            "hand": history.locate(at)[0].hand,
            "steps": at + 1,
            "pen": list(history.pen(at)),
            "finger": list(history.finger(at)),
            "h": [] if row is None else list(row[H:C]),
            "c": [] if row is None else list(row[C:I]),
            "gates": {
                letter: list(row[part : part + CELLS]) if row is not None and ran else []
                for letter, part in zip("ifgo", (I, F, G, O), strict=True)
            },
        }

    def paint(self, engine: Engine, *, drawn_in: bool) -> dict[str, Any] | None:
        """Paint what is to be seen of an engine's drawing; the texts beside it now and then.

        ``drawn_in``: it is what was drawn in the picture. A figure that fails must not stop the pen: the console hears
        of it once.
        """
        if self._failed:
            return None
        try:
            return self._paint(engine, drawn_in)
        except Exception:  # noqa: BLE001  # whatever it was, the pen draws on
            self._failed = True
            self._says.effect.give_up()
            print("Curlicue draws on without its figures:", format_exc(), file=sys.stderr)
            return None

    def _paint(self, engine: Engine, drawn_in: bool) -> dict[str, Any] | None:
        history = self.history(engine)
        new = engine is not self._engine
        if new:
            self._engine = engine
            self._says.forget()
        if not len(history):
            self.time.live()  # cleared or undone while another moment was looked at
        self._says.listen(engine)
        at = self.time.step(history)
        self._frames += 1
        resting = not engine.active
        stepped = self._calm and not resting
        due = not stepped or self._frames % CALM_FRAMES == 0
        if due:
            self._paint_figures(engine, history, at, all_now=resting or stepped)
        if "overlay" in self._visible and (due or drawn_in):  # there it is the ink, which follows the pen
            drawing = engine.active or self.time.playing
            frame = None if resting or stepped else self._frames
            self._picture.paint(history, at, drawn_in=drawn_in, drawing=drawing, frame=frame)
        self._says.effect.work_on(engine)
        all_now = new or resting or self.time.at is not None
        texts: dict[str, Any] = {}
        if all_now or self._frames % TEXT_FRAMES == 0:
            look_again = self._frames % LABEL_FRAMES == 0 or (all_now and not self.time.playing)
            texts.update(self._says.words(engine, history, self.time, look_again=look_again))
        if all_now or self._frames % TEXT_FRAMES == TEXT_FRAMES // 2:  # not in the same frame
            texts.update(self._says.numbers(engine, history, at, self._cell))
        return texts or None

    def _paint_figures(self, engine: Engine, history: History, at: int, *, all_now: bool) -> None:
        """Those that are to be seen; by turns while a pen moves, so that no frame has them all."""
        turns = len(ROWS) + (self._cell is not None)  # the open cell has the last one
        for turn, (name, rows) in enumerate(self._rows.items()):
            if name in self._visible and (all_now or self._frames % turns == turn):
                self._play(name, rows.update(history, at, engine.experiment.masks.muted))
        if self._bar is not None and "time" in self._visible and (all_now or self._frames % BAR_FRAMES == 0):
            self._play("time", self._bar.update(history, at))
        if "nodes" in self._visible:
            self._machine.paint(engine, history, at, self._selected, None if all_now else self._frames)
        if self._cell is not None and self._cell_view is not None and (all_now or self._frames % turns == len(ROWS)):
            self._play("cell", self._cell_view.update(history, self._cell, at, live=self.time.at is None))

    def _play(self, name: str, marks: list[float]) -> None:
        if marks:
            self._bridge.play(name, array("f", marks))

    @property
    def busy(self) -> bool:
        """True while there is something to do though nothing is drawn."""
        painting = "overlay" in self._visible and not self._picture.complete
        return self.time.playing or self._says.effect.busy or painting
