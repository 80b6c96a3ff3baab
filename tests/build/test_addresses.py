"""What the page says of where it is and where its source is: whole addresses, or none."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from build import _parser
from builder.addresses import Addresses, link_tags, parse_site, parse_source, source_words
from builder.article import INDEX, PRINTED, REST
from builder.assemble import build
from builder.errors import BuildError
from tests.site.markup import SITE, Page

ROOT = Path(__file__).resolve().parents[2]
NAMED = Addresses("https://example.org/curlicue/", "https://example.com/someone/curlicue")
PNG_SIZE = slice(16, 24)  # bytes of width and height


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with both addresses."""
    folder = tmp_path_factory.mktemp("named") / "dist"
    build(ROOT, folder, NAMED)
    return folder


def told(html: str) -> dict[str, str]:
    """What a page says of itself to other sites."""
    metas = [meta.attributes for meta in Page(html).all("meta")]
    return {meta.get("property", meta.get("name", "")): meta["content"] for meta in metas if "content" in meta}


def sources(dist: Path) -> list[str]:
    """The addresses that the word source leads to."""
    pages = [Page((dist / name).read_text(encoding="utf-8")) for name in (REST, PRINTED)]
    return [link.attributes["href"] for page in pages for link in page.all("a") if link.text == "source"]


def test_an_address_is_whole_and_ends_where_its_files_begin() -> None:
    assert parse_site("https://example.org/curlicue") == "https://example.org/curlicue/"
    assert parse_site("http://localhost:8000/") == "http://localhost:8000/"
    assert parse_source("https://example.com/someone/curlicue") == "https://example.com/someone/curlicue"
    assert parse_site("") == parse_source("") == ""


@pytest.mark.parametrize(
    "text",
    ["example.org", "/curlicue", "https:///curlicue", "javascript:alert(1)", "https://a.b/?q", "https://a.b/#c",
     'https://a.b/"', "https://a.b/<c>", "https://a.b/ c", "https://[a/"],
)  # fmt: skip
@pytest.mark.parametrize("parse", [parse_site, parse_source])
def test_what_is_no_address_is_one_sentence(parse: object, text: str) -> None:
    assert callable(parse)
    with pytest.raises(argparse.ArgumentTypeError, match=r"^found .* expected an address as https://"):
        parse(text)


@pytest.mark.parametrize("option", ["--address", "--source"])
def test_both_are_options_that_are_read(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    read = vars(_parser().parse_args([option, "https://example.org/a/"]))
    assert read[option[2:]] == "https://example.org/a/"
    with pytest.raises(SystemExit):
        _parser().parse_args([option, "nowhere"])
    assert f"argument {option}: found 'nowhere', expected an address" in capsys.readouterr().err


def test_others_are_told_the_pages_own_words_and_whole_addresses(named: Path) -> None:
    html = (named / INDEX).read_text(encoding="utf-8")
    said = told(html)
    (title,) = Page(html).all("title")
    assert said["og:title"] == title.text
    assert said["og:description"] == said["description"]
    assert said["og:url"] == NAMED.site
    assert said["og:image"] == f"{NAMED.site}social.png"
    assert (named / "social.png").is_file()
    assert (said["og:type"], said["twitter:card"]) == ("website", "summary_large_image")


def test_the_picture_is_as_wide_as_a_large_card_asks() -> None:
    head = (SITE / "social.png").read_bytes()[PNG_SIZE]
    width, height = int.from_bytes(head[:4]), int.from_bytes(head[4:])
    assert width >= 1200
    assert width / height == pytest.approx(1.91, abs=0.02)


def test_without_an_address_none_is_made_up(dist: Path) -> None:
    said = told((dist / INDEX).read_text(encoding="utf-8"))
    assert "og:url" not in said
    assert said["og:image"] == "social.png"
    assert said["og:description"] == said["description"]
    assert sources(dist) == []
    assert "The source is one folder" in (dist / REST).read_text(encoding="utf-8")


def test_the_source_is_a_link_on_both_pages(named: Path) -> None:
    assert sources(named) == [NAMED.source] * 2
    assert re.search(r'rel="noopener">source</a> is one folder', (named / REST).read_text(encoding="utf-8"))


def test_what_is_written_into_the_page_is_escaped() -> None:
    assert 'href="https://a.b/&amp;"' in source_words("https://a.b/&")
    tags = link_tags('<title>a &amp; b</title><meta name="description" content="c &lt; d">', "")
    assert 'content="a &amp; b"' in tags
    assert 'content="c &lt; d"' in tags


def test_a_page_without_a_description_is_one_sentence() -> None:
    with pytest.raises(BuildError, match=r"site/index\.html has nothing like .*description.*: restore it"):
        link_tags("<title>a</title>", "")
