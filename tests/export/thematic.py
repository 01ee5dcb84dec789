"""Hand-made facts of a thematic report: two themes, three areas, one of everything that is told."""

from dataclasses import replace
from typing import Any

from reportminer.export.thematic_facts import (
    AdviceFacts,
    ChangeFacts,
    ContradictionFacts,
    CurveFacts,
    Facts,
    NearMiss,
    PairFacts,
    Passage,
    PatternFacts,
    ReadReport,
    SidesOfTheme,
    ThemeFacts,
    TwinFacts,
    UnreadFile,
)
from reportminer.records import AreaCounts, Polarity, Recurrence
from reportminer.store.views import FileRow, ReportRow


def make_row(report_id: str = "R1", **changes: Any) -> ReportRow:
    """A report that was read."""
    row = ReportRow(
        report_id=report_id,
        file=f"{report_id}.pdf",
        status="ok",
        kind="pdf",
        title=f"Review {report_id}",
        report_type="local_system_review",
        area="North",
        area_code="",
        publisher="Review Office",
        published="2018-02",
        review_start="",
        review_end="",
        licence="Open Government Licence v3.0",
        source_url="",
        conflicts=(),
        n_pages=8,
        n_pages_ok=8,
        n_words=100,
        n_sentences=10,
        ocr=False,
        language="en",
        coder="patterns",
        model="1",
    )
    return replace(row, **changes)


def make_report(report_id: str = "R1", **changes: Any) -> ReadReport:
    """The same as it is listed."""
    row = make_row(report_id)
    report = ReadReport(
        row=row, title=row.title, n_findings=3, is_counted=True, reprint_of="", href=f"reports/{row.file}"
    )
    return replace(report, **changes)


def make_quote(text: str = "Budgets were pooled well.", **changes: Any) -> Passage:
    """A passage that is quoted."""
    passage = Passage(
        finding_id="R1-1",
        text=text,
        citation="Review Office (2018) Review R1, p. 4.",
        href="reports/R1.pdf#page=4",
        polarity="good_practice",
        is_accepted=True,
    )
    return replace(passage, **changes)


def make_pattern(pattern_id: str, theme_id: str, polarity: str, n_reports: int, **changes: Any) -> PatternFacts:
    """A pattern found in so many of four reports."""
    pattern = PatternFacts(
        pattern_id=pattern_id,
        name=pattern_id.replace("_", " ").capitalize(),
        definition=f"What {pattern_id} means.",
        theme_id=theme_id,
        recurrence=Recurrence(
            pattern_id=pattern_id,
            theme_id=theme_id,
            polarity=Polarity(polarity),
            n_reports=n_reports,
            n_total=4,
            share=n_reports / 4,
            ci_low=0.1,
            ci_high=0.9,
            n_findings=2 * n_reports,
            n_areas=n_reports,
            first_published="",
            last_published="",
        ),
        quotations=(make_quote(),) if n_reports else (),
        n_silent=4 - n_reports,
    )
    return replace(pattern, **changes)


def make_sides(only_good: int = 1, only_failure: int = 2, both: int = 1) -> SidesOfTheme:
    """Reports on a theme by side."""
    n = only_good + only_failure + both
    return SidesOfTheme(
        n_reports=n,
        only_good=only_good,
        only_failure=only_failure,
        both=both,
        n_good_practice=3,
        n_failure=4,
        n_mixed=0,
        balance=(only_good - only_failure) / n if n else None,
    )


def make_themes() -> tuple[ThemeFacts, ...]:
    """Money with two patterns, leadership with one that was never found, and a theme of which nothing is told."""
    pooled = make_pattern(
        "pooled_budgets",
        "money",
        "good_practice",
        3,
        counter_evidence=(make_quote("Each paid from its own purse.", polarity="failure", is_accepted=False),),
        opposite=("separate_budgets",),
        voices=(("leaders", 4), ("", 2)),
        nearest=NearMiss(
            passage=make_quote("Money was short.", href=""), report_id="R4", score=0.314, note="other_side"
        ),
    )
    separate = make_pattern("separate_budgets", "money", "failure", 1, opposite=("pooled_budgets",))
    money = ThemeFacts(
        theme_id="money",
        label="Money & budgets",
        n_findings=8,
        sides=make_sides(),
        patterns=(pooled, separate),
        advice=(make_advice(),),
        n_advice=2,
    )
    leadership = ThemeFacts(
        theme_id="leadership",
        label="Leadership",
        n_findings=1,
        sides=make_sides(0, 0, 0),
        patterns=(make_pattern("shared_vision", "leadership", "good_practice", 0),),
    )
    untold = ThemeFacts(
        theme_id="untold",
        label="Of which nothing is told",
        n_findings=0,
        sides=make_sides(0, 0, 0),
        patterns=(make_pattern("unheard_of", "untold", "failure", 0),),
    )
    return money, leadership, untold


