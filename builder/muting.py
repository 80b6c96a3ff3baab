"""Cells worth muting, from the curls measured without each of them (`curlicue_study.effects.Curl`, in the card)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from curlicue_study.effects import GONE, Curl
from curlicue_words.cells import cell_name
from curlicue_words.effects import change_words

SPINS = 1.5  # times the loops of the whole hand
ONE_WAY = 0.9  # share of the turning that goes the same way, from which on a line goes round and round
LIVELY = 0.8  # of the whole hand's swing, from which on a line still swings


class Striking(NamedTuple):
    """What a hand does, and does without one of its cells."""

    cell: int  # 0..15
    whole: Curl
    less: Curl

    @property
    def name(self) -> str:
        """The cell as a reader finds it."""
        return cell_name(self.cell)


def striking(card: Mapping[str, Any]) -> dict[str, Striking]:
    """Up to three cells: "stops" the curl, "straightens" it (it swings on without turning), makes it "spin".

    Each is the most striking of its kind; a hand has none where no cell does that, or where its card is an old one.
    """
    atlas = card.get("atlas", {})
    if "muted" not in atlas:
        return {}
    whole = Curl(*atlas["whole"])
    cells = [Striking(k, whole, Curl(*numbers)) for k, numbers in enumerate(atlas["muted"])]
    found = {}
    still = min(cells, key=lambda each: each.less.swing_px)
    if still.less.swing_px < GONE * whole.swing_px:
        found["stops"] = still
    swinging = [each for each in cells if each.less.swing_px >= LIVELY * whole.swing_px]
    if whole.share >= ONE_WAY and swinging:
        straight = min(swinging, key=lambda each: each.less.loops_per_s)
        if straight.less.loops_per_s < GONE * whole.loops_per_s:
            found["straightens"] = straight
    round_and_round = [each for each in cells if each.less.share >= ONE_WAY]
    if round_and_round:
        quick = max(round_and_round, key=lambda each: each.less.loops_per_s)
        if quick.less.loops_per_s > SPINS * whole.loops_per_s:
            found["spins"] = quick
    return found


def worth_muting(card: Mapping[str, Any]) -> str:
    """A sentence for each striking cell of a hand; nothing where there is none. For prose and for the cell view."""
    return " ".join(f"Mute {each.name}, and {_happens(kind, each)}." for kind, each in striking(card).items())


def _happens(kind: str, of: Striking) -> str:
    if kind == "stops":
        return change_words("gone", of.whole.swing_px, of.less.swing_px)
    loops = change_words("loops", of.whole.loops_per_s, of.less.loops_per_s)
    if kind == "straightens":
        return f"it swings to and fro instead of turning: {loops}"
    if of.whole.share >= ONE_WAY:
        return f"it spins: {loops}"
    return f"it goes round and round, {of.less.loops_per_s:.1f} times a second"
