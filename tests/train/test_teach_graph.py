"""The graph of one learning step against torch: its gradient, its clipping, its Adam, and what it takes windows for."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch
from torch import Tensor, nn

from curlicue_hands.card_check import WEIGHT_SHAPES
from tests.shipped import shipped_card
from trainer.data import with_time
from trainer.net import Net, card_weights
from trainer.net_graph import WEIGHTS
from trainer.teach_graph import SETTINGS, WINDOW, teach_graph
from trainer.teacher import CLIP, lesson_loss

Array = np.ndarray[Any, Any]
IDLE = [*range(2, 24, 3), *range(1200, 1208), 1210]  # what hears time, and what says it
RATE = 0.01
LARGEST_MISS = 1e-5  # of a weight, after 100 steps


@cache
def session() -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what a test expects to fail need not be told
    return onnxruntime.InferenceSession(teach_graph(), options, providers=["CPUExecutionProvider"])


@dataclass(frozen=True)
class Lesson:
    """What a step is fed besides weights."""

    length: int
    line: Array  # (N, 2)
    noise: Array  # (M, 2)
    windows: Array  # (B, 7)


def lesson(length: int, batch: int, seed: int) -> Lesson:
    """A wavering circle, cut, turned, sized and noised at random; half of the windows hear themselves for a while."""
    rng = np.random.default_rng(seed)
    angle = np.cumsum(0.12 + 0.05 * rng.standard_normal(400))
    line = np.stack([np.cos(angle), np.sin(angle)], 1) * (0.8 + 0.1 * rng.standard_normal((400, 1)))
    window = {
        "at": rng.integers(0, 400 - length, batch),
        "turn": rng.uniform(-math.pi, math.pi, batch),
        "size": np.exp(0.15 * rng.standard_normal(batch)),
        "noise_at": rng.integers(0, 500 - length + 1, batch),
        "noise_size": 0.1 * rng.random(batch),
        "own_from": rng.integers(2, length, batch),
        "own_steps": rng.integers(0, 2, batch) * rng.integers(1, length, batch),
    }
    windows = np.stack([window[name] for name in WINDOW], 1)
    return Lesson(length, single(line), single(rng.standard_normal((500, 2))), single(windows))


def single(values: Any) -> Array:
    return np.asarray(values, np.float32)


def untrained() -> Net:
    torch.manual_seed(5)
    return Net()


def flat(net: Net) -> Array:
    return single(torch.cat([weight.detach().reshape(-1) for weight in net.parameters()]))


def fed(w: Array, m: Array, v: Array, step: int, rate: float, given: Lesson) -> dict[str, Array]:
    assert SETTINGS == ("step", "rate", "length")
    settings = single([step, rate, given.length])
    return {
        "w": w,
        "m": m,
        "v": v,
        "settings": settings,
        **{k: getattr(given, k) for k in ("line", "noise", "windows")},
    }


def torch_loss(net: Net, given: Lesson) -> Tensor:
    """The trainer's own, whose gradient autograd finds."""
    line, noise, windows = (torch.tensor(values) for values in (given.line, given.noise, given.windows))
    return lesson_loss(net, line, noise, windows, given.length)


def test_the_weights_come_in_the_order_of_the_card() -> None:
    shapes = {name: np.asarray(values).shape for name, values in card_weights(untrained()).items()}
    assert list(shapes.items()) == list(WEIGHT_SHAPES.items())
    assert sum(math.prod(shape) for shape in shapes.values()) == WEIGHTS


@pytest.mark.parametrize(("length", "batch", "rate"), [(32, 32, RATE), (48, 8, RATE), (13, 3, 0.003)])
def test_a_hundred_steps_are_torchs(length: int, batch: int, rate: float) -> None:
    net = untrained()
    with torch.no_grad():
        net.output.bias[:2] += 0.7  # so far off that the first gradients are clipped
    adam = torch.optim.Adam(net.parameters(), lr=rate)
    start = flat(net)
    w, m, v = start, np.zeros_like(start), np.zeros_like(start)
    clipped = 0
    for step in range(1, 101):
        given = lesson(length, batch, seed=step)
        loss = torch_loss(net, given)
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        clipped += nn.utils.clip_grad_norm_(net.parameters(), CLIP).item() > CLIP
        adam.step()
        w, m, v, ours, _ = session().run(None, fed(w, m, v, step, rate, given))
        assert ours == pytest.approx(loss.item(), rel=1e-4)
    assert 0 < clipped < 100  # both sides of the clip are seen
    assert np.abs(w - flat(net)).max() <= LARGEST_MISS
    assert np.abs(w - start).max() > 10 * rate
    assert w[IDLE].tobytes() == start[IDLE].tobytes()
    assert np.count_nonzero(w == start) == len(IDLE)


def test_a_rate_of_0_changes_no_weight_and_gives_the_ends_of_the_windows() -> None:
    shipped = {name: torch.tensor(values) for name, values in shipped_card()["weights"].items()}
    net = untrained()
    with torch.no_grad():
        for weight, values in zip(net.parameters(), shipped.values(), strict=True):
            weight.copy_(values)
    given = lesson(32, 5, seed=1)
    given.windows[:, WINDOW.index("noise_size")] = given.windows[:, WINDOW.index("own_steps")] = 0
    w = flat(net)
    new_w, _, _, _, ends = session().run(None, fed(w, 0 * w, 0 * w, 1, 0.0, given))
    assert new_w.tobytes() == w.tobytes()
    for end, (at, turn, size, *_) in zip(ends, given.windows.tolist(), strict=True):
        moves = torch.tensor(given.line[int(at) : int(at) + 32] * size)
        turned = moves @ torch.tensor([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
        y, (h, c) = net(with_time(turned)[None])
        wanted = torch.cat([y[0, -1], h.reshape(-1), c.reshape(-1)])
        assert np.abs(end - wanted.detach().numpy()).max() < 1e-5


def test_a_gradient_of_nothing_moves_nothing() -> None:
    w = np.zeros(WEIGHTS, np.float32)  # it says what it hears, and nothing moves: no miss, and no gradient
    given = lesson(16, 2, seed=1)
    still = replace(given, line=0 * given.line, noise=0 * given.noise)
    new_w, new_m, new_v, loss, _ = session().run(None, fed(w, w, w, 1, RATE, still))
    assert not new_w.any() and not new_m.any() and not new_v.any()  # noqa: PT018  # one thing
    assert loss == 0.0


def test_a_line_that_is_no_number_is_told_by_the_loss() -> None:
    w = flat(untrained())
    given = lesson(32, 4, seed=1)
    given.line[:] = np.nan
    new_w, _, _, loss, _ = session().run(None, fed(w, 0 * w, 0 * w, 1, RATE, given))
    assert math.isnan(loss)
    assert np.isnan(new_w).any()


@pytest.mark.parametrize(("column", "value"), [("at", 400 - 32), ("noise_at", 500 - 32 + 1)])
def test_a_window_beyond_the_end_is_refused(column: str, value: int) -> None:
    w = flat(untrained())
    given = lesson(32, 4, seed=1)
    given.windows[2, WINDOW.index(column)] = value
    with pytest.raises(Exception, match="out of"):  # the runtime's own kind
        session().run(None, fed(w, 0 * w, 0 * w, 1, RATE, given))


def test_it_is_small_and_always_the_same() -> None:
    assert teach_graph() == teach_graph()
    assert len(teach_graph()) < 18_000
