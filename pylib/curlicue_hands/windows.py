"""Cutting strokes into training windows: the data set of a next-movement model, without labels.

Plain Python: the trainer turns the windows into tensors, the page can do the same with its own strokes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from curlicue.stroke import Tick

Delta = tuple[float, float]  # one movement of 1/60 s; CSS px, or units of `scale_px` once normalised


def deltas(ticks: Sequence[Tick], scale_px: float = 1.0) -> list[Delta]:
    """Movements between resampled finger positions, in units of `scale_px`: one fewer than ticks."""
    return [((b.x - a.x) / scale_px, (b.y - a.y) / scale_px) for a, b in zip(ticks, ticks[1:], strict=False)]


def sliding_windows(movements: Sequence[Delta], length: int, stride: int) -> list[list[Delta]]:
    """Windows of `length` + 1 movements, `stride` apart: each gives `length` inputs and, one later, their targets.

    A stroke that is too short gives no window.
    """
    last_start = len(movements) - (length + 1)
    return [list(movements[start : start + length + 1]) for start in range(0, last_start + 1, stride)]


def turned(window: Sequence[Delta], angle: float) -> list[Delta]:
    """The window rotated by `angle` (radians, from +x towards +y, so clockwise on a screen)."""
    cos, sin = math.cos(angle), math.sin(angle)
    return [(cos * dx - sin * dy, sin * dx + cos * dy) for dx, dy in window]


def aligned(window: Sequence[Delta]) -> list[Delta]:
    """The window turned so that its net displacement points to +x; one that ends where it began stays."""
    net_x = math.fsum(dx for dx, _ in window)
    net_y = math.fsum(dy for _, dy in window)
    return turned(window, -math.atan2(net_y, net_x))


def mirrored(window: Sequence[Delta]) -> list[Delta]:
    """The window seen in a mirror (x -> -x): loops that turned one way turn the other way."""
    return [(-dx, dy) for dx, dy in window]
