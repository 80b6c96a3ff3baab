from __future__ import annotations

import math
from pathlib import Path

import pytest

from curlicue.stroke import Sample
from curlicue_hands.recorded import times, typical_scale, without_rests
from trainer.config import TrainConfig
from trainer.hands import HANDS
from trainer.recorded import record, recorded, split
from trainer.strokes import Stroke
from trainer.strokes_file import StrokesFileError, write_strokes


def circling(seconds: float, radius: float, hz: float = 1.0) -> Stroke:
    count = round(seconds * 60) + 1
    return Stroke(
        tuple(
            Sample(radius * math.cos(math.tau * hz * k / 60), radius * math.sin(math.tau * hz * k / 60), k / 60, 0.5)
            for k in range(count)
        )
    )


def test_rests_are_dropped_and_movement_stays() -> None:
    moves = [(1.0, 0.0)] * 30 + [(0.0, 0.0)] * 60 + [(0.0, 1.0)] * 30
    kept = without_rests(moves)
    assert 60 <= len(kept) <= 70
    assert sum(math.hypot(*move) for move in kept) == pytest.approx(60.0)


@pytest.mark.parametrize(("speed", "factor"), [(3.0, 1.0), (1.5, 2.0), (0.1, 3.0), (100.0, 0.25)])
def test_strokes_are_scaled_to_the_speed_of_the_loop_within_bounds(speed: float, factor: float) -> None:
    moves = [[(speed, 0.0)] * 20]
    assert typical_scale(moves) == pytest.approx(factor)
    assert times(moves, 2.0)[0][0] == (2.0 * speed, 0.0)


def test_many_strokes_are_split_by_stroke_and_few_by_time() -> None:
    many = [[(float(k), 0.0)] * 10 for k in range(12)]
    training, held_out = split(many)
    assert [stroke[0][0] for stroke in held_out] == [5.0, 11.0]
    assert len(training) == 10
    training, held_out = split(many[:2])
    assert [len(stroke) for stroke in training] == [9, 9]
    assert [len(stroke) for stroke in held_out] == [1, 1]


def test_the_speed_floor_comes_from_the_strokes_within_bounds() -> None:
    def floor(speed: float) -> float:
        moves = [(speed * math.cos(k / 10), speed * math.sin(k / 10)) for k in range(60)]
        return record("me", [moves]).loop.floor_speed_px

    assert floor(3.0) == pytest.approx(2.7)
    assert floor(0.2) == 1.5
    assert floor(9.0) == 4.0
    assert record("me", [[(3.0, 0.0)] * 60]).loop.floor_gain_max > 1.0 == HANDS["loops"].loop.floor_gain_max


def test_long_strokes_give_long_windows_and_short_ones_short_windows(tmp_path: Path) -> None:
    for seconds, count, length in ((4.0, 6, 64), (1.5, 12, 32), (0.7, 24, 16)):
        path = tmp_path / f"{length}.jsonl"
        write_strokes(path, [circling(seconds, 30.0 + k) for k in range(count)])
        hand, data = recorded([path], "me", TrainConfig())
        assert data.training.shape[1] == length + 1
        assert hand.turning == "aligned"
        assert len(data.held_out)
        assert data.driving


def test_too_little_is_refused_and_says_how_much_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "little.jsonl"
    write_strokes(path, [circling(2.0, 30.0)])
    with pytest.raises(StrokesFileError, match=r"little.jsonl: found 2.0 s of movement in all, expected 10 s or more"):
        recorded([path], "me", TrainConfig())
    write_strokes(path, [circling(0.2, 30.0) for _ in range(80)])
    with pytest.raises(StrokesFileError, match="found no stroke of 17 movements"):
        recorded([path], "me", TrainConfig())
