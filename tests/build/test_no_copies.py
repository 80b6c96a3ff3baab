"""No stretch of code stands in two files, the tests apart: what two places need is written in a third."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    file
    for folder in ("bench", "builder", "pylib", "train")
    for file in (ROOT / folder).rglob("*.py")
    if "node_modules" not in file.parts
)
RUN = 6  # lines
LEAST_TOKENS = 2  # of a line that says something: a decorator does, a bracket alone does not
IDLE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING}


def code_lines(source: str) -> list[tuple[int, str]]:
    """The lines of code that say something, by number: without comments, spaces, docstrings and imports."""
    tree = ast.parse(source)
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            left_out.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    tokens = [each for each in tokenize.generate_tokens(io.StringIO(source).readline) if each.type not in IDLE]
    lines = [(number, [each.string for each in of]) for number, of in groupby(tokens, lambda each: each.start[0])]
    return [(number, " ".join(of)) for number, of in lines if number not in left_out and len(of) >= LEAST_TOKENS]


def runs(file: Path) -> Iterator[tuple[str, int]]:
    """Each run of RUN such lines, and the number of its first one."""
    lines = code_lines(file.read_text(encoding="utf-8"))
    for at in range(len(lines) - RUN + 1):
        yield "\n".join(line for _, line in lines[at : at + RUN]), lines[at][0]


def test_no_run_of_six_lines_stands_in_two_files() -> None:
    seen: dict[str, tuple[Path, int]] = {}
    copies = []
    for file in FILES:
        for run, line in runs(file):
            first, at = seen.setdefault(run, (file, line))
            if first != file:
                copies.append(f"{first.name}:{at} and {file.name}:{line}")
    assert not copies, copies


def test_a_copy_is_found_whatever_its_spaces_and_comments() -> None:
    body = [f"    value_{k} = {k} + 1" for k in range(RUN)]
    plain = "def one():\n" + "\n".join(body)
    noted = "def other():\n" + "\n\n".join(line.replace(" = ", "  =  ") + "  # why" for line in body)
    assert code_lines(plain)[1:] != []
    assert [line for _, line in code_lines(plain)[1:]] == [line for _, line in code_lines(noted)[1:]]


def test_a_decorator_is_a_line_and_a_bracket_is_none() -> None:
    assert [line for _, line in code_lines("@final\nclass One(\n    Two,\n):\n    of = (\n        1 + 2\n    )\n")] == [
        "@ final",
        "class One (",
        "Two ,",
        ") :",
        "of = (",
        "1 + 2",
    ]
