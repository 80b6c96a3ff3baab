from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest
import torch
from torch import Tensor

from trainer import training
from trainer.baselines import (
    all_baselines,
    baseline_errors,
    constant_curvature,
    fit_autoregression,
    last_delta,
    smoothed_twice,
)
from trainer.config import TrainConfig
from trainer.data import noisy, rotated, shown, windows_of, windows_over, with_time
from trainer.dataset import Dataset, generated
from trainer.hands import LOOPS, WAVES
from trainer.net import Net, card_weights, round_weights
from trainer.strokes import SHORT_EACH
from trainer.training import DivergedError, Progress, evaluate, prediction_loss, train, with_own_output

CONFIG = TrainConfig(stroke_count=12, held_out_count=6, batch=32)


@cache
def few_strokes() -> Dataset:
    return generated(LOOPS, CONFIG)


def circles(count: int = 8, steps: int = 40) -> Tensor:
    """Even circles of several tempos, (count, steps, 2)."""
    step = torch.arange(steps)
    angle = torch.linspace(0.05, 0.2, count)[:, None] * step
    return torch.stack([torch.cos(angle), torch.sin(angle)], dim=-1)


def only(windows: Tensor) -> Dataset:
    """A data set of nothing but these windows."""
    return replace(few_strokes(), training=windows, held_out=windows, known=None)


