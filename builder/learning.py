"""The slider over a training: what each hand drew at the moments that its trainer kept, and what is said of them."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from builder.errors import BuildError
from builder.hands import ORDER
from builder.numbers import Told, read_hands
from builder.spelling import figure, words
from curlicue.hand import hand_from_card
from curlicue.pen import PenSettings
from curlicue.run import run_stroke
from curlicue.stroke import STEPS_PER_S, Tick
from curlicue_hands.epoch import card_then
from curlicue_hands.places import MODELS, STORY, epoch_file
from curlicue_hands.thumbnail import HEIGHT, WIDTH
from curlicue_ink.svg import number
from curlicue_ink.svg_rope import cubics, path_data
from curlicue_words.numbers import whole

SPEED_PX_S = 60  # of the finger: slow
SHOWN_S, BEFORE_S = 2.6, 2.0  # s of a straight drag that are shown, and what came before
SCALE = 0.31
STRIDE = 6  # steps of one cubic
EARLY = 2  # place of the moment, among those kept, that the text compares with the end
DONE = "done"  # under the last drawing


def placeholders(root: Path) -> dict[str, str]:
    """What the article's {{names}} of the slider stand for: a track for each hand that came with moments, and misses.

    BuildError where the first hand came without.
    """
    hands = read_hands(root)
    shown, *others = [track for told in hands.values() if (track := _track(root, told))] or [""]
    tracks = shown + "".join(track.replace(" data-hand", " hidden data-hand", 1) for track in others)
    return {"epochs": tracks, **_misses(hands[ORDER[0]])}


def _misses(told: Told) -> dict[str, str]:
    """How well the first hand foresaw early in its training, and at the end of its epochs."""
    epochs: list[int] = told.card["training"].get("snapshots", [])
    if told.story is None or len(epochs) <= EARLY:
        raise BuildError(
            f"site/{MODELS}/{told.name} has no {STORY}, or no snapshots, of its own, which the article shows: "
            "run train/train.py --all, or train that hand again."
        )
    early = epochs[EARLY]
    losses = told.story.held_out_loss
    return {
        "early_epochs_words": words(early),
        "early_px": figure(told.miss_px(losses[early - 1]), 2),
        "epochs_end_px": figure(told.miss_px(losses[-1]), 2),
    }


def _track(root: Path, told: Told) -> str:
    """A row of small drawings, each with its epoch; nothing for a hand whose card tells of no snapshots."""
    folder = root / "site" / MODELS / told.name
    epochs: list[int] = told.card["training"].get("snapshots", [])
    if not epochs:
        return ""
    card = json.dumps(told.card)
    drawings = [_drawing(card, _snapshot(folder, epoch), epoch_file(epoch)) for epoch in epochs]
    drawings.append(_drawing(card, None, ""))
    moments = [[epoch, _said(told, epoch)] for epoch in epochs] + [[None, _said(told, None)]]
    names = [*(whole(epoch) for epoch in epochs), DONE]
    items = "".join(f"<span>{drawing}{name}</span>" for drawing, name in zip(drawings, names, strict=True))
    about = (
        f"{escape(str(told.card['title']))}, one slow straight drag after {', '.join(names[:-1])} epochs of training, "
        "and when it was done."
    )
    data = escape(json.dumps(moments, separators=(",", ":")))
    head = f'class="epochs" data-hand="{told.name}" data-epochs="{data}" role="img" aria-label="{about}"'
    return f"<div {head}>{items}</div>"


def _said(told: Told, epoch: int | None) -> str:
    """What is said of a moment: how far it has come, and how well it foresees by then."""
    if epoch == 0:
        return "Before training: its numbers are drawn by lot."
    training = told.card["training"]
    if epoch is None:
        last = f"Done: {whole(training['epochs'])} epochs"
        if training.get("closed_loop_steps"):
            last += f" and {whole(training['closed_loop_steps'])} steps of going on alone"
        return f"{last}. It misses by {figure(told.miss_px(training['error']), 2)} px."
    after = f"After {whole(epoch)} epoch{'s' if epoch > 1 else ''}"
    if told.story is None or len(told.story.held_out_loss) < epoch:
        return f"{after}."
    return f"{after}: it misses by {figure(told.miss_px(told.story.held_out_loss[epoch - 1]), 2)} px."


def _snapshot(folder: Path, epoch: int) -> str:
    try:
        return (folder / epoch_file(epoch)).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BuildError(
            f"site/{MODELS}/{folder.name} has no {epoch_file(epoch)}, of which its card tells: train that hand again."
        ) from None


@cache
def _drawing(card: str, snapshot: str | None, where: str) -> str:
    """What a slow straight drag becomes, from the middle of it on. BuildError for a snapshot that is none."""
    made: dict[str, Any] = json.loads(card)
    try:
        hand = hand_from_card(made if snapshot is None else card_then(made, snapshot, where))
    except ValueError as error:
        raise BuildError(f"site/{MODELS}/{made['name']}: {error}.") from error
    steps = round(SHOWN_S * STEPS_PER_S) // STRIDE * STRIDE
    ticks = [Tick(SPEED_PX_S / STEPS_PER_S * k, 0.0, 0.5) for k in range(round(BEFORE_S * STEPS_PER_S) + steps + 1)]
    points = [(pen.x, pen.y) for pen in run_stroke(hand, ticks, PenSettings(None))[-steps - 1 :]]
    middle_x, middle_y = (min(axis) / 2 + max(axis) / 2 for axis in zip(*points, strict=True))
    placed = [(WIDTH / 2 + SCALE * (x - middle_x), HEIGHT / 2 + SCALE * (y - middle_y)) for x, y in points]
    box = f"0 0 {number(WIDTH)} {number(HEIGHT)}"
    return f'<svg viewBox="{box}" aria-hidden="true"><path d="{path_data(cubics(placed, STRIDE))}"/></svg>'
