"""A hand from recorded strokes: the record and the training set that a generator would otherwise give.

Recorded strokes come in any size, tempo and number. They are scaled to the speed that the loop is made for, frames in
which the finger stands still are dropped, and windows are as long and as many as the strokes allow. Handedness is the
writer's: nothing is mirrored, and windows are turned so that their net displacement points to +x.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from curlicue.stroke import STEPS_PER_S
from curlicue_hands.recorded import FLOOR_GAIN_MAX, floor_px, times, typical_scale, without_rests
from curlicue_hands.thumbnail import Sketch
from curlicue_hands.windows import Delta
from curlicue_study.measures import mean_speed
from trainer.bars import COMMON_BARS
from trainer.config import TrainConfig
from trainer.data import movements, windows_of
from trainer.dataset import Dataset, driving_strokes, search_like
from trainer.hands import LOOP, HandRecord
from trainer.strokes_file import StrokesFileError, read_strokes

LEAST_SECONDS = 10.0
WINDOW_LENGTHS = (64, 32, 16)  # steps; the longest of which half the strokes hold two
WANTED_WINDOWS = 3000
SKETCH = Sketch(speed_px_s=32.0, seconds=2.4, pull=0.35)  # for its thumbnail
SENTENCE = "Learned from recorded strokes."
HELD_OUT_SHARE = 6  # one stroke in six, or the last sixth of each where there are fewer


def recorded(files: Sequence[Path], name: str, config: TrainConfig) -> tuple[HandRecord, Dataset]:
    """The record and training set of the strokes in `files`; StrokesFileError when they cannot be used."""
    strokes = [stroke for path in files for stroke in read_strokes(path)]
    moves = [moving for stroke in strokes if (moving := without_rests(movements(stroke, 1.0)))]
    seconds = sum(len(stroke) for stroke in moves) / STEPS_PER_S
    if seconds < LEAST_SECONDS:
        found, expected = f"{seconds:.1f} s of movement in all", f"{LEAST_SECONDS:g} s or more: draw some more strokes"
        raise StrokesFileError(files[-1], None, found, expected)
    moves = times(moves, typical_scale(moves))
    training_moves, held_out_moves = split(moves)
    length = config.window or _window_length(moves)
    stride = config.stride or max(1, min(32, sum(len(stroke) for stroke in training_moves) // WANTED_WINDOWS))
    hand = record(name, training_moves)
    unit = 1.0 / hand.loop.scale_px
    training = windows_of(times(training_moves, unit), length, stride, hand.turning)
    held_out = windows_of(times(held_out_moves, unit), length, stride, hand.turning)
    if not len(training) or not len(held_out):
        found = f"no stroke of {length + 1} movements of 1/60 s to train on and another to judge by"
        raise StrokesFileError(files[-1], None, found, "longer strokes, or a smaller --window")
    search = search_like(training_moves, hand.loop.floor_speed_px)
    return hand, Dataset(tuple(strokes), training, held_out, driving_strokes(training), search)


def record(name: str, moves: Sequence[Sequence[Delta]]) -> HandRecord:
    """A record whose speed floor comes from the strokes (px per step, already scaled)."""
    speed = mean_speed([move for stroke in moves for move in stroke])
    return HandRecord(
        name=name,
        title=name.replace("-", " ").replace("_", " ").capitalize(),
        sentence=SENTENCE,
        generator=None,
        loop=LOOP._replace(floor_speed_px=round(floor_px(speed), 3), floor_gain_max=FLOOR_GAIN_MAX),
        turning="aligned",
        epochs=90,
        search=None,
        bars=COMMON_BARS,
        sketch=SKETCH,
    )


def split(moves: Sequence[Sequence[Delta]]) -> tuple[list[Sequence[Delta]], list[Sequence[Delta]]]:
    """Strokes to train on and strokes to judge by."""
    if len(moves) >= HELD_OUT_SHARE:
        held_out = list(moves[HELD_OUT_SHARE - 1 :: HELD_OUT_SHARE])
        return [stroke for k, stroke in enumerate(moves) if (k + 1) % HELD_OUT_SHARE], held_out
    cuts = [len(stroke) - len(stroke) // HELD_OUT_SHARE for stroke in moves]
    return (
        [stroke[:cut] for stroke, cut in zip(moves, cuts, strict=True)],
        [stroke[cut:] for stroke, cut in zip(moves, cuts, strict=True)],
    )


def _window_length(moves: Sequence[Sequence[Delta]]) -> int:
    median = statistics.median(len(stroke) for stroke in moves)
    return next((length for length in WINDOW_LENGTHS if median >= 2 * length), WINDOW_LENGTHS[-1])
