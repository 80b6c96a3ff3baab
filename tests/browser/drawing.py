"""What is drawn on a page, as its recording tells it, and the same drawn again by the plain-Python oracle."""

from __future__ import annotations

import itertools
import json
import math
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Frame, Page, Request, Route

from curlicue.hand import Hand, hand_from_card
from curlicue.lstm import CELLS, LstmState
from tests.browser.waiting import PATIENCE_MS, recording, snapshot
from tests.oracle import recorded_states, replay, replay_stroke

Place = tuple[float, float]

PEN_TOLERANCE_PX = 0.01  # the page's contract
STATE_TOLERANCE = 1e-4
AFTER_STEPS = 60  # of a takeover are looked at, and as many before it
APART_PX = 0.5  # from the starter going on alone


def load_hands(dist: Path) -> dict[str, Hand]:
    """Every hand of a built site, by name."""
    cards = [json.loads(path.read_text(encoding="utf-8")) for path in dist.glob("models/*/model.json")]
    return {card["name"]: hand_from_card(card) for card in cards}


def pens(stroke: Mapping[str, Any]) -> list[Place]:
    """Where the pen was at each step of a recorded stroke, CSS px on the surface."""
    numbers = stroke["pens"]
    return list(zip(numbers[0::2], numbers[1::2], strict=True))


def fingers(stroke: Mapping[str, Any]) -> list[Place]:
    """Where the finger was at each step while it was down."""
    numbers = stroke["ticks"]
    return list(zip(numbers[0::3], numbers[1::3], strict=True))


def pace(stroke: Mapping[str, Any]) -> tuple[float, float]:
    """How far the finger of a stroke goes across and down in a step, in the middle of its way."""
    way = [(bx - ax, by - ay) for (ax, ay), (bx, by) in itertools.pairwise(fingers(stroke))]
    moving = [step for step in way if math.hypot(*step) > 0.05]
    return statistics.median(dx for dx, _ in moving), statistics.median(dy for _, dy in moving)


def follow(stroke: Mapping[str, Any]) -> tuple[list[Place], list[Place]]:
    """Pens and fingers of the steps before the lift."""
    down = fingers(stroke)
    return pens(stroke)[: len(down)], down


def follow_moving(stroke: Mapping[str, Any]) -> tuple[list[Place], list[Place]]:
    """Pens and fingers of the steps in which the finger moves: a late lift leaves it at rest before it goes."""
    drawn, down = follow(stroke)
    end = len(down)
    while end > 1 and math.dist(down[end - 1], down[end - 2]) < 0.01:
        end -= 1
    return drawn[:end], down[:end]


