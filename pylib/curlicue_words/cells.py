"""What cells are called."""

from curlicue.lstm import UNITS


def cell_name(cell: int) -> str:
    """A cell, 0..15, as a reader finds it."""
    return "cell " + str(cell % UNITS + 1) + " of layer " + str(cell // UNITS + 1)
