"""site/ + pylib/ + the pinned npm packages -> dist/: only what the page needs, same tree, same bytes."""

import json
import shutil
from pathlib import Path

from builder import detector, exhibits, figures, learning, measured, memory, numbers, ornaments, pictures, teaching
from builder.addresses import UNKNOWN, Addresses, link_tags, source_words
from builder.archive import zip_bytes
from builder.article import BENCH, FOLDER, INDEX, PRINTED, TAKE_ALONG, TIME_BAR, WRITE, article_pages
from builder.bundle import bare, bundle
from builder.errors import BuildError, require_writable, writing
from builder.hands import THUMBNAIL_BOX, hands_row, short_traces
from builder.icons import SOURCE as ICON
from builder.icons import painted
from builder.library import LEAN, compiled_modules, lean_library
from builder.licences import LICENCES, licences
from builder.manifest import MANIFEST, manifest
from builder.offline import offline_files
from builder.page import fill
from builder.parted import in_parts
from builder.reached import reached
from builder.scripts import scripted
from builder.starter import (
    BOOT,
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
from curlicue.hand import hand_from_card
from curlicue_hands.places import MODELS, STORY

WORKER_ENTRIES = (  # what Pyodide runs: who draws, who teaches, who measures
    "curlicue_worker.main", "curlicue_worker.teach", "curlicue_worker.measure",
)  # fmt: skip
WORKER_ARCHIVE, WORKER_PACKED = "worker/{entry}.zip", "worker/{entry}.packed"  # one and what it imports, nothing else
EXHIBIT = "exhibit.js"  # in site: looks into the address before anything is painted; it is told what may stand there


def build(root: Path, dist: Path, addresses: Addresses = UNKNOWN) -> None:
    """Assembles dist from the tree at root, aside, then swaps it in. A BuildError leaves the old dist."""
    otherwise = "choose another folder with --out, or copy the checkout into one of your own, and run it there"
    if root.resolve().is_relative_to(dist.resolve()) or (dist.exists() and not dist.is_dir()):
        what = "a file" if dist.is_file() else "a folder that holds the sources"
        raise BuildError(f"{dist} is {what}, and the site would take its place: choose another folder with --out.")
    require_writable(dist.parent, otherwise)
    modules = install_packages(root)
    files = styled(_site_files(root / "site")) | vendored_files(modules) | _python(root / "pylib")
    files = scripted(root, modules, files)
    files |= in_parts(files) | short_traces(files)
    drawing, *_ = sources = [reached(root / "pylib", entry) for entry in WORKER_ENTRIES]
    for entry, of in zip(WORKER_ENTRIES, sources, strict=True):
        files[WORKER_PACKED.format(entry=entry)] = compiled_modules(root, modules, of, drawing)
    files[LEAN] = lean_library(root, modules, drawing)
    files |= _pages(root, list(files), addresses) | {LICENCES: licences(root, modules)}
    files |= painted(files[ICON].decode()) | {MANIFEST: manifest(files[INDEX].decode()).encode()}
    files |= offline_files(files)
    aside = dist.with_name(dist.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    with writing(dist, otherwise):
        for path, content in sorted(files.items()):
            target = aside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        shutil.rmtree(dist, ignore_errors=True)
        aside.rename(dist)


def _site_files(site: Path) -> dict[str, bytes]:
    found = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*")) if file.is_file()}
    shown = {path: file for path, file in found.items() if not path.startswith(".") and "/." not in path}
    return {path: file.read_bytes() for path, file in shown.items() if not _is_source(path)}


def _is_source(path: str) -> bool:
    """What only the build reads."""
    read = {INDEX, PRINTED, BENCH, TAKE_ALONG, TIME_BAR, WRITE}
    return path.startswith(f"{FOLDER}/") or path.endswith(f"/{STORY}") or path in read


def _python(pylib: Path) -> dict[str, bytes]:
    files = {name: bundle(sources).encode() for name, sources in starter_files(pylib.parent).items()}
    files[BOOT] = bare((pylib.parent / "site" / BOOT).read_text(encoding="utf-8")).encode()
    archives = {entry: zip_bytes(pylib, reached(pylib, entry)) for entry in WORKER_ENTRIES}
    return files | {WORKER_ARCHIVE.format(entry=entry): archive for entry, archive in archives.items()}


def _pages(root: Path, paths: list[str], addresses: Addresses) -> dict[str, bytes]:
    values = {
        "link_tags": link_tags((root / "site" / INDEX).read_text(encoding="utf-8"), addresses.site),
        "source": source_words(addresses.source),
        "preloads": preload_tags([path for path in paths if path.startswith("vendor/")]),
        "plugins": plugins_tag(),
        "hands": hands_row(root / "site" / MODELS),
        "thumbnail_box": THUMBNAIL_BOX,
        **_drawings(root),
    }
    script = fill((root / "site" / EXHIBIT).read_text(encoding="utf-8"), values, where=f"site/{EXHIBIT}")
    return article_pages(root / "site", values) | {CONFIG: pyscript_config().encode(), EXHIBIT: script.encode()}


def _drawings(root: Path) -> dict[str, str]:
    card = json.loads((root / "site" / FIRST_CARD).read_text(encoding="utf-8"))
    drawn = ornaments.placeholders(hand_from_card(card)) | figures.placeholders() | memory.placeholders()
    drawn |= (
        measured.placeholders(root)
        | teaching.placeholders()
        | exhibits.placeholders(root / "site")
        | learning.placeholders(root)
    )
    return drawn | numbers.article_numbers(root) | pictures.placeholders(root) | detector.placeholders(root)
