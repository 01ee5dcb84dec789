"""Shows one page as it was understood, or one finding as a receipt; the store and the drawing meet here alone."""

from dataclasses import dataclass
from pathlib import Path

from reportminer.errors import UsageError
from reportminer.ids import hash_file, hash_text
from reportminer.records import Hit, Span, Status
from reportminer.store.codings import CodingRow, read_codings_of
from reportminer.store.connection import Connection, reading
from reportminer.store.reading import (
    iter_blocks,
    iter_pages,
    read_files,
    read_finding,
    read_reports,
    read_stretch,
)
from reportminer.store.singles import iter_blocks_back, read_entities_of, read_files_of, read_report
from reportminer.store.views import BlockRow, EntityRow, FileRow, FindingRow, PageRow, ReportRow
from reportminer.workflow.citing import cite, find_paragraph
from reportminer.workflow.repeating import find_repeats

_READ = (Status.OK, Status.PARTIAL)
_LISTED = 5
_LOOKED_BACK = 40
"""Blocks before a list item among which the paragraph above its list is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShown:
    """A page with all that stands on it."""

    report: ReportRow
    """Its report."""
    files: tuple[FileRow, ...]
    """The files with the report's bytes, the report's own first."""
    page: PageRow
    """The page."""
    blocks: tuple[BlockRow, ...]
    """Blocks of which some part stands on the page, in reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The evidence for one sentence: enough to find and defend it."""

    finding: FindingRow
    """The sentence, its context, place and codes."""
    report: ReportRow
    """Its report."""
    files: tuple[FileRow, ...]
    """The files with the report's bytes, the report's own first."""
    stretch: Span
    """Where the sentence stands in the report's text."""
    entities: tuple[EntityRow, ...]
    """Names, dates and amounts in it, in order of the text."""
    text_hash: str
    """SHA-256 of the sentence in NFKC with single spaces."""
    paragraph: str = ""
    """Printed number of its paragraph, or empty."""
    citation: str = ""
    """How to cite it; see `workflow.citing`."""
    codings: tuple[CodingRow, ...] = ()
    """What people, or other models, say of it, by coder."""
    repeats: tuple[Hit, ...] = ()
    """Other sentences that say nearly the same word for word, as hits without scores."""


def find_page(workspace: Path, report: str, page: int) -> PageShown:
    """Return a page and its blocks.

    Args:
        workspace: its folder.
        report: id of a report, or the name or path of its file.
        page: from 1, counted in the file.

    Raises:
        UsageError: no report that was read, or more than one, is called so; or it has no such page.
    """
    with reading(workspace) as connection:
        row, files = find_report(connection, report)
        pages = {stored.page: stored for stored in iter_pages(connection, row.report_id)}
        if page not in pages:
            raise _no_page(row, page, n_pages=len(pages))
        blocks = tuple(
            block
            for block in iter_blocks(connection, row.report_id)
            if any(region.page == page for region in block.regions)
        )
    return PageShown(report=row, files=files, page=pages[page], blocks=blocks)


def find_receipt(workspace: Path, finding_id: str) -> Receipt:
    """Return the evidence for a sentence.

    Raises:
        UsageError: no sentence has the id.
    """
    with reading(workspace) as connection:
        finding = read_finding(connection, finding_id)
        stretch = read_stretch(connection, finding_id)
        if finding is None or stretch is None:
            raise UsageError(
                f"no sentence has the id {finding_id!r}",
                expected="an id such as R0123456789ab-0a1b2c3d",
                remedy="take one from a search or from findings.csv of this workspace; "
                "to see a page of a report, add --page N",
            )
        report = read_report(connection, finding.report_id)
        if report is None:
            raise _not_read(finding.report_id, [])
        text_hash = hash_text(finding.text)
        paragraph = _read_paragraph(connection, finding)
        return Receipt(
            finding=finding,
            report=report,
            files=read_files_of(connection, report.report_id),
            stretch=stretch,
            entities=read_entities_of(connection, finding_id),
            text_hash=text_hash,
            paragraph=paragraph,
            citation=cite(report, page=finding.page, page_label=finding.page_label, paragraph=paragraph),
            codings=read_codings_of(connection, finding_id, report_id=report.report_id, text_hash=text_hash),
            repeats=find_repeats(connection, finding_id),
        )


