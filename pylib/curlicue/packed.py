"""One step of the network as a row of numbers: for onnxruntime, and for the log of what it did.

model.onnx has one packed input, x 3, h 16, c 16, and one packed output, y 3, h 16, c 16, then the gates i, f, g, o, 16
each, layer 1 first. A row of the log is x 3, that output, and the share of x that was the network's own. The first step
of a stroke has run no network: its row holds the start state, which heard itself alone, and NaN where there is nothing.
"""

from curlicue.lstm import CELLS, Gates, LstmState, StepOutput

# Where each part of a row begins
X = 0
Y = 3
H = 6
C = H + CELLS
I = C + CELLS  # noqa: E741  # the gates' own names
F = I + CELLS
G = F + CELLS
O = G + CELLS  # noqa: E741
OWN = O + CELLS

INPUT_NUMBERS = Y + 2 * CELLS
ROW_NUMBERS = OWN + 1

_PARTS = (Y, H, C, I, F, G, O, OWN)  # of the packed output, which begins at y
_NOTHING = float("nan")


def pack_input(x: "tuple[float, float, float]", state: LstmState) -> "tuple[float, ...]":
    """The packed input, INPUT_NUMBERS of them."""
    return x + state.h + state.c


def pack_output(output: StepOutput) -> "tuple[float, ...]":
    """The packed output, 99 numbers."""
    gates = output.gates
    return output.y + output.state.h + output.state.c + gates.i + gates.f + gates.g + gates.o


def unpack_output(packed: "tuple[float, ...]") -> StepOutput:
    """What a packed output says."""
    y, h, c, i, f, g, o = [packed[begin - Y : end - Y] for begin, end in zip(_PARTS, _PARTS[1:])]
    return StepOutput(y, LstmState(h=h, c=c), Gates(i, f, g, o))


def first_row(state: LstmState) -> "tuple[float, ...]":
    """The row of a stroke's first step."""
    return (_NOTHING,) * H + state.h + state.c + (_NOTHING,) * (OWN - I) + (1.0,)
