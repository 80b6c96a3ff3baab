"""The site's list of itself, and what a home screen is told: files, digests, versions, icons."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from pathlib import Path

import pytest

from builder.errors import BuildError
from builder.icons import ICONS, Icon, painted
from builder.manifest import MANIFEST, manifest
from builder.offline import HASH_DIGITS, PAGE, WORKER, is_copied, is_large, offline_files
from tests.site.markup import SITE

SVG = (SITE / "icons" / "icon.svg").read_text(encoding="utf-8")
PAPER, LINE = (0xFC, 0xFD, 0xFA), (0x1F, 0x41, 0xAE)
SAFE = 0.4  # of a masked icon's side: what is this near to its middle no mask takes away
STARTER = (
    "index.html", "starter.txt", "later.txt", "rest.html", "vendor/pyscript/core.js", "models/waves/model.json",
    "vendor/micropython/micropython.wasm", "article.html", "write.txt", "letters/plain.json",
)  # fmt: skip
WORKERS = (
    "vendor/pyodide/pyodide.asm.wasm", "vendor/onnxruntime/ort.wasm.min.js", "worker/curlicue_worker.main.packed",
    "models/loops/model.onnx", "models/loops/trace.json", "models/coil/epoch-3.json", "graphs/pens.onnx",
)  # fmt: skip
LISTS = re.compile(r"^const (?:SMALL|LARGE) = (\{.*?\});", re.MULTILINE)


def lists(worker: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the service worker copies: small, large."""
    small, large = (json.loads(found) for found in LISTS.findall(worker))
    return small, large


def version(of: str) -> str:
    (found,) = re.findall(r'^const VERSION = "(\w+)"', of, re.MULTILINE)
    return str(found)


def test_the_list_has_every_file_of_the_site_with_its_digest(dist: Path) -> None:
    small, large = lists((dist / WORKER).read_text(encoding="utf-8"))
    files = {file.relative_to(dist).as_posix(): file for file in dist.rglob("*") if file.is_file()}
    digests = {path: hashlib.sha256(file.read_bytes()).hexdigest()[:HASH_DIGITS] for path, file in files.items()}
    assert {**small, **large} == {path: found for path, found in digests.items() if is_copied(path)}
    assert not set(small) & set(large)


def test_what_the_worker_needs_is_large_and_what_the_starter_needs_is_not(dist: Path) -> None:
    small, large = lists((dist / WORKER).read_text(encoding="utf-8"))
    assert set(STARTER) <= set(small)
    assert set(WORKERS) <= set(large)
    assert sum((dist / path).stat().st_size for path in small) < 2_500_000
    assert [path for path in STARTER if is_large(path)] == []


def test_page_and_worker_know_the_same_version(dist: Path) -> None:
    worker, page = ((dist / name).read_text(encoding="utf-8") for name in (WORKER, PAGE))
    assert version(worker) == version(page)
    assert "{{" not in worker + page


@pytest.mark.parametrize("changed", ["index.html", "a.txt", WORKER, PAGE])
def test_any_other_content_is_another_version(changed: str) -> None:
    files = {"index.html": b"a", "a.txt": b"b"}
    files |= {name: (SITE / name).read_bytes() for name in (WORKER, PAGE)}
    before, same, after = (
        version(offline_files(each)[PAGE].decode())
        for each in (files, dict(reversed(files.items())), {**files, changed: files[changed] + b"\n"})
    )
    assert before == same != after


def test_a_file_under_another_name_is_another_version() -> None:
    files = {name: (SITE / name).read_bytes() for name in (WORKER, PAGE)}
    one, other = (version(offline_files({**files, name: b"x"})[PAGE].decode()) for name in ("a.txt", "b.txt"))
    assert one != other


def test_a_home_screen_is_told_the_pages_own_words_and_nothing_of_a_visit(dist: Path) -> None:
    told = json.loads((dist / MANIFEST).read_text(encoding="utf-8"))
    page = (dist / "index.html").read_text(encoding="utf-8")
    assert f'name="description" content="{told["description"]}"' in page
    assert f'name="theme-color" content="{told["theme_color"]}"' in page
    assert (told["start_url"], told["scope"], told["id"], told["display"]) == ("./", "./", "./", "standalone")
    assert told["short_name"] == "Curlicue"
    assert "manifest" not in page.replace("manifest-src", ""), "offline.js adds it, after the first ink"


def test_a_page_that_lacks_a_word_of_it_is_one_sentence() -> None:
    with pytest.raises(BuildError, match="has no theme-color, which its manifest says too: restore it"):
        manifest('<meta name="description" content="x">')


def rows(png: bytes) -> list[bytes]:
    """An icon's rows, RGBA, of a PNG whose rows have no filter."""
    at, data, size = 8, b"", (0, 0)
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        content = png[at + 8 : at + 8 + length]
        assert zlib.crc32(name + content) == struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0]
        if name == b"IHDR":
            size = struct.unpack(">II", content[:8])
        data += content if name == b"IDAT" else b""
        at += 12 + length
    whole, wide = zlib.decompress(data), 1 + 4 * size[0]
    assert len(whole) == wide * size[1]
    return [whole[start + 1 : start + wide] for start in range(0, len(whole), wide)]


def test_the_manifest_names_the_icons_that_are_there(dist: Path) -> None:
    told = json.loads((dist / MANIFEST).read_text(encoding="utf-8"))["icons"]
    assert [(each["src"], each["purpose"]) for each in told] == [(f"./{icon.path}", icon.purpose) for icon in ICONS]
    assert {(each["purpose"], each["sizes"]) for each in told} >= {("any", "192x192"), ("maskable", "512x512")}
    for each in told:
        side = len(rows((dist / each["src"]).read_bytes()))
        assert each["sizes"] == f"{side}x{side}"


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: str(icon.path))
def test_an_icon_shows_the_curl_on_paper(icon: Icon) -> None:
    picture = rows(painted(SVG)[icon.path])
    pixels = {(x, y): tuple(row[4 * x : 4 * x + 4]) for y, row in enumerate(picture) for x in range(icon.side)}
    corner = pixels[0, 0]
    assert corner == ((*PAPER, 255) if icon.masked else (0, 0, 0, 0))
    inked = [place for place, pixel in pixels.items() if pixel[:3] == LINE]
    assert len(inked) > 0.03 * icon.side**2
    middle = icon.side / 2
    furthest = max((x - middle) ** 2 + (y - middle) ** 2 for x, y in inked) ** 0.5
    assert not icon.masked or furthest <= SAFE * icon.side


@pytest.mark.parametrize(
    "part", ['<circle r="1"/>', '<path d="M0 0Q1 1 2 2" stroke="#000000" stroke-width="1"/>', '<rect rx="1"/>']
)
def test_a_drawing_that_cannot_be_painted_is_one_sentence(part: str) -> None:
    with pytest.raises(BuildError, match=r"site/icons/icon\.svg holds a \w+ that builder/icons\.py cannot paint"):
        painted(f'<svg xmlns="http://www.w3.org/2000/svg">{part}</svg>')
