"""A parser of reports whose pages misbehave: the file's name says page by page how, as in `ok hang ok`."""

import os
import time
from collections.abc import Callable

from reportminer.ingest.hints import Hints
from reportminer.records import Document, Page, Skipped, Source, Span, Status
from reportminer.settings import IngestSettings

PATH = "tests.ingest.fake_pages:parse"
"""How the sandbox is told to use `parse`."""


def parse(
    source: Source, settings: IngestSettings, on_page: Callable[..., None], hints: Hints
) -> Document | Skipped:
    """Read the pages in order; `shut` at first hangs before the file is open, `end` dies after the last page."""
    verbs = source.file.split()
    if verbs[0] == "shut":
        time.sleep(60)
    pages = [verb for verb in verbs if verb != "end"]
    on_page(0, len(pages))
    for number, verb in enumerate(pages, 1):
        if number not in hints.skip:
            _obey(verb)
        on_page(number, len(pages))
    if verbs[-1] == "end":
        os._exit(3)
    return _document(source, hints, len(pages))


def _obey(verb: str) -> None:
    match verb:
        case "hang":
            time.sleep(60)
        case "memory":
            raise MemoryError
        case "exit":
            os._exit(3)
        case "raise":
            raise KeyError("Contents")


def _document(source: Source, hints: Hints, n_pages: int) -> Document:
    """A document whose text names its child, with one word a page that was read."""
    read = [number for number in range(1, n_pages + 1) if number not in hints.skip]
    text = " ".join(f"page{number}" for number in read)
    pages = tuple(
        Page(
            number=number,
            label="",
            width=595.0,
            height=842.0,
            status=hints.skip.get(number, Status.OK),
            engine="fake",
            span=Span(start=0, end=0),
            n_chars=5,
            n_blocks=0,
        )
        for number in range(1, n_pages + 1)
    )
    status = Status.PARTIAL if hints.skip else Status.OK
    return Document(source=source, status=status, title=str(os.getpid()), text=text, pages=pages, blocks=())
