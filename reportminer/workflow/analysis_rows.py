"""Rows of the tables of what is counted beyond recurrence; see `export.analysis_tables`."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from reportminer.analyse.count_records import (
    AreaTwin,
    Contradiction,
    Cooccurrence,
    Corrected,
    Figure,
    PatternChange,
    PatternCount,
    Repeat,
    SaturationPoint,
    ThemeBalance,
)
from reportminer.export.analysis_tables import (
    AREA_TWINS,
    CHANGES,
    CONTRADICTIONS,
    COOCCURRENCE,
    PATTERN_PROFILES,
    REPEATS,
    SATURATION,
    STRENGTHS,
    THEME_BALANCE,
    VOICES,
)
from reportminer.export.model import Cell, Row
from reportminer.store.views import FindingRow
from reportminer.workflow.thematic import Thematic

Findings = Mapping[str, FindingRow]


def rows_by_file(gather: Callable[[], Thematic]) -> dict[str, Iterable[Row]]:
    """Return the rows of each table by the name of its CSV file; they can be gone through once.

    Args:
        gather: returns the counts; asked when the first row is.
    """
    tables: dict[str, Callable[[Thematic], Iterator[Row]]] = {
        PATTERN_PROFILES.file: lambda found: map(_profile_row, found.patterns),
        REPEATS.file: lambda found: (_repeat_row(repeat, found.findings) for repeat in found.repeats),
        SATURATION.file: lambda found: map(_saturation_row, found.saturation.points),
        COOCCURRENCE.file: lambda found: map(_pair_row, found.cooccurrences),
        THEME_BALANCE.file: lambda found: map(_balance_row, found.balances),
        CONTRADICTIONS.file: _contradiction_rows,
        AREA_TWINS.file: lambda found: map(_twin_row, found.twins),
        CHANGES.file: lambda found: (_change_row(change, found.findings) for change in found.changes),
    }
    return {file: _when_asked(gather, make) for file, make in tables.items()}


def _when_asked(gather: Callable[[], Thematic], make: Callable[[Thematic], Iterator[Row]]) -> Iterator[Row]:
    yield from make(gather())


def _profile_row(count: PatternCount) -> Row:
    strengths, voices = dict(count.strengths), dict(count.voices)
    return {
        "pattern_id": count.recurrence.pattern_id,
        "theme_id": count.recurrence.theme_id,
        "polarity": count.recurrence.polarity,
        "n_reports": count.recurrence.n_reports,
        "n_findings": count.recurrence.n_findings,
        "areas": count.areas,
        "first_year": int(count.first_year) if count.first_year else None,
        "last_year": int(count.last_year) if count.last_year else None,
        **{f"n_{word}": strengths.get(word, 0) for word in STRENGTHS},
        **{f"n_by_{who}": voices.get(who, 0) for who in VOICES},
        "n_repeats": len(count.repeat_ids),
        **_corrected_cells(count.corrected),
    }


def _corrected_cells(corrected: Corrected | None) -> Row:
    nothing = Figure(value=None, low=None, high=None)
    cells: dict[str, Cell] = {"n_read_at_random": corrected.n_rows if corrected else None}
    cells |= _with_ends("precision", corrected.precision if corrected else nothing)
    cells |= _with_ends("recall", corrected.recall if corrected else nothing)
    cells |= _with_ends("corrected_findings", corrected.findings if corrected else nothing)
    return cells | _with_ends("corrected_reports", corrected.reports if corrected else nothing)


def _with_ends(name: str, figure: Figure, *, ends: str = "") -> dict[str, Cell]:
    prefix = ends or name
    return {name: figure.value, f"{prefix}_low": figure.low, f"{prefix}_high": figure.high}


def _repeat_row(repeat: Repeat, findings: Findings) -> Row:
    finding = findings[repeat.finding_id]
    return {
        "finding_id": repeat.finding_id,
        "report_id": finding.report_id,
        "first_finding_id": repeat.first_id,
        "kind": repeat.kind,
        "n_reports": repeat.n_reports,
        "patterns_not_counted": repeat.patterns,
        "text": finding.text,
    }


def _saturation_row(point: SaturationPoint) -> Row:
    return {
        "n_reports": point.n_reports,
        "mean_patterns": point.mean,
        "range_low": point.low,
        "range_high": point.high,
        "report_id": point.report_id,
        "n_patterns_by_date": point.n_patterns,
        "new_patterns": point.new_patterns,
    }


def _pair_row(pair: Cooccurrence) -> Row:
    return {
        "within": pair.within,
        "pattern_one": pair.one,
        "pattern_other": pair.other,
        "n_one": pair.n_one,
        "n_other": pair.n_other,
        "n_both": pair.n_both,
        "n_units": pair.n_units,
        "n_reports": pair.n_reports,
        **_with_ends("lift", pair.lift, ends="ci"),
        "example_one": pair.example[0],
        "example_other": pair.example[1],
    }


def _balance_row(theme: ThemeBalance) -> Row:
    return {
        "theme_id": theme.theme_id,
        "n_reports": theme.n_reports,
        "n_reports_read": theme.n_total,
        "n_only_good_practice": theme.n_only_good,
        "n_only_failure": theme.n_only_failure,
        "n_both": theme.n_both,
        "n_good_practice": theme.n_good_practice,
        "n_failure": theme.n_failure,
        "n_mixed": theme.n_mixed,
        **_with_ends("balance", theme.balance, ends="ci"),
    }


def _contradiction_rows(found: Thematic) -> Iterator[Row]:
    areas = {report.report_id: report.area for report in found.evidence.counted_reports}
    for pair in found.contradictions:
        yield _contradiction_row(pair, found.findings, area=areas[pair.report_id])


def _contradiction_row(pair: Contradiction, findings: Findings, *, area: str) -> Row:
    return {
        "report_id": pair.report_id,
        "area": area,
        "theme_id": pair.theme_id,
        "kind": pair.kind,
        "likeness": pair.likeness,
        **_passage_cells("good_practice", pair.good_practice_id, findings),
        **_passage_cells("failure", pair.failure_id, findings),
        "summary_finding_id": pair.summary_id,
        "n_good_practice": pair.n_good_practice,
        "n_failure": pair.n_failure,
    }


def _passage_cells(name: str, finding_id: str, findings: Findings) -> Row:
    finding = findings.get(finding_id)
    return {
        f"{name}_finding_id": finding_id,
        f"{name}_page": (finding.page or None) if finding else None,
        f"{name}_text": finding.text if finding else "",
    }


def _twin_row(twin: AreaTwin) -> Row:
    return {
        "area": twin.area,
        "area_code": twin.area_code,
        "rank": twin.rank,
        "twin": twin.twin,
        "twin_code": twin.twin_code,
        "likeness": twin.likeness,
        "mean_likeness": twin.mean_likeness,
        "n_findings": twin.n_findings,
        "n_twin_findings": twin.n_twin_findings,
        "alike": twin.alike,
    }


def _change_row(change: PatternChange, findings: Findings) -> Row:
    return {
        "area": change.area,
        "area_code": change.area_code,
        "report_id": change.after,
        "earlier_report_id": change.before,
        "pattern_id": change.pattern_id,
        "theme_id": change.theme_id,
        "polarity": change.polarity,
        "change": change.change,
        "n_before": change.n_before,
        "n_after": change.n_after,
        **_passage_cells("before", next(iter(change.before_ids), ""), findings),
        **_passage_cells("after", next(iter(change.after_ids), ""), findings),
        "before_finding_ids": change.before_ids,
        "after_finding_ids": change.after_ids,
        "best_score": change.best_score,
        "nearest_finding_id": change.nearest_id,
    }
