"""The worker's life: wake, take over the drawing, and from then on one task per animation frame of the page."""

from asyncio import get_running_loop
from json import dumps
from typing import Any

from curlicue.checkpoint import Teller
from curlicue.hand import Hand, hand_from_card
from curlicue.lstm import StepOutput
from curlicue.messages import (
    ALONG,
    AWAKE,
    CHECKPOINT,
    DOWN,
    HAND,
    LEARNING,
    NO_EPOCH,
    OFFERED,
    OPEN,
    PAINTED,
    RECORDING,
    REPLAYED,
    SAMPLES,
    SHEET,
    SLOWER,
    STAGE,
    STRIPS_TOO,
    TEXTS,
    TOO_FAST,
    TOO_FAST_STEPS,
    decode,
    encode,
    offered,
    snapshot,
)
from curlicue.pen import Request
from curlicue.plain import engine_from_plain, recording, strokes_from_plain
from curlicue.stroke import Stroke
from curlicue_ink.marks import SHEET as SHEET_COLOUR
from curlicue_ink.tints import with_tints
from curlicue_view.along import Along
from curlicue_view.figures import Figures
from curlicue_view.learning import Learning
from curlicue_view.saved import Saving
from curlicue_view.surface import Surface
from curlicue_worker.network import OrtNetwork
from curlicue_worker.networks import Networks

LONGEST_QUEUE = 1500  # ticks: what may have waited for a hand, which a worker draws in a fraction of a second
PICTURED = "overlay"  # the canvas of the picture
CHECKPOINT_STEPS = 120  # while a pen moves: two seconds, which the page draws again in a fifth of one
CHECKPOINT_MESSAGES = 240  # the same while another surface is drawn on


