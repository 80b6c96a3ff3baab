"""What files of a drawing are called: by the hand that drew it and the day, so that a folder of them tells itself."""

PREFIX = "curlicue"
NAMELESS = "hand"  # of which not one letter can stand in a name of a file


def file_name(hand: str, day: str, ending: str, more: str = "") -> str:
    """Name a file: curlicue-waves-2026-11-30.svg.

    ``hand`` is how the hand is called, in whatever letters; ``day`` is YYYY-MM-DD; ``more`` tells two files of one
    drawing apart.
    """
    return "-".join([part for part in (PREFIX, plain(hand) or NAMELESS, day, more) if part]) + "." + ending


def plain(title: str) -> str:
    """The letters and digits of a title that every system takes in a file's name, its words joined by dashes."""
    kept = [letter if "a" <= letter <= "z" or "0" <= letter <= "9" else " " for letter in title.lower()]
    return "-".join("".join(kept).split())
