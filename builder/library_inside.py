"""Run by the pinned Pyodide itself, under Node: makes what a worker runs of Python, compiled.

Compiled code is of one Python version, so that version has to compile it. An archive stores its files as they are and
is packed as one, which is a tenth smaller than files packed one by one.
"""

import importlib
import io
import json
import py_compile
import sys
import traceback
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

LEFT_OUT = "left_out.txt"  # in the library: names of the modules that are not, see curlicue_worker.left_out
_SCRATCH, _COMPILED = Path("module.py"), Path("module.pyc")  # in Pyodide's own files
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold
_PLAIN_FILE = 0o100644 << 16  # "-rw-r--r--"
_GZIP = 31  # zlib's number for its format


def library(argument: str) -> bytes:
    """Of Python's library, the modules that importing these names (JSON) runs, besides what Pyodide itself needs."""
    _exercise(json.loads(argument))
    whole = next(path for path in sys.path if path.endswith(".zip"))
    archive = zipfile.ZipFile(whole)
    modules = {path: _name(path) for path in archive.namelist() if path.endswith(".py")}
    kept = sorted(path for path, name in modules.items() if name in sys.modules)
    left_out = sorted(set(modules.values()) - {modules[path] for path in kept})
    found = [(f"{path}c", _compiled(f"{whole}/{path}", archive.read(path))) for path in kept]
    return _packed([*found, (LEFT_OUT, "\n".join(left_out).encode())])


def modules(argument: str) -> bytes:
    """Modules of ours: their texts by their paths (JSON)."""
    return _packed((f"{path}c", _compiled(path, text.encode())) for path, text in json.loads(argument).items())


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
    try:
        py_compile.compile(str(_SCRATCH), str(_COMPILED), place, doraise=True, optimize=2, invalidation_mode=mode)
    except py_compile.PyCompileError as error:
        wrong = error.exc_value
        raise ValueError(f"{place}, line {getattr(wrong, 'lineno', '?')}: {wrong}") from None
    return _COMPILED.read_bytes()


def _packed(files: "Iterable[tuple[str, bytes]]") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.external_attr = _PLAIN_FILE
            entry.create_system = 3  # Unix
            archive.writestr(entry, content)
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    return packer.compress(out.getvalue()) + packer.flush()
