"""What the file says of itself, read by pypdf: page labels, outline, properties, and a second page count."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from reportminer.records import OutlineItem
from reportminer.text import squash

_MAX_OUTLINE = 5000
_BROKEN = (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What pypdf raises on damaged files."""
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFacts:
    """The file's own statements; each is empty where it is missing or damaged."""

    n_pages: int = 0
    """Pages as pypdf counts them; 0 if it cannot."""
    encrypted: bool = False
    """Whether the file needs a password that was not given."""
    labels: tuple[str, ...] = ()
    """Page labels, one a page, where the file defines any."""
    outline: tuple[OutlineItem, ...] = ()
    """Bookmarks in order."""
    metadata: tuple[tuple[str, str], ...] = ()
    """title, author, created, modified (ISO dates), by name."""


def read_facts(path: str, password: str = "") -> PdfFacts:
    """Return what pypdf can learn from a file; never raises for a damaged one.

    Args:
        path: of the file.
        password: tried where the file asks for one.
    """
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(password):
            return PdfFacts(encrypted=True)
        count = len(reader.pages)
    except _BROKEN:
        return PdfFacts()
    return PdfFacts(
        n_pages=count,
        labels=_labels(reader, count),
        outline=_outline(reader),
        metadata=_metadata(reader),
    )


def _labels(reader: Any, count: int) -> tuple[str, ...]:
    try:
        if "/PageLabels" not in reader.trailer["/Root"]:
            return ()
        labels = tuple(reader.page_labels)
    except _BROKEN:
        return ()
    return labels if len(labels) == count else ()


def _outline(reader: Any) -> tuple[OutlineItem, ...]:
    found: list[OutlineItem] = []
    try:
        _walk(reader, reader.outline, 1, found)
    except _BROKEN:
        return ()
    return tuple(found)


def _walk(reader: Any, entries: Any, level: int, found: list[OutlineItem]) -> None:
    for entry in entries:
        if len(found) >= _MAX_OUTLINE:
            return
        if isinstance(entry, list):
            _walk(reader, entry, level + 1, found)
        elif title := squash(str(entry.title or "")):
            found.append(OutlineItem(title=title, level=level, page=_target(reader, entry)))


def _target(reader: Any, entry: Any) -> int:
    try:
        number = reader.get_destination_page_number(entry)
    except _BROKEN:
        return 0
    return number + 1 if number is not None and number >= 0 else 0


def _metadata(reader: Any) -> tuple[tuple[str, str], ...]:
    try:
        stated = reader.metadata
    except _BROKEN:
        return ()
    if stated is None:
        return ()
    values: list[tuple[str, str]] = []
    for name, field in (("author", "author"), ("created", "creation_date"), ("modified", "modification_date")):
        values += _value(stated, name, field)
    values += _value(stated, "title", "title")
    return tuple(sorted(values))


def _value(stated: Any, name: str, field: str) -> list[tuple[str, str]]:
    try:
        value = getattr(stated, field)
    except _BROKEN:
        return []
    if isinstance(value, datetime):
        return [(name, value.date().isoformat())]
    text = squash(str(value or ""))
    return [(name, text)] if text else []
