"""Pictures of what is in the cards and stories: windows to learn from, what the cells follow, the row of hands.

Drawings are in tenths of a CSS px, whole numbers. Colours and weights are the style sheet's, but for a cell's own ink,
which it has in every figure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from builder.charts import loss_chart
from builder.errors import BuildError
from builder.figures import INKS
from builder.hands import ORDER, THUMBNAIL_BOX
from builder.muting import worth_muting
from builder.numbers import Told, read_hands
from builder.ornaments import svg
from builder.spelling import words
from curlicue.lstm import LAYERS, UNITS
from curlicue_hands.places import MODELS, STORY
from curlicue_hands.story import Example
from curlicue_hands.windows import Delta
from curlicue_ink.svg import PathData, Point, number
from curlicue_study.correlate import FOLLOWED, UNNAMED
from curlicue_words.labels import label
from curlicue_words.numbers import shown

WINDOW_WIDTH, WINDOW_HEIGHT = 150.0, 120.0  # CSS px, of a window and of its magnified end
PADDING = 12.0  # CSS px around what is drawn
SHOWN_PREDICTIONS = 6  # in the magnified end
LARGEST_ZOOM = 14.0
RING = 5.0  # CSS px, radius of a target
BAR_WIDTH, BAR_HEIGHT = 44.0, 8.0  # CSS px, of r = 1


class View(NamedTuple):
    """Where places of the finger come to lie in a drawing."""

    zoom: float
    x: float  # CSS px of the drawing at which the finger's x = 0 lies
    y: float

    def at(self, place: Point) -> Point:
        """CSS px of the drawing."""
        return self.x + self.zoom * place[0], self.y + self.zoom * place[1]


def placeholders(root: Path) -> dict[str, str]:
    """What the article's {{names}} of charts and pictures stand for."""
    hands = read_hands(root)
    first = hands[ORDER[0]]
    return {
        "loss_chart": loss_chart(first),
        "windows_picture": windows_picture(first),
        "atlas_table": atlas_table(first),
        "worth_muting": muting_list(list(hands.values())),
        **{f"hand_{name}": hand_entry(hands[name]) for name in ORDER if name in hands},
        "hands_others": "".join(f"<li>{hand_entry(told)}</li>" for name, told in hands.items() if name not in ORDER),
    }


def windows_picture(told: Told) -> str:
    """Some held-out windows, each with its last steps magnified. BuildError where no story holds them."""
    if told.story is None or not told.story.examples:
        raise BuildError(
            f"site/{MODELS}/{told.name} has no {STORY} with windows of its own, which the article shows: "
            "run train/train.py --all, or train that hand again."
        )
    examples, judged_from = told.story.examples, told.story.judged_from
    zoom = min(fitting(places(example.moves)).zoom for example in examples)  # the same for all: sizes can be compared
    misses = [math.sqrt(_mean_square(example, judged_from)) for example in examples]
    cells = "".join(
        f"<div>{_whole(example, zoom)}{_end(example)}misses by {shown(miss)} px</div>"
        for example, miss in zip(examples, misses, strict=True)
    )
    said = (
        f"{words(len(examples)).capitalize()} windows of {len(examples[0].expected)} steps, each a piece of a round "
        "stroke in dots. Below each its last steps, magnified: from every dot a line of ink goes to where the network "
        "expected the next one, and ends in or just beside the ring that marks where it fell. Typical misses: "
        f"{', '.join(shown(miss) for miss in misses)} px."
    )
    return f'<div class="windows" role="img" aria-label="{escape(said)}">{cells}</div>'


