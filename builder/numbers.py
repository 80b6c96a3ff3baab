"""The numbers in the article, by the names of their {{placeholders}}: read from the cards and stories, never typed.

Times, which no two runs have in common, are what bench/train_speed.py once measured and wrote beside the article.

Most names begin with a hand's: loops_epochs is how many epochs the loops were trained for. A whole number that prose
may want in letters comes three times: loops_epochs 90, loops_epochs_words ninety, loops_epochs_capital Ninety. Errors
come as mean squares in the network's units (loops_error) and as what a reader can picture, the root mean square of the
distance between the place that was expected and the place where the finger went next, in CSS px (loops_error_px).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from builder.breathing import breathing
from builder.errors import BuildError
from builder.hands import ORDER, hand_names
from builder.spelling import WORDS_END, figure, words
from curlicue.flourish import MARGIN_PX
from curlicue.hand import Hand, hand_from_card
from curlicue.lstm import CELLS
from curlicue.pen import PenSettings, begin_pen
from curlicue.run import run
from curlicue.stroke import STEP_S, STEPS_PER_S
from curlicue_finger.finger import line
from curlicue_hands.places import CARD, MODELS, STORY
from curlicue_hands.story import Story, StoryError, read_story
from curlicue_ink.curves import C_AT_FULL, C_BEND
from curlicue_study.correlate import BLOCK_STEPS, NAMED_FROM, WINDOW_BLOCKS
from curlicue_words.numbers import whole

MEASURED_TIMES = "site/article/measured.json"
TIMES = {"training_s": 2, "step_ms": 1}  # of a hand in it -> digits
AXES = 2  # an error is a mean over both, a distance has both in it
TIME_INPUT = 2  # of the network's three: always zero, because every step lasts as long as every other
PULLS = ("pull", "fast_pull", "leash_pull")  # shares of the way to the finger, which prose gives in per cent
CALM_PX_S = 160  # of a finger that still gets curls on a straight way
COUNTED = {"strokes": "strokes", "windows": "windows", "epochs": "epochs", "steps_per_window": "steps"}
MEASURED = {  # what a card's trials measured -> the end of its placeholder's name, and its digits
    "drag: loops/s, median": ("loops_per_s", 2),
    "drag: radius px, median": ("radius_px", 2),
    "drag: speed px/step, median": ("speed_px", 2),
    "drag: frequency Hz, median": ("rhythm_hz", 2),
    "drag: first turn s, median": ("first_turn_s", 2),
    "drag: px from the finger, median": ("from_finger_px", 2),
}
GUESSES = {  # the trainer's name of a guess that needs no network -> in prose
    "last delta": "the same movement again",
    "constant curvature": "the last movement, turned as the last one was",
    "3-tap, turned once": "the mean of the last three movements, turned once",
    "3-tap, turned twice": "the mean of the last three movements, turned twice",
    "last, 3-tap turn": "the last movement, turned as the last three were",
    "AR(4)": "a fixed mixture of the last four movements",
}


class Told(NamedTuple):
    """A hand as its folder tells of it."""

    name: str
    card: dict[str, Any]
    story: Story | None  # None: it has none, or one of another model

    @property
    def scale_px(self) -> float:
        """CSS px in one unit of the network."""
        return float(self.card["loop"]["scale_px"])

    def miss_px(self, error: float) -> float:
        """Root mean square distance in CSS px of an error, which is a mean square over both axes in units."""
        return self.scale_px * math.sqrt(AXES * error)


def read_hands(root: Path) -> dict[str, Told]:
    """Every hand in site/models by its name, the shipped ones first. BuildError where a card or a story is broken."""
    models = root / "site" / MODELS
    return {name: _told(models / name) for name in hand_names(models) if (models / name / CARD).is_file()}


def article_numbers(root: Path) -> dict[str, str]:
    """Names -> texts, for whatever hands there are. What a card or a story does not hold has no name either."""
    hands = read_hands(root)
    weights = next(iter(hands.values())).card["weights"]
    found = {
        **spelled("steps_per_s", STEPS_PER_S),
        **spelled("cells", CELLS),
        **spelled("hands", len(hands), digits=False),  # {{hands}} itself is the row of hands
        **spelled("named_over_s", round(WINDOW_BLOCKS * BLOCK_STEPS * STEP_S)),
        "weights": whole(sum(_count(values) for values in weights.values())),
        "idle_weights": whole(len(weights["input.weight"]) + len(weights["output.weight"][TIME_INPUT]) + 1),
        "step_budget_ms": figure(1000 * STEP_S),
        "margin_px": figure(MARGIN_PX),
        "named_from": figure(NAMED_FROM),
        "row_bend": figure(C_BEND),  # c is drawn as asinh(C_BEND c)
        "row_full": figure(C_AT_FULL),
    }
    for told in hands.values():
        found |= {f"{told.name}_{name}": text for name, text in _of_hand(told).items()}
    found |= {f"{ORDER[0]}_{name}": text for name, text in _of_gates(hands[ORDER[0]]).items()}
    return found | _times(root, hands)


def slug(name: str) -> str:
    """A name of anything as a part of a placeholder's: "AR(4)" -> ar_4."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def guess_words(name: str) -> str:
    """A guess that needs no network, in prose; one that is not known here keeps its name."""
    return GUESSES.get(name, name)


