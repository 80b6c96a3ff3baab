"""The worker's life: wake, take over the drawing, and from then on one task per animation frame of the page."""

from asyncio import get_running_loop
from collections.abc import Callable
from functools import partial
from json import dumps
from typing import TYPE_CHECKING, Any

from curlicue.actions import ACTIONS, AGAIN, DOWN, HAND, KNOW, SAMPLES, SHEET, TOO_FAST_STEPS
from curlicue.engine import BEGIN
from curlicue.hand import Hand, hand_from_card
from curlicue.lstm import StepOutput
from curlicue.messages import (
    AWAKE,
    COLOURS,
    CONTINUE,
    EMPTY,
    EPOCH,
    FILM_AT,
    FILMING,
    FUTURES,
    LEARNING,
    LEAVE,
    NO_EPOCH,
    OPEN,
    PAINTED,
    PICTURE,
    PLAY,
    READY,
    RECORD,
    RECORDING,
    REPAINT,
    RIBBON_INK,
    RIBBONS,
    SEEK,
    SIZES,
    SLOW,
    SLOWER,
    STAGE,
    STRIPS_TOO,
    TAKE,
    TAKING,
    TOO_FAST,
    WATCH,
    WRITE,
    WRITTEN,
    Ears,
    decode,
    encode,
)
from curlicue.pen import Request
from curlicue.plain import engine_from_plain, recording, strokes_from_plain
from curlicue.stroke import Stroke
from curlicue_aside.remaining import Remaining
from curlicue_drawing.written import written
from curlicue_hands.places import STROKES_GRAPH
from curlicue_ink.marks import SHEET_COLOUR
from curlicue_ink.tints import with_tints
from curlicue_out.kinds import FILM
from curlicue_view.figures import Figures
from curlicue_view.learning import Learning
from curlicue_view.ribbons_surface import RibbonsSurface
from curlicue_view.saved import Saving
from curlicue_view.surface import KEPT_STEPS, Surface
from curlicue_view.taking import Taking
from curlicue_worker.graphs import open_graph
from curlicue_worker.left_out import fetch_when_missed
from curlicue_worker.stepper import OrtStepper
from curlicue_worker.steppers import Steppers
from curlicue_worker.telling import Telling

if TYPE_CHECKING:
    from curlicue.payloads import Card, Epoch, Frame, Handed, Opening, P, Slice, Sought, Take, ToPage, Wanted, Watched
    from curlicue_worker.bridge import Bridge

WANT_ALL = (RECORD, WRITE, PICTURE, TAKE)
LONGEST_QUEUE = 1500  # ticks: what may have waited for a hand, which a worker draws in a fraction of a second


