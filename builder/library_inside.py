"""Run by the pinned Pyodide itself, under Node: makes what a worker runs of Python, compiled.

Compiled code is of one Python version, so that version has to compile it. An archive stores its files as they are and
is packed as one, which is a tenth smaller than files packed one by one.
"""

import importlib
import io
import json
import sys
import traceback
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path

LEFT_OUT = "left_out.txt"  # in the library: names of the modules that are not, see curlicue_worker.left_out
_SCRATCH, _COMPILED = Path("module.py"), Path("module.pyc")  # in Pyodide's own files
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold
_PLAIN_FILE = 0o100644 << 16  # "-rw-r--r--"
_GZIP = 31  # zlib's number for its format


def library(argument: str) -> bytes:
    """Of Python's library, the modules that importing these names (JSON) runs, besides what Pyodide itself needs."""
    return _packed(_library(_exercised(json.loads(argument)), with_rest=True))


def modules(argument: str) -> bytes:
    """Modules of ours, and what they want of the library beyond what is there.

    JSON: ``texts`` of ours by their paths; ``there`` and ``wanted``, names to import.
    """
    asked = json.loads(argument)
    there = _exercised(asked["there"])
    more = _exercised(asked["wanted"]) - there
    ours = [(f"{path}c", _compiled(path, text.encode())) for path, text in asked["texts"].items()]
    return _packed([*ours, *_library(more)])


def _exercised(names: "list[str]") -> "set[str]":
    """All that is imported once these are, and an exception has been told of."""
    for name in names:
        importlib.import_module(name)
    try:
        raise ImportError("an example") from KeyError("its cause")
    except ImportError as error:
        traceback.format_exception(error)
    return set(sys.modules)


def _library(names: "Collection[str]", with_rest: bool = False) -> "Iterable[tuple[str, bytes]]":
    """Modules of the library by name, compiled; the names of all others may come last."""
    import zipfile  # now: what was imported has been looked at

    archive = zipfile.ZipFile(next(path for path in sys.path if path.endswith(".zip")))
    known = {path: _name(path) for path in archive.namelist() if path.endswith(".py")}
    for path in sorted(path for path, name in known.items() if name in names):
        yield f"{path}c", _compiled(f"{archive.filename}/{path}", archive.read(path))
    if with_rest:
        yield LEFT_OUT, "\n".join(sorted(set(known.values()) - set(names))).encode()


def _name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _compiled(place: str, source: bytes) -> bytes:
    import py_compile

    _SCRATCH.write_bytes(source)
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    try:
        py_compile.compile(str(_SCRATCH), str(_COMPILED), place, doraise=True, optimize=2, invalidation_mode=mode)
    except py_compile.PyCompileError as error:
        wrong = error.exc_value
        raise ValueError(f"{place}, line {getattr(wrong, 'lineno', '?')}: {wrong}") from None
    return _COMPILED.read_bytes()


def _packed(files: "Iterable[tuple[str, bytes]]") -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.external_attr = _PLAIN_FILE
            entry.create_system = 3  # Unix
            archive.writestr(entry, content)
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    return packer.compress(out.getvalue()) + packer.flush()
