"""The figures that stand alone on a wall: one list of them, and every place that names them agrees with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder import exhibits
from builder.article import FURTHER, PRINTED, REST, titles
from builder.errors import BuildError
from builder.exhibits import EXHIBITS, SHEET
from tests.site.markup import SITE, Page, style_sheets

README = (SITE.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [REST, PRINTED])
def test_the_article_leads_to_each_of_them_by_its_title(dist: Path, name: str) -> None:
    page = Page((dist / name).read_text(encoding="utf-8"))
    links = [link for link in page.all("a") if "?" in link.attributes["href"]]
    assert {link.attributes["href"]: link.text for link in links} == {
        f"./?exhibit={name}": titles(SITE).get(name, exhibits.SHEET_TITLE) for name in EXHIBITS
    }


def test_the_script_that_looks_into_the_address_is_told_the_same(dist: Path) -> None:
    script = (dist / "exhibit.js").read_text(encoding="utf-8")
    assert re.findall(r'"([a-z]+)"[,\]]', script) == list(EXHIBITS)


def test_the_readme_names_each() -> None:
    (classroom,) = re.findall(r"## In a classroom\n(.*?)\n## ", README, re.DOTALL)
    assert [name for name in EXHIBITS if f"`{name}`" not in classroom.replace("?exhibit=", "")] == []


def test_style_sheets_know_no_other() -> None:
    styled = set(re.findall(r'\[data-exhibit="([a-z]+)"\]', style_sheets()))
    assert styled
    assert styled <= set(EXHIBITS)


def test_a_section_that_is_gone_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exhibits, "EXHIBITS", (*EXHIBITS, "nothing"))
    with pytest.raises(BuildError, match=r"^\?exhibit=nothing shows a section that .*/exhibits\.py"):
        exhibits.placeholders(SITE)


def test_titles_come_in_the_articles_order() -> None:
    assert [name for name in titles(SITE) if name in FURTHER] == list(FURTHER)
    assert SHEET not in titles(SITE)
