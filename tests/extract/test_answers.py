"""Answers of responses: where each begins and ends, and what kind it is."""

import pytest

from reportminer.extract.answer_kinds import tell_kind
from reportminer.extract.answers import find_answers
from reportminer.records import Answer, AnswerKind, ReportType
from tests.extract.advice_documents import Line, heading, item, make_reading, said


def _answers(*lines: Line, report_type: ReportType = ReportType.GOVERNMENT_RESPONSE) -> list[Answer]:
    return list(find_answers(make_reading(lines, report_type=report_type)))


def test_heading_then_recommendation_then_answer() -> None:
    """Without a label of its own an answer begins where the text no longer asks and the Government speaks."""
    found = _answers(
        heading("Recommendation 1: Buoys", level=2),
        said("The Port Agency should:", page=2),
        item("repaint the buoys; and"),
        item("light them."),
        said("This should be done within two years.", page=2),
        said("The Government agrees that the buoys are hard to see.", page=3),
        heading("Paint", level=3),
        said("A new paint was tried in May.", page=3),
        heading("Recommendation 2: Locks", level=2),
        said("The lock should be rebuilt.", page=4),
        said("The Government does not accept this recommendation.", page=4),
    )
    assert [(one.number, one.kind, one.page) for one in found] == [
        ("1", AnswerKind.ACCEPTED, 3),
        ("2", AnswerKind.REJECTED, 4),
    ]
    assert found[0].recommendation == (
        "Buoys The Port Agency should: repaint the buoys; and light them. This should be done within two years."
    )
    assert found[0].text == (
        "The Government agrees that the buoys are hard to see. Paint A new paint was tried in May."
    )


def test_verdict_as_heading() -> None:
    """A heading such as "Recommendation rejected" parts the two and says the kind."""
    found = _answers(
        heading("Recommendation 7", level=1),
        said("The pilots shall be paid by the mile."),
        said("No other payment will be made."),
        heading("Recommendation rejected", level=2),
        said("Pilots chose otherwise."),
    )
    assert [(one.kind, one.recommendation, one.text) for one in found] == [
        (
            AnswerKind.REJECTED,
            "The pilots shall be paid by the mile. No other payment will be made.",
            "Pilots chose otherwise.",
        )
    ]


def test_inline_label_and_reply_heading() -> None:
    """ "Recommendation: ..." and "Response:" part the text; the next topic's heading ends the answer."""
    found = _answers(
        heading("1. Buoys", level=4),
        said("Recommendation: The Port Agency should repaint the buoys."),
        heading("Response:", level=5),
        said("We have bought the paint."),
        heading("2. Locks", level=4),
        said("Locks are old."),
    )
    assert [(one.number, one.recommendation, one.text) for one in found] == [
        ("", "The Port Agency should repaint the buoys.", "We have bought the paint.")
    ]


def test_several_answered_together() -> None:
    """Quoted paragraphs under one heading share the answer that follows them."""
    found = _answers(
        heading("Committee recommendation"),
        said("The channel is shallow.", "8.1."),
        said("We urge the Port Agency to dredge it (paragraph 2.6).", "8.2."),
        said("The Government accepts the recommendation in principle."),
        heading("Committee recommendation"),
        said("We recommend that the Government publish the survey.", "8.3."),
        said("The survey has already been published."),
    )
    assert [(one.number, one.kind) for one in found] == [
        ("8.1", AnswerKind.IN_PRINCIPLE),
        ("8.2", AnswerKind.IN_PRINCIPLE),
        ("8.3", AnswerKind.IN_PLACE),
    ]
    assert found[1].recommendation == "We urge the Port Agency to dredge it."


def test_printed_contents_are_no_answers() -> None:
    """Labels that follow each other without text, as in a list of contents, give nothing."""
    assert _answers(said("Recommendation 1"), said("Recommendation 2"), said("Recommendation 3")) == []


def test_only_responses_answer() -> None:
    """Another kind of report has no answers."""
    lines = (
        heading("Recommendation 1"),
        said("The lock should be rebuilt."),
        said("The Government accepts this."),
    )
    assert _answers(*lines, report_type=ReportType.INQUIRY_REPORT) == []


def test_progress_review() -> None:
    """A progress review answers with the section that goes through each earlier point."""
    found = _answers(
        said("In 2017 we suggested the following areas of focus:"),
        item("making one body accountable for winter planning; and"),
        item("commissioning clinical support for care homes."),
        heading("Care homes"),
        said("Clinical support was in place in all homes.", page=2),
        heading("Winter planning"),
        said("Nobody yet answered for winter.", page=3),
        report_type=ReportType.PROGRESS_REVIEW,
    )
    assert [(one.recommendation, one.page, one.kind) for one in found] == [
        ("making one body accountable for winter planning", 3, AnswerKind.UNCLEAR),
        ("commissioning clinical support for care homes", 2, AnswerKind.IN_PLACE),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Government accepts this recommendation in full.", AnswerKind.ACCEPTED),
        ("We agree with the Committee’s recommendation.", AnswerKind.ACCEPTED),
        ("The Government agrees in principle with this recommendation.", AnswerKind.IN_PRINCIPLE),
        ("We partially accept this recommendation.", AnswerKind.IN_PART),
        ("The Government accepts this recommendation in part.", AnswerKind.IN_PART),
        ("The Government does not agree with the Committee’s view of the pledges.", AnswerKind.REJECTED),
        ("We do not believe that it is necessary to set targets.", AnswerKind.REJECTED),
        ("The Agency already publishes these figures.", AnswerKind.IN_PLACE),
        ("The Government recognises the importance of pilots.", AnswerKind.NOTED),
        ("The channel was surveyed in May.", AnswerKind.UNCLEAR),
    ],
)
def test_kinds(text: str, kind: AnswerKind) -> None:
    """The wording says the kind; where it does not, the kind is unclear."""
    assert tell_kind("", [text]) is kind
