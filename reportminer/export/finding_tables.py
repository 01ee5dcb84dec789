"""The tables about findings, tags, themes and names."""

from reportminer.export.columns import (
    AREA,
    AREA_CODE,
    CODER,
    END,
    FINDING_ID,
    PAGE,
    PATTERN_ID,
    POLARITIES,
    PUBLISHED,
    REPORT_ID,
    REPORT_ORDER,
    REPORT_TYPE,
    SIDE,
    START,
    THEME_ID,
    make_count,
    make_flag,
    make_list,
    make_share,
)
from reportminer.export.model import Column, TableSpec

FINDINGS = TableSpec(
    file="findings.csv",
    row_is="a sentence with at least one pattern, or with a polarity",
    order=f"{REPORT_ORDER}, then in reading order",
    key=("finding_id",),
    refers=(("report_id", "reports.csv", "report_id"),),
    columns=(
        FINDING_ID,
        REPORT_ID,
        AREA,
        AREA_CODE,
        REPORT_TYPE,
        PUBLISHED,
        PAGE,
        Column(name="page_label", meaning="Page number as printed, or empty.", example="12"),
        Column(
            name="section", meaning="Headings above it, highest first, joined by ' > '.", example="Summary > Flow"
        ),
        Column(name="text", meaning="The sentence, word for word.", required=True),
        Column(name="before", meaning="The sentence before it below the same heading, or empty."),
        Column(name="after", meaning="The sentence after it below the same heading, or empty."),
        Column(
            name="polarity",
            meaning="The sentence's side; mixed if it takes both.",
            allowed=POLARITIES,
            example="failure",
            required=True,
        ),
        Column(
            name="strength",
            meaning="How far it is said to hold; empty where nothing is said.",
            allowed=("all", "most", "some", "few"),
            example="some",
        ),
        make_list(
            "patterns",
            "Every pattern above its balanced threshold (the best balance of precision and recall), "
            "the likeliest first.",
            "no_shared_vision;weak_oversight",
        ),
        make_list(
            "pattern_scores",
            "Calibrated probability of each of these patterns, 0 to 1, in the same order.",
            "0.9312;0.6120",
        ),
        make_list(
            "themes",
            "Themes that it is about, of its patterns, and whose phrases it holds.",
            "governance;leadership",
        ),
        Column(
            name="voice",
            meaning="Who says so (people, carers, staff, leaders, providers, data, reviewers), or empty.",
            example="staff",
        ),
        make_list(
            "entities",
            "Names in it, official where known; dates and amounts stand in entities.csv.",
            "Northbridge Council",
        ),
        make_flag(
            "needs_review",
            "Whether a pattern of it is tagged but not sure enough to be accepted: read it before you rely on it.",
        ),
        CODER,
        make_list(
            "bbox",
            "Where it stands: page:x0,top,x1,bottom for each line of print, in points (1/72 inch) from the "
            "page's top left corner.",
            "14:72.0,310.5,523.1,322.4",
        ),
        Column(
            name="duplicate_group",
            meaning="The finding_id of the first finding in this table that says the same, "
            "word for word or nearly; its own where nothing before repeats it.",
            required=True,
            example="R0a1b2c3d4e5f-9c8d7e6f",
        ),
        Column(
            name="link",
            meaning="The file and page, as a link below the folder of reports.",
            example="northbridge.pdf#page=14",
            required=True,
        ),
        make_list("accepted", "Those of the patterns that also reach the stated precision.", "no_shared_vision"),
        make_count(
            "group_reports",
            "Reports that its duplicate group stands in; 2 or more means a repeated passage.",
            "reports",
            "1",
            required=True,
        ),
        make_flag("is_recommendation", "Whether it says what should be done rather than what is so."),
    ),
)


TAGS = TableSpec(
    file="tags.csv",
    row_is="a pattern given to a finding",
    order="as findings.csv, then by falling probability",
    key=("finding_id", "pattern_id"),
    refers=(("finding_id", "findings.csv", "finding_id"), ("pattern_id", "codebook.csv", "pattern_id")),
    columns=(
        FINDING_ID,
        REPORT_ID,
        PATTERN_ID,
        THEME_ID,
        SIDE,
        make_share("probability", "Calibrated probability that the pattern is there.", "0 to 1, more is surer"),
        make_share(
            "threshold", "The pattern's balanced threshold, which the probability passed.", "0 to 1", "0.4100"
        ),
        Column(
            name="decision",
            meaning="accepted: reaches the stated precision; review: a person should look.",
            allowed=("accepted", "review"),
            example="accepted",
            required=True,
        ),
        CODER,
        Column(name="model", meaning="Version of the model, or empty for a person.", example="3f2a1b0c9d8e"),
        Column(name="why", meaning="What carried it: terms, and the nearest labelled example."),
        make_flag(
            "counted",
            "Whether it counts in recurrence.csv: of the findings of one duplicate group with this "
            "pattern only the first does, and template text (repeats.csv, boilerplate) never.",
        ),
    ),
)


THEMES = TableSpec(
    file="themes.csv",
    row_is="a phrase that belongs to a theme, in any sentence",
    order=f"{REPORT_ORDER}, then in reading order",
    refers=(("report_id", "reports.csv", "report_id"),),
    columns=(
        FINDING_ID,
        REPORT_ID,
        THEME_ID,
        START,
        END,
        Column(name="text", meaning="The phrase as it stands.", example="pooled budgets", required=True),
        Column(name="rule", meaning="The phrase of the codebook that matched.", example="pool* budget*"),
        PAGE,
        make_flag("negated", "Whether a negation governs it."),
        make_flag("hedged", "Whether its clause tells of what may, should or is meant to be."),
    ),
)


ENTITIES = TableSpec(
    file="entities.csv",
    row_is="a name in the text",
    order=f"{REPORT_ORDER}, then in reading order",
    key=("entity_id",),
    refers=(("report_id", "reports.csv", "report_id"),),
    columns=(
        Column(
            name="entity_id",
            meaning="The mention: report id, -e and its number.",
            example="R0a1b2c3d4e5f-e00012",
            required=True,
        ),
        REPORT_ID,
        PAGE,
        Column(
            name="sentence_id",
            meaning="Its sentence; the same id as in findings.csv.",
            required=True,
            example="R0a1b2c3d4e5f-9c8d7e6f",
        ),
        START,
        END,
        Column(name="text", meaning="The name as it stands.", example="the council", required=True),
        Column(name="label", meaning="What it names.", example="LOCAL_AUTHORITY", required=True),
        Column(name="canonical", meaning="Official or full name, where known.", example="Northbridge Council"),
        Column(name="code_system", meaning="Whose code it is.", allowed=("GSS", "ODS"), example="GSS"),
        Column(name="code", meaning="Official code, where known.", example="E06000001"),
        make_share("score", "How sure the official name is.", "0 to 1, more is surer", "1.0000"),
        make_list(
            "candidates",
            "What it may stand for where that is not sure, the likeliest first: code (or name) and score.",
            "E10000006:0.80;E06000063:0.20",
        ),
    ),
)
