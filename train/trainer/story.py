"""What the article tells of a training, gathered: the losses, and four windows it did not see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from curlicue.payloads import Card
from curlicue_hands.places import STORY
from curlicue_hands.story import Example, Story, StoryError, read_story
from curlicue_hands.windows import Delta
from curlicue_teach.batches import FIRST_JUDGED_STEP
from trainer.data import with_time
from trainer.net import Net, card_weights
from trainer.shipped import read_hand
from trainer.snapshots import missing_snapshots
from trainer.training import Trained

EXAMPLES = 4
PX_DECIMALS, LOSS_DIGITS = 2, 4


def tell(
    trained: Trained,  # with rounded weights
    error: float,  # of those weights
    held_out: Tensor,  # (windows, time + 1, 2)
    card: Card,
) -> Story:
    """The story of a training for the hand in `card`, which usually, but not necessarily, came out of it."""
    return Story(
        model_sha256=card["model_sha256"],
        seed=card["seed"],
        error=_short(error),
        weights_apart=_short(apart(card_weights(trained.net), card["weights"])),
        held_out_windows=len(held_out),
        judged_from=FIRST_JUDGED_STEP,
        train_loss=tuple(_short(epoch.train_loss) for epoch in trained.history),
        held_out_loss=tuple(_short(epoch.held_out_loss) for epoch in trained.history),
        alone_steps=trained.alone[-1].steps if trained.alone else 0,
        alone_loss=tuple(_short(report.alone_loss) for report in trained.alone),
        alone_train_loss=tuple(_short(report.train_loss) for report in trained.alone),
        alone_held_out_loss=tuple(_short(report.held_out_loss) for report in trained.alone),
        examples=examples(trained.net, held_out, card["loop"]["scale_px"]),
    )


def why_tell(folder: Path) -> str | None:
    """Why the hand in `folder`, which can be read, needs a story or snapshots; None where all are its own."""
    path = folder / STORY
    try:
        story = read_story(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        return "its story is missing"
    except (StoryError, UnicodeDecodeError):
        return "its story is broken"
    card = read_hand(folder).card
    if story.model_sha256 != card["model_sha256"]:
        return "its story is another model's"
    missing = missing_snapshots(folder, card)
    return f"its {', '.join(missing)} is missing or another model's" if missing else None


def apart(weights: Any, others: Any) -> float:
    """The largest difference between two sets of weights of the same names and shapes."""
    if isinstance(weights, dict):
        return max(apart(weights[name], others[name]) for name in weights)
    if isinstance(weights, list):
        return max(apart(one, other) for one, other in zip(weights, others, strict=True))
    return abs(float(weights) - float(others))


@torch.no_grad()
def examples(net: Net, held_out: Tensor, scale_px: float) -> tuple[Example, ...]:
    """Held-out windows (windows, time + 1, 2), one from each quarter of them: the one foreseen no better than half."""
    moves = with_time(held_out)
    expected = net(moves[:, :-1])[0][..., :2]  # (windows, time, 2)
    missed = (expected - held_out[:, 1:])[:, FIRST_JUDGED_STEP:].square().mean(dim=(1, 2))  # (windows,)
    quarters = torch.tensor_split(torch.arange(len(held_out)), EXAMPLES)
    chosen = [quarter[missed[quarter].argsort()[len(quarter) // 2]] for quarter in quarters if len(quarter)]
    return tuple(Example(_in_px(held_out[k], scale_px), _in_px(expected[k], scale_px)) for k in chosen)


def _in_px(moves: Tensor, scale_px: float) -> tuple[Delta, ...]:
    return tuple(
        (round(dx * scale_px, PX_DECIMALS) + 0.0, round(dy * scale_px, PX_DECIMALS) + 0.0) for dx, dy in moves.tolist()
    )


def _short(value: float) -> float:
    return float(f"{value:.{LOSS_DIGITS}g}")
