"""What build.py makes: the same bytes from the same tree, nothing that the page does not need, every path relative."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from fontTools.ttLib import TTFont

from builder import assemble
from builder.article import FIRST, FURTHER, PRINTED, REST, reading_minutes
from builder.assemble import build
from builder.errors import BuildError
from builder.hands import ORDER
from builder.licences import SHIPPED
from builder.page import fill
from builder.server import SiteServer
from builder.styles import lean, readers
from builder.vendor import vendored_files
from tests.site.markup import Page

ROOT = Path(__file__).resolve().parents[2]
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "style.css": "text/css; charset=utf-8",
    "first.js": "text/javascript; charset=utf-8",
    "worker.js": "text/javascript; charset=utf-8",
    "starter.txt": "text/plain; charset=utf-8",
    "vendor/micropython/micropython.wasm": "application/wasm",
    "vendor/pyodide/pyodide.asm.wasm": "application/wasm",
    "worker/curlicue_worker.main.packed": "application/octet-stream",
    "fonts/hand.woff2": "font/woff2",
    "models/loops/model.onnx": "application/octet-stream",
}
FIRST_INK = (  # what a phone fetches before the first ink
    "index.html", "style.css", "first.js", "pyscript.js", "pyscript.json", "main.py", "starter.txt", "exhibit.js",
    "parts.js", "fonts/hand-first.woff2", "fonts/text.woff2",
)  # fmt: skip

LABEL_BYTES = 400  # packed, of a hand of one's own in the row: its words, and its writing


def digests(dist: Path) -> dict[str, str]:
    files = sorted(file for file in dist.rglob("*") if file.is_file())
    return {file.relative_to(dist).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_same_tree_builds_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    build(ROOT, tmp_path / "dist")
    assert digests(tmp_path / "dist") == digests(dist)


def test_every_path_is_relative(dist: Path) -> None:
    absolute = re.compile(r"""\b(?:src|href)=["']/|\b(?:from|import)\s*\(?["']/|\burl\(["']?/""")
    for file in [*dist.glob("*.html"), *dist.glob("*.css"), *dist.glob("*.js")]:
        assert not absolute.search(file.read_text(encoding="utf-8")), file.name
    for place in json.loads((dist / "pyscript.json").read_text())["files"]:
        assert place.startswith("./")


def test_nothing_of_the_sources_that_the_page_does_not_need_is_there(dist: Path) -> None:
    assert not [path for path in digests(dist) if path.endswith((".pyc", ".ts", ".map", "toy.css", "LICENSE"))]
    assert not (dist / "py").exists()


def test_files_have_their_types_and_are_packed(dist: Path, server: SiteServer) -> None:
    for path, wanted in TYPES.items():
        request = Request(server.address + path, headers={"Accept-Encoding": "gzip"})  # noqa: S310  # our own server
        with urlopen(request) as answer:  # noqa: S310
            assert answer.headers["Content-Type"] == wanted
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            packed = answer.headers.get("Content-Encoding") == "gzip"
            assert packed == (not path.endswith((".woff2", ".packed")))


def test_what_is_not_there_is_404(server: SiteServer) -> None:
    for path in ("nothing.js", "../build.py", "%2e%2e/build.py"):
        with pytest.raises(HTTPError) as error:
            urlopen(server.address + path)  # noqa: S310
        with error.value as answer:
            assert answer.code == 404


def test_the_first_ink_costs_at_most_300_kb(dist: Path, server: SiteServer) -> None:
    packages = (path for path in digests(dist) if path.startswith(("vendor/pyscript/", "vendor/micropython/")))
    first = [*FIRST_INK, *(path for path in packages if not path.endswith((".rest.wasm", ".whole.wasm")))]
    sent = 0
    for path in first:
        body = server.body(dist / path)
        sent += len(body.packed or body.content)
    hands = (dist / "index.html").read_text(encoding="utf-8").count('data-control="hand"')
    assert sent <= 300_000 + max(0, hands - len(ORDER)) * LABEL_BYTES


def test_the_first_font_has_all_that_stands_in_the_hand_before_the_article_comes(dist: Path) -> None:
    page = Page((dist / "index.html").read_text(encoding="utf-8"))
    hints = [each for each in page.all("p") if each.attributes.get("class") == "hint"]
    words = [*page.all("h1"), *page.all("h2"), *page.all("var"), *hints]
    font: Any = TTFont(ROOT / "site" / "fonts" / "hand-first.woff2")
    assert len(words) > 10
    assert {*"".join(word.text for word in words)} - {"\n"} <= {*map(chr, font.getBestCmap())}


def test_a_placeholder_without_a_value_is_one_sentence() -> None:
    with pytest.raises(BuildError, match=r"page\.html asks for b"):
        fill("{{a}} {{b}}", {"a": "1"}, where="page.html")
    assert fill("{{a}} {{ a }}", {"a": "1", "c": "2"}, where="page.html") == "1 1"


def test_the_rest_of_the_article_and_the_printed_page_hold_every_section(dist: Path) -> None:
    index, rest, printed = ((dist / name).read_text(encoding="utf-8") for name in ("index.html", REST, PRINTED))
    for name in FIRST + FURTHER:
        assert (f'<section id="{name}"' in index) == (name in FIRST)
        assert (f'<section id="{name}"' in rest) == (name in FURTHER)
        assert f'<section id="{name}"' in printed
        assert f'<li><a href="#{name}">' in index
        assert f'class="anchor" href="#{name}"' in printed
    assert "{{" not in index + rest + printed
    assert "<script" not in rest + printed
    assert not (dist / "article").exists()
    assert not list(dist.glob("models/*/story.json"))


def test_files_and_folders_with_a_dot_in_front_stay_behind(tmp_path: Path) -> None:
    for path in ("a.txt", ".hidden", "models/.loops.7.curlicue-new/model.json", "models/loops/.b", "models/loops/c"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    assert set(assemble._site_files(tmp_path)) == {"a.txt", "models/loops/c"}


def test_reading_takes_its_time() -> None:
    assert reading_minutes("<p>word</p>" * 220) == 1
    assert reading_minutes("<p>word &amp; word</p>" * 220) == 3


def test_every_licence_is_there_in_full(dist: Path) -> None:
    text = (dist / "licences.txt").read_text(encoding="utf-8")
    for part in ("Mozilla Public License Version 2.0", "Apache License", "Damien P. George", "Microsoft Corporation",
                 "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2", "SIL OPEN FONT LICENSE"):  # fmt: skip
        assert part in text, part
    for package in SHIPPED:
        assert package.package in text


def test_a_lean_style_sheet_means_the_same() -> None:
    sheet = b'/* why */\na :hover , b::after { content: "x  y" ;\n color : red }\n'
    assert lean(sheet) == b'a :hover,b::after{content: "x y";color : red}\n'


def test_letters_are_of_the_size_that_the_reader_has_set(dist: Path) -> None:
    sheet = b"p { font: 400 17px/27px var(--text); margin: 8px; } @media (x) { .text a { line-height: 20px } }"
    assert readers(sheet) == (
        b"p { font: 400 1.0625rem/1.6875rem var(--text); margin: 8px; } @media (x) { .text a { line-height: 1.25rem } }"
    )
    drawn = b".loss text, .plate .symbol { font: 400 17px/1 var(--hand); }"  # in a drawing's own units
    assert readers(drawn) == drawn
    for file in dist.glob("*.css"):
        rules = re.findall(r"([^{}]*)\{([^{}]*)\}", file.read_text(encoding="utf-8"))
        fixed = [names for names, rule in rules if re.search(r"\b(?:font|font-size|line-height): ?[^;}]*px", rule)]
        assert all(re.search(r"\.plate\b| text$", names) for names in fixed), fixed


def test_onnxruntimes_memory_is_patched_exactly_once(dist: Path) -> None:
    loader = (dist / "vendor/onnxruntime/ort-wasm-simd-threaded.js").read_text(encoding="utf-8")
    assert loader.count("initial:256,maximum:1024,shared:!0") == 1
    assert "maximum:65536" not in loader
    assert vendored_files(ROOT / "node_modules")["vendor/onnxruntime/ort-wasm-simd-threaded.js"] == loader.encode()
