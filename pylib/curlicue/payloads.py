"""Types of what passes between page and worker, for the type checker alone: nothing imports this module at run time."""

from array import array
from typing import Any, Generic, Protocol, TypeAlias, TypedDict, TypeVar

from curlicue.experiment import Experiment

P = TypeVar("P")


class Kind(str, Generic[P]):
    """Kind of a message, and the type of what it carries. At run time it is a plain string."""


class ToWorker(Kind[P]):
    """One that a worker hears, beside actions."""


class ToPage(Kind[P]):
    """One that the page hears."""


class Tell(Protocol):
    """A way to tell somebody something."""

    def __call__(self, kind: Kind[P], payload: P, /) -> None:
        """Tell it."""


Card: TypeAlias = "dict[str, Any]"  # a hand's card as JSON, see curlicue_hands.card_check
Samples: TypeAlias = "list[list[float]]"  # as site/first.js records them: [kind, x, y, t, pressure]
Strokes: TypeAlias = "list[Any]"  # as curlicue.plain writes them
Sizes: TypeAlias = "dict[str, list[float]]"  # canvas -> width, height (CSS px), device px per CSS px, scale of the line


class Frame(TypedDict):
    """One animation frame of a finger on a surface."""

    now: float  # s on the page's clock
    surface: str
    samples: Samples


class Settings(TypedDict):
    """How the pen draws."""

    pull: "float | None"  # 0..1, of the slider; None: the hand's own
    free_steps: int  # drawn on after a lift


class PlainExperiment(TypedDict):
    """What is taken away from the pen, see curlicue.experiment."""

    pulled: bool
    hears_itself: bool
    muted: "list[int]"
    held: "list[list[Any]]"
    ruled: bool


class Drawn(Protocol):
    """A stroke that has been drawn: a curlicue.stroke.Stroke, or one of a document."""

    @property
    def hand(self) -> str:
        """Name of the hand."""

    @property
    def ticks(self) -> "array[float]":
        """x, y, pressure of each step with a finger."""

    @property
    def steps(self) -> int:
        """With those that the pen drew alone."""

    @property
    def pulls(self) -> "list[tuple[int, float | None]]":
        """(step from which on, pull slider)."""

    @property
    def experiments(self) -> "list[tuple[int, Experiment]]":
        """(step from which on, what was taken away)."""

    @property
    def lift(self) -> "int | None":
        """Step at which the finger had left."""

    @property
    def planned(self) -> "int | None":
        """Steps that the pen was to draw alone then."""

    @property
    def end(self) -> "int | None":
        """Steps when it was to rest."""

    @property
    def sheet(self) -> "tuple[float, float] | None":
        """At the lift."""


class Again(TypedDict):
    """A piece of a drawing that is drawn again."""

    entries: "list[list[Any]]"  # of an engine's queue, see curlicue.replay
    at_once: bool  # nobody waits to see it grow


class Put(TypedDict):
    """Strokes with their lines."""

    strokes: Strokes
    under: bool  # all that is drawn on this visit; else on top


class Written(TypedDict):
    """The sheet's drawing as a document, and what is told of it (curlicue_drawing.written)."""

    text: str  # base64 for addresses
    clears: int  # of the sheet before it, on this visit
    strokes: int
    path: str  # of an SVG
    box: "list[int]"  # x, y, width, height of it


class Opening(TypedDict):
    """What a worker needs in order to wake."""

    cards: "list[Card]"  # that of the chosen hand first
    surfaces: "list[str]"
    sizes: Sizes
    colours: "list[str]"


class Slice(TypedDict):
    """A piece of what the starter has drawn."""

    strokes: Strokes
    whole: bool  # that is all of it


class Handed(TypedDict):
    """What the starter drew since the last slice, and its pen."""

    strokes: Strokes
    engine: "dict[str, Any]"  # of curlicue.plain


