"""The detector's steps for people: every number as it is to be shown, a row of bits as SVG, and both in words.

The builder prints the same markup into the page that the page's Python later puts in its place. The pictures are
stretched to the width there is; their lines are not (vector-effect). A gate is a stroke, the heavier the more it is
open; the pale fill is c, the line is h; dots are the right answers.
"""

from math import log

from curlicue_detector.unit import YES, Moment, Unit

ADDS_UP_WITHIN = 0.02
MINUS = "\u2212"
COLUMN = 30  # units of a picture's width, for a bit
RAMP = 4.0  # units from the middle between two bits, where one value gives way to the next
GATE_HEIGHT, MEMORY_HEIGHT, ANSWER_HEIGHT, LOSS_HEIGHT = 22, 64, 34, 96  # CSS px
GATE_LEAST, GATE_MOST = 0.6, 7.0  # CSS px, half the width of a stroke that is shut, or open
MEMORY_REACH = 28.0  # CSS px from the zero line to the largest c or h of the row
BAR_HALF = 10.0  # units, half the width of an answer
ANSWER_REACH = 28.0  # CSS px, an answer that is sure
NOW_PX = 7  # width of the red dot
LOSS_WIDTH = 600  # units, for all the rows of an attempt
LOSS_TOP, LOSS_BOTTOM = 1.0, 0.004  # nats an answer, at the picture's edges
GATES = "ifgo"


