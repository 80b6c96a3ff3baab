"""A second row of colours behind the palette, mixed from it: stripes beside the line, and ink that shows a number.

Whoever hands the palette to a player hands it ``with_tints(palette)``. Where ``PALETTE`` ends, these follow:
``TINT + cell``, a cell's colour on its way to the sheet, for the stripes; then ``ink_tint(cell, level)``, six levels
for each cell from a pale one (0) to the cell's own colour (INK_LEVELS - 1). They are opaque: stripes that lie on one
another must not blend.
"""

from collections.abc import Sequence

from curlicue.lstm import CELLS
from curlicue_ink.marks import CELL, PALETTE, SHEET_COLOUR

TINT = len(PALETTE)  # + 0..15: a stripe of a cell, layer 1 first
INK_LEVELS = 6
_INK = TINT + CELLS
STRIPE_SHARES = (0.40, 0.34)  # of the sheet in a stripe, on light paper and on dark
PALEST_SHARE = 0.60  # of the sheet in ink of level 0
_DARK_BELOW = 3 * 128  # red + green + blue


def mix(colour: str, sheet: str, share: float) -> str:
    """``colour`` (#RRGGBB) on its way to ``sheet`` (#RRGGBB): at share 0 itself, at share 1 the sheet."""
    mixed = "#"
    for at in (1, 3, 5):
        part, ground = int(colour[at : at + 2], 16), int(sheet[at : at + 2], 16)
        mixed += f"{round(part + (ground - part) * share):02X}"
    return mixed


def is_dark(sheet: str) -> bool:
    """True when a sheet (#RRGGBB) is nearer to black than to white."""
    return sum(int(sheet[at : at + 2], 16) for at in (1, 3, 5)) < _DARK_BELOW


def ink_tint(cell: int, level: int) -> int:
    """Colour index of the ink of a cell 0..15 at a level 0..INK_LEVELS-1."""
    return _INK + cell * INK_LEVELS + level


def with_tints(palette: Sequence[str]) -> list[str]:
    """The palette (#RRGGBB each, in the order of PALETTE) and the mixed colours behind it, by index."""
    if len(palette) != len(PALETTE):
        raise ValueError(
            f"found {len(palette)} colours, expected {len(PALETTE)}: send them as marks.PALETTE lists them"
        )
    sheet = palette[SHEET_COLOUR]
    cells = palette[CELL : CELL + CELLS]
    stripe = STRIPE_SHARES[is_dark(sheet)]
    inks = [
        mix(colour, sheet, PALEST_SHARE * (1.0 - level / (INK_LEVELS - 1)))
        for colour in cells
        for level in range(INK_LEVELS)
    ]
    return [*palette, *(mix(colour, sheet, stripe) for colour in cells), *inks]
