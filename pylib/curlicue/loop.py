"""The loop around the network: its constants, its start, and what it hears of itself.

Our own design, measured rather than taken from a paper: a net trained to predict the next movement copies the finger
unless it hears itself when the finger is slow, and falls asleep unless what it hears has a least speed.
"""

from math import sqrt
from typing import NamedTuple

from curlicue.lstm import LstmState


class LoopConstants(
    NamedTuple(
        "LoopConstants",
        [
            ("scale_px", float),  # px/step, > 0: what is 1 to the network; nothing to turn, it was trained with it
            ("turning_speed_px", float),  # px/step, > 0: one that turns at this is half heard; more: writing curls too
            ("straight_speed_px", float),  # px/step, turning_speed_px..: a straight one; more: quick drags curl too
            ("straight_from", float),  # 0..straight_to: way by path, a little straight from here; more: fewer drags are
            ("straight_to", float),  # straight_from..1: the same, surely straight; more: later
            ("turn_from", float),  # 0..turn_to: sine of newest to older steps, perhaps a turn; more: noticed later
            ("turn_to", float),  # turn_from..1: the same, surely a turn; more: slight bends pass as straight
            ("wait_steps", int),  # steps, 1..: before a drag can be straight; more: surer, and it curls later
            ("size_max", float),  # 1..: times its size, a quick straight drag's curls; more: larger ones
            ("size_from_px", float),  # px/step, 0..size_to_px: a drag whose curls begin to grow; more: quick ones only
            ("size_to_px", float),  # px/step, size_from_px..: one whose curls are that large; more: they grow slowly
            ("own_drift_px", float),  # px/step, 0..: how it goes ahead alone, measured; more: the pen is carried less
            ("floor_speed_px", float),  # px/step, 0..: the least that the network hears of itself; more: livelier
            ("floor_gain_max", float),  # 1..: times its output, the most that this least may amplify; 1: there is none
            ("pull", float),  # 0..1: of the way to a slow finger, each step; more: tighter curls
            ("fast_pull", float),  # 0..1: of the way to a fast finger; more: closer to it
            ("leash_px", float),  # px, > 0: from the finger to where the leash bites; more: the pen strays farther
            ("leash_pull", float),  # 0..1: of the way, each step, far beyond the leash; more: back sooner
            ("max_output_px", float),  # px/step, > 0: the network's longest movement; less: wild ones are cut short
            ("speed_smoothing", float),  # 0..1: of the newest step in the finger's speed; more: felt sooner, shakier
            ("heading_smoothing", float),  # 0..1: of the newest step in the direction; more: turns sooner, shakier
            ("heading_min_px", float),  # px/step, 0..: less has no direction; more: slow drags keep the one they had
            ("heading_start_px", float),  # px, > 0: the direction at the start, along +x; more: it stays longer
            ("output_smoothing", float),  # 0..1: of the newest step in the network's speed; more: less floor
            ("reentry_after_steps", int),  # steps, 1..: fast ones, after which a slow finger gets a curl; more: seldom
            ("reentry_states", int),  # 1..: such states to choose from; more: a better match, slower to make
        ],
    )
):
    """Every number of the loop: its unit and range, what it is, and what more of it does.

    The trainer writes them into the card; everything else reads them from there.
    """

    __slots__ = ()


class StartState(
    NamedTuple(
        "StartState",
        [
            ("output_x", float),  # px, the network's last movement in the heading frame
            ("output_y", float),
            ("output_speed", float),  # px per step, running mean of its length
            ("lstm", LstmState),
        ],
    )
):
    """Where every stroke begins: in the middle of a curl, not in a cold net that needs seconds to find one."""

    __slots__ = ()


def hear_itself(
    loop: LoopConstants, output_x: float, output_y: float, output_speed: float
) -> tuple[float, float, float]:
    """The network's last movement as it hears it, with a floor under its speed: (x, y, new running speed) in px.

    The floor holds for the running mean alone: on every single step it would wipe out slow corners.
    """
    length = sqrt(output_x * output_x + output_y * output_y)
    output_speed += loop.output_smoothing * (length - output_speed)
    gain = loop.floor_gain_max
    if output_speed * gain > loop.floor_speed_px:
        gain = max(1.0, loop.floor_speed_px / output_speed)
    if length * gain > loop.max_output_px:
        gain = loop.max_output_px / length
    return output_x * gain, output_y * gain, output_speed


def clip_output(loop: LoopConstants, x: float, y: float) -> tuple[float, float]:
    """A movement of the network in px, no longer than it may be."""
    length = sqrt(x * x + y * y)
    if length <= loop.max_output_px:
        return x, y
    return x * loop.max_output_px / length, y * loop.max_output_px / length
