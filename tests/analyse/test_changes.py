"""What became of a review's patterns by its progress review."""

from reportminer.analyse.changes import Followed, compare_reviews, pair_reviews
from reportminer.analyse.count_records import Change, PatternChange
from reportminer.analyse.recurrence import PatternKey
from reportminer.records import Polarity
from reportminer.store.views import FindingRow, NearestRow
from tests.analyse.rows import make_finding, make_report, make_tag

BEFORE = make_report("R0", published="2017-12")
AFTER = make_report("R1", published="2019-01", report_type="progress_review")
KEYS = [PatternKey(pattern_id=p, theme_id="leadership", polarity=Polarity.FAILURE) for p in ("a", "b", "c", "d")]


def finding(report: int, name: str, pattern: str, probability: float = 0.9) -> FindingRow:
    """A finding with one pattern."""
    return make_finding(f"R{report}-{name}", f"R{report}", make_tag(pattern, probability))


def compare(*findings: FindingRow, groups: dict[str, str] | None = None) -> dict[str, PatternChange]:
    """The changes by pattern."""
    own = {f.finding_id: f.finding_id for f in findings} | (groups or {})
    nearest = {("R1", "a"): NearestRow(report_id="R1", pattern_id="a", score=0.31, finding_id="R1-z", page=4)}
    pair = Followed(before=BEFORE, after=AFTER)
    found = compare_reviews(pair, findings, patterns=KEYS, groups=own, nearest=nearest)
    return {change.pattern_id: change for change in found}


def test_gone_new_and_still_there() -> None:
    """Each pattern that one of the two tells of, with passages, the most certain first; others are left out."""
    found = compare(
        finding(0, "x", "a"),
        finding(0, "y", "c", 0.6),
        finding(0, "z", "c", 0.8),
        finding(1, "x", "b"),
        finding(1, "y", "c"),
        finding(2, "x", "d"),
    )
    assert {key: change.change for key, change in found.items()} == {
        "a": Change.GONE,
        "b": Change.NEW,
        "c": Change.STILL_THERE,
    }
    assert (found["c"].before_ids, found["c"].after_ids) == (("R0-z", "R0-y"), ("R1-y",))
    assert (found["c"].n_before, found["c"].n_after, found["c"].best_score) == (2, 1, None)


def test_what_is_gone_was_looked_for() -> None:
    """The nearest sentence of the progress review is told, with its score."""
    found = compare(finding(0, "x", "a"))["a"]
    assert (found.best_score, found.nearest_id) == (0.31, "R1-z")


def test_the_reviews_own_words_are_no_news() -> None:
    """A progress review that only quotes the review shows that it was said, not that it is so."""
    found = compare(finding(0, "x", "a"), finding(1, "q", "a"), groups={"R1-q": "R0-x"})["a"]
    assert (found.change, found.n_after, found.after_ids) == (Change.REPEATED, 0, ("R1-q",))


def test_a_progress_review_follows_the_last_review_of_its_area() -> None:
    """By code or name, whatever else was published; a second progress review follows the first."""
    second = make_report("R5", published="2020", report_type="progress_review", area="NORTHBRIDGE")
    news = make_report("R3", published="2018-05", report_type="press_release")
    other = make_report("R4", published="2018-06", area="Elsewhere")
    pairs = pair_reviews([BEFORE, news, other, AFTER, second])
    assert [(p.before.report_id, p.after.report_id) for p in pairs] == [("R0", "R1"), ("R1", "R5")]


def test_a_progress_review_without_a_review_stands_alone() -> None:
    """Nothing is compared where the review is not there, or where no area or date is known."""
    assert pair_reviews([AFTER]) == []
    assert (
        pair_reviews([make_report("R0", area=""), make_report("R1", area="", report_type="progress_review")]) == []
    )