def places(moves: Sequence[Delta]) -> list[Point]:
    """Where the finger was before each movement and after the last, from (0, 0); CSS px."""
    x, y = 0.0, 0.0
    found = [(x, y)]
    for dx, dy in moves:
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def fitting(points: Sequence[Point], zoom: float | None = None) -> View:
    """The view that centres the points in a window's drawing; as large as can be, unless the zoom is given."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if zoom is None:
        across = (WINDOW_WIDTH - 2 * PADDING) / max(right - left, 1e-6)
        down = (WINDOW_HEIGHT - 2 * PADDING) / max(bottom - top, 1e-6)
        zoom = min(across, down, LARGEST_ZOOM)
    return View(zoom, WINDOW_WIDTH / 2 - zoom * (left + right) / 2, WINDOW_HEIGHT / 2 - zoom * (top + bottom) / 2)


def atlas_table(told: Told) -> str:
    """What every cell of a hand follows, from its card: a row a cell, what it says beside what it keeps."""
    atlas = told.card["atlas"]
    head = (
        '<thead><tr><th scope="col">cell</th><th scope="col"><var>h</var>, what it says</th>'
        '<th scope="col"><var>c</var>, what it keeps</th></tr></thead>'
    )
    layers = "".join(
        f'<tbody><tr><th scope="rowgroup" colspan="3">Layer {layer + 1}</th></tr>'
        + "".join(
            f'<tr><th scope="row">{unit + 1}</th>'
            + "".join(_followed(atlas[state][layer * UNITS + unit], f"{INKS[layer]}{unit + 1}") for state in ("h", "c"))
            + "</tr>"
            for unit in range(UNITS)
        )
        + "</tbody>"
        for layer in range(LAYERS)
    )
    caption = f"What the cells of {escape(told.card['title'])} follow, and how closely"
    return f'<table class="atlas"><caption class="visually-hidden">{caption}</caption>{head}{layers}</table>'


def followed_words(entry: Sequence[object] | None) -> str:
    """An entry of a card's atlas in the words of the page's rows."""
    if entry is None:
        return label(UNNAMED)
    name = entry[0]
    if name not in FOLLOWED:
        raise BuildError(
            f"found {name!r} in a card's atlas, expected one of curlicue_study.correlate: run train/read_cells.py."
        )
    return label(str(name))


def muting_list(hands: Sequence[Told]) -> str:
    """What is worth muting, hand by hand; the page shows that of the chosen hand in the cell view (readings.py)."""
    said = [(told, worth_muting(told.card)) for told in hands]
    items = "".join(
        f'<li>{escape(str(told.card["title"]))}: <span data-worth="{escape(told.name)}">{text}</span></li>'
        for told, text in said
        if text
    )
    return f'<ul class="plain">{items}</ul>' if items else ""


def hand_entry(told: Told) -> str:
    """A hand's own writing, its name, and what it does."""
    path = escape(str(told.card["thumbnail"]))
    return (
        f'<svg viewBox="{THUMBNAIL_BOX}" aria-hidden="true"><path d="{path}"/></svg>'
        f"<h3>{escape(str(told.card['title']))}</h3><p>{escape(str(told.card['sentence']))}</p>"
    )


def _followed(entry: Sequence[object] | None, ink: str) -> str:
    said = followed_words(entry)
    if entry is None:
        return f'<td class="unnamed">{said}</td>'
    r = _float(entry[1])
    size = f'width="{number(BAR_WIDTH * r)}" height="{number(BAR_HEIGHT)}"'
    drawn = svg("r", BAR_WIDTH, BAR_HEIGHT, f'<rect {size} stroke="var(--{ink})" fill="var(--{ink})"/>')
    return f"<td>{said}<span>{drawn}<b>{shown(r)}</b></span></td>"


def _whole(example: Example, zoom: float) -> str:
    """All dots of a window, and a frame around the part that is magnified below."""
    points = places(example.moves)
    view = fitting(points, zoom)
    end = points[-SHOWN_PREDICTIONS - 2 :]
    near = fitting(end)
    reach_x, reach_y = WINDOW_WIDTH / 2 / near.zoom * zoom, WINDOW_HEIGHT / 2 / near.zoom * zoom
    x, y = view.at(((WINDOW_WIDTH / 2 - near.x) / near.zoom, (WINDOW_HEIGHT / 2 - near.y) / near.zoom))
    frame = (
        f'<rect class="frame" x="{number(x - reach_x)}" y="{number(y - reach_y)}" '
        f'width="{number(2 * reach_x)}" height="{number(2 * reach_y)}"/>'
    )
    return svg("window", WINDOW_WIDTH, WINDOW_HEIGHT, frame + _dots([view.at(point) for point in points]))


def _end(example: Example) -> str:
    """The last steps: the finger's dots, the movement expected from each, and a ring where the next one fell."""
    points = places(example.moves)[-SHOWN_PREDICTIONS - 2 :]
    view = fitting(points)
    rings, ink = "", PathData()
    for (x, y), (dx, dy), target in zip(points[1:-1], example.expected[-SHOWN_PREDICTIONS:], points[2:], strict=True):
        ring_x, ring_y = map(number, view.at(target))
        ink.move(view.at((x, y)))
        ink.lines([view.at((x + dx, y + dy))])
        rings += f'<circle cx="{ring_x}" cy="{ring_y}" r="{number(RING)}"/>'
    dots = _dots([view.at(point) for point in points[:-1]])
    return svg("window near", WINDOW_WIDTH, WINDOW_HEIGHT, f'{rings}<path class="ink" d="{ink.data}"/>{dots}')


def _dots(points: Sequence[Point]) -> str:
    path = PathData()
    path.dots(points)
    return f'<path class="dots" d="{path.data}"/>'


def _mean_square(example: Example, judged_from: int) -> float:
    """Of the distances between what was expected and what came; CSS px squared."""
    pairs = zip(example.expected[judged_from:], example.moves[judged_from + 1 :], strict=True)
    misses = [(dx - to_x) ** 2 + (dy - to_y) ** 2 for (dx, dy), (to_x, to_y) in pairs]
    return sum(misses) / len(misses)


def _float(value: object) -> float:
    if not isinstance(value, (int, float)):
        raise BuildError(f"found {value!r} in a card's atlas, expected a number: train that hand again.")
    return float(value)
