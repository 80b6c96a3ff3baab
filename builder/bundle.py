"""The starter's Python in one file: its sources as a reader needs them become sources as a phone needs them.

Docstrings, comments, annotations and the types of records' fields go: MicroPython does nothing with them, and they are
half of what a phone would fetch and compile. A function's own variables get names of one letter, and blanks that mean
nothing go. What is left is the same code, statement for statement. One file instead of thirty saves round trips.
"""

import ast
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from string import ascii_letters
from symtable import symtable
from token import DEDENT, INDENT, NEWLINE
from tokenize import NL, generate_tokens
from typing import Any

from builder.errors import BuildError
from curlicue.hand import DIGITS
from curlicue_hands.packed_weights import BASE, FIRST_DIGIT, MIDDLE, PLACES, WEIGHT_UNITS

BETWEEN = "\x1e"  # the record separator: no source has one; site/main.py and site/files.js know it as well
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Import, ast.ImportFrom, ast.Global)
_LAYOUT = (INDENT, DEDENT, NEWLINE, NL)  # tokens that say how lines stand
_INDENT = re.compile("^(    )+", re.MULTILINE)
TRAINING_PARTS = ("autoregression",)  # and of what it says of the training
CARD_PARTS = ("name", "title", "loop", "start", "weights")  # what a hand needs of its card, see curlicue.hand


def bundle(sources: dict[str, str]) -> str:
    """The text of {path in MicroPython's file system: content}: each path and each content between separators.

    MicroPython splits it at once; JSON it would read letter by letter, and that took longer than to write the files.
    """
    return BETWEEN.join(["", *(piece for file in sources.items() for piece in file), ""])


def bare(source: str) -> str:
    """Python source without docstrings, comments and annotations, with short names for what only a function knows.

    Indented by one. SyntaxError as Python raises it.
    """
    tree = _Barer().visit(ast.parse(source))
    known = set(symtable(source, "<source>", "exec").get_identifiers())
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            _shorten(node, known)
    return _tight(ast.unparse(ast.fix_missing_locations(tree)) + "\n")


def _tight(wide: str) -> str:
    """The same code with no blank that it can do without; ``wide`` is as ast.unparse writes it, no line continued."""
    indented = _INDENT.sub(lambda found: " " * (len(found[0]) // 4), wide)
    text, row, end = "", 0, 0
    for token in generate_tokens(StringIO(indented).readline):
        if token.type in _LAYOUT or not token.string:
            continue
        if token.start[0] != row:
            text += "\n" * bool(text) + " " * token.start[1]
        elif token.start[1] > end and _is_word(text[-1]) and _is_word(token.string[0]):
            text += " "
        text += token.string
        row, end = token.end
    return text + "\n" * bool(text)


def _is_word(letter: str) -> bool:
    """Whether a blank beside this letter may keep two things apart: words, a string and its prefix, a whole number."""
    return letter.isalnum() or letter in "_'\"."


def bare_card(card: Path) -> str:
    """A model card with only what draws."""
    whole = json.loads(card.read_text(encoding="utf-8"))
    bare = {part: whole[part] for part in CARD_PARTS}
    bare["weights"] = packed_weights(whole["weights"])
    bare["model_sha256"] = whole["model_sha256"][:DIGITS]
    bare["training"] = {part: whole["training"][part] for part in TRAINING_PARTS}
    return json.dumps(bare, separators=(",", ":"))


def packed_weights(weights: dict[str, list[Any]]) -> list[Any]:
    """A card's weights in a form that packs to a third less: curlicue_page.cards.unpacked has them as they were.

    Their numbers as digits to the base BASE, all first digits before all second ones: [digits, [[name, rows,
    columns or 0], ...]].
    """
    tensors, row = [], []
    for name, values in weights.items():
        two = isinstance(values[0], list)
        tensors.append([name, len(values), len(values[0]) if two else 0])
        row += [round(WEIGHT_UNITS * value) + MIDDLE for line in values for value in (line if two else [line])]
    if not all(0 <= number < 2 * MIDDLE for number in row):
        raise BuildError(f"a hand's weights: found one beyond {MIDDLE // WEIGHT_UNITS}; train it with another seed")
    places = [[number // BASE**place % BASE for number in row] for place in range(PLACES)]
    return ["".join(chr(FIRST_DIGIT + value) for place in places for value in place), tensors]


def _shorten(function: ast.FunctionDef | ast.AsyncFunctionDef, known: set[str]) -> None:
    """Give a function's variables short names: not its parameters, which callers name, nor what the module knows."""
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    if any(isinstance(node, _SCOPES) for node in nodes):  # whose names they share
        return
    names = [node for node in nodes if isinstance(node, ast.Name)]
    parameters = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    kept = parameters | known
    own = dict.fromkeys(node.id for node in names if isinstance(node.ctx, ast.Store) and node.id not in kept)
    free = (letter for letter in ascii_letters if letter not in parameters | {node.id for node in names})
    short = dict(zip(own, free, strict=False))  # those beyond the alphabet keep their names
    for node in nodes:
        if isinstance(node, ast.Name):
            node.id = short.get(node.id, node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name is not None:
            node.name = short.get(node.name, node.name)


def _pairs(fields: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Name and type of each field of a record, as its source has them."""
    for pair in fields.elts if isinstance(fields, ast.List) else ():
        if isinstance(pair, ast.Tuple) and isinstance(pair.elts[0], ast.Constant):
            yield str(pair.elts[0].value), pair.elts[1]


class _Barer(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.Assign | None:  # the visitor's own names
        if node.value is None:
            return None
        return ast.Assign(targets=[node.target], value=node.value)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom | None:
        """Of typing only what runs: records."""
        if node.module == "typing":
            node.names = [alias for alias in node.names if alias.name == "NamedTuple"]
        return node if node.names else None

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        """What is for the type checker alone never runs."""
        self.generic_visit(node)
        for_types = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        return node.orelse if for_types else node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        """Of a record's fields only their names: pylib/micropython/typing.py makes records of those."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "NamedTuple":
            name, fields = node.args
            node.args = [name, ast.Constant(" ".join(field for field, _ in _pairs(fields)))]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.Assign | None:
        """What only CPython makes use of goes too."""
        self.generic_visit(node)
        return None if ast.unparse(node) == "__slots__ = ()" else node

    def _body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
        self.generic_visit(node)
        if not node.body and not isinstance(node, ast.Module):
            node.body = [ast.Pass()]

    def visit_Module(self, node: ast.Module) -> ast.Module:
        self._body(node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        self._body(node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self._body(node)
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        node.returns = None
        self._body(node)
        return node
