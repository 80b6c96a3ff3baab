"""What a reader does to a drawing: each action's kind, what it carries, and how an engine does it.

An action reaches an engine in the same form wherever that is: on the page at once, in the worker as a message.
"""

from typing import TYPE_CHECKING, Any

from curlicue.engine import Engine
from curlicue.hand import hand_from_card
from curlicue.pen import PenSettings
from curlicue.stroke import Sample

if TYPE_CHECKING:
    from curlicue.payloads import Again, Card, Frame, Kind, PlainExperiment, Put, Settings
else:
    Kind = str

SHEET = "draw"  # name of the surface that starter and worker share

SAMPLES: "Kind[Frame]" = Kind("samples")  # one animation frame
SETTINGS: "Kind[Settings]" = Kind("settings")
EXPERIMENT: "Kind[PlainExperiment]" = Kind("experiment")
HAND: "Kind[Card]" = Kind("hand")  # the next stroke is drawn by this one
UNDO: "Kind[None]" = Kind("undo")
REDO: "Kind[None]" = Kind("redo")
CLEAR: "Kind[None]" = Kind("clear")
KNOW: "Kind[Card]" = Kind("know")  # a hand that will draw
AGAIN: "Kind[Again]" = Kind("again")  # draw what was drawn before
PUT: "Kind[Put]" = Kind("put")  # show it as it was drawn
ACTIONS = (SAMPLES, SETTINGS, EXPERIMENT, HAND, UNDO, REDO, CLEAR, KNOW, AGAIN, PUT)

# Kinds of samples, as site/first.js records them: [kind, x, y, t, pressure]
DOWN = 0
MOVE = 1
UP = 2
TAKEN_BACK = 3  # it was a palm, and a pen has come: its stroke is undone

TOO_FAST_STEPS = 180  # 3 s of a finger so fast that the pen only follows it


def apply(engine: Engine, kind: str, payload: Any) -> None:
    """Let an engine do what a reader did."""
    if kind == SAMPLES:
        take_samples(engine, payload["samples"])
        engine.clock(payload["now"])
    elif kind == SETTINGS:
        engine.settings = PenSettings(payload["pull"])
        engine.free_steps = payload["free_steps"]
    elif kind == EXPERIMENT:
        from curlicue.plain_experiment import experiment_from_plain  # comes with the later half, as the figures do

        engine.experiment = experiment_from_plain(payload)
    elif kind in (HAND, KNOW):
        name = payload["name"]
        if name not in engine.hands:
            engine.hands[name] = hand_from_card(payload)
        if kind == HAND:
            engine.choose(engine.hands[name])
    elif kind == UNDO:
        engine.undo()
    elif kind == REDO:
        engine.redo()
    elif kind == CLEAR:
        engine.clear()
    else:
        from curlicue import plain  # comes with it too

        (plain.bring if kind == AGAIN else plain.show)(engine, payload)


def take_samples(engine: Engine, samples: "list[list[float]]") -> None:
    """Feed recorded samples, as first.js writes them, to an engine."""
    for kind, x, y, t, pressure in samples:
        sample = Sample(x, y, t, pressure)
        if kind == DOWN:
            engine.down(sample)
        elif kind == TAKEN_BACK:
            engine.take_back()
        else:
            engine.move(sample)
            if kind == UP:
                engine.up(t)


# What there is for the sheet's tools to do: a sum of
CAN_UNDO, CAN_REDO, HAS_INK = 1, 2, 4


def offered(engine: Engine) -> int:
    """What an engine's drawing offers to the tools: a stroke or a clear to take back, one to bring back, ink."""
    entries = engine.entries
    begun = engine.active  # its stroke may wait in the queue
    undo = CAN_UNDO if entries or begun else 0
    redo = CAN_REDO if engine.undone else 0
    return undo + redo + (HAS_INK if begun or (entries and entries[-1] is not None) else 0)
