"""Which network steps which hand: the plain step at once, onnxruntime as soon as it has proved itself."""

from asyncio import Task, create_task
from collections.abc import Callable
from functools import partial
from json import loads
from typing import Any

from curlicue.hand import Hand
from curlicue.lstm import NO_MASKS
from curlicue.pen import Request
from curlicue_worker.network import Answer, OrtNetwork, PythonNetwork, keeps_to_trace, self_test


class Networks:
    """The networks of all hands that were ever chosen."""

    def __init__(self, bridge: Any, ready: Callable[[Hand], None], broke: Callable[[Hand], None]) -> None:
        self._bridge = bridge
        self._ready = ready  # called when a hand's network has proved itself, or given up
        self._broke = broke  # called when a session failed in the middle of a drawing
        self._plain: dict[str, PythonNetwork] = {}
        self._fast: dict[str, OrtNetwork] = {}
        self._settled: set[str] = set()
        self._waking: dict[str, Task[None]] = {}  # kept: a task that nobody holds may be collected

    def learn(self, hand: Hand) -> None:
        """Make ready to draw with a hand."""
        if hand.name not in self._waking:
            self._plain[hand.name] = PythonNetwork(hand)
            self._waking[hand.name] = create_task(self._wake(hand))

    def learn_plain(self, hand: Hand) -> None:
        """Make ready to draw with a hand that has no graph of its own."""
        self._plain[hand.name] = PythonNetwork(hand)

    def settled(self, hand: Hand) -> bool:
        """True once it is known what steps this hand."""
        return hand.name in self._settled

    def engine(self, hand: Hand) -> str:
        """What steps this hand: "ort-wasm" or "python"."""
        return OrtNetwork.name if hand.name in self._fast else PythonNetwork.name

    def ask(self, hand: Hand, request: Request, answer: Answer) -> None:
        """Run one step. What is masked is beyond the exported graph: the plain step does it."""
        fast = self._fast.get(hand.name)
        if fast is None or request.masks != NO_MASKS:
            self._plain[hand.name].ask(request, answer)
        else:
            fast.ask(request.x, request.lstm, answer)

    async def _wake(self, hand: Hand) -> None:
        """Open a session and let it prove itself; whatever goes wrong, the plain step goes on drawing."""
        folder = "./models/" + hand.name
        network = OrtNetwork()
        try:
            await network.open(self._bridge, folder)
            trace = loads(await self._bridge.text(folder + "/trace.json"))
            wrong = keeps_to_trace(hand, trace) or await self_test(network, trace)
        except Exception as error:  # noqa: BLE001  # JavaScript may throw anything
            wrong = str(error)
        if wrong is None:
            network.broke = partial(self._gave_up, hand)
            self._fast[hand.name] = network
        else:
            print("Curlicue: onnxruntime-web will not do:", wrong)
        hand.reentry.warm(hand.loop.reentry_states)
        self._settled.add(hand.name)
        self._ready(hand)

    def _gave_up(self, hand: Hand, reason: str) -> None:
        """A run failed in the middle of a drawing: from now on the plain step draws."""
        print("Curlicue: onnxruntime-web gave up:", reason)
        del self._fast[hand.name]
        self._broke(hand)
