"""Which kinds of messages there are, as their types say."""

from __future__ import annotations

from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

from curlicue import actions, lessons, messages, payloads

TABLES = (actions, messages, lessons)


def types_of(table: ModuleType) -> dict[str, Any]:
    """The type of every name that a table annotates."""
    return get_type_hints(table, {**vars(table), **vars(payloads)})


def kinds(way: type[payloads.Kind[Any]], *tables: ModuleType) -> set[str]:
    """The kinds of some tables that go one way; an action has none of its own."""
    return {
        getattr(table, name) for table in tables for name, kind in types_of(table).items() if get_origin(kind) is way
    }


def carries(table: ModuleType) -> set[str]:
    """The names of a table's kinds that say what they carry."""
    return {name for name, kind in types_of(table).items() if get_args(kind)}
