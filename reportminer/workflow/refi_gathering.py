"""Brings together what a REFI-QDA project holds, report by report."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from reportminer import __version__
from reportminer.analyse.selection import finding_passes, section_passes, select_reports
from reportminer.codebook.load import load_codebook
from reportminer.codebook.model import Codebook
from reportminer.errors import UsageError
from reportminer.export.qdpx_boxes import PageFrame
from reportminer.export.qdpx_codes import CodeTree
from reportminer.export.qdpx_guids import name_machine
from reportminer.export.qdpx_notes import About
from reportminer.export.qdpx_package import LARGEST, Package
from reportminer.export.qdpx_passages import Passage, make_passage
from reportminer.export.qdpx_project import ProjectOut, list_names
from reportminer.export.qdpx_sources import Embedded, Selections, SourceOut, name_sources, pdf_file, text_file
from reportminer.export.qdpx_text import make_plain
from reportminer.ingest.page_frames import read_page_frames
from reportminer.settings import Settings, find_config
from reportminer.store.codings import CodingRow, read_codings
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters, list_patterns, list_themes
from reportminer.store.passages import PassageIndex, read_passages
from reportminer.store.reading import iter_findings, read_files, read_findings, read_reports, read_text
from reportminer.store.stretches import iter_sentence_places
from reportminer.store.views import FileRow, FindingRow, ReportRow
from reportminer.workflow.showing import find_unchanged_pdf


def make_tree(connection: Connection, codebook: Codebook, codings: Sequence[CodingRow]) -> CodeTree:
    """Return every code that a project of a workspace may hold, those that its codebook does not have included."""
    return CodeTree(
        codebook,
        stray_patterns=[*list_patterns(connection), *(key for coding in codings for key in coding.patterns)],
        stray_themes=[*list_themes(connection), *(key for coding in codings for key in coding.themes)],
    )


def place_codings(connection: Connection, codings: Sequence[CodingRow]) -> tuple[dict[str, list[CodingRow]], int]:
    """Return codings by the sentence that they belong to now, and how many belong to none any more."""
    if not codings:
        return {}, 0
    index = PassageIndex(read_passages(connection))
    placed: dict[str, dict[str, CodingRow]] = defaultdict(dict)
    n_lost = 0
    for coding in codings:
        passage = index.find(coding.finding_id, text_hash=coding.text_hash)
        if passage is None:
            n_lost += 1
            continue
        group = placed[passage.finding_id]
        if coding.coder not in group or coding.finding_id == passage.finding_id:
            group[coding.coder] = coding
    return {finding_id: list(group.values()) for finding_id, group in placed.items()}, n_lost


class Gathering:
    """Brings together what a project holds.

    Args:
        connection: an open workspace.
        settings: which codebook, and limits of ingest.
        filters: what to narrow it to.
        selections: where passages are marked.
        crlf: end the lines of texts with two characters.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        settings: Settings,
        filters: Filters,
        selections: Selections,
        crlf: bool,
    ) -> None:
        self._connection = connection
        self._settings = settings
        self._filters = filters
        self._selections = selections
        self._crlf = crlf
        self._codebook = load_codebook(find_config(settings.codebook))
        codings = read_codings(connection)
        self._tree = make_tree(connection, self._codebook, codings)
        self._codings, self._n_lost = place_codings(connection, codings)
        self._files = read_files(connection)
        self._reports = select_reports(read_reports(connection), filters)
        self._names = name_sources(self._reports)
        self._pdfs = {report.report_id: self._find_pdf(report) for report in self._reports}

    def make_project(self, name: str) -> ProjectOut:
        """Return the project without its sources."""
        machines = sorted({name_machine(report.coder, report.model) for report in self._reports})
        people = sorted({coding.coder for group in self._codings.values() for coding in group})
        ids = [report.report_id for report in self._reports]
        files = {file.report_id: file for file in reversed(self._files) if file.report_id in set(ids)}
        return ProjectOut(
            name=name,
            reports=self._reports,
            coders=[*machines, *people],
            tree=self._tree,
            selections=self._selections,
            about=About(
                program=__version__,
                codebook=self._codebook,
                machines=machines,
                filters=[(key, value) for key, value in asdict(self._filters).items() if value],
                selections=self._selections,
                newline="crlf" if self._crlf else "lf",
                files=[files[report_id] for report_id in ids],
            ),
            losses=list(self._list_losses()),
        )

    def iter_sources(self) -> Iterator[SourceOut]:
        """Yield the reports with their passages."""
        for report in self._reports:
            source = self._make_source(report)
            passages, n_outside = self._list_passages(report)
            yield replace(
                source,
                passages=passages,
                n_outside=n_outside,
                frames=self._read_frames(source.pdf) if source.pdf else {},
            )

    def write_files(self, package: Package) -> None:
        """Write the texts and PDFs of the sources."""
        for source in map(self._make_source, self._reports):
            package.write_text(text_file(source), source.text.content)
            if source.pdf:
                package.write_file(pdf_file(source), source.pdf)

    def _make_source(self, report: ReportRow) -> SourceOut:
        """Return a report without its passages."""
        pdf = self._pdfs[report.report_id]
        return SourceOut(
            report=report,
            name=self._names[report.report_id],
            pdf=pdf if isinstance(pdf, Embedded) else None,
            text=make_plain(read_text(self._connection, report.report_id), crlf=self._crlf),
        )

    def _list_passages(self, report: ReportRow) -> tuple[tuple[Passage, ...], int]:
        """Return the passages in reading order, and how many sentences that people coded the filters leave out."""
        spans = {
            place.finding_id: place.span for place in iter_sentence_places(self._connection, report.report_id)
        }
        coded = spans.keys() & self._codings.keys()
        findings = self._list_findings(report, coded)
        passages = tuple(
            make_passage(
                finding,
                report,
                span=spans[finding.finding_id],
                codings=tuple(sorted(self._codings.get(finding.finding_id, ()), key=lambda coding: coding.coder)),
                tree=self._tree,
            )
            for finding in findings
        )
        return passages, len(coded - {finding.finding_id for finding in findings})

    def _list_findings(self, report: ReportRow, coded: set[str]) -> list[FindingRow]:
        """Return the report's findings and what people coded beside them that the filters let pass, in order."""
        found = {finding.finding_id: finding for finding in iter_findings(self._connection, report.report_id)}
        found |= read_findings(self._connection, sorted(coded - found.keys()))
        passing = [
            f for f in found.values() if section_passes(f, self._filters) and finding_passes(f, self._filters)
        ]
        return sorted(passing, key=lambda finding: finding.number)

    def _find_pdf(self, report: ReportRow) -> Embedded | str:
        """Return the report's PDF, or why there is none."""
        files = tuple(f for f in self._files if report.report_id in {f.report_id, f.duplicate_of})
        if report.kind != "pdf":
            return f"it is {report.kind.upper()}"
        try:
            path = find_unchanged_pdf(report, files)
        except UsageError:
            return "its PDF is gone or changed"
        size = path.stat().st_size
        if size > LARGEST:
            return "its PDF has more than 2 GiB"
        return Embedded(path=path, sha256=files[0].sha256, size=size)

    def _read_frames(self, pdf: Embedded) -> dict[int, PageFrame]:
        if self._selections is Selections.TEXT:
            return {}
        return read_frames(pdf.path, settings=self._settings)

    def _list_losses(self) -> Iterator[str]:
        texts = [
            f"{report.file} ({reason})"
            for report in self._reports
            if isinstance(reason := self._pdfs[report.report_id], str)
        ]
        if texts:
            yield f"These reports are in the project as text alone: {list_names(texts)}"
        if self._selections is Selections.TEXT:
            yield "Where passages stand on the page (--selections region or both marks them there)"
        else:
            yield "Boxes on pages are rounded to whole points, one rectangle a passage and page"
        if self._codings:
            yield "How sentences were drawn for reading (stratum, weight) stays in the workspace"
        if self._n_lost:
            yield f"{self._n_lost} codings of people, whose sentence is in no report of the workspace now"
        if unread := _count_unread(self._files):
            yield f"{unread} files that could not be read are not in the project; see `reportminer status`"


def read_frames(path: Path, *, settings: Settings) -> dict[int, PageFrame]:
    """Return how the pages of a PDF, from 1, lie in its own coordinates."""
    return {
        number: PageFrame(
            x0=page.frame.x0,
            y0=page.frame.y0,
            x1=page.frame.x1,
            y1=page.frame.y1,
            turn=page.frame.turn,
            media_x0=page.media_x0,
            media_y0=page.media_y0,
        )
        for number, page in read_page_frames(path, settings=settings.ingest).items()
    }


def _count_unread(files: Sequence[FileRow]) -> int:
    return sum(file.status not in {"ok", "partial", "duplicate"} for file in files)
