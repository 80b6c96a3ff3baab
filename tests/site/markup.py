"""index.html read strictly: every element closed where it was opened."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from builder.article import FIRST, FURTHER, TIME_BAR, WRITE, sections

SITE = Path(__file__).resolve().parents[2] / "site"
VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass(repr=False)
class Element:
    """One element: its tag, its attributes, and the text in it and below it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple["Element", ...]
    text: str = ""

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>"  # not its parents': those of a whole page would fill the memory


@dataclass(repr=False)
class Page(HTMLParser):
    """All elements of a page, in order; AssertionError where it is not well-formed."""

    source: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.source)
        self.close()
        assert not self._open, f"never closed: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> at {self.getpos()} has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        assert tag not in VOID, f"<{tag}/> at {self.getpos()}: no slash in html"
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> at {self.getpos()} closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> at {self.getpos()} closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str) -> list[Element]:
        """Every element with a tag."""
        return [element for element in self.elements if element.tag == tag]

    def having(self, name: str) -> list[Element]:
        """Every element with an attribute."""
        return [element for element in self.elements if name in element.attributes]

    def with_attribute(self, name: str) -> dict[str, Element]:
        """Elements by the value of an attribute, which no two may share."""
        found = self.having(name)
        values = [element.attributes[name] for element in found]
        assert len(values) == len(set(values)), f"{name} repeats: {sorted(values)}"
        return dict(zip(values, found, strict=True))


def page_source() -> str:
    """site/index.html with all of the article in it, the other placeholders as they are."""
    template = (SITE / "index.html").read_text(encoding="utf-8")
    first, more = "{{first_sections}}", template[template.index('<p class="more"') : template.index("</article>")]
    asides = "".join((SITE / name).read_text(encoding="utf-8") for name in (WRITE, TIME_BAR))
    return template.replace(first, sections(SITE, FIRST)).replace(more, sections(SITE, FURTHER) + asides)


def read_page() -> Page:
    """The page as it is once all of the article has come, its placeholders still in it."""
    return Page(page_source())


def style_sheets() -> str:
    """All of the site's CSS."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(SITE.glob("*.css")))
