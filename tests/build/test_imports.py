"""Rooms and what they import: the picture in ARCHITECTURE.md, held against the syntax trees of every file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from builder.assemble import WORKER_ENTRIES
from builder.reached import imported, reached

ROOT = Path(__file__).resolve().parents[2]
PYLIB = ROOT / "pylib"
ROOMS = {
    **{folder.name: folder for folder in sorted(PYLIB.glob("curlicue*"))},
    "trainer": ROOT / "train" / "trainer",
    "builder": ROOT / "builder",
}
BROWSER = {"js", "pyodide", "pyscript"}
SEE_THE_BROWSER = {"curlicue_page", "curlicue_worker"}
HEAVY = {"torch", "numpy", "onnx", "onnxruntime", "matplotlib", "rich"}
FILES = [(room, file) for room, folder in ROOMS.items() for file in sorted(folder.glob("*.py"))]


def drawn() -> dict[str, set[str]]:
    """The picture: a line for each room, "room <- rooms that it imports", those imported above those that import."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    lines = re.findall(r"^(\w+) +<- (.+)$", text, re.MULTILINE)
    assert lines, "ARCHITECTURE.md has no picture of the rooms"
    return {room: set(re.findall(r"\w+", imports.replace("nothing", ""))) for room, imports in lines}


def rooms_of(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_what_the_picture_says(room: str) -> None:
    found = {
        name
        for file in sorted(ROOMS[room].glob("*.py"))
        for name in rooms_of(set(imported(file))) & set(ROOMS) - {room}
    }
    assert found == drawn()[room]


def test_no_import_climbs() -> None:
    above: set[str] = set()
    for room, imports in drawn().items():
        assert imports <= above, f"{room} imports what stands below it"
        above.add(room)
    assert above == set(ROOMS)


def test_no_import_goes_round() -> None:
    """Within a room neither, and not for types alone."""
    modules = {f"{file.parent.name}.{file.stem}": file for _, file in FILES}
    TopologicalSorter(
        {name: {each for each in imported(file) if each in modules and each != name} for name, file in modules.items()}
    ).prepare()  # raises CycleError, which says who


@pytest.mark.parametrize(("room", "file"), FILES, ids=lambda each: each if isinstance(each, str) else each.name)
def test_no_file_sees_more_than_its_room_may(room: str, file: Path) -> None:
    names = rooms_of(set(imported(file)))
    if room not in SEE_THE_BROWSER:
        assert not names & BROWSER
    if room != "trainer":
        assert not names & HEAVY
    relative = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if _is_relative(node)]
    assert not relative, f"{file.name} imports relatively; name the package"


def _is_relative(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and node.level > 0


def test_two_modules_of_the_workers_touch_pyodide() -> None:
    touching = {file.name for file in PYLIB.glob("curlicue_worker/*.py") if rooms_of(set(imported(file))) & BROWSER}
    assert touching == {"stepper.py", "graphs.py"}


@pytest.mark.parametrize("entry", WORKER_ENTRIES)
def test_a_worker_gets_no_module_that_it_does_not_import(entry: str) -> None:
    modules = reached(PYLIB, entry)
    assert PYLIB.joinpath(*entry.split(".")).with_suffix(".py") in modules
    rooms = {file.parent.name for file in modules}
    assert not rooms & {"curlicue_page", "curlicue_detector"}
    assert (PYLIB / "curlicue_teach" / "recipe.py" in modules) == (entry == "curlicue_worker.teach")


def test_what_is_imported_in_a_function_or_by_way_of_another_is_reached(tmp_path: Path) -> None:
    package = tmp_path / "a"
    package.mkdir()
    (package / "__init__.py").write_text("import a.always\n")
    for name, text in {
        "always": "",
        "entry": "def f():\n    from a import late\n",
        "late": "import json\nimport a.last as l\n",
        "last": "from a.entry import f\n",
        "other": "",
    }.items():
        (package / f"{name}.py").write_text(text)
    assert [file.stem for file in reached(tmp_path, "a.entry")] == ["__init__", "always", "entry", "last", "late"]


def test_the_builder_finds_what_it_builds_from_wherever_it_is_used() -> None:
    """By the commands in bench/ as by build.py: they have the checkout on their path, and nothing else."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import builder.assemble"
    subprocess.run([sys.executable, "-I", "-c", code], check=True, cwd=PYLIB.anchor)
