"""Reads pages that are pictures of text: which pages need it, the limits, and what came of each."""

import time
from collections.abc import Callable, Sequence

from reportminer.ingest.glyphs_pdfium import PdfiumFile
from reportminer.ingest.misses import miss
from reportminer.ingest.ocr_words import Read, read_tsv
from reportminer.ingest.quality import is_doubtful, status_of
from reportminer.ingest.tesseract import Absent, OcrFailed, Program, find_program, read_picture
from reportminer.ingest.words import PageWords
from reportminer.records import Skipped, Source, Status
from reportminer.settings import IngestSettings

_RAISE = "raise ocr_timeout_s, ocr_report_timeout_s or memory_limit_mb in your settings and run: reportminer retry"
_ANOTHER_VERSION = "look for a version of the report with text, or report this as a bug"
_RAISABLE = (Status.TIMEOUT, Status.MEMORY)
_LOOK_DPI = 72
_FEW_CHARS = 250
"""A page with fewer characters beside a large picture may be a scan with a stamp or a running head on it."""
_LARGE = 0.7
"""Share of the page from which on a picture is large."""
_GAIN = 2.0
"""How many times the text OCR must find beside a picture to be believed more than the engines."""
_LETTER_PT = 40.0
_MIN_CONFIDENCE = 60.0
"""A page read with less is no better than the doubtful text that it would take the place of."""
_MIN_CHARS = 3
_DOUBTFUL_CONFIDENCE = 80.0
_MAX_FAILURES = 3
"""So many pages failing one after the other say that the rest will fail too."""


class PictureReader:
    """Reads the pages of one file by OCR, as long as its time lasts.

    Args:
        file: the open PDF.
        settings: of ingest.
        budget_s: time for all its pages, seconds; the one of the settings where that is less.
    """

    def __init__(self, file: PdfiumFile, settings: IngestSettings, *, budget_s: float) -> None:
        self._file = file
        self._settings = settings
        self._budget_s = min(budget_s, settings.ocr_report_timeout_s)
        self.spent_s = 0.0
        """Seconds that reading pictures has taken so far."""
        self._failures: dict[Status, str] = {}
        self._n_failures = 0
        self._program: Program | Absent | None = None

    def explain(self, source: Source, statuses: Sequence[Status]) -> Skipped | None:
        """Return why no page of a file could be read, where pictures of text are the reason; else None.

        Args:
            source: the file.
            statuses: of its pages.
        """
        n_pages = len(statuses)
        failed = [status for status in self._failures if status in statuses]
        if failed:
            reason = self._failures[failed[0]]
            remedy = _RAISE if failed[0] in _RAISABLE else _ANOTHER_VERSION
            return miss(
                source, failed[0], f"its pages are pictures of text: {reason}", remedy=remedy, n_pages=n_pages
            )
        if Status.SCANNED in statuses:
            reason, remedy = self._why_unread()
            return miss(source, Status.SCANNED, reason, remedy=remedy, n_pages=n_pages)
        if isinstance(self._program, Program) and Status.EMPTY in statuses:
            reason = "its pages are blank or pictures in which no text was found"
            return miss(source, Status.EMPTY, reason, remedy="check the file by eye", n_pages=n_pages)
        return None

    def _why_unread(self) -> tuple[str, str]:
        if isinstance(self._program, Absent):
            return f"its pages are pictures of text, and {self._program.reason}", self._program.remedy
        return "its pages are pictures of text", "run again with --ocr auto, which reads them with Tesseract"

    def read(self, page: PageWords | None, number: int, *, alive: Callable[[float], None]) -> PageWords | None:
        """Return a page as OCR reads it where it needs that, else as it was, with how an attempt ended.

        Args:
            page: as the engines read it; None where they cannot load it.
            number: from 1.
            alive: called now and then while a page is read, with the seconds that OCR has taken in this file.
        """
        if page is None:
            return None
        if status_of(page) == Status.SCANNED or (not page.words and self._is_written(number)):
            page = _bare(page)
        elif not page.words:
            return page
        mode = self._settings.ocr
        wanted = mode == "always" or (mode == "auto" and _may_gain(page))
        return self._try(page, number, alive) if wanted else page

    def _is_written(self, number: int) -> bool:
        return self._file.draw_page(number, dpi=_LOOK_DPI).looks_written()

    def _try(self, page: PageWords, number: int, alive: Callable[[float], None]) -> PageWords:
        if self._program is None:
            self._program = find_program(self._settings.ocr_languages)
        if isinstance(self._program, Absent):
            return _note(page, page.ended, f"not read from its picture: {self._program.reason}")
        try:
            read = self._recognise(self._program, page, number, alive)
        except OcrFailed as failure:
            self._failures.setdefault(failure.code, failure.reason)
            return _note(page, failure.code if page.ended else None, failure.reason)
        return _choose(page, read, always=self._settings.ocr == "always")

    def _recognise(self, program: Program, page: PageWords, number: int, alive: Callable[[float], None]) -> Read:
        limits = self._settings
        left_s = self._budget_s - self.spent_s
        if left_s <= 0:
            reason = f"reading pictures of pages took longer than {limits.ocr_report_timeout_s:g} s for one report"
            raise OcrFailed(Status.TIMEOUT, reason)
        if self._n_failures >= _MAX_FAILURES:
            raise OcrFailed(Status.CRASHED, f"not tried, since {_MAX_FAILURES} pages before it failed")
        begun, before_s = time.monotonic(), self.spent_s

        def tick() -> None:
            self.spent_s = before_s + time.monotonic() - begun
            alive(self.spent_s)

        self._n_failures += 1
        picture = self._file.draw_page(number, dpi=limits.ocr_dpi)
        tsv = read_picture(
            program,
            picture.as_pgm(),
            dpi=max(round(72 * picture.scale), 70),
            timeout_s=min(limits.ocr_timeout_s, left_s),
            alive=tick,
        )
        self._n_failures = 0
        tick()
        return read_tsv(tsv, picture=picture, width=page.width, height=page.height)


