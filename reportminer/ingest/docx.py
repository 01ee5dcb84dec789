"""Reads Word files (DOCX): checks the archive first, then walks its body."""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from reportminer.ingest.docx_styles import read_numbering, read_styles
from reportminer.ingest.docx_walk import Walk, read_notes, read_text
from reportminer.ingest.flow import Facts, Piece, make_document, tidy_text
from reportminer.ingest.misses import miss
from reportminer.ingest.trees import BrokenTree, Element, parse_part
from reportminer.records import BlockKind, Document, Skipped, Source, Status
from reportminer.settings import IngestSettings
from reportminer.text import clip, fold

_MAX_MEMBERS: Final = 10_000
_UNPACKED_SHARE: Final = 0.5
"""Share of the memory limit that the unpacked archive may take; the parsed tree needs the rest."""

_ENCRYPTED_FLAG: Final = 0x1
_FRONT_CHARS: Final = 2000
_NO_TITLE: Final = re.compile(
    r"(microsoft word|powerpoint|document ?\d*$|untitled|slide \d|.*\.(docx?|dotx?|indd)$)", re.I
)
_OTHER_OFFICE: Final = {
    "xl/": "is a spreadsheet, not a Word file",
    "ppt/": "is a presentation, not a Word file",
    "META-INF/manifest.xml": "is an OpenDocument file, not a Word file",
}


def parse_docx(source: Source, settings: IngestSettings, on_page: Callable[[int], None]) -> Document | Skipped:
    """Return the document of a Word file."""
    path = Path(source.path)
    try:
        if problem := _check_archive(path, source, settings):
            return problem
        package = _open(path)
        on_page(0)
        pieces, facts = _read_package(package)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        BrokenTree,
        KeyError,
        ValueError,
        EOFError,
    ) as error:
        return miss(source, Status.DAMAGED, f"is not a whole Word file: {clip(str(error), 160)}")
    except (NotImplementedError, AttributeError) as error:
        return miss(source, Status.DAMAGED, f"has a part that Word would not write: {clip(str(error), 160)}")
    on_page(1)
    return make_document(source, pieces, facts, settings=settings)


def _check_archive(path: Path, source: Source, settings: IngestSettings) -> Skipped | None:
    """Refuse archives that are no Word file, are locked, or unpack to more than memory can take.

    The sizes that the archive states are binding: `zipfile` stops there.
    """
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    names = [member.filename for member in members]
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        return miss(source, Status.ENCRYPTED, "its parts are locked with a password")
    for start, reason in _OTHER_OFFICE.items():
        if any(name.startswith(start) for name in names) and "word/document.xml" not in names:
            return miss(source, Status.UNSUPPORTED, reason)
    unpacked_mb = sum(member.file_size for member in members) / (1 << 20)
    if len(members) > _MAX_MEMBERS or unpacked_mb > _UNPACKED_SHARE * settings.memory_limit_mb:
        return miss(source, Status.TOO_LARGE, f"unpacks to {unpacked_mb:.0f} MiB in {len(members)} parts")
    return None


def _open(path: Path) -> Any:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return docx.Document(str(path))
    except PackageNotFoundError as error:
        raise zipfile.BadZipFile(str(error)) from error


def _read_package(package: Any) -> tuple[list[Piece], Facts]:
    parts = list(_iter_parts(package))
    styles = read_styles(_first(parts, "styles"))
    walk = Walk(styles=styles, numbering=read_numbering(_first(parts, "numbering")))
    pieces = walk.read(package.element.body)
    for kind in ("footnotes", "endnotes"):
        pieces += read_notes(_first(parts, kind))
    front = " ".join(read_text(tree) for kind, tree in parts if kind in ("header", "footer"))
    metadata = tuple(_read_properties(package))
    title = _choose_title(pieces, dict(metadata).get("title", ""))
    return pieces, Facts(title=title, front_text=clip(tidy_text(front), _FRONT_CHARS), metadata=metadata)


def _iter_parts(package: Any) -> Iterator[tuple[str, Element]]:
    """Yield the XML parts beside the body, each with the last word of its relation; none lies outside."""
    wanted = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
    for relation in package.part.rels.values():
        kind = str(relation.reltype).rpartition("/")[2]
        if kind in wanted and not relation.is_external:
            yield kind, parse_part(relation.target_part.blob)


def _first(parts: list[tuple[str, Element]], kind: str) -> Element | None:
    return next((tree for name, tree in parts if name == kind), None)


def _read_properties(package: Any) -> Iterator[tuple[str, str]]:
    properties = package.core_properties
    for name in ("title", "author", "created", "modified"):
        value = getattr(properties, name, None)
        if isinstance(value, datetime):
            yield name, value.date().isoformat()
        elif value:
            yield name, str(value)


def _choose_title(pieces: list[Piece], stated: str) -> str:
    """Prefer the title printed at the start, but for a file's property that holds it and says more."""
    start = [piece for piece in pieces[:10] if piece.kind is BlockKind.HEADING and piece.level == 1]
    printed = next((piece.text for piece in start), "")
    usable = "" if _NO_TITLE.match(stated.strip()) else stated
    return usable if fold(printed) in fold(usable) else printed
