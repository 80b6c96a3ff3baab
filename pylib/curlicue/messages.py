"""All that passes between page and worker. Everything is JSON, which keeps floats exact.

A message is one string: its kind, a space, its payload as JSON. Canvases and pictures, which are not JSON, travel
beside it in the few messages that say so. After each frame the worker sends [whether a pen moves, snapshot as JSON]: an
array, so that the page need not read the text.
"""

from json import dumps, loads
from typing import Any

from curlicue.engine import Engine
from curlicue.experiment import experiment_from_plain
from curlicue.hand import hand_from_card
from curlicue.pen import PenSettings
from curlicue.stroke import Sample

SNAPSHOT_VERSION = 1
SHEET = "draw"  # name of the surface that starter and worker share; the others are the worker's: practice strips,
LEARNING = "learning"  # among them the one whose hand is one of a training's epochs, and
ALONG = "along"  # the picture of ribbons, in which one can draw as well

# From the page
OPEN = "open"  # {cards, surfaces, sizes, colours}, and the canvases: wake up; the first card is that of the chosen hand
REPAINT = (
    "repaint"  # [strokes, whether that is all]: paint what the starter has drawn; the last one is answered by PAINTED
)
CONTINUE = "continue"  # [strokes, engine]: draw on from here, the starter has stopped; answered by PAINTED
SAMPLES = "samples"  # {now, samples, surface}: one animation frame
SETTINGS = "settings"  # {pull, free_steps}
EXPERIMENT = "experiment"  # what is taken away from the pen, see curlicue.experiment
HAND = "hand"  # a model card: the next stroke is drawn by this hand
UNDO = "undo"
REDO = "redo"
CLEAR = "clear"
SIZES = "sizes"  # by canvas whose size is new: width, height (CSS px), device pixels per CSS px, scale of the line
COLOURS = "colours"  # the palette of curlicue_ink.marks
WATCH = "watch"  # {visible, cell, selected, ribbons, ink_colour, calm}: what the reader looks at
SEEK = "seek"  # {at: step, or null for live} or {by: steps}: another moment of the drawing
PLAY = "play"  # play from that moment on; once more: hold
SLOW = "slow"  # whether in slow motion
EPOCH = "epoch"  # {hand, epoch, draw}: the hand of LEARNING, as it was after an epoch; see curlicue_view.learning
FUTURES = "futures"  # whether to show what the network would draw next
RIBBONS = "ribbons"  # whether the sheet's ink is ribbons, where the worker knows what was remembered
EMPTY = "empty"  # clear what is drawn in the picture; none of REPLAYED, which are the sheet's
RECORD = "record"  # answered by RECORDING
PICTURE = "picture"  # [canvas, background colour]; answered by a PNG

STRIPS_TOO = (SETTINGS, EXPERIMENT, HAND)  # meant for every surface; the rest for the sheet, or the one drawn on

REPLAYED = (SAMPLES, SETTINGS, EXPERIMENT, HAND, UNDO, REDO, CLEAR)  # what `apply` takes: what makes the drawing

# From the worker
CHECKPOINT = "checkpoint"  # how many messages of REPLAYED since the takeover are in it, and curlicue.checkpoint's plain
STAGE = "stage"  # "python" or "model": another part of it is awake
AWAKE = "awake"  # engine: "ort-wasm" or "python"
PAINTED = "painted"
TEXTS = "texts"  # what stands beside the figures in words and numbers, as far as it has changed
RECORDING = "recording"
SLOWER = "slower"  # onnxruntime-web gave up; the plain-Python step draws on
FAILED = "failed"  # what failed, for the console
NO_EPOCH = "no-epoch"  # what was asked for with EPOCH did not come, or is none
OFFERED = "offered"  # `offered` of the sheet, whenever it changes
TOO_FAST = "too-fast"  # the finger has been fast for TOO_FAST_STEPS
TOO_FAST_STEPS = 180  # 3 s

# Kinds of samples, as site/first.js records them: [kind, x, y, t, pressure]
DOWN = 0
MOVE = 1
UP = 2
TAKEN_BACK = 3  # it was a palm, and a pen has come: its stroke is undone


def encode(kind: str, payload: object = None) -> str:
    """One message as a string."""
    return kind + " " + dumps(payload)


def decode(text: str) -> "tuple[str, Any]":
    """Kind and payload of a message."""
    kind, payload = text.split(" ", 1)
    return kind, loads(payload)


def encode_samples(now: float, samples: str, surface: str) -> str:
    """The message of one animation frame; ``samples`` is JSON already, as first.js wrote it, or empty."""
    return SAMPLES + ' {"now": ' + repr(now) + ', "surface": "' + surface + '", "samples": ' + (samples or "[]") + "}"


def apply(engine: Engine, kind: str, payload: Any) -> bool:
    """Let an engine do what a reader did; false when the message is about something else."""
    if kind == SAMPLES:
        take_samples(engine, payload["samples"])
        engine.clock(payload["now"])
    elif kind == SETTINGS:
        engine.settings = PenSettings(payload["pull"])
        engine.free_steps = payload["free_steps"]
    elif kind == EXPERIMENT:
        engine.experiment = experiment_from_plain(payload)
    elif kind == HAND:
        engine.choose(engine.hands.get(payload["name"]) or hand_from_card(payload))
    elif kind == UNDO:
        engine.undo()
    elif kind == REDO:
        engine.redo()
    elif kind == CLEAR:
        engine.clear()
    else:
        return False
    return True


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


def snapshot(engine: Engine, name: str) -> "dict[str, object]":
    """The page's snapshot() of an engine; ``name`` is what runs its network."""
    pen, output = engine.pen, engine.output
    where = None if pen is None else [pen.x, pen.y]
    ticks = [] if engine.stroke is None else engine.stroke.ticks
    finger = [ticks[-3], ticks[-2]] if ticks else None if pen is None else [pen.drag.x, pen.drag.y]
    state = engine.hand.start.lstm if pen is None else pen.lstm
    gates = {letter: [] if output is None else list(getattr(output.gates, letter)) for letter in "ifgo"}
    return {
        "version": SNAPSHOT_VERSION,
        "hand": engine.hand.name,
        "engine": name,
        "steps": engine.steps,
        "pen": where,
        "finger": finger,
        "h": list(state.h),
        "c": list(state.c),
        "gates": gates,
        "queue": len(engine.queue),
        "dropped": engine.dropped,
    }
