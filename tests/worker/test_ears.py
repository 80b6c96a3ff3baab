"""Every message of the table is heard by exactly one method, and nobody listens to another."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from curlicue import actions, lessons, messages
from curlicue.actions import ACTIONS
from curlicue.messages import FAILED, OPEN, STAGE, Ears, decode, encode
from curlicue.payloads import Kind, ToPage, ToWorker
from tests.worker.bridge import Bridge
from tests.worker.kinds import TABLES, carries, kinds
from tests.worker.waking import awake, in_a_loop

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "pylib" / "curlicue_page"
SITE = ROOT / "site"


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
    assert worker.ears.kinds() == {*ACTIONS, *kinds(ToWorker, messages)} - {OPEN}  # which makes the worker


def test_the_page_hears_all_that_is_meant_for_it_once_and_nothing_else() -> None:
    files = [file for file in sorted(PAGE.glob("*.py")) if file.name != PUPIL]
    assert sorted(heard_by_the_page(files)) == sorted(kinds(ToPage, messages))


def test_the_page_hears_all_that_the_worker_that_teaches_says() -> None:
    assert sorted(heard_by_the_page([PAGE / PUPIL])) == sorted({*kinds(ToPage, lessons), STAGE, FAILED})


def test_a_message_that_nobody_hears_is_an_error() -> None:
    with pytest.raises(KeyError, match="never-heard-of"):
        Ears().hear("never-heard-of", None)


def test_each_kind_stands_in_one_table_once_and_says_which_way_it_goes_and_what_it_carries() -> None:
    assert kinds(Kind, *TABLES) == set(ACTIONS) == kinds(Kind, actions)
    found = [getattr(table, name) for table in TABLES for name in table.__annotations__]
    assert len(set(found)) == len(found)
    assert set(found) == set(ACTIONS) | kinds(ToWorker, messages, lessons) | kinds(ToPage, messages, lessons)
    for table in TABLES:
        assert carries(table) == set(table.__annotations__)


def test_what_javascript_says_by_itself_is_of_the_tables_kinds() -> None:
    boot = (SITE / "worker.js").read_text(encoding="utf-8")
    said = re.findall(r"""postMessage\(['`]([\w-]+) """, boot)
    assert sorted(said) == sorted([FAILED, STAGE])
    decode(*re.findall(r"postMessage\('(.+)'\)", boot))


def test_text_that_the_page_does_not_read_arrives_as_it_is() -> None:
    for kind in messages.UNREAD:
        assert decode(encode(kind, '3 {"no": "JSON"')) == (kind, '3 {"no": "JSON"')
