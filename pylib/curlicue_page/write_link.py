"""What an address asks to be written: #write=Ada&letters=joined beside the settings. Pure."""

from typing import Callable

from curlicue_page.settings import with_settings

WRITE, LETTERS = "write", "letters"  # keys of the address
KINDS = ("plain", "joined")  # of letters; each is a file in site/letters


def asked(hash_: str, decode: "Callable[[str], str | None]") -> "tuple[str, str] | None":
    """Text and kind of letters that the part of an address after its # asks for; ``decode`` reads its %-signs."""
    found: dict[str, str] = {}
    for part in hash_.split("&"):
        key, _, value = part.partition("=")
        found[key] = value
    text = decode(found.get(WRITE, "").replace("+", " "))
    if not text:
        return None
    kind = found.get(LETTERS, "")
    return text, kind if kind in KINDS else KINDS[0]


def link(text: str, kind: str, hand: str, encode: "Callable[[str], str]") -> str:
    """An address, from its # on, that has a hand write this."""
    letters = "" if kind == KINDS[0] else "&" + LETTERS + "=" + kind
    return "#" + with_settings(WRITE + "=" + encode(text) + letters, {"hand": hand})
