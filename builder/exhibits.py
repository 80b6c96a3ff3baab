"""The figures that stand alone on a wall: links to them for the article, their names for the page's first script."""

from pathlib import Path

from builder.article import titles
from builder.errors import BuildError
from curlicue_page.walls import SECTIONS, SHEET

SHEET_TITLE = "The sheet"


def placeholders(site: Path) -> dict[str, str]:
    """What the {{names}} of exhibits stand for, in the article and in that script."""
    links = [f'<a href="./?exhibit={name}">{_title(site, name)}</a>' for name in SECTIONS]
    return {"exhibits": " ".join(SECTIONS), "exhibit_links": f"{', '.join(links[:-1])} and {links[-1]}"}


def _title(site: Path, name: str) -> str:
    if name == SHEET:
        return SHEET_TITLE
    if (title := titles(site).get(SECTIONS[name])) is None:
        raise BuildError(
            f"?exhibit={name} shows section {SECTIONS[name]}, which the article does not have: "
            "name another in curlicue_page/walls.py, or take it out there."
        )
    return title
