"""The tokens: values of the look's table, and contrast by the formula of WCAG 2.2 (relative luminance)."""

import re
from itertools import pairwise

import pytest

from curlicue_ink.marks import PALETTE
from tests.site.markup import SITE, style_sheets

TABLE = {
    "paper": ("F4F6F1", "12191B"),
    "sheet": ("FCFDFA", "192225"),
    "rule": ("CBDDE3", "33474D"),
    "rule-2": ("E2ECEE", "243237"),
    "hair": ("D5DBDA", "2C3A3E"),
    "ink": ("15213B", "EFEDE4"),
    "ink-2": ("47536B", "AEBABB"),
    "line": ("1F41AE", "F6F1DF"),
    "you": ("6F7A90", "86979C"),
    "margin": ("DE5B4B", "C9594C"),
    "accent": ("B8281A", "FF8D78"),
    "warn": ("8A4B00", "FFC66B"),
    "warn-bg": ("FFF1D6", "33270F"),
}
_INKS = {
    "a": (
        "047453 0C8976 05716B 0A8690 056C82 2180AC 25659A 4A77BB",
        "55BD94 55D4BC 2BBCB8 54CFDC 3DB5CE 6CC9F2 6AACE8 93BEFF",
    ),
    "b": (
        "7D650A A47002 975503 C1591D AD3D2D C44F5E A83963 B75290",
        "D2AB17 FCB742 F2973B FDB18D FE8975 FFACB1 FB84AB FEA5D8",
    ),
}
CELLS = {
    f"{layer}{unit}": pair
    for layer, (day, night) in _INKS.items()
    for unit, pair in enumerate(zip(day.split(), night.split(), strict=True), 1)
}
GATES = {
    "i": ("1E9A48", "8BDE70"),
    "f": ("23296B", "D5DEFA"),
    "g": ("9450B0", "C08FD8"),
    "o": ("6E2A05", "C8641A"),
}
TABLE |= CELLS | GATES
TEXT, GRAPHICS = 4.5, 3.0  # least contrast, WCAG 1.4.3 and 1.4.11
LEAST = [
    ("ink", "paper", 7.0),
    ("ink", "sheet", 7.0),
    ("ink", "warn-bg", 7.0),
    ("ink-2", "paper", 7.0),
    ("ink-2", "sheet", TEXT),
    ("line", "sheet", TEXT),
    ("line", "paper", TEXT),
    ("accent", "sheet", TEXT),
    ("accent", "paper", TEXT),
    ("you", "sheet", GRAPHICS),
    ("you", "paper", GRAPHICS),
    ("margin", "sheet", GRAPHICS),
    ("warn", "warn-bg", GRAPHICS),
    *((name, ground, GRAPHICS) for name in CELLS | GATES for ground in ("paper", "sheet")),
]


def tokens() -> dict[str, tuple[str, str]]:
    pattern = r"--([a-z0-9-]+): var\(--day, #([0-9A-F]{6})\) var\(--night, #([0-9A-F]{6})\);"
    return {name: (day, night) for name, day, night in re.findall(pattern, style_sheets())}


def luminance(colour: str) -> float:
    channels = [int(colour[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)


def test_tokens_are_those_of_the_look() -> None:
    assert tokens() == TABLE


@pytest.mark.parametrize(("mark", "ground", "least"), LEAST)
@pytest.mark.parametrize("night", [0, 1], ids=["day", "night"])
def test_marks_stand_out_from_their_ground(mark: str, ground: str, least: float, night: int) -> None:
    assert contrast(TABLE[mark][night], TABLE[ground][night]) >= least


@pytest.mark.parametrize("layer", list(_INKS))
@pytest.mark.parametrize("night", [0, 1], ids=["day", "night"])
def test_cells_that_are_neighbours_differ_in_lightness(layer: str, night: int) -> None:
    inks = [luminance(CELLS[f"{layer}{unit}"][night]) for unit in range(1, 9)]
    steps = [after - before for before, after in pairwise(inks)]
    assert all(one * other < 0 for one, other in pairwise(steps)) or min(map(abs, steps)) > 0


def test_a_palette_of_marks_finds_all_its_tokens() -> None:
    assert set(PALETTE) <= tokens().keys()


def test_a_colour_is_typed_in_one_place_only() -> None:
    css = style_sheets()
    values = [value for pair in TABLE.values() for value in pair]
    assert sorted(re.findall(r"#([0-9A-Fa-f]{6})\b", css)) == sorted(values)
    assert not re.search(r"#[0-9A-Fa-f]{3}\b|\brgba?\(|\bhsla?\(", re.sub(r"#[0-9A-F]{6}", "", css))


def test_what_cannot_read_tokens_uses_their_values() -> None:
    page = (SITE / "index.html").read_text(encoding="utf-8")
    assert tuple(re.findall(r'name="theme-color" content="#(\w{6})"', page)) == TABLE["paper"]
    icon = re.findall(r"#(\w{6})", (SITE / "icons" / "icon.svg").read_text(encoding="utf-8"))
    assert icon == [TABLE[name][0] for name in ("sheet", "rule", "margin", "line")]


def test_no_gradient_blends_no_shadow_falls() -> None:
    assert not re.search(r"shadow|blur|backdrop|radial-gradient|conic-gradient", style_sheets())
