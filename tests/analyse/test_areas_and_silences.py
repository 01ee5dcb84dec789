"""Counts by area, and what reports do not say."""

from reportminer.analyse.areas import count_patterns_by_area, count_themes_by_area
from reportminer.analyse.recurrence import find_counted
from reportminer.analyse.silences import find_silences
from reportminer.records import AreaCounts
from reportminer.store.views import NearestRow
from tests.analyse.rows import make_finding, make_report, make_tag

REPORTS = [
    make_report("R0", area="south"),
    make_report("R1", area="North", area_code="E1"),
    make_report("R2", area=""),
    make_report("R3", area="North", area_code="E1"),
]
FINDINGS = [
    make_finding("R0-a", "R0", make_tag("gap"), make_tag("cut", theme_id="finance")),
    make_finding("R1-a", "R1", make_tag("gap"), mentioned=("finance",)),
    make_finding("R2-a", "R2", make_tag("gap")),
    make_finding("R3-a", "R3", make_tag("gap")),
]
GROUPS = {"R0-a": "R0-a", "R1-a": "R1-a", "R2-a": "R2-a", "R3-a": "R1-a"}


def shown(areas: list[AreaCounts]) -> list[tuple[str, str, int, dict[str, int]]]:
    """The fields in short."""
    return [(a.area, a.area_code, a.n_reports, dict(a.counts)) for a in areas]


def test_patterns_by_area() -> None:
    """Areas stand by name, the unknown one last, and a repeated passage counts once."""
    counted = find_counted(FINDINGS, GROUPS)
    assert shown(count_patterns_by_area(FINDINGS, reports=REPORTS, counted=counted)) == [
        ("North", "E1", 2, {"gap": 1}),
        ("south", "", 1, {"cut": 1, "gap": 1}),
        ("", "", 1, {"gap": 1}),
    ]


def test_themes_by_area() -> None:
    """A finding counts for the themes of its patterns and for those it mentions, a repeated passage once."""
    assert shown(count_themes_by_area(FINDINGS, reports=REPORTS, groups=GROUPS)) == [
        ("North", "E1", 2, {"finance": 1, "leadership": 1}),
        ("south", "", 1, {"finance": 1, "leadership": 1}),
        ("", "", 1, {"leadership": 1}),
    ]


def test_areas_without_findings_are_there() -> None:
    """An area that was read and shows nothing has a row."""
    areas = count_patterns_by_area([], reports=REPORTS, counted=frozenset())
    assert [(a.area, a.counts) for a in areas] == [("North", ()), ("south", ()), ("", ())]


def test_silences_are_all_that_was_not_found() -> None:
    """Each report and pattern without a finding has a row, with the sentence that came nearest where one did."""
    nearest = [
        NearestRow(report_id="R1", pattern_id="cut", score=0.31, finding_id="R1-x", not_tagged="other_side"),
        NearestRow(report_id="R0", pattern_id="cut", score=0.95, finding_id="R0-a"),
    ]
    silences = find_silences(FINDINGS, reports=REPORTS[:2], pattern_ids=["gap", "cut", "new"], nearest=nearest)
    assert [(s.report_id, s.area, s.pattern_id, s.best_score, s.nearest_finding_id, s.note) for s in silences] == [
        ("R0", "south", "new", None, "", ""),
        ("R1", "North", "cut", 0.31, "R1-x", "other_side"),
        ("R1", "North", "new", None, "", ""),
    ]
