"""Passages of one report on opposite sides of one theme."""

import numpy as np
import pytest

from reportminer.analyse.contradictions import MOST_PAIRS, find_contradictions
from reportminer.analyse.count_records import Contradiction
from reportminer.store.views import FindingRow
from tests.analyse.rows import make_finding
from tests.analyse.sided_rows import bad, good, sided, tag_of


def at(degrees: float) -> np.ndarray:
    """A unit vector in the plane."""
    return np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))], np.float32)


def find(
    findings: list[FindingRow],
    degrees: dict[str, float],
    summaries: set[str] = frozenset(),  # type: ignore[assignment]
) -> list[Contradiction]:
    """The pairs of two reports on two themes."""
    return find_contradictions(
        sided(*findings),
        report_ids=["R0", "R1"],
        theme_ids=["flow", "homes"],
        summaries=summaries,
        vectors={finding_id: at(angle) for finding_id, angle in degrees.items()},
    )


def test_the_closest_of_opposite_sides() -> None:
    """Of two failures the one that is closer to the praise is paired with it; the cosine is told."""
    found = find([good("R0-a"), bad("R0-b"), bad("R0-c")], {"R0-a": 0, "R0-b": 50, "R0-c": 10})
    assert [(c.good_practice_id, c.failure_id) for c in found] == [("R0-a", "R0-c")]
    assert found[0].likeness == pytest.approx(np.cos(np.radians(10)), abs=1e-6)
    assert (found[0].kind, found[0].n_good_practice, found[0].n_failure) == ("within_report", 1, 2)


def test_what_speaks_of_different_things_is_no_pair() -> None:
    """Below a cosine of 0.5, in two reports, or on two themes there is nothing to be read together."""
    assert find([good("R0-a"), bad("R0-b")], {"R0-a": 0, "R0-b": 61}) == []
    assert find([good("R0-a"), bad("R1-b")], {"R0-a": 0, "R1-b": 0}) == []
    assert find([good("R0-a"), bad("R0-b", "homes")], {"R0-a": 0, "R0-b": 0}) == []


def test_a_theme_that_is_only_mentioned_makes_no_pair() -> None:
    """A sentence counts for the themes of its patterns, not for every word in it."""
    mention = make_finding("R0-b", "R0", tag_of("x", "homes", "failure"))
    items = sided(good("R0-a")) + sided(mention)
    items[1] = type(items[1])(finding=mention, theme_id="flow", side=items[1].side)
    vectors = {"R0-a": at(0), "R0-b": at(0)}
    assert (
        find_contradictions(items, report_ids=["R0"], theme_ids=["flow"], summaries=set(), vectors=vectors) == []
    )


def test_summary_against_body_comes_first() -> None:
    """The summary's praise and the body's blame are told before a closer pair within the body."""
    findings = [good("R0-sum"), good("R0-a"), bad("R0-b"), bad("R0-c")]
    found = find(findings, {"R0-sum": 40, "R0-a": 0, "R0-b": 1, "R0-c": 41}, {"R0-sum"})
    assert [(c.kind, c.good_practice_id, c.failure_id, c.summary_id) for c in found] == [
        ("summary_against_body", "R0-sum", "R0-c", "R0-sum"),
        ("within_report", "R0-a", "R0-b", ""),
    ]


def test_no_sentence_is_in_two_pairs_and_few_are_listed() -> None:
    """Of five praises and five blames on one thing three pairs are listed, each sentence once."""
    findings = [good(f"R0-g{i}") for i in range(5)] + [bad(f"R0-f{i}") for i in range(5)]
    found = find(findings, {f.finding_id: i for i, f in enumerate(findings)})
    assert len(found) == MOST_PAIRS
    assert len({c.good_practice_id for c in found} | {c.failure_id for c in found}) == 2 * MOST_PAIRS
