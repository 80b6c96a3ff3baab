"""A worker with room for its figures, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from curlicue.actions import EXPERIMENT, SAMPLES
from curlicue.messages import TEXTS, WATCH, decode
from curlicue.packed import ROW_NUMBERS, F, G, I, O
from curlicue.stroke import Stroke
from curlicue_worker.main import Worker
from tests.sessions import Message, said
from tests.worker.bridge import Bridge
from tests.worker.waking import awake, quiet, starter, take_over

ROOM = {
    "draw": [390.0, 600.0, 1.0, 1.0],
    "states-1": [172.0, 480.0, 1.0, 1.0],
    "states-2": [172.0, 480.0, 1.0, 1.0],
    "cell": [340.0, 120.0, 1.0, 1.0],
    "time": [300.0, 44.0, 1.0, 1.0],
    "ribbons-ink": [350.0, 420.0, 1.0, 1.0],
    "network-nodes": [350.0, 430.0, 1.0, 1.0],
    "network-edges": [350.0, 430.0, 1.0, 1.0],
}
GATES = {"i": I, "f": F, "g": G, "o": O}


def seen(visible: Iterable[str], cell: int | None, *, calm: bool = False) -> dict[str, object]:
    """What a reader looks at who has chosen nothing."""
    chosen = {"cell": cell, "selected": None, "ribbons": "all", "ink_colour": False}
    in_sight = [*visible, *([] if cell is None else ["cell"])]  # an open view is
    return {"visible": in_sight, "calm": calm, **chosen}


async def live(bridge: Bridge, *visible: str, cell: int | None = None) -> Worker:
    """A worker that has taken over, with room for the figures."""
    worker = await awake(bridge, sizes=ROOM)
    take_over(worker, starter())
    await tell(worker, (WATCH, seen(visible, cell)))
    return worker


async def tell(worker: Worker, *messages: Message) -> None:
    for message in messages:
        worker.hear(said(*message))
        await quiet(lambda: worker._asked is None and not worker._due)


def frames(start: float, count: int) -> list[Message]:
    return [(SAMPLES, {"surface": "draw", "now": start + k / 60, "samples": []}) for k in range(count)]


def taken(**changes: Any) -> Message:
    return EXPERIMENT, {"pulled": True, "hears_itself": True, "muted": [], "held": [], "ruled": False, **changes}


def snapshot(bridge: Bridge) -> dict[str, Any]:
    return bridge.frames[-1][1]


def moving(bridge: Bridge) -> bool:
    return bridge.frames[-1][0]


def texts(bridge: Bridge) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for text in bridge.posted:
        if text.startswith(TEXTS):
            found.update(decode(text)[1])
    return found


def only(worker: Worker) -> Stroke:
    return worker._sheet.engine.visible()[-1]


def row(stroke: Stroke, step: int) -> list[float]:
    return list(stroke.log[ROW_NUMBERS * step : ROW_NUMBERS * (step + 1)])
