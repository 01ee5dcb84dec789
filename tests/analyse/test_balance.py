"""The side of a finding on a theme, and how the sides balance over reports."""

import pytest

from reportminer.analyse.balance import measure_balances
from reportminer.analyse.sided import find_side, list_sided
from reportminer.records import Polarity
from tests.analyse.rows import make_finding
from tests.analyse.sided_rows import bad, good, sided, tag_of


def test_the_side_is_that_of_the_themes_own_patterns() -> None:
    """A sentence that praises one theme and blames another takes a side on each."""
    tags = (tag_of("a", "flow", "failure"), tag_of("b", "carers", "good_practice"))
    finding = make_finding("R0-a", "R0", *tags, polarity="mixed", mentioned=("homes",))
    sides = [find_side(finding, theme) for theme in ("flow", "carers", "homes")]
    assert sides == [Polarity.FAILURE, Polarity.GOOD_PRACTICE, Polarity.MIXED]


def test_patterns_of_both_sides_are_mixed_and_neutral_ones_take_none() -> None:
    """Two patterns of one theme on opposite sides make the finding mixed; a neutral one takes no side."""
    both = make_finding("R0-a", "R0", tag_of("a", "flow", "failure"), tag_of("b", "flow", "good_practice"))
    neutral = make_finding("R0-b", "R0", tag_of("c", "flow", "neutral"), polarity="neutral")
    assert (find_side(both, "flow"), find_side(neutral, "flow")) == (Polarity.MIXED, None)


def test_a_repeated_passage_takes_a_side_once() -> None:
    """Of a group the first finding counts for each theme."""
    findings = [bad("R0-a"), bad("R1-a"), bad("R1-b")]
    found = list_sided(findings, {"R0-a": "R0-a", "R1-a": "R0-a", "R1-b": "R1-b"})
    assert [item.finding.finding_id for item in found] == ["R0-a", "R1-b"]


def test_a_long_report_has_one_voice() -> None:
    """Nine failures in one report and one good practice in each of two others balance to the good side."""
    findings = [*(bad(f"R0-{i}") for i in range(9)), good("R1-a"), good("R2-a")]
    found = measure_balances(sided(*findings), theme_ids=["flow"], n_reports=4)[0]
    assert (found.n_reports, found.n_total, found.n_only_good, found.n_only_failure, found.n_both) == (
        3,
        4,
        2,
        1,
        0,
    )
    assert (found.n_good_practice, found.n_failure, found.n_mixed) == (2, 9, 0)
    assert found.balance.value == pytest.approx(1 / 3)


def test_a_mixed_finding_counts_below_the_line_alone() -> None:
    """One good, one mixed: (1 - 0) / 2; the report has both sides."""
    mixed = make_finding("R0-b", "R0", tag_of("a", "flow", "mixed"), polarity="mixed")
    found = measure_balances(sided(good("R0-a"), mixed), theme_ids=["flow"], n_reports=1)[0]
    assert (found.balance.value, found.n_both, found.n_mixed) == (0.5, 1, 1)


def test_a_theme_without_a_side_is_listed_without_a_balance() -> None:
    """Zero reports are a row with zeros and an empty balance."""
    found = measure_balances([], theme_ids=["carers"], n_reports=2)[0]
    assert (found.theme_id, found.n_reports, found.balance.value) == ("carers", 0, None)
