"""Pointer and key actions as WebDriver and WebDriver BiDi both take them."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.drivers.driver import Place

KEYS = {"ArrowRight": "\ue014", "Shift": "\ue008", "Space": " "}
LONGEST_S = 0.5  # of one command, so that no driver loses its patience


def pressing(place: Place, kind: str) -> list[dict[str, Any]]:
    """The pointer comes down at a place."""
    return [_source([_to(place), {"type": "pointerDown", "button": 0}], kind)]


def moving(places: Sequence[Place], hz: float, kind: str) -> Iterator[list[dict[str, Any]]]:
    """The pointer goes through places, hz of them a second: the driver keeps the pace."""
    pause = {"type": "pause", "duration": round(1000 / hz)}
    piece = max(1, round(LONGEST_S * hz))
    for at in range(0, len(places), piece):
        yield [_source([each for place in places[at : at + piece] for each in (_to(place), pause)], kind)]


def lifting(kind: str) -> list[dict[str, Any]]:
    """The pointer goes up where it is."""
    return [_source([{"type": "pointerUp", "button": 0}], kind)]


def wheeling(place: Place, down: float) -> list[dict[str, Any]]:
    """The wheel turns over a place, by CSS px."""
    turn = {"type": "scroll", "x": round(place[0]), "y": round(place[1]), "deltaX": 0, "deltaY": round(down)}
    return [{"type": "wheel", "id": "wheel", "actions": [turn]}]


def holding(key: str, seconds: float) -> list[dict[str, Any]]:
    """A key goes down, stays so, and comes up."""
    pause = {"type": "pause", "duration": round(1000 * seconds)}
    actions = [{"type": "keyDown", "value": KEYS[key]}, pause, {"type": "keyUp", "value": KEYS[key]}]
    return [{"type": "key", "id": "keyboard", "actions": actions}]


def _source(actions: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return {"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": actions}


def _to(place: Place) -> dict[str, Any]:
    return {"type": "pointerMove", "x": round(place[0]), "y": round(place[1]), "duration": 0}
