"""The one door of lxml: parses web pages and Office parts safely, and walks their elements.

Nothing is fetched, no entity that a file declares is expanded, and no depth is lost in silence.
"""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
"""An element of a tree; equal only to itself, and safe to keep in sets and as a key."""

BrokenTree = etree.XMLSyntaxError
"""Raised for XML that is not well-formed, too deep, or would expand beyond measure."""


def parse_page(text: str) -> tuple[Element | None, str]:
    """Parse a web page as browsers do.

    Depth is not limited by `huge_tree`, since text below the limit would be lost; memory and time are, outside.

    Returns:
        The root, or None without any element, and what kept the parser from reading to the end; faults that
        browsers mend as well are no problem.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    clean = text.replace("\0", "").encode("utf-8", "replace")
    if not clean.strip():
        return None, ""
    root = etree.fromstring(clean, parser)
    fatal = [entry.message for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL]
    return root, next(iter(fatal), "")


def parse_part(data: bytes) -> Element:
    """Parse an XML part of an Office file.

    Raises:
        BrokenTree: it cannot be parsed within the parser's limits.
    """
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def iter_elements(root: Element) -> Iterator[Element]:
    """Yield the root and every element below it, in order of the document."""
    yield from root.iter(etree.Element)


def walk(root: Element, *events: Literal["start", "end"]) -> Any:
    """Walk a tree without recursion.

    Args:
        root: where to begin.
        events: `start` and `end`, as wanted.

    Returns:
        An iterator over (event, element) with a method `skip_subtree()`.
    """
    return etree.iterwalk(root, events=events)
