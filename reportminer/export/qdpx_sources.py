"""Reports as sources of a project: the PDF itself with its text beside it, or the text alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from reportminer.export.qdpx_boxes import PageFrame, box_by_page
from reportminer.export.qdpx_guids import source_guid, text_guid
from reportminer.export.qdpx_passages import Passage, make_page_selections, make_text_selection
from reportminer.export.qdpx_text import PlainText
from reportminer.export.qdpx_variables import make_values, report_values
from reportminer.export.qdpx_xml import Element, add_description, make_element
from reportminer.store.views import ReportRow
from reportminer.text import fold

INTERNAL = "internal://"
"""Begins the path of a file that lies in the project."""


class Selections(StrEnum):
    """Where passages are marked."""

    TEXT = "text"
    """In the text beside the PDF."""
    REGION = "region"
    """On the pages of the PDF."""
    BOTH = "both"
    """In both: some programs then show each coding twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """The file of a report that goes into the project."""

    path: Path
    """Where it lies."""
    sha256: str
    """Hash of its bytes."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOut:
    """A report on its way into a project."""

    report: ReportRow
    """The report."""
    name: str
    """Under which other programs show it; no two alike."""
    pdf: Embedded | None
    """The PDF; None where there is none, so that the text alone goes."""
    text: PlainText
    """Its text."""
    passages: tuple[Passage, ...] = ()
    """In reading order."""
    frames: Mapping[int, PageFrame] = field(default_factory=dict)
    """Of the pages whose regions can be stated, from 1."""
    n_outside: int = 0
    """Sentences that people coded and the filters leave out."""


def name_sources(reports: Sequence[ReportRow]) -> dict[str, str]:
    """Return a name for each report by its id: that of its file; its id is added where two would be alike."""
    stems = {report.report_id: _stem(report.file) for report in reports}
    folded = [fold(stem) for stem in stems.values()]
    return {
        report_id: stem if folded.count(fold(stem)) == 1 else f"{stem} ({report_id})"
        for report_id, stem in stems.items()
    }


def _stem(file: str) -> str:
    return PurePosixPath(file).stem or "report"


def text_file(source: SourceOut) -> str:
    """Return the name of the file of a source's text, without a folder."""
    key = source.report.report_id
    return f"{text_guid(key) if source.pdf else source_guid(key)}.txt"


def pdf_file(source: SourceOut) -> str:
    """Return the name of the file of a source's PDF, without a folder."""
    return f"{source_guid(source.report.report_id)}.pdf"


def make_source(source: SourceOut, selections: Selections) -> Element:
    """Return a report as a source with its passages."""
    return _make_pdf_source(source, selections) if source.pdf else _make_text_source(source)


def count_unplaced(passages: Iterable[Passage], frames: Mapping[int, PageFrame]) -> int:
    """Return how many passages have no region on a page that can be stated."""
    return sum(not _has_region(passage, frames) for passage in passages)


def _make_pdf_source(source: SourceOut, selections: Selections) -> Element:
    key = source.report.report_id
    element = make_element(
        "PDFSource", guid=source_guid(key), name=source.name, path=f"{INTERNAL}{pdf_file(source)}"
    )
    add_description(element, describe_report(source.report))
    text = make_element(
        "Representation", guid=text_guid(key), name=source.name, plainTextPath=f"{INTERNAL}{text_file(source)}"
    )
    for passage in source.passages:
        on_pages = selections is not Selections.TEXT and _has_region(passage, source.frames)
        if on_pages:
            element.extend(make_page_selections(passage, source.frames))
        if selections is not Selections.REGION or not on_pages:
            _append(text, make_text_selection(passage, source.text))
    element.append(text)
    element.extend(make_values(report_values(source.report)))
    return element


def _make_text_source(source: SourceOut) -> Element:
    element = make_element(
        "TextSource",
        guid=source_guid(source.report.report_id),
        name=source.name,
        plainTextPath=f"{INTERNAL}{text_file(source)}",
    )
    add_description(element, describe_report(source.report))
    for passage in source.passages:
        _append(element, make_text_selection(passage, source.text))
    element.extend(make_values(report_values(source.report)))
    return element


def _append(parent: Element, child: Element | None) -> None:
    if child is not None:
        parent.append(child)


def _has_region(passage: Passage, frames: Mapping[int, PageFrame]) -> bool:
    pages = box_by_page(passage.finding.regions)
    return bool(pages) and pages.keys() <= frames.keys()


def describe_report(report: ReportRow) -> str:
    """Return whose report it is: title, publisher, date, licence, where from, file and id."""
    facts = {
        "Title": report.title,
        "Publisher": report.publisher,
        "Published": report.published,
        "Licence": report.licence,
        "Source": report.source_url,
        "File": report.file,
        "Report": report.report_id,
    }
    return "\n".join(f"{name}: {value or 'not stated in the report'}" for name, value in facts.items())
