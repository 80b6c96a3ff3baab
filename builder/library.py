"""Python's standard library as a worker needs it: what it imports, compiled, a third of the bytes and none of the work.

The pinned Pyodide makes it, under Node (builder/library_inside.py): some five seconds, so the result is kept in
node_modules/.cache until Pyodide, that program or the imports change. What is left out comes with the whole library,
which is shipped beside it (curlicue_worker/left_out.py).
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
LEAN = "vendor/pyodide/python_stdlib_lean.zip"
_RUNNER, _INSIDE = Path(__file__).with_name("library.mjs"), Path(__file__).with_name("library_inside.py")
_KEPT = ".cache/curlicue"  # in node_modules
_MADE_OF = ("pyodide.asm.wasm", "pyodide.asm.mjs", "python_stdlib.zip")  # files of Pyodide
_ASKED_FOR_LATER = ("encodings.idna", "encodings.latin_1", "linecache", "tokenize")  # by codecs, by a traceback


def lean_library(root: Path, modules: Path, sources: Iterable[Path]) -> bytes:
    """The archive for what these Python files import. BuildError when Pyodide does not make it."""
    names = imports(sources)
    parts = [(modules / "pyodide" / name).read_bytes() for name in _MADE_OF]
    parts += [_RUNNER.read_bytes(), _INSIDE.read_bytes(), json.dumps(names).encode()]
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    kept = modules / _KEPT / f"{digest}.zip"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside = kept.with_suffix(".new")
        aside.write_bytes(_made(root, modules, names))
        aside.rename(kept)
    return kept.read_bytes()


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


def _made(root: Path, modules: Path, names: list[str]) -> bytes:
    command = [find_node(root), str(_RUNNER), str(modules / "pyodide"), str(_INSIDE), json.dumps(names)]
    made = subprocess.run(command, capture_output=True, check=False)
    if made.returncode != 0 or not made.stdout.startswith(b"PK"):
        said = made.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
        raise BuildError(
            f"Pyodide cannot make its library smaller ({said[-1][:200].rstrip('.')}): "
            "the package has changed, so check builder/library_inside.py against it."
        )
    return made.stdout
