"""index.html: its placeholders filled."""

import re
from collections.abc import Mapping

from builder.errors import BuildError

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9_-]*)\s*\}\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with every {{name}} replaced. BuildError when names and values do not match."""
    wanted = set(_PLACEHOLDER.findall(template))
    if missing := sorted(wanted - values.keys()):
        raise BuildError(f"index.html asks for {', '.join(missing)}, which nothing makes: see builder/assemble.py.")
    if unused := sorted(values.keys() - wanted):
        raise BuildError(
            f"index.html has no place for {', '.join(unused)}: write {{{{{unused[0]}}}}} where that belongs."
        )
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)
