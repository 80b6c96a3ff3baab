"""What a cell follows, measured while one draws: correlation over the last seconds, not a guess.

Pearson's r between every state (16 h, 16 c) and what it might follow: the network's own input (along the drag,
across it, its speed, its signed turning) and the pen's movement on the screen. There the best direction in the plane
is found in closed form: r^2 is largest along the regression direction, and is then the squared multiple correlation.

Moments are summed in blocks, and the last blocks make the window: exact, and cheap enough for every step.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from math import atan2, hypot, pi, sqrt
from typing import NamedTuple

FEATURES = ("along", "across", "speed", "turning", "screen x", "screen y")
BLOCK_STEPS = 30
WINDOW_BLOCKS = 20  # with BLOCK_STEPS: the last 10 s
LEAST_STEPS = 60  # before a second has been drawn nothing is said
LEAST_DEVIATION = 1e-3  # of a state whose values stay within -1..1: less is standing still
NAMED_FROM = 0.6  # |r| from which on a cell is named after what it follows


class Features(NamedTuple):
    """What one step offers to be followed."""

    along: float  # network units: the input along the drag
    across: float  # the input across it
    speed: float  # the input's length
    turning: float  # radians, signed: the angle between this input and the one before
    screen_x: float  # CSS px per step: the pen's movement on the screen
    screen_y: float


class Follows(NamedTuple):
    """What a state follows, and how closely."""

    name: str  # one of FEATURES' first four, or "screen"
    r: float  # -1..1; for "screen" 0..1
    angle: float | None  # for "screen": direction in radians, y down, 0 to the right; else None


def features(x: float, y: float, before: tuple[float, float], screen: tuple[float, float]) -> Features:
    """Features of a step from its input (x, y), the input before, and the pen's movement."""
    cross = before[0] * y - before[1] * x
    dot = before[0] * x + before[1] * y
    turning = atan2(cross, dot) if cross or dot else 0.0
    return Features(x, y, hypot(x, y), turning, screen[0], screen[1])


class Moments:
    """Sums over some steps, from which every correlation of that stretch follows."""

    def __init__(self, states: int) -> None:
        width = len(FEATURES)
        self.steps = 0
        self.f = [0.0] * width  # sum of each feature
        self.ff = [0.0] * width  # of its square
        self.xy = 0.0  # of screen x times screen y
        self.s = [0.0] * states  # of each state
        self.ss = [0.0] * states
        self.fs = [[0.0] * states for _ in range(width)]  # of feature times state

    def add(self, of: Sequence[float], states: Sequence[float]) -> None:
        """One more step."""
        self.steps += 1
        self.xy += of[4] * of[5]
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
        n = self.steps
        if not n:
            return 0.0
        spread_f = self.ff[feature] / n - (self.f[feature] / n) ** 2
        spread_s = self.ss[state] / n - (self.s[state] / n) ** 2
        if spread_f <= 1e-12 or spread_s <= LEAST_DEVIATION**2:
            return 0.0
        together = self.fs[feature][state] / n - self.f[feature] * self.s[state] / (n * n)
        return max(-1.0, min(1.0, together / sqrt(spread_f * spread_s)))

    def screen(self, state: int) -> tuple[float, float]:
        """The direction on the screen that a state follows best: (r 0..1, angle in radians)."""
        n = self.steps
        if not n:
            return 0.0, 0.0
        xx = self.ff[4] / n - (self.f[4] / n) ** 2
        yy = self.ff[5] / n - (self.f[5] / n) ** 2
        xy = self.xy / n - self.f[4] * self.f[5] / (n * n)
        ss = self.ss[state] / n - (self.s[state] / n) ** 2
        xs = self.fs[4][state] / n - self.f[4] * self.s[state] / (n * n)
        ys = self.fs[5][state] / n - self.f[5] * self.s[state] / (n * n)
        area = xx * yy - xy * xy
        if ss <= LEAST_DEVIATION**2 or area <= 1e-9 * (xx + yy) ** 2 or xx + yy <= 1e-9:
            return 0.0, 0.0
        towards_x = (yy * xs - xy * ys) / area  # the regression's slopes
        towards_y = (xx * ys - xy * xs) / area
        explained = (towards_x * xs + towards_y * ys) / ss
        return sqrt(max(0.0, min(1.0, explained))), atan2(towards_y, towards_x)

    def follows(self, state: int) -> Follows | None:
        """What a state follows most closely; None where nothing reaches NAMED_FROM."""
        found = [Follows(FEATURES[k], self.r(k, state), None) for k in range(4)]
        r, angle = self.screen(state)
        found.append(Follows("screen", r, angle))
        best = max(found, key=lambda each: abs(each.r))
        return best if self.steps >= LEAST_STEPS and abs(best.r) >= NAMED_FROM else None

    def moves(self, state: int) -> bool:
        """False for a state that hardly changes."""
        n = max(1, self.steps)
        return self.ss[state] / n - (self.s[state] / n) ** 2 > LEAST_DEVIATION**2


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


def compass(angle: float) -> str:
    """A direction on the screen in words: right, down-right, down, ..."""
    words = ("right", "down-right", "down", "down-left", "left", "up-left", "up", "up-right")
    return words[round(angle / (pi / 4)) % 8]
