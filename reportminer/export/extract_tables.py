"""The tables about quotations, figures, recommendations and the answers to them."""

from reportminer.export.columns import END, PAGE, REPORT_ID, REPORT_ORDER, START, make_list
from reportminer.export.model import Column, Kind, TableSpec
from reportminer.records import Advice, AnswerKind, Speaker, Speech

_ORDER = f"{REPORT_ORDER}, then in reading order"
_REFERS = (("report_id", "reports.csv", "report_id"),)
_SENTENCE_ID = Column(
    name="sentence_id",
    meaning="Its first sentence; the same id as in findings.csv. Empty where it stands in none.",
    example="R0a1b2c3d4e5f-9c8d7e6f",
)
_BOX = make_list(
    "bbox",
    "Where it stands: page:x0,top,x1,bottom for each line of print, in points (1/72 inch) from the page's top "
    "left corner.",
    "14:72.0,310.5,523.1,322.4",
)
_LABEL = Column(name="page_label", meaning="Page number as printed, or empty.", example="12")


def _number(name: str, meaning: str, example: str) -> Column:
    return Column(name=name, meaning=meaning, kind=Kind.NUMBER, example=example)


QUOTATIONS = TableSpec(
    file="quotations.csv",
    row_is="words of somebody that a report repeats",
    order=_ORDER,
    key=("quotation_id",),
    refers=_REFERS,
    columns=(
        Column(
            name="quotation_id",
            meaning="Report id, -q and its number.",
            example="R0a1b2c3d4e5f-q00012",
            required=True,
        ),
        REPORT_ID,
        PAGE,
        _LABEL,
        Column(name="text", meaning="The words, without the outer quotation marks.", required=True),
        Column(
            name="speaker",
            meaning="Who speaks, as named or described; may be empty.",
            example="a care home manager",
        ),
        Column(name="role", meaning="The speaker's office or occupation, or empty.", example="Chief Executive"),
        Column(name="cue", meaning="The words that tell of the speech, or empty.", example="told us"),
        Column(
            name="organisation", meaning="The body that the speaker belongs to, or empty.", example="NHS England"
        ),
        Column(
            name="speaker_kind",
            meaning="What kind of speaker; empty where not said.",
            allowed=tuple(kind for kind in Speaker if kind),
            example="staff",
        ),
        Column(
            name="speech",
            meaning="direct: in quotation marks; block: set off as a paragraph; reported: told without marks.",
            allowed=tuple(Speech),
            example="direct",
            required=True,
        ),
        _SENTENCE_ID,
        Column(name="context", meaning="The sentence in which it begins."),
        START,
        END,
        _BOX,
    ),
)

STATISTICS = TableSpec(
    file="statistics.csv",
    row_is="a figure in its context",
    order=_ORDER,
    key=("statistic_id",),
    refers=_REFERS,
    columns=(
        Column(
            name="statistic_id",
            meaning="Report id, -s and its number.",
            example="R0a1b2c3d4e5f-s00012",
            required=True,
        ),
        REPORT_ID,
        PAGE,
        _LABEL,
        Column(name="text", meaning="The sentence that states it, word for word.", required=True),
        _number("value", "The figure; the lower end of a range. £2.5m is 2500000.", "76.5"),
        Column(
            name="unit",
            meaning="percent, percentage_points, pounds, days, per_100000, share (0 to 1), or what is counted.",
            example="percent",
        ),
        Column(name="period", meaning="When it holds, as it stands, or empty.", example="in 2016/17"),
        Column(name="comparator", meaning="With what it is compared, or empty.", example="England"),
        _number("comparator_value", "The other figure in the same unit, or empty.", "11.4"),
        Column(
            name="direction",
            meaning="up, down, same: over time. higher, lower, equal: than the comparator. Else empty.",
            allowed=("up", "down", "same", "higher", "lower", "equal"),
            example="down",
        ),
        Column(
            name="measure",
            meaning="What is measured, in words of the sentence.",
            example="people still at home after 91 days",
        ),
        Column(
            name="area",
            meaning="Place that it is about, where the sentence names another than the report's own; or empty.",
            example="England",
        ),
        _number("value_to", "The upper end of a range, or empty.", "80"),
        Column(
            name="judgement",
            meaning="better or worse, where text or measure leaves no doubt; else empty.",
            allowed=("better", "worse"),
            example="worse",
        ),
        Column(name="figure", meaning="The figure as it stands in the text.", example="76.5%", required=True),
        Column(name="area_code", meaning="GSS code of that place, or empty.", example="E92000001"),
        _SENTENCE_ID,
        START,
        END,
        _BOX,
    ),
)

RECOMMENDATIONS = TableSpec(
    file="recommendations.csv",
    row_is="a recommendation, however often it is repeated",
    order=_ORDER,
    key=("recommendation_id",),
    refers=_REFERS,
    columns=(
        Column(
            name="recommendation_id",
            meaning="Report id, -r and its number in order of the text.",
            example="R0a1b2c3d4e5f-r0003",
            required=True,
        ),
        REPORT_ID,
        Column(name="number", meaning="Number as printed, or empty.", example="3"),
        PAGE,
        _LABEL,
        Column(name="text", meaning="The whole text, without its number.", required=True),
        Column(name="addressee", meaning="Who is to do it, as it stands; or empty.", example="System leaders"),
        make_list("themes", "Themes whose phrases it holds.", "governance;workforce"),
        Column(name="deadline", meaning="By when, as it stands; or empty.", example="within six months"),
        Column(
            name="form",
            meaning="formal: numbered, titled or listed as a recommendation; informal: a sentence that says what "
            "ought to be done.",
            allowed=tuple(Advice),
            example="formal",
            required=True,
        ),
        Column(
            name="addressee_code", meaning="Official code of the addressee, where linked; or empty.", example="15N"
        ),
        Column(
            name="section", meaning="Headings above it, highest first, joined by ' > '.", example="Recommendations"
        ),
        make_list("also_on", "Other pages on which it is repeated.", "5;71"),
        _SENTENCE_ID,
        START,
        END,
        _BOX,
    ),
)

RESPONSES = TableSpec(
    file="responses.csv",
    row_is="a recommendation and what a response, or a later review, says of it",
    order="as recommendations.csv, then responses by file name; what answers no recommendation of this set last",
    columns=(
        Column(
            name="recommendation_id",
            meaning="See recommendations.csv; empty where the report it answers is not in this set.",
            example="R0a1b2c3d4e5f-r0003",
        ),
        Column(name="report_id", meaning="The report that is answered, or empty.", example="R0a1b2c3d4e5f"),
        Column(name="number", meaning="Number of the recommendation, or empty.", example="3"),
        Column(name="recommendation", meaning="Its text."),
        Column(
            name="response_report_id",
            meaning="The document that answers.",
            example="R5f4e3d2c1b0a",
            required=True,
        ),
        PAGE,
        Column(
            name="answer",
            meaning="The kind of answer; unclear where the text does not say.",
            allowed=tuple(AnswerKind),
            example="accepted",
            required=True,
        ),
        Column(name="text", meaning="The answer.", required=True),
        Column(
            name="matched_by",
            meaning="number: same number and like words; words: like words alone; empty: not matched.",
            allowed=("number", "words"),
            example="number",
        ),
        Column(
            name="similarity",
            meaning="How alike the recommendation and its repetition in the response are.",
            kind=Kind.NUMBER,
            unit="0 to 1",
            low=0,
            high=1,
            example="0.9312",
        ),
    ),
)