class Worker:
    """Everything that draws in the worker. ``bridge`` is what site/worker.js offers."""

    def __init__(self, bridge: "Bridge", hand: Hand, surfaces: list[str]) -> None:
        self._bridge = bridge
        self._steppers = Steppers(bridge, self._ready, self._broke)
        self._surfaces = {
            name: (RibbonsSurface if name == RIBBONS else Surface)(name, bridge, hand) for name in surfaces
        }
        self._sheet = self._surfaces[SHEET]
        self._current = self._sheet  # the surface last drawn on
        self._figures = Figures(bridge)
        self._learning = (
            Learning(bridge, self._surfaces[LEARNING], self._steppers.learn_plain, self._learnt)
            if LEARNING in self._surfaces
            else None
        )
        self._saving = Saving(bridge)
        self._taking = Taking(bridge, self._taken)
        self._remaining = Remaining(partial(open_graph, bridge, STROKES_GRAPH), self._sheet.engine, self._remains_on)
        self._telling = Telling(bridge)
        self._entries: list[Stroke | None] = []  # the starter's strokes, until it hands over
        self._awake = False  # the page knows
        self._caught_up = True  # false from the takeover until all that the starter left undrawn is drawn
        self._asked: tuple[Surface, Request] | None = None  # the step under way
        self._stepping = False
        self._due = False  # a step is to come soon
        self._wanted: list[str] = []  # messages that wait until the drawing is whole
        self._remains_due = False  # so is a slice of what is drawn aside
        self._after_painting = False  # PAINTED waits for the screen
        self.ears = self._listen()

    def _listen(self) -> Ears:
        ears = Ears()
        for kind in ACTIONS:
            act: Callable[[Any], None] = partial(self._act, kind)
            ears.on(kind, act)  # type: ignore[misc]  # each kind has a payload of its own
        ears.on(REPAINT, self._repaint)
        ears.on(CONTINUE, self._continue)
        ears.on(SIZES, self.resize)
        ears.on(COLOURS, self.restyle)
        ears.on(WATCH, self._watch)
        ears.on(SEEK, self._seek)
        ears.on(PLAY, self._play)
        ears.on(SLOW, self._slow)
        ears.on(EPOCH, self._want_epoch)
        ears.on(FUTURES, self._show_futures)
        ears.on(RIBBON_INK, self._show_ribbons)
        ears.on(EMPTY, self._empty)
        ears.on(RECORD, self._record)
        ears.on(WRITE, self._write)
        ears.on(PICTURE, self._save)
        ears.on(TAKE, self._take)
        ears.on(FILM_AT, self._taking.film_at)
        ears.on(LEAVE, self._leave)
        return ears

    def hear(self, text: str) -> None:
        """Do what one message of the page says; what asks for the drawing gets it whole."""
        kind, payload = decode(text)
        if kind in WANT_ALL and self._remaining.urgent:
            self._wanted.append(text)
        else:
            self.ears.hear(kind, payload)

    # What makes the drawing

    def _act(self, kind: str, payload: Any) -> None:
        """Let the surfaces that an action is meant for do it."""
        self._telling.heard += 1
        if kind == SAMPLES:
            self._turn_to(self._surfaces[payload["surface"]], payload)
        if kind == AGAIN and any(entry[0] == BEGIN for entry in payload["entries"]):
            self._look_at(self._sheet)
        if kind == AGAIN and payload["at_once"] and self._caught_up:
            self._remaining.draw(payload)
        else:
            for surface in self._meant(kind, payload):
                surface.act(kind, payload)
        if kind in (HAND, KNOW):
            self.learn(self._sheet.engine.hands[payload["name"]], payload)
        if self._caught_up:
            self._current.engine.shed(LONGEST_QUEUE)
        self._step()

    def _meant(self, kind: str, payload: Any) -> list[Surface]:
        if kind in STRIPS_TOO:
            return [surface for surface in self._surfaces.values() if kind != HAND or surface.manner.follows]
        return [self._surfaces[payload["surface"]] if kind == SAMPLES else self._sheet]

    def _turn_to(self, surface: Surface, frame: "Frame") -> None:
        """Look at the surface where a finger comes down, live; pens that draw on alone elsewhere get their time."""
        if any(sample[0] == DOWN for sample in frame["samples"]):
            self._look_at(surface)
        for other in self._surfaces.values():
            if other is not surface and other.engine.active:
                other.act(SAMPLES, {**frame, "samples": []})
        self._figures.tick(frame["now"], self._current.engine)

    def _look_at(self, surface: Surface) -> None:
        self._current = surface
        self._figures.live()

    # Waking, and the takeover

    def learn(self, hand: Hand, card: "Card") -> None:
        """Make ready to draw with the hand of a card on every surface."""
        for surface in self._surfaces.values():
            surface.engine.hands[hand.name] = hand
        self._remaining.know(hand, card)
        self._steppers.learn(hand, card)
        self._ready(hand)

    def _ready(self, _hand: Hand) -> None:
        """Tell the page, once, that the chosen hand is ready to draw."""
        chosen = self._sheet.engine.hand
        if self._steppers.settled(chosen) and not self._awake:
            self._awake = True
            engine = self._steppers.name(chosen)
            if engine == OrtStepper.name:
                self._post(STAGE, "model")
            self._post(AWAKE, engine)

    def _broke(self, hand: Hand) -> None:
        """Ask the plain step for the answer that a failed session still owes."""
        self._post(SLOWER, None)
        if self._asked is not None and self._asked[0].engine.drawn_by is hand:
            surface, request = self._asked
            self._steppers.ask(surface.engine.drawn_by, request, self._answered)

    def _repaint(self, piece: "Slice") -> None:
        """Paint a slice of the drawing so far, while the starter still draws."""
        self._entries = strokes_from_plain(piece["strokes"], self._entries)
        self._sheet.take_over(self._entries)
        self._after_painting = piece["whole"]
        self._step()

    def _continue(self, handed: "Handed") -> None:
        """Draw on from where the starter has stopped."""
        sheet = self._sheet.engine
        entries = strokes_from_plain(handed["strokes"], self._entries)
        engine_from_plain(sheet, handed["engine"], entries)
        self._sheet.take_over(entries)
        self._telling.begin(sheet)
        for surface in self._surfaces.values():
            if surface is not self._sheet:
                surface.follow(sheet)
        self._caught_up = False
        self._after_painting = True
        self._step()

    # What there is to see

    def resize(self, sizes: dict[str, list[float]]) -> None:
        """Give surfaces and figures new sizes: [width, height, ratio, scale] by name."""
        for name, (width, height, ratio, scale) in sizes.items():
            if name in self._surfaces:
                self._surfaces[name].resize(width, height, ratio, scale)
            else:
                self._figures.resize(name, width, height, ratio)
        self._step()

    def restyle(self, colours: list[str]) -> None:
        """Paint everything in a new palette, in the order of the marks."""
        self._bridge.colours(*with_tints(colours))
        for surface in self._surfaces.values():
            surface.blank()
        self._figures.restyle(colours[SHEET_COLOUR])
        self._taking.restyle(colours)
        self._step()

    def _watch(self, watched: "Watched") -> None:
        self._figures.watch(watched)
        self._step_soon()

    def _seek(self, sought: "Sought") -> None:
        self._figures.seek(sought, self._current.engine)
        self._step_soon()

    def _play(self, _nothing: None) -> None:
        self._figures.play(self._current.engine)
        self._step_soon()

    def _slow(self, slow: bool) -> None:
        self._figures.slow(slow)
        self._step_soon()

    def _show_futures(self, wanted: bool) -> None:
        for surface in self._surfaces.values():
            surface.show_futures(wanted)
        self._step()

    def _show_ribbons(self, wanted: bool) -> None:
        self._sheet.show_ribbons(wanted)
        self._step()

    def _empty(self, _nothing: None) -> None:
        self._surfaces[RIBBONS].empty()
        self._step()

    def _want_epoch(self, wanted: "Epoch") -> None:
        if self._learning is not None:
            self._learning.ask(wanted["hand"], wanted["epoch"], draw=wanted["draw"])

    def _learnt(self, came: bool) -> None:
        if not came:
            self._post(NO_EPOCH, None)
            return
        self._look_at(self._surfaces[LEARNING])
        self._step()

    # What is taken along

    def _record(self, _nothing: None) -> None:
        self._post(RECORDING, dumps(recording(self._current.engine)))

    def _write(self, with_lines: bool) -> None:
        self._post(WRITTEN, written(self._sheet.engine, with_lines))

    def _save(self, wanted: "Wanted") -> None:
        """Give the page a PNG of a canvas, on a colour; where its ink is ribbons, one that is laid out for it."""
        canvas, background = wanted["canvas"], wanted["background"]
        if self._figures.has(canvas):
            drawing = self._figures.to_save(canvas, self._current.engine, self._current.name)
        else:
            drawing = self._sheet.to_save()
            if drawing is None:
                self._bridge.picture(canvas, background)
        if drawing is not None and self._saving.begin(drawing, background):
            _soon(self._save_on)

    def _save_on(self) -> None:
        if self._saving.go_on():
            _soon(self._save_on)

    def _take(self, take: "Take") -> None:
        """Make something of the sheet's drawing, a slice at a time; or begin a film of it."""
        drawn = self._sheet.drawn(ribbons=take["ribbons"])
        if drawn is None:
            self._taken(take["what"], "")
        elif take["what"] == FILM:
            seconds = self._taking.film(drawn, take)
            if seconds is not None:
                self._post(FILMING, seconds)
        else:
            self._taking.begin(drawn, take)
            _soon(self._take_on)

    def _take_on(self) -> None:
        done = self._taking.go_on()
        if done is not None:
            self._post(TAKING, done)
            _soon(self._take_on)

    def _taken(self, what: str, text: str) -> None:
        self._post(READY, f"{what} {text}")

    def _leave(self, _nothing: None) -> None:
        self._taking.leave()

    # Steps and paint

    def _step(self) -> None:
        """Run what is due, one step after the other, then paint once. A step under way calls back here."""
        if self._stepping or self._asked is not None:
            return
        self._stepping = True
        while self._asked is None:
            self._asked = self._next()
            if self._asked is None:
                if not self._caught_up:
                    self._caught_up = True
                    self._bridge.keepRests()
                self._paint()
                break
            surface, request = self._asked
            self._steppers.ask(surface.engine.drawn_by, request, self._answered)
        self._stepping = False

    def _step_soon(self) -> None:
        """Do so once for all messages that wait: who drags the time bar far back is shown where it is now."""
        if not self._due:
            self._due = True
            _soon(self._come_due)

    def _come_due(self) -> None:
        self._due = False
        self._step()

    def _next(self) -> tuple[Surface, Request] | None:
        requests = ((surface, surface.engine.next()) for surface in self._surfaces.values())
        return next(((surface, request) for surface, request in requests if request is not None), None)

    def _answered(self, output: StepOutput) -> None:
        if self._asked is None:
            return
        engine = self._asked[0].engine
        self._asked = None
        engine.answer(output)
        if engine.pen is not None and engine.pen.fast_steps == TOO_FAST_STEPS:
            self._post(TOO_FAST, None)
        self._step()  # nothing to do if the answer came at once and the loop above goes on

    def _paint(self) -> None:
        current = self._current
        past = self._figures.past(current.engine)
        painted = [
            each.paint(past if each is current else None, shown=each is current) for each in self._surfaces.values()
        ]
        complete = all(painted)
        texts = self._figures.paint(current.engine, current.name)
        if texts is not None:
            self._telling.texts({**texts, "surface": current.name})
        moving = not complete or self._figures.busy or self._drawn_on
        if not moving:
            self._remaining.remember(KEPT_STEPS)
        if self._remaining.urgent:
            moving = True
        self._remain_soon()
        hand, numbers = self._figures.now(current.engine)
        self._telling.frame(moving, numbers, hand, self._steppers.name(current.engine.drawn_by))
        if not self._remaining.urgent:  # what is told is whole, or a lost worker would leave pieces
            self._telling.strokes(self._sheet.engine)
        if not complete:
            self._step_soon()
        elif self._after_painting:
            self._after_painting = False
            self._bridge.afterPainting(encode(PAINTED, None))

    @property
    def _drawn_on(self) -> bool:
        return any(each.engine.active for each in self._surfaces.values())

    def _remain_soon(self) -> None:
        """Draw on aside when all messages that wait are heard."""
        if self._remaining.waits and not self._remains_due:
            self._remains_due = True
            _soon(self._remain)

    def _remain(self) -> None:
        self._remains_due = False
        if self._asked is None:
            self._remaining.go_on(idle=not self._drawn_on)

    def _remains_on(self, changed: bool) -> None:
        """A slice was drawn aside; ``changed``: there is something new to see."""
        if changed:
            self._step_soon()
        self._remain_soon()
        if not self._remaining.urgent:
            wanted, self._wanted = self._wanted, []
            for text in wanted:
                self.hear(text)

    def _post(self, kind: "ToPage[P]", payload: "P") -> None:
        self._bridge.post(encode(kind, payload))


def _soon(do: Callable[[], None]) -> None:
    get_running_loop().call_soon(do)


def open_worker(bridge: "Bridge", text: str) -> Worker:
    """Answer the page's first message: a worker that listens at once and wakes beside it."""
    kind, payload = decode(text)
    if kind != OPEN or not isinstance(payload, dict):
        raise ValueError(f"the worker's first message was {kind}; it has to be {OPEN}, with the card")
    opening: Opening = payload  # type: ignore[assignment]
    hands = [hand_from_card(card) for card in opening["cards"]]
    fetch_when_missed(bridge.library)
    worker = Worker(bridge, hands[0], opening["surfaces"])
    for hand, card in zip(hands, opening["cards"], strict=True):
        worker.learn(hand, card)
    worker.restyle(opening["colours"])
    worker.resize(opening["sizes"])
    return worker
