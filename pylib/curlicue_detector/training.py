"""How the unit of `unit.py` learns, in Python one can read: a row of bits, its loss, its gradient, one nudge.

The gradient is backpropagation through time (Werbos 1990), written out by hand; the nudge is Adam's (Kingma and Ba
2015). Training goes in as many slices as one likes, and depends on nothing but the seed.
"""

from math import exp, log, sqrt, tanh
from typing import NamedTuple

from curlicue_detector.unit import NUMBERS, answers_in, right_answers, sigmoid, unit_from_numbers, wanted

ROW_BITS = 16  # in each row it learns from
LEARNING_RATE = 0.05
MEAN_KEPT, SQUARE_KEPT = 0.9, 0.99  # of Adam's running means, a row later
TINY = 1e-8  # keeps Adam from dividing by nothing
DECAY = 0.01  # times the learning rate: the share that every number loses at each row; large ones are hard to read
LOSS_KEPT = 0.96  # of the loss shown, a row later: a mean of some 25 rows
ENOUGH = 0.02  # nats an answer: who has got so far is examined
STRICTER = 0.7  # the next time it has to get so much further
PATIENCE_ROWS = 1500  # without enough, it begins again with other numbers
FIRST_LARGEST = 1.0  # the first numbers lie between minus and plus this, but for the answer's
# It starts by hearing its cell clearly and saying mostly no. From nought, two starts in three are stuck at first.
FIRST_ANSWER_H, FIRST_ANSWER_BIAS = 5.0, -3.0

GUESS = 0.25  # how often any two bits are the pattern
FIRST_PART_BITS = 6  # an examination goes in parts: first the rows of so many bits, then what follows each of them


class Training(
    NamedTuple(
        "Training",
        [
            ("pattern", str),
            ("seed", int),  # of the next draw, 0 .. 2**32 - 1
            ("attempt", int),  # from 1
            ("rows", int),  # heard in this attempt
            ("numbers", "tuple[float, ...]"),  # 14, see curlicue_detector.unit
            ("mean", "tuple[float, ...]"),  # Adam's running mean of the gradient
            ("square", "tuple[float, ...]"),  # and of its square
            ("loss", float),  # nats an answer, a running mean
            ("enough", float),  # nats an answer
            ("done", bool),  # it has got so far
        ],
    )
):
    """A training under way; ``train_some`` gives the next one."""

    __slots__ = ()


def draw(seed: int) -> int:
    """Draw the next number 0 .. 2**32 - 1 of a linear congruential generator (Knuth's); its high bits are good."""
    return (1664525 * seed + 1013904223) % 4294967296


def guessing() -> float:
    """Reckon the nats an answer of one who knows nothing but how often the pattern comes."""
    return -(GUESS * log(GUESS) + (1.0 - GUESS) * log(1.0 - GUESS))


def begin_training(pattern: str, seed: int) -> Training:
    """Begin with random numbers and nothing heard yet."""
    return _begin(pattern, draw(draw(seed)), 1)


def _begin(pattern: str, seed: int, attempt: int) -> Training:
    numbers = []
    for _ in range(NUMBERS):
        seed = draw(seed)
        numbers.append(FIRST_LARGEST * (seed / 2147483648 - 1.0))
    numbers[12] += FIRST_ANSWER_H
    numbers[13] += FIRST_ANSWER_BIAS
    nothing = (0.0,) * NUMBERS
    return Training(pattern, seed, attempt, 0, tuple(numbers), nothing, nothing, log(2.0), ENOUGH, False)


def loss_and_gradient(
    numbers: "tuple[float, ...]", bits: "list[int]", answers: "list[int]"
) -> "tuple[float, list[float]]":
    """Reckon the mean cross entropy of a row's answers in nats, and its derivative by each of the 14 numbers."""
    i_x, i_h, i_b, f_x, f_h, f_b, g_x, g_h, g_b, o_x, o_h, o_b, a_h, a_b = numbers
    loss = h = c = 0.0
    steps = []
    for k in range(len(bits)):
        x = bits[k]
        i = sigmoid(i_x * x + i_h * h + i_b)
        f = sigmoid(f_x * x + f_h * h + f_b)
        g = tanh(g_x * x + g_h * h + g_b)
        o = sigmoid(o_x * x + o_h * h + o_b)
        new_c = f * c + i * g
        tanh_c = tanh(new_c)
        new_h = o * tanh_c
        z = a_h * new_h + a_b
        loss += max(z, 0.0) - z * answers[k] + log(1.0 + exp(-abs(z)))  # cross entropy, without ever a log of 0
        steps.append((x, h, c, i, f, g, o, tanh_c, new_h, sigmoid(z) - answers[k]))
        h, c = new_h, new_c
    by_h = by_c = 0.0  # what a later step would have h and c be
    d_ix = d_ih = d_ib = d_fx = d_fh = d_fb = d_gx = d_gh = d_gb = d_ox = d_oh = d_ob = d_ah = d_ab = 0.0
    steps.reverse()
    for x, h, c, i, f, g, o, tanh_c, new_h, by_z in steps:
        d_ah += by_z * new_h
        d_ab += by_z
        by_h += by_z * a_h
        by_c += by_h * o * (1.0 - tanh_c * tanh_c)
        by_i = by_c * g * i * (1.0 - i)
        by_f = by_c * c * f * (1.0 - f)
        by_g = by_c * i * (1.0 - g * g)
        by_o = by_h * tanh_c * o * (1.0 - o)
        if x:
            d_ix += by_i
            d_fx += by_f
            d_gx += by_g
            d_ox += by_o
        d_ih += by_i * h
        d_fh += by_f * h
        d_gh += by_g * h
        d_oh += by_o * h
        d_ib += by_i
        d_fb += by_f
        d_gb += by_g
        d_ob += by_o
        by_h = by_i * i_h + by_f * f_h + by_g * g_h + by_o * o_h
        by_c *= f
    n = len(bits)
    gradient = [d_ix, d_ih, d_ib, d_fx, d_fh, d_fb, d_gx, d_gh, d_gb, d_ox, d_oh, d_ob, d_ah, d_ab]
    return loss / n, [each / n for each in gradient]


