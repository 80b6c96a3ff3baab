"""The chart of a training: how the error fell, beside guesses that need no learning. Arithmetic in, markup out.

The chart is as wide as its column and its words keep their size: heights are in CSS px, the plot is stretched sideways
(its lines are not), and the words at the lines' ends stand in a column of their own, moved apart where they would meet.
Colours and weights are the style sheet's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from builder.errors import BuildError
from builder.numbers import Told, guess_words
from builder.spelling import figure
from curlicue_hands.places import MODELS, STORY
from curlicue_hands.story import Story
from curlicue_ink.svg import PathData, Point, number

TOP, BOTTOM, HEIGHT = 12.0, 258.0, 300.0  # CSS px: the plot's highest and lowest place, and all of it
ACROSS = 1000  # units of the plot's width
TICKS_WIDTH, ENDS_WIDTH = 34, 142  # CSS px beside the plot
LABEL_GAP = 17.0  # CSS px from one label's line to the next
TICK_GAP = 22.0  # CSS px, at least
LEADER = 18.0  # CSS px from the plot to a label
BASELINE_SHIFT = 4.5  # CSS px from the middle of a line of small text down to its baseline
ROUND = (1.0, 1.1, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)  # numbers that an axis likes, and tenfolds
ROOM = 1.05  # the axis reaches so much further than its lowest and its highest flat line
EPOCH_TICKS = 3

LABELS = {  # the trainer's name of a guess -> as short as it can be said
    "last delta": "the same again",
    "constant curvature": "the same turn",
    "3-tap, turned once": "smoothed, one turn",
    "3-tap, turned twice": "smoothed, two turns",
    "last, 3-tap turn": "a smoothed turn",
    "AR(4)": "the last four, mixed",
}
HELD_OUT, TRAINING, ALONE = "held-out strokes", "while training", "alone for 2 s"


class Scale(NamedTuple):
    """A logarithmic axis, upwards."""

    low: float  # at `BOTTOM`
    high: float  # at `TOP`

    def place(self, value: float) -> float:
        """CSS px from the top."""
        return BOTTOM - (BOTTOM - TOP) * math.log(value / self.low) / math.log(self.high / self.low)

    def ticks(self) -> list[float]:
        """Round numbers within the axis, far enough apart to be read."""
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        inside = [n * 10.0**k for k in decades for n in ROUND if self.low <= n * 10.0**k <= self.high]
        chosen: list[float] = []
        for value in inside:
            if not chosen or self.place(chosen[-1]) - self.place(value) >= TICK_GAP:
                chosen.append(value)
        return chosen


class End(NamedTuple):
    """A line's end at the right of the plot, and what is written there."""

    y: float  # CSS px from the top
    label: str
    names: str  # classes


def scale_for(flat: Sequence[float], curves: Sequence[float]) -> Scale:
    """An axis for values above 0, from the lowest of all to the highest flat line: a curve may come in from above."""
    return Scale(min(*flat, *curves) / ROOM, max(flat) * ROOM)


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Ascending places moved so that neighbours are `gap` apart and all lie in low..high, each as little as can be.

    The least squares of all ways to do it: without the gaps it is an isotonic regression, by pooling neighbours.
    """
    if (len(places) - 1) * gap > high - low:
        raise ValueError(f"found {len(places)} places {gap:g} apart, expected them to fit into {high - low:g}")
    pools: list[tuple[float, int]] = []  # mean, how many
    for k, place in enumerate(places):
        pool = (place - k * gap, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, count = pools.pop()
            pool = ((mean * count + pool[0] * pool[1]) / (count + pool[1]), count + pool[1])
        pools.append(pool)
    means = [mean for mean, count in pools for _ in range(count)]
    last = high - (len(places) - 1) * gap
    return [min(max(mean, low), last) + k * gap for k, mean in enumerate(means)]


def loss_chart(told: Told) -> str:
    """The chart of a hand's training. BuildError where the hand has no story to make it of."""
    story = told.story
    if story is None:
        raise BuildError(
            f"site/{MODELS}/{told.name} has no {STORY} of its own, which the article's charts are made of: "
            "run train/train.py --all, or train that hand again."
        )
    held_out, training, alone = (
        [told.miss_px(loss) for loss in losses]
        for losses in (
            story.held_out_loss + story.alone_held_out_loss,
            story.train_loss + story.alone_train_loss,
            story.alone_loss,
        )
    )
    guesses = {name: told.miss_px(error) for name, error in told.card["training"]["baselines"].items()}
    scale = scale_for([*guesses.values(), *alone[-1:]], [*held_out, *training, *alone])
    best = min(guesses, key=lambda name: guesses[name])
    epochs, places = len(story.held_out_loss), len(held_out)
    ends = [
        End(scale.place(held_out[-1]), HELD_OUT, "held-out"),
        End(scale.place(training[-1]), TRAINING, "training"),
        *(End(scale.place(value), ALONE, "alone") for value in alone[-1:]),
        *(
            End(scale.place(value), LABELS.get(name, name), "guess best" if name == best else "guess")
            for name, value in guesses.items()
        ),
    ]
    plot = "".join(
        f'<path class="{end.names}" d="M0 {number(end.y)}H{ACROSS}"/>' for end in ends if "guess" in end.names
    )
    plot += f'<path class="training" d="{curve_data(training, scale, places)}"/>'
    plot += f'<path class="held-out" d="{curve_data(held_out, scale, places)}"/>'
    if alone:
        plot += f'<path class="alone" d="{curve_data(alone, scale, places)}"/>'
    box = f'width="100%" height="{HEIGHT:g}"'
    stretched = f'<svg {box} viewBox="0 0 {ACROSS} {number(HEIGHT)}" preserveAspectRatio="none">{plot}</svg>'
    return (
        f'<div class="loss" role="img" aria-label="{escape(_said(story, held_out, alone, guesses, best))}">'
        f'<p class="axis">typical miss, px</p>{_ticks(scale)}'
        f'<svg class="plot" {box} aria-hidden="true">{stretched}{_epochs(epochs, places)}</svg>{_ends(ends)}</div>'
    )


