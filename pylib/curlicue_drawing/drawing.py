"""A drawing as a document has it: strokes without what the network made of them, unless the lines are kept as well."""

from array import array
from typing import TYPE_CHECKING, NamedTuple

from curlicue.experiment import Experiment
from curlicue.stroke import Stroke

if TYPE_CHECKING:
    from typing import Callable

PLACES_PER_PX = 128  # of a pen that is kept: within .004 px


class Made(
    NamedTuple(
        "Made",
        [
            ("name", str),  # of the hand
            ("digest", str),  # eight digits of its model's; another hand of the same name has others
        ],
    )
):
    """A hand that drew some of it."""

    __slots__ = ()


class Told(
    NamedTuple(
        "Told",
        [
            ("hand", str),  # name
            ("ticks", "array[float]"),  # x, y (CSS px), pressure; three numbers a step with a finger
            ("steps", int),  # with those that the pen drew alone
            ("pulls", "list[tuple[int, float | None]]"),  # (step from which on, pull slider)
            ("experiments", "list[tuple[int, Experiment]]"),  # (step from which on, what was taken away)
            ("lift", "int | None"),  # step at which the finger had left; None: never
            ("planned", "int | None"),  # steps that the pen was to draw alone then
            ("end", "int | None"),  # steps when it was to rest
            ("halted", bool),  # it was stopped before
            ("sheet", "tuple[float, float] | None"),  # CSS px, at the lift; None has no edges
            ("pens", "array[float] | None"),  # x, y (CSS px), two numbers a step, as it was drawn; None: not kept
        ],
    )
):
    """A stroke. What it has in common with a curlicue.stroke.Stroke is called the same."""

    __slots__ = ()


class Drawing(
    NamedTuple(
        "Drawing",
        [
            ("hands", "tuple[Made, ...]"),  # in the order in which they first drew
            ("strokes", "tuple[Told, ...]"),
        ],
    )
):
    """A whole drawing."""

    __slots__ = ()

    @property
    def steps(self) -> int:
        """Steps of all strokes."""
        return sum([stroke.steps for stroke in self.strokes])

    @property
    def reach(self) -> "tuple[float, float]":
        """How far to the right and down the finger went, CSS px."""
        right = bottom = 0.0
        for stroke in self.strokes:
            for at in range(0, len(stroke.ticks), 3):
                right = max(right, stroke.ticks[at])
                bottom = max(bottom, stroke.ticks[at + 1])
        return right, bottom


def drawing_of(strokes: "list[Stroke]", digest_of: "Callable[[str], str]", with_lines: bool) -> Drawing:
    """The document of strokes; ``digest_of`` gives the digits for the name of a hand, ``with_lines`` keeps the pens.

    A stroke without a step is left out.
    """
    told = []
    names = []
    for stroke in strokes:
        if not stroke.steps or not len(stroke.ticks):
            continue
        if stroke.hand not in names:
            names.append(stroke.hand)
        told.append(
            Told(
                stroke.hand,
                stroke.ticks,
                stroke.steps,
                stroke.pulls,
                stroke.experiments,
                stroke.lift,
                stroke.planned,
                stroke.end,
                stroke.end != stroke.steps,
                stroke.sheet,
                stroke.pens if with_lines else None,
            )
        )
    return Drawing(tuple([Made(name, digest_of(name)) for name in names]), tuple(told))


def strokes_of(drawing: Drawing) -> "list[Stroke]":
    """The strokes with their lines, as they were drawn. ValueError where a line is not kept."""
    strokes: list[Stroke] = []
    for told in drawing.strokes:
        if told.pens is None:
            raise ValueError("strokes_of: found a stroke without its line, expected all of them with theirs")
        stroke = Stroke(len(strokes) + 1, told.hand)
        stroke.ticks = told.ticks
        stroke.pens = told.pens
        stroke.pulls = told.pulls
        stroke.experiments = told.experiments
        stroke.lift, stroke.planned, stroke.end = told.lift, told.planned, told.end
        stroke.halted, stroke.sheet = told.halted, told.sheet
        strokes.append(stroke)
    return strokes
