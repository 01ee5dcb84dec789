"""Rows of findings and reports."""

from reportminer.export.tables import finding_rows, make_link, report_rows
from tests.analyse.rows import make_finding, make_report, make_tag
from tests.export.test_unread import FILE


def test_patterns_and_scores_are_aligned() -> None:
    """Patterns stand by falling probability, and the scores beside them in the same order."""
    finding = make_finding("a", "R1", make_tag("gap", 0.91), make_tag("cut", 0.6))
    (row,) = finding_rows([finding], reports={"R1": make_report("R1")}, groups={"a": "a"}, group_reports={"a": 1})
    assert row["patterns"] == ("gap", "cut")
    assert row["pattern_scores"] == ("0.9100", "0.6000")
    assert row["accepted"] == ("gap",)
    assert row["needs_review"] is True


def test_boxes_have_one_decimal() -> None:
    """A box is page:x0,top,x1,bottom in points."""
    (row,) = finding_rows(
        [make_finding("a", "R1")], reports={"R1": make_report("R1")}, groups={"a": "a"}, group_reports={"a": 1}
    )
    assert row["bbox"] == ("3:72.0,100.0,500.0,112.5",)
    assert row["needs_review"] is False


def test_links_lead_to_the_page() -> None:
    """A link is a path below the reports' folder, with the page for a PDF; risky characters are escaped."""
    assert make_link(make_report("R1", file="a b/ü#1.pdf"), 4) == "a%20b/%C3%BC%231.pdf#page=4"
    assert make_link(make_report("R1", file="a.html", kind="html"), 0) == "a.html"


def test_reports_outside_the_filters_are_listed() -> None:
    """Every file has a row; one that does not count has no findings there."""
    rows = list(report_rows([FILE], reports={"R1": make_report("R1")}, n_findings={}, counted=(), reprints={}))
    assert [(row["counted"], row["n_findings"], row["n_words"]) for row in rows] == [(False, 0, 1000)]
