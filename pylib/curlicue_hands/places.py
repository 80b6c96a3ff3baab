"""Where the things of a hand lie, below site/ and below the page's address alike: nobody else spells them."""

from curlicue.hand import DIGITS

FIRST_HAND = "loops"  # the one that every page starts with
MODELS = "models"  # the folder of all hands' folders

# In the folder of a hand
CARD = "model.json"
GRAPH = "model.onnx"  # the network as onnxruntime reads it
TRACE = "trace.json"  # some steps of the network as it was trained, for whoever runs it to be tried by
STORY = "story.json"  # of its training, for the article
EPOCH = "epoch-*.json"  # the hand as it was after so many epochs

# The modules that come once the first ink is there; among MicroPython's files their names, each after those it needs
LATER = "later.txt"

# Graphs that teach and judge any hand
TEACH_GRAPH = "graphs/teach.onnx"
PENS_GRAPH = "graphs/pens.onnx"
STROKES_GRAPH = "graphs/strokes.onnx"

TAUGHT = "yours-"  # begins the name of a hand that a reader taught; DIGITS of its model's digest follow
HEX = "0123456789abcdef"


def is_taught(name: str) -> bool:
    """Whether a hand is one that a reader taught: such a one lies nowhere on the site, its card is all there is."""
    return name[:-DIGITS] == TAUGHT and not name[-DIGITS:].strip(HEX)


def epoch_file(epoch: int) -> str:
    """Where the hand as it was after so many epochs lies in its folder."""
    return EPOCH.replace("*", str(epoch))


def place(hand: str, file: str) -> str:
    """Where a file of a hand lies."""
    return MODELS + "/" + hand + "/" + file
