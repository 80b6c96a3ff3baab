"""Where the site and its source are on the web, and what the page says of that: to other sites, and to its readers."""

import argparse
import re
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from builder.errors import BuildError

PICTURE = "social.png"  # in site: shown beside links to it
_ALLOWED = re.compile(r"[A-Za-z0-9._~:/@%+,=-]+")  # no query, no fragment, nothing that html or a shell would read


class Addresses(NamedTuple):
    """Web addresses that the tree itself does not know; each is empty where nobody named it."""

    site: str = ""  # ends in a slash
    source: str = ""


UNKNOWN = Addresses()


def parse_site(text: str) -> str:
    """The site's address as an option names it, with a slash at its end. ArgumentTypeError for what is none."""
    return f"{parse_source(text).rstrip('/')}/" if text else ""


def parse_source(text: str) -> str:
    """The source's address as an option names it. ArgumentTypeError for what is none."""
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and bool(_ALLOWED.fullmatch(text))
    except ValueError:
        known = False
    if not known:
        raise argparse.ArgumentTypeError(f"found {text!r}, expected an address as https://example.org/curlicue")
    return text


def link_tags(page: str, site: str) -> str:
    """What others show beside a link to the page: its own title and description, a picture, and where it is.

    They want whole addresses, so without the site's own there is no more than the picture's name.
    """
    told = {
        "og:type": "website",
        "og:title": _told(page, r"<title>(.*?)</title>"),
        "og:description": _told(page, r'<meta name="description" content="(.*?)">'),
        "og:image": site + PICTURE,
    }
    if site:
        told["og:url"] = site
    tags = [f'<meta property="{name}" content="{escape(text)}">' for name, text in told.items()]
    return "\n".join([*tags, '<meta name="twitter:card" content="summary_large_image">'])


def source_words(source: str) -> str:
    """The word that leads to the source, where it is known."""
    return f'<a href="{escape(source)}" rel="noopener">source</a>' if source else "source"


def _told(page: str, pattern: str) -> str:
    if (found := re.search(pattern, page)) is None:
        raise BuildError(f"site/index.html has nothing like {pattern}, which links to it are shown with: restore it.")
    return unescape(found[1])
