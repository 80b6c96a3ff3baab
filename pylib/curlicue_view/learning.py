"""A hand in the middle of its training: fetched when it is asked for, and the last stroke drawn by it again."""

from asyncio import Task, create_task
from collections.abc import Awaitable, Callable
from json import loads
from typing import Protocol

from curlicue.actions import DOWN, MOVE, SAMPLES, UP
from curlicue.hand import Hand, hand_from_card
from curlicue.stroke import STEP_S, STEPS_PER_S
from curlicue_hands.card_check import check_card
from curlicue_hands.epoch import card_then
from curlicue_hands.places import CARD, epoch_file, is_taught, place
from curlicue_view.surface import Surface

Point = tuple[float, float, float]  # x, y (CSS px), pressure

MOST_TICKS = 20 * STEPS_PER_S  # drawn again; a phone needs half a second for them
LATER_S = 60.0  # after the lift the pen rests for certain
LINE_SPEED = 50.0 / STEPS_PER_S  # CSS px a step, a slow finger
LINE_FROM, LINE_TO, LINE_LONGEST = 0.2, 0.86, 420.0  # shares of the strip's width; CSS px


class Files(Protocol):
    """The files of the site."""

    def text(self, path: str, /) -> Awaitable[str]:
        """Fetch one. Raises what JavaScript throws."""


class Learning:
    """What a training's epochs draw on a strip. ``ready`` is told each hand that comes, before it draws."""

    def __init__(
        self, files: Files, surface: Surface, ready: Callable[[Hand], None], drawn: Callable[[bool], None]
    ) -> None:
        self._files = files
        self._surface = surface
        self._ready = ready
        self._drawn = drawn  # called when the strip has something new to draw, or with False when nothing came
        self._known: dict[tuple[str, int | None], Hand] = {}
        self._wanted: tuple[str, int | None] | None = None  # the newest; what comes late for another is only kept
        self._coming: Task[None] | None = None

    def ask(self, name: str, epoch: int | None, *, draw: bool) -> None:
        """Let the hand of an epoch (None: the finished one) have the strip, and draw its stroke again.

        Where there is no stroke and one is to be drawn, a slow straight finger draws one.
        """
        self._wanted = (name, epoch)
        self._coming = create_task(self._bring(name, epoch, draw))

    async def _bring(self, name: str, epoch: int | None, draw: bool) -> None:
        hand = self._known.get((name, epoch))
        try:
            hand = hand or await self._fetch(name, epoch)
        except Exception as error:  # noqa: BLE001  # JavaScript may throw anything, and a file may hold anything
            if self._wanted == (name, epoch):
                print("Curlicue: no such epoch:", error)
                self._drawn(False)
            return
        self._known[name, epoch] = hand
        if self._wanted != (name, epoch):
            return
        self._ready(hand)
        engine = self._surface.engine
        engine.choose(hand)
        if engine.track is not None:  # a finger is down: the next stroke is drawn by it
            return
        ticks = self._ticks(draw)
        if ticks:
            engine.halt()
            now = len(ticks) * STEP_S + LATER_S
            self._surface.act(SAMPLES, {"samples": _samples(ticks), "now": now, "surface": self._surface.name})
            self._drawn(True)

    async def _fetch(self, name: str, epoch: int | None) -> Hand:
        if is_taught(name):  # came whole, and nothing of its training was kept
            return self._surface.engine.hands[name]
        card = check_card(loads(await self._files.text(place(name, CARD))), name)
        if epoch is None:
            return hand_from_card(card)
        file = epoch_file(epoch)
        then = card_then(card, await self._files.text(place(name, file)), file)
        return hand_from_card({**then, "name": f"{name}, epoch {epoch}"})

    def _ticks(self, draw: bool) -> list[Point]:
        """What a finger did on the strip last; a slow straight line where nothing was, if one is to be drawn."""
        strokes = self._surface.engine.visible()
        if strokes:
            flat = strokes[-1].ticks[: 3 * MOST_TICKS]
            return [(flat[k], flat[k + 1], flat[k + 2]) for k in range(0, len(flat), 3)]
        if not draw or self._surface.engine.sheet is None:
            return []
        width, height = self._surface.engine.sheet
        length = min((LINE_TO - LINE_FROM) * width, LINE_LONGEST)
        return [(LINE_FROM * width + LINE_SPEED * k, height / 2, 0.5) for k in range(int(length / LINE_SPEED))]


def _samples(ticks: list[Point]) -> list[list[float]]:
    """A finger that makes these very ticks, and lifts."""
    samples = [[MOVE, x, y, k * STEP_S, pressure] for k, (x, y, pressure) in enumerate(ticks)]
    samples[0][0] = DOWN
    return [*samples, [UP, *samples[-1][1:]]]
