"""What a cell follows, measured while one draws: correlation over the last seconds, not a guess.

Pearson's r between every state (h of 16 cells; the trainer adds c) and what it might follow in the movement that the
network hears: its direction as seen from the way of the drag, its speed, its signed turning. Nothing of the screen:
the movement reaches the network turned into the drag's frame, so up and down are not there to be followed.

Every candidate is one number a step, and one of a fixed list: a direction that is fitted has two slopes, and would
beat speed and turning by that alone. Eight directions, 45 degrees apart, are four candidates with two ends each: in
round movement the best of them has at least cos(22.5 degrees), .92, of the fitted direction's r.

Moments are summed in blocks, and the last blocks make the window: exact, and cheap enough for every step.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

DIRECTIONS = ("ahead", "ahead right", "right", "back right", "back", "back left", "left", "ahead left")
SPEEDS = ("fast", "slow")
TURNS = ("turning right", "turning left")
FOLLOWED = (*DIRECTIONS, *SPEEDS, *TURNS)  # all that there are names for
QUIET = "quiet"  # in place of one, of a state that hardly changes
UNNAMED = "unnamed"  # of one that follows nothing closely enough
UNKNOWN = ""  # of one that nothing is known of yet
BLOCK_STEPS = 30
WINDOW_BLOCKS = 20  # with BLOCK_STEPS: the last 10 s
LEAST_STEPS = 60  # before a second has been drawn nothing is said
LEAST_DEVIATION = 1e-3  # of a state whose values stay within -1..1: less is standing still
NAMED_FROM = 0.6  # r from which on a cell is named after what it follows
AHEAD, RIGHT, SPEED, TURNING = range(4)  # places in Features


class Features(NamedTuple):
    """What one step offers to be followed: of the movement that the network hears, seen along the drag."""

    ahead: float  # network units
    right: float  # network units; + is right of the drag's way, for y points down
    speed: float  # network units: the movement's length
    turning: float  # radians from the movement before to this one; + is to the right


class Follows(NamedTuple):
    """What a state follows, and how closely."""

    name: str  # one of FOLLOWED
    r: float  # 0..1: who follows the opposite has its name


def features(x: float, y: float, before: tuple[float, float]) -> Features:
    """Features of a step from its input (x, y) and the input before."""
    cross = before[0] * y - before[1] * x
    dot = before[0] * x + before[1] * y
    return Features(x, y, hypot(x, y), atan2(cross, dot) if cross or dot else 0.0)


class Moments:
    """Sums over some steps, from which every correlation of that stretch follows."""

    def __init__(self, states: int) -> None:
        width = len(Features._fields)
        self.steps = 0
        self.f = [0.0] * width  # sum of each feature
        self.ff = [0.0] * width  # of its square
        self.xy = 0.0  # of ahead times right
        self.s = [0.0] * states  # of each state
        self.ss = [0.0] * states
        self.fs = [[0.0] * states for _ in range(width)]  # of feature times state

    def add(self, of: Sequence[float], states: Sequence[float]) -> None:
        """One more step."""
        self.steps += 1
        self.xy += of[AHEAD] * of[RIGHT]
        s, ss = self.s, self.ss
        for k, value in enumerate(states):
            s[k] += value
            ss[k] += value * value
        for number, feature in enumerate(of):
            self.f[number] += feature
            self.ff[number] += feature * feature
            row = self.fs[number]
            for k, value in enumerate(states):
                row[k] += feature * value

    def include(self, other: "Moments") -> None:
        """The sums of another stretch as well."""
        self.steps += other.steps
        self.xy += other.xy
        for mine, theirs in (
            (self.f, other.f),
            (self.ff, other.ff),
            (self.s, other.s),
            (self.ss, other.ss),
            *zip(self.fs, other.fs, strict=True),
        ):
            for k, value in enumerate(theirs):
                mine[k] += value

    def r(self, feature: int, state: int) -> float:
        """Pearson's r of a feature and a state; 0 where either stands still."""
        return self._r(self._spread(feature), self._together(feature, state), state)

    def towards(self, angle: float, state: int) -> float:
        """The same for the movement in a direction: radians from ahead (0) to the right (pi/2)."""
        a, b = cos(angle), sin(angle)
        n = max(1, self.steps)
        xy = self.xy / n - self.f[AHEAD] * self.f[RIGHT] / (n * n)
        spread = a * a * self._spread(AHEAD) + b * b * self._spread(RIGHT) + 2.0 * a * b * xy
        return self._r(spread, a * self._together(AHEAD, state) + b * self._together(RIGHT, state), state)

    def follows(self, state: int) -> Follows | None:
        """What a state follows most closely; None where nothing reaches NAMED_FROM."""
        half = len(DIRECTIONS) // 2
        axes = zip(DIRECTIONS[:half], DIRECTIONS[half:], strict=True)
        found = [_follows(names, self.towards(k * pi / half, state)) for k, names in enumerate(axes)]
        found.append(_follows(SPEEDS, self.r(SPEED, state)))
        found.append(_follows(TURNS, self.r(TURNING, state)))
        best = max(found, key=lambda each: each.r)
        return best if self.steps >= LEAST_STEPS and best.r >= NAMED_FROM else None

    def moves(self, state: int) -> bool:
        """False for a state that hardly changes."""
        return self._spread_of_state(state) > LEAST_DEVIATION**2

    def _spread(self, feature: int) -> float:
        """The variance of a feature."""
        n = max(1, self.steps)
        return self.ff[feature] / n - (self.f[feature] / n) ** 2

    def _spread_of_state(self, state: int) -> float:
        n = max(1, self.steps)
        return self.ss[state] / n - (self.s[state] / n) ** 2

    def _together(self, feature: int, state: int) -> float:
        """The covariance of a feature and a state."""
        n = max(1, self.steps)
        return self.fs[feature][state] / n - self.f[feature] * self.s[state] / (n * n)

    def _r(self, spread: float, together: float, state: int) -> float:
        if spread <= 1e-12 or not self.moves(state):
            return 0.0
        return max(-1.0, min(1.0, together / sqrt(spread * self._spread_of_state(state))))


def _follows(names: tuple[str, str], r: float) -> Follows:
    """The first name where r is positive, the opposite's where it is not."""
    return Follows(names[r < 0.0], abs(r))


class RunningCorrelation:
    """The moments of the last WINDOW_BLOCKS blocks."""

    def __init__(self, states: int) -> None:
        self._states = states
        self._blocks: deque[Moments] = deque([Moments(states)], maxlen=WINDOW_BLOCKS)

    def add(self, of: Sequence[float], states: Sequence[float]) -> None:
        """One more step."""
        if self._blocks[-1].steps == BLOCK_STEPS:
            self._blocks.append(Moments(self._states))
        self._blocks[-1].add(of, states)

    def moments(self) -> Moments:
        """The sums over the window."""
        return total(self._states, self._blocks)


def total(states: int, parts: Iterable[Moments]) -> Moments:
    """The sums of several stretches."""
    whole = Moments(states)
    for part in parts:
        whole.include(part)
    return whole
