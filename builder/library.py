"""What a worker runs of Python, compiled and packed: of its standard library what is imported, and modules of ours.

The pinned Pyodide makes both, under Node (builder/library_inside.py): some five seconds, so what was made is kept in
node_modules/.cache until Pyodide, that program or the modules change. What is left out of the library comes with the
whole one, which is shipped beside it (curlicue_worker/left_out.py).
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from builder.errors import BuildError
from builder.reached import imported
from builder.tools import find_node

WHOLE = "vendor/pyodide/python_stdlib.zip"
LEAN = "vendor/pyodide/python_stdlib_lean.packed"  # no .gz: there are hosts that unpack those on the way
_RUNNER, _INSIDE = Path(__file__).with_name("library.mjs"), Path(__file__).with_name("library_inside.py")
_LIBRARY, _MODULES = "library", "modules"  # the functions in there
_KEPT = ".cache/curlicue"  # in node_modules
_KEPT_FILES = 24  # the oldest go: each change of a module makes another
_MADE_OF = ("pyodide.asm.wasm", "pyodide.asm.mjs", "python_stdlib.zip")  # files of Pyodide
_ASKED_FOR_LATER = ("encodings.idna", "encodings.latin_1", "linecache", "tokenize")  # by codecs, by a traceback
_GZIP = b"\x1f\x8b"  # begins what is made


def lean_library(root: Path, packages: Path, sources: Iterable[Path]) -> bytes:
    """The library for what these Python files import. BuildError when Pyodide does not make it."""
    return _made_once(root, packages, _LIBRARY, json.dumps(imports(sources)))


def compiled_modules(root: Path, packages: Path, sources: Iterable[Path]) -> bytes:
    """Python files of pylib, compiled. BuildError when Pyodide does not compile them."""
    texts = {file.relative_to(root / "pylib").as_posix(): file.read_text(encoding="utf-8") for file in sorted(sources)}
    return _made_once(root, packages, _MODULES, json.dumps(texts))


def imports(sources: Iterable[Path]) -> list[str]:
    """Modules of the standard library that these files import, and those that are asked for only when they run."""
    names = {name for file in sources for name in imported(file)}
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
    parts = [(packages / "pyodide" / name).read_bytes() for name in _MADE_OF]
    parts += [_RUNNER.read_bytes(), _INSIDE.read_bytes(), function.encode(), argument.encode()]
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    folder = packages / _KEPT
    kept = folder / f"{digest}.packed"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        aside = kept.with_suffix(".new")
        aside.write_bytes(_made(root, packages, function, argument))
        aside.rename(kept)
        for old in sorted(folder.glob("*.packed"), key=lambda file: file.stat().st_mtime)[:-_KEPT_FILES]:
            old.unlink(missing_ok=True)
    return kept.read_bytes()


def _made(root: Path, packages: Path, function: str, argument: str) -> bytes:
    command = [find_node(root), str(_RUNNER), str(packages / "pyodide"), str(_INSIDE), function]
    made = subprocess.run(command, input=argument.encode(), capture_output=True, check=False)
    if made.returncode != 0 or not made.stdout.startswith(_GZIP):
        said = made.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
        raise BuildError(
            f"Pyodide cannot compile what its workers run ({said[-1][:200].rstrip('.')}): if that is no fault in a "
            "module, the package has changed, so check builder/library_inside.py against it."
        )
    return made.stdout
