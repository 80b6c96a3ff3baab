"""All that passes between page and worker, each kind once. Everything is JSON, which keeps floats exact.

A message is one string: its kind, a space, its payload as JSON. What is not JSON travels beside it: the canvases with
OPEN; a picture or a frame of a film, {name, picture}, as a message of its own; and the worker's frame after each of the
page's, an array of [whether a pen moves, numbers, hand, engine] (curlicue.snapshot), so that the page need not read it.
"""

from json import dumps, loads
from typing import TYPE_CHECKING, Any, Callable

from curlicue.actions import ACTIONS, EXPERIMENT, HAND, SAMPLES, SETTINGS

if TYPE_CHECKING:
    from curlicue.payloads import (
        Epoch,
        Handed,
        Kind,
        Opening,
        P,
        Said,
        Sizes,
        Slice,
        Sought,
        Take,
        Wanted,
        Watched,
        Written,
    )
else:
    Kind = str

LEARNING = "learning"  # name of the surface whose hand is one of a training's epochs
RIBBONS = "ribbons"  # name of the picture of ribbons, in which one can draw as well

# From the page, beside actions
OPEN: "Kind[Opening]" = Kind("open")  # with the canvases: wake up
REPAINT: "Kind[Slice]" = Kind("repaint")  # paint what the starter has drawn; the last slice is answered by PAINTED
CONTINUE: "Kind[Handed]" = Kind("continue")  # draw on from here, the starter has stopped; answered by PAINTED
SIZES: "Kind[Sizes]" = Kind("sizes")  # of canvases whose size is new
COLOURS: "Kind[list[str]]" = Kind("colours")  # the palette of curlicue_ink.marks
WATCH: "Kind[Watched]" = Kind("watch")
SEEK: "Kind[Sought]" = Kind("seek")
PLAY: "Kind[None]" = Kind("play")  # from the moment that is shown; once more: hold
SLOW: "Kind[bool]" = Kind("slow")  # whether in slow motion
EPOCH: "Kind[Epoch]" = Kind("epoch")  # whose hand LEARNING is to have, and when
FUTURES: "Kind[bool]" = Kind("futures")  # whether to show what the network would draw next
RIBBON_INK: "Kind[bool]" = Kind("ribbon-ink")  # whether the sheet's ink is ribbons, where what was remembered is known
EMPTY: "Kind[None]" = Kind("empty")  # clear what is drawn in the picture; no action, those are the sheet's
RECORD: "Kind[None]" = Kind("record")  # answered by RECORDING
WRITE: "Kind[bool]" = Kind("write")  # the sheet's drawing as a document, with its lines or without; answered by WRITTEN
PICTURE: "Kind[Wanted]" = Kind("picture")  # answered by a PNG
TAKE: "Kind[Take]" = Kind("take")  # answered by TAKING, then by TAKEN, a PNG, or FILMING
FILM_AT: "Kind[float]" = Kind("film-at")  # s; answered by that frame of the film
LEAVE: "Kind[None]" = Kind("leave")  # what TAKE asked for is not wanted any more

TO_WORKER = ACTIONS + (
    OPEN,
    REPAINT,
    CONTINUE,
    SIZES,
    COLOURS,
    WATCH,
    SEEK,
    PLAY,
    SLOW,
    EPOCH,
    FUTURES,
    RIBBON_INK,
    EMPTY,
    RECORD,
    WRITE,
    PICTURE,
    TAKE,
    FILM_AT,
    LEAVE,
)
STRIPS_TOO = (SETTINGS, EXPERIMENT, HAND)  # actions meant for every surface; others for the sheet, or the one drawn on

# From the worker
STAGE: "Kind[str]" = Kind("stage")  # "python" or "model": another part of it is awake
AWAKE: "Kind[str]" = Kind("awake")  # what steps the network: "ort-wasm" or "python"
PAINTED: "Kind[None]" = Kind("painted")  # what REPAINT or CONTINUE asked for is on the screen
CHECKPOINT: "Kind[str]" = Kind("checkpoint")  # actions since the takeover, a space, curlicue.checkpoint's next piece
TEXTS: "Kind[Said]" = Kind("texts")  # what stands beside the figures, as far as it has changed
RECORDING: "Kind[str]" = Kind("recording")
WRITTEN: "Kind[Written]" = Kind("written")
SLOWER: "Kind[None]" = Kind("slower")  # onnxruntime-web gave up; the plain-Python step draws on
FAILED: "Kind[str]" = Kind("failed")  # what failed, for the console
NO_EPOCH: "Kind[None]" = Kind("no-epoch")  # what EPOCH asked for did not come, or is none
TAKING: "Kind[float]" = Kind("taking")  # share of what TAKE asked for that is done
TAKEN: "Kind[str]" = Kind("taken")  # what TAKE asked for, a space, the text of it; none where there is nothing
FILMING: "Kind[float]" = Kind("filming")  # s that the film takes, whose frames may be asked for now
OFFERED: "Kind[int]" = Kind("offered")  # curlicue.actions.offered of the sheet, whenever it changes
TOO_FAST: "Kind[None]" = Kind("too-fast")  # the finger has been fast for TOO_FAST_STEPS

UNREAD = (CHECKPOINT, RECORDING, TAKEN)  # text that the page keeps as it is: megabytes of it
TO_PAGE = (
    STAGE,
    AWAKE,
    PAINTED,
    CHECKPOINT,
    TEXTS,
    RECORDING,
    WRITTEN,
    SLOWER,
    FAILED,
    NO_EPOCH,
    TAKING,
    TAKEN,
    FILMING,
    OFFERED,
    TOO_FAST,
)


def canvas_of(surface: str, layer: str) -> str:
    """Name of a canvas of a surface; its layers are "ink", "nib" and, off the page, "past"."""
    return surface + "-" + layer


def encode(kind: "Kind[P]", payload: "P") -> str:
    """One message as a string."""
    return kind + " " + (str(payload) if kind in UNREAD else dumps(payload))


def decode(text: str) -> "tuple[str, Any]":
    """Kind and payload of a message."""
    kind, payload = text.split(" ", 1)
    return kind, payload if kind in UNREAD else loads(payload)


def encode_samples(now: float, samples: str, surface: str) -> str:
    """The message of one animation frame; ``samples`` is JSON already, as first.js wrote it, or empty."""
    return SAMPLES + ' {"now": ' + repr(now) + ', "surface": "' + surface + '", "samples": ' + (samples or "[]") + "}"


class Ears:
    """Who hears what: one method for each kind of message."""

    def __init__(self) -> None:
        self._hearers: dict[str, Callable[[Any], None]] = {}

    def on(self, kind: "Kind[P]", hear: "Callable[[P], None]") -> None:
        """Let a method hear a kind of message."""
        self._hearers[kind] = hear

    def hear(self, kind: str, payload: Any) -> None:
        """Give a message to the one that hears it. KeyError where nobody does."""
        self._hearers[kind](payload)

    def kinds(self) -> "set[str]":
        """Everything that is heard."""
        return set(self._hearers)
