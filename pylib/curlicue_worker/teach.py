"""The life of the worker that teaches: it listens to strokes, teaches when it is told to, and shows how it goes."""

import random
from asyncio import Task, create_task, get_running_loop
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from curlicue.hand import hand_from_card
from curlicue.lessons import ATTEND, DROP, PAUSE, READ, REFUSED, STOP, STROKE, TAUGHT, TEACH, TOLD
from curlicue.messages import FAILED, STAGE, Ears, decode, encode
from curlicue.stroke import Sample
from curlicue_hands.card import read_card, write_card
from curlicue_hands.places import CARD, GRAPH, PENS_GRAPH, TEACH_GRAPH, place
from curlicue_ink.teaching import window_picture
from curlicue_teach import teaching
from curlicue_teach.batches import GOOD_ENOUGH
from curlicue_teach.card import Words, make_taught, model_of, name_of
from curlicue_teach.graphs import GraphPens, GraphTeacher
from curlicue_teach.reasons import Reason
from curlicue_teach.strokes import spliced
from curlicue_teach.teaching import Shipped, Teaching, draw_drag, read_task
from curlicue_teach.told import examples, rule_px, tell
from curlicue_teach.weights import in_a_row
from curlicue_words.teach import SENTENCE, TITLE
from curlicue_worker.board import BEFORE, NOW, Board, WorkClock
from curlicue_worker.graphs import open_graph
from curlicue_worker.left_out import fetch_when_missed

if TYPE_CHECKING:
    from curlicue.payloads import Card, Heard, Kind, P, Recorded, Refused, Story
    from curlicue_worker.bridge import Outside


class TeachingWorker:
    """Everything that teaches. ``names`` are the hands that a taught one may begin as, the usual one first."""

    def __init__(self, bridge: "Outside", names: list[str]) -> None:
        self._bridge = bridge
        self._usual = names[0]
        self._strokes: dict[int, tuple[Sample, ...]] = {}  # by number, in the order in which they were drawn
        self._hands: dict[str, Shipped] = {}
        self._reading = False  # the strokes are to be read soon
        self._board: Board | None = None  # of the teaching under way
        self._teaching: Task[None] | None = None
        self._waking = create_task(self._or_fail(self._wake(names)))
        self.ears = self._listen()

    def _listen(self) -> Ears:
        ears = Ears()
        ears.on(STROKE, self._add)
        ears.on(DROP, self._drop)
        ears.on(TEACH, self._teach)
        ears.on(PAUSE, self._pause)
        ears.on(STOP, self._stop)
        return ears

    def hear(self, text: str) -> None:
        """Do what one message of the page says."""
        self.ears.hear(*decode(text))

    async def _wake(self, names: list[str]) -> None:
        """Open the graphs, and look what the hands are like that it may begin as."""
        sessions = [await open_graph(self._bridge, graph) for graph in (PENS_GRAPH, TEACH_GRAPH)]
        self._pens, self._teacher = GraphPens(*sessions), GraphTeacher(sessions[1])
        self._model = (await self._bridge.bytes(place(self._usual, GRAPH))).to_bytes()
        self._card = await self._meet(self._usual)
        for name in names[1:]:
            try:
                await self._meet(name)
            except Exception as error:  # noqa: BLE001  # one of the others is missing: it goes without
                print("Curlicue: a hand that nobody begins as:", name, error)
        self._post(STAGE, "teacher")

    async def _meet(self, name: str) -> "Card":
        """Get the card of a hand, and let it draw."""
        card = read_card(await self._bridge.text(place(name, CARD)), name)
        hand = await teaching.shipped(self._pens, hand_from_card(card), in_a_row(card["weights"]))
        if hand is not None:
            self._hands[name] = hand
        return card

    async def _or_fail(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it, or say that this worker will not do."""
        try:
            await work
        except Exception as error:  # noqa: BLE001  # JavaScript may throw anything
            self._post(FAILED, str(error))

    # The strokes

    def _add(self, stroke: "Recorded") -> None:
        samples = (Sample(x, y, t, pressure) for _, x, y, t, pressure in stroke["samples"])
        self._strokes[stroke["number"]] = tuple(samples)
        self._read_soon()

    def _drop(self, number: int) -> None:
        self._strokes.pop(number, None)
        self._read_soon()

    def _read_soon(self) -> None:
        """Read once for all strokes that wait."""
        if not self._reading:
            self._reading = True
            get_running_loop().call_soon(self._read)

    def _read(self) -> None:
        """Say what can be taught of the strokes so far."""
        self._reading = False
        task = read_task(self._strokes.values())
        if isinstance(task, Reason):
            heard: Heard = {"seconds": 0.0, "can": False, "reason": _said(task)}
        else:
            warning = task.warning
            heard = {"seconds": task.lesson.seconds, "can": True, "reason": None if warning is None else _said(warning)}
        self._post(READ, heard)

    # Teaching

    def _teach(self, first_seed: int) -> None:
        if self._teaching is None or self._teaching.done():
            self._teaching = create_task(self._or_fail(self._run(first_seed)))

    def _pause(self, wait: bool) -> None:
        if self._board is not None:
            self._board.pause(wait)

    def _stop(self, _nothing: None) -> None:
        if self._board is not None:
            self._board.stop()

    async def _run(self, first_seed: int) -> None:
        await self._waking
        task = read_task(self._strokes.values())
        if isinstance(task, Reason):
            self._post(REFUSED, _said(task))
            return
        usual = self._hands[self._usual]
        scale = usual.start.loop.scale_px
        rule = rule_px(task.lesson, spliced(task.lesson, random.Random(first_seed)), scale)
        self._board = board = Board(self._post, scale, rule)
        board.drew(BEFORE, await draw_drag(self._pens, usual.weights, usual.start))
        clock = WorkClock()
        going = Teaching(self._teacher, self._pens, self._hands, self._usual, task, board, clock)
        came = await going.run(first_seed)
        self._board = None
        if isinstance(came, Reason):
            self._post(REFUSED, _said(came))
            return
        began = self._hands[came.tried.hand]
        taken = came.taken
        windows = await examples(self._pens, taken.line, began, taken.weights, taken.judged.start)
        name = name_of(model_of(taken.weights, self._card, self._model))
        card = make_taught(
            Words(name, TITLE, SENTENCE), taken.weights, taken.judged.start, task.lesson, taken.line, taken.seed,
            self._card, self._model,
        ).card  # fmt: skip
        story: Story = {
            **tell(task.lesson, came, began, going.apart[self._usual]),
            "took_s": clock(),
            "enough": GOOD_ENOUGH,
            "pictures": [window_picture(*window) for window in windows],
        }
        board.drew(NOW, taken.judged.drawn[0].places)  # one message after the other: each is a task of the page's
        self._post(TOLD, story)
        self._post(TAUGHT, write_card(card))

    def _post(self, kind: "Kind[P]", payload: "P") -> None:
        self._bridge.post(encode(kind, payload))


def _said(reason: Reason) -> "Refused":
    return {"code": reason.code.value, "found": reason.found}


def open_worker(bridge: "Outside", text: str) -> TeachingWorker:
    """Answer the page's first message: a worker that listens at once and wakes beside it."""
    kind, names = decode(text)
    if kind != ATTEND or not isinstance(names, list):
        raise ValueError(f"the worker's first message was {kind}; it has to be {ATTEND}, with the names of hands")
    fetch_when_missed(bridge.library)
    return TeachingWorker(bridge, names)
