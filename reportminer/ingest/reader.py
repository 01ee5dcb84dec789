"""Reads a report in whatever form it was published. Engines are imported when the first file needs them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import assert_never

from reportminer.ids import hash_file
from reportminer.ingest.hints import Hints
from reportminer.ingest.misses import miss
from reportminer.records import Document, Skipped, Source, SourceKind, Status
from reportminer.settings import IngestSettings

OnPage = Callable[..., None]
Reader = Callable[[Source, IngestSettings, OnPage], Document | Skipped]


def parse_source(
    source: Source, settings: IngestSettings, on_page: OnPage, hints: Hints | None = None
) -> Document | Skipped:
    """Return a file's document, or why there is none.

    Runs inside the sandbox's child: exceptions of the engines may come out of it and are classified there.

    Args:
        source: the file; its bytes must still be those that were hashed.
        settings: limits and choice of engine.
        on_page: called after each page with its number and, where known, the number of pages; once with 0 when the
            engine is loaded.
        hints: pages to leave out, time, passwords; forms other than PDF have no use for them.
    """
    read = _load_reader(source.kind, hints or Hints())
    on_page(0)
    try:
        unchanged = hash_file(Path(source.path)) == source.sha256
    except OSError as error:
        return miss(source, Status.DAMAGED, f"it cannot be read any more: {error.strerror or error}")
    if not unchanged:
        remedy = "wait until it is no longer being written, and run again"
        return miss(source, Status.DAMAGED, "it has changed since it was found", remedy=remedy)
    return read(source, settings, on_page)


def _load_reader(kind: SourceKind, hints: Hints) -> Reader:
    match kind:
        case SourceKind.PDF:
            from reportminer.ingest.locked import parse_locked

            return partial(parse_locked, hints=hints)
        case SourceKind.HTML:
            from reportminer.ingest.html import parse_html

            return parse_html
        case SourceKind.DOCX:
            from reportminer.ingest.docx import parse_docx

            return parse_docx
        case SourceKind.TXT:
            from reportminer.ingest.txt import parse_txt

            return parse_txt
        case _:
            assert_never(kind)
