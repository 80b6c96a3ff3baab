"""Numbers as prose has them: in significant digits, or in letters."""

import math

from curlicue_words.numbers import true_minus

DIGITS = 3  # significant ones
WORDS_END = 10_000  # from here on digits alone
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def figure(value: float, digits: int = DIGITS) -> str:
    """A number to be read: so many significant digits, no empty ones, commas between thousands, a true minus."""
    if value == 0:
        return "0"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return true_minus(text)


def words(value: int) -> str:
    """A whole number below `WORDS_END` in letters."""
    if not 0 <= value < WORDS_END:
        raise ValueError(f"found {value}, expected 0 to {WORDS_END - 1:,}: larger ones are read more easily in digits")
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{words(value // size)} {name}" + (joint + words(rest) if rest else "")
    if value < len(_ONES):
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
