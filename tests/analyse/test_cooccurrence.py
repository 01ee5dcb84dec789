"""Which patterns stand together more often than by chance."""

import numpy as np
import pytest

from reportminer.analyse.cooccurrence import LEAST_REPORTS, lift_of, measure_cooccurrence
from reportminer.analyse.count_records import Cooccurrence, Together
from reportminer.store.views import FindingRow
from tests.analyse.rows import make_finding, make_tag


def measure(findings: list[FindingRow], n_reports: int, within: Together = Together.REPORT) -> list[Cooccurrence]:
    """The pairs of the patterns a, b and c; every tag counts."""
    return measure_cooccurrence(
        findings,
        within=within,
        report_ids=[f"R{i}" for i in range(n_reports)],
        pattern_ids=["a", "b", "c"],
        counted=frozenset((f.finding_id, tag.pattern_id) for f in findings for tag in f.tags),
    )


def finding(report: int, patterns: str, section: str = "S", probability: float = 0.9) -> FindingRow:
    """A finding with patterns, one a letter."""
    tags = [make_tag(pattern, probability) for pattern in patterns]
    return make_finding(f"R{report}-{section}{patterns}", f"R{report}", *tags, section=section)


def test_published_examples_of_lift() -> None:
    """Tea and coffee (Brin, Motwani and Silverstein 1997): 20 of 100 baskets hold both, 25 tea, 90 coffee: 0.89.
    Onions and eggs (manual of mlxtend, association rules, example 1): 3 of 5 both, 3 and 4 each: 1.25."""
    assert lift_of(n_both=20, n_one=25, n_other=90, n_units=100) == pytest.approx(0.89, abs=0.005)
    assert lift_of(n_both=3, n_one=3, n_other=4, n_units=5) == pytest.approx(1.25)


def test_pairs_within_reports() -> None:
    """In four of eight reports a and b stand together, and a nowhere else: lift 8 x 4 / (4 x 5); a report without
    any pattern is a unit as well."""
    findings = [finding(i, pattern, section=pattern) for i in range(4) for pattern in "ab"] + [finding(4, "b")]
    found = measure(findings, 8)[0]
    assert (found.one, found.other, found.n_one, found.n_other, found.n_both, found.n_units) == (
        "a",
        "b",
        4,
        5,
        4,
        8,
    )
    assert found.lift.value == pytest.approx(1.6)
    assert found.lift.low is not None
    assert found.lift.high is not None
    assert found.lift.low < 1.6 < found.lift.high
    assert found.example == ("R0-aa", "R0-bb")


def test_pairs_within_sections() -> None:
    """The same findings stand below different headings, so they stand together in no section."""
    apart = [finding(i, pattern, section=pattern) for i in range(4) for pattern in "ab"]
    together = [finding(i, "ab", section="x") for i in range(3)] + [finding(3, "c", section="y")]
    assert measure(apart, 4, Together.SECTION) == []
    found = measure(together, 4, Together.SECTION)[0]
    assert (found.n_both, found.n_units, found.n_reports) == (3, 4, 3)


def test_minimal_support() -> None:
    """Two patterns that stand together in two reports only, however often, are not listed."""
    findings = [finding(i % 2, "ab", section=f"s{i}") for i in range(10)]
    assert LEAST_REPORTS == 3
    assert measure(findings, 5, Together.SECTION) == []
    assert measure(findings, 5) == []


def test_what_does_not_count_does_not_stand_together() -> None:
    """A tag that only repeats another passage brings no pair about."""
    findings = [finding(i, "ab") for i in range(3)]
    counted = frozenset((f.finding_id, "a") for f in findings)
    arguments = {"within": Together.REPORT, "report_ids": ["R0", "R1", "R2"], "pattern_ids": ["a", "b"]}
    assert measure_cooccurrence(findings, counted=counted, **arguments) == []  # type: ignore[arg-type]


def test_the_surest_come_first() -> None:
    """Pairs stand by the lower end of their interval; the example is the unit where both are most certain."""
    findings = [finding(i, "bc", probability=0.6) for i in range(5)] + [finding(5, "bc", section="T")]
    findings += [finding(i, "a", section="U") for i in range(3, 12)]
    found = measure(findings, 20)
    assert [(pair.one, pair.other) for pair in found] == [("b", "c"), ("a", "b"), ("a", "c")]
    assert found[0].example == ("R5-Tbc", "R5-Tbc")


def test_an_interval_of_independent_patterns_holds_one() -> None:
    """Of 200 collections of 20 reports with two independent patterns 93 in 100 intervals or more hold 1."""
    random = np.random.default_rng(7)
    held = total = 0
    for _ in range(200):
        one, other = random.random((2, 20)) < 0.5
        findings = [finding(i, p) for i in range(20) for p, has in (("a", one[i]), ("b", other[i])) if has]
        for pair in measure(findings, 20):
            total += 1
            held += (
                pair.lift.low is not None and pair.lift.high is not None and pair.lift.low <= 1 <= pair.lift.high
            )
    assert total > 150
    assert held / total >= 0.93
