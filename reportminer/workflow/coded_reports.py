"""Writes the coded sentences of a workspace for other programs: as Web Annotations, and as spans."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportminer import __version__
from reportminer.analyse.selection import finding_passes, section_passes, select_reports
from reportminer.codebook.load import load_codebook
from reportminer.export.annotations import AnnotationMaker
from reportminer.export.coded import CodedReport, CodedSentence
from reportminer.export.spans_jsonl import make_span_lines
from reportminer.settings import Settings, find_config
from reportminer.store.codings import CodingRow, read_codings
from reportminer.store.connection import Connection, reading, snapshot
from reportminer.store.files import opened_atomically
from reportminer.store.matching import Filters
from reportminer.store.reading import (
    iter_blocks,
    iter_findings,
    read_files,
    read_findings,
    read_reports,
    read_text,
)
from reportminer.store.stretches import iter_sentence_places
from reportminer.store.views import BlockRow, FindingRow, ReportRow
from reportminer.workflow.citing import cite, find_paragraph
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.refi_export import place_codings

ANNOTATIONS, SPANS = "annotations.jsonl", "spans.jsonl"

_LOOKED_BACK = 40
"""Blocks before a passage in which the number of its paragraph is looked for."""

MakeLines = Callable[[CodedReport], Iterator[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesSummary:
    """What was written."""

    file: Path
    """The file."""
    n_lines: int
    """Its lines."""
    n_reports: int
    """Reports that they come from."""
    n_sentences: int
    """Sentences with a code."""


def export_annotations(
    workspace: Path, folder: Path, *, settings: Settings, filters: Filters | None = None
) -> LinesSummary:
    """Write the findings of a workspace as Web Annotations; see `export.annotations`.

    Args:
        workspace: its folder; only read.
        folder: where to write; made if it is not there.
        settings: which codebook.
        filters: what to narrow it to; see `analyse.selection`.

    Raises:
        UsageError: there is no workspace, or it does not know a filter.
        StorageError: the file cannot be written; an earlier one stays as it was.
    """
    codebook = load_codebook(find_config(settings.codebook))
    make_lines = AnnotationMaker(codebook, program=__version__).make_lines
    return _write(workspace, folder / ANNOTATIONS, make_lines, settings=settings, filters=filters or Filters())


def export_spans(
    workspace: Path, folder: Path, *, settings: Settings, filters: Filters | None = None
) -> LinesSummary:
    """Write the paragraphs of a workspace with the spans of their findings; see `export.spans_jsonl`.

    The arguments and errors are those of `export_annotations`.
    """
    return _write(workspace, folder / SPANS, make_span_lines, settings=settings, filters=filters or Filters())


def _write(
    workspace: Path, target: Path, make_lines: MakeLines, *, settings: Settings, filters: Filters
) -> LinesSummary:
    n_lines = n_reports = n_sentences = 0
    with reading(workspace) as connection, snapshot(connection):
        check_filters(connection, filters, settings=settings)
        with opened_atomically(target) as file:
            for coded in iter_coded(connection, filters):
                n_reports += 1
                n_sentences += len(coded.sentences)
                for line in make_lines(coded):
                    file.write(line.encode("utf-8", errors="replace") + b"\n")
                    n_lines += 1
    return LinesSummary(file=target, n_lines=n_lines, n_reports=n_reports, n_sentences=n_sentences)


def iter_coded(connection: Connection, filters: Filters) -> Iterator[CodedReport]:
    """Yield the reports of a workspace with their coded sentences, in the order of reports everywhere."""
    codings, _ = place_codings(connection, read_codings(connection))
    hashes = {file.report_id: file.sha256 for file in read_files(connection)}
    for report in select_reports(read_reports(connection), filters):
        yield _read_coded(connection, report, codings=codings, sha256=hashes[report.report_id], filters=filters)


def _read_coded(
    connection: Connection,
    report: ReportRow,
    *,
    codings: Mapping[str, list[CodingRow]],
    sha256: str,
    filters: Filters,
) -> CodedReport:
    places = {place.finding_id: place.span for place in iter_sentence_places(connection, report.report_id)}
    blocks = list(iter_blocks(connection, report.report_id))
    starts = sorted(span.start for span in places.values())
    found = {finding.finding_id: finding for finding in iter_findings(connection, report.report_id)}
    found |= read_findings(connection, sorted((places.keys() & codings.keys()) - found.keys()))
    passing = [f for f in found.values() if section_passes(f, filters) and finding_passes(f, filters)]
    sentences = tuple(
        CodedSentence(
            finding=finding,
            span=places[finding.finding_id],
            codings=tuple(sorted(codings.get(finding.finding_id, ()), key=lambda coding: coding.coder)),
            citation=_cite(report, finding, blocks),
        )
        for finding in sorted(passing, key=lambda finding: finding.number)
    )
    return CodedReport(
        report=report,
        sha256=sha256,
        text=read_text(connection, report.report_id),
        blocks=_with_sentences(blocks, starts),
        sentences=sentences,
    )


def _cite(report: ReportRow, finding: FindingRow, blocks: list[BlockRow]) -> str:
    at = finding.block
    before = reversed(blocks[max(0, at - _LOOKED_BACK) : at])
    paragraph = find_paragraph(blocks[at], before) if 0 <= at < len(blocks) else ""
    return cite(report, page=finding.page, page_label=finding.page_label, paragraph=paragraph)


def _with_sentences(blocks: list[BlockRow], starts: list[int]) -> tuple[BlockRow, ...]:
    """Return the blocks in which a sentence begins.

    Args:
        blocks: in order of the text.
        starts: where sentences begin, ascending.
    """
    kept, at = [], 0
    for block in blocks:
        while at < len(starts) and starts[at] < block.start:
            at += 1
        if at < len(starts) and starts[at] < block.end:
            kept.append(block)
    return tuple(kept)
