"""The hands that can be trained: one record each. A new personality is a generator, its constants, and a record."""

from __future__ import annotations

from dataclasses import dataclass

from curlicue.loop import LoopConstants
from curlicue.start_state import LOOPS_SEARCH, Search
from trainer import loops
from trainer.bars import LOOPS_BARS, Bar
from trainer.data import Turning
from trainer.strokes import Generator

LOOP = LoopConstants(
    scale_px=4.0,
    slow_speed_px=3.0,
    floor_speed_px=3.3,
    floor_gain_max=1.5,
    pull=0.06,
    fast_pull=0.2,
    leash_px=120.0,
    leash_pull=0.5,
    max_output_px=30.0,
    speed_smoothing=0.3,
    heading_smoothing=0.05,
    heading_min_px=0.05,
    heading_start_px=0.02,
    output_smoothing=0.05,
    reentry_after_steps=12,
    reentry_states=90,
)


@dataclass(frozen=True)
class HandRecord:
    """Everything that makes one hand: what it trains on, how it starts, what it must show."""

    name: str  # its folder, and what one types
    title: str  # its name on the page
    sentence: str  # what it does, for people
    generator: Generator | None  # None: its strokes were recorded
    loop: LoopConstants
    turning: Turning  # how training windows are oriented
    epochs: int
    search: Search | None  # None: its free run is to be like its own strokes
    bars: tuple[Bar, ...]


LOOPS = HandRecord(
    name="loops",
    title="Loops",
    sentence="Follows a fast finger and curls around a slow one.",
    generator=loops.GENERATOR,
    loop=LOOP,
    turning="random rotation",
    epochs=90,
    search=LOOPS_SEARCH,
    bars=LOOPS_BARS,
)

HANDS: dict[str, HandRecord] = {hand.name: hand for hand in (LOOPS,)}
