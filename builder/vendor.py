"""The files of the npm packages that the site ships, and the changes made to them."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from builder.errors import BuildError


class Vendored(NamedTuple):
    """One file of an npm package and where it goes below dist/vendor."""

    source: str  # glob below node_modules that matches exactly one file
    folder: str  # below dist/vendor


# Only what `<script type="mpy">`, the worker and site/kept.js fetch. PyScript's other chunks are plugins, editors and a
# TOML parser that the JSON configuration does without (the error plugin's is fetched even when it is switched off);
# onnxruntime-web's other builds are twice the size.
VENDORED = (
    Vendored("@pyscript/core/dist/core.js", "pyscript"),
    Vendored("@pyscript/core/dist/core-*.js", "pyscript"),
    Vendored("@pyscript/core/dist/error-*.js", "pyscript"),
    Vendored("@micropython/micropython-webassembly-pyscript/micropython.mjs", "micropython"),
    Vendored("@micropython/micropython-webassembly-pyscript/micropython.wasm", "micropython"),
    Vendored("pyodide/pyodide.mjs", "pyodide"),
    Vendored("pyodide/pyodide.asm.mjs", "pyodide"),
    Vendored("pyodide/pyodide.asm.wasm", "pyodide"),
    Vendored("pyodide/python_stdlib.zip", "pyodide"),
    Vendored("pyodide/pyodide-lock.json", "pyodide"),
    Vendored("onnxruntime-web/dist/ort.wasm.min.mjs", "onnxruntime"),
    Vendored("onnxruntime-web/dist/ort-wasm-simd-threaded.mjs", "onnxruntime"),
    Vendored("onnxruntime-web/dist/ort-wasm-simd-threaded.wasm", "onnxruntime"),
    Vendored("idb-keyval/dist/index.js", "idb-keyval"),
)

# onnxruntime's loader asks for shared memory of at most 65,536 pages of 64 KiB (4 GiB of address space), even
# on one thread, which phones refuse; 1,024 pages (64 MiB) are plenty: it uses little over 16 MiB.
_LOADER = "ort-wasm-simd-threaded.mjs"
_ASKED = "initial:256,maximum:65536,shared:!0"
_ENOUGH = "initial:256,maximum:1024,shared:!0"

# Some hosts send .mjs without a script's type, and a browser then runs nothing of it; every host knows .js.
_MODULE = ".mjs"

# Pyodide reads the list of its packages whenever it starts; nobody loads one.
_LOCK = "pyodide-lock.json"

_SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*\Z")  # points to a file that is not shipped


def vendored_files(modules: Path) -> dict[str, bytes]:
    """Path below dist -> content of every vendored file. BuildError when a package is not as expected."""
    files: dict[str, bytes] = {}
    for item in VENDORED:
        found = sorted(modules.glob(item.source))
        if len(found) != 1:
            raise BuildError(
                f"node_modules has {len(found)} files {item.source}, expected one: "
                "the package has changed, so check builder/vendor.py against it."
            )
        files[f"vendor/{item.folder}/{_plain_name(found[0].name)}"] = _prepared(found[0])
    return files


def _plain_name(name: str) -> str:
    """The name of a file in dist."""
    return name.removesuffix(_MODULE) + ".js" if name.endswith(_MODULE) else name


def _prepared(file: Path) -> bytes:
    content = file.read_bytes()
    if file.name == _LOCK:
        return json.dumps({**json.loads(content), "packages": {}}).encode()
    if file.suffix not in {".js", _MODULE}:
        return content
    content = _SOURCE_MAP.sub(b"\n", content)
    if file.name == _LOADER:
        content = _patched(file.name, content)
    for item in VENDORED:  # the names by which these files ask for one another
        name = item.source.rpartition("/")[2]
        content = content.replace(name.encode(), _plain_name(name).encode())
    return content


def _patched(name: str, content: bytes) -> bytes:
    count = content.count(_ASKED.encode())
    if count != 1:
        raise BuildError(
            f"{name} holds {_ASKED!r} {count} times, expected once: "
            "onnxruntime-web has changed, so check the patch in builder/vendor.py."
        )
    return content.replace(_ASKED.encode(), _ENOUGH.encode())
