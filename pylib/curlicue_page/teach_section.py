"""Teach it your hand: the section of the article, from a reader's first stroke to a hand of their own."""

from asyncio import sleep
from json import dumps, loads
from typing import TYPE_CHECKING

import js

from curlicue.actions import MOVE
from curlicue.stroke import STEP_S
from curlicue_drawing.coding import read as read_drawing
from curlicue_drawing.written import from_text
from curlicue_hands.amount import ADVISED_S, LEAST_S
from curlicue_hands.places import FIRST_HAND, is_taught
from curlicue_out.strokes import HEADER, line_of
from curlicue_page import dom
from curlicue_page.browser import call, read
from curlicue_page.documents import Documents
from curlicue_page.dom import BREATH_S, by_id, control
from curlicue_page.downloads import download_text
from curlicue_page.recorder import Recorder
from curlicue_page.teacher import Teacher
from curlicue_words import teach as said
from curlicue_words import teach_words
from curlicue_words.numbers import shown

if TYPE_CHECKING:
    from curlicue.payloads import Heard, Listening, Refused, Samples, Story, Written
    from curlicue_page.page import Page
    from curlicue_page.shelf import Shelf

# States of the section
IDLE, WAKING, LEARNING, OFFERED = "idle", "waking", "learning", "offered"
STROKES, STORY = "strokes", "story"  # keys of what is kept on this device
KEEP_MS = 400  # after the last change
STILL_MS = 20_000  # after so long the section says that the teacher is still on its way
RING_LENGTH = 100.0  # of the ring's path, as its html has it
STROKES_FILE = "curlicue-strokes.jsonl"
SEEDS_A_GO = 100  # from one go's first seed to the next one's


