"""What filters keep."""

import pytest

from reportminer.analyse.selection import finding_passes, pattern_passes, section_passes, select_reports
from reportminer.store.matching import Filters
from tests.analyse.rows import make_finding, make_report, make_tag

REPORTS = [
    make_report("R0", area="North Vale", area_code="E1", published="2017-12-31"),
    make_report("R1", area="Northbridge", published="2018-06", report_type="progress_review"),
    make_report("R2", area="", published=""),
]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(), "R0 R1 R2"),
        (Filters(area="north vale"), "R0"),
        (Filters(area="North"), "R0"),
        (Filters(area="e1"), "R0"),
        (Filters(report_type="progress_review"), "R1"),
        (Filters(since="2018"), "R1"),
        (Filters(until="2017"), "R0"),
        (Filters(until="2018-06"), "R0 R1"),
        (Filters(since="2018-06-15"), "R1"),
        (Filters(since="2018-07-01"), ""),
        (Filters(until="2018-06-15"), "R0 R1"),
        (Filters(since="2017-12-31", until="2017-12-31"), "R0"),
    ],
)
def test_filters_on_reports(filters: Filters, kept: str) -> None:
    """Area by name, its beginning or code; dates as far as both are known; an undated report passes no date."""
    assert [report.report_id for report in select_reports(REPORTS, filters)] == kept.split()


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        (Filters(), True),
        (Filters(theme="leadership"), True),
        (Filters(theme="finance"), True),
        (Filters(theme="carers"), False),
        (Filters(pattern="gap"), True),
        (Filters(pattern="cut"), False),
        (Filters(polarity="mixed"), True),
        (Filters(polarity="failure"), True),
        (Filters(polarity="good_practice"), True),
        (Filters(polarity="neutral"), False),
    ],
)
def test_filters_on_findings(filters: Filters, passes: bool) -> None:
    """A mixed finding passes either side; a theme that is only mentioned counts."""
    finding = make_finding("a", "R0", make_tag("gap"), mentioned=("finance",), polarity="mixed")
    assert finding_passes(finding, filters) is passes


def test_filter_on_section() -> None:
    """Words of a heading, whatever their case."""
    finding = make_finding("a", "R0", section="Summary > Flow")
    assert section_passes(finding, Filters(section="flow"))
    assert not section_passes(finding, Filters(section="Market"))


def test_filters_on_patterns() -> None:
    """A pattern is listed if its id, theme and side fit; a side that patterns cannot have leaves all."""
    assert pattern_passes("gap", "leadership", "failure", Filters(theme="leadership", polarity="failure"))
    assert not pattern_passes("gap", "leadership", "failure", Filters(polarity="good_practice"))
    assert not pattern_passes("gap", "leadership", "failure", Filters(pattern="cut"))
    assert pattern_passes("gap", "leadership", "failure", Filters(polarity="mixed"))
