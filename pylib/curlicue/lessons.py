"""All that passes between the page and the worker that teaches, each kind once, as messages (curlicue.messages)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curlicue.payloads import Heard, Kind, Listening, Recorded, Refused, Story
else:
    Kind = str

# To the worker
ATTEND: "Kind[list[str]]" = Kind("attend")  # wake up: names of the hands that it may begin as, the usual one first
STROKE: "Kind[Recorded]" = Kind("stroke")  # the reader has drawn one more
DROP: "Kind[int]" = Kind("drop")  # and does not want this one
TEACH: "Kind[int]" = Kind("teach")  # the strokes that there are, with so many as the first seed
PAUSE: "Kind[bool]" = Kind("pause")  # wait, or go on
STOP: "Kind[None]" = Kind("stop")  # train no further: what there is, is judged

TO_TEACHER = (ATTEND, STROKE, DROP, TEACH, PAUSE, STOP)

# From the worker, beside STAGE and FAILED
READ: "Kind[Heard]" = Kind("read")  # what can be taught of the strokes so far
DREW: "Kind[list[str]]" = Kind("drew")  # the slow drag by a net: "before" or "now", and the inside of an SVG
LISTENED: "Kind[Listening]" = Kind("listened")  # how far it is
TOLD: "Kind[Story]" = Kind("told")  # what happened; the hand follows
TAUGHT: "Kind[str]" = Kind("taught")  # a hand that was taken: its card as text
REFUSED: "Kind[Refused]" = Kind("refused")  # no net was taken

TO_PUPIL = (READ, DREW, LISTENED, TOLD, TAUGHT, REFUSED)


def encode_stroke(number: int, samples: str) -> str:
    """The message of one stroke; ``samples`` is JSON already."""
    return STROKE + ' {"number": ' + str(number) + ', "samples": ' + samples + "}"
