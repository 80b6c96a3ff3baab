"""Types of what passes between page and worker, for the type checker alone: nothing imports this module at run time."""

from typing import Any, Generic, TypeAlias, TypedDict, TypeVar

P = TypeVar("P")


class Kind(str, Generic[P]):
    """Kind of a message, and the type of what it carries. At run time it is a plain string."""


Card: TypeAlias = "dict[str, Any]"  # a hand's card as JSON, see curlicue_hands.card_check
Strokes: TypeAlias = "list[Any]"  # as curlicue.plain writes them
Sizes: TypeAlias = "dict[str, list[float]]"  # canvas -> width, height (CSS px), device px per CSS px, scale of the line


class Frame(TypedDict):
    """One animation frame of a finger on a surface."""

    now: float  # s on the page's clock
    surface: str
    samples: "list[list[float]]"  # as site/first.js records them: [kind, x, y, t, pressure]


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
