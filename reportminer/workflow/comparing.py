"""Compares areas side by side, or a review with the progress review of the same area."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportminer.analyse.count_records import PatternChange
from reportminer.analyse.side_by_side import Column, tabulate
from reportminer.codebook.load import load_codebook
from reportminer.codebook.model import Codebook
from reportminer.errors import UsageError
from reportminer.records import ReportType
from reportminer.settings import Settings, find_config
from reportminer.store.connection import Connection, reading, snapshot
from reportminer.store.matching import Filters
from reportminer.store.views import FindingRow, ReportRow
from reportminer.workflow.browsing.names import name_code
from reportminer.workflow.citing import cite
from reportminer.workflow.evidence import Evidence, gather_evidence
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.thematic import find_changes

_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A passage as quoted."""

    finding_id: str
    """Its id."""
    text: str
    """The sentence."""
    report_id: str
    """Its report."""
    page: int
    """From 1; 0 where the form has no pages."""
    page_label: str
    """As printed, or empty."""
    citation: str
    """How to cite it, with its licence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One of those that are compared: an area, or a report."""

    name: str
    """Name of the area, or title of the report."""
    area: str
    """The area."""
    area_code: str
    """GSS code, or empty."""
    reports: tuple[ReportRow, ...]
    """Its counted reports, by publication."""
    n_findings: int
    """Its findings, a repeated passage once: what shares are out of."""
    n_good_practice: int
    """Those of good practice."""
    n_failure: int
    """Those of failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one of them says of a pattern or theme."""

    n: int
    """Findings."""
    share: float
    """Of its findings, 0 to 1."""
    quotation: Quoted | None
    """The most certain one; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """A pattern or a theme, side by side."""

    kind: str
    """`pattern` or `theme`."""
    id: str
    """Its id."""
    name: str
    """For people."""
    theme_id: str
    """The theme, or the pattern's theme."""
    polarity: str
    """The pattern's side; empty for a theme."""
    cells: tuple[Cell, ...]
    """One for each of those that are compared."""

    @property
    def difference(self) -> float:
        """How far the shares differ, 0 to 1."""
        shares = [cell.share for cell in self.cells]
        return max(shares) - min(shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedChange:
    """What became of a pattern by the progress review, with its passages."""

    change: PatternChange
    """What, and how many findings."""
    name: str
    """The pattern, for people."""
    before: Quoted | None
    """The most certain finding of the review; None where there is none."""
    after: Quoted | None
    """That of the progress review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Areas side by side."""

    columns: tuple[Compared, ...]
    """In the order asked for; reports by publication."""
    themes: tuple[ComparedRow, ...]
    """Those that at least one of them tells of, in the order of the codebook."""
    patterns: tuple[ComparedRow, ...]
    """Likewise."""
    not_found: tuple[str, ...]
    """Patterns that none of them tells of."""
    changes: tuple[ComparedChange, ...]
    """Of one area: from its review to its progress review; of several areas none."""


def compare_areas(
    workspace: Path, areas: Sequence[str], *, settings: Settings, filters: Filters | None = None
) -> Comparison:
    """Return areas side by side; of one area its reports.

    Args:
        workspace: its folder; only read.
        areas: names (any case; the first words are enough where they name one area alone) or GSS codes.
        settings: those of the last run.
        filters: what to narrow it to; not its area.

    Raises:
        UsageError: there is no workspace, it does not know an area, or there is nothing to compare with.
    """
    filters = filters or Filters()
    codebook = load_codebook(find_config(settings.codebook))
    with reading(workspace) as connection, snapshot(connection):
        check_filters(connection, filters, settings=settings)
        evidence = gather_evidence(connection, codebook=codebook, filters=filters)
        chosen = _choose(areas, evidence.counted_reports)
        groups = [[report] for report in chosen[0]] if len(chosen) == 1 else chosen
        if len(groups) < 2:
            raise _nothing_to_compare(chosen[0][0], evidence.counted_reports)
        changes = _read_changes(connection, evidence, chosen[0]) if len(chosen) == 1 else ()
    return _compare(evidence, codebook, groups, changes)


def _choose(areas: Sequence[str], reports: Sequence[ReportRow]) -> list[list[ReportRow]]:
    """Return the reports of each area asked for; an area that is asked for twice once."""
    found: dict[tuple[str, str], list[ReportRow]] = {}
    for area in areas:
        place = _find_place(area, reports)
        found[place] = [report for report in reports if (report.area, report.area_code) == place]
    return list(found.values())


def _find_place(area: str, reports: Sequence[ReportRow]) -> tuple[str, str]:
    places = {(report.area, report.area_code): None for report in reports if report.area}
    wanted = " ".join(area.split()).casefold()
    exact = [place for place in places if wanted in {place[0].casefold(), place[1].casefold()}]
    near = exact or [place for place in places if place[0].casefold().startswith(f"{wanted} ")]
    if len(near) == 1:
        return near[0]
    if near:
        raise UsageError(
            f"{area!r} may be {' or '.join(_name_place(place) for place in near)}",
            expected="the name or GSS code of one area",
            remedy="write one of these names in full, in quotation marks, or its code",
        )
    raise _unknown(area, sorted({place[0] for place in places}, key=str.casefold))


def _name_place(place: tuple[str, str]) -> str:
    return f"{place[0]} ({place[1]})" if place[1] else place[0]


def _unknown(area: str, known: Sequence[str]) -> UsageError:
    folded = {name.casefold(): name for name in known}
    close = [folded[name] for name in difflib.get_close_matches(area.casefold(), folded, n=3, cutoff=0.6)]
    more = f" and {len(known) - _MOST_SHOWN} more" if len(known) > _MOST_SHOWN else ""
    return UsageError(
        f"no report on the area {area!r}" + (f"; did you mean {' or '.join(close)}?" if close else ""),
        expected=f"one of {', '.join(known[:_MOST_SHOWN])}{more}" if known else "reports whose area is known",
        remedy="write the name as it stands in this list, in quotation marks if it has several words",
    )


def _nothing_to_compare(report: ReportRow, reports: Sequence[ReportRow]) -> UsageError:
    others = sorted({r.area for r in reports} - {"", report.area}, key=str.casefold)
    return UsageError(
        f"there is one report on {report.area}, so nothing to compare it with",
        expected="two areas or more, or one that has a review and a progress review",
        remedy=f"name another area as well: {', '.join(others[:_MOST_SHOWN])}" if others else "mine more reports",
    )


def _compare(
    evidence: Evidence,
    codebook: Codebook,
    groups: Sequence[Sequence[ReportRow]],
    changes: tuple[ComparedChange, ...],
) -> Comparison:
    columns = tabulate(
        [finding for finding in evidence.evident if finding.finding_id not in evidence.boilerplate],
        groups=evidence.groups,
        counted=evidence.counted,
        columns=[{report.report_id for report in group} for group in groups],
    )
    by_report = len({(group[0].area, group[0].area_code) for group in groups}) == 1
    patterns = list(_iter_patterns(evidence, columns))
    return Comparison(
        columns=tuple(
            _head(group, column, by_report=by_report) for group, column in zip(groups, columns, strict=True)
        ),
        themes=tuple(row for row in _iter_themes(evidence, codebook, columns) if _is_found(row)),
        patterns=tuple(row for row in patterns if _is_found(row)),
        not_found=tuple(row.id for row in patterns if not _is_found(row)),
        changes=changes,
    )


def _is_found(row: ComparedRow) -> bool:
    return any(cell.n for cell in row.cells)


def _head(group: Sequence[ReportRow], column: Column, *, by_report: bool) -> Compared:
    first = group[0]
    return Compared(
        name=(first.title or first.file) if by_report else first.area,
        area=first.area,
        area_code=first.area_code,
        reports=tuple(group),
        n_findings=column.n_findings,
        n_good_practice=column.n_good_practice,
        n_failure=column.n_failure,
    )


def _iter_patterns(evidence: Evidence, columns: Sequence[Column]) -> Iterator[ComparedRow]:
    for found in evidence.recurrences:
        rows = [column.by_pattern.get(found.pattern_id, ()) for column in columns]
        yield ComparedRow(
            kind="pattern",
            id=found.pattern_id,
            name=name_code(found.pattern_id),
            theme_id=found.theme_id,
            polarity=found.polarity,
            cells=_fill(evidence, columns, rows),
        )


def _iter_themes(evidence: Evidence, codebook: Codebook, columns: Sequence[Column]) -> Iterator[ComparedRow]:
    labels = {theme.id: theme.label for theme in codebook.themes}
    for theme_id in evidence.theme_ids:
        rows = [column.by_theme.get(theme_id, ()) for column in columns]
        yield ComparedRow(
            kind="theme",
            id=theme_id,
            name=labels.get(theme_id) or name_code(theme_id),
            theme_id=theme_id,
            polarity="",
            cells=_fill(evidence, columns, rows),
        )


def _fill(evidence: Evidence, columns: Sequence[Column], rows: Sequence[Sequence[FindingRow]]) -> tuple[Cell, ...]:
    reports = {report.report_id: report for report in evidence.counted_reports}
    return tuple(
        Cell(
            n=len(found),
            share=len(found) / column.n_findings if column.n_findings else 0.0,
            quotation=_quote(found[0], reports[found[0].report_id]) if found else None,
        )
        for column, found in zip(columns, rows, strict=True)
    )


def _quote(finding: FindingRow, report: ReportRow) -> Quoted:
    return Quoted(
        finding_id=finding.finding_id,
        text=finding.text,
        report_id=finding.report_id,
        page=finding.page,
        page_label=finding.page_label,
        citation=cite(report, page=finding.page, page_label=finding.page_label),
    )


def _read_changes(
    connection: Connection, evidence: Evidence, reports: Sequence[ReportRow]
) -> tuple[ComparedChange, ...]:
    if not any(report.report_type == ReportType.PROGRESS_REVIEW for report in reports):
        return ()
    rows = {report.report_id: report for report in reports}
    findings = {finding.finding_id: finding for finding in evidence.evident if finding.report_id in rows}
    own = replace(evidence, counted_reports=tuple(reports), evident=tuple(findings.values()))

    def first(ids: Sequence[str]) -> Quoted | None:
        finding = findings[ids[0]] if ids else None
        return _quote(finding, rows[finding.report_id]) if finding else None

    return tuple(
        ComparedChange(
            change=change,
            name=name_code(change.pattern_id),
            before=first(change.before_ids),
            after=first(change.after_ids),
        )
        for change in find_changes(connection, own)
    )
