"""Reads pages as a strict reader of HTML would, and says what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

_VOID = {"meta", "link", "input", "img", "br", "hr"}
_DRAWING = {"circle", "path", "rect", "image"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_REFERENCES = ("for", "aria-labelledby", "aria-describedby")
_FIELDS = ("input", "select", "textarea")


@dataclass
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    """Text in it, its children's included."""
    inside: tuple[str, ...] = ()
    """Tags around it, outermost first."""


@dataclass
class Markup:
    """All elements of a page, and what did not nest."""

    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def named(self, *tags: str) -> list[Element]:
        """Return the elements with one of these names, in order."""
        return [element for element in self.elements if element.tag in tags]

    def with_class(self, name: str) -> list[Element]:
        """Return the elements of a class."""
        return [e for e in self.elements if name in e.attributes.get("class", "").split()]

    def link(self, text: str) -> str:
        """Return where the link with this text leads."""
        return next(e.attributes["href"] for e in self.named("a") if e.text.strip() == text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = Markup()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.markup.faults.append(f"<{tag}> has an attribute twice: {names}")
        around = tuple(element.tag for element in self.open)
        element = Element(tag, {name: value or "" for name, value in attrs}, inside=around)
        self.markup.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _DRAWING:
            self.open.pop()
        else:
            self.markup.faults.append(f"<{tag}/> closes itself")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.markup.faults.append(f"</{tag}> ends <{self.open[-1].tag if self.open else 'nothing'}>")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read_markup(html: str) -> Markup:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.markup.faults += [f"<{element.tag}> is never closed" for element in reader.open]
    return reader.markup


def find_faults(html: str) -> list[str]:
    """Return what is wrong with a page: with its nesting, headings, names, tables, forms; and what could run."""
    markup = read_markup(html)
    return [*markup.faults, *_headings(markup), *_references(markup), *_tables(markup), *_content(markup)]


def _headings(markup: Markup) -> Iterator[str]:
    levels = [_HEADINGS.index(element.tag) + 1 for element in markup.named(*_HEADINGS)]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"headings {levels}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    yield from (
        f"<{e.tag}> is empty" for e in markup.named(*_HEADINGS, "a", "button", "title") if not e.text.strip()
    )


def _references(markup: Markup) -> Iterator[str]:
    ids = [element.attributes["id"] for element in markup.elements if "id" in element.attributes]
    yield from (f"id {one} stands twice" for one in set(ids) if ids.count(one) > 1)
    for element in markup.elements:
        for name in _REFERENCES:
            yield from (f"{name}={one}" for one in element.attributes.get(name, "").split() if one not in ids)
        href = element.attributes.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            yield f"{href} leads nowhere"
    labels = {element.attributes["for"] for element in markup.named("label")}
    for element in markup.named(*_FIELDS):
        if element.attributes.get("type") != "hidden" and element.attributes.get("id") not in labels:
            yield f"the field {element.attributes} has no label"


def _tables(markup: Markup) -> Iterator[str]:
    if len(markup.named("table")) != len(markup.named("caption")):
        yield "a table has no caption"
    yield from (f"<th> {e.text!r} has no scope" for e in markup.named("th") if "scope" not in e.attributes)


def _content(markup: Markup) -> Iterator[str]:
    yield from (f"<{e.tag}>" for e in markup.named("script", "style", "iframe", "object", "embed", "base"))
    for element in markup.elements:
        yield from (
            f"<{element.tag} {name}>"
            for name, value in element.attributes.items()
            if name == "style" or name.startswith("on") or "javascript:" in value.casefold()
            if name != "value"
        )
    yield from (f"{e.attributes} has no alt" for e in markup.named("img") if "alt" not in e.attributes)
