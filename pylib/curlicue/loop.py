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
            ("scale_px", float),  # px per step that are 1 to the network
            ("turning_speed_px", float),  # px per step of a turning finger at which it is half slow
            ("straight_speed_px", float),  # the same of one that goes straight on
            ("straight_from", float),  # what its steps get, by what they are long, at which it begins to go straight
            ("straight_to", float),  # the same at which it surely does
            ("turn_from", float),  # sine of the angle between its newest steps and those before, at which it may turn
            ("turn_to", float),  # the same at which it surely does
            ("wait_steps", int),  # steps before that can be said
            ("size_max", float),  # times its own size, the network's movement beside a quick straight finger
            ("size_from_px", float),  # px per step of the finger at which that begins
            ("size_to_px", float),  # the same at which it is reached
            ("own_drift_px", float),  # px per step that the network goes ahead by itself; measured after training
            ("floor_speed_px", float),  # px per step that the network hears of itself at least
            ("floor_gain_max", float),  # times its own output, the most that the floor may amplify
            ("pull", float),  # share of the way to the finger per step, slow finger
            ("fast_pull", float),  # the same, fast finger
            ("leash_px", float),  # px from the finger at which the leash begins to bite
            ("leash_pull", float),  # share of the way per step, far beyond the leash
            ("max_output_px", float),  # px per step, the longest movement of the network
            ("speed_smoothing", float),  # share of the newest step in the finger's running speed
            ("heading_smoothing", float),  # share of the newest step in the running direction of the drag
            ("heading_min_px", float),  # px per step under which the finger has no direction
            ("heading_start_px", float),  # px, the direction of the drag before the first step, along +x
            ("output_smoothing", float),  # share of the newest step in the network's running speed
            ("reentry_after_steps", int),  # fast steps after which a slow finger gets a state that curls
            ("reentry_states", int),  # how many such states are kept
        ],
    )
):
    """Every number of the loop; written by the trainer into the card, read from there by everything else."""

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
