"""All that passes between page and worker, and what a recording holds. Everything is JSON, which keeps floats exact.

A message is one string: its kind, a space, its payload as JSON. Canvases and pictures, which are not JSON, travel
beside it in the few messages that say so.
"""

from array import array
from json import dumps, loads
from typing import Any

from curlicue.engine import Engine
from curlicue.experiment import experiment_from_plain, experiment_to_plain
from curlicue.hand import hand_from_card
from curlicue.lstm import LstmState
from curlicue.packed import ROW_NUMBERS, H, I
from curlicue.pen import Pen, PenSettings
from curlicue.resample import Track
from curlicue.stroke import Sample, Stroke, Tick

FORMAT_VERSION = 1
SHEET = "draw"  # name of the surface that starter and worker share; the others are practice strips

# From the page
OPEN = "open"  # {cards, sizes, colours}, and the canvases: wake up; the first card is that of the chosen hand
REPAINT = "repaint"  # {strokes}: paint what the starter has drawn so far; answered by PAINTED
CONTINUE = "continue"  # {strokes, engine}: draw on from here, the starter has stopped; answered by PAINTED
SAMPLES = "samples"  # {now, samples, surface}: one animation frame
SETTINGS = "settings"  # {pull, free_steps}
EXPERIMENT = "experiment"  # what is taken away from the pen, see curlicue.experiment
HAND = "hand"  # a model card: the next stroke is drawn by this hand
UNDO = "undo"
REDO = "redo"
CLEAR = "clear"
SIZES = "sizes"  # by surface: width, height (CSS px), device pixels per CSS px, scale of the line
COLOURS = "colours"  # the palette of curlicue_ink.marks
RECORD = "record"  # answered by RECORDING
PICTURE = "picture"  # background colour; answered by a PNG

STRIPS_TOO = (SETTINGS, EXPERIMENT, HAND)  # meant for every surface; the rest for the sheet, or the one drawn on

# From the worker
STAGE = "stage"  # "python" or "model": another part of it is awake
AWAKE = "awake"  # engine: "ort-wasm" or "python"
PAINTED = "painted"
FRAME = "frame"  # a snapshot, and whether the pen is still moving
RECORDING = "recording"
SLOWER = "slower"  # onnxruntime-web gave up; the plain-Python step draws on
FAILED = "failed"  # what failed, for the console
TOO_FAST = "too-fast"  # the finger has been fast for a while

# Kinds of samples, as site/first.js records them: [kind, x, y, t, pressure]
DOWN = 0
MOVE = 1
UP = 2


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
        else:
            engine.move(sample)
            if kind == UP:
                engine.up(t)


