"""A cell's arithmetic as one reads it: numbers that add up as they are shown, and who feeds it."""

from curlicue.lstm import UNITS
from curlicue_study.arithmetic import Equation, Fed
from curlicue_words.cells import cell_name
from curlicue_words.numbers import FEWEST_DIGITS, digits_of, shown


def equation_texts(of: Equation) -> dict[str, str]:
    """The values by name, with the digits that they need; a muted cell's do not add up with any."""
    values = of._asdict()
    digits = FEWEST_DIGITS if of.forced else digits_of(values)
    return {name: shown(value, digits) for name, value in values.items()}


def input_name(fed: Fed, cell: int) -> str:
    """What an input of a cell 0..15 is called: "tanh 3", "cell 3 of layer 1", or "itself"."""
    if fed.layer < 0:
        return f"tanh {fed.unit + 1}"
    came_from = fed.layer * UNITS + fed.unit
    return "itself" if came_from == cell else cell_name(came_from)
