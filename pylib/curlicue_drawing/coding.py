"""A drawing as bytes: whole numbers of seven bits a byte, small ones first; places as the change of their change.

What is read may come from anybody: it is bounded before anything is made of it. What will not do raises a DrawingError
with one of the codes below; the words for them stand in curlicue_words.drawing_words.
"""

from array import array
from binascii import hexlify, unhexlify
from hashlib import sha256
from json import dumps, loads
from math import floor

from curlicue.experiment import NO_EXPERIMENT, Experiment
from curlicue.hand import DIGITS
from curlicue.lstm import CELLS
from curlicue.plain_experiment import experiment_from_plain, experiment_to_plain
from curlicue.refusal import RefusedError
from curlicue.stroke import PLACES_PER_PX, PRESSURES
from curlicue_drawing.drawing import PLACES_PER_PX as PEN_PLACES
from curlicue_drawing.drawing import Drawing, Made, Told

MAGIC = b"Cur"
VERSION = 1
CHECK_BYTES = 4  # of the SHA-256 of all that is before them
PULLS = 100  # steps of the pull slider
LARGEST = 4_000_000  # bytes
MOST_STEPS = 500_000  # two hours and more of drawing
MOST_STROKES = 20_000
MOST_HANDS = 64
MOST_WAYS = 64  # experiments, sheets
FARTHEST_PX = 30_000.0
LONGEST_ALONE = 6000  # steps that a pen draws on after a lift
LONGEST_TEXT = 400  # of a name, of an experiment
_MOST_BYTES = 5  # of a number

# Why a document will not do
LARGE = "large"
NOT_A_DRAWING = "not a drawing"
OTHER_VERSION = "other version"  # what it says of itself
CHANGED = "changed"  # since it was written: cut short, or by somebody


class DrawingError(RefusedError):
    """A document that is not opened: one of the codes above, and what was found."""


# Writing


class _Writer:
    def __init__(self) -> None:
        self.bytes = bytearray()

    def number(self, value: int) -> None:
        """A number of 0 and more."""
        while value > 127:
            self.bytes.append(value & 127 | 128)
            value >>= 7
        self.bytes.append(value)

    def signed(self, value: int) -> None:
        self.number(2 * value if value >= 0 else -2 * value - 1)

    def maybe(self, value: "int | None") -> None:
        """A number of 0 and more, or none."""
        self.number(0 if value is None else value + 1)

    def text(self, text: str) -> None:
        data = text.encode()
        self.number(len(data))
        self.bytes.extend(data)

    def path(self, numbers: "array[float]", apart: int, places_per_px: int) -> None:
        """The places of an array that has x and y at every ``apart``-th number, each as the change of its change."""
        last_x = last_y = change_x = change_y = 0
        for at in range(0, len(numbers), apart):
            x = floor(numbers[at] * places_per_px + 0.5)
            y = floor(numbers[at + 1] * places_per_px + 0.5)
            self.signed(x - last_x - change_x)
            self.signed(y - last_y - change_y)
            if at:
                change_x, change_y = x - last_x, y - last_y
            last_x, last_y = x, y


def write(drawing: Drawing) -> bytes:
    """A drawing's bytes. Pulls are kept to the hundredth, places as a pen's ticks lie, lines to 1/128 px."""
    out = _Writer()
    out.bytes.extend(MAGIC)
    out.number(VERSION)
    names = [made.name for made in drawing.hands]
    out.number(len(names))
    for made in drawing.hands:
        out.text(made.name)
        out.bytes.extend(unhexlify(made.digest))
    sheets: list[tuple[float, float] | None] = [None]
    ways = [NO_EXPERIMENT]
    for stroke in drawing.strokes:
        if stroke.sheet not in sheets:
            sheets.append(stroke.sheet)
        for _, way in stroke.experiments:
            if way not in ways:
                ways.append(way)
    out.number(len(sheets) - 1)
    for sheet in sheets[1:]:
        for side in sheet or ():
            out.number(floor(side * PLACES_PER_PX + 0.5))
    out.number(len(ways) - 1)
    for way in ways[1:]:
        out.text(dumps(experiment_to_plain(way)))
    out.number(len(drawing.strokes))
    for stroke in drawing.strokes:
        _write_stroke(out, stroke, names.index(stroke.hand), sheets.index(stroke.sheet), ways)
    out.bytes.extend(_check(out.bytes))
    return bytes(out.bytes)


