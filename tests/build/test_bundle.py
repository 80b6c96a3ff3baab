"""Sources as a phone needs them say the same with fewer bytes."""

import ast
import json
from pathlib import Path

import pytest

from builder.bundle import CARD_PARTS, bare
from builder.starter import FIRST_BUNDLE, FIRST_CARD, starter_files, starter_modules
from curlicue.hand import hand_from_card
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
        "x = 1\n\nclass A:\n pass\n\nasync def f(a, *rest, b=2.0):\n pass\n\n"
        "def g(text):\n return text + '# no comment'\n"
    )


def test_what_only_a_function_knows_gets_a_short_name() -> None:
    source = "def f(width, *rest, a=1):\n    half = width / 2\n    return [half + part for part in rest], a, other\n"
    assert bare(source) == "def f(width, *rest, a=1):\n b = width / 2\n return ([b + c for c in rest], a, other)\n"
    shared = "from m import step\n\ndef f():\n return [step for step in g()] + step()\n"
    assert bare(shared) == shared
    kept = "def f():\n x_1 = 1\n\n def g():\n  return x_1\n return g\n"
    assert bare(kept) == kept


@pytest.mark.parametrize("bundle", list(starter_files(ROOT)))
def test_every_module_still_parses_and_defines_what_it_did(bundle: str) -> None:
    def defined(source: str) -> list[str]:
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        return [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]

    for module in starter_modules(ROOT / "pylib")[bundle]:
        content = starter_files(ROOT)[bundle][module.removeprefix("micropython/")]
        assert defined(content) == defined((ROOT / "pylib" / module).read_text(encoding="utf-8"))


def test_the_first_card_holds_all_that_a_hand_needs() -> None:
    card = json.loads(starter_files(ROOT)[FIRST_BUNDLE][FIRST_CARD])
    assert tuple(card) == (*CARD_PARTS, "training")
    assert hand_from_card(card)[:6] == shipped_hand()[:6]
    assert card["weights"] == shipped_card()["weights"]
