"""The second phase: what it teaches, that it does, and that it leaves alone what it has nothing to teach."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest
import torch
from torch import Tensor

from curlicue_study.measures import measure
from trainer import closed_loop
from trainer.closed_loop import alone_loss, go_on_alone, lesson
from trainer.config import CLOSED_LOOP, TrainConfig
from trainer.course import train_hand
from trainer.dataset import Dataset, Figure, figure_of, generated
from trainer.hands import HANDS, LOOPS, WAVES
from trainer.net import Net, card_weights
from trainer.training import AloneProgress, DivergedError, Progress, Snapshot, Trained

CONFIG = TrainConfig(stroke_count=12, held_out_count=6, batch=32, epochs=2, closed_loop_steps=25)
UNBLURRED = replace(CLOSED_LOOP, input_noise=0.0, noise=0.0, finger_share=0.0)


@cache
def few_strokes() -> Dataset:
    return generated(LOOPS, CONFIG)


def figure() -> Figure:
    found = figure_of(LOOPS)
    assert found is not None
    return found


def untrained() -> Trained:
    torch.manual_seed(1)
    return Trained(Net(), (), 0.0)


def generator(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def lengths(moves: Tensor) -> Tensor:
    return moves.square().sum(dim=-1).sqrt()


@pytest.mark.parametrize("name", HANDS)
def test_every_hand_has_a_figure_that_its_bars_would_like(name: str) -> None:
    hand = HANDS[name]
    found = figure_of(hand)
    assert found is not None
    assert len(found.moves) > CLOSED_LOOP.driven_steps + CLOSED_LOOP.free_steps
    place, places = [0.0, 0.0], [(0.0, 0.0)]
    for dx, dy in (hand.loop.scale_px * found.moves).tolist():
        place = [place[0] + dx, place[1] + dy]
        places.append((place[0], place[1]))
    drawn = measure(places, [(0.0, 0.0)] * len(places))
    if hand.turning == "aligned":
        assert abs(places[-1][1]) < 1e-3 * places[-1][0]  # leads to +x
    for bar in hand.bars:
        if bar.figure in {"drag: loops/s, median", "drag: flips/s, median", "drag: frequency Hz, median"}:
            field = {"loops/s": "loops_per_s", "flips/s": "flips_per_s", "frequency Hz": "frequency_hz"}
            assert bar.holds({bar.figure: getattr(drawn, field[bar.figure[6:].partition(",")[0]])}), bar


def test_a_lesson_goes_on_where_its_driving_ends_and_comes_back_to_size() -> None:
    taught = lesson(figure(), "random rotation", generator(), UNBLURRED)
    speed = lengths(figure().moves)[0]
    size = lengths(taught.driven)[:, 0] / speed
    assert size.min() < 0.6
    assert size.max() > 1.4
    assert torch.allclose(lengths(taught.driven), (speed * size)[:, None].expand(-1, 48), atol=1e-5)
    assert torch.allclose(lengths(taught.target)[:, 0], speed * size, atol=1e-5)
    back = (size - 1.0) * math.exp(-45 / CLOSED_LOOP.back_steps)
    assert torch.allclose(lengths(taught.target)[:, 45], speed * (1.0 + back), atol=1e-5)
    angles = [torch.atan2(moves[..., 1], moves[..., 0]) for moves in (taught.driven, taught.target)]
    turns = torch.cat(angles, dim=1).diff(dim=1).add(math.pi).remainder(math.tau) - math.pi
    assert torch.allclose(turns.abs(), torch.full_like(turns, turns[0, 0].abs().item()), atol=1e-4)  # no jump between
    assert 4 < (turns[:, 0] > 0).sum() < 28  # both ways round


def test_aligned_figures_are_mirrored_across_their_way_and_never_turned() -> None:
    waves = figure_of(WAVES)
    assert waves is not None
    one_way = lesson(replace(waves, mirrored_share=0.0), "aligned", generator(), UNBLURRED)
    mirrored = lesson(replace(waves, mirrored_share=1.0), "aligned", generator(), UNBLURRED)
    assert torch.equal(one_way.target[..., 0], mirrored.target[..., 0])
    assert torch.equal(one_way.target[..., 1], -mirrored.target[..., 1])
    assert (one_way.target[..., 0].mean(dim=1) > 0.0).all()


def test_little_is_heard_of_a_finger_and_it_goes_to_x() -> None:
    settings = replace(CLOSED_LOOP, noise=0.0, batch=500)
    taught = lesson(figure(), "random rotation", generator(), settings)
    assert taught.own.min() > 1.0 - settings.finger_share - 1e-6
    assert taught.own.median() > 0.98
    assert (taught.beside[..., 1] == 0.0).all()
    assert 0.0 <= taught.beside[..., 0].min() <= taught.beside[..., 0].max() <= settings.finger_share * settings.finger


def test_a_net_that_says_what_is_right_has_no_loss() -> None:
    net = untrained().net
    for weight in net.parameters():
        weight.data.zero_()
    even = Figure(torch.tensor([[0.5, 0.0]]).repeat(200, 1), 0.0)  # a straight line: the net repeats what it hears
    taught = lesson(even, "aligned", generator(), replace(UNBLURRED, size=(1.0, 1.0)))
    assert alone_loss(net, taught, generator()) == 0.0
    assert alone_loss(net, replace(taught, target=taught.target + 0.1), generator()).item() == pytest.approx(0.01)


def test_the_second_phase_brings_its_loss_down_and_is_the_same_twice() -> None:
    data, reports = few_strokes(), list[Progress | AloneProgress]()
    first = train_hand(LOOPS, data, 7, CONFIG, reports.append)
    second = train_hand(LOOPS, data, 7, CONFIG, lambda _: None)
    assert (*first.history, *first.alone) == tuple(reports) == (*second.history, *second.alone)
    assert card_weights(first.net) == card_weights(second.net)
    assert [report.step for report in first.alone] == [10, 20, 25]
    assert first.alone[-1].alone_loss < first.alone[0].alone_loss
    assert first.snapshots[-1].epoch == 2
    assert first.snapshots[-1].weights != card_weights(first.net)


def test_a_hand_says_how_long_and_how_it_learns_to_go_on_alone() -> None:
    config = replace(CONFIG, closed_loop_steps=None)
    own = replace(LOOPS, alone=replace(LOOPS.alone, steps=12))
    one = go_on_alone(untrained(), few_strokes(), own, 1, config, lambda _: None)
    assert [report.step for report in one.alone] == [10, 12]
    for changed in (
        replace(own.alone, learning_rate=1e-4),
        replace(own.alone, weight=0.5),
        replace(own.alone, finger_share=0.9),
    ):
        other = go_on_alone(untrained(), few_strokes(), replace(own, alone=changed), 1, config, lambda _: None)
        assert card_weights(other.net) != card_weights(one.net), changed


def test_snapshots_are_kept_of_some_epochs_and_the_last() -> None:
    trained = train_hand(LOOPS, few_strokes(), 7, replace(CONFIG, epochs=4, closed_loop_steps=0), lambda _: None)
    assert [snapshot.epoch for snapshot in trained.snapshots] == [0, 1, 3, 4]
    assert trained.snapshots[-1] == Snapshot(4, card_weights(trained.net))
    assert trained.alone == ()


def test_without_a_figure_or_steps_a_net_stays_as_it_is() -> None:
    before = card_weights(untrained().net)
    for data, config in (
        (replace(few_strokes(), figure=None), CONFIG),
        (few_strokes(), replace(CONFIG, closed_loop_steps=0)),
    ):
        trained = go_on_alone(untrained(), data, LOOPS, 1, config, lambda _: pytest.fail("a report"))
        assert card_weights(trained.net) == before
        assert trained.alone == ()


def test_a_loss_that_is_no_number_ends_the_second_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closed_loop, "evaluate", lambda *_: math.inf)
    with pytest.raises(DivergedError, match=r"^found a loss that is no number after step 10 alone"):
        go_on_alone(untrained(), few_strokes(), LOOPS, 1, CONFIG, lambda _: None)
