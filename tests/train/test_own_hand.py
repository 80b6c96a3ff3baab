"""A person's own strokes become a hand by the page's recipe, or one true sentence."""

from __future__ import annotations

import json
import math
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import pytest

import train
from builder.hands import ORDER
from curlicue.hand import hand_from_card
from curlicue.run import HANDS_OWN, run_stroke
from curlicue.stroke import Sample
from curlicue_finger.finger import line
from curlicue_hands.card_check import LARGEST_WEIGHT
from curlicue_hands.places import CARD, GRAPH, STORY, TRACE, epoch_file
from curlicue_teach.batches import TRAINING_STEPS
from curlicue_teach.choosing import hand_like
from curlicue_teach.likeness import Likeness, distance
from curlicue_teach.pens import PlainPens, at_once
from curlicue_teach.recipe import Outcome
from curlicue_teach.start import Start
from curlicue_teach.weights import in_a_row
from tests.site.markup import Page as Markup
from tests.teach.drawings import circles, samples, waves
from trainer import report, shipping
from trainer.config import REPOSITORY, TrainConfig
from trainer.hands import HANDS
from trainer.own_hand import generated_line, make_plan, native_pens, torch_teacher
from trainer.own_strokes import SENTENCE, Own, read_own
from trainer.recipe import strays
from trainer.shipped import read_hand
from trainer.strokes import Stroke
from trainer.strokes_file import write_strokes


class Instead:
    """A teacher that hands out one net, whatever it is told."""

    def __init__(self, net: list[float]) -> None:
        self.net = net

    async def begin(self, *_: object) -> None:
        pass

    async def learn(self, *_: object) -> float:
        return 1.0

    async def weights(self) -> list[float]:
        return self.net


def file_of(folder: Path, strokes: Sequence[Sequence[Sample]]) -> str:
    path = folder / "mine.jsonl"
    write_strokes(path, [Stroke(tuple(stroke)) for stroke in strokes])
    return str(path)


def run(folder: Path, strokes: Sequence[Sequence[Sample]], *arguments: str) -> int:
    targets = ["--out", str(folder / "models"), "--runs", str(folder / "runs")]
    return train.main([*targets, "--strokes", file_of(folder, strokes), *arguments])


def quick_circles() -> list[list[Sample]]:
    """Half as long as those of the loops: no shipped hand is near."""
    return circles(8, radius_px=24.0, hz=1.9, turns=2.0)


def own(folder: Path, strokes: Sequence[Sequence[Sample]]) -> Own:
    return read_own([Path(file_of(folder, strokes))])


@pytest.fixture(name="judged_once")
def _judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each try the last net alone is judged."""
    monkeypatch.setattr("curlicue_teach.recipe.SNAPSHOT_STEPS", TRAINING_STEPS)


@pytest.fixture(name="mine", scope="module")
def _mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a hand of quick circles was written, into the folder of an older hand with a story."""
    folder = tmp_path_factory.mktemp("mine")
    old = folder / "models" / "mine"
    old.mkdir(parents=True)
    for name in (STORY, epoch_file(3), "note.txt"):
        (old / name).write_text("of before")
    assert run(folder, quick_circles(), "--name", "mine") == 0
    return folder


def test_it_is_whole_and_nothing_of_the_hand_before_is_left(mine: Path) -> None:
    files = sorted(path.name for path in (mine / "models" / "mine").iterdir())
    assert files == sorted([CARD, GRAPH, TRACE, "note.txt"])  # what is no part of a hand stays
    shipped = read_hand(mine / "models" / "mine")
    card, training = shipped.card, shipped.card["training"]
    assert (card["name"], card["title"], card["sentence"]) == ("mine", "Mine", SENTENCE)
    assert training["recorded"]
    assert training["taught"]
    assert shipped.turning == "random rotation"
    assert len(card["atlas"]["muted"]) == 16
    assert json.loads((mine / "models" / "mine" / TRACE).read_text())["steps"]
    assert sorted(path.name for path in (mine / "runs" / "mine").iterdir()) == ["pen.png", "strokes.png"]
    assert strays(mine / "models", (), known=()) == []


