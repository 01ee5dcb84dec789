"""Workspaces of real small files, each sentence of which is a finding, for tests of `verify`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reportminer.extract.sentences import split_sentences
from reportminer.ids import make_finding_id
from reportminer.ingest.find import find_sources
from reportminer.ingest.hints import Hints
from reportminer.ingest.reader import parse_source
from reportminer.ingest.second_reading import parse_again
from reportminer.records import Document, MinedDocument, Sentence, Skipped, Source, WordMap
from reportminer.settings import IngestSettings, Settings
from reportminer.spans import shift
from reportminer.store.connection import close_database, open_database
from reportminer.store.writing import store_mined
from reportminer.text import squash
from reportminer.workflow.verify_choice import Wanted
from reportminer.workflow.verify_records import Verdict, Verification, Verified
from reportminer.workflow.verifying import verify_findings
from tests.builders import make_mined, make_tag
from tests.ingest.made_pdfs import Sheet, make_pdf

TAG = make_tag("pooled_budgets", "finance", "good_practice")
POOLED = "Partners in the north pooled their budgets for older people in 2017, and kept them pooled."
DELAYED = "Discharges from the two hospitals were delayed by nine days on average in the winter."
TRUSTED = "Care homes trusted one assessor, who saw people on the ward within a day of the referral."
PARAGRAPHS = (POOLED, DELAYED, TRUSTED)


def write_paragraphs(path: Path, *pages: Sequence[str]) -> Path:
    """Write a PDF of paragraphs, one sequence of them a page."""

    def page(texts: Sequence[str]) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            for text in texts:
                sheet.paragraph(text)

        return draw

    return make_pdf(path, [page(texts) for texts in pages])


def mine(path: Path) -> MinedDocument:
    """Read a real file and make each of its sentences a finding."""
    (source,) = find_sources([path], max_file_mb=1).sources
    document = parse_source(source, IngestSettings(), lambda *_: None)
    assert isinstance(document, Document), document
    sentences = _split(document)
    base = make_mined(path.name, [s.text for s in sentences], tags={s.number: (TAG,) for s in sentences})
    return replace(base, document=document, sentences=sentences)


def _split(document: Document) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for block in document.blocks:
        for inside in split_sentences(block.span.of(document.text), max_chars=2000):
            span = shift(inside, block.span.start)
            text, regions = squash(span.of(document.text)), document.words.regions(span)
            found.append(
                Sentence(
                    number=len(found),
                    finding_id=make_finding_id(document.source.report_id, block.number, text),
                    span=span,
                    text=text,
                    block=block.number,
                    page=regions[0].page if regions else block.page,
                    regions=regions,
                    section=block.section,
                )
            )
    return tuple(found)


def store(workspace: Path, *mined: MinedDocument) -> Path:
    """Store reports and return the workspace's folder."""
    connection = open_database(workspace, write=True)
    for one in mined:
        store_mined(connection, one, key="k")
    close_database(connection)
    return workspace


class Here:
    """Reads files in this process: as the sandbox's child does, without the time that its start takes."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings

    def read(
        self, source: Source, *, passwords: tuple[str, ...] = (), readings: Mapping[int, str] | None = None
    ) -> Document | Skipped:
        """Read a report, or the words of some of its pages."""
        hints = Hints(passwords=passwords, readings=readings or {})
        return self.see(parse_again(source, self._settings, lambda *_: None, hints), set(hints.readings.values()))

    def see(self, found: Document | Skipped, engines: set[str]) -> Document | Skipped:
        """Return what was found; fakes change it."""
        return found

    def close(self) -> None:
        """Nothing is open."""


class Blind(Here):
    """Sees no word by pdfplumber, as in a damaged file."""

    def see(self, found: Document | Skipped, engines: set[str]) -> Document | Skipped:
        """Take the words away."""
        if isinstance(found, Skipped) or "pdfplumber" not in engines:
            return found
        pages = tuple(replace(page, engine="", warnings=("the page cannot be read",)) for page in found.pages)
        return replace(found, pages=pages, words=WordMap())


class Misled(Here):
    """Takes one word for another by pdfplumber."""

    def see(self, found: Document | Skipped, engines: set[str]) -> Document | Skipped:
        """Put another word in its place."""
        if isinstance(found, Skipped) or "pdfplumber" not in engines:
            return found
        return replace(found, text=found.text.replace("nine", "nlne"))


def verify(
    workspace: Path, *finding_ids: str, settings: Settings | None = None, **options: object
) -> Verification:
    """Verify findings of a workspace, or all, in this process."""
    wanted = Wanted(finding_ids=finding_ids)
    options = {"make_reader": Here, "n_workers": 1} | options
    return verify_findings(workspace, wanted, settings=settings or Settings(), **options)  # type: ignore[arg-type]


def verdicts(done: Verification) -> list[Verdict]:
    """The verdicts in order."""
    return [row.verdict for row in done.rows]


def row_of(done: Verification, text: str) -> Verified:
    """The row of a quotation."""
    (row,) = (row for row in done.rows if row.claim.text == text)
    return row
