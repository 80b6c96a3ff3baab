"""What a touch screen makes of a smooth movement: its rate, jitter, pixels, coalescing and lost samples.

Plain Python: the trainer passes every generated stroke through it, and so does the simulated finger of the bars.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import NamedTuple

from curlicue.stroke import Sample
from curlicue_finger.motor import Point

PATH_RATE_HZ = 240.0  # the latent movement is given at this rate, points in CSS px
PATH_STEP_S = 1.0 / PATH_RATE_HZ
FRAME_HZ = 60.0  # browsers hand coalesced events to the page once per display frame
NO_PRESSURE = 0.5  # what the Pointer Events standard reports for a device without pressure


class Screen(NamedTuple):
    """One touch screen. `pixel_ratio` is device pixels per CSS px; offsets are CSS px below one device pixel."""

    rate_hz: float
    jitter: float  # standard deviation of the sampling interval, as a share of it
    pixel_ratio: float
    offset_x: float
    offset_y: float
    coalesced: bool  # only the last sample of each display frame arrives, with its own time
    lost: float  # probability that a sample never arrives


def random_screen(rng: random.Random) -> Screen:
    """A screen as phones and tablets have them: 60-240 Hz, one to three device pixels per CSS px."""
    pixel_ratio = rng.choice((1.0, 2.0, 3.0))
    return Screen(
        rate_hz=rng.choice((60.0, 90.0, 120.0, 240.0)),
        jitter=0.08,
        pixel_ratio=pixel_ratio,
        offset_x=rng.random() / pixel_ratio,
        offset_y=rng.random() / pixel_ratio,
        coalesced=rng.random() < 1.0 / 3.0,
        lost=0.004,
    )


class LateScreen(NamedTuple):
    """An older tablet: it reads the pen evenly and stamps the readings when it comes to them. Times in s."""

    period_s: float
    jitter: float  # standard deviation of the sampling interval, as a share of it
    late_s: float  # mean of the time from a reading to its stamp
    offset_x: float  # CSS px below one pixel; pixels are whole CSS px
    offset_y: float


def random_late_screen(rng: random.Random) -> LateScreen:
    """A tablet or a mouse of twenty years ago: a reading every 6 to 16 ms, stamped up to 4 ms late in the mean."""
    return LateScreen(
        period_s=rng.uniform(0.006, 0.016),
        jitter=0.08,
        late_s=rng.uniform(0.0, 0.004),
        offset_x=rng.random(),
        offset_y=rng.random(),
    )


def late_touch(path: Sequence[Point], screen: LateScreen, rng: random.Random) -> list[Sample]:
    """The events a late screen reports of `path`, points in CSS px at `PATH_RATE_HZ`; needs two points or more.

    Stamps are whole ms, each later than the one before; there is no event where no pixel changed.
    """
    if len(path) < 2:
        raise ValueError(f"found a path of {len(path)} points, expected 2 or more: it has no movement to sample")
    end_s = (len(path) - 1) * PATH_STEP_S
    reader = Screen(1.0 / screen.period_s, screen.jitter, 1.0, screen.offset_x, screen.offset_y, False, 0.0)
    samples: list[Sample] = []
    t = 0.0
    while t <= end_s:
        sample = _read(path, t, reader)
        if not samples or (sample.x, sample.y) != (samples[-1].x, samples[-1].y):
            late_s = rng.expovariate(1.0 / screen.late_s) if screen.late_s > 0.0 else 0.0
            stamp_ms = math.floor(1000.0 * (t + late_s))
            if samples:
                stamp_ms = max(stamp_ms, round(1000.0 * samples[-1].t) + 1)
            samples.append(sample._replace(t=stamp_ms / 1000.0))
        t += max(0.1, 1.0 + rng.gauss(0.0, screen.jitter)) * screen.period_s
    return samples


def touch(path: Sequence[Point], screen: Screen, rng: random.Random) -> list[Sample]:
    """The samples a screen reports of `path`, points in CSS px at `PATH_RATE_HZ`; needs two points or more.

    Times are seconds since the first sample; the first sample is never lost.
    """
    if len(path) < 2:
        raise ValueError(f"found a path of {len(path)} points, expected 2 or more: it has no movement to sample")
    end_s = (len(path) - 1) * PATH_STEP_S
    samples: list[Sample] = []
    t = 0.0
    frame = -1  # the display frame of the last sample kept
    while t <= end_s:
        if not samples or rng.random() >= screen.lost:
            sample = _read(path, t, screen)
            this_frame = math.floor(t * FRAME_HZ)
            if screen.coalesced and this_frame == frame and len(samples) > 1:
                samples[-1] = sample
            else:
                samples.append(sample)
            frame = this_frame
        t += max(0.1, 1.0 + rng.gauss(0.0, screen.jitter)) / screen.rate_hz
    return samples


def _read(path: Sequence[Point], t: float, screen: Screen) -> Sample:
    """The reading at time `t`: the path between its points, cut to whole device pixels."""
    place = t * PATH_RATE_HZ
    before = min(int(place), len(path) - 2)
    part = place - before
    (x0, y0), (x1, y1) = path[before], path[before + 1]
    return Sample(
        x=_to_pixel(x0 + part * (x1 - x0), screen.offset_x, screen.pixel_ratio),
        y=_to_pixel(y0 + part * (y1 - y0), screen.offset_y, screen.pixel_ratio),
        t=t,
        pressure=NO_PRESSURE,
    )


def _to_pixel(value: float, offset: float, pixel_ratio: float) -> float:
    return math.floor((value + offset) * pixel_ratio) / pixel_ratio