def test_it_is_near_its_strokes_and_says_how_near(mine: Path) -> None:
    card = read_hand(mine / "models" / "mine").card
    hand = hand_from_card(card)
    like = at_once(hand_like(PlainPens(), in_a_row(card["weights"]), Start(hand.loop, hand.start)))
    assert isinstance(like, Likeness)
    apart = distance(like, own(mine, quick_circles()).target)
    assert apart == pytest.approx(card["training"]["apart"], abs=0.002)
    assert apart < 0.3


def test_it_holds_its_graph_and_its_weights(mine: Path) -> None:
    shipped = read_hand(mine / "models" / "mine")
    row = in_a_row(shipped.card["weights"])
    assert row == [round(value, 5) for value in row]
    assert max(map(abs, row)) < LARGEST_WEIGHT
    assert math.isfinite(run_stroke(shipped.hand, line(0.0, 30.0, 1.0), HANDS_OWN)[-1].x)


def test_no_stroke_of_its_writers_is_in_its_folder(mine: Path) -> None:
    everything = "".join((mine / "models" / "mine" / name).read_text() for name in (CARD, TRACE))
    drawn = [f"{value:.4f}" for stroke in quick_circles() for at in stroke[5:9] for value in (at.x, at.y)]
    assert not [value for value in drawn if value in everything]


@pytest.mark.usefixtures("judged_once")
def test_what_never_learns_is_not_written_and_says_why_with_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "torch_teacher", lambda *_: Instead([0.0] * 1211))
    assert run(tmp_path, quick_circles()) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "Nothing was written: no try held its bars" in out
    assert "px/step alive on a slow drag, expected 0.9 or more. It fell asleep every time it tried this." in out
    assert not (tmp_path / "models").exists()


@pytest.mark.usefixtures("judged_once")
def test_a_graph_that_computes_something_else_is_not_written(
    mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    net = in_a_row(read_hand(mine / "models" / "mine").card["weights"])
    monkeypatch.setattr(train, "torch_teacher", lambda *_: Instead(net))
    monkeypatch.setattr(shipping, "LARGEST_OUTPUT_ERROR", 0.0)
    monkeypatch.setattr("trainer.export.LARGEST_OUTPUT_ERROR", 0.0)
    assert run(tmp_path, quick_circles()) == 1
    assert "differs from torch by" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(
    ("strokes", "sentence"),
    [
        (
            circles(1, hz=0.6),
            "found 1.98 s of drawing, expected 3 or more. That was 2.0 seconds. Three will do, ten are better.",
        ),
        (
            [samples([complex(2.0 * k, 0.0) for k in range(400)])],
            "of their own length that the strokes get, expected 0.96 or less. Those were straight",
        ),
        (
            [samples([complex(3.0 * k, 20.0 * math.sin(k / 4)) for k in range(18)])] * 40,
            "compared by, expected 0.3 or more. Those were only",
        ),
    ],
)
def test_what_cannot_be_taught_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], strokes: list[list[Sample]], sentence: str
) -> None:
    assert run(tmp_path, strokes) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert "mine.jsonl: found" in error
    assert not (tmp_path / "models").exists()


def test_strokes_that_are_all_different_get_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(4)
    steps = [complex(rng.gauss(0.0, 3.0), rng.gauss(0.0, 3.0)) for _ in range(900)]
    scribble = list(accumulate(steps))
    monkeypatch.setattr(train, "teach_own", lambda *_: [])
    monkeypatch.setattr(report, "say_refused", lambda *_: None)
    assert run(tmp_path, [samples(scribble)]) == 1
    assert "Your strokes are all different." in capsys.readouterr().out