def nudged(training: Training, gradient: "list[float]") -> Training:
    """Take one step of Adam against the gradient, with decoupled weight decay (Loshchilov and Hutter 2019)."""
    rows = training.rows + 1
    mean_scale = 1.0 - MEAN_KEPT**rows
    square_scale = 1.0 - SQUARE_KEPT**rows
    numbers, means, squares = [], [], []
    for k in range(NUMBERS):
        by = gradient[k]
        mean = MEAN_KEPT * training.mean[k] + (1.0 - MEAN_KEPT) * by
        square = SQUARE_KEPT * training.square[k] + (1.0 - SQUARE_KEPT) * by * by
        towards = mean / mean_scale / (sqrt(square / square_scale) + TINY)
        numbers.append(training.numbers[k] - LEARNING_RATE * (towards + DECAY * training.numbers[k]))
        means.append(mean)
        squares.append(square)
    return training._replace(rows=rows, numbers=tuple(numbers), mean=tuple(means), square=tuple(squares))


def random_row(seed: int) -> "list[int]":
    """The bits that a drawn number stands for: its highest ones."""
    return [(seed >> (31 - k)) & 1 for k in range(ROW_BITS)]


def train_some(training: Training, rows: int) -> Training:
    """Learn from so many rows more, or fewer if that is enough. One that gets nowhere begins again by itself."""
    for _ in range(rows):
        if training.done:
            break
        if training.rows >= PATIENCE_ROWS:
            training = _begin(training.pattern, training.seed, training.attempt + 1)
        seed = draw(training.seed)
        bits = random_row(seed)
        loss, gradient = loss_and_gradient(training.numbers, bits, wanted(training.pattern, bits))
        loss = LOSS_KEPT * training.loss + (1.0 - LOSS_KEPT) * loss
        training = nudged(training, gradient)._replace(seed=seed, loss=loss, done=loss < training.enough)
    return training


def train_further(training: Training) -> Training:
    """Ask more of a training that had got far enough, but failed its examination."""
    return training._replace(enough=STRICTER * training.enough, done=False)


class Examination:
    """All answers of a trained unit in all rows of up to ``bits`` bits, in parts of a few milliseconds."""

    def __init__(self, training: Training, bits: int) -> None:
        self.bits = bits
        self.total = answers_in(bits)
        self._unit = unit_from_numbers(training.numbers)
        self._pattern = training.pattern
        self._right = right_answers(self._unit, self._pattern, min(bits, FIRST_PART_BITS))
        self._parts = 2**FIRST_PART_BITS if bits > FIRST_PART_BITS else 0  # still to be heard

    @property
    def over(self) -> bool:
        """Whether all has been asked."""
        return self._parts == 0

    @property
    def passed(self) -> bool:
        """Whether all has been asked, and every answer was right."""
        return self.over and self._right == self.total

    def go_on(self) -> None:
        """Ask the next part: all that can follow one row of ``FIRST_PART_BITS`` bits."""
        self._parts -= 1
        after = tuple([(self._parts >> k) & 1 for k in range(FIRST_PART_BITS)])
        self._right += right_answers(self._unit, self._pattern, self.bits, after)


def losses_of(card: "dict", pattern: str) -> "list[tuple[int, float]]":  # type: ignore[type-arg]
    """Read how the loss fell while the weights in a card came about: (epochs, nats an answer)."""
    training = card["patterns"][pattern]["training"]
    every = training["losses_every_epochs"]
    return [((k + 1) * every, training["losses"][k]) for k in range(len(training["losses"]))]
