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
