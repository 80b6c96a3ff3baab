"""A module of WebAssembly in two: what is executed as a rule comes first, the rest when it is wanted, or later.

Nothing is rewritten within a function. The first part is the whole module, but the body of each function that was not
executed is replaced by a call through a table, after a look at whether the rest is there. The rest has the same
functions by the same numbers, those of the first part again being calls through that table, and uses the first part's
memory, tables, globals and tags. So addresses of functions, exceptions and shared memory stay as they were. What
brings the rest is site/parts.js, which the first part calls by the table's last entry.

Which functions are executed is seen in a module that notes it (instrumented; bench/executed.py runs it).
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from builder.wasm_format import (
    CODE,
    ELEMENT,
    EXPORT,
    FUNCTION,
    FUNCTION_REFERENCE,
    FUNCTION_TYPE,
    FUNCTIONS,
    GLOBAL,
    GLOBALS,
    IMPORT,
    MEMORIES,
    MEMORY,
    ORDER,
    SKIP,
    TABLE,
    TABLES,
    TAG,
    TAGS,
    TYPE,
    FunctionType,
    Import,
    Reader,
    Section,
    bodies,
    code,
    constant,
    function_types,
    imports,
    module_of,
    number,
    sections,
    skip_global,
    skip_locals,
    text,
    vector,
)

OWN = ":"  # begins the names of exports that are added, and is the module that the rest imports them from
LINKED, SLOTS = f"{OWN}linked", f"{OWN}slots"  # a global that is 1 once the rest is there; the table of functions
SEEN = f"{OWN}seen"  # and a function's number: a global that is 1 once the function was called
SMALL_BYTES = 24  # a body as small as this is no larger than what would stand for it
_ADDED = {TABLES: (TABLE, "table"), MEMORIES: (MEMORY, "memory"), GLOBALS: (GLOBAL, "global"), TAGS: (TAG, "tag")}
_GET_LOCAL, _GET_GLOBAL, _SET_GLOBAL, _CALL, _CALL_INDIRECT = b"\x20", b"\x23", b"\x24", b"\x10", b"\x11"
_NO_LOCALS = number(0)
_IF, _IS_ZERO, _END, _NOTHING = b"\x04\x40", b"\x45", b"\x0b", b""
# memory.init and table.init: segments are the first part's. What drops one stands beside them, as compilers have it.
_OF_SEGMENTS = re.compile(rb"\xfc[\x08\x0c][\x00-\x7f]\x00", re.DOTALL)
_I32, _MUTABLE = b"\x7f", b"\x01"


class Parts(NamedTuple):
    """A module in two."""

    first: bytes
    rest: bytes


class _Module(NamedTuple):
    sections: list[Section]
    types: list[FunctionType]
    imported: list[Import]
    functions: list[int]  # of its own: their types by number
    bodies: list[bytes]
    own: dict[int, list[bytes]]  # by kind: tables, memories, globals and tags that are not imported, without values

    def count(self, kind: int) -> int:
        """How many there are of a kind, imported ones included."""
        mine = self.functions if kind == FUNCTIONS else self.own[kind]
        return sum(one.kind == kind for one in self.imported) + len(mine)


def instrumented(module: bytes) -> bytes:
    """The module with an exported global for each function of its own, 1 once that was called."""
    read = _read(module)
    first = read.count(GLOBALS)
    flags = range(len(read.functions))
    noting = [
        body[: (at := skip_locals(body))] + constant(1) + _SET_GLOBAL + number(first + flag) + body[at:]
        for flag, body in enumerate(read.bodies)
    ]
    return _changed(
        read,
        {
            GLOBAL: _more(_flag() for _ in flags),
            EXPORT: _more(text(f"{SEEN}{flag}") + bytes([GLOBALS]) + number(first + flag) for flag in flags),
            CODE: lambda _: code(noting),
        },
    )


def parted(module: bytes, executed: Collection[int]) -> Parts:
    """The module in two; ``executed`` has the numbers of its own functions that come first, counted from 0."""
    read = _read(module)
    wanted = set(executed)
    here = [index for index, body in enumerate(read.bodies) if index in wanted or _stays(body)]
    there = sorted(set(range(len(read.bodies))) - set(here))
    slot = {index: place for place, index in enumerate([*here, *there])}
    return Parts(_first(read, here, there, slot), _rest(read, there, slot))


def with_exports(module: bytes, asked: Collection[str]) -> bytes:
    """The module, which lets out no more than what has one of these names, or goes by a name that it asks for itself.

    Those of its imports are such: a linker asks for a module's own functions by way of them.
    """
    read = _read(module)
    inside = {name for one in read.imported for name in _names(one.content, 2)}

    def fewer(content: bytes) -> bytes:
        entries = Reader(content).each(_skip_export)
        return vector(entry for entry in entries if _names(entry, 1)[0] in inside | set(asked))

    return _changed(read, {EXPORT: fewer})


def _skip_export(reader: Reader) -> None:
    reader.take(reader.number())
    reader.byte()
    reader.number()


def _names(entry: bytes, count: int) -> list[str]:
    """The names that an entry of a section begins with."""
    reader = Reader(entry)
    return [reader.take(reader.number()).decode() for _ in range(count)]


def _stays(body: bytes) -> bool:
    """Whether a body is in the first part at any rate; bytes that only look like an instruction cost little."""
    return len(body) <= SMALL_BYTES or _OF_SEGMENTS.search(body) is not None


def _first(read: _Module, here: list[int], there: list[int], slot: Mapping[int, int]) -> bytes:
    imported = sum(one.kind == FUNCTIONS for one in read.imported)
    types, plain = _with_plain_type(read)
    link, linked, slots = read.count(FUNCTIONS), read.count(GLOBALS), read.count(TABLES)
    changed = list(read.bodies)
    for index in there:
        changed[index] = _through(read, index, slot[index], slots, before=_CALL + number(link))
    fetch = constant(len(slot)) + _CALL_INDIRECT + number(plain) + number(slots)
    changed.append(_NO_LOCALS + _GET_GLOBAL + number(linked) + _IS_ZERO + _IF + fetch + _END + _END)
    exports = {SLOTS: (TABLES, slots), LINKED: (GLOBALS, linked)}
    for kind, (_, name) in _ADDED.items():
        inside = read.count(kind) - len(read.own[kind])
        exports |= {f"{OWN}{name}{place}": (kind, inside + place) for place in range(len(read.own[kind]))}
    return _changed(
        read,
        {
            TYPE: lambda _: vector(types),
            FUNCTION: _more([number(plain)]),
            TABLE: _more([_slots(len(slot))]),
            GLOBAL: _more([_flag()]),
            EXPORT: _more(text(name) + bytes([kind]) + number(at) for name, (kind, at) in exports.items()),
            ELEMENT: _more([_filling(slots, 0, [imported + index for index in here])]),
            CODE: lambda _: code(changed),
        },
    )


def _rest(read: _Module, there: list[int], slot: Mapping[int, int]) -> bytes:
    imported = sum(one.kind == FUNCTIONS for one in read.imported)
    slots = read.count(TABLES)
    mine = set(there)
    wanted = [one.content for one in read.imported]
    for kind, (_, name) in _ADDED.items():
        wanted += [text(OWN) + text(f"{OWN}{name}{at}") + bytes([kind]) + own for at, own in enumerate(read.own[kind])]
    wanted.append(text(OWN) + text(SLOTS) + bytes([TABLES]) + _slots(len(slot)))
    calls = [body if at in mine else _through(read, at, slot[at], slots) for at, body in enumerate(read.bodies)]
    return module_of(
        [
            Section(TYPE, vector(one.content for one in read.types)),
            Section(IMPORT, vector(wanted)),
            Section(FUNCTION, vector(map(number, read.functions))),
            Section(ELEMENT, vector([_filling(slots, len(slot) - len(there), [imported + index for index in there])])),
            Section(CODE, code(calls)),
        ]
    )


def _through(read: _Module, index: int, slot: int, slots: int, before: bytes = _NOTHING) -> bytes:
    """A body that calls another one for the same function, by its place in the table."""
    kind = read.functions[index]
    given = b"".join(_GET_LOCAL + number(place) for place in range(read.types[kind].parameters))
    return _NO_LOCALS + before + given + constant(slot) + _CALL_INDIRECT + number(kind) + number(slots) + _END


def _with_plain_type(read: _Module) -> tuple[list[bytes], int]:
    """All types, and the number of that which takes and gives nothing."""
    types = [one.content for one in read.types]
    plain = bytes([FUNCTION_TYPE]) + vector([]) + vector([])
    if plain not in types:
        types.append(plain)
    return types, types.index(plain)


def _flag() -> bytes:
    return _I32 + _MUTABLE + constant(0) + _END


def _slots(functions: int) -> bytes:
    """The type of the table: a place for each function, and the last for what brings the rest."""
    return bytes([FUNCTION_REFERENCE, 1]) + number(functions + 1) * 2


def _filling(table: int, at: int, functions: list[int]) -> bytes:
    """An element segment that puts functions into a table, from a place on."""
    return number(2) + number(table) + constant(at) + _END + number(0) + vector(map(number, functions))


def _read(module: bytes) -> _Module:
    found = sections(module)
    by_kind = {section.kind: section.content for section in found}
    none = vector([])
    own = {kind: Reader(by_kind.get(section, none)).each(SKIP[kind]) for kind, (section, _) in _ADDED.items()}
    own[GLOBALS] = [entry[:2] for entry in Reader(by_kind.get(GLOBAL, none)).each(skip_global)]
    functions = Reader(by_kind[FUNCTION])
    return _Module(
        found,
        function_types(by_kind[TYPE]),
        imports(by_kind.get(IMPORT, none)),
        [functions.number() for _ in range(functions.number())],
        bodies(by_kind[CODE]),
        own,
    )


def _more(entries: Iterable[bytes]) -> Callable[[bytes], bytes]:
    """What adds entries to the end of a section."""
    added = list(entries)

    def longer(content: bytes) -> bytes:
        reader = Reader(content)
        count = reader.number()
        return number(count + len(added)) + content[reader.at :] + b"".join(added)

    return longer


def _changed(read: _Module, changes: Mapping[int, Callable[[bytes], bytes]]) -> bytes:
    """The module with changed sections; one that it lacks is made."""
    lacking = [Section(kind, vector([])) for kind in changes if all(kind != one.kind for one in read.sections)]
    found = [*read.sections]
    for section in lacking:
        later = ORDER[ORDER.index(section.kind) :]
        at = next((place for place, one in enumerate(found) if one.kind in later), len(found))
        found.insert(at, section)
    return module_of(
        one if one.kind not in changes else Section(one.kind, changes[one.kind](one.content)) for one in found
    )
