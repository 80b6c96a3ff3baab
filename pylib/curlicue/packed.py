"""One step of the network as a row of numbers: for onnxruntime, and for the log of what it did.

model.onnx has one packed input, x 3, h 16, c 16, and one packed output, y 3, h 16, c 16, then the gates i, f, g, o, 16
each, layer 1 first. A row of the log is x 3, then that output. The first step of a stroke has run no network: its row
holds the start state, and NaN where there is nothing.
"""

from curlicue.lstm import CELLS, Gates, LstmState, StepOutput

INPUT_NUMBERS = 3 + 2 * CELLS
OUTPUT_NUMBERS = 3 + 6 * CELLS
ROW_NUMBERS = 3 + OUTPUT_NUMBERS

# Where each part of a row begins
X = 0
Y = 3
H = 6
C = H + CELLS
I = C + CELLS  # noqa: E741  # the gates' own names
F = I + CELLS
G = F + CELLS
O = G + CELLS  # noqa: E741

_NOTHING = float("nan")


def pack_input(x: "tuple[float, float, float]", state: LstmState) -> "tuple[float, ...]":
    """The packed input, 35 numbers."""
    return x + state.h + state.c


def pack_output(output: StepOutput) -> "tuple[float, ...]":
    """The packed output, 99 numbers."""
    gates = output.gates
    return output.y + output.state.h + output.state.c + gates.i + gates.f + gates.g + gates.o


def unpack_output(packed: "tuple[float, ...]") -> StepOutput:
    """What 99 packed numbers say."""
    return StepOutput(
        packed[0:3],
        LstmState(h=packed[3:19], c=packed[19:35]),
        Gates(packed[35:51], packed[51:67], packed[67:83], packed[83:99]),
    )


def first_row(state: LstmState) -> "tuple[float, ...]":
    """The row of a stroke's first step, 102 numbers."""
    return (_NOTHING,) * 6 + state.h + state.c + (_NOTHING,) * (4 * CELLS)