def _write_stroke(out: _Writer, stroke: Told, hand: int, sheet: int, ways: "list[Experiment]") -> None:
    fingered = len(stroke.ticks) // 3
    out.number(hand)
    out.number(fingered)
    out.number(stroke.steps - fingered)
    out.maybe(stroke.planned)
    out.maybe(None if stroke.end is None or stroke.lift is None else stroke.end - stroke.lift)
    out.number(sheet)
    out.number(len(stroke.pulls))
    for step, pull in stroke.pulls:
        out.number(step)
        out.maybe(None if pull is None else floor(pull * PULLS + 0.5))
    out.number(len(stroke.experiments))
    for step, way in stroke.experiments:
        out.number(step)
        out.number(ways.index(way))
    out.path(stroke.ticks, 3, PLACES_PER_PX)
    _write_pressures(out, [floor(stroke.ticks[3 * k + 2] * PRESSURES + 0.5) for k in range(fingered)])
    out.number(0 if stroke.pens is None else 1)
    if stroke.pens is not None:
        out.path(stroke.pens, 2, PEN_PLACES)


def _write_pressures(out: _Writer, pressures: "list[int]") -> None:
    """How often the next one comes in a row, and how it differs from the one before."""
    at = last = 0
    while at < len(pressures):
        until = at
        while until < len(pressures) and pressures[until] == pressures[at]:
            until += 1
        out.number(until - at)
        out.signed(pressures[at] - last)
        at, last = until, pressures[at]


def _check(data: "bytes | bytearray") -> bytes:
    return sha256(bytes(data)).digest()[:CHECK_BYTES]


# Reading


