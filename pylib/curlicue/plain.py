"""Strokes and engines as plain data: for the takeover, for recordings. JSON keeps their floats exact."""

from array import array
from typing import TYPE_CHECKING

from curlicue.drag import Drag
from curlicue.engine import Engine
from curlicue.lstm import LstmState
from curlicue.packed import OWN, ROW_NUMBERS, H, I, Y
from curlicue.pen import Pen, PenSettings
from curlicue.plain_experiment import experiment_from_plain, experiment_to_plain
from curlicue.replay import draw_again, entry_from_plain, entry_to_plain, put, use_from_plain, use_to_plain
from curlicue.resample import Track
from curlicue.stroke import Stroke

if TYPE_CHECKING:
    from curlicue.payloads import Again, Put

RECORDING_VERSION = 2


def recording(engine: Engine) -> "dict[str, object]":
    """The visible drawing as plain data: enough to draw it all again, step by step."""
    strokes = []
    for stroke in engine.visible():
        plain = stroke_to_plain(stroke)
        plain["states"] = _states(stroke)
        strokes.append(plain)
    return {
        "format": "curlicue-recording",
        "version": RECORDING_VERSION,
        "hand": engine.hand.name,
        "settings": {"pull": engine.settings.pull, "free_steps": engine.free_steps},
        "strokes": strokes,
    }


def _states(stroke: Stroke) -> "dict[str, object] | None":
    """What is kept of a stroke's steps: from which one on; y 3, h and c 32, gates i, f, g, o 64 numbers a step."""
    if stroke.log_from is None:
        return None
    y: list[float | None] = []
    h_c: list[float] = []
    gates: list[float | None] = []
    for row in range(0, len(stroke.log), ROW_NUMBERS):
        y.extend(_without_nan(stroke.log[row + Y : row + H]))
        h_c.extend(stroke.log[row + H : row + I])
        gates.extend(_without_nan(stroke.log[row + I : row + OWN]))
    return {"from": stroke.log_from, "y": y, "h_c": h_c, "gates": gates}


def _without_nan(numbers: "array[float]") -> "list[float | None]":
    return [None if value != value else value for value in numbers]


def stroke_to_plain(stroke: Stroke, since: int = 0, until: "int | None" = None) -> "dict[str, object]":
    """A stroke as plain data, of the steps since..until-1 (what came before is known to the reader)."""
    until = stroke.steps if until is None else until
    return {
        "number": stroke.number,
        "hand": stroke.hand,
        "since": since,
        "ticks": list(stroke.ticks[3 * since : 3 * until]),
        "pens": list(stroke.pens[2 * since : 2 * until]),
        "pulls": stroke.pulls,
        "experiments": [[step, experiment_to_plain(experiment)] for step, experiment in stroke.experiments],
        "lift": stroke.lift,
        "planned": stroke.planned,
        "group": stroke.group,
        "sheet": stroke.sheet,
        "end": stroke.end,
        "halted": stroke.halted,
    }


def stroke_from_plain(plain: "dict", known: "Stroke | None") -> Stroke:  # type: ignore[type-arg]
    """The stroke again; ``known``, which is the same stroke up to plain["since"], grows if it ends there."""
    since = plain["since"]
    if known is not None and known.steps == since:
        stroke = known  # a copy for each of many pieces would take time as the square of their number
    else:
        stroke = Stroke(plain["number"], plain["hand"])
        if known is not None:
            stroke.ticks = known.ticks[: 3 * since]
            stroke.pens = known.pens[: 2 * since]
    stroke.ticks.extend(array("d", plain["ticks"]))
    stroke.pens.extend(array("d", plain["pens"]))
    stroke.pulls = [(step, pull) for step, pull in plain["pulls"]]
    stroke.experiments = [(step, experiment_from_plain(experiment)) for step, experiment in plain["experiments"]]
    stroke.lift = plain["lift"]
    stroke.planned = plain["planned"]
    stroke.group = plain["group"]
    stroke.sheet = _size(plain["sheet"])
    stroke.end = plain["end"]
    stroke.halted = plain["halted"]
    return stroke


def bring(engine: Engine, again: "Again") -> None:
    """Let an engine draw what was drawn before."""
    draw_again(engine, [entry_from_plain(entry) for entry in again["entries"]])


def show(engine: Engine, shown: "Put") -> None:
    """Show in an engine what was drawn elsewhere."""
    put(engine, [stroke_from_plain(plain, None) for plain in shown["strokes"]], shown["under"])


