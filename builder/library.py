"""What a worker runs of Python, compiled and packed: of its standard library what is imported, and modules of ours.

The pinned Pyodide makes both, under Node (builder/library_inside.py): some five seconds, so what was made is kept in
node_modules/.cache until Pyodide, that program or the modules change. In builder/trimmed stands what takes the place
of two modules that import much for what no browser does. What is left out of the library comes with the whole one,
which is shipped beside it (curlicue_worker/left_out.py).
"""

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from builder.errors import BuildError
from builder.reached import imported
from builder.tools import find_node

WHOLE = "vendor/pyodide/python_stdlib.zip"
LEAN = "vendor/pyodide/python_stdlib_lean.packed"  # no .gz: there are hosts that unpack those on the way
_RUNNER, _INSIDE = Path(__file__).with_name("library.mjs"), Path(__file__).with_name("library_inside.py")
_TRIMMED = Path(__file__).with_name("trimmed")
_LIBRARY, _MODULES = "library", "modules"  # the functions in there
_KEPT = ".cache/curlicue"  # in node_modules
_KEPT_FILES = 24  # the oldest go: each change of a module makes another
_MADE_OF = ("pyodide.asm.wasm", "pyodide.asm.mjs", "python_stdlib.zip")  # files of Pyodide
_ASKED_FOR_LATER = ("linecache", "tokenize")  # by a traceback
_GZIP = b"\x1f\x8b"  # begins what is made


def lean_library(root: Path, packages: Path, sources: Iterable[Path]) -> bytes:
    """The library for what these Python files import. BuildError when Pyodide does not make it."""
    return _made_once(root, packages, _LIBRARY, json.dumps(imports(sources)))


def compiled_modules(root: Path, packages: Path, sources: Iterable[Path], library_of: Iterable[Path]) -> bytes:
    """Python files of pylib, compiled, and what they import of the library beyond lean_library of ``library_of``.

    BuildError when Pyodide does not compile them.
    """
    sources = sorted(sources)
    texts = {file.relative_to(root / "pylib").as_posix(): file.read_text(encoding="utf-8") for file in sources}
    asked = {"texts": texts, "there": imports(library_of), "wanted": imports(sources)}
    return _made_once(root, packages, _MODULES, json.dumps(asked))


def imports(sources: Iterable[Path]) -> list[str]:
    """Modules of the standard library that these files import, and those that are asked for only when they run."""
    names = {name for file in sources for name in imported(file, for_types=False)}
    library = {name.partition(".")[0] for name in names} & sys.stdlib_module_names
    found = {name for name in names if name.partition(".")[0] in library and _is_module(name)}
    return sorted(found | set(_ASKED_FOR_LATER))


def _is_module(name: str) -> bool:
    """Whether a dotted name is a module, and no function of one: as this Python has it."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _made_once(root: Path, packages: Path, function: str, argument: str) -> bytes:
    trimmed = {file.relative_to(_TRIMMED).as_posix(): file.read_bytes() for file in sorted(_TRIMMED.rglob("*.py"))}
    parts = [(packages / "pyodide" / name).read_bytes() for name in _MADE_OF]
    parts += [_RUNNER.read_bytes(), _INSIDE.read_bytes(), function.encode(), argument.encode()]
    parts += [path.encode() + content for path, content in trimmed.items()]
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    folder = packages / _KEPT
    kept = folder / f"{digest}.packed"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        aside, library = kept.with_suffix(".new"), kept.with_suffix(".zip")
        try:
            _trim(packages / "pyodide" / "python_stdlib.zip", library, trimmed)
            aside.write_bytes(_made(root, packages, function, argument, library))
        finally:
            library.unlink(missing_ok=True)
        aside.rename(kept)
        for old in sorted(folder.glob("*.packed"), key=lambda file: file.stat().st_mtime)[:-_KEPT_FILES]:
            old.unlink(missing_ok=True)
    return kept.read_bytes()


def _trim(whole: Path, library: Path, trimmed: dict[str, bytes]) -> None:
    """Write a library with some modules replaced. BuildError where it is none, or has no such module."""
    try:
        with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(library, "w") as made:
            for path in archive.namelist():
                made.writestr(path, trimmed.get(path) or archive.read(path))
            lacking = set(trimmed) - set(archive.namelist())
    except zipfile.BadZipFile:
        raise _changed("its library is no archive") from None
    if lacking:
        raise _changed(f"its library has no {min(lacking)}, which builder/trimmed replaces")


def _made(root: Path, packages: Path, function: str, argument: str, library: Path) -> bytes:
    command = [find_node(root), str(_RUNNER), str(packages / "pyodide"), str(_INSIDE), function, str(library)]
    made = subprocess.run(command, input=argument.encode(), capture_output=True, check=False)
    if made.returncode != 0 or not made.stdout.startswith(_GZIP):
        said = made.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
        raise _changed(said[-1][:200].rstrip("."))
    return made.stdout


def _changed(said: str) -> BuildError:
    return BuildError(
        f"Pyodide cannot compile what its workers run ({said}): if that is no fault in a module, the package has "
        "changed, so check builder/library_inside.py against it."
    )
