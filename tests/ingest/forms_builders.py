"""Real small files of the forms without pages, and short ways to read them."""

from collections.abc import Callable
from pathlib import Path

from reportminer.ids import hash_bytes, make_report_id
from reportminer.records import Block, Document, Skipped, Source, SourceKind
from reportminer.settings import IngestSettings

Parse = Callable[[Source, IngestSettings, Callable[[int], None]], Document | Skipped]


def make_source(path: Path, kind: SourceKind) -> Source:
    """The source of a file that is there."""
    data = path.read_bytes()
    sha256 = hash_bytes(data)
    return Source(
        path=str(path),
        file=path.name,
        report_id=make_report_id(sha256),
        sha256=sha256,
        size=len(data),
        kind=kind,
    )


def read_file(parse: Parse, path: Path, kind: SourceKind, settings: IngestSettings | None = None) -> Document:
    """Read a file that can be read."""
    document = parse(make_source(path, kind), settings or IngestSettings(), lambda page: None)
    assert isinstance(document, Document), document
    return document


def miss_file(parse: Parse, path: Path, kind: SourceKind, settings: IngestSettings | None = None) -> Skipped:
    """Read a file that cannot be read."""
    skipped = parse(make_source(path, kind), settings or IngestSettings(), lambda page: None)
    assert isinstance(skipped, Skipped), skipped
    return skipped


def outline(document: Document) -> list[tuple[str, int | None, str, str]]:
    """Kind, level, marker and text of each block."""
    return [(b.kind.value, b.level, b.marker, b.span.of(document.text)) for b in document.blocks]


def texts(document: Document) -> list[str]:
    """Text of each block."""
    return [block.span.of(document.text) for block in document.blocks]


def block_of(document: Document, text: str) -> Block:
    """The block with a text."""
    return next(block for block in document.blocks if block.span.of(document.text) == text)
