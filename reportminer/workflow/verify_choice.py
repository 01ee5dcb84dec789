"""Which quotations are verified, and what the workspace knows of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reportminer.analyse.selection import finding_passes, section_passes, select_reports
from reportminer.errors import UsageError
from reportminer.ids import hash_text
from reportminer.records import Span
from reportminer.settings import Settings
from reportminer.store.connection import Connection, reading
from reportminer.store.matching import Filters
from reportminer.store.reading import iter_findings, iter_pages, read_findings, read_reports, read_stretch
from reportminer.store.singles import iter_texts, read_files_of, read_report
from reportminer.store.views import FindingRow, ReportRow
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.showing import find_report
from reportminer.workflow.verify_judging import ReportClaims
from reportminer.workflow.verify_records import Claim, Place

_LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be verified."""

    finding_ids: tuple[str, ...] = ()
    """Sentences by id, with a code or without; empty: every finding that passes the rest."""
    report: str = ""
    """Id, file name or path of a report; empty: all."""
    filters: Filters = field(default_factory=Filters)
    """What to narrow the findings to."""


def choose_claims(workspace: Path, wanted: Wanted, *, settings: Settings) -> list[ReportClaims]:
    """Return the reports with the quotations to be verified, in the order of the reports.

    Raises:
        UsageError: an id, a report or a word of a filter is not in the workspace; or ids are given with others.
    """
    if wanted.finding_ids and (wanted.report or not wanted.filters.is_empty):
        raise UsageError(
            "both ids and filters are given", expected="one of the two", remedy="leave the ids or the filters out"
        )
    with reading(workspace) as connection:
        check_filters(connection, wanted.filters, settings=settings)
        chosen = (
            _find(connection, wanted.finding_ids)
            if wanted.finding_ids
            else [(report, _select(connection, report, wanted.filters)) for report in _reports(connection, wanted)]
        )
        return [_claims(connection, workspace, report, findings) for report, findings in chosen if findings]


def _find(connection: Connection, finding_ids: Sequence[str]) -> list[tuple[ReportRow, list[FindingRow]]]:
    """Return the sentences with these ids by report.

    Raises:
        UsageError: ids are unknown; the first of them are named.
    """
    found = read_findings(connection, finding_ids)
    unknown = list(dict.fromkeys(finding_id for finding_id in finding_ids if finding_id not in found))
    if unknown:
        more = f" and {len(unknown) - _LISTED} more" if len(unknown) > _LISTED else ""
        raise UsageError(
            f"no sentence has the id {', '.join(map(repr, unknown[:_LISTED]))}{more}",
            expected="ids such as R0123456789ab-0a1b2c3d",
            remedy="take them from a search or from findings.csv of this workspace",
        )
    by_report: dict[str, list[FindingRow]] = {}
    for finding in sorted(found.values(), key=lambda f: f.number):
        by_report.setdefault(finding.report_id, []).append(finding)
    reports = [read_report(connection, report_id) for report_id in by_report]
    known = sorted((r for r in reports if r is not None), key=lambda r: (r.published or "9", r.file, r.report_id))
    return [(report, by_report[report.report_id]) for report in known]


def _reports(connection: Connection, wanted: Wanted) -> list[ReportRow]:
    reports = select_reports(read_reports(connection), wanted.filters)
    if not wanted.report:
        return reports
    only, _ = find_report(connection, wanted.report)
    return [report for report in reports if report.report_id == only.report_id]


def _select(connection: Connection, report: ReportRow, filters: Filters) -> list[FindingRow]:
    findings = iter_findings(connection, report.report_id)
    return [f for f in findings if section_passes(f, filters) and finding_passes(f, filters)]


def _claims(
    connection: Connection, workspace: Path, report: ReportRow, findings: Sequence[FindingRow]
) -> ReportClaims:
    return ReportClaims(
        file=report.file,
        files=read_files_of(connection, report.report_id),
        engines={page.page: page.engine for page in iter_pages(connection, report.report_id)},
        claims=tuple(_claim(connection, finding) for finding in findings),
        read_known=partial(_read_known, workspace, report.report_id),
    )


def _claim(connection: Connection, finding: FindingRow) -> Claim:
    return Claim(
        finding_id=finding.finding_id,
        report_id=finding.report_id,
        text=finding.text,
        text_hash=hash_text(finding.text),
        place=Place(
            page=finding.page,
            page_label=finding.page_label,
            regions=finding.regions,
            stretch=read_stretch(connection, finding.finding_id) or Span(start=0, end=0),
            section=finding.section,
        ),
    )


def _read_known(workspace: Path, report_id: str) -> frozenset[str]:
    """Return the hashes of a report's sentences; by a connection of its own, as a worker asks for them."""
    with reading(workspace) as connection:
        return frozenset(map(hash_text, iter_texts(connection, report_id)))
