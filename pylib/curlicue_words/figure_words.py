"""What the later half of the page says: of figures, of the worker that paints them, of keys and lessons."""

SLOW_ENGINE = "The fast engine did not start. A slower one is drawing. The curls are the same."
ASLEEP = "The figures are asleep: they need the fast engine, which did not start."
STILL_WAKING = "Still on its way. Draw above; this wakes with the fast engine."
NO_EPOCH = "That moment did not arrive. Move the slider again when the line is back."
NO_EPOCHS = "This hand came without the moments of its training."
WHY_MUTED = "Muted by you: whatever its gates let in, c and h are set to 0."
WHY_NOT_KEPT = "What it kept then is not known any more: too much has been drawn since, or its hand is gone."

# For the console: why a page draws without a worker
NO_WORKERS = "no workers here"
SILENT = "a worker that fell silent"
BROKEN = "the worker's script"
LEFT = "the page was left while it was waking"

FED_MOST_BY = "Fed most by "
FED = (
    ": the three inputs with the heaviest weights, those into i, f, o and g together. "
    "Plus: where it is high, g is higher; minus: lower."
)
MUTED_BY_YOU = "muted by you"
MUTE, SPEAK = "Mute this cell", "Let this cell speak"
LET_GO = "Let go"
RIBBON_INK = "Draw in ribbons"
WORD_CAME = "Somebody sent you a word. Press \u201cWrite it\u201d to see it written."
NO_LETTERS = "The letters did not arrive. They come when the line is back."
STOP_WRITING = "Stop writing"
STOP_DRAWING = "Stop drawing"

# Keys
KEYS = "Arrow keys draw, slowly. Shift hurries, Space lifts and sets down, Ctrl Z takes back."
LIFTED = "Lifted. Arrow keys move without ink; Space sets down again."

# Whose drawing a figure shows, on the surface that lies at it
THESE = {"states": "These rows are", "network": "This network is", "ribbons": "This picture is"}
THE_SHEETS, THE_PICTURES = "the sheet\u2019s", "the picture\u2019s"
A_STRIPS, THE_OTHER_STRIPS = "a strip\u2019s", "the other strip\u2019s"
UNTIL = " until you draw here."
AGAIN = ". Your own comes back when you draw here."  # the picture keeps what was drawn in it

# The exhibit of one cell and two bits
NO_CARD = "The trained weights did not arrive. These are random: press Train, and it learns them here."
STOPPED = "Stopped after {rows:,} rows. It keeps what it has learned so far."
TEACHING = "{rows:,} rows, loss {loss}. Of every {all} answers {right} are right."
ANOTHER_START = " The first numbers led nowhere; this is start {attempt}."
EXAMINING = "{rows:,} rows, loss {loss}. Now every row of {bits} bits, to be sure."
LEARNED = "Learned from {rows:,} rows in {seconds} s. All {all:,} answers in rows of up to {bits} bits are right."
TRAIN, STOP = "Train", "Stop"


def cell_title(layer: int, unit: int) -> str:
    """Name of a cell, layer and unit counted from 0."""
    return "Cell " + str(unit + 1) + ", layer " + str(layer + 1)