def strokes_to_plain(
    engine: Engine, known: "dict[int, int]", most_steps: "int | None" = None
) -> "tuple[list[object], bool]":
    """All entries of an engine, and whether they are whole: ``most_steps`` makes a slice of them.

    ``known`` says how many steps of which stroke number the reader has already, and is brought up to what it gets now.
    """
    entries: list[object] = []
    whole = True
    for entry in engine.entries:
        if entry is None:
            entries.append(None)
            continue
        since = min(known.get(entry.number, 0), entry.steps)  # a tap may have become a dot
        until = entry.steps
        if most_steps is not None:
            until = min(until, since + most_steps)
            most_steps -= until - since
            whole = whole and until == entry.steps
        entries.append(stroke_to_plain(entry, since, until))
        known[entry.number] = until
    return entries, whole


def strokes_from_plain(plain: "list", known: "list[Stroke | None]") -> "list[Stroke | None]":  # type: ignore[type-arg]
    """The entries again, completed from those known."""
    by_number = {entry.number: entry for entry in known if entry is not None}
    return [None if one is None else stroke_from_plain(one, by_number.get(one["number"])) for one in plain]


def engine_to_plain(engine: Engine) -> "dict[str, object]":
    """All that an engine needs to go on, but its hand and its visible strokes."""
    plain = pen_to_plain(engine)
    plain["undone"] = [None if entry is None else stroke_to_plain(entry) for entry in engine.undone]
    return plain


def pen_to_plain(engine: Engine) -> "dict[str, object]":
    """All that an engine needs to go on, but its hand and its strokes."""
    return {
        "pen": None if engine.pen is None else _pen_to_plain(engine.pen),
        "track": None if engine.track is None else list(engine.track),
        "hand": engine.hand.name,
        "drawing": engine.drawn_by.name,
        "stroke": None if engine.stroke is None else engine.stroke.number,
        "queue": [entry_to_plain(entry) for entry in engine.queue],
        "again": None if engine.again is None else use_to_plain(engine.again),
        "numbered": engine.numbered,
        "kept": engine.kept,
        "steps": engine.steps,
        "dropped": engine.dropped,
        "lifted_at": engine.lifted_at,
        "free_given": engine.free_given,
        "free_total": engine.free_total,
        "pull": engine.settings.pull,
        "experiment": experiment_to_plain(engine.experiment),
        "free_steps": engine.free_steps,
        "sheet": engine.sheet,
    }


def engine_from_plain(engine: Engine, plain: "dict", entries: "list[Stroke | None]") -> None:  # type: ignore[type-arg]
    """Let an idle engine, which knows the same hands, go on where another one stopped."""
    engine.hand = engine.hands[plain["hand"]]
    engine.drawn_by = engine.hands[plain["drawing"]]
    engine.entries = entries
    engine.undone = strokes_from_plain(plain.get("undone", []), [])
    engine.settings = PenSettings(plain["pull"])
    engine.experiment = experiment_from_plain(plain["experiment"])
    engine.free_steps = plain["free_steps"]
    engine.sheet = _size(plain["sheet"])
    engine.track = None if plain["track"] is None else Track(*plain["track"])
    engine.pen = None
    if plain["pen"] is not None:
        numbers, drag, heard, h, c = plain["pen"]
        movements = tuple([(x, y) for x, y in heard])
        engine.pen = Pen(*(numbers + [Drag(*drag), movements, LstmState(h=tuple(h), c=tuple(c))]))
    engine.stroke = None
    for entry in entries:
        if entry is not None and entry.number == plain["stroke"]:
            engine.stroke = entry
    engine.queue = [entry_from_plain(entry) for entry in plain["queue"]]
    engine.again = None if plain["again"] is None else use_from_plain(plain["again"])
    engine.numbered = plain["numbered"]
    engine.kept = plain["kept"]
    engine.steps = plain["steps"]
    engine.dropped = plain["dropped"]
    engine.lifted_at = plain["lifted_at"]
    engine.free_given = plain["free_given"]
    engine.free_total = plain["free_total"]


def _size(plain: "list[float] | None") -> "tuple[float, float] | None":
    return None if plain is None else (plain[0], plain[1])


def _pen_to_plain(pen: Pen) -> "list[list[object]]":
    parts = [pen[:-3], pen.drag, pen.heard, pen.lstm.h, pen.lstm.c]
    return [list(part) for part in parts]
