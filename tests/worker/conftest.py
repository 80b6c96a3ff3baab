"""The worker's Python under CPython: what it imports of Pyodide is not there, so a stand-in is."""

import sys
from types import ModuleType

ffi = ModuleType("pyodide.ffi")
ffi.create_proxy = lambda function: function  # type: ignore[attr-defined]
ffi.to_js = lambda value: value  # type: ignore[attr-defined]
sys.modules.setdefault("pyodide", ModuleType("pyodide"))
sys.modules.setdefault("pyodide.ffi", ffi)
