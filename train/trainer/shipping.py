"""A hand's files: made, checked, and written all together."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import torch

from curlicue.hand import Hand
from curlicue.stroke import Tick
from curlicue_finger.motor import minimum_jerk
from curlicue_finger.touch import NO_PRESSURE
from curlicue_hands.card import digest, make_card, write_card
from curlicue_hands.places import CARD, GRAPH, STORY, TRACE
from curlicue_hands.story import write_story
from curlicue_hands.thumbnail import thumbnail
from curlicue_teach.card import Words, card_of, hand_of, training_of
from curlicue_teach.recipe import Taken
from trainer.atlas import atlas
from trainer.baselines import Yardstick
from trainer.candidate import Candidate
from trainer.config import TrainConfig
from trainer.dataset import Dataset
from trainer.export import LARGEST_CELL_ERROR, LARGEST_OUTPUT_ERROR, Trace, check_parity, golden_trace, to_onnx
from trainer.folders import replace_files
from trainer.hands import HandRecord
from trainer.likeness import LIKE_BARS
from trainer.net import Net, card_weights
from trainer.own_strokes import SENTENCE, Own
from trainer.recipe import own_settings, recipe
from trainer.snapshots import old_snapshots, snapshots
from trainer.story import tell
from trainer.teacher import net_of
from trainer.trials import heard

TRACE_FORMAT, TRACE_VERSION = "curlicue-trace", 1
PARITY_STEPS = 1000
FIGURE_DIGITS = 4
NOT_IN_CARDS = {bar.figure for bar in LIKE_BARS}  # measured since: the shipped cards do without, and stay as they are


class ParityError(RuntimeError):
    """The exported graph or the plain-Python step does not compute what torch computes."""


def ship(candidate: Candidate, record: HandRecord, data: Dataset, yardstick: Yardstick, config: TrainConfig) -> Path:
    """Write a hand's model, card, trace, story and snapshots into its folder and return it.

    ParityError writes nothing.
    """
    net, hand = candidate.trained.net, candidate.hand
    model, trace = checked_graph(net, hand, candidate.seed)
    card = make_card(
        name=record.name,
        title=record.title,
        sentence=record.sentence,
        loop=hand.loop,
        start=hand.start,
        seed=candidate.seed,
        weights=card_weights(net),
        model=model,
        training={**training_figures(candidate, record, data, yardstick), **how(record, config)},
        thumbnail=thumbnail(hand, record.sketch),
        atlas=atlas(hand),
    )
    story = tell(candidate.trained, candidate.error, data.held_out, card)
    files: dict[str, bytes | None] = {
        **dict.fromkeys(old_snapshots(config.out / record.name)),  # of another training, it may be a longer one
        **snapshots(candidate.trained, record, data, card),
        GRAPH: model,
        CARD: write_card(card).encode(),
        TRACE: trace,
        STORY: write_story(story).encode(),
    }
    return replace_files(config.out / record.name, files)


def ship_own(taken: Taken, own: Own, config: TrainConfig) -> Path:
    """Write model, card and trace of a hand of a person's own strokes into its folder and return it.

    It has no story and no snapshots: a teaching has no epochs and holds no strokes out, and the strokes themselves stay
    out of what is published. ParityError writes nothing.
    """
    words = own_words(config)
    hand = hand_of(words, taken.weights, taken.judged.start)
    model, trace = checked_graph(net_of(taken.weights), hand, taken.seed)
    training = {
        **training_of(own.lesson, taken.line),
        "recorded": True,
        "turning": "random rotation" if own.lesson.closed else "aligned",  # as train/evaluate.py turns strokes for it
        "apart": _short(taken.judged.apart),
        **{name: value for name, value in (("from", config.origin), ("mix", config.mix)) if value},
        "torch": torch_version(),
    }
    card = card_of(hand, words.sentence, taken.weights, taken.seed, model, training, atlas(hand))
    folder = config.out / words.name
    files = {GRAPH: model, CARD: write_card(card).encode(), TRACE: trace}
    return replace_files(folder, {**dict.fromkeys([*old_snapshots(folder), STORY]), **files})


def own_words(config: TrainConfig) -> Words:
    """What a hand of a person's own strokes is called."""
    name = config.name or "mine"
    return Words(name, name.replace("-", " ").replace("_", " ").capitalize(), SENTENCE)


