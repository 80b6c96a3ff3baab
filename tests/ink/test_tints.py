from __future__ import annotations

import pytest

from curlicue_ink.marks import CELL, PALETTE, SHEET_COLOUR
from curlicue_ink.tints import INK_LEVELS, TINT, ink_tint, is_dark, mix, with_tints


def palette(sheet: str) -> list[str]:
    colours = [f"#{k:02X}{2 * k:02X}{255 - k:02X}" for k in range(len(PALETTE))]
    colours[SHEET_COLOUR] = sheet
    return colours


def test_a_mix_goes_from_the_colour_to_the_sheet() -> None:
    assert mix("#1F41AE", "#FCFDFA", 0.0) == "#1F41AE"
    assert mix("#1F41AE", "#fcfdfa", 1.0) == "#FCFDFA"
    assert mix("#000000", "#FF8040", 0.5) == "#804020"


@pytest.mark.parametrize(("sheet", "share"), [("#FCFDFA", 0.40), ("#192225", 0.34)])
def test_stripes_are_mixed_as_the_look_says(sheet: str, share: float) -> None:
    assert is_dark(sheet) == (share == 0.34)
    mixed = with_tints(palette(sheet))
    assert mixed[: len(PALETTE)] == palette(sheet)
    for cell in range(16):
        assert mixed[TINT + cell] == mix(mixed[CELL + cell], sheet, share)


def test_every_tint_has_its_own_index_and_the_strongest_is_the_cells_colour() -> None:
    mixed = with_tints(palette("#FCFDFA"))
    places = [TINT + cell for cell in range(16)]
    places += [ink_tint(cell, level) for cell in range(16) for level in range(INK_LEVELS)]
    assert places == list(range(len(PALETTE), len(mixed)))
    assert [mixed[ink_tint(cell, INK_LEVELS - 1)] for cell in range(16)] == mixed[CELL : CELL + 16]


def test_a_palette_that_is_not_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="found 27 colours, expected 28"):
        with_tints(palette("#FCFDFA")[:-1])