def shown(value: float, digits: int = 2) -> str:
    """A number with a true minus; zero has no sign."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", MINUS)


def digits_of(moment: Moment) -> int:
    """How many digits the numbers of a step need: 2, or 3 where both equations would not add up as shown."""
    f, c_before, i, g, c = [round(v, 2) for v in (moment.f, moment.c_before, moment.i, moment.g, moment.c)]
    o, tanh_c, h = [round(v, 2) for v in (moment.o, moment.tanh_c, moment.h)]
    apart = max(abs(f * c_before + i * g - c), abs(o * tanh_c - h))
    return 2 if apart <= ADDS_UP_WITHIN else 3


def number_texts(moment: Moment) -> "dict[str, str]":
    """Every number of a step by its name in ``Moment``."""
    digits = digits_of(moment)
    texts = {"x": str(moment.x)}
    for name in ("h_before", "c_before", "i", "f", "g", "o", "c", "tanh_c", "h", "answer"):
        texts[name] = shown(getattr(moment, name), digits)
    return texts


def sum_texts(unit: Unit, moment: Moment, held: bool = False) -> "dict[str, str]":
    """How each gate and the answer come about, by name: the sum, and the curve that it goes through.

    ``held``: not the forget gate, which the reader holds.
    """
    texts = {}
    for name in GATES:
        gate = getattr(unit, name)
        terms = _terms([(gate.x, str(moment.x)), (gate.h, shown(moment.h_before, 3)), (gate.bias, "")])
        texts[name] = _through("tanh" if name == "g" else "sigmoid", terms, gate.sum(moment.x, moment.h_before))
        texts[name] += shown(getattr(moment, name), 3)
    if held:
        texts["f"] = "held by you at " + shown(moment.f, 0)
    terms = _terms([(unit.answer_h, shown(moment.h, 3)), (unit.answer_bias, "")])
    texts["answer"] = _through("sigmoid", terms, unit.answer_h * moment.h + unit.answer_bias) + shown(moment.answer, 3)
    return texts


def _through(curve: str, terms: str, total: float) -> str:
    return curve + "(" + terms + ") = " + curve + "(" + shown(total, 3) + ") = "


def _terms(parts: "list[tuple[float, str]]") -> str:
    """Weights times values as one sum; a weight by itself where the value is empty."""
    text = ""
    for weight, value in parts:
        size = shown(abs(weight), 3) + (" \u00d7 " + value if value else "")
        if text:
            text += " " + (MINUS if weight < 0 else "+") + " " + size
        else:
            text = (MINUS if weight < 0 else "") + size
    return text


# Sentences


def verdict(pattern: str, moments: "list[Moment]", answers: "list[int]", at: int) -> str:
    """What happens at a bit, and whether the answer is right."""
    moment = moments[at]
    bit = str(moment.x)
    if at == 0:
        text = "Bit 1 is " + bit + ". There is none before it, so it cannot complete " + pattern + "."
    else:
        text = "Bits " + str(at) + " and " + str(at + 1) + " are " + str(moments[at - 1].x) + " and " + bit
        text += ": that is the pattern." if answers[at] else ", not " + pattern + "."
    yes = moment.answer > YES
    text += " It says " + ("yes" if yes else "no") + ", " + shown(moment.answer)
    return text + ("." if yes == bool(answers[at]) else ", and is wrong.")


def about_forgetting(moment: Moment) -> str:
    """What the forget gate does at a step, or nothing where there was nothing to forget."""
    if abs(moment.c_before) < 0.2:
        return ""
    kept = "of " + shown(moment.c_before) + " it keeps " + shown(moment.f * moment.c_before) + "."
    if moment.f < 0.25:
        return "The forget gate is all but shut: " + kept
    return ("The forget gate is open: " if moment.f > 0.75 else "The forget gate is half open: ") + kept


def says(pattern: str, moments: "list[Moment]", answers: "list[int]", at: int) -> str:
    """Both sentences on a bit."""
    about = about_forgetting(moments[at])
    return verdict(pattern, moments, answers, at) + (" " + about if about else "")


def description(pattern: str, moments: "list[Moment]", answers: "list[int]") -> str:
    """The pictures of a row in words."""
    bits = " ".join([str(moment.x) for moment in moments])
    said = [k for k in range(len(moments)) if moments[k].answer > YES]
    text = "The bits " + bits + ". " + _at(pattern + " is complete", [k for k in range(len(answers)) if answers[k]])
    text += " " + _at("The cell says yes", said) + " The forget gate goes "
    text += ", ".join([shown(moment.f, 1) for moment in moments]) + ". The memory goes "
    return text + ", ".join([shown(moment.c, 1) for moment in moments]) + "."


def about_trained(card: "dict", pattern: str) -> str:  # type: ignore[type-arg]
    """How the weights in a card came about."""
    text = "The trained weights: " + str(card["epochs"]) + " times over " + str(card["learned_rows"]) + " rows of "
    loss = card["patterns"][pattern]["training"]["final_loss"]
    return text + str(card["learned_bits"]) + " bits, in PyTorch. Loss " + shown(loss, 3) + "."


def losses_of(card: "dict", pattern: str) -> "list[tuple[int, float]]":  # type: ignore[type-arg]
    """How the loss fell while the weights in a card came about: (epochs, nats an answer)."""
    training = card["patterns"][pattern]["training"]
    every = training["losses_every_epochs"]
    return [((k + 1) * every, training["losses"][k]) for k in range(len(training["losses"]))]


def loss_description(losses: "list[tuple[int, float]]") -> str:
    """The picture of a loss in words."""
    if not losses:
        return "The loss: nothing learned yet."
    return "The loss, from " + shown(losses[0][1], 3) + " to " + shown(losses[-1][1], 3) + "."


def _at(what: str, places: "list[int]") -> str:
    if not places:
        return what + " nowhere."
    names = [str(place + 1) for place in places]
    several = "s " + ", ".join(names[:-1]) + " and " if len(names) > 1 else " "
    return what + " at bit" + several + names[-1] + "."


# Pictures, as the content of an <svg> of len(moments) * COLUMN units by its height


def gate_picture(values: "list[float]", at: int) -> str:
    """A gate over the row as one stroke."""
    middle = GATE_HEIGHT / 2
    halves = [GATE_LEAST + (GATE_MOST - GATE_LEAST) * value for value in values]
    upper = _steps([middle - half for half in halves])
    lower = _steps([middle + half for half in halves])
    lower.reverse()
    return '<path class="band" d="' + _path(upper + lower) + 'Z"/>' + _ahead(at, len(values), GATE_HEIGHT)


def memory_picture(moments: "list[Moment]", at: int) -> str:
    """c as a pale fill and h as a line, to one scale; the red dot is now."""
    middle = MEMORY_HEIGHT / 2
    largest = max([1.0] + [abs(moment.c) for moment in moments])
    kept = _steps([middle - MEMORY_REACH * moment.c / largest for moment in moments])
    said = _steps([middle - MEMORY_REACH * moment.h / largest for moment in moments])
    width = len(moments) * COLUMN
    zero = "M0 " + _n(middle) + "H" + str(width)
    now = _n((at + 0.5) * COLUMN) + " " + _n(middle - MEMORY_REACH * moments[at].c / largest)
    return (
        '<path class="zero" d="' + zero + '"/><path class="fill" d="M0 ' + _n(middle) + "L" + _path(kept)[1:] + "V"
        + _n(middle) + 'Z"/><path class="edge" d="' + _path(kept) + '"/><path class="bold" d="' + _path(said) + '"/>'
        + _ahead(at, len(moments), MEMORY_HEIGHT)
        + '<path class="now" stroke-width="' + str(NOW_PX) + '" d="M' + now + 'h0"/>'
    )  # fmt: skip


def answer_picture(moments: "list[Moment]", answers: "list[int]", at: int) -> str:
    """Answers as bars; where one should be full, its top is dotted."""
    bars = wanted = ""
    base = ANSWER_HEIGHT - 2.0
    for k in range(len(moments)):
        left = _n((k + 0.5) * COLUMN - BAR_HALF)
        top = base - ANSWER_REACH * moments[k].answer
        bars += "M" + left + " " + _n(base) + "V" + _n(top) + "h" + _n(2 * BAR_HALF) + "V" + _n(base) + "Z"
        if answers[k]:
            wanted += "M" + left + " " + _n(base - ANSWER_REACH) + "h" + _n(2 * BAR_HALF)
    return (
        '<path class="zero" d="M0 ' + _n(base) + "H" + str(len(moments) * COLUMN) + '"/><path class="bar" d="' + bars
        + '"/>' + _ahead(at, len(moments), ANSWER_HEIGHT) + '<path class="dots" d="' + wanted + '"/>'
    )  # fmt: skip


def loss_height(loss: float) -> float:
    """Where a loss lies in its picture, in CSS px from the top: a logarithm, and clamped."""
    share = (log(LOSS_TOP) - log(max(loss, 1e-9))) / (log(LOSS_TOP) - log(LOSS_BOTTOM))
    return LOSS_HEIGHT * max(0.0, min(1.0, share))


def loss_picture(losses: "list[tuple[int, float]]", most: int, guess: float, enough: float) -> str:
    """The loss over the rows or epochs so far, of so many at most; dotted: mere guessing, and what is enough."""
    points = [(LOSS_WIDTH * done / most, loss_height(loss)) for done, loss in losses]
    levels = ""
    for level in (guess, enough):
        levels += "M0 " + _n(loss_height(level)) + "H" + str(LOSS_WIDTH)
    curve = '<path class="bold" d="' + _path(points) + '"/>' if len(points) > 1 else ""
    return '<path class="dots" d="' + levels + '"/>' + curve


def _ahead(at: int, count: int, height: int) -> str:
    """A veil over what is still to come."""
    left = (at + 1) * COLUMN
    size = 'width="' + str(count * COLUMN - left) + '" height="' + str(height) + '"'
    return '<rect class="veil" x="' + str(left) + '" ' + size + "/>" if at + 1 < count else ""


def _steps(values: "list[float]") -> "list[tuple[float, float]]":
    """One value per bit as a line: level over the bit, and a short ramp to the next."""
    points = []
    for k in range(len(values)):
        points.append((k * COLUMN + (RAMP if k else 0.0), values[k]))
        points.append(((k + 1) * COLUMN - (RAMP if k + 1 < len(values) else 0.0), values[k]))
    return points


def _path(points: "list[tuple[float, float]]") -> str:
    return "M" + "L".join([_n(x) + " " + _n(y) for x, y in points])


def _n(value: float) -> str:
    """A length with one decimal at most."""
    tenths = round(10.0 * value)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10.0:.1f}"