def checked_graph(net: Net, hand: Hand, seed: int) -> tuple[bytes, bytes]:
    """model.onnx and trace.json of a net with rounded weights; ParityError where it computes something else."""
    model = to_onnx(net, {"format": "curlicue-step", "name": hand.name, "seed": str(seed), "license": "MIT"})
    inputs = heard(hand, parity_finger())
    for runtime, parity in check_parity(net, model, hand.weights, inputs).items():
        if not parity.holds:
            raise ParityError(
                f"{runtime} differs from torch by {parity.output:.1e} in the outputs and {parity.cell:.1e} in the "
                f"cells over {len(inputs)} steps, expected at most {LARGEST_OUTPUT_ERROR:g} and {LARGEST_CELL_ERROR:g}"
            )
    return model, write_trace(golden_trace(net, inputs), model).encode()


def how(record: HandRecord, config: TrainConfig) -> dict[str, Any]:
    """What the card tells of how the hand was asked for; a built-in one as its record says has its recipe alone."""
    settings = own_settings(config)
    return {"recipe": recipe(record, config), **({"settings": settings} if settings else {})}


def parity_finger() -> list[Tick]:
    """A finger of `PARITY_STEPS` movements that speeds up from a crawl to 600 px/s and slows down again, in a curve."""
    ticks, x, y = [], 0.0, 0.0
    for k in range(PARITY_STEPS + 1):
        ticks.append(Tick(x, y, NO_PRESSURE))
        there_and_back = 1.0 - abs(2.0 * k / PARITY_STEPS - 1.0)
        speed = 0.5 + 9.5 * minimum_jerk(2.0 * there_and_back - 0.8)  # px per step
        x, y = x + speed * math.cos(0.004 * k), y + speed * math.sin(0.004 * k)
    return ticks


def training_figures(candidate: Candidate, record: HandRecord, data: Dataset, yardstick: Yardstick) -> dict[str, Any]:
    """What the card tells of the training. No times, which are the story's: the same seed gives the same card."""
    last = candidate.trained.history[-1]
    return {
        "strokes": len(data.strokes),
        "windows": len(data.training),
        "turning": record.turning,
        "steps_per_window": data.training.shape[1] - 1,
        "epochs": last.epochs,
        "closed_loop_steps": candidate.trained.alone[-1].steps if candidate.trained.alone else 0,
        "snapshots": [snapshot.epoch for snapshot in candidate.trained.snapshots],
        "train_loss": _short(last.train_loss),
        "error": _short(candidate.error),
        "baselines": {name: _short(error) for name, error in yardstick.errors.items()},
        "autoregression": [[round(weight, 6) for weight in row] for row in yardstick.autoregression.weights.tolist()],
        "figures": {
            name: None if value is None else _short(value)
            for name, value in candidate.figures.items()
            if name not in NOT_IN_CARDS
        },
        "failed_bars": [f"{bar.figure}: {bar.wanted()}" for bar in candidate.failed],
        "torch": torch_version(),
    }


def torch_version() -> str:
    """Without what it was built for."""
    return torch.__version__.partition("+")[0]


def write_trace(trace: Trace, model: bytes) -> str:
    """trace.json as text, one step per line."""
    steps = ",\n".join(json.dumps(step, separators=(",", ":")) for step in trace)
    head = {"format": TRACE_FORMAT, "version": TRACE_VERSION, "model_sha256": digest(model)}
    return json.dumps(head)[:-1] + ', "steps": [\n' + steps + "\n]}\n"


def _short(value: float) -> float:
    return float(f"{value:.{FIGURE_DIGITS}g}")