def _of_hand(told: Told) -> dict[str, str]:
    training: Mapping[str, Any] = told.card.get("training", {})
    found = {
        "title": str(told.card["title"]),
        **_of_loop(told),
    }
    for key, name in COUNTED.items():
        if key in training:
            found |= spelled(name, training[key])
    if "steps_per_window" in training:
        found["window_s"] = figure(training["steps_per_window"] * STEP_S, 2)
    for key, (name, digits) in MEASURED.items():
        if (value := training.get("figures", {}).get(key)) is not None:
            found[name] = figure(value, digits)
    return found | _errors(told, training) | _of_story(told)


def _of_loop(told: Told) -> dict[str, str]:
    """The constants of the loop around the network, by their own names, and what follows from them."""
    loop: dict[str, float] = told.card["loop"]
    return {
        **{name: figure(value) for name, value in loop.items()},
        **{f"{name}_percent": figure(100 * loop[name]) for name in PULLS},
        "straight_range": figure(loop["straight_to"] - loop["straight_from"]),
        "turn_range": figure(loop["turn_to"] - loop["turn_from"]),
        "straight_more_px": figure(loop["straight_speed_px"] - loop["turning_speed_px"]),
        "size_more": figure(loop["size_max"] - 1.0),
        "size_range_px": figure(loop["size_to_px"] - loop["size_from_px"]),
        **{f"{name}_speed_px_s": figure(loop[f"{name}_speed_px"] * STEPS_PER_S) for name in ("turning", "straight")},
        f"finger_at_{CALM_PX_S}_percent": figure(100 * heard_share(hand_from_card(told.card), CALM_PX_S), 1),
    }


def _of_gates(told: Told) -> dict[str, str]:
    """What the forget gates do in a slow line."""
    found = breathing(hand_from_card(told.card))
    return {
        "breathing_cell": found.cell,
        "breathing_low": figure(found.swing.low, 2),
        "breathing_high": figure(found.swing.high, 2),
        "forget_low": figure(found.all.low, 2),
        "forget_high": figure(found.all.high, 2),
    }


def heard_share(hand: Hand, speed_px_s: float) -> float:
    """How much of what a hand's network hears is the finger, on a steady straight drag; the rest it says to itself."""
    ticks = line(0.0, speed_px_s, 1.0)
    *_, last = run(hand, begin_pen(hand, ticks[0]), ticks[1:], PenSettings(None))
    return 1.0 - last.request.own


def _errors(told: Told, training: Mapping[str, Any]) -> dict[str, str]:
    baselines: dict[str, float] = training.get("baselines", {})
    error = training.get("error")
    if error is None or not baselines:
        return {}
    best = min(baselines.values())
    found = {
        "error": figure(error),
        "error_px": figure(told.miss_px(error), 2),
        "best": guess_words(min(baselines, key=lambda name: baselines[name])),
        "best_error": figure(best),
        "best_error_px": figure(told.miss_px(best), 2),
        "better_percent": whole(round(100 * (1 - error / best))),  # of the mean square
        "closer_percent": whole(round(100 * (1 - math.sqrt(error / best)))),  # of the distance
    }
    for name, value in baselines.items():
        found[f"{slug(name)}_error"] = figure(value)
        found[f"{slug(name)}_error_px"] = figure(told.miss_px(value), 2)
    return found


def _of_story(told: Told) -> dict[str, str]:
    story = told.story
    if story is None:
        return {}
    found = {
        "first_error_px": figure(told.miss_px(story.held_out_loss[0]), 2),
        **spelled("held_out_windows", story.held_out_windows),
        **spelled("examples", len(story.examples)),
    }
    if not story.alone_steps:
        return found
    return found | {
        **spelled("alone_steps", story.alone_steps),
        "alone_first_px": figure(told.miss_px(story.alone_loss[0]), 2),
        "alone_last_px": figure(told.miss_px(story.alone_loss[-1]), 2),
    }


def _times(root: Path, hands: Mapping[str, Told]) -> dict[str, str]:
    try:
        measured = json.loads((root / MEASURED_TIMES).read_text(encoding="utf-8"))["hands"]
        return {
            f"{name}_{what}": figure(float(times[what]), digits)
            for name, times in measured.items()
            if name in hands
            for what, digits in TIMES.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(
            f"{MEASURED_TIMES}: found no times of training ({type(error).__name__}: {error}), expected what "
            "bench/train_speed.py --write leaves there: restore the file, or measure again."
        ) from error


def spelled(name: str, value: int, *, digits: bool = True) -> dict[str, str]:
    """A whole number under a name of its own, as a word and as a capital one, as far as there are words for it."""
    found = {name: whole(value)} if digits else {}
    if not 0 <= value < WORDS_END:
        return found
    return found | {f"{name}_words": words(value), f"{name}_capital": words(value).capitalize()}


def _told(folder: Path) -> Told:
    path = folder / CARD
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        return Told(folder.name, card, _story(folder, card["model_sha256"]))
    except (ValueError, KeyError, TypeError) as error:
        raise BuildError(
            f"site/{MODELS}/{folder.name}/{CARD} is no card ({type(error).__name__}: {error}): train that hand again."
        ) from error


def _story(folder: Path, model_sha256: str) -> Story | None:
    path = folder / STORY
    where = f"site/{MODELS}/{folder.name}/{STORY}"
    try:
        story = read_story(path.read_text(encoding="utf-8"), where)
    except FileNotFoundError:
        return None
    except StoryError as error:
        raise BuildError(f"{error} Delete it, or make it anew with train/train.py --all.") from error
    return story if story.model_sha256 == model_sha256 else None


def _count(values: Any) -> int:
    return sum(_count(value) for value in values) if isinstance(values, list) else 1
