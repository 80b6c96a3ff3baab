"""The simple rule of a taught hand: its next movement as a fixed mixture of its last four, by least squares.

As `trainer.baselines.fit_autoregression` fits it: where strokes come in every direction x and y share four numbers,
where they travel all 8 x 2 are free. A trace of ridge, for four movements of an even circle are not independent; ten
times the noise of the windows as ridge made no rule that was better at them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from operator import mul

from curlicue_teach.batches import FIRST_JUDGED_STEP, WINDOW, Window

ORDER = 4  # movements that it looks back on
RIDGE = 1e-6  # of the mean square of a movement
DECIMALS = 6

Row = list[float]


def fit_rule(line: Sequence[complex], closed: bool) -> list[list[float]]:
    """8 rows (x and y of the newest movement, of the one before, ...) of what they share in x and y."""
    x, y = [v.real for v in line], [v.imag for v in line]
    if closed:
        cases = [_lags(x), _lags(y)]
        columns = [list(chain(*both)) for both in zip(*cases, strict=True)]
        shared = _least_squares(columns, [_later(x) + _later(y)])[0]
        return [[value, 0.0] if axis == 0 else [0.0, value] for value in shared for axis in (0, 1)]
    past = list(chain(*zip(_lags(x), _lags(y), strict=True)))
    for_x, for_y = _least_squares(past, [_later(x), _later(y)])
    return [list(pair) for pair in zip(for_x, for_y, strict=True)]


def examine(
    rule: Sequence[Sequence[float]],
    line: Sequence[complex],
    noise: Sequence[tuple[float, float]],
    windows: Sequence[Window],
) -> float:
    """What the rule misses by in windows of a line, both in the net's units: a mean square over x and y.

    As the graph that trains reckons the loss of a net: with each window's turn, size and noise, and with the rule's own
    answers instead of the line where the net would hear its own.
    """
    missed = [each for window in windows for each in _misses(rule, line, noise, window)[FIRST_JUDGED_STEP:]]
    return math.fsum(abs(each) ** 2 for each in missed) / len(missed) / 2.0


def _misses(
    rule: Sequence[Sequence[float]], line: Sequence[complex], noise: Sequence[tuple[float, float]], window: Window
) -> list[complex]:
    """How far each answer is from the movement that came."""
    turned = window.size * complex(math.cos(window.turn), math.sin(window.turn))
    last = [0j] * ORDER  # the newest first
    answer = 0j
    missed = []
    for k in range(WINDOW):
        if not window.own_from <= k < window.own_from + window.own_steps:
            answer = line[window.at + k] * turned + window.noise_size * complex(*noise[window.noise_at + k])
        last = [answer, *last[:-1]]
        past = [value for v in last for value in (v.real, v.imag)]
        answer = complex(*(sum(map(mul, past, column)) for column in zip(*rule, strict=True)))
        missed.append(line[window.at + k + 1] * turned - answer)
    return missed


def _later(values: Row) -> Row:
    return values[ORDER:]


def _lags(values: Row) -> list[Row]:
    """The newest movement of each case, the one before, ...: four columns."""
    return [values[ORDER - 1 - k : len(values) - 1 - k] for k in range(ORDER)]


def _least_squares(columns: list[Row], targets: list[Row]) -> list[Row]:
    """For each target the weights of the columns whose sum is nearest to it."""
    square = [[sum(map(mul, a, b)) for b in columns] for a in columns]
    ridge = RIDGE * max(1e-9, sum(square[k][k] for k in range(len(columns))) / len(columns))
    for k in range(len(columns)):
        square[k][k] += ridge
    right = [[sum(map(mul, a, target)) for target in targets] for a in columns]
    solved = _solve([row + more for row, more in zip(square, right, strict=True)])
    return [[round(row[k], DECIMALS) for row in solved] for k in range(len(targets))]


def _solve(rows: list[Row]) -> list[Row]:
    """Gauss and Jordan, with pivots: rows of a square matrix, each followed by its right sides, which come back."""
    size = len(rows)
    for k in range(size):
        pivot = max(range(k, size), key=lambda at: abs(rows[at][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        scale = rows[k][k]
        rows[k] = [value / scale for value in rows[k]]
        for at in range(size):
            factor = rows[at][k]
            if at != k and factor:
                rows[at] = [a - factor * b for a, b in zip(rows[at], rows[k], strict=True)]
    return [row[size:] for row in rows]
