"""What a reader may do to a surface, frame by frame, as the page tells it to whoever draws."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from curlicue.actions import CLEAR, DOWN, EXPERIMENT, MOVE, REDO, SAMPLES, SETTINGS, UNDO, UP, apply
from curlicue.engine import Engine
from curlicue.hand import Hand
from curlicue.lstm import step
from curlicue.messages import encode
from curlicue.pen import PenSettings
from curlicue.stroke import STEP_S, STEPS_PER_S

Message = tuple[str, Any]


def said(kind: str, payload: Any = None) -> str:
    """A message as a string, of whatever kind."""
    any_kind: Any = kind
    return encode(any_kind, payload)


RESTING_PULL = PenSettings(None)
DONE_S = 5.0  # longer than any lone pen of these sessions draws


class Move(NamedTuple):
    """A finger that moves for some frames at some speed."""

    frames: int
    dx: float  # CSS px per frame
    dy: float


_speeds = st.one_of(st.just(0.0), st.floats(-1.5, 1.5), st.floats(-20, 20))
_moves = st.builds(Move, st.integers(1, 25), _speeds, _speeds)
_strokes = st.lists(_moves, max_size=4)
_settings = st.fixed_dictionaries(
    {"pull": st.one_of(st.none(), st.floats(0, 1)), "free_steps": st.sampled_from([0, 20, 60])}
)
_experiments = st.fixed_dictionaries(
    {
        "pulled": st.booleans(),
        "hears_itself": st.booleans(),
        "ruled": st.booleans(),
        "muted": st.lists(st.integers(0, 15), max_size=3, unique=True),
        "held": st.lists(st.tuples(st.integers(0, 1), st.sampled_from("ifo"), st.floats(0, 1)).map(list), max_size=2),
    }
)
_acts = st.one_of(
    st.tuples(st.just("stroke"), _strokes),
    st.tuples(st.just("stroke"), _strokes),
    st.tuples(st.just("wait"), st.integers(1, 40)),
    st.tuples(st.sampled_from([UNDO, REDO]), st.none()),
    st.tuples(st.just(CLEAR), st.none()),
    st.tuples(st.just(SETTINGS), _settings),
    st.tuples(st.just(EXPERIMENT), _experiments),
    st.tuples(st.just("lose the lift"), _strokes),
)


@st.composite
def sessions(draw: st.DrawFn, most_acts: int = 8) -> list[Message]:
    """The messages of a whole session, the finger up at its end and every pen at rest."""
    frame = draw(st.integers(0, 10_000))
    x, y = 100.0, 100.0
    messages: list[Message] = []

    def tell(*samples: list[float], frames: int = 1) -> None:
        nonlocal frame
        frame += frames
        messages.append((SAMPLES, {"surface": "draw", "now": frame * STEP_S, "samples": list(samples)}))

    def at(kind: int) -> list[float]:
        return [kind, x, y, (frame + 0.7) * STEP_S, 0.5]

    for act, detail in draw(st.lists(_acts, min_size=1, max_size=most_acts)):
        if act in {UNDO, REDO, CLEAR, SETTINGS, EXPERIMENT}:
            messages.append((act, detail))
        elif act == "wait":
            for _ in range(detail):
                tell()
        else:
            tell(at(DOWN))
            for move in detail:
                for _ in range(move.frames):
                    x, y = x + move.dx, y + move.dy
                    tell(*([at(MOVE)] if move.dx or move.dy else []))
                if draw(st.integers(0, 9)) == 0:
                    messages.append((draw(st.sampled_from([UNDO, CLEAR])), None))
            if act == "stroke":
                tell(at(UP))
    tell(at(UP))
    tell(frames=round(DONE_S * STEPS_PER_S))
    return messages


def new_engine(hand: Hand, free_steps: int = 60, keeps_log: bool = False) -> Engine:
    return Engine(hand, RESTING_PULL, free_steps, keeps_log)


def draw_due(engine: Engine, most: int | None = None) -> int:
    """Take all steps that are due, or ``most`` of them, with the plain-Python network; how many they were."""
    steps = 0
    while steps != most:
        request = engine.next()
        if request is None:
            break
        engine.answer(step(engine.drawn_by.weights, request.x, request.lstm, request.masks))
        steps += 1
    return steps


def perform(engine: Engine, messages: list[Message]) -> None:
    """Let an engine draw a session as it comes."""
    for kind, payload in messages:
        apply(engine, kind, payload)
        draw_due(engine)
