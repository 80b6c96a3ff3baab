"""Where the things of a hand lie, below site/ and below the page's address alike: nobody else spells them."""

FIRST_HAND = "loops"  # the one that every page starts with
MODELS = "models"  # the folder of all hands' folders

# In the folder of a hand
CARD = "model.json"
GRAPH = "model.onnx"  # the network as onnxruntime reads it
TRACE = "trace.json"  # some steps of the network as it was trained, for whoever runs it to be tried by
STORY = "story.json"  # of its training, for the article
EPOCH = "epoch-*.json"  # the hand as it was after so many epochs


def epoch_file(epoch: int) -> str:
    """Where the hand as it was after so many epochs lies in its folder."""
    return EPOCH.replace("*", str(epoch))


def place(hand: str, file: str) -> str:
    """Where a file of a hand lies."""
    return MODELS + "/" + hand + "/" + file
