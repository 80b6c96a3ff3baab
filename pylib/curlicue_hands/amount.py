"""How much a hand can be taught by, and how much there is; under MicroPython too, while it is drawn."""

from curlicue.stroke import STEPS_PER_S

STILL_PX = 0.15  # per step of 1/60 s: a finger that is slower rests
LEAST_S = 3.0  # of drawing, to be taught at all
ADVISED_S = 10.0
MOST_S = 600.0  # of a finger on the glass: who draws longer is taught by the first ten minutes
MOST_STROKES = 1000
LONGEST_GAP_S = 0.1  # between two samples of a finger that moves


def moving_s(samples: "list[list[float]]") -> float:
    """Seconds of a stroke in which the finger moved: [kind, x, y, t, pressure] as site/first.js records them.

    Nearly what is left where rests are taken out step by step (curlicue_hands.recorded), for a fraction of the time.
    """
    seconds = 0.0
    for k in range(1, len(samples)):
        before, at = samples[k - 1], samples[k]
        gap = at[3] - before[3]
        if 0.0 < gap <= LONGEST_GAP_S:
            dx, dy = at[1] - before[1], at[2] - before[2]
            if (dx * dx + dy * dy) ** 0.5 >= STILL_PX * STEPS_PER_S * gap:
                seconds += gap
    return seconds
