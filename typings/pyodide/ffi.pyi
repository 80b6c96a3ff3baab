"""The two functions of Pyodide's foreign function interface that the worker uses."""

from typing import Any

def create_proxy(obj: Any) -> Any: ...
