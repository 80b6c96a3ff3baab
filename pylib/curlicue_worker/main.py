"""The worker's life: wake, take over the drawing, and from then on one task per animation frame of the page."""

from array import array
from asyncio import Task, create_task, get_running_loop
from functools import partial
from json import loads
from typing import Any

from curlicue.engine import Engine
from curlicue.hand import Hand, hand_from_card
from curlicue.lstm import StepOutput
from curlicue.messages import (
    AWAKE,
    FRAME,
    HAND,
    OPEN,
    PAINTED,
    RECORDING,
    SLOWER,
    STAGE,
    TOO_FAST,
    apply,
    decode,
    encode,
    engine_from_plain,
    recording,
    snapshot,
    strokes_from_plain,
)
from curlicue.pen import PenSettings, Request
from curlicue.stroke import STEPS_PER_S, Stroke
from curlicue_ink.marks import CLEAR, LINE, add
from curlicue_ink.rope import Paper, paint_tail
from curlicue_worker.network import OrtNetwork, PythonNetwork, self_test

FRAME_CHUNKS = 2000  # chunks painted in one task at most: two minutes of ink
LONGEST_QUEUE = 60  # ticks; a second behind is enough
TOO_FAST_STEPS = 3 * STEPS_PER_S


class Worker:
    """The drawing surface in the worker. ``bridge`` is what site/worker.mjs offers."""

    def __init__(self, bridge: Any, hand: Hand) -> None:
        self._bridge = bridge
        self._engine = Engine(hand, PenSettings(None), 0, keeps_log=True)
        self._networks: dict[str, OrtNetwork | PythonNetwork] = {}  # by the name of their hand
        self._waking: dict[str, Task[None]] = {}  # kept: a task that nobody holds may be collected
        self._entries: list[Stroke | None] = []  # the starter's strokes, until it hands over
        self._paper = Paper()
        self._scale = 1.0
        self._ready: set[str] = set()  # names of the hands whose networks have proved themselves, or given up
        self._awake = False  # the page knows
        self._caught_up = True  # false from the takeover until all that the starter left undrawn is drawn
        self._request: Request | None = None  # the step under way
        self._stepping = False
        self._after_painting: str | None = None  # a message that waits for the screen

    def hear(self, text: str) -> None:
        """One message of the page: what the reader did is the engine's, for the rest its kind names the method."""
        kind, payload = decode(text)
        if apply(self._engine, kind, payload):
            if kind == HAND:
                self.learn(self._engine.hand)
                self._greet()
            if self._caught_up:
                self._engine.shed(LONGEST_QUEUE)
            self._step()
        else:
            getattr(self, "on_" + kind)(payload)

    # Waking

    def learn(self, hand: Hand) -> None:
        """Make ready to draw with a hand: at once with the plain step, soon with onnxruntime."""
        self._engine.hands[hand.name] = hand
        if hand.name not in self._networks:
            self._networks[hand.name] = PythonNetwork(hand)
            self._waking[hand.name] = create_task(self._wake(hand))

    async def _wake(self, hand: Hand) -> None:
        """Open a session and let it prove itself; whatever goes wrong, the plain step goes on drawing."""
        folder = "./models/" + hand.name
        network = OrtNetwork()
        try:
            await network.open(self._bridge, folder)
            wrong = await self_test(network, loads(await self._bridge.text(folder + "/trace.json")))
        except Exception as error:  # noqa: BLE001  # JavaScript may throw anything
            wrong = str(error)
        if wrong is None:
            network.broke = partial(self._broke, hand)
            self._networks[hand.name] = network
        else:
            print("Curlicue: onnxruntime-web will not do:", wrong)
        hand.reentry.warm(hand.loop.reentry_states)
        self._ready.add(hand.name)
        self._greet()

    def _greet(self) -> None:
        """Tell the page, once, that the chosen hand is ready to draw."""
        name = self._engine.hand.name
        if name in self._ready and not self._awake:
            self._awake = True
            engine = self._networks[name].name
            if engine == OrtNetwork.name:
                self._post(STAGE, "model")
            self._post(AWAKE, engine)

    @property
    def _network(self) -> OrtNetwork | PythonNetwork:
        """What steps the stroke in progress."""
        return self._networks[self._engine.drawing.name]

    def _broke(self, hand: Hand, reason: str) -> None:
        """A run failed in the middle of a drawing: the plain step draws on from the same state."""
        print("Curlicue: onnxruntime-web gave up:", reason)
        self._networks[hand.name] = PythonNetwork(hand)
        self._post(SLOWER)
        if self._request is not None and hand is self._engine.drawing:
            self._network.ask(self._request.x, self._request.lstm, self._answered)

    # What the page says

    def on_repaint(self, strokes: list[Any]) -> None:
        """The drawing so far, while the starter still draws."""
        self._entries = strokes_from_plain(strokes, [])
        self._engine.entries = self._entries
        self._after_painting = encode(PAINTED)
        self._step()

    def on_continue(self, payload: list[Any]) -> None:
        """The rest of it, and the pen: from here on it is ours."""
        strokes, engine = payload
        engine_from_plain(self._engine, engine, strokes_from_plain(strokes, self._entries))
        self._caught_up = False
        self._after_painting = encode(PAINTED)
        self._step()

    def on_sheet(self, sheet: list[float]) -> None:
        """The surface's size; width and height are set and all is drawn again in this one task, so nothing blinks."""
        width, height, ratio, self._scale = sheet
        self._bridge.size(width, height, ratio)
        self._paper.blank()
        self._step()

    def on_colours(self, colours: list[str]) -> None:
        """The palette, in the order of the marks."""
        self._bridge.colours(*colours)
        self._paper.blank()
        self._step()

    def on_record(self, _payload: None) -> None:
        """Somebody wants the recording."""
        self._post(RECORDING, recording(self._engine))

    def on_picture(self, background: str) -> None:
        """Somebody wants a PNG."""
        self._bridge.picture(background)

    # Steps and paint

    def _step(self) -> None:
        """Run what is due, one step after the other, then paint once. A step under way calls back here."""
        if self._stepping or self._request is not None:
            return
        self._stepping = True
        while self._request is None:
            self._request = self._engine.next()
            if self._request is None:
                self._caught_up = True
                self._paint()
                break
            self._network.ask(self._request.x, self._request.lstm, self._answered)
        self._stepping = False

    def _answered(self, output: StepOutput) -> None:
        self._request = None
        self._engine.answer(output)
        pen = self._engine.pen
        if pen is not None and pen.fast_steps == TOO_FAST_STEPS:
            self._post(TOO_FAST)
        self._step()  # nothing to do if the answer came at once and the loop above goes on

    def _paint(self) -> None:
        engine = self._engine
        marks, complete = self._paper.update(engine.visible(), self._scale, FRAME_CHUNKS)
        if marks:
            self._bridge.play("ink", array("f", marks))
        tail: list[float] = []
        add(tail, CLEAR, LINE, 1.0, 0.0, [])
        if engine.stroke is not None:
            paint_tail(tail, engine.stroke, self._scale)
        self._bridge.play("nib", array("f", tail))
        moving = engine.active or not complete
        state = encode(FRAME, snapshot(engine, self._network.name))
        self._bridge.post(state.replace(" ", " 1 " if moving else " 0 ", 1))
        if not complete:
            get_running_loop().call_soon(self._step)
        elif self._after_painting is not None:
            self._bridge.afterPainting(self._after_painting)
            self._after_painting = None

    def _post(self, kind: str, payload: Any = None) -> None:
        self._bridge.post(encode(kind, payload))


def open_worker(bridge: Any, text: str) -> Worker:
    """Answer the page's first message: a worker that listens at once and wakes beside it."""
    kind, opening = decode(text)
    if kind != OPEN or not isinstance(opening, dict):
        raise ValueError(f"the worker's first message was {kind}; it has to be {OPEN}, with the card")
    hands = [hand_from_card(card) for card in opening["cards"]]
    worker = Worker(bridge, hands[0])
    for hand in hands:
        worker.learn(hand)
    worker.on_sheet(opening["sheet"])
    worker.on_colours(opening["colours"])
    return worker
