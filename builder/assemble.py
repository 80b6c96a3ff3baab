"""site/ + pylib/ + the pinned npm packages -> dist/: only what the page needs, same tree, same bytes."""

import json
import shutil
import sys
from pathlib import Path

from builder.archive import python_files, zip_bytes
from builder.bundle import bundle
from builder.hands import hands_row
from builder.page import fill
from builder.starter import (
    CONFIG,
    FIRST_CARD,
    plugins_tag,
    preload_tags,
    pyscript_config,
    starter_files,
)
from builder.styles import styled
from builder.tools import install_packages
from builder.vendor import vendored_files

WORKER_PACKAGES = ("curlicue", "curlicue_ink", "curlicue_worker")  # what Pyodide runs
WORKER_ARCHIVE = "worker/curlicue.zip"


def build(root: Path, dist: Path) -> None:
    """Assembles dist from the tree at root, aside, then swaps it in. A BuildError leaves the old dist."""
    modules = install_packages(root)
    files = styled(_site_files(root / "site")) | vendored_files(modules) | _python(root / "pylib")
    files |= _page(root, list(files))
    aside = dist.with_name(dist.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    for path, content in sorted(files.items()):
        target = aside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    shutil.rmtree(dist, ignore_errors=True)
    aside.rename(dist)


def _site_files(site: Path) -> dict[str, bytes]:
    found = (file for file in sorted(site.rglob("*")) if file.is_file() and not file.name.startswith("."))
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in found}


def _python(pylib: Path) -> dict[str, bytes]:
    files = {name: bundle(sources).encode() for name, sources in starter_files(pylib.parent).items()}
    worker = [file for package in WORKER_PACKAGES for file in python_files(pylib / package)]
    return files | {WORKER_ARCHIVE: zip_bytes(pylib, worker)}


def _page(root: Path, paths: list[str]) -> dict[str, bytes]:
    values = {
        "preloads": preload_tags([path for path in paths if path.startswith("vendor/")]),
        "plugins": plugins_tag(),
        "hands": hands_row(root / "site" / "models"),
        **_drawings(root),
    }
    template = (root / "site" / "index.html").read_text(encoding="utf-8")
    return {"index.html": fill(template, values).encode(), CONFIG: pyscript_config().encode()}


def _drawings(root: Path) -> dict[str, str]:
    sys.path.insert(0, str(root / "pylib"))
    from builder import figures, ornaments
    from curlicue.hand import hand_from_card

    card = json.loads((root / "site" / FIRST_CARD).read_text(encoding="utf-8"))
    return ornaments.placeholders(hand_from_card(card)) | figures.placeholders()