def curve_data(values: Sequence[float], scale: Scale, places: int) -> str:
    """Path data through all values, cut off where it is above the plot.

    They take the last of so many places, which are evenly spaced over the plot's width.
    """
    first, last = places - len(values), max(1, places - 1)
    points = cut([(ACROSS * (first + k) / last, number(scale.place(value))) for k, value in enumerate(values)])
    path = PathData(units_per_px=1)  # they are the plot's own
    path.move(points[0])
    path.lines(points[1:])
    return path.data


def cut(points: Sequence[Point]) -> list[Point]:
    """A line without what lies above y = 0: it begins where it comes in, and does not leave again."""
    inside = next((k for k, (_, y) in enumerate(points) if y >= 0), len(points) - 1)
    below = [(x, max(0.0, y)) for x, y in points[inside:]]
    if inside == 0:
        return below
    (x0, y0), (x1, y1) = points[inside - 1], points[inside]
    return [(x0 + (x1 - x0) * y0 / (y0 - y1), 0.0), *below] if y1 > 0 else below


def _ticks(scale: Scale) -> str:
    words = "".join(
        f'<text x="{TICKS_WIDTH - 8}" y="{scale.place(value) + BASELINE_SHIFT:.1f}" text-anchor="end">'
        f"{figure(value)}</text>"
        for value in scale.ticks()
    )
    return f'<svg class="ticks" width="{TICKS_WIDTH}" height="{HEIGHT:g}" aria-hidden="true">{words}</svg>'


def _epochs(epochs: int, places: int) -> str:
    """The axis below: the first epoch, the last, and round ones between; what is right of them it trained alone."""
    y = BOTTOM + 22
    step = epochs / EPOCH_TICKS
    shown = sorted({1, *(round(step * k) for k in range(1, EPOCH_TICKS + 1))})
    words = ""
    for epoch in shown:
        share = 100 * (epoch - 1) / max(1, places - 1)
        anchor = "start" if epoch == 1 else "end" if epoch == epochs else "middle"
        words += f'<text x="{share:.1f}%" y="{y:g}" text-anchor="{anchor}">{epoch}</text>'
    middle, right = 50 * (epochs - 1) / max(1, places - 1), 50 * (epochs + places - 1) / max(1, places - 1)
    words += f'<text x="{middle:.1f}%" y="{y + 18:g}" text-anchor="middle">epochs</text>'
    return words + (f'<text x="{right:.1f}%" y="{y:g}" text-anchor="middle">alone</text>' if places > epochs else "")


def _ends(ends: Sequence[End]) -> str:
    """The words at the lines' ends, each with a thread from its line to where it had room."""
    ordered = sorted(ends, key=lambda end: end.y)
    heights = spread([end.y for end in ordered], LABEL_GAP, TOP, BOTTOM)
    body = "".join(
        f'<path class="thread" d="M0 {end.y:.1f}L{LEADER - 4:g} {y:.1f}"/>'
        f'<text class="{end.names}" x="{LEADER:g}" y="{y + BASELINE_SHIFT:.1f}">{escape(end.label)}</text>'
        for end, y in zip(ordered, heights, strict=True)
    )
    return f'<svg class="ends" width="{ENDS_WIDTH}" height="{HEIGHT:g}" aria-hidden="true">{body}</svg>'


def _said(story: Story, held_out: Sequence[float], alone: Sequence[float], guesses: dict[str, float], best: str) -> str:
    """What is to be seen, in words."""
    others = "; ".join(
        f"{guess_words(name)}: {figure(value, 2)} px"
        for name, value in sorted(guesses.items(), key=lambda guess: guess[1])
    )
    epochs = len(story.held_out_loss)
    afterwards = (
        f"In the {story.alone_steps} steps after that, what it draws alone for two seconds comes closer to its figure: "
        f"it misses by {figure(alone[0], 2)} px at first, by {figure(alone[-1], 2)} px at the end. "
        if alone
        else ""
    )
    return (
        f"A chart, logarithmic upwards. Over {epochs} epochs the typical miss on held-out strokes falls from "
        f"{figure(held_out[0], 2)} to {figure(held_out[epochs - 1], 2)} px, steeply at first and ever more slowly. "
        f"{afterwards}Simple guesses stay where they are. {others}. "
        f"The network ends {figure(guesses[best] - held_out[-1], 1)} px below the best of them."
    )
