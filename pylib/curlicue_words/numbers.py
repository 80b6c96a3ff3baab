"""Numbers as one reads them: a true minus, and so many digits as two sides need in order to add up as shown."""

MINUS = "\u2212"
ADDS_UP_WITHIN = 0.02
FEWEST_DIGITS, MOST_DIGITS = 2, 3  # after the point, in an equation


def true_minus(text: str) -> str:
    """The same digits with a minus sign instead of a hyphen."""
    return text.replace("-", MINUS)


def shown(value: float, digits: int = FEWEST_DIGITS) -> str:
    """A number with so many digits after the point; zero has no sign."""
    return true_minus(f"{round(value, digits) + 0.0:.{digits}f}")


def signed(value: float, digits: int = FEWEST_DIGITS) -> str:
    """The same with its sign, plus or minus."""
    return ("+" if value > 0 else MINUS) + shown(abs(value), digits)


def whole(value: int) -> str:
    """A whole number, with commas between thousands."""
    return true_minus(f"{value:,}")


def digits_of(step: "dict[str, float]") -> int:
    """How many digits the two equations of a cell's step need, by the names of their numbers.

    c = f c_before + i g and h = o tanh_c: 2, or 3 where whoever adds up what is shown would be off by more than .02.
    """
    at = {name: round(value, FEWEST_DIGITS) for name, value in step.items()}
    kept = at["f"] * at["c_before"] + at["i"] * at["g"]
    apart = max(abs(kept - at["c"]), abs(at["o"] * at["tanh_c"] - at["h"]))
    return FEWEST_DIGITS if apart <= ADDS_UP_WITHIN else MOST_DIGITS
