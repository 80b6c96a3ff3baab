"""The page as it is written: what scripts and readers rely on."""

import re

import pytest

from builder.licences import LICENCES
from builder.styles import ARTICLE
from tests.site.markup import SITE, Page, read_page, style_sheets

IDS = {
    "draw", "draw-ink", "draw-nib", "draw-invite", "draw-status", "draw-status-text", "draw-progress",
    "notice", "notice-text", "free-run-length", "free-run-seconds", "read",
    "states", "states-1", "states-2", "ribbons", "ribbons-canvas",
    "network", "network-edges", "network-nodes",
    "write-offers", "write", "write-text", "write-link", "write-said",
    "hold-effect", "feel-effect", "why-effect", "time-bar", "time-canvas", "time-at",
    "cell", "cell-glyph", "cell-title", "cell-follows", "cell-canvas", "cell-feeds", "cell-effect", "cell-worth",
}  # fmt: skip
CONTROLS = {
    "undo", "redo", "clear", "save-png", "pull", "free-run", "futures", "draw-one", "retry",
    "close-cell", "mute", "next-cell", "let-go", "ribbons-which", "ink-colour", "save-ribbons", "empty", "feel-no-pull",
    "feel-no-feedback", "feel-rule",
    "margin-right", "detector-back", "detector-on", "detector-run", "detector-train", "detector-trained",
    "back", "play", "forward", "scrub", "slow-motion", "epoch", "open-hand", "delete-all",
    "write", "write-it", "letters", "redraw",
    "record-undo", "record-clear", "record-take", "record-save", "teach", "teach-pause", "teach-stop", "teach-again",
    "teach-drop", "teach-title", "keep-hand",
}  # fmt: skip
MADE = {"pyscript.json", ARTICLE, LICENCES}  # by the build
HEADING_INITIALS = set("ACDELMNORSTUW")  # capitals of the hand that read well


@pytest.fixture(scope="module")
def page() -> Page:
    return read_page()


def test_elements_that_code_binds_to_are_there_once(page: Page) -> None:
    assert page.with_attribute("id").keys() >= IDS


def test_controls_of_later_issues_are_absent_not_disabled(page: Page) -> None:
    assert {element.attributes["data-control"] for element in page.having("data-control")} == CONTROLS
    disabled = [element for element in page.elements if "disabled" in element.attributes]
    assert {element.attributes.get("data-part") for element in disabled} == {
        "controls"
    }  # of the detector, till it wakes


def test_the_surface_is_beside_the_margin_and_the_nib_lies_on_top(page: Page) -> None:
    layers = [element for element in page.all("canvas") if element.parents[-1].attributes.get("id") == "draw"]
    assert [layer.attributes["id"] for layer in layers] == ["draw-ink", "draw-nib"]
    assert layers[-1].attributes["data-figure"] == "draw"
    assert all(layer.attributes["class"] == "layer" for layer in layers)


def test_every_surface_has_a_canvas_that_is_touched_and_a_margin(page: Page) -> None:
    surfaces = page.with_attribute("data-surface")
    assert list(surfaces) == ["draw", "states", "learning", "ribbons", "network"]
    for surface in surfaces.values():
        within = [element for element in page.elements if element.parents and element.parents[-1] is surface]
        (touched,) = [element for element in within if element.attributes.get("data-role") == "touch"]
        assert (touched.tag, touched.attributes["class"]) == ("canvas", "layer")
        assert [element for element in within if element.attributes.get("class") == "margin"]


def test_figures_are_those_of_the_contract(page: Page) -> None:
    figures = page.with_attribute("data-figure")
    painted = ["draw", "cell", "states", "ribbons", "network"]
    assert list(figures) == [*painted, "record", "lesson"]
    assert all(figures[name].tag == "canvas" for name in painted)


def test_the_equations_name_what_they_compute_with(page: Page) -> None:
    assert list(page.with_attribute("data-value")) == ["i", "f", "o", "g", "c", "h"]
    assert list(page.with_attribute("data-eq")) == ["c", "f", "c_before", "i", "g", "h", "o", "tanh_c"]


