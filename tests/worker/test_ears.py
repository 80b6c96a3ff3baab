"""Every message of the table is heard by exactly one method, and nobody listens to another."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from curlicue import actions, lessons, messages, payloads
from curlicue.actions import ACTIONS
from curlicue.lessons import TO_PUPIL, TO_TEACHER
from curlicue.messages import FAILED, OPEN, STAGE, TO_PAGE, TO_WORKER, Ears, decode, encode
from tests.worker.bridge import Bridge
from tests.worker.waking import awake, in_a_loop

PAGE = Path(__file__).resolve().parents[2] / "pylib" / "curlicue_page"


PUPIL = "teacher.py"  # hears the worker that teaches


def heard_by_the_page(files: Iterable[Path]) -> list[Any]:
    """Kinds named in calls of ``ears.on``, read from the sources, as they need a browser."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = [ast.unparse(call.args[0]) for call in calls if ast.unparse(call.func) == "ears.on"]
    return [getattr(messages, name, None) or getattr(lessons, name) for name in found]


@in_a_loop
async def test_the_worker_hears_all_that_is_meant_for_it_and_nothing_else(bridge: Bridge) -> None:
    worker = await awake(bridge)
    assert worker.ears.kinds() == set(TO_WORKER) - {OPEN}  # which makes the worker


def test_the_page_hears_all_that_is_meant_for_it_once_and_nothing_else() -> None:
    files = [file for file in sorted(PAGE.glob("*.py")) if file.name != PUPIL]
    assert sorted(heard_by_the_page(files)) == sorted(TO_PAGE)


def test_the_page_hears_all_that_the_worker_that_teaches_says() -> None:
    assert sorted(heard_by_the_page([PAGE / PUPIL])) == sorted(map(str, (*TO_PUPIL, STAGE, FAILED)))


def test_a_message_that_nobody_hears_is_an_error() -> None:
    with pytest.raises(KeyError, match="never-heard-of"):
        Ears().hear("never-heard-of", None)


def test_each_kind_stands_in_one_table_once_and_says_what_it_carries() -> None:
    both = [*TO_WORKER, *TO_PAGE, *TO_TEACHER, *TO_PUPIL]
    assert len(set(both)) == len(both)
    assert set(ACTIONS) < set(TO_WORKER)
    for module in (actions, messages, lessons):
        hints = get_type_hints(module, {**vars(payloads), **vars(module), "Kind": payloads.Kind})
        kinds = {name for name, value in vars(module).items() if name.isupper() and value in both}
        own = {name for name in kinds if name in module.__annotations__}
        assert {name for name in own if get_args(hints[name])} == own
    for module in (actions, messages, lessons):
        assert {name for name in module.__annotations__ if getattr(module, name) in both} == set(module.__annotations__)


def test_text_that_the_page_does_not_read_arrives_as_it_is() -> None:
    for kind in messages.UNREAD:
        assert decode(encode(kind, '3 {"no": "JSON"')) == (kind, '3 {"no": "JSON"')
