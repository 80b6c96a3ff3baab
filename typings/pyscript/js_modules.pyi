"""Modules of JavaScript that a configuration of PyScript names."""

from typing import Any

def __getattr__(name: str) -> Any: ...
