"""Whether a generated hand draws what its strokes show: hearts that come out as arcs are told so."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from builder.hands import ORDER
from curlicue_teach.weights import in_a_row
from trainer import report
from trainer.bars import COMMON_BARS
from trainer.baselines import make_yardstick
from trainer.candidate import Candidate, judge
from trainer.config import REPOSITORY, TrainConfig
from trainer.dataset import Dataset, generated
from trainer.hands import HANDS, WAVES, HandRecord
from trainer.likeness import LIKE_FIGURE, LIKE_STROKES, apart, like_bar
from trainer.rhythms import Complexes, Reals, Rhythm, repeating
from trainer.shipped import read_hand
from trainer.shipping import training_figures
from trainer.teacher import net_of
from trainer.training import Progress, Trained

FEW = TrainConfig(stroke_count=12, held_out_count=6)


def hearts(phase: Reals, onward: float) -> Complexes:
    """The velocity along a heart, x + iy, that is drawn again and again on the way to the right."""
    x = 3.0 * np.sin(phase) ** 2 * np.cos(phase)
    y = (13.0 * np.sin(phase) - 10.0 * np.sin(2.0 * phase) - 6.0 * np.sin(3.0 * phase) - 4.0 * np.sin(4.0 * phase)) / 16
    heart: Complexes = onward + x + 1j * y
    return heart


HEARTS = replace(
    WAVES,
    name="hearts",
    title="Hearts",
    generator=repeating(hearts, Rhythm(tempo_hz=0.7, radius_px=30.0, onward=0.3)),
    bars=COMMON_BARS,
)


def row(name: str) -> list[float]:
    return in_a_row(read_hand(REPOSITORY / "site" / "models" / name).card["weights"])


def judged(record: HandRecord, data: Dataset, name: str) -> Candidate:
    """The net of a shipped hand, as if it had come of a training on these strokes."""
    trained = Trained(net_of(row(name)), (Progress(1, 1, 0.1, 0.1),), 0.0)
    return judge(record, data, trained, make_yardstick(data.examples, data.held_out, record.turning), 1)


def test_hearts_that_come_out_as_arcs_fail_and_are_told_what_to_try() -> None:
    data = generated(HEARTS, FEW)
    arcs = judged(HEARTS, data, "waves")
    assert LIKE_FIGURE in arcs.failed
    console = Console(file=io.StringIO(), width=200)
    report.say_bars(console, arcs)
    report.say_failure(console, arcs)
    report.say_what_to_try(console, [arcs], HEARTS)
    assert isinstance(console.file, io.StringIO)
    said = console.file.getvalue()
    assert said.count(LIKE_FIGURE.figure) == 2
    assert "Sixteen cells hold one short rhythm: fewer corners, or a period of a second or less" in said


def test_a_hand_that_draws_its_strokes_says_so_and_its_card_stays_as_it_was() -> None:
    data = generated(WAVES, FEW)
    waves = judged(WAVES, data, "waves")
    assert LIKE_FIGURE in waves.bars
    assert LIKE_FIGURE not in waves.failed
    console = Console(file=io.StringIO(), width=200)
    report.say_bars(console, waves)
    report.say_what_to_try(console, [waves], WAVES)
    assert isinstance(console.file, io.StringIO)
    said = console.file.getvalue()
    assert LIKE_FIGURE.figure in said
    assert "Sixteen cells" not in said
    yardstick = make_yardstick(data.examples, data.held_out, WAVES.turning)
    assert LIKE_FIGURE.figure not in training_figures(waves, WAVES, data, yardstick)["figures"]


@pytest.mark.parametrize("name", ["waves", "loops"])
def test_another_hand_is_not_taken_for_it(name: str) -> None:
    data = generated(HANDS[name], FEW)
    for other in ORDER:
        hand = read_hand(REPOSITORY / "site" / "models" / other).hand
        found = apart(data, row(other), hand.loop, hand.start)
        assert like_bar(data).holds({LIKE_FIGURE.figure: found}) is (other == name)


def test_strokes_without_a_figure_are_held_against_themselves() -> None:
    zigzag = HANDS["zigzag"]
    bare = replace(zigzag, generator=replace(zigzag.generator, still=None))
    data, hand = generated(bare, FEW), read_hand(REPOSITORY / "site" / "models" / "zigzag").hand
    assert data.figure is None
    assert like_bar(data) is LIKE_STROKES
    near, far = apart(data, row("zigzag"), hand.loop, hand.start), apart(data, row("loops"), hand.loop, hand.start)
    assert near is not None
    assert far is not None
    assert near < 0.5 < far


def test_a_pen_that_only_follows_fails_and_so_does_one_without_a_number() -> None:
    data = generated(WAVES, FEW)
    hand = read_hand(REPOSITORY / "site" / "models" / "waves").hand
    found = apart(data, [0.0] * len(row("waves")), hand.loop, hand.start)
    assert not LIKE_FIGURE.holds({LIKE_FIGURE.figure: found})
    assert not LIKE_FIGURE.holds({LIKE_FIGURE.figure: None})