class TeachSection:
    """What is recorded, what is shown of the teaching, and what becomes of it. A curlicue_page.roles.Pupil."""

    def __init__(self, page: "Page", shelf: "Shelf", documents: Documents) -> None:
        self._page = page
        self._documents = documents
        self._shelf = shelf
        self._figure = by_id("teaching")
        self._recorder = Recorder(self._changed)
        self._teacher = Teacher(self, self._names)
        self._state = IDLE
        self._paused = False
        self._goes = 0
        self._lost = False  # the teacher was lost: it comes when it is called, and not by itself
        self._card = ""  # of the hand that is offered
        self._drawn = False  # a slow line has been shown at this visit
        self._story: Story | None = None
        self._keeping = 0  # the timer that will keep the strokes
        # Tasks under way; kept, or they may be collected
        for name, heard in (
            ("record-undo", self._undo),
            ("record-clear", self._clear),
            ("record-take", self._take),
            ("record-save", self._save),
            ("teach", self._teach),
            ("teach-pause", self._pause),
            ("teach-stop", self._stop),
            ("teach-again", self._again),
            ("teach-drop", self._discard),
            ("keep-hand", self._keep_hand),
        ):
            control(name).addEventListener("click", heard)
        by_id("teach-keep").addEventListener("submit", self._keep_hand)
        js.window.addEventListener("pagehide", self._remember)
        self._show()
        dom.go(self._open())

    def pad(self, samples: str) -> bool:
        """Take a frame's samples of a finger on the pad; true while it is down."""
        if samples:
            self._recorder.hear(samples)
            self._show_amount()
        return self._recorder.drawing

    # What is recorded

    async def _open(self) -> None:
        """Have the strokes and the story of the last visit."""
        text = await js.curlicue.kept.get(STROKES)
        strokes = []
        for line in str(text).split("\n") if text else []:
            await sleep(BREATH_S)  # the pen goes on between two strokes
            try:
                strokes.append(self._recorder.read(line))
            except (ValueError, RuntimeError, TypeError):
                continue
        if strokes:
            self._recorder.restore(strokes)
            self._say(teach_words.CAME)
        story = await js.curlicue.kept.get(STORY)
        if story and self._story is None:
            try:
                self._tell(loads(str(story)))
            except (ValueError, RuntimeError, TypeError, KeyError, AttributeError):  # somebody else wrote there
                js.console.info("Curlicue cannot tell of the last teaching")

    def _changed(self) -> None:
        """Take note of another set of strokes: keep it, and let the teacher have it."""
        js.clearTimeout(self._keeping)
        self._keeping = js.setTimeout(self._remember, KEEP_MS)
        strokes = self._recorder.strokes
        saves = read(read(js.navigator, "connection"), "saveData")
        if strokes and not saves and not self._lost and self._page.drawer.by_worker:
            self._teacher.wake()  # once the worker that draws is there: two at a time take more than twice as long
        self._teacher.hand_in(strokes)
        self._show()

    def _remember(self, *_event: object) -> None:
        """Keep the strokes on this device, now."""
        if not self._keeping:
            return
        js.clearTimeout(self._keeping)
        self._keeping = 0
        dom.go(self._keep_strokes())

    async def _keep_strokes(self) -> None:
        strokes = self._recorder.strokes
        if strokes:
            kept = await js.curlicue.kept.set(STROKES, "\n".join([stroke.text for stroke in strokes]))
        else:
            kept = await call(js.curlicue.kept, "del", STROKES)
        if not kept and self._state == IDLE:
            self._say(teach_words.NOT_KEPT)

    def forget(self) -> None:
        """Let go of the strokes and of what was told: nothing is to be kept on this device."""
        self._recorder.forget()
        self._story = None
        by_id("story").hidden = True
        self._show()

    def _undo(self, *_event: object) -> None:
        self._recorder.undo()

    def _clear(self, *_event: object) -> None:
        if self._recorder.strokes:
            self._recorder.clear()
            self._say(teach_words.STARTED_OVER)

    def _take(self, *_event: object) -> None:
        self._documents.ask(False, self._take_above)

    def _take_above(self, written: "Written") -> None:
        """Take the strokes of the sheet."""
        strokes: list[Samples] = []
        for told in read_drawing(from_text(written["text"])).strokes:
            ticks = told.ticks
            steps = range(len(ticks) // 3)
            strokes.append([[MOVE, ticks[3 * k], ticks[3 * k + 1], k * STEP_S, ticks[3 * k + 2]] for k in steps])
        if any(len(stroke) > 1 for stroke in strokes):
            self._recorder.take(strokes)
        else:
            self._say(teach_words.NOTHING_ABOVE)

    def _save(self, *_event: object) -> None:
        if self._recorder.strokes:
            dom.go(self._write())

    async def _write(self) -> None:
        """Hand the reader the strokes as the trainer's file, written a stroke at a time."""
        lines = [HEADER]
        for stroke in self._recorder.strokes:
            await sleep(BREATH_S)
            points = [[t, x, y, pressure] for _kind, x, y, t, pressure in loads(stroke.text)]
            lines.append(line_of(points))
        download_text("\n".join(lines) + "\n", STROKES_FILE)

    # Teaching

    def _names(self) -> "list[str]":
        others = [name for name in self._page.choices.names() if not is_taught(name) and name != FIRST_HAND]
        return [FIRST_HAND] + others

    def _teach(self, *_event: object) -> None:
        if self._state in (WAKING, LEARNING) or not self._recorder.strokes:
            return
        self._lost = False
        self._state = WAKING
        self._paused = False
        self._card = ""
        self._say(teach_words.WAKING)
        js.setTimeout(self._say_it_wakes, STILL_MS)
        self._teacher.wake()
        if self._state == WAKING:  # else there are no workers
            self._teacher.hand_in(self._recorder.strokes)
            self._teacher.teach(SEEDS_A_GO * self._goes)
            self._goes += 1
        self._show()

    def _say_it_wakes(self) -> None:
        if self._state == WAKING:
            self._say(teach_words.STILL_WAKING)

    def _pause(self, *_event: object) -> None:
        if self._state == LEARNING:
            self._paused = not self._paused
            self._teacher.pause(self._paused)
            if self._paused:
                self._say(teach_words.PAUSED)
            self._show()

    def _stop(self, *_event: object) -> None:
        if self._state == LEARNING:
            self._paused = False
            self._teacher.stop()
            self._say(teach_words.LOOKING)
            self._show()

    def _again(self, *_event: object) -> None:
        self._teach()

    def _discard(self, *_event: object) -> None:
        self._card = ""
        self._state = IDLE
        self._say(teach_words.THROWN_AWAY)
        self._show()

    def _keep_hand(self, event: "js.Event") -> None:
        event.preventDefault()
        if self._card:
            dom.go(self._put_on_shelf())

    async def _put_on_shelf(self) -> None:
        """Keep the hand under its name; the next line is drawn by it."""
        await self._page.cards.get_checks()
        from curlicue_hands.hand_file import HandFileError, renamed

        card = self._card
        try:
            card = renamed(card, str(control("teach-title").value).strip())
        except HandFileError as error:
            js.console.info("Curlicue calls it as it came: " + str(error))
        trouble = await self._shelf.add(card)
        await js.curlicue.kept.set(STORY, dumps(self._story))
        self._card = ""
        self._state = IDLE
        self._say(trouble or said.KEPT)
        self._show()

    # What the teacher says

    def awake(self) -> None:
        """Take note that the teacher can teach."""

    def heard(self, heard: "Heard") -> None:
        """Say what can be taught of the strokes so far."""
        if self._state != IDLE or not self._recorder.strokes:
            return
        reason = heard["reason"]
        if self._recorder.full:
            self._say(teach_words.FULL)
        elif reason is not None:
            self._say(said.why(reason["code"], reason["found"]))
        else:
            self._say(teach_words.enough(heard["seconds"], ADVISED_S))

    def drew(self, drew: "list[str]") -> None:
        """Show a slow line: by the hand that every page starts with, or by the net of the moment."""
        when, picture = drew
        self._drawn = True
        by_id("drag-" + when).innerHTML = picture

    def listened(self, listening: "Listening") -> None:
        """Show how far it is."""
        if self._state == WAKING:
            self._state = LEARNING
            self._show()
        by_id("lesson-loss").innerHTML = listening["loss"]
        by_id("lesson-misses").textContent = teach_words.misses(listening)
        by_id("lesson-tries").textContent = teach_words.trying(listening["number"], listening["apart"])
        if self._paused:
            return
        done = listening["step"] == listening["steps"]
        self._say(teach_words.LOOKING if done else said.listening(listening["step"], listening["steps"]), aloud=done)
        by_id("lesson-done").style.setProperty("--done", str(listening["step"] / listening["steps"]))

    def told(self, story: "Story") -> None:
        """Tell what happened."""
        self._tell(story)

    def taught(self, card: str) -> None:
        """Offer the hand."""
        self._state = OFFERED
        self._card = card
        self._teacher.end()
        far = self._story is not None and self._story["after"] > teach_words.FAR
        self._say(teach_words.NOT_QUITE if far else teach_words.THERE)
        self._show()

    def refused(self, refused: "Refused") -> None:
        """Say why there is no hand."""
        self._state = IDLE
        self._teacher.end()
        js.console.info("Curlicue takes no net: " + refused["code"] + ", " + str(refused["found"]))
        self._say(said.why(refused["code"], refused["found"]))
        self._show()

    def lost(self) -> None:
        """Say that the teacher is no more, where somebody waits for it."""
        self._lost = True
        if self._state in (WAKING, LEARNING):
            self._say(teach_words.SILENT if self._state == LEARNING else teach_words.NO_TEACHER)
            self._state = IDLE
        self._show()

    # What is shown

    def _say(self, sentence: str, aloud: bool = True) -> None:
        status = by_id("teach-said")
        status.setAttribute("aria-live", "polite" if aloud else "off")
        status.textContent = sentence

    def _tell(self, story: "Story") -> None:
        """Tell what happened, in the article."""
        titles = {name: str(card["title"]) for name, card in self._page.cards.known.items()}
        sentences = teach_words.told(story, titles)
        self._story = story
        for place, sentence in enumerate(sentences):
            by_id("story-" + str(place + 1)).textContent = sentence
        for place, picture in enumerate(story["pictures"]):
            by_id("story-window-" + str(place + 1)).innerHTML = picture
        by_id("story").hidden = False

    def _show_amount(self) -> None:
        seconds = self._recorder.seconds
        share = min(1.0, seconds / ADVISED_S)
        by_id("record-ring").style.setProperty("--drawn", str(RING_LENGTH * share))
        by_id("record-seconds").textContent = shown(seconds, 1)
        by_id("record-amount").setAttribute("aria-label", teach_words.ring(seconds, LEAST_S, ADVISED_S))
        self._figure.toggleAttribute("data-recorded", bool(seconds))

    def _show(self) -> None:
        """Show what can be done now."""
        self._show_amount()
        has_strokes = bool(self._recorder.strokes)
        busy = self._state in (WAKING, LEARNING)
        self._figure.dataset.teaching = self._state
        for name, can in (
            ("record-undo", self._recorder.can_undo),
            ("record-clear", has_strokes),
            ("record-save", has_strokes),
            ("teach", has_strokes and not busy),
        ):
            dom.allow(name, can)
        control("teach").textContent = teach_words.TEACH_AGAIN if self._goes else teach_words.TEACH
        control("teach-pause").textContent = teach_words.GO_ON if self._paused else teach_words.PAUSE
        by_id("lesson").hidden = not self._drawn
        by_id("lesson-going").hidden = self._state != LEARNING
        by_id("teach-keep").hidden = self._state != OFFERED
