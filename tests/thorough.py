"""Which of many like cases CI tries, that has 45 minutes."""

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def thorough_but(tried: Collection[str], names: Iterable[str]) -> list[Any]:
    """Parameters of a test; those that CI does not try are marked."""
    return [name if name in tried else pytest.param(name, marks=pytest.mark.thorough) for name in names]
