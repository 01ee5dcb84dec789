"""The tables of what is counted beyond recurrence: profiles, saturation, pairs, balance, twins, changes."""

from reportminer.export.columns import (
    AREA,
    AREA_CODE,
    FINDING_ID,
    PATTERN_ID,
    REPORT_ID,
    REPORT_ORDER,
    SIDE,
    THEME_ID,
    make_count,
    make_list,
    make_share,
)
from reportminer.export.model import Column, Kind, TableSpec

VOICES = ("people", "carers", "staff", "leaders", "providers", "data", "reviewers")
"""Who may be named as saying so, in the order of the columns."""
STRENGTHS = ("all", "most", "some", "few")
"""How far a finding is said to hold, in the order of the columns."""
_TO_CODEBOOK = ("pattern_id", "codebook.csv", "pattern_id")
_TO_REPORTS = ("report_id", "reports.csv", "report_id")
_EXAMPLE_ID = "R0a1b2c3d4e5f-9c8d7e6f"
_UNREVIEWED = "Empty where nobody has read sentences at random (reportminer review)."
_LEAN = "leaning on that of all patterns"


def _ends(
    prefix: str, of: str, *, unit: str, low: float | None = 0, high: float | None = None
) -> tuple[Column, ...]:
    """Define both ends of a 95 % interval."""
    return tuple(
        Column(
            name=f"{prefix}_{end}",
            meaning=f"{word} end of the 95 % interval of {of}.",
            kind=Kind.NUMBER,
            unit=unit,
            low=low,
            high=high,
            example=example,
        )
        for end, word, example in (("low", "Lower", "0.4100"), ("high", "Upper", "0.7700"))
    )


def _share_with_ends(name: str, meaning: str) -> tuple[Column, ...]:
    return (make_share(name, meaning, "0 to 1"), *_ends(name, name, unit="0 to 1", high=1))


def _number_with_ends(name: str, meaning: str, unit: str) -> tuple[Column, ...]:
    number = Column(name=name, meaning=meaning, kind=Kind.NUMBER, unit=unit, low=0, example="14.2000")
    return (number, *_ends(name, name, unit=unit))


def _passage(name: str, whose: str) -> tuple[Column, ...]:
    """Define id, page and words of a passage."""
    return (
        Column(name=f"{name}_finding_id", meaning=f"{whose}: its id.", example=_EXAMPLE_ID),
        Column(
            name=f"{name}_page",
            meaning="Its page in the file; empty where the form has no pages.",
            kind=Kind.INTEGER,
            unit="page",
            low=1,
            example="14",
        ),
        Column(name=f"{name}_text", meaning="Its words."),
    )


PATTERN_PROFILES = TableSpec(
    file="pattern_profiles.csv",
    row_is="a pattern",
    order="as the codebook",
    key=("pattern_id",),
    refers=(_TO_CODEBOOK,),
    columns=(
        PATTERN_ID,
        THEME_ID,
        SIDE,
        make_count("n_reports", "As in recurrence.csv.", "reports", required=True),
        make_count("n_findings", "As in recurrence.csv.", "findings", required=True),
        make_list("areas", "Areas of those reports, by name.", "Northbridge;Southmoor"),
        Column(
            name="first_year",
            meaning="Year of the earliest of those reports, or empty.",
            kind=Kind.INTEGER,
            unit="year",
            example="2017",
        ),
        Column(
            name="last_year",
            meaning="Year of the latest, or empty.",
            kind=Kind.INTEGER,
            unit="year",
            example="2019",
        ),
        *(
            make_count(
                f"n_{word}", f"Of the findings, those said to hold for {word}.", "findings", "3", required=True
            )
            for word in STRENGTHS
        ),
        *(
            make_count(
                f"n_by_{who}", f"Of the findings, those in whose words: {who}.", "findings", "2", required=True
            )
            for who in VOICES
        ),
        make_count(
            "n_repeats",
            "Findings with the pattern that are not counted because they repeat another: repeats.csv.",
            "findings",
            "1",
            required=True,
        ),
        make_count("n_read_at_random", f"Sentences that people read at random. {_UNREVIEWED}", "sentences", "200"),
        *_share_with_ends("precision", f"Share of the pattern's tags that hold, {_LEAN}. {_UNREVIEWED}"),
        *_share_with_ends("recall", f"Share of the sentences with the pattern that were tagged, {_LEAN}."),
        *_number_with_ends(
            "corrected_findings",
            "Sentences that carry the pattern if the tagger's mistakes are allowed for: n_findings x precision / "
            "recall. To be read beside n_findings.",
            "findings",
        ),
        *_number_with_ends(
            "corrected_reports",
            "Reports in which at least one of the pattern's tags holds. Those that were missed are not in it.",
            "reports",
        ),
    ),
)

