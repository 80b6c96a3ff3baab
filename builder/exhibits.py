"""The figures that stand alone on a wall: links to them for the article, their names for the page's first script."""

import json
from pathlib import Path

from builder.article import titles
from builder.errors import BuildError

SHEET, SHEET_TITLE = "draw", "The sheet"  # no section of the article: the toy itself
EXHIBITS = ("states", "ribbons", "network", "detector", SHEET)  # in ?exhibit=..., and id of what is left on the page


def placeholders(site: Path) -> dict[str, str]:
    """What the {{names}} of exhibits stand for, in the article and in that script."""
    links = [f'<a href="./?exhibit={name}">{_title(site, name)}</a>' for name in EXHIBITS]
    return {
        "exhibits": json.dumps(EXHIBITS, separators=(",", ":")),
        "exhibit_links": f"{', '.join(links[:-1])} and {links[-1]}",
    }


def _title(site: Path, name: str) -> str:
    if name == SHEET:
        return SHEET_TITLE
    if (title := titles(site).get(name)) is None:
        raise BuildError(
            f"?exhibit={name} shows a section that the article does not have: "
            "name another in builder/exhibits.py, or take it out there."
        )
    return title
