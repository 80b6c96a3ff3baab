"""A taught hand as a file that one keeps or gives away: its card, and a digest that tells whether it came whole.

What is read may come from anybody: nothing of it is used before it is checked here. A file that will not do raises a
HandFileError with one of the codes below; the words for them stand in curlicue_words.kept_words.
"""

from binascii import hexlify
from hashlib import sha256
from json import dumps, loads
from typing import TYPE_CHECKING

from curlicue.hand import DIGITS
from curlicue.refusal import RefusedError
from curlicue_hands.card_check import FORMAT as CARD_FORMAT
from curlicue_hands.card_check import VERSION as CARD_VERSION
from curlicue_hands.card_check import CardError, check_card
from curlicue_hands.places import HEX, TAUGHT, is_taught

if TYPE_CHECKING:
    from curlicue.payloads import Card

FORMAT = "curlicue-hand-file"
VERSION = 1
LARGEST = 200_000  # bytes: a card has some 13,000
LONGEST_PART = 2000  # characters between two commas: MicroPython needs seconds for a number of 200,000 digits
DEEPEST = 64  # brackets within brackets: whoever prints what was found does so level by level
LONGEST_TITLE = 40
LONGEST_SENTENCE = 300
PATH = "MmLlHhVvCcSsQqTtZz0123456789.,- "  # what an SVG path is written with
TITLE_LINE = '"title": '  # begins the line of a card that says what the hand is called
# Written from right to left, or hidden: a name with these would not stand where it is
TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"

# Why a file will not do
LARGE = "large"
NOT_A_HAND = "not a hand"
OTHER_VERSION = "other version"  # of the file; what it says of itself
CHANGED = "changed"  # since it was written: damaged, or by somebody
OLD = "old"  # a card of another version; what it says of itself
BAD_CARD = "bad card"  # what is wrong with it, for the console


class HandFileError(RefusedError):
    """A file, or a card, that is not used: one of the codes above, and what was found."""


def write_file(card: str) -> str:
    """The file of a hand whose card's text is given."""
    parts = (("format", FORMAT), ("version", VERSION), ("sha256", _digest(card)), ("card", card))
    return "{" + ",\n".join([dumps(key) + ": " + dumps(value) for key, value in parts]) + "}"


def read_file(text: str) -> str:
    """The text of the card in a file; HandFileError where that is none of ours, or none that the pen can draw with."""
    whole = _load(text)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise HandFileError(NOT_A_HAND, "")
    if whole.get("version") != VERSION:
        raise HandFileError(OTHER_VERSION, _short(whole.get("version")))
    card = whole.get("card")
    if not isinstance(card, str) or whole.get("sha256") != _digest(card):
        raise HandFileError(CHANGED, "")
    open_card(card)
    return card


def open_card(text: str) -> "Card":
    """The card in a text, checked: of a taught hand, harmless to show, and fit to draw; else HandFileError."""
    card = _load(text)
    if not isinstance(card, dict) or card.get("format") != CARD_FORMAT:
        raise HandFileError(NOT_A_HAND, "")
    if card.get("version") != CARD_VERSION:
        raise HandFileError(OLD, _short(card.get("version")))
    try:
        check_card(card, "the card")
    except CardError as error:
        raise HandFileError(BAD_CARD, str(error)) from None
    wrong = [part for part, good in _shown(card) if not good]
    if len(card["sentence"]) > LONGEST_SENTENCE:
        wrong.append("sentence")
    if card["name"] != TAUGHT + card["model_sha256"][:DIGITS] or card["model_sha256"].strip(HEX):
        wrong.append("model_sha256")
    if len(_title_lines(text)) != 1:
        wrong.append("line " + TITLE_LINE)
    if wrong:
        raise HandFileError(BAD_CARD, "another " + ", ".join(wrong))
    return card


def open_old(text: str) -> "Card | None":
    """What can be shown of a card of another version: its name, title and thumbnail; None where it is no such card."""
    try:
        card = _load(text)
    except HandFileError:
        return None
    if not isinstance(card, dict) or card.get("format") != CARD_FORMAT or not all(good for _, good in _shown(card)):
        return None
    return card


def renamed(text: str, title: str) -> str:
    """The text of a card whose hand is called otherwise; HandFileError for what is no title. Nothing else changes."""
    if not is_title(title):
        raise HandFileError(BAD_CARD, "another title")
    lines = text.split("\n")
    for at in _title_lines(text):
        lines[at] = TITLE_LINE + dumps(title) + ","
    return "\n".join(lines)


def is_title(title: object) -> bool:
    """Whether a hand may be called so."""
    if not isinstance(title, str) or not 0 < len(title) <= LONGEST_TITLE or title.strip() != title:
        return False
    return all(letter >= " " and not "\x7f" <= letter <= "\x9f" and letter not in TURNING for letter in title)


def file_name(name: str, title: str) -> str:
    """What the file of a hand is called."""
    plain = "".join([letter if "a" <= letter <= "z" or "0" <= letter <= "9" else " " for letter in title.lower()])
    return "-".join(["curlicue"] + plain.split() + [name[len(TAUGHT) :]]) + ".json"


def _shown(card: "Card") -> "list[tuple[str, bool]]":
    """What of a card is shown, and whether it can be: names of its parts."""
    name, thumbnail = card.get("name"), card.get("thumbnail")
    return [
        ("name", isinstance(name, str) and is_taught(name)),
        ("title", is_title(card.get("title"))),
        (
            "thumbnail",
            isinstance(thumbnail, str)
            and thumbnail.startswith("M")
            and len(thumbnail) <= LONGEST_PART
            and not thumbnail.strip(PATH),
        ),
    ]


def _title_lines(text: str) -> "list[int]":
    return [at for at, line in enumerate(text.split("\n")) if line.startswith(TITLE_LINE) and line.endswith(",")]


def _load(text: str) -> object:
    """What JSON says, where it is small and flat enough to be looked at."""
    if len(text) > LARGEST:
        raise HandFileError(LARGE, str(len(text)))
    if max([len(part) for part in text.split(",")]) > LONGEST_PART or _depth(text) > DEEPEST:
        raise HandFileError(NOT_A_HAND, "")
    try:
        return loads(text)
    except (ValueError, RuntimeError):
        raise HandFileError(NOT_A_HAND, "") from None


def _depth(text: str) -> int:
    """How deep the brackets of a text go, those within its strings too."""
    depth = deepest = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth -= 1
    return deepest


def _digest(text: str) -> str:
    return hexlify(sha256(text.encode()).digest()).decode()


def _short(value: object) -> str:
    return str(value)[:20]
