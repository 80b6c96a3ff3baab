"""The story of a hand, `story.json`: how it was trained, epoch by epoch, and what it foresaw afterwards.

The article's charts are made of it. It lies beside the card and not in it, because the card is fetched before the first
ink and the story never. The trainer writes it, the site's builder reads it. No times are in it: the same seed gives the
same story.
"""

from __future__ import annotations

import json
import math
from typing import Any, NamedTuple

from curlicue_hands.windows import Delta

FORMAT = "curlicue-story"
VERSION = 1


class StoryError(ValueError):
    """A story that cannot be used; the message is one sentence for people."""


class Example(NamedTuple):
    """A window that the network was not trained on, and what it expected at each of its steps. CSS px per step."""

    moves: tuple[Delta, ...]  # one more than `expected`
    expected: tuple[Delta, ...]  # expected[k] was said after moves[k] and is to be compared with moves[k + 1]


class Story(NamedTuple):
    """Errors and losses are mean squares over both axes, in units of the hand's `scale_px` squared."""

    model_sha256: str  # of the model.onnx that it belongs to
    seed: int
    error: float  # one-step error of this training's rounded weights on held-out windows
    weights_apart: float  # the largest difference between a weight of this training and the card's: 0 when they are one
    held_out_windows: int
    judged_from: int  # the first step of a window that counts: before it the network is still cold
    train_loss: tuple[float, ...]  # one an epoch
    held_out_loss: tuple[float, ...]
    alone_steps: int  # of the second phase, in which it hears only itself; 0: there was none
    alone_loss: tuple[float, ...]  # of what it does alone, beside its figure; the mean of each few of those steps
    alone_train_loss: tuple[float, ...]  # what the two losses above became meanwhile
    alone_held_out_loss: tuple[float, ...]
    examples: tuple[Example, ...]


def write_story(story: Story) -> str:
    """The story as text: one line per key, and one per example."""
    record = {"format": FORMAT, "version": VERSION, **story._asdict()}
    examples = ",\n".join(_json(example._asdict()) for example in story.examples)
    lines = [f"{_json(name)}: {_json(value)}" for name, value in record.items() if name != "examples"]
    return "{\n" + ",\n".join([*lines, f'"examples": [\n{examples}\n]']) + "\n}\n"


def read_story(text: str, where: str) -> Story:
    """Parse and check a story; `where` names its file in the errors."""
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise StoryError(f"{where}, line {error.lineno}: found text that is not JSON ({error.msg}).") from None
    if not isinstance(record, dict) or (record.get("format"), record.get("version")) != (FORMAT, VERSION):
        raise StoryError(f"{where}: found no {FORMAT} of version {VERSION}.")
    try:
        return _story(record)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise StoryError(f"{where}: found something amiss in it ({type(error).__name__}: {error}).") from None


def _story(record: dict[str, Any]) -> Story:
    story = Story(
        model_sha256=str(record["model_sha256"]),
        seed=int(record["seed"]),
        error=_number(record["error"]),
        weights_apart=_number(record["weights_apart"]),
        held_out_windows=int(record["held_out_windows"]),
        judged_from=int(record["judged_from"]),
        train_loss=_losses(record["train_loss"]),
        held_out_loss=_losses(record["held_out_loss"]),
        alone_steps=int(record.get("alone_steps", 0)),  # trainings of before had no second phase
        alone_loss=_losses(record.get("alone_loss", [])),
        alone_train_loss=_losses(record.get("alone_train_loss", [])),
        alone_held_out_loss=_losses(record.get("alone_held_out_loss", [])),
        examples=tuple(Example(_deltas(each["moves"]), _deltas(each["expected"])) for each in record["examples"]),
    )
    alone = {len(story.alone_loss), len(story.alone_train_loss), len(story.alone_held_out_loss)}
    if len(alone) > 1 or (alone == {0}) != (story.alone_steps == 0) or story.alone_steps < 0:
        raise ValueError(f"{story.alone_steps} steps alone with {sorted(alone)} losses")
    if not story.train_loss or len(story.train_loss) != len(story.held_out_loss):
        raise ValueError(f"{len(story.train_loss)} training losses, {len(story.held_out_loss)} held-out ones")
    for example in story.examples:
        if len(example.moves) != len(example.expected) + 1 or not 0 <= story.judged_from < len(example.expected):
            raise ValueError(f"an example of {len(example.moves)} movements and {len(example.expected)} expectations")
    return story


def _losses(values: list[Any]) -> tuple[float, ...]:
    losses = tuple(_number(value) for value in values)
    if any(loss <= 0.0 for loss in losses):
        raise ValueError("a loss that is not above 0")
    return losses


def _deltas(values: list[Any]) -> tuple[Delta, ...]:
    return tuple((_number(dx), _number(dy)) for dx, dy in values)


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} where a number belongs")
    return number


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