class _Reader:
    """Reads numbers one by one; all that goes wrong is a document that was changed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at == len(self._data)

    def number(self, most: int) -> int:
        """A number from 0 to ``most``."""
        value = 0
        for k in range(_MOST_BYTES):
            if self._at >= len(self._data):
                raise DrawingError(CHANGED, "")
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 127) << (7 * k)
            if byte < 128:
                break
        if byte > 127 or value > most:
            raise DrawingError(CHANGED, "")
        return value

    def signed(self) -> int:
        value = self.number(1 << 32)
        return value // 2 if value % 2 == 0 else -(value + 1) // 2

    def maybe(self, most: int) -> "int | None":
        value = self.number(most + 1)
        return value - 1 if value else None

    def take(self, count: int) -> bytes:
        if self._at + count > len(self._data):
            raise DrawingError(CHANGED, "")
        self._at += count
        return self._data[self._at - count : self._at]

    def text(self) -> str:
        data = self.take(self.number(LONGEST_TEXT))
        try:
            return data.decode()
        except UnicodeError:
            raise DrawingError(CHANGED, "") from None

    def path(self, count: int, apart: int, places_per_px: int) -> "array[float]":
        """An array with ``count`` places, x and y at every ``apart``-th number."""
        numbers = array("d", [0.0] * (apart * count))
        x = y = change_x = change_y = 0
        farthest = int(FARTHEST_PX * places_per_px)
        for at in range(0, apart * count, apart):
            step_x, step_y = change_x + self.signed(), change_y + self.signed()
            x, y = x + step_x, y + step_y
            if not -farthest <= x <= farthest or not -farthest <= y <= farthest:
                raise DrawingError(CHANGED, "")
            numbers[at], numbers[at + 1] = x / places_per_px, y / places_per_px
            if at:
                change_x, change_y = step_x, step_y
        return numbers


def read(data: bytes) -> Drawing:
    """The drawing in these bytes; DrawingError where there is none, or none that can be drawn."""
    if len(data) > LARGEST:
        raise DrawingError(LARGE, str(len(data)))
    if data[: len(MAGIC)] != MAGIC or len(data) <= len(MAGIC) + CHECK_BYTES:
        raise DrawingError(NOT_A_DRAWING, "")
    version = data[len(MAGIC)]
    if version != VERSION:
        raise DrawingError(OTHER_VERSION, str(version))
    body = data[:-CHECK_BYTES]
    if _check(body) != data[-CHECK_BYTES:]:
        raise DrawingError(CHANGED, "")
    reader = _Reader(body)
    reader.take(len(MAGIC) + 1)
    hands = tuple([_read_hand(reader) for _ in range(reader.number(MOST_HANDS))])
    sheets: list[tuple[float, float] | None] = [None]
    farthest = int(FARTHEST_PX * PLACES_PER_PX)
    for _ in range(reader.number(MOST_WAYS)):
        width, height = reader.number(farthest), reader.number(farthest)
        if not width or not height:
            raise DrawingError(CHANGED, "")
        sheets.append((width / PLACES_PER_PX, height / PLACES_PER_PX))
    ways = [NO_EXPERIMENT]
    ways.extend([_read_experiment(reader.text()) for _ in range(reader.number(MOST_WAYS))])
    strokes: list[Told] = []
    left = MOST_STEPS
    for _ in range(reader.number(MOST_STROKES)):
        stroke = _read_stroke(reader, left, hands, sheets, ways)
        left -= stroke.steps
        strokes.append(stroke)
    if not reader.done:
        raise DrawingError(CHANGED, "")
    return Drawing(hands, tuple(strokes))


def _read_hand(reader: _Reader) -> Made:
    name = reader.text()
    if not name or name.strip("abcdefghijklmnopqrstuvwxyz0123456789-_"):
        raise DrawingError(CHANGED, "")  # no such name lies in a folder of ours
    return Made(name, hexlify(reader.take(DIGITS // 2)).decode())


def _read_stroke(
    reader: _Reader,
    most: int,
    hands: "tuple[Made, ...]",
    sheets: "list[tuple[float, float] | None]",
    ways: "list[Experiment]",
) -> Told:
    if not hands:
        raise DrawingError(CHANGED, "")
    hand = hands[reader.number(len(hands) - 1)].name
    fingered = reader.number(most)
    alone = reader.number(min(most - fingered, LONGEST_ALONE))
    planned = reader.maybe(LONGEST_ALONE)
    left = reader.maybe(LONGEST_ALONE)
    steps = fingered + alone
    lifted = planned is not None and left is not None and alone <= left <= planned
    if not fingered or not (lifted or (planned is None and left is None and not alone)):
        raise DrawingError(CHANGED, "")
    sheet = sheets[reader.number(len(sheets) - 1)]
    pulls: list[tuple[int, float | None]] = []
    for _ in range(reader.number(steps)):
        step, pull = reader.number(steps), reader.maybe(PULLS)
        pulls.append((step, None if pull is None else pull / PULLS))
    experiments = []
    for _ in range(reader.number(steps)):
        step = reader.number(steps)
        experiments.append((step, ways[reader.number(len(ways) - 1)]))
    ticks = reader.path(fingered, 3, PLACES_PER_PX)
    _read_pressures(reader, ticks)
    pens = reader.path(steps, 2, PEN_PLACES) if reader.number(1) else None
    lift = None if left is None else fingered
    end = None if left is None else fingered + left
    return Told(hand, ticks, steps, pulls, experiments, lift, planned, end, end != steps, sheet, pens)


def _read_pressures(reader: _Reader, ticks: "array[float]") -> None:
    at, count, pressure = 0, len(ticks) // 3, 0
    while at < count:
        run = reader.number(count - at)
        pressure += reader.signed()
        if not run or not 0 <= pressure <= PRESSURES:
            raise DrawingError(CHANGED, "")
        for k in range(at, at + run):
            ticks[3 * k + 2] = pressure / PRESSURES
        at += run


def _read_experiment(text: str) -> Experiment:
    try:
        plain = loads(text)
        if not _is_experiment(plain):
            raise ValueError(text)
        return experiment_from_plain(plain)
    except (ValueError, RuntimeError):  # not JSON, nested without end, or no experiment
        raise DrawingError(CHANGED, "") from None


def _is_experiment(plain: object) -> bool:
    keys = ("held", "hears_itself", "muted", "pulled", "ruled")
    if not isinstance(plain, dict) or sorted(plain) != sorted(keys):
        return False
    if not all(isinstance(plain[key], bool) for key in ("hears_itself", "pulled", "ruled")):
        return False
    muted, held = plain["muted"], plain["held"]
    if not isinstance(muted, list) or not isinstance(held, list) or len(muted) + len(held) > LONGEST_TEXT:
        return False
    cells = [cell for cell in muted if isinstance(cell, int) and not isinstance(cell, bool) and 0 <= cell < CELLS]
    return len(cells) == len(muted) and all(_is_held(each) for each in held)


def _is_held(held: object) -> bool:
    if not isinstance(held, list) or len(held) != 3:
        return False
    layer, gate, value = held
    return layer in (0, 1) and gate in ("i", "f", "o") and isinstance(value, (int, float)) and 0 <= value <= 1
