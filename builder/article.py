"""The article: its sections in order, and the pages that hold them.

index.html comes with the first sections alone: all that it holds, a phone fetches before the first ink. rest.html is
the others and the time bar as a fragment, which site/first.js adds once there is ink, and article.html all sections
without a script: for a browser without JavaScript, and for print.
"""

import math
import re
from html import unescape
from pathlib import Path

from builder.errors import BuildError
from builder.page import fill

FOLDER = "article"  # in site: a fragment for each section
FIRST = ("mind", "why", "states")
FURTHER = (
    "gates", "training-data", "learn", "ribbons", "network", "pen-step", "trained", "teach", "kept", "follows", "hands",
    "detector", "limits", "built", "credits", "device",
)  # fmt: skip
ESSENCE = (*FIRST, FURTHER[0])  # for who is in a hurry
REST, PRINTED, INDEX = "rest.html", "article.html", "index.html"
BENCH = "bench.html"  # in site: how fast all of it is on the reader's device
TIME_BAR = "time-bar.html"  # in site: curlicue_page.later moves it out of the article, to the end of the page
TAKE_ALONG = "take-along.html"  # in site: the same by curlicue_page.take_along
WRITE = "write.html"  # in site, too: the form of who wants a word written, moved below the sheet
WORDS_PER_MIN = 220

_HEADING = re.compile(r'<section id="([a-z-]+)">\s*<h2>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def sections(site: Path, names: tuple[str, ...]) -> str:
    """The fragments of these sections, each heading with a link to itself beside it. BuildError for a missing one."""
    return "\n".join(_HEADING.sub(_with_anchor, _fragment(site, name)) for name in names)


def _fragment(site: Path, name: str) -> str:
    path = site / FOLDER / f"{name}.html"
    try:
        return path.read_text(encoding="utf-8").rstrip()
    except FileNotFoundError:
        raise BuildError(
            f"site/{FOLDER} has no {path.name}: write that section, or take it out of builder/article.py."
        ) from None


def _with_anchor(found: re.Match[str]) -> str:
    name, title = found.groups()
    link = f'<a class="anchor" href="#{name}" aria-label="Link to “{_TAG.sub("", title)}”"></a>'
    return f'<section id="{name}">\n  <h2>{title}</h2>{link}'  # beside the heading: it is no part of its name


def titles(site: Path) -> dict[str, str]:
    """What stands over each section, by its name, in the article's order."""
    return dict(_HEADING.findall("\n".join(_fragment(site, name) for name in FIRST + FURTHER)))


def contents(site: Path) -> str:
    """A list of all sections, folded, with the time it takes to read them."""
    text = "\n".join(_fragment(site, name) for name in FIRST + FURTHER)
    essence = "\n".join(_fragment(site, name) for name in ESSENCE)
    items = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title in titles(site).items())
    return (
        f'<nav aria-label="Contents"><details class="contents"><summary>Contents: {reading_minutes(text)} minutes to '
        f"read, {reading_minutes(essence)} for the first three parts</summary><ol>{items}</ol></details></nav>"
    )


def reading_minutes(html: str) -> int:
    """How long it takes to read what a fragment shows."""
    return math.ceil(len(unescape(_TAG.sub(" ", html)).split()) / WORDS_PER_MIN)


def article_pages(site: Path, values: dict[str, str]) -> dict[str, bytes]:
    """The four pages, filled."""
    parts = {
        "first_sections": "\n".join((sections(site, FIRST[:1]), contents(site), sections(site, FIRST[1:]))),
        "further_sections": sections(site, FURTHER),
    }
    filled = {name: fill(text, values, where=f"site/{FOLDER}") for name, text in parts.items()}
    moved = [(site / name).read_text(encoding="utf-8") for name in (TAKE_ALONG, WRITE, TIME_BAR)]
    pages = {REST: "\n".join((filled["further_sections"], *moved))}
    for page in (INDEX, PRINTED, BENCH):
        template = (site / page).read_text(encoding="utf-8")
        pages[page] = fill(template, values | filled, where=f"site/{page}")
    return {name: page.encode() for name, page in pages.items()}
