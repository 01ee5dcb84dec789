"""Reads the words of some pages again, each by a stated engine: a second witness for what was found on them.

The engines share nothing below the level of characters, so that words which both of them see at one place do stand
there. Structure is not looked for: no columns, no blocks, no words mended over lines.
"""

import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pypdfium2 import PdfiumError

from reportminer.ids import hash_file
from reportminer.ingest.glyphs_pdfium import PdfiumFile
from reportminer.ingest.glyphs_pdfplumber import OtherEngine
from reportminer.ingest.hints import Hints
from reportminer.ingest.locked import find_password
from reportminer.ingest.misses import miss
from reportminer.ingest.ocr import PictureReader
from reportminer.ingest.pdf import seldom_collected
from reportminer.ingest.quality import remarks, status_of
from reportminer.ingest.reader import parse_source
from reportminer.ingest.words import PageWords
from reportminer.records import Document, Page, Skipped, Source, Span, Status, WordMap
from reportminer.settings import IngestSettings

_PDFPLUMBER, _TESSERACT = "pdfplumber", "tesseract"


def parse_again(
    source: Source, settings: IngestSettings, on_page: Callable[..., None], hints: Hints
) -> Document | Skipped:
    """Return the words of the pages in `Hints.readings`, or the whole report where there are none.

    Runs inside the sandbox's child, as `reader.parse_source` does.

    Args:
        source: the file; its bytes must still be those that were hashed.
        settings: limits.
        on_page: called before and after each page with the last page done and the number of pages.
        hints: what to read and how; pages to leave out, time, passwords.

    Returns:
        A document that has just the pages read (one that was left out or has no words has its status and remarks),
        their words in the order of the file parted by spaces, the place of each word, and no blocks; or why there
        is none.
    """
    if not hints.readings:
        return parse_source(source, settings, on_page, hints)
    on_page(0)
    if hash_file(Path(source.path)) != source.sha256:
        return miss(source, Status.DAMAGED, "it has just been changed", remedy="verify again")
    password = find_password(source.path, hints.passwords, on_try=on_page) if hints.passwords else ""
    try:
        file = PdfiumFile(source.path, password)
    except PdfiumError as error:
        return _cannot_open(source, str(error))
    with file, seldom_collected():
        other = OtherEngine(source.path, password)
        return _read(source, file, other, settings=settings, on_page=on_page, hints=hints)


def _cannot_open(source: Source, error: str) -> Skipped:
    if "password" in error.lower():
        remedy = "give it with --password-file"
        return miss(source, Status.ENCRYPTED, "the file asks for a password", remedy=remedy)
    return miss(source, Status.DAMAGED, "the file cannot be opened as a PDF")


def _read(
    source: Source,
    file: PdfiumFile,
    other: OtherEngine,
    *,
    settings: IngestSettings,
    on_page: Callable[..., None],
    hints: Hints,
) -> Document:
    pictures = PictureReader(file, replace(settings, ocr="always"), budget_s=hints.ocr_s)
    engines = _Engines(file, other, pictures, max_chars=settings.max_chars_per_page)
    end = time.monotonic() + hints.time_s
    sheet = _Sheet()
    try:
        for number, engine in sorted(hints.readings.items()):
            left_out = hints.skip.get(number)
            if time.monotonic() > end + pictures.spent_s:
                left_out = left_out or Status.TIMEOUT
            on_page(number - 1, len(file), pictures.spent_s)
            words = None if left_out or number > len(file) else engines.read(number, engine, on_page)
            sheet.add(number, words, left_out or status_of(words))
            on_page(number, len(file), pictures.spent_s)
    finally:
        other.close()
    return sheet.make_document(source)


class _Engines:
    """The ways to read a page of one open file."""

    def __init__(self, file: PdfiumFile, other: OtherEngine, pictures: PictureReader, *, max_chars: int) -> None:
        self._file, self._other, self._pictures = file, other, pictures
        self._max_chars = max_chars

    def read(self, number: int, engine: str, on_page: Callable[..., None]) -> PageWords | None:
        """Return what an engine reads on a page; None if it cannot."""
        if engine == _PDFPLUMBER:
            return self._other.read_page(number, max_chars=self._max_chars)
        page = self._file.read_page(number, max_chars=self._max_chars)
        if engine == _TESSERACT:
            return self._pictures.read(page, number, alive=partial(on_page, number - 1, len(self._file)))
        return page


@dataclass(slots=True)
class _Sheet:
    """Collects words with their places, page after page."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    starts: "array[int]" = field(default_factory=lambda: array("i"))
    ends: "array[int]" = field(default_factory=lambda: array("i"))
    numbers: "array[int]" = field(default_factory=lambda: array("i"))
    boxes: "array[float]" = field(default_factory=lambda: array("f"))
    pages: list[Page] = field(default_factory=list)

    def add(self, number: int, words: PageWords | None, status: Status) -> None:
        start = self.length
        for word in words.words if words else ():
            if not word.joined and self.length:
                self._add_text(" ")
            self.starts.append(self.length)
            self._add_text(word.text)
            self.ends.append(self.length)
            self.numbers.append(number)
            self.boxes.extend((word.x0, word.top, word.x1, word.bottom))
        self.pages.append(_page(number, words, status, Span(start=start, end=self.length)))

    def _add_text(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def make_document(self, source: Source) -> Document:
        return Document(
            source=source,
            status=Status.OK,
            title="",
            text="".join(self.parts),
            pages=tuple(self.pages),
            blocks=(),
            words=WordMap(
                starts=self.starts.tobytes(),
                ends=self.ends.tobytes(),
                pages=self.numbers.tobytes(),
                boxes=self.boxes.tobytes(),
            ),
        )


def _page(number: int, words: PageWords | None, status: Status, span: Span) -> Page:
    return Page(
        number=number,
        label="",
        width=words.width if words else 0.0,
        height=words.height if words else 0.0,
        status=status,
        engine=words.engine if words else "",
        span=span,
        n_chars=words.n_chars if words else 0,
        n_blocks=0,
        ocr=words is not None and words.engine == _TESSERACT,
        warnings=remarks(words),
    )
