"""The large modules of WebAssembly as they are shipped: in two parts, and whole for `?full`.

What a session executes of them is noted beside this file by a command (bench/executed.py), for one module by its
digest. Another version of a package is shipped whole until that command was run again.
"""

import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from builder.wasm_parts import parted, with_exports

_NOTED = Path(__file__).with_name("executed")
PARTED = {  # path below dist: what is noted of it
    "vendor/micropython/micropython.wasm": _NOTED / "micropython.txt",
    "vendor/pyodide/pyodide.asm.wasm": _NOTED / "pyodide.txt",
    "vendor/onnxruntime/ort-wasm-simd-threaded.wasm": _NOTED / "onnxruntime.txt",
}
_COLUMNS = 118


class Executed(NamedTuple):
    """What was noted of a module."""

    sha256: str  # of the module, hexadecimal
    functions: frozenset[int]  # its own that were executed, counted from 0


def rest_of(path: str) -> str:
    """Where the rest of a module lies (site/parts.js has the same)."""
    return path.removesuffix(".wasm") + ".rest.wasm"


def whole_of(path: str) -> str:
    """Where the module lies as it was made (site/worker.js has the same)."""
    return path.removesuffix(".wasm") + ".whole.wasm"


def in_parts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The large modules among these files, in parts; one that has changed since it was noted is said, and is whole."""
    made = {}
    for path, noted in PARTED.items():
        module = files[path]
        made[whole_of(path)] = module
        executed = read_executed(noted.read_text(encoding="ascii"))
        if hashlib.sha256(module).hexdigest() == executed.sha256:
            lean = with_exports(module, asked_for(files[path.removesuffix(".wasm") + ".js"]))
            made[path], made[rest_of(path)] = parted(lean, executed.functions)
        else:
            print(
                f"{path} is not the one that builder/executed/{noted.name} was noted for, so the site has it whole: "
                "run bench/executed.py to have it in two parts again.",
                file=sys.stderr,
            )
    return made


def asked_for(script: bytes) -> set[str]:
    """What a script may ask a module for: whatever stands in it like a name. The rest is for modules linked later."""
    text = script.decode()
    return {*re.findall(r"[\w$]+", text), *re.findall(r"[\w$.:]+", text)}


def read_executed(text: str) -> Executed:
    """What a file of builder/executed says."""
    digest, *ranges = text.split()
    pairs = [each.partition("-") for each in ranges]
    found = (number for first, _, last in pairs for number in range(int(first), int(last or first) + 1))
    return Executed(digest, frozenset(found))


def written_executed(module: bytes, functions: Iterable[int]) -> str:
    """The text of such a file: the module's digest, then numbers and ranges of numbers."""
    lines, line = [hashlib.sha256(module).hexdigest()], ""
    for each in _ranges(sorted(set(functions))):
        if len(line) + 1 + len(each) > _COLUMNS:
            lines.append(line)
            line = each
        else:
            line = f"{line} {each}".strip()
    return "\n".join([*lines, line, ""])


def _ranges(numbers: list[int]) -> list[str]:
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in found]
