"""The hands that can be trained: one record each. A new personality is a generator, its constants, and a record."""

from __future__ import annotations

from dataclasses import dataclass, field

from curlicue.loop import LoopConstants
from curlicue_hands.start_state import LOOPS_SEARCH, Search, free_search
from curlicue_hands.thumbnail import Sketch
from trainer import loops, rhythms
from trainer.bars import COIL_BARS, CURSIVE_BARS, EIGHTS_BARS, LOOPS_BARS, WAVES_BARS, ZIGZAG_BARS, Bar
from trainer.config import CLOSED_LOOP, ClosedLoop
from trainer.data import Turning
from trainer.strokes import Generator

LOOP = LoopConstants(
    scale_px=4.0,
    turning_speed_px=1.6,
    straight_speed_px=6.0,
    straight_from=0.90,
    straight_to=0.98,
    turn_from=0.1,
    turn_to=0.3,
    wait_steps=4,
    size_max=1.6,
    size_from_px=1.0,
    size_to_px=4.0,
    own_drift_px=0.0,  # until it is measured
    floor_speed_px=3.3,
    floor_gain_max=1.0,  # no floor: each has learned to go on alone
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
    reentry_after_steps=3,
    reentry_states=90,
)


@dataclass(frozen=True)
class HandRecord:
    """Everything that makes one hand: what it trains on, how it starts, what it must show."""

    name: str  # its folder, and what one types
    title: str  # its name on the page
    sentence: str  # what it does, for people
    generator: Generator
    loop: LoopConstants
    turning: Turning  # how training windows are oriented
    epochs: int
    search: Search | None  # None: its free run is to be like its own strokes
    bars: tuple[Bar, ...]
    sketch: Sketch  # the drag that its thumbnail is drawn after
    # What follows has a usual value. A recipe has it apart, so that a hand does not grow stale by what it does not use.
    batch: int = field(default=128, repr=False)  # windows per training step
    alone: ClosedLoop = field(default=CLOSED_LOOP, repr=False)  # how it learns to go on alone


LOOPS = HandRecord(
    name="loops",
    title="Loops",
    sentence="Follows a fast finger and curls around a slow one.",
    generator=loops.GENERATOR,
    loop=LOOP,
    turning="random rotation and mirror",
    epochs=90,
    search=LOOPS_SEARCH,
    bars=LOOPS_BARS,
    sketch=Sketch(speed_px_s=30.0, seconds=3.0, pull=0.35),
    batch=64,
    alone=ClosedLoop(steps=500, weight=0.005, finger_share=0.15),
)

WAVES = HandRecord(
    name="waves",
    title="Waves",
    sentence="Rocks the line like a small boat, and steadies it when you hurry.",
    generator=rhythms.WAVES,
    loop=LOOP._replace(floor_speed_px=2.2),
    turning="aligned",
    epochs=50,
    search=None,
    bars=WAVES_BARS,
    sketch=Sketch(speed_px_s=24.0, seconds=2.4, pull=0.35),
)

ZIGZAG = HandRecord(
    name="zigzag",
    title="Zigzag",
    sentence="Goes up, thinks better of it, and goes down.",
    generator=rhythms.ZIGZAG,
    loop=LOOP._replace(floor_speed_px=2.1),
    turning="aligned",
    epochs=50,
    search=None,
    bars=ZIGZAG_BARS,
    sketch=Sketch(speed_px_s=34.0, seconds=2.4, pull=0.35),
)

CURSIVE = HandRecord(
    name="cursive",
    title="Cursive",
    sentence="Writes a letter to nobody in particular, mostly e and l.",
    generator=rhythms.CURSIVE,
    loop=LOOP._replace(floor_speed_px=3.1, size_max=2.2),
    turning="aligned",
    epochs=50,
    search=free_search(3.1, loops_per_s=1.6),
    bars=CURSIVE_BARS,
    sketch=Sketch(speed_px_s=36.0, seconds=2.4, pull=0.4),
)

EIGHTS = HandRecord(
    name="eights",
    title="Eights",
    sentence="Turns left, then right, and lets neither of them win.",
    generator=rhythms.EIGHTS,
    loop=LOOP._replace(floor_speed_px=2.6, pull=0.045, size_max=2.0),
    turning="aligned",
    epochs=50,
    search=None,
    bars=EIGHTS_BARS,
    sketch=Sketch(speed_px_s=32.0, seconds=3.0, pull=0.3),
)

COIL = HandRecord(
    name="coil",
    title="Coil",
    sentence="Winds a tight spring and never runs out of wire.",
    generator=rhythms.COIL,
    loop=LOOP._replace(floor_speed_px=3.0),
    turning="random rotation",
    epochs=50,
    search=None,
    bars=COIL_BARS,
    sketch=Sketch(speed_px_s=40.0, seconds=2.4, pull=0.35),
)

HANDS: dict[str, HandRecord] = {hand.name: hand for hand in (LOOPS, WAVES, ZIGZAG, CURSIVE, EIGHTS, COIL)}
