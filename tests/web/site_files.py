"""Reads a static site as a web browser would: which files it has, and where its addresses lead."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

ADDRESSES = {"href", "src", "action", "srcset", "poster", "data", "formaction"}


@dataclass
class PageFile:
    """What a page refers to."""

    addresses: list[str] = field(default_factory=list)
    """As written in attributes."""
    ids: set[str] = field(default_factory=set)
    """Ids of its elements."""
    scripts: int = 0
    """Script elements, and attributes that would run."""
    policy: str = ""
    """Its Content Security Policy."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = PageFile()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.page.scripts += (tag == "script") + sum(name.startswith("on") for name in named)
        self.page.ids |= {named["id"]} if "id" in named else set()
        self.page.addresses += [value for name, value in named.items() if name in ADDRESSES]
        if named.get("http-equiv", "").lower() == "content-security-policy":
            self.page.policy = named["content"]


def read_page(path: Path) -> PageFile:
    """Read one page."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.page


def read_site(folder: Path) -> dict[Path, PageFile]:
    """Read all pages of a site."""
    return {path: read_page(path) for path in sorted(folder.rglob("*.html"))}


def find_dead_ends(folder: Path) -> list[str]:
    """Return addresses that lead to no file of the site, or to no place on its page."""
    site = read_site(folder)
    return [
        f"{path.name}: {address}"
        for path, page in site.items()
        for address in page.addresses
        if not _leads_somewhere(address, path, site, folder)
    ]


def _leads_somewhere(address: str, path: Path, site: dict[Path, PageFile], folder: Path) -> bool:
    where, place = urldefrag(address)
    if urlsplit(where).scheme or where.startswith("/"):
        return False
    target = path.parent / unquote(where) if where else path
    if not target.is_file() or not target.resolve().is_relative_to(folder.resolve()):
        return False
    found = site.get(folder / target.resolve().relative_to(folder.resolve()))
    return not place or found is None or place in found.ids