def _read_paragraph(connection: Connection, finding: FindingRow) -> str:
    blocks = iter_blocks_back(connection, finding.report_id, finding.block, at_most=_LOOKED_BACK)
    return find_paragraph(next(blocks, None), blocks) if finding.block >= 0 else ""


def find_unchanged_pdf(report: ReportRow, files: tuple[FileRow, ...]) -> Path:
    """Return a file that still holds the very bytes that were read.

    Args:
        report: the report to draw.
        files: those that had its bytes.

    Raises:
        UsageError: the report is no PDF, or every file of it is gone or changed.
    """
    if report.kind != "pdf":
        raise UsageError(
            f"{report.file} is {report.kind.upper()}, which has no pages to draw",
            expected="a PDF",
            remedy="leave out --image; the place is given in characters of the text",
        )
    found = [_state(file) for file in files]
    for file, state in zip(files, found, strict=True):
        if not state:
            return Path(file.path)
    raise UsageError(
        "; ".join(f"{file.path} {state}" for file, state in zip(files, found, strict=True)),
        expected="the same bytes that were read",
        remedy="put the file back, or run `reportminer run` again and use the ids of that run",
    )


def _state(file: FileRow) -> str:
    """Return what is wrong with a file, or nothing."""
    try:
        same = hash_file(Path(file.path)) == file.sha256
    except FileNotFoundError:
        return "is gone"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return "" if same else "has changed since it was read"


def find_report(connection: Connection, name: str) -> tuple[ReportRow, tuple[FileRow, ...]]:
    """Return the report of an id, a file's name or its path, and the files with its bytes, its own first.

    Raises:
        UsageError: no report that was read, or more than one, is called so.
    """
    files = read_files(connection)
    exact = [file for file in files if name in {file.report_id, file.file, file.path}]
    named = exact or [file for file in files if _is_at(file, name)]
    ids = {file.duplicate_of or file.report_id for file in named}
    reports = {report.report_id: report for report in read_reports(connection)}
    read = sorted(ids & reports.keys())
    if len(read) == 1:
        report = reports[read[0]]
        same = [f for f in files if report.report_id in {f.report_id, f.duplicate_of}]
        return report, tuple(sorted(same, key=lambda f: f.status not in _READ))
    if read:
        raise UsageError(
            f"{len(read)} reports are called {name!r}: {', '.join(read[:_LISTED])}",
            expected="one report",
            remedy="use the id, or the path of the file",
        )
    raise _not_read(name, named)


def _is_at(file: FileRow, name: str) -> bool:
    """Say whether a file has this name in whatever folder, or lies at this path below the current one."""
    return Path(file.file).name == name or file.path == str(Path(name).absolute())


def _not_read(name: str, named: list[FileRow]) -> UsageError:
    if named:
        return UsageError(
            f"{named[0].file} was not read ({named[0].status}): {named[0].reason}",
            expected="a report that was read",
            remedy=named[0].remedy or "see `reportminer status`",
        )
    return UsageError(
        f"no report is called {name!r}",
        expected="an id such as R0123456789ab, or the name of a file of this workspace",
        remedy="see reports.csv of the exports for both",
    )


def _no_page(report: ReportRow, page: int, *, n_pages: int) -> UsageError:
    if not n_pages:
        return UsageError(
            f"{report.file} is {report.kind.upper()}, which has no pages",
            expected="a PDF",
            remedy="see its text in blocks.jsonl of the exports",
        )
    return UsageError(
        f"{report.file} has no page {page}",
        expected=f"1 to {n_pages}, counted in the file",
        remedy="give one of these with --page",
    )