REPEATS = TableSpec(
    file="repeats.csv",
    row_is="a finding of a counted report that does not count, or not for all its patterns: it repeats another",
    order="as findings.csv",
    key=("finding_id",),
    refers=(_TO_REPORTS,),
    columns=(
        FINDING_ID,
        REPORT_ID,
        Column(
            name="first_finding_id",
            meaning="The passage that it repeats: the first of its duplicate_group. Template text counts nowhere, "
            "so that its first passage is listed as well.",
            example=_EXAMPLE_ID,
            required=True,
        ),
        Column(
            name="kind",
            meaning="boilerplate: it stands nearly word for word in the reports of three or more areas, which "
            "makes it template text; near_duplicate: any other repetition.",
            allowed=("boilerplate", "near_duplicate"),
            example="near_duplicate",
            required=True,
        ),
        make_count("n_reports", "Reports in which the passage stands.", "reports", "2", required=True),
        make_list("patterns_not_counted", "Patterns of the finding that are not counted.", "shared_vision"),
        Column(name="text", meaning="Its words.", required=True),
    ),
)

SATURATION = TableSpec(
    file="saturation.csv",
    row_is="a number of reports, from one to all that count",
    order="by number of reports",
    key=("n_reports",),
    refers=(_TO_REPORTS,),
    columns=(
        make_count("n_reports", "Reports read.", "reports", "8", required=True),
        Column(
            name="mean_patterns",
            meaning="Patterns found in so many reports, mean over all orders in which they may be read.",
            kind=Kind.NUMBER,
            unit="patterns",
            low=0,
            example="41.2500",
            required=True,
        ),
        Column(
            name="range_low",
            meaning="In 2.5 of 100 random orders there are fewer.",
            kind=Kind.NUMBER,
            unit="patterns",
            low=0,
            example="36.0000",
        ),
        Column(
            name="range_high",
            meaning="In 2.5 of 100 random orders there are more.",
            kind=Kind.NUMBER,
            unit="patterns",
            low=0,
            example="46.0000",
        ),
        REPORT_ID,
        make_count(
            "n_patterns_by_date",
            "Patterns found up to this report, if they are read in the order of publication (unknown dates last).",
            "patterns",
            "44",
            required=True,
        ),
        make_list("new_patterns", "Patterns that this report is the first to show in that order.", "risk_sharing"),
    ),
)

COOCCURRENCE = TableSpec(
    file="cooccurrence.csv",
    row_is="a pair of patterns that stand together in at least three reports",
    order="within reports, then within sections; by falling ci_low, then as the codebook",
    key=("within", "pattern_one", "pattern_other"),
    refers=(("pattern_one", "codebook.csv", "pattern_id"), ("pattern_other", "codebook.csv", "pattern_id")),
    columns=(
        Column(
            name="within",
            meaning="report: both in one report; section: both below the same headings of one report.",
            allowed=("report", "section"),
            example="section",
            required=True,
        ),
        Column(name="pattern_one", meaning="The one that comes first in the codebook.", required=True),
        Column(name="pattern_other", meaning="The other.", required=True),
        make_count("n_one", "Reports, or sections, with the first.", "units", required=True),
        make_count("n_other", "With the other.", "units", required=True),
        make_count("n_both", "With both.", "units", "5", required=True),
        make_count(
            "n_units",
            "Counted reports; or their sections with at least one pattern.",
            "units",
            "40",
            required=True,
        ),
        make_count("n_reports", "Reports in which both stand together.", "reports", "4", required=True),
        Column(
            name="lift",
            meaning="n_both x n_units / (n_one x n_other): 1 is chance, 2 twice as often, below 1 less often.",
            kind=Kind.NUMBER,
            unit="times as often as by chance",
            low=0,
            example="2.1000",
            required=True,
        ),
        *_ends(
            "ci",
            "the lift, over reports. By chance alone some five pairs in a hundred have 1 outside it",
            unit="times as often as by chance",
        ),
        Column(name="example_one", meaning="A finding with the first pattern.", example=_EXAMPLE_ID),
        Column(name="example_other", meaning="One with the other, in the same unit.", example=_EXAMPLE_ID),
    ),
)

THEME_BALANCE = TableSpec(
    file="theme_balance.csv",
    row_is="a theme",
    order="as the codebook",
    key=("theme_id",),
    columns=(
        THEME_ID,
        make_count("n_reports", "Counted reports that take a side on the theme.", "reports", required=True),
        make_count("n_reports_read", "Counted reports.", "reports", "20", required=True),
        make_count("n_only_good_practice", "Reports with good practice and no failure.", "reports", required=True),
        make_count("n_only_failure", "Reports with failure and no good practice.", "reports", required=True),
        make_count("n_both", "Reports with both.", "reports", required=True),
        make_count("n_good_practice", "Findings of good practice, repeats once.", "findings", required=True),
        make_count("n_failure", "Findings of failure.", "findings", required=True),
        make_count("n_mixed", "Findings of both at once.", "findings", required=True),
        Column(
            name="balance",
            meaning="Of each report (good practice - failure) / (good practice + failure + mixed), then the mean "
            "over reports: 1 is good practice alone, -1 failure alone. Empty where no report takes a side.",
            kind=Kind.NUMBER,
            unit="-1 to 1",
            low=-1,
            high=1,
            example="0.2500",
        ),
        *_ends("ci", "the balance, over reports", unit="-1 to 1", low=-1, high=1),
    ),
)

