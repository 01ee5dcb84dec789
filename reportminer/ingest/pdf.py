"""A PDF becomes a `Document`: the one way in for PDF files."""

from collections.abc import Callable, Sequence

from pypdfium2 import PdfiumError

from reportminer.ingest.assemble import Assembled, assemble
from reportminer.ingest.glyphs_pdfium import PdfiumFile
from reportminer.ingest.glyphs_pdfplumber import OtherEngine
from reportminer.ingest.layout import Layout, lay_out
from reportminer.ingest.pypdf_facts import PdfFacts, read_facts
from reportminer.ingest.quality import better_page, is_doubtful, remarks, status_of
from reportminer.ingest.time_limit import OutOfTime, within
from reportminer.ingest.titles import choose_title
from reportminer.ingest.words import PageWords
from reportminer.records import Document, Page, Skipped, Source, Span, Stage, Status
from reportminer.settings import IngestSettings

_ANOTHER_COPY = "open it in a viewer; if that fails too, ask the publisher for another copy"
_FACTS_S = 5.0
"""Labels, outline and properties are not worth more time; real files take below 1 s."""
_UNREAD = (Status.SCANNED, Status.DAMAGED, Status.PARTIAL)


def parse_pdf(
    source: Source, settings: IngestSettings, on_page: Callable[[int], None], password: str = ""
) -> Document | Skipped:
    """Return a PDF as a document, or why it cannot be read.

    Args:
        source: the file.
        settings: of ingest.
        on_page: called with each page's number when it has been read: a sign of life.
        password: tried where the file asks for one.

    Raises:
        MemoryError: the file needs more memory than this process may use.
    """
    try:
        file = PdfiumFile(source.path, password)
    except PdfiumError as error:
        return _cannot_open(source, _facts(source, password), str(error))
    with file:
        if skipped := _refuse(source, len(file), settings):
            return skipped
        pages = _read_pages(source, file, settings, on_page, password)
    statuses = [status_of(page) for page in pages]
    if not any(status in (Status.OK, Status.PARTIAL) for status in statuses):
        return _no_text(source, statuses)
    return _document(source, _facts(source, password), pages, statuses)


def _facts(source: Source, password: str) -> PdfFacts:
    try:
        with within(_FACTS_S):
            return read_facts(source.path, password)
    except OutOfTime:
        return PdfFacts()


def _read_pages(
    source: Source, file: PdfiumFile, settings: IngestSettings, on_page: Callable[[int], None], password: str
) -> list[PageWords | None]:
    """Read each page with the engine of the settings, and again with the other where its text looks doubtful."""
    limit = settings.max_chars_per_page
    pages = []
    other: OtherEngine | None = None
    try:
        for number in range(1, len(file) + 1):
            first = file.read_page(number, max_chars=limit)
            if settings.engine == "pdfplumber" or is_doubtful(first):
                other = other or OtherEngine(source.path, password)
                second = other.read_page(number, max_chars=limit)
                first = better_page(*((second, first) if settings.engine == "pdfplumber" else (first, second)))
            pages.append(first)
            on_page(number)
    finally:
        if other is not None:
            other.close()
    return pages


def _cannot_open(source: Source, facts: PdfFacts, error: str) -> Skipped:
    if facts.encrypted or "password" in error.lower():
        reason, remedy = "the file asks for a password", "give it with --password-file, or save a copy without one"
        return _skip(source, Status.ENCRYPTED, reason, remedy)
    return _skip(source, Status.DAMAGED, "the file cannot be opened as a PDF", _ANOTHER_COPY)


def _refuse(source: Source, n_pages: int, settings: IngestSettings) -> Skipped | None:
    if n_pages == 0:
        return _skip(source, Status.DAMAGED, "the file has no pages", _ANOTHER_COPY)
    if n_pages > settings.max_pages:
        reason = f"the file has {n_pages} pages, more than the limit of {settings.max_pages}"
        return _skip(source, Status.TOO_LARGE, reason, "raise ingest.max_pages in your settings", n_pages)
    return None


def _no_text(source: Source, statuses: Sequence[Status]) -> Skipped:
    n_pages = len(statuses)
    if Status.SCANNED in statuses:
        reason, remedy = "its pages are pictures of text", "install Tesseract and run again with --ocr auto"
        return _skip(source, Status.SCANNED, reason, remedy, n_pages)
    if Status.DAMAGED in statuses:
        return _skip(source, Status.DAMAGED, "no text of its pages can be read", _ANOTHER_COPY, n_pages)
    return _skip(
        source, Status.EMPTY, "its pages hold neither text nor pictures", "check the file by eye", n_pages
    )


def _skip(source: Source, code: Status, reason: str, remedy: str, n_pages: int = 0) -> Skipped:
    return Skipped(
        report_id=source.report_id,
        file=source.file,
        path=source.path,
        sha256=source.sha256,
        size=source.size,
        n_pages=n_pages,
        stage=Stage.INGEST,
        code=code,
        reason=reason,
        remedy=remedy,
    )


def _document(
    source: Source, facts: PdfFacts, pages: Sequence[PageWords | None], statuses: Sequence[Status]
) -> Document:
    layout = lay_out([page for page in pages if page is not None])
    done = assemble(layout.drafts)
    reason = _why_partial(statuses, facts.n_pages)
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


def _why_partial(statuses: Sequence[Status], n_pages_stated: int) -> str:
    parts = []
    for status in _UNREAD:
        numbers = [str(number) for number, found in enumerate(statuses, 1) if found == status]
        if numbers:
            shown = ", ".join(numbers[:8]) + (", ..." if len(numbers) > 8 else "")
            parts.append(f"{len(numbers)} of {len(statuses)} pages are {status.value} (page {shown})")
    if n_pages_stated and n_pages_stated != len(statuses):
        parts.append(
            f"the file's page list is damaged: one reader finds {len(statuses)} pages, another {n_pages_stated}"
        )
    return "; ".join(parts)


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
                warnings=remarks(page),
            )
        )
    return tuple(records)