def generator(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_the_net_has_1211_parameters_and_a_residual_output() -> None:
    net = Net()
    assert sum(weight.numel() for weight in net.parameters()) == 1211
    for weight in net.parameters():
        weight.data.zero_()
    x = torch.randn(2, 5, 3)
    assert torch.equal(net(x)[0], x)


def test_the_forget_gates_start_open() -> None:
    torch.manual_seed(0)
    assert all(getattr(Net().lstm, f"bias_ih_l{layer}")[8:16].mean() > 0.7 for layer in (0, 1))


def test_rounded_weights_are_the_cards_numbers() -> None:
    net = Net()
    round_weights(net)
    card = card_weights(net)
    assert card["input.weight"] == [[round(w, 5) for w in row] for row in net.input.weight.tolist()]
    again = card_weights(net)
    round_weights(net)
    assert card_weights(net) == again
    assert [list(torch.tensor(values).shape) for values in card.values()][:3] == [[8, 3], [8], [32, 8]]


def test_rotation_keeps_lengths_and_turns_every_window_by_its_own_angle() -> None:
    windows = circles()
    turned = rotated(windows, generator())
    assert torch.allclose(turned.norm(dim=-1), windows.norm(dim=-1), atol=1e-5)
    angles = torch.atan2(turned[:, 0, 1], turned[:, 0, 0])
    assert angles.std() > 0.5


def test_noise_is_on_the_movement_only_and_varies_between_windows() -> None:
    x = torch.zeros(400, 30, 3)
    heard = noisy(x, 0.1, generator())
    assert torch.equal(heard[..., 2], x[..., 2])
    spread = heard[..., :2].std(dim=(1, 2))
    assert spread.min() < 0.01
    assert 0.08 < spread.max() < 0.13


def test_own_output_replaces_spans_and_nothing_before_step_8() -> None:
    torch.manual_seed(1)
    net, x = Net(), with_time(circles(64))
    assert torch.equal(with_own_output(net, x, 0.0, generator()), x)
    heard = with_own_output(net, x, 1.0, generator())
    changed = (heard != x).any(dim=-1)
    assert not changed[:, :8].any()
    assert changed.any(dim=1).float().mean() > 0.95
    own = net(x)[0][:, :-1]
    assert torch.allclose(heard[:, 1:][changed[:, 1:]], own[changed[:, 1:]], atol=1e-6)
    for row in changed:
        steps = row.nonzero()[:, 0]
        assert len(steps) == steps[-1] - steps[0] + 1  # one span


def test_the_loss_starts_at_step_4_and_ignores_time() -> None:
    y, target = torch.zeros(1, 8, 3), torch.zeros(1, 8, 3)
    y[0, :4] = 9.0
    y[..., 2] = 9.0
    assert prediction_loss(y, target) == 0.0
    y[0, 4, 0] = 2.0
    assert prediction_loss(y, target) == pytest.approx(4.0 / 8.0)


def test_what_is_not_known_is_not_judged() -> None:
    y, target = torch.zeros(2, 8, 3), torch.zeros(2, 8, 3)
    y[0, 5, 1], y[1, 6, 0] = 2.0, 9.0
    known = torch.ones(2, 8, dtype=torch.bool)
    assert prediction_loss(y, target, known) == pytest.approx(prediction_loss(y, target).item())
    known[1, 6:] = False
    assert prediction_loss(y, target, known) == pytest.approx(4.0 / (2 * (4 + 2)))


def test_windows_reach_the_end_of_every_stroke_and_short_ones_are_filled_up() -> None:
    strokes = [[(float(k), float(stroke)) for k in range(length)] for stroke, length in enumerate((40, 17, 9, 16))]
    windows, known = windows_over(strokes, 16, 8)
    starts = [(int(window[0, 1]), int(window[0, 0])) for window in windows]
    assert starts == [(0, 0), (0, 8), (0, 16), (0, 23), (1, 0), (2, 0), (3, 0)]
    assert known.sum(dim=1).tolist() == [16, 16, 16, 16, 16, 8, 15]
    for (stroke, start), window, judged in zip(starts, windows, known, strict=True):
        length = int(judged.sum()) + 1
        assert judged.tolist() == [k < length - 1 for k in range(16)]
        assert window[:length].tolist() == [list(move) for move in strokes[stroke][start : start + length]]
        assert (window[length:] == 0.0).all()


def test_short_strokes_teach_up_to_their_ends_and_no_further() -> None:
    data = few_strokes()
    assert data.known is not None
    assert data.known.shape == (len(data.training), 64)
    assert not data.known.all()
    assert data.known[:120].all()  # of the long strokes
    assert len(data.strokes) == 12 + 12 * SHORT_EACH
    filled = only(torch.where(beyond(data)[..., None], torch.tensor(7.0), data.training))
    once, again = (
        train(replace(these, known=data.known), LOOPS, 1, replace(CONFIG, epochs=2, noise=0.0), lambda _: None)
        for these in (data, filled)
    )
    assert once.history[0].train_loss == pytest.approx(again.history[0].train_loss)
    judged = sum(example.shape[0] * (example.shape[1] - 1) for example in data.examples)
    assert judged == data.known.sum()
    assert sum(len(example) for example in data.examples) == len(data.training)
    assert all((example[:, -1] != 0.0).any() for example in data.examples)


def beyond(data: Dataset) -> Tensor:
    """Which movements of the training windows no stroke had, (windows, time + 1)."""
    assert data.known is not None
    return torch.cat([torch.zeros(len(data.known), 1, dtype=torch.bool), ~data.known], dim=1)


def test_windows_are_shown_as_the_record_says() -> None:
    windows = circles(400)
    assert shown(windows, "aligned", generator()) is windows
    turned_only = shown(windows, "random rotation", generator())
    assert torch.equal(turned_only, rotated(windows, generator()))
    ways = [
        (seen[:, 0, 0] * seen[:, 1, 1] - seen[:, 0, 1] * seen[:, 1, 0]) > 0
        for seen in (turned_only, shown(windows, "random rotation and mirror", generator()))
    ]
    assert ways[0].all()
    assert 140 < ways[1].sum() < 260


def test_windows_of_strokes_too_short_for_one_are_none() -> None:
    assert windows_of([[(1.0, 0.0)] * 10], 64, 32, "random rotation").shape == (0, 65, 2)


def test_aligned_windows_point_along_x() -> None:
    moves = [[(math.cos(a / 9), math.sin(a / 9)) for a in range(30)]]
    windows = windows_of(moves, 16, 4, "aligned")
    net_displacement = windows.sum(dim=1)
    assert torch.allclose(net_displacement[:, 1], torch.zeros(len(windows)), atol=1e-5)
    assert (net_displacement[:, 0] > 0).all()


def test_baselines_foresee_what_they_are_made_for() -> None:
    straight = torch.ones(2, 20, 2)
    assert torch.equal(last_delta(straight), straight)
    even = circles()
    assert torch.allclose(constant_curvature(even)[:, 4:-1], even[:, 5:], atol=1e-5)
    guess = smoothed_twice(even)[:, 4:-1]
    assert torch.allclose(
        torch.atan2(guess[..., 1], guess[..., 0]), torch.atan2(even[:, 5:, 1], even[:, 5:, 0]), atol=1e-5
    )


@pytest.mark.parametrize("turning", ["random rotation", "aligned"])
def test_the_autoregression_finds_the_rule_of_one(turning: str) -> None:
    torch.manual_seed(3)
    moves = torch.randn(50, 30, 2)
    for step in range(4, 30):  # a damped rule that a mixture of four can express
        moves[:, step] = 0.6 * moves[:, step - 1] - 0.3 * moves[:, step - 2] + 0.1 * moves[:, step - 4]
    autoregression = fit_autoregression([moves], turning)  # type: ignore[arg-type]
    assert torch.allclose(autoregression.weights[0::2, 0], torch.tensor([0.6, -0.3, 0.0, 0.1]), atol=1e-3)
    errors = baseline_errors(all_baselines(autoregression), moves)
    assert min(errors, key=lambda name: errors[name]) == "AR(4)"


def test_training_lowers_the_loss_and_is_the_same_twice() -> None:
    data, reports = few_strokes(), list[Progress]()
    first = train(data, LOOPS, 7, replace(CONFIG, epochs=3), reports.append)
    second = train(data, LOOPS, 7, replace(CONFIG, epochs=3), lambda _: None)
    other = train(data, LOOPS, 8, replace(CONFIG, epochs=3), lambda _: None)
    assert [progress.epoch for progress in reports] == [1, 2, 3]
    assert first.history == tuple(reports) == second.history
    assert first.history[-1].held_out_loss < first.history[0].held_out_loss
    assert card_weights(first.net) == card_weights(second.net) != card_weights(other.net)
    assert evaluate(first.net, data.held_out) == pytest.approx(first.history[-1].held_out_loss)


def test_held_out_strokes_are_others_than_the_training_strokes() -> None:
    data = few_strokes()
    assert data.training.shape[1:] == (65, 2)
    assert data.held_out.shape == (60, 65, 2)
    assert not torch.isclose(data.training[0], data.held_out[0]).all()


@pytest.mark.parametrize(("warm_up", "batch"), [(0.0, 4), (0.5, 8), (1.0, 8), (1.0, 4)])
def test_any_share_of_warming_up_can_be_trained_with(warm_up: float, batch: int) -> None:
    config = TrainConfig(warm_up=warm_up, batch=batch, epochs=2)
    windows = circles()  # eight: two epochs of one or two steps
    trained = train(only(windows), WAVES, 1, config, lambda _: None)
    assert len(trained.history) == 2


def test_a_hand_says_how_many_windows_make_a_step_unless_one_asks_for_others() -> None:
    nets = [
        card_weights(train(only(circles()), replace(WAVES, batch=batch), 1, config, lambda _: None).net)
        for batch, config in (
            (4, TrainConfig(epochs=2)),
            (8, TrainConfig(epochs=2)),
            (8, TrainConfig(epochs=2, batch=4)),
        )
    ]
    assert nets[0] == nets[2] != nets[1]


def test_a_loss_that_is_no_number_ends_the_training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "evaluate", lambda *_: math.inf)
    with pytest.raises(DivergedError, match=r"^found a loss that is no number after epoch 1, expected one that falls$"):
        train(only(circles()), WAVES, 1, TrainConfig(), lambda _: None)
