"""Pointer samples of any rate in, one tick per network step out.

Pointers report 30 to 1,000 times a second, irregularly, and not at all while the finger rests. The network was
trained at exactly 60 steps a second; fed at 90 or 240 Hz it loses its curls. So the finger's path is read by linear
interpolation at fixed times. Ticks depend on the samples alone, never on when they were delivered: a stroke replayed
from its samples gives the ticks it gave live.
"""

from typing import NamedTuple

from curlicue.stroke import STEP_S, Sample, Tick

REST_S = 0.1  # s; a longer silence is a finger at rest (the slowest pointer reports every 33 ms)
SET_OFF_S = 1 / 30  # s; a finger that rested set off this long before the sample that shows it
LATE_S = 0.1  # s; a step back in time up to this is a late sample, a larger one a clock that was set back
LONGEST_GAP_S = 10.0  # s; more than this without a tick was a page asleep, not a patient finger
_EPSILON_S = 1e-9  # a sample exactly on the grid counts, however its time was rounded


class Track(
    NamedTuple(
        "Track",
        [
            ("x", float),  # CSS px, the newest sample
            ("y", float),
            ("pressure", float),
            ("t", float),  # s since the stroke began, the newest sample
            ("ticks", int),  # ticks given out so far; the next one is due at ticks * STEP_S
            ("shift", float),  # s, added to the pointer's clock to give t
        ],
    )
):
    """How far one finger's path has been read."""

    __slots__ = ()


def begin(sample: Sample) -> tuple[Track, list[Tick]]:
    """Start a path: its first sample is tick 0."""
    track = Track(sample.x, sample.y, sample.pressure, 0.0, 1, -sample.t)
    return track, [Tick(sample.x, sample.y, sample.pressure)]


def push(track: Track, sample: Sample) -> tuple[Track, list[Tick]]:
    """Take one more sample and give the ticks that it makes certain (often none, or one)."""
    t = sample.t + track.shift
    shift = track.shift
    if t < track.t:
        if track.t - t <= LATE_S:
            return track, []  # overtaken by what is already drawn
        shift += track.t - t
        t = track.t
    asleep = t - track.ticks * STEP_S - LONGEST_GAP_S
    if asleep > 0:
        shift -= asleep
        t -= asleep
    # Between two samples the finger moved evenly, unless it rested: then it stayed and set off only just now.
    start = track.t if t - track.t <= REST_S else t - SET_OFF_S
    ticks = []
    due = track.ticks
    while due * STEP_S <= t + _EPSILON_S:
        share = (due * STEP_S - start) / (t - start) if t > start else 1.0
        share = max(0.0, min(share, 1.0))
        ticks.append(
            Tick(
                track.x + share * (sample.x - track.x),
                track.y + share * (sample.y - track.y),
                track.pressure + share * (sample.pressure - track.pressure),
            )
        )
        due += 1
    return Track(sample.x, sample.y, sample.pressure, t, due, shift), ticks


def hold(track: Track, now: float) -> tuple[Track, list[Tick]]:
    """Give the ticks of a finger that has been silent so long that it must be resting; ``now`` in s on its clock."""
    certain = now + track.shift - REST_S
    asleep = certain - track.ticks * STEP_S - LONGEST_GAP_S
    shift = track.shift
    if asleep > 0:
        shift -= asleep
        certain -= asleep
    ticks = []
    due = track.ticks
    if certain > track.t:
        while due * STEP_S <= certain:
            ticks.append(Tick(track.x, track.y, track.pressure))
            due += 1
    return Track(track.x, track.y, track.pressure, track.t, due, shift), ticks


def resample_stroke(samples: list[Sample]) -> list[Tick]:
    """All ticks of a whole recorded stroke; none for no samples."""
    if not samples:
        return []
    track, ticks = begin(samples[0])
    for sample in samples[1:]:
        track, more = push(track, sample)
        ticks.extend(more)
    return ticks
