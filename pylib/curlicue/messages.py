"""All that passes between page and worker, each kind once. Everything is JSON, which keeps floats exact.

A message is one string: its kind, a space, its payload as JSON. What is not JSON travels beside it: the canvases with
OPEN; a picture or a frame of a film, {name, picture}, as a message of its own; and the worker's frame after each of the
page's, an array of [whether a pen moves, numbers, hand, engine] (curlicue.snapshot), so that the page need not read it.
"""

from json import dumps, loads
from typing import TYPE_CHECKING, Any, Callable

from curlicue.actions import EXPERIMENT, HAND, SAMPLES, SETTINGS

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
        ToPage,
        ToWorker,
        Wanted,
        Watched,
        Written,
    )
else:
    ToPage = ToWorker = str

LEARNING = "learning"  # name of the surface whose hand is one of a training's epochs
RIBBONS = "ribbons"  # name of the picture of ribbons, in which one can draw as well

# From the page, beside actions
OPEN: "ToWorker[Opening]" = ToWorker("open")  # with the canvases: wake up
REPAINT: "ToWorker[Slice]" = ToWorker("repaint")  # paint what the starter drew; the last slice is answered by PAINTED
CONTINUE: "ToWorker[Handed]" = ToWorker("continue")  # draw on from here, the starter has stopped; answered by PAINTED
SIZES: "ToWorker[Sizes]" = ToWorker("sizes")  # of canvases whose size is new
COLOURS: "ToWorker[list[str]]" = ToWorker("colours")  # the palette of curlicue_ink.marks
WATCH: "ToWorker[Watched]" = ToWorker("watch")
SEEK: "ToWorker[Sought]" = ToWorker("seek")
PLAY: "ToWorker[None]" = ToWorker("play")  # from the moment that is shown; once more: hold
SLOW: "ToWorker[bool]" = ToWorker("slow")  # whether in slow motion
EPOCH: "ToWorker[Epoch]" = ToWorker("epoch")  # whose hand LEARNING is to have, and when
FUTURES: "ToWorker[bool]" = ToWorker("futures")  # whether to show what the network would draw next
RIBBON_INK: "ToWorker[bool]" = ToWorker("ribbon-ink")  # whether the sheet's ink is ribbons, where memories are known
EMPTY: "ToWorker[None]" = ToWorker("empty")  # clear what is drawn in the picture; no action, those are the sheet's
RECORD: "ToWorker[None]" = ToWorker("record")  # answered by RECORDING
WRITE: "ToWorker[bool]" = ToWorker("write")  # as a document, with lines or without; answered by WRITTEN
PICTURE: "ToWorker[Wanted]" = ToWorker("picture")  # answered by a PNG
TAKE: "ToWorker[Take]" = ToWorker("take")  # answered by TAKING, then by READY, a PNG, or FILMING
FILM_AT: "ToWorker[float]" = ToWorker("film-at")  # s; answered by that frame of the film
LEAVE: "ToWorker[None]" = ToWorker("leave")  # what TAKE asked for is not wanted any more

STRIPS_TOO = (SETTINGS, EXPERIMENT, HAND)  # actions meant for every surface; others for the sheet, or the one drawn on

# From the worker
STAGE: "ToPage[str]" = ToPage("stage")  # "python", "model" or "teacher": another part of it is awake
AWAKE: "ToPage[str]" = ToPage("awake")  # what steps the network: "ort-wasm" or "python"
PAINTED: "ToPage[None]" = ToPage("painted")  # what REPAINT or CONTINUE asked for is on the screen
CHECKPOINT: "ToPage[str]" = ToPage("checkpoint")  # actions since the takeover, a space, a piece (curlicue.checkpoint)
TEXTS: "ToPage[Said]" = ToPage("texts")  # what stands beside the figures, as far as it has changed
RECORDING: "ToPage[str]" = ToPage("recording")
WRITTEN: "ToPage[Written]" = ToPage("written")
SLOWER: "ToPage[None]" = ToPage("slower")  # onnxruntime-web gave up; the plain-Python step draws on
FAILED: "ToPage[str]" = ToPage("failed")  # what failed, for the console
NO_EPOCH: "ToPage[None]" = ToPage("no-epoch")  # what EPOCH asked for did not come, or is none
TAKING: "ToPage[float]" = ToPage("taking")  # share of what TAKE asked for that is done
READY: "ToPage[str]" = ToPage("ready")  # what TAKE asked for, a space, the text of it; none where there is nothing
FILMING: "ToPage[float]" = ToPage("filming")  # s that the film takes, whose frames may be asked for now
OFFERED: "ToPage[int]" = ToPage("offered")  # curlicue.actions.offered of the sheet, whenever it changes
TOO_FAST: "ToPage[None]" = ToPage("too-fast")  # the finger has been fast for TOO_FAST_STEPS

UNREAD = (CHECKPOINT, RECORDING, READY)  # text that the page keeps as it is: megabytes of it


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
