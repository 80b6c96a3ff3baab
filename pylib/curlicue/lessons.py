"""All that passes between the page and the worker that teaches, each kind once, as messages (curlicue.messages)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curlicue.payloads import Heard, Listening, Recorded, Refused, Story, ToPage, ToWorker
else:
    ToPage = ToWorker = str

# To the worker
ATTEND: "ToWorker[list[str]]" = ToWorker(
    "attend"
)  # wake up: names of the hands that it may begin as, the usual one first
STROKE: "ToWorker[Recorded]" = ToWorker("stroke")  # the reader has drawn one more
DROP: "ToWorker[int]" = ToWorker("drop")  # and does not want this one
TEACH: "ToWorker[int]" = ToWorker("teach")  # the strokes that there are, with so many as the first seed
PAUSE: "ToWorker[bool]" = ToWorker("pause")  # wait, or go on
STOP: "ToWorker[None]" = ToWorker("stop")  # train no further: what there is, is judged

# From the worker, beside STAGE and FAILED
READ: "ToPage[Heard]" = ToPage("read")  # what can be taught of the strokes so far
DREW: "ToPage[list[str]]" = ToPage("drew")  # the slow drag by a net: "before" or "now", and the inside of an SVG
LISTENED: "ToPage[Listening]" = ToPage("listened")  # how far it is
TOLD: "ToPage[Story]" = ToPage("told")  # what happened; the hand follows
TAUGHT: "ToPage[str]" = ToPage("taught")  # a hand that was taken: its card as text
REFUSED: "ToPage[Refused]" = ToPage("refused")  # no net was taken


def encode_stroke(number: int, samples: str) -> str:
    """The message of one stroke; ``samples`` is JSON already."""
    return STROKE + ' {"number": ' + str(number) + ', "samples": ' + samples + "}"
