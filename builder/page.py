"""Placeholders in html, filled."""

import re
from collections.abc import Mapping

from builder.errors import BuildError

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9_-]*)\s*\}\}")


def fill(template: str, values: Mapping[str, str], where: str) -> str:
    """The template with every {{name}} replaced. BuildError for a name without a value, which says ``where`` it is."""
    wanted = set(_PLACEHOLDER.findall(template))
    if missing := sorted(wanted - values.keys()):
        raise BuildError(f"{where} asks for {', '.join(missing)}, which nothing makes: see builder/assemble.py.")
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)
