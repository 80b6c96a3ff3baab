"""The moment that figures show: a drawing at one of its steps, and what the reader has chosen to see of it."""

from typing import NamedTuple

from curlicue.engine import Engine
from curlicue.hand import Hand
from curlicue.lstm import Masks
from curlicue_study.history import History


class Chosen(NamedTuple):
    """What the reader has chosen in the figures."""

    cell: int | None = None  # 0..15, the one whose view is open
    selected: str | None = None  # node or cell marked in all figures: "z0".."z7", "0".."15"
    ribbons: str = "all"  # which to show: "all", "layer-1", "layer-2" or "chosen"
    ink_colour: bool = False  # the line between the ribbons takes the selected cell's colour


class Moment(NamedTuple):
    """Made once a frame. At step -1 nothing is drawn yet."""

    history: History
    at: int  # step of the history
    hand: Hand  # that drew the step; that of the next stroke at step -1
    masks: Masks  # what is muted and held just now
    chosen: Chosen
    live: bool  # it is the newest step, and will not stay so
    moving: bool  # a pen draws, or time runs
    surface: str  # the one that was drawn on
    frame: int | None  # counts frames; None: all of a figure is to be painted in this one


def moment_of(
    engine: Engine,
    history: History,
    at: int,
    *,
    chosen: Chosen,
    live: bool,
    moving: bool,
    surface: str,
    frame: int | None,
) -> Moment:
    """The moment of an engine's drawing at a step."""
    hand = hand_at(engine, history, at)
    return Moment(history, at, hand, engine.experiment.masks, chosen, live, moving, surface, frame)


def hand_at(engine: Engine, history: History, at: int) -> Hand:
    """The hand that drew a step; that of the next stroke where there is none, -1."""
    return engine.hand if at < 0 else engine.hands[history.locate(at)[0].hand]
