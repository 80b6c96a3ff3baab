"""A worker that wakes, takes a drawing over and is told what a reader does, without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from curlicue.actions import DOWN, MOVE, SAMPLES, UP
from curlicue.engine import Engine
from curlicue.messages import AWAKE, CONTINUE, OPEN, REPAINT
from curlicue.pen import PenSettings
from curlicue.plain import engine_to_plain, strokes_to_plain
from curlicue_aside.aside import STRAY_PX
from curlicue_ink.marks import PALETTE
from curlicue_worker.main import Worker, open_worker
from tests.sessions import Message, said
from tests.shipped import shipped_card, shipped_hand
from tests.worker.bridge import Bridge

FREE_STEPS = 60
SIZES: dict[str, list[float]] = {"draw": [390, 600, 1, 1.0]}
COLOURS = ["#000000"] * len(PALETTE)


def run_alone(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end in a thread of its own: the browser tests keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, coroutine).result()


def in_a_loop(test: Callable[[Bridge], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    def run() -> None:
        run_alone(test(Bridge()))

    run.__name__ = test.__name__
    return run


async def awake(bridge: Bridge, *strips: str, sizes: dict[str, list[float]] = SIZES) -> Worker:
    opening = {"cards": [shipped_card()], "surfaces": ["draw", *strips], "sizes": sizes, "colours": COLOURS}
    worker = open_worker(bridge, said(OPEN, opening))
    await quiet(lambda: AWAKE in bridge.kinds())
    return worker


async def quiet(until: Callable[[], bool] = lambda: False, turns: int = 3000) -> None:
    for _ in range(turns):
        if until():
            return
        await asyncio.sleep(0)


def starter() -> Engine:
    return Engine(shipped_hand(), PenSettings(None), FREE_STEPS)


def strayed(engine: Engine) -> Engine:
    """The same engine, its strokes nudged: no hand draws them so again, and what they remembered stays unknown."""
    for each in engine.visible():
        each.pens[0] += 2 * STRAY_PX
    return engine


def stroke(start: float, seconds: float, lift: bool = True, surface: str = "draw") -> Message:
    count = round(seconds * 60)
    kinds = [DOWN, *[MOVE] * count, *([UP] if lift else [])]
    samples = [[kind, 40.0 + 0.5 * k, 90.0, start + k / 60, 0.5] for k, kind in enumerate(kinds)]
    return SAMPLES, {"surface": surface, "now": start + seconds + 0.01, "samples": samples}


def take_over(worker: Worker, engine: Engine) -> None:
    """Both messages of a takeover, the starter drawing nothing in between."""
    known: dict[int, int] = {}
    worker.hear(said(REPAINT, {"strokes": strokes_to_plain(engine, known)[0], "whole": True}))
    worker.hear(said(CONTINUE, {"strokes": strokes_to_plain(engine, known)[0], "engine": engine_to_plain(engine)}))