class Worker:
    """Everything that draws in the worker. ``bridge`` is what site/worker.js offers."""

    def __init__(self, bridge: Any, hand: Hand, surfaces: list[str]) -> None:
        self._bridge = bridge
        self._networks = Networks(bridge, self._ready, self._broke)
        self._surfaces = {name: (Along if name == ALONG else Surface)(name, bridge, hand) for name in surfaces}
        self._sheet = self._surfaces[SHEET]
        self._current = self._sheet  # the surface last drawn on
        self._figures = Figures(bridge)
        self._learning = (
            Learning(bridge, self._surfaces[LEARNING], self._networks.learn_plain, self._learnt)
            if LEARNING in self._surfaces
            else None
        )
        self._saving = Saving(bridge)
        self._entries: list[Stroke | None] = []  # the starter's strokes, until it hands over
        self._awake = False  # the page knows
        self._caught_up = True  # false from the takeover until all that the starter left undrawn is drawn
        self._asked: tuple[Surface, Request] | None = None  # the step under way
        self._stepping = False
        self._due = False  # a step is to come soon
        self._told: dict[str, Any] = {}  # what the page was told to write beside the figures
        self._offered = -1  # what the page was told that there is for the tools to do
        self._after_painting: str | None = None  # a message that waits for the screen
        self._teller: Teller | None = None  # from the takeover on
        self._heard = 0  # messages that make the drawing, since the takeover
        self._told_at = (0, 0)  # messages heard, and steps of the sheet, when the page was last told of the drawing

    def hear(self, text: str) -> None:
        """One message of the page: what the reader did is an engine's, for the rest its kind names the method."""
        kind, payload = decode(text)
        if kind in REPLAYED:
            self._heard += 1
        if kind == SAMPLES:
            self._turn_to(self._surfaces[payload["surface"]], payload)
        told = self._meant(kind, payload)
        taken = [surface.take(kind, payload) for surface in told]
        if taken[0]:
            if kind == HAND:
                self.learn(self._sheet.engine.hand)
            if self._caught_up:
                self._current.engine.shed(LONGEST_QUEUE)
            self._step()
        elif self._figures.take(kind, payload, self._current.engine):
            self._step_soon()
        else:
            getattr(self, "on_" + kind)(payload)

    def _meant(self, kind: str, payload: Any) -> list[Surface]:
        """The surfaces that a message is meant for."""
        if kind in STRIPS_TOO:
            return [surface for surface in self._surfaces.values() if kind != HAND or surface.name != LEARNING]
        return [self._surfaces[payload["surface"]] if kind == SAMPLES else self._sheet]

    # Waking

    def learn(self, hand: Hand) -> None:
        """Make ready to draw with a hand on every surface."""
        for surface in self._surfaces.values():
            surface.engine.hands[hand.name] = hand
        self._networks.learn(hand)
        self._ready(hand)

    def _ready(self, _hand: Hand) -> None:
        """Tell the page, once, that the chosen hand is ready to draw."""
        chosen = self._sheet.engine.hand
        if self._networks.settled(chosen) and not self._awake:
            self._awake = True
            engine = self._networks.engine(chosen)
            if engine == OrtNetwork.name:
                self._post(STAGE, "model")
            self._post(AWAKE, engine)

    def _broke(self, hand: Hand) -> None:
        """A session failed: its step under way is asked again, of the plain step."""
        self._post(SLOWER)
        if self._asked is not None and self._asked[0].engine.drawing is hand:
            surface, request = self._asked
            self._networks.ask(surface.engine.drawing, request, self._answered)

    # What the page says

    def on_repaint(self, payload: list[Any]) -> None:
        """A slice of the drawing so far, while the starter still draws."""
        strokes, whole = payload
        self._entries = strokes_from_plain(strokes, self._entries)
        self._sheet.engine.entries = self._entries
        if whole:
            self._after_painting = encode(PAINTED)
        self._step()

    def on_continue(self, payload: list[Any]) -> None:
        """The rest of it, and the pen: from here on it is ours."""
        strokes, engine = payload
        engine_from_plain(self._sheet.engine, engine, strokes_from_plain(strokes, self._entries))
        self._teller = Teller(self._sheet.engine.entries + self._sheet.engine.undone)
        self._heard = 0
        self._told_at = (0, self._sheet.engine.steps)
        for surface in self._surfaces.values():
            if surface is not self._sheet:
                surface.follow(self._sheet.engine)
        self._caught_up = False
        self._after_painting = encode(PAINTED)
        self._step()

    def on_sizes(self, sizes: dict[str, list[float]]) -> None:
        """Sizes of surfaces and figures: [width, height, ratio, scale] by name."""
        for name, (width, height, ratio, scale) in sizes.items():
            if name in self._surfaces:
                self._surfaces[name].resize(width, height, ratio, scale)
            else:
                self._figures.resize(name, width, height, ratio)
        self._step()

    def on_colours(self, colours: list[str]) -> None:
        """The palette, in the order of the marks."""
        self._bridge.colours(*with_tints(colours))
        for surface in self._surfaces.values():
            surface.blank()
        self._figures.restyle(colours[SHEET_COLOUR])
        self._step()

    def on_futures(self, wanted: bool) -> None:
        """Whether to show what the network would draw next."""
        for surface in self._surfaces.values():
            surface.show_futures(wanted)
        self._step()

    def on_epoch(self, wanted: dict[str, Any]) -> None:
        """Which moment of which hand's training is to be seen."""
        if self._learning is not None:
            self._learning.ask(wanted["hand"], wanted["epoch"], draw=wanted["draw"])

    def _learnt(self, came: bool) -> None:
        if not came:
            self._post(NO_EPOCH)
            return
        self._current = self._surfaces[LEARNING]
        self._figures.time.live()
        self._step()

    def on_ribbons(self, wanted: bool) -> None:
        """Whether the sheet's ink is ribbons."""
        self._sheet.show_ribbons(wanted)
        self._step()

    def on_empty(self, _payload: None) -> None:
        """Clear what is drawn in the picture."""
        picture = self._surfaces[ALONG]
        if isinstance(picture, Along):
            picture.empty()
        self._step()

    def on_record(self, _payload: None) -> None:
        """Somebody wants the recording of the surface last drawn on."""
        self._post(RECORDING, recording(self._current.engine))

    def on_picture(self, wanted: list[str]) -> None:
        """Somebody wants a PNG of a canvas, on a colour; where its ink is ribbons, one that is laid out for it."""
        canvas, background = wanted
        if canvas == PICTURED:
            drawing = self._figures.to_save(self._current.engine, drawn_in=self._current.name == ALONG)
        else:
            drawing = self._sheet.to_save()
            if drawing is None:
                self._bridge.picture(canvas, background)
        if drawing is not None and self._saving.begin(drawing, background):
            self._save_soon()

    def _save_soon(self) -> None:
        get_running_loop().call_soon(self._save_on)

    def _save_on(self) -> None:
        if self._saving.go_on():
            self._save_soon()

    # Steps and paint

    def _step(self) -> None:
        """Run what is due, one step after the other, then paint once. A step under way calls back here."""
        if self._stepping or self._asked is not None:
            return
        self._stepping = True
        while self._asked is None:
            self._asked = self._next()
            if self._asked is None:
                self._caught_up = True
                self._paint()
                break
            surface, request = self._asked
            self._networks.ask(surface.engine.drawing, request, self._answered)
        self._stepping = False

    def _step_soon(self) -> None:
        """The same, once for all messages that wait: who drags the time bar far back is shown where it is now."""
        if not self._due:
            self._due = True
            get_running_loop().call_soon(self._come_due)

    def _come_due(self) -> None:
        self._due = False
        self._step()

    def _turn_to(self, surface: Surface, frame: dict[str, Any]) -> None:
        """A frame of a surface: a finger that comes down there makes it the one to look at, live."""
        if any(sample[0] == DOWN for sample in frame["samples"]):
            self._current = surface
            self._figures.time.live()
        for other in self._surfaces.values():  # a pen that draws on alone does so while another surface is touched
            if other is not surface and other.engine.active:
                other.take(SAMPLES, {**frame, "samples": []})
        self._figures.time.tick(frame["now"], self._figures.history(self._current.engine))

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
            self._post(TOO_FAST)
        self._step()  # nothing to do if the answer came at once and the loop above goes on

    def _paint(self) -> None:
        engine = self._current.engine
        past = self._figures.past(engine)
        painted = [
            each.paint(past if each is self._current else None, shown=each is self._current)
            for each in self._surfaces.values()
        ]
        complete = all(painted)
        texts = self._figures.paint(engine, drawn_in=self._current.name == ALONG)
        if texts is not None:
            texts["surface"] = self._current.name
            changed = {name: text for name, text in texts.items() if name not in self._told or self._told[name] != text}
            self._told.update(texts)
            if changed:
                self._post(TEXTS, changed)
        moving = not complete or self._figures.busy or any(each.engine.active for each in self._surfaces.values())
        shown = {**snapshot(engine, self._networks.engine(engine.drawing)), **self._figures.moment(engine)}
        self._bridge.postFrame(moving, dumps(shown))
        self._offer()
        self._tell_drawing()
        if not complete:
            self._step_soon()
        elif self._after_painting is not None:
            self._bridge.afterPainting(self._after_painting)
            self._after_painting = None

    def _offer(self) -> None:
        """Tell the page what there is for the sheet's tools to do, once we draw on it."""
        there = offered(self._sheet.engine)
        if self._teller is not None and there != self._offered:
            self._offered = there
            self._post(OFFERED, there)

    def _tell_drawing(self) -> None:
        """Tell the page what is new in the drawing: now and then while a pen moves, and when it comes to rest."""
        engine = self._sheet.engine
        if self._teller is None or (self._heard, engine.steps) == self._told_at:
            return
        messages, steps = self._heard - self._told_at[0], engine.steps - self._told_at[1]
        if engine.active and steps < CHECKPOINT_STEPS and messages < CHECKPOINT_MESSAGES:
            return
        self._told_at = (self._heard, engine.steps)
        self._bridge.post(f"{CHECKPOINT} {self._heard} {dumps(self._teller.tell(engine))}")

    def _post(self, kind: str, payload: Any = None) -> None:
        self._bridge.post(encode(kind, payload))


def open_worker(bridge: Any, text: str) -> Worker:
    """Answer the page's first message: a worker that listens at once and wakes beside it."""
    kind, opening = decode(text)
    if kind != OPEN or not isinstance(opening, dict):
        raise ValueError(f"the worker's first message was {kind}; it has to be {OPEN}, with the card")
    hands = [hand_from_card(card) for card in opening["cards"]]
    worker = Worker(bridge, hands[0], opening["surfaces"])
    for hand in hands:
        worker.learn(hand)
    worker.on_colours(opening["colours"])
    worker.on_sizes(opening["sizes"])
    return worker
