"""How near a generated hand's pen is to what it learned from: u, as a taught hand is chosen by (curlicue_teach).

People's strokes are held against as they are. A generator's wander in size and tempo, and a pen that goes on evenly is
apart from the lot of them: the shipped hands by .16 to .80, and others' by .36 and more. So where the strokes have a
figure, the pen is held against that: there the shipped hands are .01 to .07 apart, and others' .49 and more.
"""

from __future__ import annotations

from collections.abc import Sequence

from curlicue.loop import LoopConstants, StartState
from curlicue_teach.choosing import hand_like
from curlicue_teach.likeness import Likeness, distance, likeness
from curlicue_teach.pens import PlainPens, at_once
from curlicue_teach.reasons import Reason
from curlicue_teach.start import Start
from curlicue_teach.strokes import read
from trainer.bars import Bar
from trainer.dataset import Dataset

# Hearts whose seed 2 was a heart to the eye were .25 apart, and the arcs of seed 1 .59
LIKE_FIGURE = Bar("slow drags: u from the figure of its strokes", high=0.3)
LIKE_STROKES = Bar("slow drags: u from its strokes", high=0.5)
LIKE_BARS = (LIKE_FIGURE, LIKE_STROKES)


def like_bar(data: Dataset) -> Bar:
    """The bar that a hand of these strokes is held to."""
    return LIKE_STROKES if data.figure is None else LIKE_FIGURE


def apart(data: Dataset, weights: Sequence[float], loop: LoopConstants, start: StartState) -> float | None:
    """u between the lines of a hand on four slow drags and its strokes' figure, or else its strokes.

    ``weights`` are in a row, as `curlicue_teach.weights` orders them. None where either is like nothing.
    """
    drawn = at_once(hand_like(PlainPens(), weights, Start(loop, start)))
    wanted = _wanted(data)
    return distance(drawn, wanted) if isinstance(drawn, Likeness) and isinstance(wanted, Likeness) else None


def _wanted(data: Dataset) -> Likeness | Reason:
    if data.figure is not None:
        return likeness([[complex(dx, dy) for dx, dy in data.figure.moves.tolist()]])
    lesson = read(stroke.samples for stroke in data.strokes)
    return lesson if isinstance(lesson, Reason) else likeness(lesson.strokes)