CONTRADICTIONS = TableSpec(
    file="contradictions.csv",
    row_is="two passages of one report on one theme and of opposite sides, close in meaning: to be read together. "
    "Whether they contradict each other only a reader can say",
    order=f"{REPORT_ORDER}, then by theme as the codebook, summary against body first, then by falling likeness",
    key=("good_practice_finding_id", "failure_finding_id", "theme_id"),
    refers=(_TO_REPORTS,),
    columns=(
        REPORT_ID,
        AREA,
        THEME_ID,
        Column(
            name="kind",
            meaning="summary_against_body: one stands in the report's summary, the other does not; within_report: "
            "both stand in the summary, or both outside it.",
            allowed=("summary_against_body", "within_report"),
            example="within_report",
            required=True,
        ),
        Column(
            name="likeness",
            meaning="Cosine of the two sentences' vectors; pairs from 0.5 on are listed, three of a kind at most.",
            kind=Kind.NUMBER,
            unit="cosine",
            low=-1,
            high=1,
            example="0.5600",
            required=True,
        ),
        *_passage("good_practice", "The passage of good practice"),
        *_passage("failure", "The passage of failure"),
        Column(
            name="summary_finding_id",
            meaning="Which of the two stands in the summary, for summary_against_body.",
            example=_EXAMPLE_ID,
        ),
        make_count("n_good_practice", "Findings of good practice with a pattern of the theme.", "findings"),
        make_count("n_failure", "The same of failure.", "findings"),
    ),
)

AREA_TWINS = TableSpec(
    file="area_twins.csv",
    row_is="an area and another one whose reports speak of the same themes on the same sides; areas with fewer "
    "than twenty such findings, and whole nations, are left out",
    order="by area, then the nearest first; three of each area at most",
    key=("area", "area_code", "rank"),
    columns=(
        AREA,
        AREA_CODE,
        make_count("rank", "1 is the nearest.", "", "1", required=True),
        Column(name="twin", meaning="The other area.", example="Southmoor", required=True),
        Column(name="twin_code", meaning="Its official code (ONS GSS), or empty.", example="E06000002"),
        make_share("likeness", "Cosine of the shares of findings by theme and side.", "cosine, 0 to 1", "0.7200"),
        make_share(
            "mean_likeness", "Mean cosine of the area with all others, for comparison.", "cosine, 0 to 1", "0.6100"
        ),
        make_count("n_findings", "Findings of the area that take a side.", "findings", "45", required=True),
        make_count("n_twin_findings", "Those of the other.", "findings", "38", required=True),
        make_list("alike", "Theme and side that make them most alike.", "workforce:failure"),
    ),
)

CHANGES = TableSpec(
    file="changes.csv",
    row_is="a pattern in a review and the progress review of the same area that followed it",
    order="by publication of the progress review, then as the codebook",
    key=("report_id", "pattern_id"),
    refers=(_TO_REPORTS, _TO_CODEBOOK, ("earlier_report_id", "reports.csv", "report_id")),
    columns=(
        AREA,
        AREA_CODE,
        REPORT_ID,
        Column(
            name="earlier_report_id", meaning="The review that it follows.", example="R0a1b2c3d4e5f", required=True
        ),
        PATTERN_ID,
        THEME_ID,
        SIDE,
        Column(
            name="change",
            meaning="gone: the review tells of it and the progress review does not: it is mended, or was not "
            "looked at; new: only the progress review tells of it; still_there: both do; repeated: the progress "
            "review only says once more, nearly word for word, what the review said.",
            allowed=("gone", "new", "still_there", "repeated"),
            example="gone",
            required=True,
        ),
        make_count("n_before", "Findings in the review, a repeated passage once.", "findings", "3", required=True),
        make_count(
            "n_after",
            "Findings in the progress review; what only repeats the words of the review is left out.",
            "findings",
            "1",
            required=True,
        ),
        *_passage("before", "The most certain finding in the review"),
        *_passage("after", "The most certain finding in the progress review"),
        make_list("before_finding_ids", "All findings in the review, the most certain first.", _EXAMPLE_ID),
        make_list("after_finding_ids", "All in the progress review, likewise; else the repetitions.", _EXAMPLE_ID),
        make_share(
            "best_score",
            "For a pattern that is gone: the highest probability of any sentence of the progress review.",
            "0 to 1",
            "0.3100",
        ),
        Column(name="nearest_finding_id", meaning="That sentence.", example=_EXAMPLE_ID),
    ),
)

ANALYSIS = (
    PATTERN_PROFILES,
    REPEATS,
    SATURATION,
    COOCCURRENCE,
    THEME_BALANCE,
    CONTRADICTIONS,
    AREA_TWINS,
    CHANGES,
)
"""All of them, in the order in which they are explained."""
