"""Which stepper runs which hand's network: the plain step at once, onnxruntime as soon as it has proved itself."""

from asyncio import Task, create_task
from collections.abc import Callable
from functools import partial
from json import loads
from typing import TYPE_CHECKING

from curlicue.hand import Hand
from curlicue.lstm import NO_MASKS
from curlicue.pen import Request
from curlicue_hands.places import CARD, FIRST_HAND, GRAPH, TRACE, is_taught, place
from curlicue_hands.trace import Trace, keeps_to_trace, trace_of
from curlicue_teach.weights import in_a_row, offsets, patched
from curlicue_worker.stepper import Answer, OrtStepper, PythonStepper, Stepper, self_test

if TYPE_CHECKING:
    from curlicue.payloads import Card
    from curlicue_worker.bridge import Bridge


class Steppers:
    """The steppers of all hands that were ever chosen."""

    def __init__(self, bridge: "Bridge", ready: Callable[[Hand], None], broke: Callable[[Hand], None]) -> None:
        self._bridge = bridge
        self._ready = ready  # called when a hand's stepper has proved itself, or given up
        self._broke = broke  # called when a session failed in the middle of a drawing
        self._plain: dict[str, PythonStepper] = {}
        self._fast: dict[str, OrtStepper] = {}
        self._settled: set[str] = set()
        self._waking: dict[str, Task[None]] = {}  # kept: a task that nobody holds may be collected

    def learn(self, hand: Hand, card: "Card") -> None:
        """Make ready to draw with a hand of the site, or with a taught one, whose graph follows from its card."""
        if hand.name not in self._waking:
            self.learn_plain(hand)
            self._waking[hand.name] = create_task(self._wake(hand, card))

    def learn_plain(self, hand: Hand) -> None:
        """Make ready to draw with a hand that has no graph of its own."""
        self._plain[hand.name] = PythonStepper(hand)

    def settled(self, hand: Hand) -> bool:
        """Whether it is known what steps this hand."""
        return hand.name in self._settled

    def name(self, hand: Hand) -> str:
        """What steps this hand: "ort-wasm" or "python"."""
        return OrtStepper.name if hand.name in self._fast else PythonStepper.name

    def ask(self, hand: Hand, request: Request, answer: Answer) -> None:
        """Run one step. What is masked is beyond the exported graph: the plain step does it."""
        fast = self._fast.get(hand.name)
        stepper: Stepper = self._plain[hand.name] if fast is None or request.masks != NO_MASKS else fast
        stepper.ask(request, answer)

    async def _wake(self, hand: Hand, card: "Card") -> None:
        """Open a session and let it prove itself; whatever goes wrong, the plain step goes on drawing."""
        stepper = OrtStepper(partial(self._gave_up, hand))
        try:
            await stepper.open(self._bridge, await self._graph(card))
            trace = await self._trace(hand)
            wrong = keeps_to_trace(hand, trace) or await self_test(stepper, trace)
        except Exception as error:  # noqa: BLE001  # JavaScript may throw anything
            wrong = str(error)
        if wrong is None:
            self._fast[hand.name] = stepper
        else:
            print("Curlicue: onnxruntime-web will not do:", wrong)
        hand.reentry.warm(hand.loop.reentry_states)
        self._settled.add(hand.name)
        self._ready(hand)

    async def _graph(self, card: "Card") -> str | bytes:
        """Where the graph of a hand of the site lies; of a taught one the first hand's, with the card's weights."""
        if not is_taught(card["name"]):
            return place(card["name"], GRAPH)
        model = (await self._bridge.bytes(place(FIRST_HAND, GRAPH))).to_bytes()
        weights = loads(await self._bridge.text(place(FIRST_HAND, CARD)))["weights"]
        return patched(model, offsets(model, weights), in_a_row(card["weights"]))

    async def _trace(self, hand: Hand) -> Trace:
        """The golden trace of a hand of the site; of a taught one what the plain step says."""
        if is_taught(hand.name):
            return trace_of(hand)
        trace: Trace = loads(await self._bridge.text(place(hand.name, TRACE)))["steps"]
        return trace

    def _gave_up(self, hand: Hand, reason: str) -> None:
        """Draw on with the plain step: a run failed in the middle of a drawing."""
        print("Curlicue: onnxruntime-web gave up:", reason)
        if self._fast.pop(hand.name, None) is not None:
            self._broke(hand)
