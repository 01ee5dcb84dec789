"""Elements of REFI-QDA files: only characters that XML 1.0 allows, attributes on one line."""

from xml.etree import ElementTree

from reportminer.export.qdpx_text import strip_illegal
from reportminer.text import squash

Element = ElementTree.Element


def make_element(tag: str, **attributes: str | None) -> Element:
    """Return an element; attributes that are None are left out, what XML 1.0 does not allow too."""
    given = {name: squash(strip_illegal(value)) for name, value in attributes.items() if value is not None}
    return Element(tag, given)


def add_text(parent: Element, tag: str, text: str) -> None:
    """Add an element that holds a text, as it is but for what XML 1.0 does not allow."""
    ElementTree.SubElement(parent, tag).text = strip_illegal(text)


def add_description(parent: Element, text: str) -> None:
    """Add the text that other programs show beside a thing; none where there is nothing to say."""
    if text:
        add_text(parent, "Description", text)


def add_reference(parent: Element, tag: str, guid: str) -> None:
    """Add an element that points to a thing."""
    ElementTree.SubElement(parent, tag, targetGUID=guid)


def write_out(element: Element) -> str:
    """Return an element as text, with its parts on lines of their own."""
    ElementTree.indent(element)
    return ElementTree.tostring(element, encoding="unicode") + "\n"
