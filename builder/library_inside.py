"""Run by the pinned Pyodide itself, under Node: makes the part of its standard library that a worker uses, compiled.

Compiled code is of one Python version, so that version has to compile it.
"""

import importlib
import io
import json
import py_compile
import sys
import traceback
import zipfile
from pathlib import Path

LEFT_OUT = "left_out.txt"  # in the archive: names of the modules that are not, see curlicue_worker.left_out
_SCRATCH, _COMPILED = Path("module.py"), Path("module.pyc")  # in Pyodide's own files
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold
_PLAIN_FILE = 0o100644 << 16  # "-rw-r--r--"


def main(argument: str) -> bytes:
    """The archive of the modules that importing these names (JSON) runs, besides what Pyodide itself needs."""
    _exercise(json.loads(argument))
    whole = next(path for path in sys.path if path.endswith(".zip"))
    archive = zipfile.ZipFile(whole)
    modules = {path: _name(path) for path in archive.namelist() if path.endswith(".py")}
    kept = sorted(path for path, name in modules.items() if name in sys.modules)
    left_out = sorted(set(modules.values()) - {modules[path] for path in kept})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as lean:
        for path in kept:
            _add(lean, f"{path}c", _compiled(f"{whole}/{path}", archive.read(path)))
        _add(lean, LEFT_OUT, "\n".join(left_out).encode())
    return out.getvalue()


def _exercise(names: "list[str]") -> None:
    """Import what is to be there: by name, and to tell of an exception. Whoever runs this has unpacked an archive."""
    for name in names:
        importlib.import_module(name)
    try:
        raise ImportError("an example") from KeyError("its cause")
    except ImportError as error:
        traceback.format_exception(error)


def _name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _compiled(place: str, source: bytes) -> bytes:
    _SCRATCH.write_bytes(source)
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(_SCRATCH), str(_COMPILED), place, doraise=True, optimize=2, invalidation_mode=mode)
    return _COMPILED.read_bytes()


def _add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.external_attr = _PLAIN_FILE
    entry.create_system = 3  # Unix
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
