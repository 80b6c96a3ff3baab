"""The browser as Python sees it: whatever is asked of it is not ours to check."""

from typing import Any

def __getattr__(name: str) -> Any: ...
