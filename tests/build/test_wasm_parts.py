"""Modules of WebAssembly in two parts: whatever the first has, they do what the whole one does."""

from __future__ import annotations

import base64
import json
import random
import subprocess
from collections.abc import Collection, Mapping
from itertools import combinations
from pathlib import Path

import pytest

from builder import parted as parting
from builder.errors import BuildError
from builder.parted import PARTED, asked_for, in_parts, read_executed, rest_of, whole_of, written_executed
from builder.wasm_format import (
    CODE,
    ELEMENT,
    EXPORT,
    FUNCTION,
    GLOBAL,
    IMPORT,
    MEMORY,
    TABLE,
    TAG,
    TYPE,
    Section,
    code,
    constant,
    function_types,
    module_of,
    number,
    sections,
    skip_global,
    text,
    vector,
)
from builder.wasm_format import Reader as Bytes
from builder.wasm_parts import Parts, instrumented, parted, with_exports
from tests.conftest import ROOT

PAD = b"\x01" * 30  # instructions that do nothing: small bodies are never late
I32, END = b"\x7f", b"\x0b"
ADD, GREATER, DROP = b"\x6a", b"\x4a", b"\x1a"
ONE, TWO, NOTHING = (
    b"\x60\x01" + I32 + b"\x01" + I32,
    b"\x60\x02" + I32 * 2 + b"\x01" + I32,
    b"\x60\x01" + I32 + b"\x00",
)
IMPORTED, ADDS, CALLS, THROWS, CATCHES, COUNTS = range(6)  # functions, by their numbers
RESULTS = [106, 4, 77, 5, 114, 9, 5]  # of calls and of the count, as RUN has them
OWN = 5  # of them are the module's
RUN = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const { joined } = await import(pathToFileURL(process.argv[1]).href);
const bytes = (text) => Buffer.from(text, "base64");
const out = [];
for (const [first, rest] of JSON.parse(readFileSync(0, "utf8"))) {
  const told = [];
  let read = 0;
  const imports = { env: { tell: (number) => told.push(number) } };
  const made = await WebAssembly.instantiate(bytes(first), imports);
  const { instance } = joined(made, imports, { read() { read++; return bytes(rest); } });
  const { calls, catches, counts, memory, count, table } = instance.exports;
  const found = [calls(3), catches(4), catches(40), counts(2), calls(5), table.get(1)(9), count.value];
  out.push([found, told, [...new Uint8Array(memory.buffer, 0, 16)], Object.keys(instance.exports).sort(), read]);
}
console.log(JSON.stringify(out));
"""
PYODIDE = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [pyodide, parts, first, rest] = process.argv.slice(1);
const { joined } = await import(pathToFileURL(parts).href);
const { instantiate } = WebAssembly;
let read = 0;
WebAssembly.instantiate = async (given, imports) => {
  if (given.byteLength < 4e6) return instantiate(given, imports);
  const made = await instantiate(readFileSync(first), imports);
  return joined(made, imports, { read() { read++; return readFileSync(rest); } });
};
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: pyodide });
try {
  const found = python.runPython(`
import decimal, hashlib, json, lzma, re, sqlite3, unicodedata, zlib
def wrong():
    try:
        return [][1]
    except IndexError as error:
        return str(error)
list(map(str, [
    decimal.Decimal(2).sqrt(), hashlib.sha3_256(b"x").hexdigest(), json.loads('{"a": [1, 2.5]}'),
    lzma.decompress(lzma.compress(b"abc" * 99))[-3:], re.sub(r"(a|b)+", "-", "abbaxab"), wrong(),
    sqlite3.connect(":memory:").execute("select max(x), 'z' from (select 4 x union select 5)").fetchall(),
    unicodedata.name("é"), zlib.crc32(b"abc"), sorted({3.5, -1.0, 2e9}), f"{1/3:.17g}", 7**200 % 1009,
]))`);
  console.log(JSON.stringify([found.toJs(), read]));
} catch (error) { console.error(String(error).slice(0, 2000)); }
"""


def body(*instructions: bytes) -> bytes:
    return number(0) + PAD + b"".join(instructions) + END


def call(function: int) -> bytes:
    return b"\x10" + number(function)


def local(place: int) -> bytes:
    return b"\x20" + number(place)


