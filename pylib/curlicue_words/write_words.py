"""What the page says of a word that is to be written."""

from curlicue_write.plan import EMPTY, MISSING, TOO_LONG

WRITING = "It writes. A touch of the sheet, or Escape, stops it."
MOST_NAMED = 8  # characters of another script


def refused(why: str, characters: str) -> str:
    """Why a text is not written, and what to do; codes as in curlicue_write.plan."""
    sentences = {
        EMPTY: "There is nothing to write yet. Type a word.",
        MISSING: "It has no letters for {characters}: it writes Latin ones, digits and signs.",
        TOO_LONG: "That is too long for this sheet. Try fewer or shorter words.",
    }
    named = " ".join(list(characters)[:MOST_NAMED]) + (" \u2026" if len(characters) > MOST_NAMED else "")
    return sentences[why].format(characters=named)
