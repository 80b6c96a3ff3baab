"""The site's list of itself: what the service worker (site/sw.js) copies for a visit without a network.

A version is named after the content of all files, so the same tree has the same version wherever it is built.
"""

import hashlib
import json
from collections.abc import Mapping
from fnmatch import fnmatch

from builder.library import WHOLE
from builder.page import fill
from builder.parted import PARTED, whole_of
from curlicue_hands.places import CARD, MODELS

WORKER, PAGE = "sw.js", "offline.js"  # in site: the service worker, and what the page knows of it
# Never copied: the worker itself, which the browser keeps; what only other sites show; what only a host sends; and what
# is fetched only when something of the library is missed, or by `?full`.
LEFT_OUT = {WORKER, "social.png", "404.html", WHOLE, *map(whole_of, PARTED)}
FOR_FAULTS = "worker/*.zip"  # the workers' modules as they were written, for `?full` as well
LARGE = ("vendor/pyodide/", "vendor/onnxruntime/", "worker/", "graphs/")  # nothing of it before the worker is wanted
HASH_DIGITS, VERSION_DIGITS = 16, 12  # of SHA-256: they tell files and versions apart, and guard nothing


def offline_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The service worker and the page's side of it, filled in for a site of these files."""
    page = files[PAGE].decode()
    version = _version(files)
    filled = fill(page, {"version": version}, where=f"site/{PAGE}").encode()
    listed = {path: _hash(content) for path, content in sorted({**files, PAGE: filled}.items()) if is_copied(path)}
    values = {
        "version": version,
        "small": _json({path: found for path, found in listed.items() if not is_large(path)}),
        "large": _json({path: found for path, found in listed.items() if is_large(path)}),
    }
    return {PAGE: filled, WORKER: fill(files[WORKER].decode(), values, where=f"site/{WORKER}").encode()}


def is_copied(path: str) -> bool:
    """Whether a file is for a visit without a network."""
    return path not in LEFT_OUT and not fnmatch(path, FOR_FAULTS)


def is_large(path: str) -> bool:
    """Whether a file is for the engine of the worker, its figures and its lessons: some 28 MB of 30."""
    return path.startswith(LARGE) or (path.startswith(f"{MODELS}/") and not path.endswith(f"/{CARD}"))


def _version(files: Mapping[str, bytes]) -> str:
    """Of all files as they were before they knew it, the worker's code included."""
    told = "".join(f"{path} {hashlib.sha256(content).hexdigest()}\n" for path, content in sorted(files.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:VERSION_DIGITS]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:HASH_DIGITS]


def _json(value: dict[str, str]) -> str:
    return json.dumps(value, separators=(",", ":"))
