"""Words stand apart from the arithmetic: another language would be another room of words, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PYLIB = Path(__file__).resolve().parents[2] / "pylib"
ROOMS = (
    "curlicue",
    "curlicue_study",
    "curlicue_teach",
    "curlicue_write",
    "curlicue_ink",
    "curlicue_view",
    "curlicue_detector",
    "curlicue_page",
    "curlicue_drawing",
    "curlicue_out",
    "curlicue_finger",
)
SENTENCE = re.compile(r"[A-Za-z’']+,?( [A-Za-z’'\0]+,?){3,}")  # four words in a row; \0 is what an f-string puts in
TAG = re.compile(r"<[^>]*>?")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def is_sentence(text: str) -> bool:
    """Whether a string says something to a reader, markup left out."""
    return SENTENCE.search(TAG.sub("", text)) is not None


def texts(node: ast.AST) -> Iterator[str]:
    """The strings of a syntax tree, sums and f-strings as wholes; no docstring, annotation, error or print."""
    if isinstance(node, ast.Raise | ast.Assert) or _is_print(node):
        return
    if isinstance(node, ast.Constant | ast.JoinedStr) or _is_sum(node):
        yield _text(node)
        return
    for name, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        if name == "body" and isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            children = children[1:]
        for child in children:
            if isinstance(child, ast.AST) and name not in {"annotation", "returns"}:
                yield from texts(child)


def _is_print(node: ast.AST) -> bool:
    """Whether something is said to the console."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "js.console.info"}


def _is_sum(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)


def _text(node: ast.AST) -> str:
    """What a string expression says, as far as it stands there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    if isinstance(node, ast.BinOp) and _is_sum(node):
        return _text(node.left) + _text(node.right)
    return "\0"


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_stands_where_numbers_are_made(room: str) -> None:
    for file in sorted((PYLIB / room).glob("*.py")):
        said = [text for text in texts(ast.parse(file.read_text(encoding="utf-8"))) if is_sentence(text)]
        assert not said, f"{file.name} says {said[0]!r}; give a code or a number, and say it in curlicue_words"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('a = "The curl hardly notices."', True),
        ('a = f"a radius of {r} px becomes {s}"', True),
        ('a = "of " + shown(x) + " it keeps " + y', True),
        ('"""What it says here is only a docstring."""', False),
        ('raise ValueError("found none of the numbers that were expected")', False),
        ('a: "dict of str and more str" = 1', False),
        ('a = \'<path class="zero" d="M0 \' + middle', False),
    ],
)
def test_a_sentence_is_told_from_other_strings(source: str, found: bool) -> None:
    assert any(is_sentence(text) for text in texts(ast.parse(source))) == found
