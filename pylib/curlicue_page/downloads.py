"""Texts that a reader takes along as files."""

import js

from curlicue_page.browser import make
from curlicue_page.dom import download


def download_text(text: str, name: str, kind: str = "text/plain") -> None:
    """Hand the reader a text as a file."""
    parts = js.Array.new()
    parts.push(text)
    blob = make("Blob", parts, js.JSON.parse('{"type": "' + kind + '"}'))
    if blob is not None:
        download(blob, name)
