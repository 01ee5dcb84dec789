"""A PDF becomes a `Document`: the one way in for PDF files."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from pypdfium2 import PdfiumError

from reportminer.ingest.assemble import Assembled, assemble
from reportminer.ingest.glyphs_pdfium import PdfiumFile
from reportminer.ingest.glyphs_pdfplumber import OtherEngine
from reportminer.ingest.hints import Hints
from reportminer.ingest.layout import Layout, lay_out
from reportminer.ingest.misses import miss
from reportminer.ingest.ocr import PictureReader
from reportminer.ingest.ocr_sizes import even_sizes
from reportminer.ingest.pypdf_facts import PdfFacts, read_facts
from reportminer.ingest.quality import better_page, is_doubtful, remarks, status_of
from reportminer.ingest.time_limit import OutOfTime, within
from reportminer.ingest.titles import choose_title
from reportminer.ingest.unread import LEFT_OUT, UNREAD, tell_untried, why_partial
from reportminer.ingest.words import PageWords
from reportminer.records import Document, Page, Skipped, Source, Span, Status
from reportminer.settings import IngestSettings

_ANOTHER_COPY = "open it in a viewer; if that fails too, ask the publisher for another copy"
_ALLOCATIONS = 100_000
"""More objects made than freed before Python looks for cycles; its own value is 700."""
_GENERATIONS = (50, 1000)
"""Looks at the youngest before the next older ones are looked at too."""
_FACTS_S = 5.0
"""Labels, outline and properties are not worth more time; real files take below 1 s."""


def parse_pdf(
    source: Source,
    settings: IngestSettings,
    on_page: Callable[..., None],
    password: str = "",
    *,
    hints: Hints | None = None,
) -> Document | Skipped:
    """Return a PDF as a document, or why it cannot be read.

    Args:
        source: the file.
        settings: of ingest.
        on_page: called with each page's number and the number of pages when it has been read, and with 0 when the
            file is open: a sign of life.
        password: tried where the file asks for one.
        hints: pages to leave out and the time for reading pages.

    Raises:
        MemoryError: the file needs more memory than this process may use.
    """
    with seldom_collected():
        return _parse(source, settings, on_page, password, hints or Hints())


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Have Python look for cycles of garbage less often: records are made in great number, and hold none.

    Looking through them again and again took a fifteenth of the time. pdfplumber's pages do hold cycles, so it
    is not turned off.
    """
    before = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *_GENERATIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _parse(
    source: Source, settings: IngestSettings, on_page: Callable[..., None], password: str, hints: Hints
) -> Document | Skipped:
    try:
        file = PdfiumFile(source.path, password, use_tags=settings.use_tags)
    except PdfiumError as error:
        return _cannot_open(source, _facts(source, password), str(error))
    with file:
        if skipped := _refuse(source, len(file), settings):
            return skipped
        on_page(0, len(file))
        unread = _Unread(hints)
        pictures = PictureReader(file, settings, budget_s=unread.ocr_s)
        pages = _read_pages(source, file, settings, on_page, password, unread=unread, pictures=pictures)
    statuses = [unread.pages.get(number) or status_of(page) for number, page in enumerate(pages, 1)]
    if not any(status in (Status.OK, Status.PARTIAL) for status in statuses):
        return pictures.explain(source, statuses) or _no_text(source, statuses)
    document = _document(source, _facts(source, password), settings, pages, statuses)
    return tell_untried(document, unread.untried_from)


def _facts(source: Source, password: str) -> PdfFacts:
    try:
        with within(_FACTS_S):
            return read_facts(source.path, password)
    except OutOfTime:
        return PdfFacts()


class _Unread:
    """The pages that are left out: those known to be bad, and all that remain when the time is up."""

    def __init__(self, hints: Hints) -> None:
        self.pages: dict[int, Status] = dict(hints.skip)
        self.untried_from = hints.untried_from
        self._end = time.monotonic() + hints.time_s
        self.ocr_s = hints.ocr_s

    def covers(self, number: int, *, granted_s: float) -> bool:
        """Say whether a page is left out; asked in the order of the pages, with the time granted on top."""
        if time.monotonic() > self._end + granted_s:
            self.pages.setdefault(number, Status.TIMEOUT)
        return number in self.pages


