"""What the page says of drawings that are kept, opened and sent."""

from curlicue_drawing import coding

NOT_KEPT = "The browser keeps nothing here just now: this drawing goes when you leave the page. Save it, or share it."
DELETED = "“{title}” is deleted."
UNTITLED = "Drawn on {day}"
COPIED = "The link is copied. Whoever opens it sees this drawing draw itself."
EMBED_TITLE = "A drawing made with Curlicue"
EMBED_COPIED = "The html is copied. Paste it into a page: the drawing draws itself there, and its readers draw on."
NOTHING_TO_SHARE = "Draw something first."
NOTHING_TO_DRAW_AGAIN = "Draw something first; then choose another hand, and press this."
TOO_LONG = "This drawing is too long for a link, so it is saved as a file: whoever drops it on this page sees it."
NOW_YOURS = "Now yours."
OTHER_HANDS = "It was drawn with another version of {hands}, so it comes out a little differently here."
MISSING_HANDS = "It was drawn with a hand that is not here; {hand} draws it instead."
FOLLOWS = "The finger goes along its lines, and the network curls around them."
NO_LINES = "There is no line in that file that a finger could follow. Choose an SVG with paths."
TOO_MANY_LINES = "That file has more lines than fit on the sheet. Choose one with fewer, or simplify it first."
NO_STROKES = "That strokes file is not as this page or its trainer writes it. Save your strokes again."
HAND_NOT_HERE = "The hand that is to draw it has not come yet. Try again in a moment."


def refused(code: str, found: str) -> str:
    """Why a document is not opened, and what to do; codes as in curlicue_drawing.coding."""
    sentences = {
        coding.LARGE: "That drawing is too large to be opened here.",
        coding.NOT_A_DRAWING: "That is no drawing of this page. Ask for the whole link, or choose a file saved here.",
        coding.OTHER_VERSION: "That drawing is of version {found}, and this page reads version {reads}. "
        "Load this page again, then open it again.",
        coding.CHANGED: "That drawing is not as it was sent: part of it is missing, or something changed it. "
        "Ask for it again.",
    }
    return sentences[code].format(found=found, reads=coding.VERSION)