def make_advice(**changes: Any) -> AdviceFacts:
    """A formal recommendation on money."""
    advice = AdviceFacts(
        report_id="R1",
        text="The council should pool its budgets.",
        citation="Review Office (2018) Review R1, p. 7.",
        href="reports/R1.pdf#page=7",
        number="1",
        addressee="The council",
        deadline="May",
        themes=("money",),
        is_formal=True,
    )
    return replace(advice, **changes)


def make_facts(**changes: Any) -> Facts:
    """All that a small report tells of."""
    unread = FileRow(
        path="/reports/scan.pdf",
        file="scan.pdf",
        sha256="",
        size=1,
        report_id="",
        status="scanned",
        stage="ingest",
        reason="",
        remedy="",
        n_pages=4,
        duplicate_of="",
    )
    facts = Facts(
        title="What the reviews say",
        theme_id="",
        codebook_title="Small codebook",
        codebook_version="2",
        reports=tuple(make_report(f"R{number}") for number in (1, 2, 3, 4)),
        unread=(UnreadFile(row=unread, reason="its pages are pictures"),),
        n_files=5,
        n_pages=32,
        n_findings=12,
        n_repeats=2,
        n_boilerplate=1,
        areas=(
            AreaCounts(area="North", area_code="E1", n_reports=2, counts=(("pooled_budgets", 4),)),
            AreaCounts(
                area="South", area_code="", n_reports=2, counts=(("pooled_budgets", 2), ("separate_budgets", 2))
            ),
        ),
        shades=(1, 2, 4),
        themes=make_themes(),
        advice=(make_advice(),),
        advice_by_report={"R1": (1, 2)},
        n_advice=2,
        n_formal=1,
        curve=CurveFacts(
            points=((1, 1.0, 0.0, 2.0, 1), (2, 1.5, 1.0, 2.0, 2)),
            report_ids=("R1", "R2"),
            n_patterns=4,
            n_found=2,
            once=("Separate budgets",),
            expected_new=0.25,
        ),
        pairs=(
            PairFacts(
                within="report",
                one="pooled_budgets",
                other="separate_budgets",
                names=("Pooled budgets", "Separate budgets"),
                n_both=3,
                n_units=4,
                lift=1.5,
                low=1.1,
                high=2.0,
            ),
        ),
        least_together=3,
        contradictions=(
            ContradictionFacts(
                report_title="Review R1",
                theme_id="money",
                theme_label="Money & budgets",
                is_summary_against_body=True,
                summary_id="R1-1",
                good_practice=make_quote(),
                failure=make_quote("They were not.", polarity="failure"),
            ),
        ),
        n_contradictions=3,
        changes=(
            ChangeFacts(
                area="North",
                before_id="R1",
                before="Review R1",
                after_id="R2",
                after="Review R2",
                pattern_id="separate_budgets",
                name="Separate budgets",
                polarity="failure",
                change="gone",
                n_before=2,
                n_after=0,
            ),
        ),
        twins=(
            TwinFacts(
                area="North",
                area_code="E1",
                twin="South",
                likeness=0.72,
                mean_likeness=0.5,
                alike=(("Money & budgets", "failure"),),
            ),
        ),
        machine="patterns 1",
        card={"micro": {"precision": 0.5274, "recall": 0.4141}, "left_alone": 0.97},
        n_labels=18817,
    )
    return replace(facts, **changes)


def make_one_theme(**changes: Any) -> Facts:
    """The same narrowed to money."""
    return make_facts(
        **{
            "title": "Money",
            "theme_id": "money",
            "themes": make_themes()[:1],
            "curve": None,
            "pairs": (),
            "twins": (),
        }
        | changes
    )