def is_done(stroke: Mapping[str, Any]) -> bool:
    """True once the pen of a recorded stroke rests."""
    return bool(stroke["halted"]) or (stroke["end"] is not None and len(stroke["pens"]) // 2 >= stroke["end"])


def frames(page: Page | Frame, count: int = 1) -> None:
    """Lets the page have some animation frames."""
    page.evaluate("async (n) => { while (n--) await new Promise(requestAnimationFrame); }", count)


def at_rest(page: Page | Frame, strokes: int | None = None) -> dict[str, Any]:
    """The recording once all pens rest; waits for as many strokes as given."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < until:
        found = recording(page)
        drawn = found["strokes"]
        if all(is_done(stroke) for stroke in drawn) and (strokes is None or len(drawn) == strokes):
            frames(page, 3)  # what rests is now on the screen too
            return found
        frames(page, 6)
    raise AssertionError(f"the drawing does not come to rest: {[len(stroke['pens']) // 2 for stroke in drawn]} steps")


def check_ink(found: Mapping[str, Any], hands: Mapping[str, Hand]) -> None:
    """Every pen of a recording, and every state kept, is what the plain-Python network draws from the same ticks."""
    for stroke, redrawn in zip(found["strokes"], replay(found, hands, takes_up_answers=True), strict=True):
        drawn = pens(stroke)
        assert len(drawn) == len(redrawn)
        for step, (place, pen) in enumerate(zip(drawn, redrawn, strict=True)):
            assert math.dist(place, (pen.x, pen.y)) <= PEN_TOLERANCE_PX, f"step {step} of stroke {stroke['number']}"
        kept = recorded_states(stroke)
        if stroke["states"] is not None:
            assert list(kept) == list(range(stroke["states"]["from"], len(drawn)))
        for step, state in kept.items():
            apart = largest_difference(state, redrawn[step].lstm)
            assert apart <= STATE_TOLERANCE, f"step {step} of stroke {stroke['number']}"


# The first step that the worker made of the stroke under way: at rest it finds out what those before it remembered.
TAKEN_OVER_AT = "curlicue.recording().then((found) => found.strokes.at(-1).states.from)"


def check_no_kink(stroke: Mapping[str, Any], first: int, hand: Hand, speed: float) -> None:
    """The worker took a recorded stroke over at its step ``first``, and nobody can tell; the finger's speed is px/s."""
    drawn = pens(stroke)
    assert AFTER_STEPS < first < len(drawn) - AFTER_STEPS
    assert stroke["lift"] > first + AFTER_STEPS
    alone = replay_stroke(stroke, hand)
    for step in range(first - AFTER_STEPS, first + AFTER_STEPS):
        assert math.dist(drawn[step], (alone[step].x, alone[step].y)) <= APART_PX, f"step {step}, takeover at {first}"
    # No piece of the finger's way is missing; on a busy machine it may have rested.
    near = fingers(stroke)[first - AFTER_STEPS : first + AFTER_STEPS]
    assert max(math.dist(a, b) for a, b in itertools.pairwise(near)) < 4 * speed / 60
    assert math.dist(near[0], near[-1]) > 10


def largest_difference(state: LstmState, other: LstmState) -> float:
    """The largest difference of one h or c."""
    return max(abs(a - b) for a, b in zip(state.h + state.c, other.h + other.c, strict=True))


def check_snapshot(page: Page | Frame, found: Mapping[str, Any], hands: Mapping[str, Hand]) -> None:
    """snapshot() shows the last step of a drawing at rest."""
    now = snapshot(page)
    last = replay(found, hands, takes_up_answers=True)[-1][-1]
    assert math.dist(now["pen"], pens(found["strokes"][-1])[-1]) <= PEN_TOLERANCE_PX
    assert math.dist(now["pen"], (last.x, last.y)) <= PEN_TOLERANCE_PX
    assert math.dist(now["finger"], fingers(found["strokes"][-1])[-1]) <= PEN_TOLERANCE_PX
    assert largest_difference(LstmState(h=tuple(now["h"]), c=tuple(now["c"])), last.lstm) <= STATE_TOLERANCE
    assert [len(now["gates"][gate]) for gate in "ifgo"] == [CELLS] * 4
    assert now["queue"] == 0


def distance_to_path(place: Place, path: list[Place]) -> float:
    """From a place to the nearest piece of a path, px."""
    best = math.dist(place, path[0])
    for (ax, ay), (bx, by) in itertools.pairwise(path):
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        part = 0.0 if square == 0 else ((place[0] - ax) * dx + (place[1] - ay) * dy) / square
        part = min(1.0, max(0.0, part))
        best = min(best, math.dist(place, (ax + part * dx, ay + part * dy)))
    return best


def save_data(context: BrowserContext) -> None:
    """The reader's browser saves data: no worker comes, the starter draws for good."""
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } });")


class Held:
    """Requests for some files wait until ``let_go`` or ``refuse``."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._waiting: list[Route] = []
        self._answer: Callable[[Route], None] | None = None

    def __call__(self, context: BrowserContext) -> None:
        """Begins to hold back, in a context whose page is not asked for yet."""
        context.route(self._pattern, self._hold)

    def _hold(self, route: Route, _request: Request) -> None:
        if self._answer is None:
            self._waiting.append(route)
        else:
            self._answer(route)

    def let_go(self) -> None:
        """Answers what waits, and all that comes later."""
        self._answer_all(Route.continue_)

    def refuse(self) -> None:
        """Breaks off what waits, and all that comes later."""
        self._answer_all(Route.abort)

    def _answer_all(self, answer: Callable[[Route], None]) -> None:
        self._answer = answer
        for route in self._waiting:
            answer(route)
        self._waiting = []
