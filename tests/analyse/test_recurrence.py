"""Recurrence is counted over reports, and repeated passages once."""

import pytest

from reportminer.analyse.recurrence import PatternKey, find_counted, list_patterns, measure_recurrence
from reportminer.records import Polarity, Recurrence
from reportminer.store.views import FindingRow, ReportRow
from tests.analyse.rows import make_finding, make_report, make_tag

GAP = PatternKey(pattern_id="gap", theme_id="leadership", polarity=Polarity.FAILURE)


def measure(
    findings: list[FindingRow], reports: list[ReportRow], groups: dict[str, str] | None = None
) -> Recurrence:
    """The recurrence of the pattern `gap`; findings are no duplicates unless groups say so."""
    group_by_id = {finding.finding_id: finding.finding_id for finding in findings} | (groups or {})
    counted = find_counted(findings, group_by_id)
    return measure_recurrence(findings, reports=reports, patterns=[GAP], counted=counted)[0]


def test_reports_count_not_mentions() -> None:
    """Three findings in one of four reports are one report of four."""
    reports = [make_report(f"R{i}") for i in range(4)]
    found = measure([make_finding(f"R0-{i}", "R0", make_tag("gap")) for i in range(3)], reports)
    assert (found.n_reports, found.n_total, found.share, found.n_findings) == (1, 4, 0.25, 3)
    assert (found.ci_low, found.ci_high) == pytest.approx((0.0456, 0.6994), abs=1e-4)


def test_a_repeated_passage_speaks_for_one_report() -> None:
    """A passage copied into other reports counts once, for the first; all of them are told beside."""
    findings = [make_finding(f"R{i}-a", f"R{i}", make_tag("gap")) for i in range(3)]
    groups = {finding.finding_id: "R0-a" for finding in findings}
    found = measure(findings, [make_report(f"R{i}") for i in range(3)], groups)
    assert (found.n_reports, found.n_findings, found.n_reports_with_repeats) == (1, 1, 3)
    assert found.examples == ("R0-a",)


def test_a_repeat_with_another_pattern_counts_for_that_pattern() -> None:
    """Of one group the first finding that carries the pattern counts, also if it is not the group's first."""
    findings = [make_finding("R0-a", "R0", make_tag("other")), make_finding("R1-a", "R1", make_tag("gap"))]
    found = measure(findings, [make_report("R0"), make_report("R1")], {"R1-a": "R0-a"})
    assert (found.n_reports, found.examples) == (1, ("R1-a",))


def test_a_pattern_never_found_is_there() -> None:
    """Zero hits are a row with zeros, an interval from 0, and no dates."""
    found = measure([], [make_report("R0")])
    assert (found.n_reports, found.share, found.ci_low, found.first_published) == (0, 0.0, 0.0, "")
    assert found.ci_high == pytest.approx(0.7935, abs=1e-4)


def test_areas_and_dates() -> None:
    """Areas count once, unknown ones not at all; dates are the earliest and latest that are known."""
    reports = [
        make_report("R0", area="North", published="2018-05"),
        make_report("R1", area="North", published="2017"),
        make_report("R2", area="", published=""),
        make_report("R3", area="South", published="2019-01-02"),
        make_report("R4", area="West", published="2020"),
    ]
    findings = [make_finding(f"R{i}-a", f"R{i}", make_tag("gap")) for i in range(4)]
    found = measure(findings, reports)
    assert (found.n_areas, found.first_published, found.last_published) == (2, "2017", "2019-01-02")


def test_examples_are_the_surest_one_a_report() -> None:
    """Each report gives its surest finding; the surest reports come first, five at most."""
    findings = [
        make_finding(f"R{i}-{j}", f"R{i}", make_tag("gap", 0.5 + i / 20 + j / 100))
        for i in range(7)
        for j in (1, 2)
    ]
    found = measure(findings, [make_report(f"R{i}") for i in range(7)])
    assert found.examples == ("R6-2", "R5-2", "R4-2", "R3-2", "R2-2")


def test_accepted_reports_are_counted_apart() -> None:
    """A report whose only finding needs review is in the count, not in the count of accepted ones."""
    findings = [make_finding("R0-a", "R0", make_tag("gap", 0.6)), make_finding("R1-a", "R1", make_tag("gap", 0.9))]
    found = measure(findings, [make_report("R0"), make_report("R1")])
    assert (found.n_reports, found.n_reports_accepted) == (2, 1)


def test_stray_patterns_are_listed() -> None:
    """A stored pattern that the codebook no longer has is counted too, after the others."""
    findings = [make_finding("R0-a", "R0", make_tag("zeta"), make_tag("gap"), make_tag("alpha"))]
    listed = list_patterns([GAP], findings, known=("gap",))
    assert [key.pattern_id for key in listed] == ["gap", "alpha", "zeta"]
