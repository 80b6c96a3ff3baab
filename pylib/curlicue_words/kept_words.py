"""What the page says of taught hands and their files."""

NOT_ON_THIS_DEVICE = (
    "This link was drawn with somebody\u2019s own hand. Ask them for its file; until then the loops draw."
)
TOO_OLD = "That hand was made by an older Curlicue, and cannot draw here. Teach it again; until then the loops draw."
NOT_KEPT = (
    "The browser keeps nothing here just now, so this hand is gone when you leave the page. "
    "Save it as a file, and open that next time."
)
THERE = "\u201c{title}\u201d is here already. It draws now."
OPENED = "That hand is yours now, and draws."
UNREADABLE = "That file could not be read. Choose it again."
DELETED = "\u201c{title}\u201d is deleted."
SURE = "Press again to delete everything"
ALL_DELETED = "Nothing is kept on this device now. Your next visit brings a new copy of the page."
ALL_NOT_DELETED = "The browser did not let go of it. Delete this page\u2019s data in the browser\u2019s settings."


def refused(code: str, found: str) -> str:
    """Why a file is not used, and what to do; codes as in curlicue_hands.hand_file, which has to be there by then."""
    from curlicue_hands import hand_file as why

    sentences = {
        why.LARGE: "That file is too large: a hand has some 15 KB. Choose one saved from this page.",
        why.NOT_A_HAND: "That file is not a hand. Choose one saved from this page.",
        why.OTHER_VERSION: "That file is of version {found}, and this page reads version {reads}. "
        "Load this page again, then open the file again.",
        why.CHANGED: "That file is not as it was saved: something changed it, or part of it is missing. "
        "Ask for it again.",
        why.OLD: "That hand was made by another Curlicue, of version {found}, and cannot draw here. Teach it again.",
        why.BAD_CARD: "That file holds what no hand of this page has. Choose one saved from this page.",
    }
    return sentences[code].format(found=found, reads=why.VERSION)