def test_every_try_starts_from_the_nearest_hand_or_from_what_was_asked_for(tmp_path: Path) -> None:
    strokes, pens = own(tmp_path, quick_circles()), native_pens()
    nearest = make_plan(strokes, TrainConfig(), pens)
    assert set(ORDER) <= set(nearest.hands) == set(nearest.apart) <= set(HANDS)
    assert nearest.apart[nearest.nearest] == min(nearest.apart.values())
    waves_only = make_plan(strokes, TrainConfig(strokes=(tmp_path,), origin="waves"), pens)
    assert waves_only.hands == {"waves": nearest.hands["waves"]}
    assert waves_only.wanted == nearest.wanted
    fresh, other = (make_plan(strokes, config(seed), pens).hands["scratch"] for seed in (1, 2))
    assert fresh == make_plan(strokes, config(1), pens).hands["scratch"] != other
    assert fresh not in nearest.hands.values()


def config(seed: int) -> TrainConfig:
    return TrainConfig(strokes=(Path("mine"),), origin="scratch", seed=seed)


def test_all_tries_of_the_recipe_are_made_however_long_they_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    teacher = Instead([math.nan] * 1211)
    told: list[Outcome] = []
    hours = iter(range(0, 3600 * 1000, 3600))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(hours)))
    monkeypatch.setattr(time, "perf_counter", lambda: float(next(hours)))
    monkeypatch.setattr(train, "torch_teacher", lambda *_: teacher)
    monkeypatch.setattr(report, "say_try", lambda _, outcome: told.append(outcome))
    assert run(tmp_path, quick_circles(), "--seed", "7") == 1
    assert [outcome.tried.seed for outcome in told] == list(range(7, 7 + len(told)))
    assert len({outcome.tried.hand for outcome in told}) >= 2
    assert "weights that are no numbers" in capsys.readouterr().out
    told.clear()
    assert run(tmp_path, quick_circles(), "--from", "waves") == 1
    assert {outcome.tried.hand for outcome in told} == {"waves"}
    assert len(told) == 3


def test_what_is_mixed_in_is_generated_by_the_hand_it_starts_from_or_the_nearest(tmp_path: Path) -> None:
    strokes, pens = own(tmp_path, waves(4, hz=0.8)), native_pens()
    alone = make_plan(strokes, TrainConfig(), pens)
    mixed = make_plan(strokes, TrainConfig(strokes=(tmp_path,), mix=0.25), pens)
    asked = make_plan(strokes, TrainConfig(strokes=(tmp_path,), mix=0.25, origin="coil"), pens)
    fresh = make_plan(strokes, TrainConfig(strokes=(tmp_path,), mix=0.25, origin="scratch"), pens)
    assert (alone.beside, mixed.beside, asked.beside) == (None, alone.nearest, "coil")
    assert fresh.beside == alone.nearest
    line_of_coil = generated_line(HANDS["coil"])
    assert len(line_of_coil) == 3600
    teacher = torch_teacher(asked, TrainConfig(strokes=(tmp_path,), mix=0.25))
    assert len(teacher._beside) == len(line_of_coil)
    assert teacher._share == 0.25


def test_the_site_is_built_with_it_in_the_row(mine: Path, tmp_path: Path) -> None:
    for name in ("build.py", "builder", "pylib", "site", "package.json", "package-lock.json", "LICENSE"):
        source = REPOSITORY / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(REPOSITORY / "node_modules")
    shutil.copytree(mine / "models" / "mine", tmp_path / "site" / "models" / "mine", dirs_exist_ok=True)
    ended = subprocess.run([sys.executable, "build.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    radios = [
        each.attributes["data-name"]
        for each in Markup((tmp_path / "dist" / "index.html").read_text(encoding="utf-8")).all("input")
        if each.attributes.get("data-control") == "hand"
    ]
    assert radios[: len(ORDER)] == [*ORDER]
    assert "mine" in radios  # and whatever else is in this tree
    for name in (CARD, GRAPH, TRACE):
        assert (tmp_path / "dist" / "models" / "mine" / name).is_file()
