"""From strokes to tensors: resampled, normalised, cut into windows, rotated and made a little noisy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

import torch
from torch import Tensor

from curlicue.resample import resample_stroke
from curlicue_hands.windows import Delta, aligned, deltas, sliding_windows
from trainer.strokes import Stroke

Turning = Literal["random rotation", "random rotation and mirror", "aligned"]


def movements(stroke: Stroke, scale_px: float) -> list[Delta]:
    """The stroke's movements per 1/60 s, in units of `scale_px`."""
    return deltas(resample_stroke(list(stroke.samples)), scale_px)


def windows_of(moves: Iterable[Sequence[Delta]], length: int, stride: int, turning: Turning) -> Tensor:
    """All windows of all strokes: (windows, length + 1, 2)."""
    cut = [window for stroke in moves for window in sliding_windows(stroke, length, stride)]
    if turning == "aligned":
        cut = [aligned(window) for window in cut]
    return torch.tensor(cut, dtype=torch.float32).reshape(len(cut), length + 1, 2)


def windows_over(moves: Iterable[Sequence[Delta]], length: int, stride: int) -> tuple[Tensor, Tensor]:
    """Windows (windows, length + 1, 2) that reach every stroke's end, and which of their targets are (windows, length).

    The last window of a stroke ends where it ends; a stroke that is too short for one is filled up with zeros.
    """
    cut, known = [], []
    for stroke in moves:
        last = max(0, len(stroke) - (length + 1))
        for start in sorted({*range(0, last + 1, stride), last}):
            window = list(stroke[start : start + length + 1])
            known.append([k < len(window) - 1 for k in range(length)])
            cut.append(window + [(0.0, 0.0)] * (length + 1 - len(window)))
    return torch.tensor(cut, dtype=torch.float32).reshape(len(cut), length + 1, 2), torch.tensor(known)


def shown(windows: Tensor, turning: Turning, generator: torch.Generator) -> Tensor:
    """The windows (windows, time, 2) as a training sees them this time: turned anew, mirrored anew, or as they are."""
    if turning == "aligned":
        return windows
    if turning == "random rotation and mirror":
        mirrored = torch.rand(len(windows), 1, generator=generator) < 0.5
        windows = torch.stack([torch.where(mirrored, -windows[..., 0], windows[..., 0]), windows[..., 1]], dim=-1)
    return rotated(windows, generator)


def rotated(windows: Tensor, generator: torch.Generator) -> Tensor:
    """Every window turned by an angle of its own: (windows, time, 2)."""
    angle = 2.0 * math.pi * torch.rand(len(windows), 1, generator=generator)
    cos, sin = torch.cos(angle), torch.sin(angle)  # (windows, 1)
    dx, dy = windows.unbind(-1)  # (windows, time)
    return torch.stack([cos * dx - sin * dy, sin * dx + cos * dy], dim=-1)


def noisy(x: Tensor, amount: float, generator: torch.Generator) -> Tensor:
    """Inputs with noise on the movement; every window gets its own strength, up to `amount`."""
    strength = amount * torch.rand(len(x), 1, 1, generator=generator)
    noise = strength * torch.randn(*x.shape[:2], 2, generator=generator)
    return x + with_time(noise)


def with_time(moves: Tensor) -> Tensor:
    """(..., 2) -> (..., 3): the time input 60 dt - 1 is zero, because every movement lasts 1/60 s."""
    return torch.cat([moves, torch.zeros_like(moves[..., :1])], dim=-1)
