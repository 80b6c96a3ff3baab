"""The page's Python asks JavaScript for whatever a browser may lack or refuse: read from the syntax trees."""

import ast
from pathlib import Path

import pytest

from builder.bundle import bare

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "pylib" / "curlicue_page").glob("*.py"))

# What every browser that runs WebAssembly has, and what never throws. Nothing else is named but in read, call and make.
CERTAIN = {
    "Array", "Array.isArray", "Array.new", "Date", "Date.new", "Float64Array", "Float64Array.new", "JSON", "JSON.parse",
    "JSON.stringify", "Math", "Math.random", "Object", "Object.assign", "Object.new", "Reflect", "Reflect.set", "URL",
    "URL.createObjectURL", "URL.revokeObjectURL", "URLSearchParams", "URLSearchParams.new", "cancelAnimationFrame",
    "clearInterval", "clearTimeout", "console", "console.info", "curlicue", "document", "location", "location.hash",
    "location.host", "location.pathname", "location.search", "performance", "performance.mark", "performance.now",
    "requestAnimationFrame", "setInterval",
    "setTimeout", "window", "window.addEventListener", "window.devicePixelRatio", "window.getComputedStyle",
    "window.innerHeight", "window.innerWidth", "window.scrollY",
}  # fmt: skip
OURS = ("curlicue", "document")  # whose parts are ours, or in every document
ASKING = {"read", "call", "make"}


def named(tree: ast.AST) -> list[str]:
    """What a module names of ``js``: the longest path of each, without those that it hands to read, call or make."""
    asked = {
        id(given)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING
        for given in node.args[:1]
        if "." not in path(given)
    }
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    paths = (path(node) for node in ast.walk(tree) if id(node) not in asked | inner)
    return [found for found in paths if found]


def path(node: ast.AST) -> str:
    """Such as "window.innerWidth" of js.window.innerWidth; empty for anything that does not begin with js."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.insert(0, node.attr)
        node = node.value
    return ".".join(parts) if isinstance(node, ast.Name) and node.id == "js" else ""


def is_certain(found: str) -> bool:
    return found.split(".", maxsplit=1)[0] in OURS or ".".join(found.split(".")[:2]) in CERTAIN


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.name))
def test_what_a_browser_may_lack_is_asked_for(file: Path) -> None:
    if file.name == "browser.py":
        return  # it is the one that asks
    runs = ast.parse(bare(file.read_text(encoding="utf-8")))  # annotations name types, and do not run
    assert [found for found in named(runs) if not is_certain(found)] == []


@pytest.mark.parametrize(
    "code",
    [
        "js.navigator.connection.saveData", "js.localStorage.getItem('x')", "js.window.Worker.new('x')",
        "js.window.matchMedia('print').matches", "js.history.replaceState(None, '', '#')", "js.Reflect.get(js.x, 'y')",
        "js.ResizeObserver.new(f)", "js.fetch('x')", "read(js.navigator.connection, 'saveData')",
    ],
)  # fmt: skip
def test_the_other_ways_are_found(code: str) -> None:
    assert [found for found in named(ast.parse(code)) if not is_certain(found)]


def test_asking_is_no_fault() -> None:
    assert named(ast.parse("read(read(js.navigator, 'connection'), 'saveData')")) == []
