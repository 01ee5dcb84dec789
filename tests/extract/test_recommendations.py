"""Recommendations: formal ones with their whole text, each once."""

from reportminer.extract.recommendations import find_recommendations
from reportminer.records import Advice, Part, Recommendation, ReportType
from tests.extract.advice_documents import Line, heading, item, make_reading, note, said


def _formal(*lines: Line, report_type: ReportType = ReportType.INQUIRY_REPORT) -> list[Recommendation]:
    found = find_recommendations(make_reading(lines, report_type=report_type))
    return [one for one in found if one.advice is Advice.FORMAL]


def test_labelled_heading() -> None:
    """A label with a title takes in what follows, over a page break, up to the next numbered paragraph."""
    found = _formal(
        said("The ferry service was run by four bodies.", "3.1."),
        said("None of them answered for it.", "3.2."),
        heading("Recommendation 2: One body for the ferries", page=4, level=3),
        said("The island councils should set up one body. It should:", page=4),
        item("publish its timetable;", page=4),
        note("Letter from the harbour master.", page=4),
        item("report each year to both councils.", page=5),
        said("This should be done within 12 months of this report.", page=5),
        said("The ferries of the north are older.", "3.3.", page=5),
    )
    assert [(one.number, one.page) for one in found] == [("2", 4)]
    assert found[0].text == (
        "One body for the ferries The island councils should set up one body. It should: publish its timetable; "
        "report each year to both councils. This should be done within 12 months of this report."
    )
    assert found[0].addressee == "The island councils"
    assert found[0].deadline == "within 12 months of this report"


def test_repeated_in_annex() -> None:
    """A recommendation repeated in an annex is one, with the page of the repeat."""
    words = "The harbour board should inspect every crane each spring and publish what it finds."
    found = _formal(
        heading("Recommendation 1", page=6),
        said(words, page=6),
        heading("Annex: List of recommendations", page=40, level=1, part=Part.ANNEX),
        heading("Recommendation 1", page=41, part=Part.ANNEX),
        said(words, page=41, part=Part.ANNEX),
    )
    assert [(one.page, one.also_on, one.text) for one in found] == [(6, (41,), words)]


def test_closing_list_names_kinds() -> None:
    """Where a closing list calls its items conclusions or recommendations, only the latter are taken."""
    found = _formal(
        heading("Conclusions and recommendations", page=20, level=1),
        said("Ministers should be proud of the quays. (Conclusion, Paragraph 4)", "1.", page=20),
        said("We recommend that the Port Agency dredge the channel. (Recommendation, Paragraph 9)", "2.", page=20),
    )
    assert [(one.number, one.text) for one in found] == [
        ("2", "We recommend that the Port Agency dredge the channel.")
    ]


def test_closing_list_without_kinds() -> None:
    """In a list that does not say, an item that asks nothing of anybody is a conclusion."""
    found = _formal(
        heading("Chapter 8: Conclusions and recommendations", page=20, level=1),
        said("There is little research on tides at the mouth of the river (paragraph 2.4).", "8.1.", page=20),
        said(
            "We agree with the principle, stated in the charter, that pilots should be licensed.", "8.2.", page=20
        ),
        said("We urge the Port Agency to fund such research (paragraph 2.6).", "8.3.", page=20),
    )
    assert [(one.number, one.text) for one in found] == [("8.3", "We urge the Port Agency to fund such research.")]


def test_closing_list_finds_its_paragraphs() -> None:
    """The paragraph of the body that a closing list refers to is another place, though it says more."""
    found = _formal(
        said(
            "Tides are little known. We urge the Port Agency to fund research on tides in the western harbours.",
            "2.6.",
            page=7,
        ),
        heading("Conclusions and recommendations", page=20, level=1),
        said("We urge the Port Agency to fund research on tides in the western harbours (paragraph 2.6).", "1."),
    )
    assert [(one.number, one.also_on) for one in found] == [("1", (7,))]


def test_marked_paragraphs() -> None:
    """Paragraphs marked in the margin are recommendations or conclusions; the closing list gives the number."""
    words = "The Port Agency should repaint the buoys of the inner channel before next winter."
    found = _formal(
        said("The buoys were hard to see at dusk.", "conclusion", page=9),
        said(words, "recommendation", page=9),
        heading("Conclusions and recommendations", page=30, level=1),
        said(words + " (Recommendation, Paragraph 17)", "4.", page=30),
    )
    assert [(one.number, one.page, one.also_on) for one in found] == [("4", 9, (30,))]


def test_areas_for_improvement() -> None:
    """Numbered areas for improvement are formal; an unnumbered one is not."""
    reading = make_reading(
        [
            heading("Areas for improvement", level=1),
            said("We suggest the following areas of focus for the system:"),
            item("The Health and Wellbeing Board should name one lead for winter.", "1."),
            item("Both CCGs should share one budget by April 2019.", "2."),
        ]
    )
    found = find_recommendations(reading)
    assert [(one.number, one.addressee, one.deadline, one.advice) for one in found] == [
        ("1", "The Health and Wellbeing Board", "", Advice.FORMAL),
        ("2", "Both CCGs", "by April 2019", Advice.FORMAL),
    ]


def test_announced_list() -> None:
    """Items below "We recommend that:" are recommendations; those that an earlier report made are not."""
    found = _formal(
        said("In 2017 we suggested the following areas of focus:"),
        item("making one body accountable for winter"),
        said("We recommend that:"),
        item("The council should keep the hub open at night."),
        item("The trust should end discharges after 8pm."),
        said("The chief inspector will write to the council."),
    )
    assert [one.text for one in found] == [
        "The council should keep the hub open at night.",
        "The trust should end discharges after 8pm.",
    ]


def test_prose_about_recommendations() -> None:
    """A sentence that speaks of a recommendation is none."""
    assert _formal(said("Recommendation 3 was accepted by the council last year.")) == []


def test_response_has_none() -> None:
    """What a government response repeats is not its own recommendation."""
    found = find_recommendations(
        make_reading(
            [
                heading("Recommendation 1"),
                said("The Port Agency should repaint the buoys."),
                said("The Government accepts this recommendation."),
            ],
            report_type=ReportType.GOVERNMENT_RESPONSE,
        )
    )
    assert found == ()


def test_lettered_items_keep_their_letters() -> None:
    """Letters of a list inside a recommendation belong to its text."""
    found = _formal(
        said("Recommendation 4: The Port Agency should:"),
        item("repair the lock; and", "(a)"),
        item("train its keepers.", "(b)"),
        said("The lock was built in 1871."),
    )
    assert [one.text for one in found] == [
        "The Port Agency should: (a) repair the lock; and (b) train its keepers."
    ]
