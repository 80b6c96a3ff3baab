"""Python's library as a worker gets it: enough for what the worker runs, and the whole one when something is missed."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest

from builder.assemble import WORKER_ARCHIVE, WORKER_ENTRIES, WORKER_PACKED
from builder.errors import BuildError
from builder.library import LEAN, compiled_modules, imports, lean_library
from builder.reached import reached
from tests.conftest import ROOT

MODULES = ROOT / "node_modules"
WHOLE_BYTES = (MODULES / "pyodide" / "python_stdlib.zip").stat().st_size
LEAST_MAGIC = 3625  # of Python 3.14's compiled files, little endian
RUN = """
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
const [pyodide, dist, library, entry, script] = process.argv.slice(1);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const vendor = `${dist}/vendor/pyodide/`;
const unpacked = (path) => new Uint8Array(gunzipSync(readFileSync(path)));
writeFileSync(library, unpacked(`${vendor}python_stdlib_lean.packed`));
const options = { stdLibURL: library, lockFileURL: `${vendor}pyodide-lock.json` };
const python = await loadPyodide({ indexURL: pyodide, ...options });
const archive = `/lib/${entry}.zip`;
python.FS.writeFile(archive, unpacked(`${dist}/worker/${entry}.packed`));
python.pyimport("sys").path.append(archive);
globalThis.fetched = 0;
globalThis.whole = () => { globalThis.fetched++; return new Uint8Array(readFileSync(`${vendor}python_stdlib.zip`)); };
globalThis.nothing = () => { throw new Error("no line today"); };
try { console.log(JSON.stringify(python.runPython(script).toJs())); } catch (error) { console.error(error.message); }
"""


@cache
def lean() -> bytes:
    return lean_library(ROOT, MODULES, reached(ROOT / "pylib", WORKER_ENTRIES[0]))


def in_pyodide(dist: Path, script: str, entry: str = WORKER_ENTRIES[0]) -> list[object]:
    """What a script's last line gives, in the pinned Pyodide with the small library and a worker's modules."""
    with tempfile.TemporaryDirectory() as folder:
        places = [str(MODULES / "pyodide"), str(dist), f"{folder}/library.zip", entry]
        command = ["node", "--input-type=module", "-e", RUN, *places, script]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ran.stdout, ran.stderr
    found: list[object] = json.loads(ran.stdout.splitlines()[-1])
    return found


def test_it_is_compiled_dated_alike_and_less_than_half_as_large(dist: Path) -> None:
    content = (dist / LEAN).read_bytes()
    assert content == lean()
    assert len(content) < 0.31 * WHOLE_BYTES
    with zipfile.ZipFile(io.BytesIO(gzip.decompress(content))) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {Path(name).suffix for name in names} == {".pyc", ".txt"}
        head = archive.read("json/__init__.pyc")[:8]
        left_out = archive.read("left_out.txt").decode().split()
    assert int.from_bytes(head[:2], "little") >= LEAST_MAGIC
    assert head[4:] == (1).to_bytes(4, "little"), "nobody has to compare it with a source"
    assert {"csv", "xml.dom.minidom", "encodings.cp1252"} <= set(left_out)
    assert not {f"{name}.py" for name in left_out} & {name.removesuffix("c") for name in names}


@pytest.mark.parametrize("entry", WORKER_ENTRIES)
def test_our_modules_are_compiled_and_each_is_there(dist: Path, entry: str) -> None:
    content = gzip.decompress((dist / WORKER_PACKED.format(entry=entry)).read_bytes())
    with (
        zipfile.ZipFile(io.BytesIO(content)) as compiled,
        zipfile.ZipFile(dist / WORKER_ARCHIVE.format(entry=entry)) as written,
    ):
        ours = [f"{name}c" for name in written.namelist()]
        assert compiled.namelist()[: len(ours)] == ours
        besides = {"dataclasses.pyc", "statistics.pyc"} & set(compiled.namelist())  # who draws has those anyway, or not
        assert besides == ({"statistics.pyc"} if entry.endswith("teach") else set())
        assert compiled.read(compiled.namelist()[0])[:2] == compiled.read(compiled.namelist()[-1])[:2]


def test_a_module_that_cannot_be_compiled_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "pylib").mkdir()
    shutil.copy(ROOT / "package.json", tmp_path)  # says which Node
    (file := tmp_path / "pylib" / "odd.py").write_text("def odd(:\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"odd\.py is no Python .*line 1"):
        compiled_modules(tmp_path, MODULES, [file], [])


@pytest.mark.parametrize("entry", WORKER_ENTRIES)
def test_it_has_all_that_a_worker_runs_and_a_traceback(dist: Path, entry: str) -> None:
    """Told by its imports alone, in the very Pyodide; js is there under Node too."""
    script = f"""
import importlib, traceback
from js import fetched, whole
from curlicue_worker.left_out import fetch_when_missed
fetch_when_missed(whole)
importlib.import_module({entry!r})
try:
    raise ValueError("found")
except ValueError as error:
    told = traceback.format_exception(error)
import js
[js.fetched, told[-1]]
"""
    assert in_pyodide(dist, script, entry) == [0, "ValueError: found\n"]


def test_what_is_missed_comes_with_the_whole_one_and_what_nobody_knows_does_not(dist: Path) -> None:
    script = """
from js import whole, nothing
import js
from curlicue_worker.left_out import fetch_when_missed
fetch_when_missed(nothing)
found = []
try:
    import csv
except ModuleNotFoundError as error:
    found.append(str(error))
import sys
sys.meta_path.pop()
fetch_when_missed(whole)
try:
    import nonesuch
except ModuleNotFoundError as error:
    found += [str(error), js.fetched]
import csv, statistics, xml.dom.minidom
found += [csv.__name__, xml.dom.minidom.__name__, "\\u3042".encode("shift_jis").hex(), js.fetched]
found
"""
    assert in_pyodide(dist, script) == [
        "No module named 'csv'", "No module named 'nonesuch'", 0, "csv", "xml.dom.minidom", "82a0", 1,
    ]  # fmt: skip


def test_imports_are_read_from_the_sources(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text("import json.decoder\nfrom math import pi\nfrom curlicue import pen\nimport numpy\n")
    assert {"json", "json.decoder", "math"} >= set(imports([file])) - set(imports([])) >= {"json.decoder", "math"}


def test_a_pyodide_that_is_another_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in ("pyodide.asm.wasm", "pyodide.asm.mjs", "python_stdlib.zip", "pyodide.mjs"):
        (folder / name).write_text("export const nothing = 1;")
    with pytest.raises(
        BuildError, match=r"^Pyodide cannot compile what its workers run \(.*check builder/library_inside"
    ):
        lean_library(ROOT, tmp_path, [])
    assert not list((tmp_path / ".cache").rglob("*.*"))
