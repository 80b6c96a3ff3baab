"""Sources as a phone needs them say the same with fewer bytes."""

import ast
import json
from pathlib import Path

import pytest

from builder.bundle import CARD_PARTS, bare
from builder.starter import FIRST_BUNDLE, FIRST_CARD, module_name, starter_files, starter_modules
from curlicue.hand import hand_from_card
from curlicue_hands.packed_weights import unpacked
from curlicue_hands.places import LATER
from tests.shipped import shipped_card, shipped_hand

ROOT = Path(__file__).resolve().parents[2]

SOURCE = '''"""A module."""
# a comment
x: int = 1
y: "list[int]"


class A:
    """A class."""

    z: int


async def f(a: int, *rest: str, b: float = 2.0) -> "str | None":
    """A function."""


def g(text: str) -> str:
    "not only a docstring"
    return text + "# no comment"
'''


def test_docstrings_comments_and_annotations_go() -> None:
    assert bare(SOURCE) == (
        "x=1\nclass A:\n pass\nasync def f(a,*rest,b=2.0):\n pass\ndef g(text):\n return text+'# no comment'\n"
    )


def test_of_a_records_fields_their_names_are_left() -> None:
    source = 'class P(NamedTuple("P", [("x", float), ("of", "P | None")])):\n    """A place."""\n\n    __slots__ = ()\n'
    assert bare(source) == "class P(NamedTuple('P','x of')):\n pass\n"


@pytest.mark.parametrize(
    "source",
    [
        "a = 'two  blanks,  and # a sign' if b else not c", "a = 1 if -b < 2 else [3, *d]",
        "return_ = a in 'b' or r'\\c'", "for a in b:\n    if a is not None and (b := 1):\n        raise A from a",
        "a = lambda b, /, *, c=1: b @ c", "x = {'a': 1, **b}\n\n\nassert x, 'no'",
        "a = 1 .real; b = 2.5 .real; c = a[1:, ::2]", "print('a' 'b', b'c', u'd')",
    ],
)  # fmt: skip
def test_blanks_that_mean_nothing_go_and_no_others(source: str) -> None:
    wide = ast.unparse(ast.parse(source)) + "\n"
    tight = bare(source)
    assert ast.dump(ast.parse(tight)) == ast.dump(ast.parse(wide))
    assert len(tight) < len(wide)


def test_what_only_a_function_knows_gets_a_short_name() -> None:
    source = "def f(width, *rest, a=1):\n    half = width / 2\n    return [half + part for part in rest], a, other\n"
    assert bare(source) == "def f(width,*rest,a=1):\n b=width/2\n return([b+c for c in rest],a,other)\n"
    shared = "from m import step\ndef f():\n return[step for step in g()]+step()\n"
    assert bare(shared) == shared
    kept = "def f():\n x_1=1\n def g():\n  return x_1\n return g\n"
    assert bare(kept) == kept


@pytest.mark.parametrize("bundle", list(starter_files(ROOT)))
def test_every_module_still_parses_and_defines_what_it_did(bundle: str) -> None:
    def defined(source: str) -> list[str]:
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        return [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]

    for module in starter_modules(ROOT / "pylib")[bundle]:
        content = starter_files(ROOT)[bundle][module.removeprefix("micropython/")]
        assert defined(content) == defined((ROOT / "pylib" / module).read_text(encoding="utf-8"))


def test_each_module_of_the_later_half_comes_after_those_that_it_needs() -> None:
    bundles = starter_modules(ROOT / "pylib")
    there = {module_name(module) for module in bundles[FIRST_BUNDLE]}
    to_come = {module_name(module) for module in bundles[LATER]}
    for module in bundles[LATER]:
        there.add(module_name(module))
        at_once = ast.parse(bare((ROOT / "pylib" / module).read_text(encoding="utf-8"))).body
        needed = {
            name
            for node in at_once
            if isinstance(node, ast.ImportFrom)
            for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
        }
        assert needed & to_come <= there, f"{module} stands before what it needs"
    assert starter_files(ROOT)[LATER][LATER].split() == list(map(module_name, bundles[LATER]))


def test_the_first_card_holds_all_that_a_hand_needs() -> None:
    card = json.loads(starter_files(ROOT)[FIRST_BUNDLE][FIRST_CARD])
    assert tuple(card) == (*CARD_PARTS, "model_sha256", "training")
    card["weights"] = unpacked(card["weights"])
    assert hand_from_card(card)[:6] == shipped_hand()[:6]
    assert hand_from_card(card).digest == shipped_hand().digest
    assert card["weights"] == shipped_card()["weights"]
