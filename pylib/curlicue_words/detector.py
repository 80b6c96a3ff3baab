"""What the detector's steps are in words and numbers: the same on the printed page and where they move."""

from curlicue_detector.unit import YES, Moment, Unit
from curlicue_words.numbers import MINUS, digits_of, shown

GATES = "ifgo"
NAMES = ("h_before", "c_before", "i", "f", "g", "o", "c", "tanh_c", "h", "answer")  # of a step's numbers, in Moment


def number_texts(moment: Moment) -> "dict[str, str]":
    """Every number of a step by its name in ``Moment``."""
    values = {name: getattr(moment, name) for name in NAMES}
    digits = digits_of(values)
    texts = {name: shown(value, digits) for name, value in values.items()}
    texts["x"] = str(moment.x)
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