def snapshot(engine: Engine, name: str) -> "dict[str, object]":
    """The page's snapshot() of an engine; ``name`` is what runs its network."""
    pen, output = engine.pen, engine.output
    where = None if pen is None else [pen.x, pen.y]
    finger = None if pen is None else [pen.finger_x, pen.finger_y]
    state = engine.hand.start.lstm if pen is None else pen.lstm
    gates = {letter: [] if output is None else list(getattr(output.gates, letter)) for letter in "ifgo"}
    return {
        "version": FORMAT_VERSION,
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


def recording(engine: Engine) -> "dict[str, object]":
    """The visible drawing as plain data: enough to draw it all again, step by step."""
    strokes = []
    for stroke in engine.visible():
        plain = stroke_to_plain(stroke)
        plain["states"] = _states(stroke)
        strokes.append(plain)
    return {
        "format": "curlicue-recording",
        "version": FORMAT_VERSION,
        "hand": engine.hand.name,
        "settings": {"pull": engine.settings.pull, "free_steps": engine.free_steps},
        "strokes": strokes,
    }


def _states(stroke: Stroke) -> "dict[str, object] | None":
    """What is kept of a stroke's states: from which step on, 32 numbers h, c a step, 64 gates i, f, g, o a step."""
    if stroke.log_from is None:
        return None
    h_c: list[float] = []
    gates: list[float | None] = []
    for row in range(0, len(stroke.log), ROW_NUMBERS):
        h_c.extend(stroke.log[row + H : row + I])
        gates.extend([None if value != value else value for value in stroke.log[row + I : row + ROW_NUMBERS]])
    return {"from": stroke.log_from, "h_c": h_c, "gates": gates}


def stroke_to_plain(stroke: Stroke, since: int = 0) -> "dict[str, object]":
    """A stroke as plain data, from step ``since`` on (what came before is known to the reader)."""
    return {
        "number": stroke.number,
        "hand": stroke.hand,
        "since": since,
        "ticks": list(stroke.ticks[3 * since :]),
        "pens": list(stroke.pens[2 * since :]),
        "pulls": stroke.pulls,
        "experiments": [[step, experiment_to_plain(experiment)] for step, experiment in stroke.experiments],
        "lift": stroke.lift,
        "end": stroke.end,
        "halted": stroke.halted,
    }


def stroke_from_plain(plain: "dict", known: "Stroke | None") -> Stroke:  # type: ignore[type-arg]
    """The stroke again; ``known`` is the same stroke up to plain["since"]."""
    stroke = Stroke(plain["number"], plain["hand"])
    since = plain["since"]
    if known is not None:
        stroke.ticks = known.ticks[: 3 * since]
        stroke.pens = known.pens[: 2 * since]
    stroke.ticks.extend(array("d", plain["ticks"]))
    stroke.pens.extend(array("d", plain["pens"]))
    stroke.pulls = [(step, pull) for step, pull in plain["pulls"]]
    stroke.experiments = [(step, experiment_from_plain(experiment)) for step, experiment in plain["experiments"]]
    stroke.lift = plain["lift"]
    stroke.end = plain["end"]
    stroke.halted = plain["halted"]
    return stroke


def strokes_to_plain(engine: Engine, known: "dict[int, int]") -> "list[object]":
    """All entries of an engine; ``known`` says how many steps of which stroke number the reader has already."""
    return [None if entry is None else stroke_to_plain(entry, known.get(entry.number, 0)) for entry in engine.entries]


def strokes_from_plain(plain: "list", known: "list[Stroke | None]") -> "list[Stroke | None]":  # type: ignore[type-arg]
    """The entries again, completed from those known."""
    by_number = {entry.number: entry for entry in known if entry is not None}
    return [None if one is None else stroke_from_plain(one, by_number.get(one["number"])) for one in plain]


def engine_to_plain(engine: Engine) -> "dict[str, object]":
    """All that an engine needs to go on, but its hand and its strokes."""
    return {
        "pen": None
        if engine.pen is None
        else [list(engine.pen[:-1]), list(engine.pen.lstm.h), list(engine.pen.lstm.c)],
        "track": None if engine.track is None else list(engine.track),
        "hand": engine.hand.name,
        "drawing": engine.drawing.name,
        "stroke": None if engine.stroke is None else engine.stroke.number,
        "undone": [None if entry is None else stroke_to_plain(entry) for entry in engine.undone],
        "queue": [[kind, None if tick is None else list(tick), count] for kind, tick, count in engine.queue],
        "numbered": engine.numbered,
        "steps": engine.steps,
        "dropped": engine.dropped,
        "lifted_at": engine.lifted_at,
        "free_given": engine.free_given,
        "free_total": engine.free_total,
        "pull": engine.settings.pull,
        "experiment": experiment_to_plain(engine.experiment),
        "free_steps": engine.free_steps,
    }


def engine_from_plain(engine: Engine, plain: "dict", entries: "list[Stroke | None]") -> None:  # type: ignore[type-arg]
    """Let an idle engine, which knows the same hands, go on where another one stopped."""
    engine.hand = engine.hands[plain["hand"]]
    engine.drawing = engine.hands[plain["drawing"]]
    engine.entries = entries
    engine.undone = strokes_from_plain(plain["undone"], [])
    engine.settings = PenSettings(plain["pull"])
    engine.experiment = experiment_from_plain(plain["experiment"])
    engine.free_steps = plain["free_steps"]
    engine.track = None if plain["track"] is None else Track(*plain["track"])
    engine.pen = None
    if plain["pen"] is not None:
        numbers, h, c = plain["pen"]
        engine.pen = Pen(*(numbers + [LstmState(h=tuple(h), c=tuple(c))]))
    engine.stroke = None
    for entry in entries:
        if entry is not None and entry.number == plain["stroke"]:
            engine.stroke = entry
    engine.queue = [(kind, None if tick is None else Tick(*tick), count) for kind, tick, count in plain["queue"]]
    engine.numbered = plain["numbered"]
    engine.steps = plain["steps"]
    engine.dropped = plain["dropped"]
    engine.lifted_at = plain["lifted_at"]
    engine.free_given = plain["free_given"]
    engine.free_total = plain["free_total"]
