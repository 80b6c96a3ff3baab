"""Reads and writes the binary format of WebAssembly as far as whole sections and their entries, not the code in them.

https://webassembly.github.io/spec/core/binary/modules.html
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from builder.errors import BuildError

MAGIC = b"\0asm\1\0\0\0"
TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, ELEMENT, CODE, TAG = 1, 2, 3, 4, 5, 6, 7, 9, 10, 13  # sections
ORDER = (1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11)  # in which a module has them
FUNCTIONS, TABLES, MEMORIES, GLOBALS, TAGS = range(5)  # kinds of what is imported and exported
FUNCTION_TYPE, FUNCTION_REFERENCE = 0x60, 0x70
_END = 0x0B
# What a constant expression may hold, and how many bytes follow it; of None it is one number of any length.
_CONSTANTS: dict[int, int | None] = {0x41: None, 0x42: None, 0x43: 4, 0x44: 8, 0x23: None, 0xD0: None, 0xD2: None}
_CONSTANTS |= dict.fromkeys((0x6A, 0x6B, 0x6C, 0x7C, 0x7D, 0x7E), 0)  # sums and products


class Section(NamedTuple):
    """A section by its number, and what is in it."""

    kind: int
    content: bytes


class Import(NamedTuple):
    """What a module wants from outside."""

    kind: int  # FUNCTIONS to TAGS
    content: bytes  # as it stands there, names included


class FunctionType(NamedTuple):
    """A function's type."""

    parameters: int  # how many
    content: bytes


class Reader:
    """Reads on through bytes."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.at = 0

    @property
    def more(self) -> bool:
        """Whether anything is left."""
        return self.at < len(self._content)

    def byte(self) -> int:
        """The next byte."""
        self.at += 1
        return self._content[self.at - 1]

    def number(self) -> int:
        """The next number without a sign, as LEB128 has it; one with a sign is as long."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def take(self, count: int) -> bytes:
        """That many bytes."""
        self.at += count
        return self._content[self.at - count : self.at]

    def since(self, at: int) -> bytes:
        """What was read from a place on."""
        return self._content[at : self.at]

    def each(self, skip: Callable[["Reader"], object]) -> list[bytes]:
        """The entries of a vector, each as the bytes that skip goes over."""
        found = []
        for _ in range(self.number()):
            at = self.at
            skip(self)
            found.append(self.since(at))
        return found


def number(value: int) -> bytes:
    """A number without a sign, as LEB128 has it."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def constant(value: int) -> bytes:
    """The instruction that gives a number of 32 bits, not below zero."""
    out = number(value)
    return b"\x41" + (out if out[-1] < 0x40 else out[:-1] + bytes([out[-1] | 0x80, 0]))


def text(value: str) -> bytes:
    """A name."""
    return number(len(value.encode())) + value.encode()


def vector(entries: Iterable[bytes]) -> bytes:
    """Entries, and how many they are."""
    listed = list(entries)
    return number(len(listed)) + b"".join(listed)


def sections(module: bytes) -> list[Section]:
    """The sections of a module, in their order. BuildError if it is none."""
    if not module.startswith(MAGIC):
        raise BuildError(
            f"A file begins with {module[:8]!r}, but a module of WebAssembly with {MAGIC!r}: fetch it again."
        )
    reader = Reader(module)
    reader.take(len(MAGIC))
    found = []
    while reader.more:
        kind = reader.byte()
        found.append(Section(kind, reader.take(reader.number())))
    return found


def module_of(parts: Iterable[Section]) -> bytes:
    """A module of these sections."""
    written = (bytes([kind]) + number(len(content)) + content for kind, content in parts)
    return MAGIC + b"".join(written)


def function_types(content: bytes) -> list[FunctionType]:
    """The entries of the section of types. BuildError for one that is no function's."""
    found = []

    def one(reader: Reader) -> None:
        form = reader.byte()
        if form != FUNCTION_TYPE:
            raise BuildError(f"A type of form {form:#x} was found, but only functions' can be read: ship it whole.")
        parameters = reader.number()
        reader.take(parameters)
        reader.take(reader.number())
        found.append(parameters)

    entries = Reader(content).each(one)
    return [FunctionType(parameters, entry) for parameters, entry in zip(found, entries, strict=True)]


def imports(content: bytes) -> list[Import]:
    """The entries of the section of imports."""
    kinds = []

    def one(reader: Reader) -> None:
        for _ in range(2):
            reader.take(reader.number())
        kinds.append(reader.byte())
        SKIP[kinds[-1]](reader)

    entries = Reader(content).each(one)
    return [Import(kind, entry) for kind, entry in zip(kinds, entries, strict=True)]


def _limits(reader: Reader) -> None:
    flags = reader.byte()
    for _ in range(2 if flags & 1 else 1):
        reader.number()


def _table(reader: Reader) -> None:
    reader.byte()
    _limits(reader)


def _tag(reader: Reader) -> None:
    reader.byte()
    reader.number()


# By kind: goes over what an import or a section says of one. Of types, those of numbers and references are one byte.
SKIP: dict[int, Callable[[Reader], object]] = {
    FUNCTIONS: Reader.number,
    TABLES: _table,
    MEMORIES: _limits,
    GLOBALS: lambda reader: reader.take(2),
    TAGS: _tag,
}


def skip_global(reader: Reader) -> None:
    """Goes over a global with the expression that gives its first value. BuildError for one that is not known."""
    SKIP[GLOBALS](reader)
    while (code := reader.byte()) != _END:
        if code not in _CONSTANTS:
            raise BuildError(f"A global begins with instruction {code:#x}, which is not known: ship the module whole.")
        length = _CONSTANTS[code]
        if length is None:
            reader.number()
        else:
            reader.take(length)


def bodies(content: bytes) -> list[bytes]:
    """The functions' bodies in the section of code, each without its length."""
    reader = Reader(content)
    return [reader.take(reader.number()) for _ in range(reader.number())]


def code(entries: Iterable[bytes]) -> bytes:
    """The section of code with these bodies."""
    return vector(number(len(body)) + body for body in entries)


def skip_locals(body: bytes) -> int:
    """Where the instructions of a body begin."""
    reader = Reader(body)
    for _ in range(reader.number()):
        reader.number()
        reader.byte()
    return reader.at
