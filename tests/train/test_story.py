"""What is told of a training: complete, of the hand that it lies beside, and true."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

import pytest
import torch

import train
from builder.hands import ORDER
from curlicue.lstm import ZERO_STATE, step, weights_from_card
from curlicue_hands.places import STORY, epoch_file
from curlicue_hands.story import Example, Story, StoryError, read_story, write_story
from curlicue_teach.batches import FIRST_JUDGED_STEP
from trainer.config import TrainConfig
from trainer.data import movements, windows_of, with_time
from trainer.dataset import STRIDE, WINDOW
from trainer.hands import HANDS
from trainer.net import Net
from trainer.shipped import read_hand
from trainer.story import EXAMPLES, apart, examples, why_tell

MODELS = Path(__file__).resolve().parents[2] / "site" / "models"
NAMES = ORDER
QUICK = ["--epochs", "2", "--closed-loop-steps", "20", "--stroke-count", "8", "--held-out-count", "4"]
TOLD = Story(
    model_sha256="ab" * 32,
    seed=3,
    error=0.0144,
    weights_apart=0.0,
    held_out_windows=600,
    judged_from=1,
    train_loss=(0.2, 0.1),
    held_out_loss=(0.3, 0.05),
    alone_steps=20,
    alone_loss=(0.4, 0.1),
    alone_train_loss=(0.1, 0.11),
    alone_held_out_loss=(0.05, 0.06),
    examples=(Example(((1.0, -2.5), (0.0, 0.25), (3.0, 4.0)), ((1.5, 0.0), (0.5, -0.5))),),
)


@cache
def story(name: str) -> Story:
    path = MODELS / name / STORY
    return read_story(path.read_text(encoding="utf-8"), str(path))


def run(folder: Path, *arguments: str) -> int:
    return train.main([*QUICK, "--out", str(folder / "models"), "--runs", str(folder / "runs"), *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(name="only_waves")
def _only_waves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "HANDS", {"waves": HANDS["waves"]})
    monkeypatch.setattr(train, "FIRST_SEEDS", range(3, 4))


def test_a_story_is_read_as_it_was_written() -> None:
    assert read_story(write_story(TOLD), "here") == TOLD
    assert read_story(write_story(TOLD._replace(examples=())), "here").examples == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"version": 2}, "found no curlicue-story of version 1"),
        ({"train_loss": [0.1]}, "1 training losses, 2 held-out ones"),
        ({"held_out_loss": [0.1, 0.0]}, "a loss that is not above 0"),
        ({"train_loss": [], "held_out_loss": []}, "0 training losses"),
        ({"alone_steps": 0}, r"0 steps alone with \[2\] losses"),
        ({"alone_loss": [0.4]}, r"20 steps alone with \[1, 2\] losses"),
        ({"alone_loss": [], "alone_train_loss": [], "alone_held_out_loss": []}, r"20 steps alone with \[0\] losses"),
        ({"error": float("nan")}, "nan where a number belongs"),
        ({"weights_apart": None}, "TypeError"),
        ({"examples": [{"moves": [[0, 1]], "expected": [[0, 1]]}]}, "an example of 1 movements and 1 expectations"),
        ({"judged_from": 2}, "an example of 3 movements and 2 expectations"),
    ],
)
def test_a_story_that_is_amiss_is_one_sentence(change: dict[str, object], sentence: str) -> None:
    record = {**json.loads(write_story(TOLD)), **change}
    with pytest.raises(StoryError, match=sentence):
        read_story(json.dumps(record), "here")


def test_a_story_that_lacks_something_says_what() -> None:
    record = json.loads(write_story(TOLD))
    del record["seed"]
    with pytest.raises(StoryError, match=r"here: found something amiss in it .*seed"):
        read_story(json.dumps(record), "here")
    with pytest.raises(StoryError, match="here, line 2: found text that is not JSON"):
        read_story("{\n:", "here")


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_story_is_that_of_its_hand(name: str) -> None:
    told, card = story(name), read_hand(MODELS / name).card
    assert why_tell(MODELS / name) is None
    assert (told.model_sha256, told.seed) == (card["model_sha256"], card["seed"])
    assert len(told.train_loss) == card["training"]["epochs"]
    assert told.weights_apart == 0.0
    assert told.error == card["training"]["error"]
    assert told.train_loss[-1] == card["training"]["train_loss"]
    assert told.alone_steps == card["training"]["closed_loop_steps"] == HANDS[name].alone.steps
    assert told.alone_loss[-1] < 0.5 * told.alone_loss[0]
    assert told.alone_held_out_loss[-1] == pytest.approx(told.error, rel=2e-3)
    assert told.error < min(card["training"]["baselines"].values())


@pytest.mark.parametrize("name", NAMES)
def test_what_was_expected_is_what_the_plain_network_expects(name: str) -> None:
    card = read_hand(MODELS / name).card
    weights, scale_px = weights_from_card(card["weights"]), card["loop"]["scale_px"]
    assert len(story(name).examples) == EXAMPLES
    for example in story(name).examples:
        assert len(example.expected) == card["training"]["steps_per_window"]
        state = ZERO_STATE
        for (dx, dy), expected in zip(example.moves, example.expected, strict=False):
            y, state, _ = step(weights, (dx / scale_px, dy / scale_px, 0.0), state)
            assert math.dist((scale_px * y[0], scale_px * y[1]), expected) < 0.05  # px; movements are rounded


@pytest.mark.parametrize("name", ["loops", "zigzag"])
def test_the_windows_shown_are_held_out(name: str) -> None:
    hand, config = HANDS[name], TrainConfig()
    assert hand.generator is not None
    strokes = hand.generator.strokes(config.held_out_count, f"{name} held out {config.data_seed}")
    moves = [movements(stroke, 1.0) for stroke in strokes]
    windows = windows_of(moves, WINDOW, STRIDE, hand.turning)  # px
    assert len(windows) == story(name).held_out_windows
    for example in story(name).examples:
        away = (windows - torch.tensor(example.moves)).abs().amax(dim=(1, 2))
        assert (away < 0.0051).sum() == 1


def test_each_quarter_gives_the_window_in_its_middle() -> None:
    torch.manual_seed(2)
    net, held_out = Net(), torch.randn(20, 31, 2)
    moves = with_time(held_out)
    with torch.no_grad():
        missed = (net(moves[:, :-1])[0] - moves[:, 1:])[:, FIRST_JUDGED_STEP:, :2].square().mean(dim=(1, 2))
    shown = examples(net, held_out, 4.0)
    assert len(shown) == EXAMPLES
    for quarter, example in enumerate(shown):
        group = missed[5 * quarter : 5 * quarter + 5]
        (which,) = [k for k in range(20) if torch.allclose(torch.tensor(example.moves), 4.0 * held_out[k], atol=0.006)]
        assert 5 * quarter <= which < 5 * quarter + 5
        assert missed[which] == group.median()
    assert len(examples(net, held_out[:2], 4.0)) == 2


def test_weights_apart_is_the_largest_difference() -> None:
    assert apart({"a": [1.0, [2.0, 3.0]], "b": [0.0]}, {"a": [1.0, [2.5, 3.0]], "b": [0.25]}) == 0.5


@pytest.mark.thorough
def test_training_tells_its_story_and_the_same_one_twice(tmp_path: Path) -> None:
    stories = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        assert run(folder, "--seed", "3", "--keep-anyway") == 0
        stories.append((folder / "models" / "loops" / STORY).read_bytes())
    assert stories[0] == stories[1]
    told = read_story(stories[0].decode(), "here")
    assert len(told.train_loss) == 2
    assert (told.alone_steps, len(told.alone_loss)) == (20, 2)
    assert told.error == read_hand(tmp_path / "one" / "models" / "loops").card["training"]["error"]


@pytest.mark.usefixtures("only_waves")
def test_a_missing_story_is_told_and_the_hand_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "models" / "waves"
    assert run(tmp_path, "--all", "--keep-anyway") == 0
    before = contents(folder)
    capsys.readouterr()
    assert run(tmp_path, "--all") == 0
    assert "story" not in capsys.readouterr().out
    (folder / "epoch-1.json").unlink()
    (folder / STORY).unlink()
    assert run(tmp_path, "--all") == 0
    out = capsys.readouterr().out
    assert "waves: up to date" in out
    assert "its story is missing: training once more to tell it; the hand stays as it is" in out
    assert "it gave the same weights" in out
    assert contents(folder) == before


@pytest.mark.thorough
@pytest.mark.usefixtures("only_waves")
def test_a_retraining_that_comes_out_otherwise_says_how_far_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "models" / "waves"
    assert run(tmp_path, "--all", "--keep-anyway") == 0
    card = json.loads((folder / "model.json").read_text())
    card["weights"]["output.bias"][0] += 0.125
    (folder / "model.json").write_text(json.dumps(card))
    (folder / STORY).unlink()
    assert run(tmp_path, "--all") == 0
    assert "it gave weights up to 0.125 apart" in capsys.readouterr().out
    told = json.loads((folder / STORY).read_text())
    assert told["weights_apart"] == 0.125


def test_a_story_of_another_model_or_a_broken_one_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "loops"
    folder.mkdir()
    for name, content in contents(MODELS / "loops").items():
        (folder / name).write_bytes(content)
    assert why_tell(folder) is None
    (folder / STORY).write_bytes((MODELS / "coil" / STORY).read_bytes())
    assert why_tell(folder) == "its story is another model's"
    (folder / STORY).write_bytes(b"\xff")
    assert why_tell(folder) == "its story is broken"
    (folder / STORY).unlink()
    assert why_tell(folder) == "its story is missing"


@pytest.mark.thorough
@pytest.mark.usefixtures("only_waves")
def test_a_snapshot_that_is_missing_or_another_models_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "waves"
    assert run(tmp_path, "--all", "--keep-anyway") == 0
    assert why_tell(folder) is None
    name = epoch_file(2)
    text = (folder / name).read_text()
    (folder / name).write_text(text.replace(read_hand(folder).card["model_sha256"], "ab" * 32))
    assert why_tell(folder) == "its epoch-2.json is missing or another model's"
    (folder / name).unlink()
    assert why_tell(folder) == "its epoch-2.json is missing or another model's"