def example() -> bytes:
    """Functions that call one another directly and through a table, an exception, a memory and a global."""
    indirect = b"\x11" + number(0) + number(0)
    throw = local(0) + constant(10) + GREATER + b"\x04\x40" + local(0) + b"\x08\x00" + END + local(0)
    store = constant(4) + local(0) + b"\x36\x02\x00"
    bodies = [
        body(local(0), local(1), ADD),
        body(store, local(0), constant(100), call(ADDS), constant(0), indirect, call(COUNTS)),
        body(throw),
        body(b"\x06" + I32, local(0), call(THROWS), b"\x07\x00", call(IMPORTED), constant(77), END),
        body(b"\x23\x00", constant(1), ADD, b"\x24\x00", b"\x23\x00", local(0), ADD),
    ]
    exports = {"calls": (0, CALLS), "catches": (0, CATCHES), "counts": (0, COUNTS)}
    exports |= {"memory": (2, 0), "count": (3, 0), "table": (1, 0)}
    return module_of(
        [
            Section(TYPE, vector([ONE, TWO, NOTHING])),
            Section(IMPORT, vector([text("env") + text("tell") + b"\x00" + number(2)])),
            Section(FUNCTION, vector(map(number, [1, 0, 0, 0, 0]))),
            Section(TABLE, vector([b"\x70\x00" + number(2)])),
            Section(MEMORY, vector([b"\x01\x01\x01"])),
            Section(TAG, vector([b"\x00" + number(2)])),
            Section(GLOBAL, vector([I32 + b"\x01" + constant(0) + END])),
            Section(EXPORT, vector(text(name) + bytes([kind]) + number(at) for name, (kind, at) in exports.items())),
            Section(ELEMENT, vector([b"\x00" + constant(0) + END + vector(map(number, [COUNTS, CATCHES]))])),
            Section(CODE, code(bodies)),
        ]
    )


def type_entries(content: bytes) -> list[bytes]:
    return [each.content for each in function_types(content)]


def run(modules: Collection[Parts]) -> list[list[object]]:
    """What each gives: results, what was told, memory, names of exports, how often the rest was read."""
    given = json.dumps([[base64.b64encode(part).decode() for part in module] for module in modules])
    command = ["node", "--input-type=module", "-e", RUN, str(ROOT / "site/parts.js")]
    ran = subprocess.run(command, input=given, capture_output=True, text=True, timeout=120, check=False)
    assert ran.stdout, ran.stderr[-2000:]
    found: list[list[object]] = json.loads(ran.stdout)
    return found


def test_a_module_does_the_same_wherever_it_is_cut() -> None:
    module = example()
    cuts = [cut for count in range(OWN + 1) for cut in combinations(range(OWN), count)]
    whole, *found = run([Parts(module, b""), *(parted(module, cut) for cut in cuts)])
    assert whole[0] == RESULTS
    assert [whole[1], whole[4]] == [[40], 0]
    for cut, each in zip(cuts, found, strict=True):
        assert each[:4] == whole[:4], cut
        assert each[4] == (len(cut) < OWN), "the rest is read once, if there is one"


def test_a_module_lets_out_what_it_is_asked_for_and_what_it_imports() -> None:
    asked = asked_for(b'f(exports["calls"],exports.count)')
    names = exported(with_exports(example(), asked))
    assert names == ["calls", "count"]
    to_itself = vector([text("env") + text("catches") + b"\x00" + number(2)])
    found = [one if one.kind != IMPORT else Section(IMPORT, to_itself) for one in sections(example())]
    assert exported(with_exports(module_of(found), asked)) == ["calls", "catches", "count"]


def exported(module: bytes) -> list[str]:
    (content,) = (section.content for section in sections(module) if section.kind == EXPORT)
    reader, names = Bytes(content), []
    for _ in range(reader.number()):
        names.append(reader.take(reader.number()).decode())
        reader.take(2)
    return names


def test_what_is_executed_is_noted() -> None:
    module = instrumented(example())
    script = """
const { instance } = await WebAssembly.instantiate(require("fs").readFileSync(0), { env: { tell() {} } });
const seen = () => Object.keys(instance.exports).filter((name) => instance.exports[name].value === 1
  && name.startsWith(":seen")).map((name) => Number(name.slice(5)));
const found = [seen()];
instance.exports.catches(1);
found.push(seen());
instance.exports.calls(1);
found.push(seen());
console.log(JSON.stringify(found));
"""
    command = ["node", "-e", f"(async () => {{{script}}})()"]
    ran = subprocess.run(command, input=module, capture_output=True, timeout=60, check=False)
    assert ran.stdout, ran.stderr[-2000:]
    assert json.loads(ran.stdout) == [[], [2, 3], [0, 1, 2, 3, 4]]