class Piece(TypedDict):
    """A piece of what a worker has drawn, see curlicue.checkpoint."""

    entries: "list[int | None]"  # numbers of strokes; None is a clear
    undone: "list[int | None]"
    changed: Strokes  # since the piece before
    pen: "dict[str, Any]"  # of curlicue.plain


class Watched(TypedDict):
    """What the reader looks at."""

    visible: "list[str]"  # canvases of figures
    cell: "int | None"  # the one whose view is open
    selected: "str | None"  # node or cell chosen in all figures: "z0".."z7", "0".."15"
    calm: bool  # little motion is wanted
    ribbons: str  # which to show: "all", "layer-1", "layer-2" or "chosen"
    ink_colour: bool  # the line takes the chosen cell's colour


class Sought(TypedDict, total=False):
    """Another moment of the drawing: either of the two."""

    at: "int | None"  # step; None is live
    by: int  # steps on from the one shown, or back


class Epoch(TypedDict):
    """A moment of a hand's training."""

    hand: str
    epoch: "int | None"  # None: the finished one
    draw: bool  # a stroke, where there is none yet


class Wanted(TypedDict):
    """A canvas that is to be saved."""

    canvas: str
    background: str  # #RRGGBB


class Take(TypedDict):
    """What is to be made of the sheet's drawing, to be taken along."""

    what: str  # of curlicue_out.kinds
    ribbons: bool  # are its ink
    palette: "list[str]"  # of curlicue_ink.marks; the sheet's colour in it is the ground
    clear: bool  # a PNG without a ground
    signed: bool  # with room for a signature at its foot
    ratio: float  # of a PNG: px for each CSS px of the sheet
    paper: str  # of a plotter, of curlicue_out.plotter.PAPERS
    size: "list[int]"  # of a film: px across and down


class Said(TypedDict, total=False):
    """What stands beside the figures; only what has changed."""

    surface: str  # whose drawing is shown
    follows: "list[str]"  # of the sixteen cells
    seen: str  # the drawing in words
    muted: "list[int]"  # cells
    steps: int  # of the drawing
    span: int  # steps that the time bar has room for
    at: int  # step that is shown
    live: bool
    running: bool  # time goes on
    effect: str  # of the experiment
    cell: "int | None"  # the one whose view is open; what follows is of it
    values: "dict[str, str] | None"  # numbers in its equations; None: not kept
    why: str  # they say nothing, or do not add up
    means: str  # what its label means
    feeds: "list[tuple[str, float]]"  # its heaviest inputs
    hand: str  # that drew the step


class Recorded(TypedDict):
    """A stroke that a hand is to be taught by."""

    number: int  # by which it can be dropped
    samples: Samples


class Refused(TypedDict):
    """Why strokes cannot be taught, or no net was taken (curlicue_teach.reasons)."""

    code: str
    found: float


class Heard(TypedDict):
    """What can be taught of the strokes so far."""

    seconds: float  # of movement; 0 where nothing can be
    can: bool
    reason: "Refused | None"  # why not, or a warning


class Listening(TypedDict):
    """How far a teaching is."""

    number: int  # of the try
    step: int
    steps: int
    miss_px: float  # in the newest steps
    rule_px: float  # what a simple rule misses by
    apart: "float | None"  # u of the nearest net so far that passes
    loss: str  # inside of an SVG


class Happened(TypedDict):
    """What happened while a hand was taught, in the reader's own numbers; misses are typical ones."""

    hand: str  # that it began as
    strokes: int
    seconds: float
    tries: int
    steps: int  # of the training that is kept
    windows: int
    passes: float  # how often each movement was heard
    first_px: float  # missed in the first steps of training
    last_px: float
    rule_px: float  # by the simple rule, in such windows
    before: float  # u of the hand that every page starts with
    after: float
    changed: "list[int]"  # cells 0..15, those that changed most first


class Story(Happened):
    """The same, with what the article shows of it."""

    took_s: float
    enough: float  # u at which nothing more is tried
    pictures: "list[str]"  # insides of SVGs: windows of the reader's strokes
