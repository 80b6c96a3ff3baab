"""What a hand leaves behind: samples as the pointer reports them, ticks as the network wants them."""

from typing import NamedTuple

STEPS_PER_S = 60
STEP_S = 1 / STEPS_PER_S  # s; the network's clock, whatever the pointer's rate


class Sample(
    NamedTuple(
        "Sample",
        [
            ("x", float),  # CSS px
            ("y", float),  # CSS px, down
            ("t", float),  # s, on any clock that goes forward
            ("pressure", float),  # 0..1; 0.5 when the device has none
        ],
    )
):
    """One pointer reading."""

    __slots__ = ()


class Tick(
    NamedTuple(
        "Tick",
        [
            ("x", float),  # CSS px
            ("y", float),  # CSS px, down
            ("pressure", float),  # 0..1; 0.5 when the device has none
        ],
    )
):
    """Where the finger was at one step of the network's clock; tick k of a stroke is k * STEP_S after its start."""

    __slots__ = ()
