"""What pages show as tables to download: columns and rows of the export set, where it has them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from reportminer.export import counts, tables
from reportminer.export.catalogue import list_tables
from reportminer.export.columns import make_count, make_flag, make_list, make_share
from reportminer.export.count_tables import CODEBOOK, RECURRENCE
from reportminer.export.finding_tables import FINDINGS
from reportminer.export.model import Column, Kind, Row, TableSpec
from reportminer.export.report_tables import REPORTS
from reportminer.records import Hit
from reportminer.store.views import FindingRow
from reportminer.workflow.browsing.area_page import list_area_findings
from reportminer.workflow.browsing.pattern_page import find_tag
from reportminer.workflow.browsing.state import State

Table = tuple[TableSpec, list[Row]]
"""Columns, and rows in order."""

_COUNTED = make_flag(
    "counted", "Whether the page counts it: the first of those that repeat each other, and in no reprint."
)
_TAGGED = (
    make_share("probability", "Calibrated probability that the pattern is there.", "0 to 1, more is surer"),
    Column(
        name="decision",
        meaning="accepted: reaches the stated precision; review: a person should look.",
        allowed=("accepted", "review"),
        example="accepted",
        required=True,
    ),
)
_RANKED = (
    make_count("rank", "Place among the results, from 1.", "results", "1", required=True),
    make_share("score", "Fused score; 0 where no question was asked.", "0 to 1, more is better"),
    make_share("score_lexical", "What the words of the question gave.", "0 to 1, more is better"),
    Column(
        name="score_semantic",
        meaning="Likeness of meaning to the question (cosine).",
        kind=Kind.NUMBER,
        unit="-1 to 1, more is better",
        low=-1,
        high=1,
        example="0.5312",
    ),
    make_list("matched", "Words of the question found in it.", "budgets"),
    make_list("repeats", "Sentences that say nearly the same, folded into this result.", ""),
)


def make_table(state: State, name: str) -> Table | None:
    """Return the table of a page other than the search; None if there is no such page.

    Args:
        state: what was found.
        name: as in `web.links.Links.table`, or `reports`.
    """
    kind, _, key = name.partition("/")
    if key:
        make = _OF_ONE.get(kind)
        return make(state, key) if make else None
    make_whole = _WHOLE.get(kind)
    return make_whole(state) if make_whole else None


def make_search_table(state: State, hits: Iterable[Hit], sentences: Mapping[str, FindingRow]) -> Table:
    """Return results over all pages.

    Args:
        state: what was found.
        hits: the results.
        sentences: theirs by id.
    """
    shown = [hit for hit in hits if hit.finding_id in sentences]
    rows = _finding_rows(state, [sentences[hit.finding_id] for hit in shown])
    return replace(FINDINGS, file="search.csv", order="best first").with_columns(_RANKED), [
        {
            **row,
            "rank": rank,
            "score": hit.score,
            "score_lexical": hit.score_lexical,
            "score_semantic": hit.score_semantic,
            "matched": hit.matched,
            "repeats": hit.others,
        }
        for rank, (row, hit) in enumerate(zip(rows, shown, strict=True), start=1)
    ]


def _recurrences(state: State) -> Table:
    return RECURRENCE, list(counts.recurrence_rows(state.evidence.all_recurrences))


def _reports(state: State) -> Table:
    evidence = state.evidence
    rows = tables.report_rows(
        evidence.files,
        reports={report.report_id: report for report in evidence.reports},
        n_findings=Counter(finding.report_id for finding in evidence.findings),
        counted={report.report_id for report in evidence.counted_reports},
        reprints=evidence.reprints,
    )
    return REPORTS, list(rows)


def _heat_map(state: State) -> Table:
    ids = tuple(state.patterns)
    listed = list_tables(state.codebook, pattern_ids=ids, theme_ids=())
    spec = next(table for table in listed if table.file == "pattern_by_area.csv")
    return spec, list(counts.area_rows(state.evidence.patterns_by_area, ids=ids))


def _codebook(state: State) -> Table:
    return CODEBOOK, list(counts.codebook_rows(state.codebook, state.evidence.all_recurrences))


def _report(state: State, report_id: str) -> Table | None:
    if report_id not in state.reports:
        return None
    return _list_findings(state, f"report-{report_id}.csv", state.findings_by_report.get(report_id, ()))


def _area(state: State, key: str) -> Table | None:
    if key not in state.areas:
        return None
    return _list_findings(state, f"area-{key}.csv", list_area_findings(state, key))


def _theme(state: State, theme_id: str) -> Table | None:
    if theme_id not in state.themes:
        return None
    findings = [finding for finding in state.evidence.findings if theme_id in finding.themes]
    spec = replace(FINDINGS, file=f"theme-{theme_id}.csv").with_columns((_COUNTED,))
    counted = state.counting.with_theme
    return spec, [
        {**row, "counted": (finding.finding_id, theme_id) in counted}
        for row, finding in zip(_finding_rows(state, findings), findings, strict=True)
    ]


def _pattern(state: State, pattern_id: str) -> Table | None:
    if pattern_id not in state.patterns:
        return None
    tagged = [(f, tag) for f in state.evidence.findings if (tag := find_tag(f, pattern_id))]
    spec = replace(FINDINGS, file=f"pattern-{pattern_id}.csv").with_columns((*_TAGGED, _COUNTED))
    return spec, [
        {
            **row,
            "probability": tag.probability,
            "decision": "accepted" if tag.accepted else "review",
            "counted": (finding.finding_id, pattern_id) in state.counting.with_pattern,
        }
        for row, (finding, tag) in zip(_finding_rows(state, [f for f, _ in tagged]), tagged, strict=True)
    ]


def _list_findings(state: State, file: str, findings: Iterable[FindingRow]) -> Table:
    listed = list(findings)
    return replace(FINDINGS, file=file).with_columns((_COUNTED,)), [
        {**row, "counted": finding.finding_id in state.counting.once}
        for row, finding in zip(_finding_rows(state, listed), listed, strict=True)
    ]


def _finding_rows(state: State, findings: Iterable[FindingRow]) -> list[Row]:
    """Return the rows of findings.csv; a sentence without a code is a group of its own."""
    listed = list(findings)
    groups = {finding.finding_id: finding.finding_id for finding in listed} | dict(state.evidence.groups)
    n_reports = {finding.finding_id: 1 for finding in listed} | dict(state.evidence.group_reports)
    reports = {report.report_id: report for report in state.evidence.reports}
    return list(tables.finding_rows(listed, reports=reports, groups=groups, group_reports=n_reports))


_WHOLE: Mapping[str, Callable[[State], Table]] = {
    "overview": _recurrences,
    "reports": _reports,
    "heat-map": _heat_map,
    "codebook": _codebook,
}
_OF_ONE: Mapping[str, Callable[[State, str], Table | None]] = {
    "reports": _report,
    "patterns": _pattern,
    "themes": _theme,
    "areas": _area,
}
