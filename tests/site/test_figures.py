"""The repetitive part of the figures' markup: every cell, every node, every gate once."""

from builder import figures
from curlicue.lstm import CELLS, UNITS
from tests.site.markup import Page, page_source


def test_there_is_a_row_for_each_cell_layers_side_by_side() -> None:
    rows = Page(figures.state_rows()).all("button")
    assert [int(row.attributes["data-cell"]) for row in rows[:4]] == [0, UNITS, 1, UNITS + 1]
    assert sorted(int(row.attributes["data-cell"]) for row in rows) == list(range(CELLS))
    assert rows[1].text == "Layer 2, cell 1"
    assert {row.attributes["aria-pressed"] for row in rows} == {"false"}


def test_there_is_a_node_for_each_unit_in_its_own_ink() -> None:
    page = Page(figures.network_nodes())
    nodes = page.with_attribute("data-node")
    assert list(nodes) == [f"z{k}" for k in range(UNITS)] + [str(k) for k in range(CELLS)]
    assert nodes["8"].attributes["aria-label"] == "Layer 2, cell 1"
    assert nodes["8"].attributes["class"].split() == ["node", "c3", "r0"]
    inks = [glyph.attributes["stroke"] for glyph in page.all("svg")]
    assert inks == [f"var(--{layer}{unit})" for layer in "ab" for unit in range(1, UNITS + 1)]


def test_what_goes_in_comes_out_under_the_same_names() -> None:
    names = [name.text for name in Page(figures.network_nodes()).all("var")]
    assert names == ["dx", "dy", "dt"] * 2


def test_every_gate_of_every_layer_can_be_held_in_one_sentence_and_is_free() -> None:
    page = Page(f"<p>{figures.hold()}</p>")
    values = {
        select.attributes["data-control"]: [
            option.attributes["value"] for option in page.all("option") if select in option.parents
        ]
        for select in page.all("select")
    }
    assert values == {"hold-gate": ["f", "i", "o"], "hold-layer": ["0", "1"], "hold-value": ["0", "0.5", "1", "free"]}
    assert [option.text for option in page.all("option") if "selected" in option.attributes] == ["free"]
    assert all(select.attributes["aria-label"] for select in page.all("select"))
    assert page.all("p")[0].text.startswith("Hold the forget gatethe input gate")


def test_every_part_has_its_place_in_the_page() -> None:
    template = page_source()
    assert all(f"{{{{{name}}}}}" in template for name in figures.placeholders())