@pytest.mark.parametrize("path", PARTED)
def test_the_shipped_modules_are_read_to_the_last_byte(dist: Path, path: str) -> None:
    whole = (dist / whole_of(path)).read_bytes()
    assert module_of(sections(whole)) == whole
    found = {section.kind: section.content for section in sections(whole)}
    for kind, read in ((TYPE, type_entries), (GLOBAL, lambda content: Bytes(content).each(skip_global))):
        assert vector(read(found[kind])) == found[kind]


@pytest.mark.parametrize("path", PARTED)
def test_the_first_part_of_what_is_shipped_is_much_smaller(dist: Path, path: str) -> None:
    """Little more than half of what the worker gets; of MicroPython, which is small, a page executes more."""
    whole, first = ((dist / place).stat().st_size for place in (whole_of(path), path))
    assert first < (0.77 if "micropython" in path else 0.6) * whole
    assert (dist / rest_of(path)).is_file()


def test_pyodide_runs_when_half_of_what_it_executes_is_late(dist: Path, tmp_path: Path) -> None:
    path = "vendor/pyodide/pyodide.asm.wasm"
    script = (dist / path).with_suffix(".js").read_bytes()
    module = with_exports((dist / whole_of(path)).read_bytes(), asked_for(script))  # as it is shipped
    noted = sorted(read_executed(PARTED[path].read_text()).functions)
    cuts = {"all": noted, "half": random.Random(1).sample(noted, len(noted) // 2), "none": []}
    found = {name: in_node(parted(module, cut), tmp_path) for name, cut in cuts.items()}
    assert found["all"][0] == found["half"][0] == found["none"][0]
    assert [read for _, read in found.values()] == [1, 1, 1], "some of it nobody has noted"
    assert "LATIN SMALL LETTER E WITH ACUTE" in str(found["all"])


def in_node(parts: Parts, folder: Path) -> tuple[list[str], int]:
    """What Pyodide in these parts gives for a script that asks for much, and how often the rest was read."""
    places = []
    for name, content in parts._asdict().items():
        places.append(folder / f"{name}.wasm")
        places[-1].write_bytes(content)
    command = ["node", "--input-type=module", "-e", PYODIDE, str(ROOT / "node_modules/pyodide")]
    ran = subprocess.run(
        [*command, str(ROOT / "site/parts.js"), *map(str, places)],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert ran.stdout, ran.stderr[-2000:]
    values, read = json.loads(ran.stdout.splitlines()[-1])
    return values, read


def test_another_version_is_shipped_whole_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    files = dict.fromkeys(PARTED, b"another")
    assert in_parts(files) == {whole_of(path): b"another" for path in PARTED}
    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(PARTED)
    assert all("so the site has it whole: run bench/executed.py" in each for each in said)


def test_what_is_noted_is_read_again() -> None:
    functions = {0, 1, 2, 7, 9, 10, *range(100, 4000, 3)}
    written = written_executed(b"x", functions)
    assert read_executed(written).functions == functions
    assert max(map(len, written.splitlines())) <= parting._COLUMNS
    assert written.splitlines()[1].startswith("0-2 7 9-10 100 103")


@pytest.mark.parametrize(
    ("module", "said"),
    [
        (b"<html>", "A file begins with b'<html>'"),
        (
            module_of(
                [Section(TYPE, vector([b"\x5f\x00"])), *(Section(kind, vector([])) for kind in (FUNCTION, CODE))]
            ),
            "A type of form 0x5f was found",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence(module: bytes, said: str) -> None:
    with pytest.raises(BuildError, match=said):
        parted(module, [])


def test_a_module_without_some_sections_gets_them() -> None:
    least = module_of(
        [
            Section(TYPE, vector([ONE])),
            Section(FUNCTION, vector([number(0)])),
            Section(EXPORT, vector([text("calls") + b"\x00\x00"])),
            Section(CODE, code([body(local(0))])),
        ]
    )
    parts: Mapping[str, bytes] = parted(least, [])._asdict()
    script = (
        "process.exitCode = JSON.parse(require('fs').readFileSync(0, 'utf8'))"
        ".every((part) => WebAssembly.validate(Buffer.from(part, 'base64'))) ? 0 : 1"
    )
    given = json.dumps([base64.b64encode(part).decode() for part in parts.values()])
    assert subprocess.run(["node", "-e", script], input=given, text=True, timeout=60, check=False).returncode == 0
