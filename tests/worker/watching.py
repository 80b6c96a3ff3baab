"""A worker with room for its figures, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from curlicue.messages import EXPERIMENT, FRAME, SAMPLES, TEXTS, WATCH, decode, encode
from curlicue.packed import ROW_NUMBERS, F, G, I, O
from curlicue.stroke import Stroke
from curlicue_worker.main import Worker
from tests.sessions import Message
from tests.worker.bridge import Bridge
from tests.worker.waking import awake, quiet, starter, take_over

ROOM = {
    "draw": [390.0, 600.0, 1.0, 1.0],
    "rows": [358.0, 480.0, 1.0, 1.0],
    "cell": [340.0, 120.0, 1.0, 1.0],
    "time": [300.0, 44.0, 1.0, 1.0],
}
GATES = {"i": I, "f": F, "g": G, "o": O}


def seen(visible: Iterable[str], cell: int | None) -> dict[str, object]:
    """What a reader looks at who has chosen nothing."""
    return {"visible": list(visible), "cell": cell, "selected": None, "only_chosen": False, "ink_colour": False}


async def live(bridge: Bridge, *visible: str, cell: int | None = None) -> Worker:
    """A worker that has taken over, with room for the figures."""
    worker = await awake(bridge, sizes=ROOM)
    take_over(worker, starter())
    await tell(worker, (WATCH, seen(visible, cell)))
    return worker


async def tell(worker: Worker, *messages: Message) -> None:
    for message in messages:
        worker.hear(encode(*message))
        await quiet(lambda: worker._asked is None)


def frames(start: float, count: int) -> list[Message]:
    return [(SAMPLES, {"surface": "draw", "now": start + k / 60, "samples": []}) for k in range(count)]


def taken(**changes: Any) -> Message:
    return EXPERIMENT, {"pulled": True, "hears_itself": True, "muted": [], "held": [], **changes}


def snapshot(bridge: Bridge) -> dict[str, Any]:
    text = next(text for text in reversed(bridge.posted) if text.startswith(FRAME))
    found: dict[str, Any] = decode(text.replace(" 1 ", " ", 1).replace(" 0 ", " ", 1))[1]
    return found


def moving(bridge: Bridge) -> bool:
    return next(text for text in reversed(bridge.posted) if text.startswith(FRAME)).startswith(f"{FRAME} 1")


def texts(bridge: Bridge) -> dict[str, Any]:
    found: dict[str, Any] = decode(next(text for text in reversed(bridge.posted) if text.startswith(TEXTS)))[1]
    return found


def only(worker: Worker) -> Stroke:
    return worker._sheet.engine.visible()[-1]


def row(stroke: Stroke, step: int) -> list[float]:
    return list(stroke.log[ROW_NUMBERS * step : ROW_NUMBERS * (step + 1)])
