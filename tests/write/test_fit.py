from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curlicue_write.fit import MARGIN_PX, fitted

SHEET = (346.0, 470.0)
places = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))


@given(st.lists(st.lists(places, min_size=2, max_size=6), min_size=1, max_size=4))
def test_whatever_is_fitted_lies_in_the_middle_of_the_sheet(lines: list[list[tuple[float, float]]]) -> None:
    found = [place for line in fitted(lines, SHEET) for place in line]
    for axis in (0, 1):
        values = [place[axis] for place in found]
        assert min(values) >= MARGIN_PX - 1e-3
        assert max(values) <= SHEET[axis] - MARGIN_PX + 1e-3
        assert (min(values) + max(values)) / 2 == pytest.approx(SHEET[axis] / 2, abs=1e-3)


def test_its_shape_stays_and_small_strokes_may_stay_small() -> None:
    square = [[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]]
    ((a, b, c),) = fitted(square, SHEET)
    assert b[0] - a[0] == pytest.approx(c[1] - b[1]) == pytest.approx(SHEET[0] - 2 * MARGIN_PX)
    ((a, b, c),) = fitted(square, SHEET, enlarge=False)
    assert b[0] - a[0] == pytest.approx(10.0)
    assert fitted([], SHEET) == []
