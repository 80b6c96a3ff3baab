"""The repetitive part of the figures' markup: sixteen rows of memory, the network's nodes, the gate one can hold.

A cell's number is layer * UNITS + unit, both from 0; what a reader sees counts from 1. Where things stand is the style
sheet's: classes c0..c4 are the diagram's columns, r0..r7 its rows.
"""

from curlicue.lstm import LAYERS, UNITS
from curlicue_ink.glyph import DRIFT_PX, END_T, LOOP_PX
from curlicue_ink.svg import number

GATES = ("forget", "input", "output")
FREE = "free"
HOLDS = (("0", "shut"), ("0.5", "half open"), ("1", "open"), (FREE, FREE))  # how far open a gate is held, its words
MOVEMENT = ("dx", "dy", "dt")
INKS = "ab"  # tokens --a1..--a8 for layer 1, --b1..--b8 for layer 2
COLUMNS = ("your <br>movement", "tanh <br>8", "layer 1 <br>8 cells", "layer 2 <br>8 cells", "its <br>movement")

_GLYPH_WIDTH, _GLYPH_HEIGHT = 2 * (DRIFT_PX * END_T + LOOP_PX), 2.75 * LOOP_PX  # CSS px at scale 1


def glyph_box() -> str:
    """The view box of a cell's glyph, in the ornaments' units, the same for every glyph on the page."""
    width, height = number(_GLYPH_WIDTH), number(_GLYPH_HEIGHT)
    return f"{-width // 2} {-height // 2} {width} {height}"


def state_rows() -> str:
    """A button for each cell, in two columns: layer 1 on the left, layer 2 on the right, unit by unit."""
    return "".join(
        f'<button type="button" class="row" data-cell="{layer * UNITS + unit}" aria-pressed="false">'
        f'<span class="n"><span class="visually-hidden">Layer {layer + 1}, cell </span>{unit + 1}</span>'
        '<span class="follows"></span></button>'
        for unit in range(UNITS)
        for layer in range(LAYERS)
    )


def network_nodes() -> str:
    """The diagram's words and its buttons, over the canvases that draw it."""
    heads = "".join(f'<span class="head c{column}">{words}</span>' for column, words in enumerate(COLUMNS))
    ends = "".join(
        f'<span class="end c{column} r{2 * k + 1}"><var>{name}</var></span>'
        for column in (0, len(COLUMNS) - 1)
        for k, name in enumerate(MOVEMENT)
    )
    tanh = "".join(
        f'<button type="button" class="node c1 r{unit}" data-node="z{unit}" aria-label="tanh {unit + 1}"></button>'
        for unit in range(UNITS)
    )
    return heads + ends + tanh + "".join(_cell_node(layer, unit) for layer in range(LAYERS) for unit in range(UNITS))


def _cell_node(layer: int, unit: int) -> str:
    return (
        f'<button type="button" class="node c{layer + 2} r{unit}" data-node="{layer * UNITS + unit}"'
        f' aria-label="Layer {layer + 1}, cell {unit + 1}">'
        f'<svg viewBox="{glyph_box()}" stroke="var(--{INKS[layer]}{unit + 1})" aria-hidden="true">'
        '<use href="#curl"/></svg></button>'
    )


def hold() -> str:
    """One sentence with three choices: which gate of which layer is held, and how far open."""
    layers = tuple((str(layer), f"layer {layer + 1}") for layer in range(LAYERS))
    gates = tuple((gate[0], f"the {gate} gate") for gate in GATES)
    return (
        f"Hold {_choice('hold-gate', 'Which gate', gates)} of {_choice('hold-layer', 'Which layer', layers)} "
        f"{_choice('hold-value', 'How far open', HOLDS)}"
    )


def _choice(name: str, label: str, options: tuple[tuple[str, str], ...]) -> str:
    items = "".join(
        f'<option value="{value}"{" selected" if value == FREE else ""}>{words}</option>' for value, words in options
    )
    return f'<select data-control="{name}" aria-label="{label}" autocomplete="off">{items}</select>'


def placeholders() -> dict[str, str]:
    """What index.html's {{names}} of figures stand for."""
    return {
        "state_rows": state_rows(),
        "network_nodes": network_nodes(),
        "hold": hold(),
        "glyph_box": glyph_box(),
    }