def _read_pages(
    source: Source,
    file: PdfiumFile,
    settings: IngestSettings,
    on_page: Callable[..., None],
    password: str,
    *,
    unread: _Unread,
    pictures: PictureReader,
) -> list[PageWords | None]:
    """Read each page with the engine of the settings, and again with the other where its text looks doubtful."""
    limit = settings.max_chars_per_page
    pages = []
    other: OtherEngine | None = None
    try:
        for number in range(1, len(file) + 1):
            left_out = unread.covers(number, granted_s=pictures.spent_s)
            first = None if left_out else file.read_page(number, max_chars=limit)
            if not left_out and (settings.engine == "pdfplumber" or is_doubtful(first)):
                other = other or OtherEngine(source.path, password)
                second = other.read_page(number, max_chars=limit)
                first = better_page(*((second, first) if settings.engine == "pdfplumber" else (first, second)))
            first = pictures.read(first, number, alive=partial(on_page, number - 1, len(file)))
            pages.append(first)
            on_page(number, len(file), pictures.spent_s)
    finally:
        if other is not None:
            other.close()
    return even_sizes(pages)


def _cannot_open(source: Source, facts: PdfFacts, error: str) -> Skipped:
    if facts.encrypted or "password" in error.lower():
        reason, remedy = "the file asks for a password", "give it with --password-file, or save a copy without one"
        return miss(source, Status.ENCRYPTED, reason, remedy=remedy)
    return miss(source, Status.DAMAGED, "the file cannot be opened as a PDF", remedy=_ANOTHER_COPY)


def _refuse(source: Source, n_pages: int, settings: IngestSettings) -> Skipped | None:
    if n_pages == 0:
        return miss(source, Status.DAMAGED, "the file has no pages", remedy=_ANOTHER_COPY)
    if n_pages > settings.max_pages:
        reason = f"the file has {n_pages} pages, more than the limit of {settings.max_pages}"
        remedy = "raise ingest.max_pages in your settings"
        return miss(source, Status.TOO_LARGE, reason, remedy=remedy, n_pages=n_pages)
    return None


def _no_text(source: Source, statuses: Sequence[Status]) -> Skipped:
    n_pages = len(statuses)
    for status in LEFT_OUT:
        if status in statuses:
            return miss(source, status, f"its pages {UNREAD[status]}", n_pages=n_pages)
    if Status.DAMAGED in statuses:
        return miss(
            source, Status.DAMAGED, "no text of its pages can be read", remedy=_ANOTHER_COPY, n_pages=n_pages
        )
    return miss(
        source,
        Status.EMPTY,
        "its pages hold neither text nor pictures",
        remedy="check the file by eye",
        n_pages=n_pages,
    )


def _document(
    source: Source,
    facts: PdfFacts,
    settings: IngestSettings,
    pages: Sequence[PageWords | None],
    statuses: Sequence[Status],
) -> Document:
    layout = lay_out(
        [page for page in pages if page is not None], outline=facts.outline if settings.use_outline else ()
    )
    done = assemble(layout.drafts)
    reason = why_partial(statuses, facts.n_pages)
    return Document(
        source=source,
        status=Status.PARTIAL if reason else Status.OK,
        reason=reason,
        title=choose_title(
            stated=dict(facts.metadata).get("title", ""), printed=layout.title, cover=layout.front_text
        ),
        text=done.text,
        pages=_pages(pages, statuses, done, layout, facts),
        blocks=done.blocks,
        tables=done.tables,
        words=done.words,
        outline=facts.outline,
        front_text=layout.front_text,
        metadata=facts.metadata,
    )


def _pages(
    pages: Sequence[PageWords | None],
    statuses: Sequence[Status],
    done: Assembled,
    layout: Layout,
    facts: PdfFacts,
) -> tuple[Page, ...]:
    records = []
    position = 0
    blocks_by_page: dict[int, list[Span]] = {}
    for block in done.blocks:
        blocks_by_page.setdefault(block.page, []).append(block.span)
    for number, (page, status) in enumerate(zip(pages, statuses, strict=True), 1):
        spans = blocks_by_page.get(number, [])
        start = spans[0].start if spans else position
        position = spans[-1].end if spans else position
        stated = facts.labels[number - 1] if number <= len(facts.labels) else ""
        records.append(
            Page(
                number=number,
                label=layout.labels.get(number) or stated,
                width=page.width if page else 0.0,
                height=page.height if page else 0.0,
                status=status,
                engine=page.engine if page else "",
                span=Span(start=start, end=position if spans else start),
                n_chars=page.n_chars if page else 0,
                n_blocks=len(spans),
                ocr=page is not None and page.engine == "tesseract",
                warnings=(layout.remarks if number == 1 else ())
                + (remarks(page) if page or status not in LEFT_OUT else (LEFT_OUT[status],)),
            )
        )
    return tuple(records)
