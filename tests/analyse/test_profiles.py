"""What stands beside the count of a pattern, and what is not counted."""

from reportminer.analyse.boilerplate import find_boilerplate
from reportminer.analyse.count_records import PatternCount, RepeatKind
from reportminer.analyse.profiles import list_repeats, profile_patterns
from reportminer.analyse.recurrence import PatternKey, find_counted, measure_recurrence
from reportminer.records import Polarity
from reportminer.store.views import FindingRow
from tests.analyse.rows import make_finding, make_report, make_tag

GAP = PatternKey(pattern_id="gap", theme_id="leadership", polarity=Polarity.FAILURE)
REPORTS = [
    make_report("R0", area="North", published="2017-05"),
    make_report("R1", area="South", published="2018-02-03"),
    make_report("R2", area="West", published="2019"),
    make_report("R3", area="", published=""),
    make_report("R4", area="", published=""),
]


def finding(finding_id: str, **changes: object) -> FindingRow:
    """A finding with the pattern `gap`."""
    return make_finding(finding_id, finding_id[:2], make_tag("gap"), **changes)


def profile(findings: list[FindingRow], groups: dict[str, str] | None = None) -> PatternCount:
    """The profile of the pattern `gap`."""
    own = {f.finding_id: f.finding_id for f in findings} | (groups or {})
    counted = find_counted(findings, own)
    recurrences = measure_recurrence(findings, reports=REPORTS, patterns=[GAP], counted=counted)
    return profile_patterns(recurrences, findings, reports=REPORTS, counted=counted)[0]


def test_areas_years_strengths_and_voices() -> None:
    """Areas by name, years of the dates, strengths from all to few, voices by number, those not said last."""
    found = profile(
        [
            finding("R1-a", strength="few", voice="staff"),
            finding("R0-a", strength="all", voice="staff"),
            finding("R0-b", voice="carers"),
            finding("R3-a"),
        ]
    )
    assert (found.areas, found.first_year, found.last_year) == (("North", "South"), "2017", "2018")
    assert found.strengths == (("all", 1), ("few", 1), ("", 2))
    assert found.voices == (("staff", 2), ("carers", 1), ("", 1))
    assert found.finding_ids == ("R1-a", "R0-a", "R0-b", "R3-a")


def test_repeats_are_told_and_not_counted() -> None:
    """The words of another passage add neither a voice nor a strength."""
    found = profile([finding("R0-a", voice="staff"), finding("R1-a", voice="staff")], {"R1-a": "R0-a"})
    assert (found.voices, found.finding_ids, found.repeat_ids) == ((("staff", 1),), ("R0-a",), ("R1-a",))


def test_template_text_is_what_three_areas_share() -> None:
    """Two areas and a report on none may quote each other; in a third area it is the template that speaks."""
    findings = [finding("R0-a"), finding("R1-a"), finding("R3-a"), finding("R4-a")]
    groups = dict.fromkeys(("R0-a", "R1-a", "R2-a", "R3-a", "R4-a"), "R0-a")
    two = find_boilerplate([*findings[:2], findings[0]], reports=REPORTS, groups=groups)
    assert two == frozenset()
    assert find_boilerplate(findings[2:], reports=REPORTS, groups=groups) == frozenset()
    three = find_boilerplate([*findings[:2], finding("R2-a")], reports=REPORTS, groups=groups)
    assert three == {"R0-a", "R1-a", "R2-a"}


def test_what_repeats_is_listed_with_what_it_does_not_count_for() -> None:
    """A repetition names the first passage; template text is listed whole, its first passage too."""
    findings = [finding("R0-a"), finding("R1-a"), finding("R1-b"), finding("R2-b")]
    groups = {"R0-a": "R0-a", "R1-a": "R0-a", "R1-b": "R1-b", "R2-b": "R1-b"}
    listed = list_repeats(
        findings,
        groups=groups,
        group_reports={"R0-a": 2, "R1-b": 3},
        boilerplate={"R1-b", "R2-b"},
        counted=frozenset({("R0-a", "gap")}),
    )
    assert [(r.finding_id, r.first_id, r.kind, r.n_reports, r.patterns) for r in listed] == [
        ("R1-a", "R0-a", RepeatKind.NEAR_DUPLICATE, 2, ("gap",)),
        ("R1-b", "R1-b", RepeatKind.BOILERPLATE, 3, ("gap",)),
        ("R2-b", "R1-b", RepeatKind.BOILERPLATE, 3, ("gap",)),
    ]