def _bare(page: PageWords) -> PageWords:
    """Return a page that is a picture, without the small shapes drawn on it: they may be letters."""
    return page._replace(
        ended=Status.SCANNED,
        dots=(),
        boxes=tuple(box for box in page.boxes if min(box.width, box.height) > _LETTER_PT),
        rules=tuple(rule for rule in page.rules if max(rule.width, rule.height) > _LETTER_PT),
    )


def _may_gain(page: PageWords) -> bool:
    """Say whether OCR may read more than the engines did."""
    pictured = any(image.width * image.height > _LARGE * page.width * page.height for image in page.images)
    return page.ended is not None or is_doubtful(page) or (pictured and page.n_chars < _FEW_CHARS)


def _note(page: PageWords, ended: Status | None, note: str) -> PageWords:
    return page._replace(ended=ended, notes=(*page.notes, note))


def _choose(page: PageWords, read: Read, *, always: bool) -> PageWords:
    """Return the page with the words of OCR where they are the better ones."""
    n_chars = sum(len(word.text) for word in read.words)
    n_letters = sum(char.isalnum() for word in read.words for char in word.text)
    readable = n_letters >= _MIN_CHARS and read.confidence >= _MIN_CONFIDENCE
    better = always or is_doubtful(page) or n_chars > _GAIN * page.n_chars
    if readable and better:
        notes = [f"text read from a picture (OCR), mean confidence {read.confidence:.0f} of 100"]
        if read.confidence < _DOUBTFUL_CONFIDENCE:
            notes.append("low confidence: check words against the page")
        return page._replace(
            words=read.words, engine="tesseract", ended=Status.OK, n_unmapped=0, notes=tuple(notes)
        )
    if page.ended is None:
        return page
    return _note(page, Status.OK if page.words else Status.EMPTY, "a picture in which no text was found")
