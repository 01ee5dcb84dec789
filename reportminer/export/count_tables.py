"""The tables of counts, and those that explain the others."""

from reportminer.export.columns import (
    AREA,
    AREA_CODE,
    DATE,
    PAGE,
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
from reportminer.records import NotTagged

RECURRENCE = TableSpec(
    file="recurrence.csv",
    row_is="a pattern",
    order="as the codebook",
    key=("pattern_id",),
    refers=(("pattern_id", "codebook.csv", "pattern_id"),),
    columns=(
        PATTERN_ID,
        THEME_ID,
        SIDE,
        make_count(
            "n_reports",
            "Reports with at least one finding that counts (see tags.csv, counted).",
            "reports",
            required=True,
        ),
        make_share("share_of_reports", "n_reports out of n_reports_read.", "0 to 1", "0.6000"),
        make_share("ci_low", "Lower end of the 95 % interval of that share (Wilson).", "0 to 1", "0.3866"),
        make_share("ci_high", "Upper end of that interval.", "0 to 1", "0.7812"),
        make_count("n_findings", "Findings that count: a repeated passage once.", "findings", required=True),
        make_count("n_areas", "Areas of those reports.", "areas", required=True),
        Column(
            name="first_published", meaning="Earliest publication of those reports.", kind=Kind.DATE, unit=DATE
        ),
        Column(name="last_published", meaning="Latest publication of those reports.", kind=Kind.DATE, unit=DATE),
        make_list(
            "example_finding_ids",
            "The most certain findings, at most one a report and five in all.",
            "R0a1b2c3d4e5f-9c8d7e6f",
        ),
        make_count(
            "n_reports_read",
            "Reports that the share is out of: reports.csv, counted.",
            "reports",
            "20",
            required=True,
        ),
        make_count(
            "n_reports_accepted",
            "Reports with at least one finding that counts and whose decision is accepted.",
            "reports",
            "9",
            required=True,
        ),
        make_count(
            "n_reports_with_repeats",
            "Counted reports with at least one finding, those included that only repeat another's passage.",
            "reports",
            "13",
            required=True,
        ),
    ),
)


PATTERN_BY_AREA = TableSpec(
    file="pattern_by_area.csv",
    row_is="an area with a report read",
    order="by name; the reports whose area is not known last, in one row without a name",
    columns=(AREA, AREA_CODE, make_count("n_reports", "Reports read of the area.", "reports", "1", required=True)),
)


THEME_BY_AREA = TableSpec(
    file="theme_by_area.csv",
    row_is=PATTERN_BY_AREA.row_is,
    order=PATTERN_BY_AREA.order,
    columns=PATTERN_BY_AREA.columns,
)


SILENCES = TableSpec(
    file="silences.csv",
    row_is="a pattern that was looked for in a report and not found",
    order=f"{REPORT_ORDER}, then as the codebook",
    key=("report_id", "pattern_id"),
    refers=(("report_id", "reports.csv", "report_id"), ("pattern_id", "codebook.csv", "pattern_id")),
    columns=(
        REPORT_ID,
        AREA,
        PATTERN_ID,
        make_share(
            "best_score",
            "The highest probability of any sentence of the report; empty where it has no sentence.",
            "0 to 1",
            "0.3100",
        ),
        Column(
            name="nearest_finding_id",
            meaning="That sentence; `reportminer show ID` shows it.",
            example="R0a1b2c3d4e5f-9c8d7e6f",
        ),
        Column(
            name="note",
            meaning="Why that sentence was not tagged though its probability reached the threshold: other_side (a "
            "pattern of the opposite side was likelier) or about_the_review (it stands where the report tells how "
            "it was made); empty where the probability is below the threshold.",
            allowed=tuple(map(str, NotTagged)),
        ),
        PAGE,
    ),
)


CODEBOOK = TableSpec(
    file="codebook.csv",
    row_is="a pattern, also one that was never found",
    order="as the codebook",
    key=("pattern_id",),
    columns=(
        PATTERN_ID,
        THEME_ID,
        Column(name="theme", meaning="The theme's label.", example="Leadership, vision and strategy"),
        SIDE,
        Column(name="definition", meaning="What must be so for the pattern to hold."),
        make_list("include", "What counts, where one may doubt.", ""),
        make_list("exclude", "What does not count.", ""),
        make_list("confused_with", "Patterns that are easily taken for it.", "no_shared_vision"),
        make_list("examples", "Sentences that carry it.", ""),
        make_count("n_reports", "As in recurrence.csv.", "reports", required=True),
        make_count("n_findings", "As in recurrence.csv.", "findings", required=True),
    ),
)


DATA_DICTIONARY = TableSpec(
    file="data_dictionary.csv",
    row_is="a column of a table",
    order="by table as README.md lists them, then as in the table",
    key=("file", "name"),
    columns=(
        Column(name="file", meaning="The table.", example="findings.csv", required=True),
        Column(name="name", meaning="Header of the column.", example="polarity", required=True),
        Column(name="meaning", meaning="What its cells say.", required=True),
        Column(name="type", meaning="How to read its cells.", allowed=tuple(Kind), example="text", required=True),
        Column(name="unit", meaning="Unit of a number, separator of a list, form of a date."),
        make_list(
            "allowed",
            "Every value that a cell, or an item of a list, may have, or its range; empty if open.",
            "ok;partial",
        ),
        Column(name="example", meaning="A cell as written."),
    ),
)
