"""Imports point one way: read from the syntax trees of every file."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYLIB = ROOT / "pylib"
OURS = {"curlicue", "curlicue_ink", "curlicue_page", "curlicue_worker", "trainer", "builder"}
MAY_IMPORT = {  # package -> packages of ours
    "curlicue": {"curlicue"},
    "curlicue_ink": {"curlicue", "curlicue_ink"},
    "curlicue_page": {"curlicue", "curlicue_ink", "curlicue_page"},
    "curlicue_worker": {"curlicue", "curlicue_ink", "curlicue_worker"},
    "trainer": {"curlicue", "trainer"},
    "builder": {"builder", "curlicue", "curlicue_ink"},
}
BROWSER = {"js", "pyodide", "pyscript"}
MAY_SEE_THE_BROWSER = {"curlicue_page", "curlicue_worker"}
HEAVY = {"torch", "numpy", "onnx", "onnxruntime", "matplotlib", "rich"}
FILES = sorted([*PYLIB.glob("curlicue*/*.py"), *(ROOT / "train").rglob("*.py"), *(ROOT / "builder").glob("*.py")])


def imported(file: Path) -> set[str]:
    """Top-level names of the modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name} imports relatively; name the package"
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_imports_point_one_way(file: Path) -> None:
    package = file.parent.name
    names = imported(file)
    if package in MAY_IMPORT:
        assert names & OURS <= MAY_IMPORT[package]
    if package not in MAY_SEE_THE_BROWSER:
        assert not names & BROWSER
    if file.is_relative_to(PYLIB) or package == "builder":
        assert not names & HEAVY
