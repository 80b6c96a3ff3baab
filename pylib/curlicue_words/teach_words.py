"""What the page says while a hand is taught; what is said of strokes and nets is in curlicue_words.teach."""

from typing import TYPE_CHECKING

from curlicue.lstm import UNITS
from curlicue_words import figure_words
from curlicue_words.numbers import shown, whole

if TYPE_CHECKING:
    from curlicue.payloads import Listening, Story

WAKING = "Waking the teacher."
STILL_WAKING = "Still waking the teacher: on a slow line it takes a while. Your strokes stay."
LOOKING = "Looking at what it has learned: does it curl, stay near, come to rest?"
PAUSED = "It waits. Nothing is lost."
FULL = "That is enough. It has all it can hear."
NO_TEACHER = "The teacher could not wake here. Your strokes stay: try again, or save them."
SILENT = "The teacher has fallen silent. Your strokes stay: try again, or save them."
NOTHING_ABOVE = "Nothing is drawn on the sheet above."
CAME = "Your strokes of last time are here still."
NOT_KEPT = "The browser keeps nothing here just now: your strokes are gone when you leave. Save them if you like."
STARTED_OVER = "Empty again. Undo brings your strokes back."
THROWN_AWAY = "Not this one, then. Teach again, or draw some more."
TEACH, TEACH_AGAIN = "Teach it", "Teach it again"
PAUSE, GO_ON = "Wait", "Go on"
NOT_QUITE = "Nearer to you than the loops, and not quite you yet. Keep it, or let it try again."
THERE = "Here it is. Keep it, and it draws the next line."
FAR = 0.4  # distance above which it is not quite its pupil
NAMED_CELLS = 3  # of those that have changed most


def ring(value: float, least: float, advised: float) -> str:
    """How much is drawn, for who does not see the ring."""
    return f"{shown(value, 1)} seconds of drawing. {least:.0f} will do, {advised:.0f} are better."


def enough(value: float, advised: float) -> str:
    """That strokes can be taught."""
    said = f"{shown(value, 1)} seconds. "
    return said + (f"That will do; {advised:.0f} are better." if value < advised else "That is plenty.")


def throw_away(number: int) -> str:
    """The button on a stroke's small picture."""
    return f"Throw stroke {number} away"


def more(count: int) -> str:
    """How many strokes are not shown small."""
    return f"and {count} before these"


def misses(listening: "Listening") -> str:
    """How well it foresees just now."""
    miss, rule = shown(listening["miss_px"]), shown(listening["rule_px"])
    return f"It misses by {miss} px, a simple rule by {rule}."


def trying(number: int, apart: "float | None") -> str:
    """Which try it is, and how near the nearest net so far is."""
    said = "" if number == 1 else f"Try {number}."
    return said if apart is None else f"{said} The nearest so far is {shown(apart)} away from your hand."


def told(story: "Story", titles: "dict[str, str]") -> "list[str]":
    """What happened, in sentences for the article; ``titles`` are the hands' by name."""
    began = titles.get(story["hand"], story["hand"]).lower()
    strokes = "one stroke" if story["strokes"] == 1 else f"{story['strokes']} strokes"
    tries = "one try" if story["tries"] == 1 else f"{story['tries']} tries"
    drawn, took = shown(story["seconds"], 1), shown(story["took_s"], 1)
    windows, passes = whole(story["windows"]), whole(round(story["passes"]))
    first, last, rule = shown(story["first_px"]), shown(story["last_px"]), shown(story["rule_px"])
    before, after, near = shown(story["before"]), shown(story["after"]), shown(story["enough"], 1)
    changed = [figure_words.cell_title(*divmod(cell, UNITS)).lower() for cell in story["changed"][:NAMED_CELLS]]
    drew = (
        f"You drew {strokes}, {drawn} seconds in all. Of the hands that there are {began} were nearest to yours, "
        "so it began as those."
    )
    heard = (
        f"It heard {windows} windows, cut out of your strokes at random: each of your movements {passes} times. "
        f"All that took {took} seconds on this device, and {tries}."
    )
    missed = (
        f"At first its guesses missed your next movement by {first} px, at the end by {last}. A simple rule, a mixture "
        f"of your last few movements, misses by {rule} in such windows."
    )
    alike = (
        "To foresee is not to be alike. So its own line was laid beside yours: what each movement has in common with "
        f"those before it. The loops are {before} away from you, your hand is {after}. Below {near} one takes one for "
        "the other."
    )
    return [drew, heard, missed, alike, "What changed most were " + ", ".join(changed[:-1]) + f" and {changed[-1]}."]
