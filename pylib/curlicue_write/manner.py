"""How each hand writes so that one can read it: its pull and its finger's speed, by the height of the capitals. Pure.

Measured (bench/write.py): at these pulls, and none looser, nine tenths of a hand's line are no further from the letter
than STRAY of its height. How quick the finger is makes little difference to that; it sets how close the turns are.
"""

from math import log
from typing import NamedTuple

from curlicue_write.finger import Pace

STRAY = 0.06  # of the capitals' height: as far as nine tenths of the line may be from the letter
LEAST_STRAY_PX = 2.2  # less than half the line's own width is as good as none
HEIGHTS_PX = (30.0, 45.0, 60.0, 90.0, 120.0, 160.0, 200.0)  # for these pulls were measured; others lie between
PULLS = {
    "loops": (0.757, 0.730, 0.720, 0.710, 0.704, 0.689, 0.628),
    "coil": (0.757, 0.745, 0.728, 0.710, 0.702, 0.593, 0.552),
    "waves": (0.800, 0.773, 0.736, 0.718, 0.710, 0.698, 0.628),
    "zigzag": (0.800, 0.741, 0.728, 0.716, 0.704, 0.644, 0.570),
    "cursive": (0.800, 0.747, 0.734, 0.724, 0.716, 0.708, 0.700),
    "eights": (0.759, 0.738, 0.730, 0.720, 0.708, 0.675, 0.611),
}  # pull slider 0..1
SPEEDS = {"coil": 0.26, "cursive": 0.24}  # of the capitals' height a second: quick hands leave room between their turns
SPEED = 0.2  # of all others
LEAST_SPEED_PX = 24.0  # px per s: small letters are not written more slowly than this
CORNER = 0.5  # share of the speed at corners and ends
EASE_PX = 15.0
BEND_PX = 30.0
REST_STEPS = 12  # at the end of a stroke; a dot is a touch as short as this
LIGHT_PX, HEAVY_PX = 40.0, 160.0  # heights that are written without any pressure, and with all of it


class Manner(
    NamedTuple(
        "Manner",
        [
            ("pull", float),  # pull slider, 0 the network draws .. 1 you draw
            ("pace", Pace),  # the finger's
            ("pressure", float),  # 0..1, of the finger: small letters have a thin line
        ],
    )
):
    """How a hand writes letters of one height."""

    __slots__ = ()


def manner(hand: str, height: float) -> Manner:
    """How a hand writes capitals of this height; one that is not in the table as the most careful of those that are."""
    pulls = PULLS.get(hand)
    if pulls is None:
        pulls = tuple([max(column) for column in zip(*PULLS.values())])
    speed = max(LEAST_SPEED_PX, SPEEDS.get(hand, SPEED) * height)
    pressure = min(1.0, max(0.0, (height - LIGHT_PX) / (HEAVY_PX - LIGHT_PX)))
    return Manner(_between(pulls, height), Pace(speed, CORNER, EASE_PX, BEND_PX, REST_STEPS), pressure)


def _between(pulls: "tuple[float, ...]", height: float) -> float:
    """The pull for a height, on a straight line over the logarithm of the height; flat outside the table."""
    for k in range(len(HEIGHTS_PX) - 1):
        low, high = HEIGHTS_PX[k], HEIGHTS_PX[k + 1]
        if height <= high:
            share = log(max(height, low) / low) / log(high / low)
            return pulls[k] + share * (pulls[k + 1] - pulls[k])
    return pulls[-1]
