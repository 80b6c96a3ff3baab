"""Which modules a module needs: read from the syntax trees, so that nothing is shipped that nothing imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

from builder.errors import BuildError


def reached(pylib: Path, entry: str) -> list[Path]:
    """Files below `pylib` that importing the module `entry` ("package.module") would run, sorted."""
    found: set[Path] = set()
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        path = pylib.joinpath(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if file.is_file() and file not in found:
            found.add(file)
            waiting += [*imported(file, for_types=False), *name.split(".")[:1]]
    return sorted(found)


def imported(file: Path, for_types: bool = True) -> Iterator[str]:
    """Dotted names that a file imports, wherever in it; what only a type checker reads may be left out.

    Of `from a import b` both a and a.b, as b may be a module. BuildError where it is no Python.
    """
    try:
        waiting: list[ast.AST] = [ast.parse(file.read_text(encoding="utf-8"))]
    except SyntaxError as error:
        wrong = f"{error.msg}, line {error.lineno}"
        raise BuildError(f"{file} is no Python ({wrong}): mend it, then build again.") from None
    while waiting:
        node = waiting.pop()
        if not for_types and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