def test_every_figure_says_what_to_do(page: Page) -> None:
    for name in ("states", "ribbons", "network"):
        section = page.with_attribute("id")[name]
        asks = [e for e in page.elements if e.attributes.get("class") == "do" and section in e.parents and e.text]
        assert asks, name


def test_the_figures_styles_do_not_hold_up_the_sheet(page: Page) -> None:
    sheets = [link for link in page.all("link") if link.attributes.get("rel") == "stylesheet"]
    early = [link.attributes["href"] for link in sheets if link.parents[-1].tag == "head"]
    assert early == ["style.css"]
    (late,) = [link for link in sheets if link.parents[-1].tag == "noscript"]  # else the page's Python fetches it
    assert late.attributes["href"] == ARTICLE


def test_it_starts_out_loading(page: Page) -> None:
    (root,) = page.all("html")
    assert root.attributes == {"lang": "en", "data-state": "loading", "data-engine": "none"}


def test_nothing_is_inline_that_the_policy_forbids(page: Page) -> None:
    for element in page.elements:
        assert "style" not in element.attributes, element
        assert not [name for name in element.attributes if name.startswith("on")], element
    assert not page.all("style")
    assert all("src" in script.attributes and not script.text.strip() for script in page.all("script"))


def test_the_policy_is_strict(page: Page) -> None:
    (policy,) = [meta for meta in page.all("meta") if meta.attributes.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.attributes["content"].split(";"))
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "connect-src": "'self'",
        "img-src": "'self' data: blob:",
        "style-src": "'self'",
        "font-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_every_path_is_relative_and_leads_to_a_file(page: Page) -> None:
    away = [e for e in page.all("a") if "rel" in e.attributes]  # a link to read elsewhere
    assert {e.attributes["rel"] for e in away} == {"noopener"}
    here = [e for e in page.elements if e not in away]
    paths = [e.attributes[name] for e in here for name in ("href", "src", "config") if name in e.attributes]
    paths += re.findall(r'url\("([^"]*)"\)', style_sheets())
    assert len(paths) > 10
    for path in paths:
        if path.startswith("#"):
            assert path[1:] in page.with_attribute("id")
            continue
        assert re.match(r"(\./)?[a-z]", path), path
        assert ":" not in path, path
        assert path.removeprefix("./") in MADE or (SITE / path).is_file(), path


def test_no_style_sheet_asks_for_anything_else() -> None:
    css = style_sheets()
    fonts = {f'"fonts/{name}.woff2"' for name in ("hand-first", "hand", "text")}
    assert set(re.findall(r"url\(([^)]*)\)", css)) == {*fonts, '"icons/link.svg"'}
    assert "@import" not in css


def test_everything_one_can_use_has_a_name(page: Page) -> None:
    labels = {label.attributes.get("for") for label in page.all("label")}
    for element in page.all("button") + page.all("a") + page.all("input") + page.all("select"):
        names = element.attributes.get("aria-label", "") + element.text.strip()
        names += "".join(parent.text.strip() for parent in element.parents if parent.tag == "label")
        assert names or element.attributes.get("id") in labels, element
    assert all(button.attributes["type"] == "button" for button in page.all("button"))
    for drawing in page.all("svg"):
        hidden = drawing.attributes.get("aria-hidden") == "true"
        hidden |= any(parent.attributes.get("aria-hidden") == "true" for parent in drawing.parents)
        assert hidden or drawing.attributes.get("aria-label"), drawing


def test_a_label_that_is_read_out_holds_the_words_that_are_seen(page: Page) -> None:
    for button in page.all("button"):
        if (label := button.attributes.get("aria-label")) is not None:
            assert label.startswith(button.text.strip()), button


def test_headings_begin_with_capitals_that_the_hand_writes_clearly(page: Page) -> None:
    headings = [heading.text for heading in page.all("h2")]
    assert headings
    assert all(heading[0] in HEADING_INITIALS and len(heading) < 22 for heading in headings), headings


def test_without_scripts_it_says_so_and_still_reads(page: Page) -> None:
    sentence, _ = page.all("noscript")  # the other one holds a style sheet
    assert "JavaScript" in sentence.text
    assert "scripting: none" in style_sheets()


def test_words_are_dry_and_kind(page: Page) -> None:
    (body,) = page.all("body")
    assert not re.search(r"!|\bAI\b|[\"']", body.text)
