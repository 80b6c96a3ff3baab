"""What a reader has set, as text: kept on this device, carried by an address. Whatever comes in is checked here."""

from json import loads
from typing import Any

from curlicue_hands.places import HEX, is_taught

# Keys of the address, and of what is kept: name of a hand, pull slider 0..100, "on" or "off", seconds after a lift
KEYS = ("hand", "pull", "free", "length")
LIMITS = {"pull": (0.0, 100.0, 1.0), "length": (0.5, 10.0, 0.5)}  # least, most, step
MARGIN = "margin"  # kept, never in an address: "right" for a left hand
DRAWN = "sheet"  # the same: id of the drawing on the sheet (curlicue_page.drawings)


def checked(given: Any, hands: "list[str]") -> "dict[str, str]":
    """Of what came in, the settings that can be set; ``hands`` are the names of those in the row."""
    settings: dict[str, str] = {}
    if not isinstance(given, dict):
        return settings
    for key in KEYS + (MARGIN, DRAWN):
        value = given.get(key)
        if isinstance(value, str) and _can_be(key, value, hands):
            settings[key] = value
    return settings


def _can_be(key: str, value: str, hands: "list[str]") -> bool:
    if key == "hand":
        return value in hands or is_taught(value)  # one that may come yet
    if key == "free":
        return value in ("on", "off")
    if key == MARGIN:
        return value == "right"
    if key == DRAWN:
        return not value.strip(HEX)
    try:
        least, most, step = LIMITS[key]
        return least <= float(value) <= most and float(value) % step == 0.0
    except ValueError:
        return False


def from_address(hash_: str, hands: "list[str]") -> "dict[str, str]":
    """The settings in the part of an address after its #."""
    pairs = [part.split("=", 1) for part in hash_.split("&") if "=" in part]
    settings = checked({key: value for key, value in pairs}, hands)  # noqa: C416  # MicroPython's dict takes no lists
    for key in (MARGIN, DRAWN):
        settings.pop(key, None)
    return settings


def has_drawing(hash_: str) -> bool:
    """Whether an address brings something to be drawn: a drawing, or a word to be written."""
    return "drawing=" in hash_ or "write=" in hash_


def from_device(text: "str | None", hands: "list[str]") -> "dict[str, str]":
    """The settings kept on this device; none where somebody else wrote there."""
    try:
        return checked(loads(text or "{}"), hands)
    except (ValueError, RuntimeError):  # not JSON, or nested without end
        return {}


def with_settings(hash_: str, settings: "dict[str, str]") -> str:
    """The part of an address after its # with these settings; keys of others stay, a section's name does not."""
    others = [part for part in hash_.split("&") if "=" in part and part.split("=", 1)[0] not in KEYS]
    return "&".join(others + [key + "=" + settings[key] for key in KEYS if key in settings])
