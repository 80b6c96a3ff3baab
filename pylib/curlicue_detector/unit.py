"""One LSTM unit that listens for two bits in a row: what one step does, what a row of bits makes of it, what is right.

It hears a bit at a time, keeps one number c, says one number h, and answers from h alone whether the last two bits were
its pattern. Fourteen numbers are all it has, so each of them can be shown. Gates come in torch's order: i, f, g, o.
"""

from math import exp, tanh
from typing import NamedTuple

PATTERNS = ("00", "01", "10", "11")
NUMBERS = 14  # of a unit: three for each of i, f, g, o, and two for the answer
YES = 0.5  # an answer above is a yes
FIRST_PATTERN = "01"  # of the exhibit
FIRST_BITS = [1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1]
FIRST_SHOWN = 3  # place in the row: the pattern is over, and the forget gate shuts


class Gate(
    NamedTuple(
        "Gate",
        [
            ("x", float),  # weight of the bit
            ("h", float),  # weight of what the unit said before
            ("bias", float),
        ],
    )
):
    """The three numbers behind a gate, or behind the candidate g."""

    __slots__ = ()

    def sum(self, x: int, h: float) -> float:
        """What the gate's curve is applied to."""
        return self.x * x + self.h * h + self.bias


class Unit(
    NamedTuple(
        "Unit",
        [
            ("i", Gate),  # input gate: how much to let in
            ("f", Gate),  # forget gate: how much to keep
            ("g", Gate),  # candidate: what is offered
            ("o", Gate),  # output gate: how much to say
            ("answer_h", float),  # weight of h in the answer
            ("answer_bias", float),
        ],
    )
):
    """All that the unit has learned."""

    __slots__ = ()


class Moment(
    NamedTuple(
        "Moment",
        [
            ("x", int),  # the bit
            ("h_before", float),
            ("c_before", float),
            ("i", float),  # 0..1
            ("f", float),  # 0..1
            ("g", float),  # -1..1
            ("o", float),  # 0..1
            ("c", float),
            ("tanh_c", float),
            ("h", float),  # -1..1
            ("answer", float),  # 0..1: how sure it is that the last two bits were its pattern
        ],
    )
):
    """Every number of one step."""

    __slots__ = ()


def sigmoid(z: float) -> float:
    """Bend a number by the curve of a gate: 0 far on the left, 1 far on the right."""
    if z < 0.0:  # exp of a large number would not fit
        e = exp(z)
        return e / (1.0 + e)
    return 1.0 / (1.0 + exp(-z))


def step(unit: Unit, x: int, h: float, c: float, held: "float | None" = None) -> Moment:
    """Let the unit hear one bit; h and c are what it said and kept before, 0 and 0 at the beginning.

    ``held`` is where the forget gate is held, 0 shut or 1 open, whatever the unit would do.
    """
    i = sigmoid(unit.i.sum(x, h))
    f = sigmoid(unit.f.sum(x, h)) if held is None else held
    g = tanh(unit.g.sum(x, h))
    o = sigmoid(unit.o.sum(x, h))
    new_c = f * c + i * g
    tanh_c = tanh(new_c)
    new_h = o * tanh_c
    return Moment(x, h, c, i, f, g, o, new_c, tanh_c, new_h, sigmoid(unit.answer_h * new_h + unit.answer_bias))


def run(unit: Unit, bits: "list[int]", held: "float | None" = None) -> "list[Moment]":
    """Let the unit hear a row of bits from the beginning, its forget gate free or held."""
    moments = []
    h = c = 0.0
    for x in bits:
        moment = step(unit, x, h, c, held)
        h, c = moment.h, moment.c
        moments.append(moment)
    return moments


def wanted(pattern: str, bits: "list[int]") -> "list[int]":
    """Give the right answer after each bit: 1 exactly when it and the one before it are the pattern."""
    first, second = [int(bit) for bit in pattern]
    return [1 if k and bits[k - 1] == first and bits[k] == second else 0 for k in range(len(bits))]


def unit_from_numbers(numbers: "tuple[float, ...]") -> Unit:
    """Make a unit of its 14 numbers: (x, h, bias) of i, f, g and o, then the answer's two."""
    gates = [Gate(*numbers[k : k + 3]) for k in range(0, NUMBERS - 2, 3)]
    return Unit(gates[0], gates[1], gates[2], gates[3], numbers[12], numbers[13])


def unit_from_card(weights: "dict[str, list[float]]") -> Unit:
    """Make a unit of a card's weights of one pattern: a list for each of i, f, g, o, and one for the answer."""
    gates = [Gate(*weights[name]) for name in "ifgo"]
    answer_h, answer_bias = weights["answer"]
    return Unit(gates[0], gates[1], gates[2], gates[3], answer_h, answer_bias)


def right_answers(unit: Unit, pattern: str, most_bits: int, after: "tuple[int, ...]" = ()) -> int:
    """Count the answers that are right in all rows that go on after some bits, until they have ``most_bits``.

    Rows that begin alike share their answers, and each is counted once: 2 ** (most_bits + 1) - 2 from the beginning.
    """
    h = c = 0.0
    for x in after:
        moment = step(unit, x, h, c)
        h, c = moment.h, moment.c
    last = after[-1] if after else None
    return _right_below(unit, pattern, most_bits - len(after), last, h, c)


def _right_below(unit: Unit, pattern: str, depth: int, last: "int | None", h: float, c: float) -> int:
    if depth <= 0:
        return 0
    right = 0
    for x in (0, 1):
        moment = step(unit, x, h, c)
        is_pattern = last is not None and last == int(pattern[0]) and x == int(pattern[1])
        right += (moment.answer > YES) == is_pattern
        right += _right_below(unit, pattern, depth - 1, x, moment.h, moment.c)
    return right


def answers_in(most_bits: int) -> int:
    """Reckon how many answers ``right_answers`` listens to from the beginning."""
    return int(2 ** (most_bits + 1)) - 2
