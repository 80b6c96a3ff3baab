"""The numbers of the article: taken from the cards, and written as one reads them."""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import BuildError
from builder.hands import ORDER
from builder.numbers import MEASURED_TIMES, article_numbers, guess_words, heard_share, read_hands, slug
from builder.spelling import figure, words
from curlicue.hand import hand_from_card
from curlicue.stroke import STEPS_PER_S
from curlicue_words.numbers import whole

ROOT = Path(__file__).resolve().parents[2]
CARD = json.loads((ROOT / "site" / "models" / "loops" / "model.json").read_text(encoding="utf-8"))
TIMES = json.loads((ROOT / MEASURED_TIMES).read_text(encoding="utf-8"))["hands"]
STORY = json.loads((ROOT / "site" / "models" / "loops" / "story.json").read_text(encoding="utf-8"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with the shipped hands and the measured times, to change them."""
    shutil.copytree(ROOT / "site" / "models", tmp_path / "site" / "models", ignore=shutil.ignore_patterns("*.onnx"))
    (tmp_path / MEASURED_TIMES).parent.mkdir()
    shutil.copy(ROOT / MEASURED_TIMES, tmp_path / MEASURED_TIMES)
    return tmp_path


def change_story(tree: Path, change: Callable[[Path], object], name: str = "loops") -> None:
    change(tree / "site" / "models" / name / "story.json")


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.01442, 3, "0.0144"),
        (29.72, 2, "30"),
        (1211.0, 3, "1,211"),
        (1.65, 3, "1.65"),
        (1.1, 3, "1.1"),
        (100.0, 3, "100"),
        (-0.83, 2, "−0.83"),
        (0.0, 3, "0"),
        (16.666, 3, "16.7"),
        (12_345.6, 3, "12,346"),
    ],
)
def test_figures_are_written_as_one_reads_them(value: float, digits: int, text: str) -> None:
    assert figure(value, digits) == text


@given(st.floats(1e-6, 1e6) | st.floats(-1e6, -1e-6), st.integers(1, 5))
def test_a_figure_is_as_near_as_its_digits_allow(value: float, digits: int) -> None:
    read = float(figure(value, digits).replace(",", "").replace("−", "-"))
    assert abs(read - value) <= 0.5000001 * 10.0 ** (1 - digits) * 10.0 ** math.floor(math.log10(abs(value)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "zero"),
        (16, "sixteen"),
        (21, "twenty-one"),
        (90, "ninety"),
        (300, "three hundred"),
        (301, "three hundred and one"),
        (3000, "three thousand"),
        (1211, "one thousand two hundred and eleven"),
        (2005, "two thousand and five"),
    ],
)
def test_whole_numbers_in_letters(value: int, text: str) -> None:
    assert words(value) == text


def test_large_numbers_stay_in_digits() -> None:
    with pytest.raises(ValueError, match="10000"):
        words(10_000)
    assert whole(1234567) == "1,234,567"


def test_the_numbers_are_those_of_the_cards() -> None:
    numbers, training = article_numbers(ROOT), CARD["training"]
    assert numbers["weights"] == "1,211"
    assert numbers["idle_weights"] == "17"
    assert numbers["steps_per_s"] == str(STEPS_PER_S)
    assert numbers["loops_strokes"] == f"{training['strokes']:,}"
    assert numbers["loops_strokes_capital"] == words(training["strokes"]).capitalize()
    assert numbers["loops_windows"] == f"{training['windows']:,}"
    assert numbers["loops_epochs_words"] == words(training["epochs"])
    assert numbers["loops_pull_percent"] == f"{100 * CARD['loop']['pull']:g}"
    assert float(numbers["loops_error"]) == pytest.approx(training["error"], rel=5e-3)
    assert float(numbers["loops_training_s"]) == pytest.approx(TIMES["loops"]["training_s"], rel=0.05)
    assert float(numbers["loops_step_ms"]) == pytest.approx(TIMES["loops"]["step_ms"], rel=0.2)


def test_errors_in_px_are_root_mean_square_distances() -> None:
    numbers, training = article_numbers(ROOT), CARD["training"]
    best = min(training["baselines"].values())
    scale_px = CARD["loop"]["scale_px"]
    assert float(numbers["loops_error_px"]) == pytest.approx(scale_px * math.sqrt(2 * training["error"]), rel=0.02)
    assert float(numbers["loops_best_error_px"]) == pytest.approx(scale_px * math.sqrt(2 * best), rel=0.02)
    assert numbers["loops_best"] == "a fixed mixture of the last four movements"
    assert int(numbers["loops_better_percent"]) == round(100 * (1 - training["error"] / best))
    closer = 1 - math.sqrt(1 - int(numbers["loops_better_percent"]) / 100)
    assert int(numbers["loops_closer_percent"]) == pytest.approx(100 * closer, abs=1)


def test_the_loops_constants_go_by_their_own_names() -> None:
    numbers, loop = article_numbers(ROOT), CARD["loop"]
    assert {f"loops_{name}" for name in loop} <= set(numbers)
    found = {name: float(numbers[f"loops_{name}"].replace("−", "-")) for name in loop}
    assert found == {name: pytest.approx(value, rel=5e-3) for name, value in loop.items()}
    assert numbers["loops_turning_speed_px_s"] == f"{loop['turning_speed_px'] * STEPS_PER_S:g}"
    assert numbers["loops_straight_speed_px_s"] == f"{loop['straight_speed_px'] * STEPS_PER_S:g}"
    assert numbers["eights_pull_percent"] == "4.5"


def test_how_much_of_the_finger_is_heard_is_what_the_pen_does() -> None:
    hand = hand_from_card(CARD)
    assert heard_share(hand, 1e-3) == pytest.approx(0.0, abs=1e-6)
    assert heard_share(hand, hand.loop.straight_speed_px * STEPS_PER_S) == pytest.approx(0.5, abs=1e-3)
    assert heard_share(hand, 1000.0) == pytest.approx(1.0, abs=0.02)
    ratio = 160.0 / (hand.loop.straight_speed_px * STEPS_PER_S)
    assert heard_share(hand, 160.0) == pytest.approx(1 - 1 / (1 + ratio**8), abs=1e-4)
    assert article_numbers(ROOT)["loops_finger_at_160_percent"] == "0.2"


def test_every_hand_has_its_numbers_under_its_own_name() -> None:
    numbers = article_numbers(ROOT)
    for name in ORDER:
        assert {f"{name}_{what}" for what in ("title", "epochs", "error_px", "closer_percent", "training_s")} <= set(
            numbers
        )
    assert all(re.fullmatch(r"[a-z][a-z0-9_-]*", name) for name in numbers)
    assert all(text.strip() for text in numbers.values())


def test_names_become_parts_of_placeholders() -> None:
    assert slug("AR(4)") == "ar_4"
    assert slug("3-tap, turned once") == "3_tap_turned_once"
    assert guess_words("a guess of mine") == "a guess of mine"


def test_a_hand_without_a_story_only_lacks_the_numbers_of_its_training(tree: Path) -> None:
    change_story(tree, Path.unlink, "waves")
    shutil.copytree(tree / "site" / "models" / "waves", tree / "site" / "models" / "mine")
    numbers = article_numbers(tree)
    assert "waves_error_px" in numbers
    assert "waves_first_error_px" not in numbers
    assert "mine_training_s" not in numbers
    shipped = read_hands(ROOT)  # a creative coder's own among them
    assert numbers["hands_words"] == words(len(shipped) + 1)
    assert set(read_hands(tree)) == {*shipped, "mine"}
    assert tuple(read_hands(tree))[: len(ORDER)] == ORDER
    assert numbers["mine_error_px"] == numbers["waves_error_px"]


def test_a_card_that_tells_little_has_few_numbers(tree: Path) -> None:
    path = tree / "site" / "models" / "coil" / "model.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(
        json.dumps({**card, "training": {"epochs": 12_000, "autoregression": card["training"]["autoregression"]}}),
        encoding="utf-8",
    )
    numbers = article_numbers(tree)
    assert numbers["coil_epochs"] == "12,000"
    assert not {"coil_epochs_words", "coil_error", "coil_windows"} & set(numbers)


def test_times_are_measured_ones_of_hands_that_are_there(tree: Path) -> None:
    shutil.rmtree(tree / "site" / "models" / "coil")
    numbers = article_numbers(tree)
    assert "coil_training_s" not in numbers
    assert float(numbers["eights_training_s"]) == pytest.approx(TIMES["eights"]["training_s"], rel=0.05)
    assert set(TIMES) == set(ORDER)
    assert all(0.0 < times["step_ms"] < 1000 / STEPS_PER_S for times in TIMES.values())


@pytest.mark.parametrize(
    "text", [None, "{", "[]", '{"hands": {"loops": {"training_s": 3}}}', '{"hands": {"loops": 3}}']
)
def test_times_that_are_missing_or_broken_are_one_sentence(tree: Path, text: str | None) -> None:
    path = tree / MEASURED_TIMES
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(
        BuildError, match=r"^site/article/measured\.json: found no times .*restore the file, or measure"
    ):
        article_numbers(tree)


def test_a_story_of_another_model_is_not_told(tree: Path) -> None:
    change_story(tree, lambda path: path.write_text(json.dumps({**STORY, "model_sha256": "0" * 64})))
    assert read_hands(tree)["loops"].story is None


def test_broken_files_are_one_sentence(tree: Path) -> None:
    change_story(tree, lambda path: path.write_text("{"))
    with pytest.raises(BuildError, match=r"site/models/loops/story.json, line 1: .* Delete it, or make it anew"):
        article_numbers(tree)
    (tree / "site" / "models" / "loops" / "model.json").write_text("[]")
    with pytest.raises(BuildError, match=r"site/models/loops/model.json is no card .*: train that hand again"):
        article_numbers(tree)
