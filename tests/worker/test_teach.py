"""The worker that teaches, from the page's first message to a hand: with the machine's onnxruntime."""

from __future__ import annotations

import asyncio
import math
from typing import Any

import pytest

from curlicue import lessons
from curlicue.lessons import (
    ATTEND,
    DREW,
    DROP,
    LISTENED,
    PAUSE,
    READ,
    REFUSED,
    STOP,
    STROKE,
    TAUGHT,
    TEACH,
    TOLD,
)
from curlicue.messages import FAILED, STAGE
from curlicue.payloads import ToWorker
from curlicue_hands.card import digest, read_card
from curlicue_teach.batches import TRAINING_STEPS
from curlicue_worker.teach import TeachingWorker, open_worker
from tests.sessions import said
from tests.teach.drawings import circles
from tests.worker.kinds import kinds
from tests.worker.teach_bridge import SITE, TeachBridge
from tests.worker.waking import run_alone

NAMES = ["loops", "waves"]
LONG_S = 60.0


def recorded(strokes: list[list[Any]]) -> list[dict[str, Any]]:
    return [
        {"number": number, "samples": [[1, at.x, at.y, at.t, at.pressure] for at in stroke]}
        for number, stroke in enumerate(strokes)
    ]


async def until(bridge: TeachBridge, *kinds: str) -> tuple[str, Any]:
    """The first message of one of these kinds."""
    async with asyncio.timeout(LONG_S):
        while True:
            for kind, payload in bridge.posted:
                if kind in kinds:
                    return kind, payload
            await asyncio.sleep(0.005)


def opened(bridge: TeachBridge, strokes: list[list[Any]]) -> TeachingWorker:
    worker = open_worker(bridge, said(ATTEND, NAMES))
    for each in recorded(strokes):
        worker.hear(said(STROKE, each))
    return worker


def test_circles_become_a_hand() -> None:
    async def go() -> None:
        bridge = TeachBridge()
        worker = opened(bridge, circles(8, radius_px=60.0, hz=0.55))
        worker.hear(said(TEACH, 0))
        kind, taught = await until(bridge, TAUGHT, REFUSED, FAILED)
        assert kind == TAUGHT, taught
        card = read_card(taught, "the card")
        assert card["name"] == f"yours-{card['model_sha256'][:8]}"
        assert card["training"]["taught"] is True
        assert digest((SITE / "models/loops/model.onnx").read_bytes()) != card["model_sha256"]
        (story,) = bridge.said(TOLD)
        assert story["after"] < story["before"]
        assert story["last_px"] < story["first_px"]
        assert story["windows"] == 32 * TRAINING_STEPS
        assert len(story["pictures"]) == 3
        assert all(picture.startswith("<path") for picture in story["pictures"])
        drew = bridge.said(DREW)
        assert [when for when, _ in drew].count("before") == 1
        assert drew[0][1] != drew[-1][1]
        assert bridge.said(STAGE) == ["teacher"]
        assert [when for when, _ in bridge.said(DREW)][:2] == ["before", "now"]
        listened = bridge.said(LISTENED)
        assert listened[-1]["step"] == TRAINING_STEPS
        assert math.isfinite(listened[-1]["miss_px"])
        assert listened[0]["rule_px"] > 0

    run_alone(go())


def test_what_there_is_so_far_is_read_once_for_all_that_came() -> None:
    async def go() -> None:
        bridge = TeachBridge()
        worker = opened(bridge, circles(3))
        await asyncio.sleep(0.05)
        assert len(bridge.said(READ)) == 1
        assert bridge.said(READ)[0]["can"] is True
        assert bridge.said(READ)[0]["seconds"] == pytest.approx(3.6, abs=0.2)
        for number in (0, 1):
            worker.hear(said(DROP, number))
        await asyncio.sleep(0.05)
        heard = bridge.said(READ)[1]
        assert heard["can"] is False
        assert heard["reason"]["code"] == "too short"

    run_alone(go())


def test_what_cannot_be_taught_is_refused() -> None:
    async def go() -> None:
        bridge = TeachBridge()
        worker = opened(bridge, [])
        worker.hear(said(TEACH, 0))
        _, refused = await until(bridge, REFUSED)
        assert refused["code"] == "too short"

    run_alone(go())


def test_it_waits_goes_on_and_stops() -> None:
    async def go() -> None:
        bridge = TeachBridge()
        worker = opened(bridge, circles(8))
        worker.hear(said(TEACH, 0))
        await until(bridge, LISTENED)
        worker.hear(said(PAUSE, True))
        await asyncio.sleep(0.3)
        count = len(bridge.said(LISTENED))
        await asyncio.sleep(0.4)
        assert len(bridge.said(LISTENED)) <= count + 1
        worker.hear(said(PAUSE, False))
        await asyncio.sleep(0.4)
        assert len(bridge.said(LISTENED)) > count
        worker.hear(said(STOP, None))
        kind, _ = await until(bridge, TAUGHT, REFUSED)
        assert kind in (TAUGHT, REFUSED)

    run_alone(go())


def test_a_pause_before_it_has_begun_and_a_second_start_do_nothing() -> None:
    async def go() -> None:
        bridge = TeachBridge()
        worker = opened(bridge, circles(8))
        worker.hear(said(PAUSE, True))
        worker.hear(said(STOP, None))
        worker.hear(said(TEACH, 0))
        worker.hear(said(TEACH, 0))
        await until(bridge, LISTENED)
        worker.hear(said(STOP, None))
        await until(bridge, TAUGHT, REFUSED)
        await asyncio.sleep(0.2)
        assert len(bridge.said(TAUGHT) + bridge.said(REFUSED)) == 1

    run_alone(go())


def test_numbers_that_are_none_are_refused() -> None:
    async def go() -> None:
        bridge = TeachBridge()
        worker = opened(bridge, circles(8))
        await until(bridge, STAGE)
        bridge.broken = True
        worker.hear(said(TEACH, 0))
        kind, payload = await until(bridge, REFUSED, FAILED, TAUGHT)
        assert (kind, payload["code"] if kind == REFUSED else payload) == (REFUSED, "broken")

    run_alone(go())


@pytest.mark.parametrize(
    "missing", ["graphs/pens.onnx", "graphs/teach.onnx", "models/loops/model.json", "models/loops/model.onnx"]
)
def test_what_it_cannot_do_without_is_said(missing: str) -> None:
    async def go() -> None:
        bridge = TeachBridge()
        bridge.missing = {missing}
        opened(bridge, circles(8))
        _, why = await until(bridge, FAILED)
        assert missing in why

    run_alone(go())


def test_one_of_the_other_hands_may_be_missing() -> None:
    async def go() -> None:
        bridge = TeachBridge()
        bridge.missing = {"models/waves/model.json"}
        opened(bridge, circles(8))
        await until(bridge, STAGE)

    run_alone(go())


def test_it_hears_all_that_is_meant_for_it_and_nothing_else() -> None:
    async def go() -> None:
        assert opened(TeachBridge(), []).ears.kinds() == kinds(ToWorker, lessons) - {ATTEND}

    run_alone(go())


def test_another_first_message_is_an_error() -> None:
    with pytest.raises(ValueError, match="first message"):
        open_worker(TeachBridge(), said(STOP, None))
