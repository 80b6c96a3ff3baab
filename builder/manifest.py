"""What a phone wants to know of a page that is put on its home screen: the web manifest, in the page's own words."""

import json
import re

from builder.errors import BuildError
from builder.icons import ICONS

MANIFEST = "manifest.webmanifest"  # in dist; site/offline.js tells the browser of it, after the first ink
NAME = "Curlicue"
_DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">')
_PAPER = re.compile(r'<meta name="theme-color" content="(#\w{6})"')  # the first of them: in light


def manifest(page: str) -> str:
    """The manifest, as JSON, of a page whose html is ``page``. BuildError where that lacks what it is to say.

    It begins at the site's own address and nothing else: no mark of where a visit came from, no settings.
    """
    told = {what: pattern.search(page) for what, pattern in (("description", _DESCRIPTION), ("theme-color", _PAPER))}
    if missing := [what for what, found in told.items() if found is None]:
        raise BuildError(f"site/index.html has no {missing[0]}, which its manifest says too: restore it.")
    description, paper = (found[1] for found in told.values() if found is not None)
    icons = [
        {"src": f"./{icon.path}", "sizes": f"{icon.side}x{icon.side}", "type": "image/png", "purpose": icon.purpose}
        for icon in ICONS
    ]
    whole = {
        "name": NAME,
        "short_name": NAME,
        "description": description,
        "lang": "en",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": paper,
        "theme_color": paper,
        "icons": icons,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
