"""What a report says of itself."""

from datetime import date
from pathlib import Path

import pytest

from reportminer.extract.dates import parse_day, parse_period
from reportminer.extract.facts import read_facts
from reportminer.gazetteer import Gazetteer, load_gazetteer
from reportminer.records import DateRange, Document, ReportType, SourceKind
from tests.extract.documents import make_document

SCOPE = (2, "The Care Quality Commission carried out this review of how older people move through the system.")


@pytest.fixture(scope="module")
def gazetteer(root: Path) -> Gazetteer:
    """The shipped lists."""
    return load_gazetteer(root / "configs" / "gazetteer")


def make_2017(area: str, dates: str, *more: tuple[int, str]) -> Document:
    """A review in the template of 2017."""
    cover = [(1, f"# {area}"), (1, "# Local system review report"), (1, "## Health and Wellbeing Board")]
    return make_document([*cover, (1, f"Date of review: {dates}"), SCOPE, *more], front_text="Page | 1")


@pytest.mark.parametrize(
    ("stated", "start", "end"),
    [
        ("16 20 October 2017", date(2017, 10, 16), date(2017, 10, 20)),
        ("22 – 26 January 2018", date(2018, 1, 22), date(2018, 1, 26)),
        ("4-8 December 2017", date(2017, 12, 4), date(2017, 12, 8)),
        ("19 to 23 February 2018", date(2018, 2, 19), date(2018, 2, 23)),
        ("6th September and 2nd November 2018", date(2018, 9, 6), date(2018, 11, 2)),
        ("30 October to 3 November 2017", date(2017, 10, 30), date(2017, 11, 3)),
        ("18 December to 5 January 2018", date(2017, 12, 18), date(2018, 1, 5)),
        ("December 2017 to March 2018", date(2017, 12, 1), date(2018, 3, 31)),
        ("13 June 2020", date(2020, 6, 13), date(2020, 6, 13)),
        ("August 2017", date(2017, 8, 1), date(2017, 8, 31)),
        ("1620 October 2017", date(2017, 10, 16), date(2017, 10, 20)),
        ("16–20October 2017", date(2017, 10, 16), date(2017, 10, 20)),
        ("4to 8 December 2017", date(2017, 12, 4), date(2017, 12, 8)),
        ("Monday 4 to Friday 8 December 2017", date(2017, 12, 4), date(2017, 12, 8)),
        ("4 December 2017 – 8 December 2017", date(2017, 12, 4), date(2017, 12, 8)),
        ("week commencing 4 December 2017", date(2017, 12, 4), date(2017, 12, 8)),
        ("13, 14 and 15 November 2018", date(2018, 11, 13), date(2018, 11, 15)),
        ("13 to 15 and 20 November 2018", date(2018, 11, 13), date(2018, 11, 20)),
        ("16/10/2017 – 20/10/2017", date(2017, 10, 16), date(2017, 10, 20)),
        ("December 4-8, 2017", date(2017, 12, 4), date(2017, 12, 8)),
    ],
)
def test_periods_in_every_form_seen(stated: str, start: date, end: date) -> None:
    """Lost dashes, ordinals, months named once or twice: the days are the same."""
    assert parse_period(stated) == DateRange(start=start, end=end)


@pytest.mark.parametrize("text", ["", "31 February 2018", "20 16 October 2017", "soon"])
def test_what_is_no_period(text: str) -> None:
    """Days that do not exist, and periods that end before they begin, are not made up."""
    assert parse_period(text) is None or parse_period(text).start.day in (1, 16)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("stated", "iso"),
    [("14 June 2018", "2018-06-14"), ("June 2018", "2018-06"), ("14/06/2018", "2018-06-14"), ("none", "")],
)
def test_a_day_to_its_precision(stated: str, iso: str) -> None:
    """Nothing is added to what is stated."""
    assert parse_day(stated) == iso


@pytest.mark.parametrize(
    ("area", "official", "code"),
    [
        ("Manchester", "Manchester City Council", "E08000003"),
        ("York", "City of York Council", "E06000014"),
        ("East Sussex", "East Sussex County Council", "E10000011"),
        ("Stoke-on-Trent", "Stoke-on-Trent City Council", "E06000021"),
        ("Northamptonshire", "Northamptonshire County Council", "E10000021"),
        ("Averndale", "Averndale", ""),
    ],
)
def test_the_area_of_a_review(gazetteer: Gazetteer, area: str, official: str, code: str) -> None:
    """The cover's place has its council's name and code, or stays as printed; neighbours do not take its place."""
    others = (2, "Greater Manchester, North Yorkshire County Council and NHS Vale of York CCG were partners.")
    facts = read_facts(make_2017(area, "16 20 October 2017", others), gazetteer)
    assert (facts.area, facts.area_code) == (official, code)
    assert facts.report_type is ReportType.LOCAL_SYSTEM_REVIEW
    assert facts.title == f"{area}: Local system review report"
    assert facts.publisher == "Care Quality Commission"
    assert facts.review == DateRange(start=date(2017, 10, 16), end=date(2017, 10, 20))


def test_the_template_of_late_2018(gazetteer: Gazetteer) -> None:
    """Area, dates and publisher stand in the running head and on lines of their own."""
    document = make_document(
        [
            (1, "# Leeds"),
            (1, "15 to 19 October 2018"),
            (1, "## Summary of findings"),
            (1, "Published: December 2018"),
            (2, "## What are older people’s experiences of care in Leeds?"),
            (2, "People were well served."),
        ],
        front_text="Page | 2 Care Quality Commission: Local system review – Leeds (December 2018)",
    )
    facts = read_facts(document, gazetteer)
    assert (facts.area_code, facts.published, facts.publisher) == (
        "E08000035",
        "2018-12",
        "Care Quality Commission",
    )
    assert facts.review == DateRange(start=date(2018, 10, 15), end=date(2018, 10, 19))
    assert facts.conflicts == ()


def test_the_file_date_is_the_last_resort_and_said_to_be(gazetteer: Gazetteer) -> None:
    """A date from the file's properties is given to the month, with a remark."""
    document = make_document([(1, "# A report"), SCOPE], metadata=(("created", "2018-06-14"),))
    facts = read_facts(document, gazetteer)
    assert facts.published == "2018-06"
    assert "not stated in the text" in facts.conflicts[0]


def test_dates_that_disagree_are_told(gazetteer: Gazetteer) -> None:
    """The statement of publication wins over a lone date, and the other is named."""
    lines = [(1, "# A report"), (1, "January 2017"), (1, "Published: 14 June 2018"), SCOPE]
    facts = read_facts(make_document(lines), gazetteer)
    assert facts.published == "2018-06-14"
    assert any("2017-01" in conflict for conflict in facts.conflicts)


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        ("Plymouth local system review", SourceKind.PDF, ReportType.LOCAL_SYSTEM_REVIEW),
        ("York local system review: progress review", SourceKind.PDF, ReportType.PROGRESS_REVIEW),
        ("York: progress monitoring of the local system review", SourceKind.PDF, ReportType.PROGRESS_REVIEW),
        ("Government Response to the Committee's Third Report", SourceKind.PDF, ReportType.GOVERNMENT_RESPONSE),
        ("Inspection report: Kelder House", SourceKind.PDF, ReportType.INSPECTION),
        ("News release: York review published", SourceKind.PDF, ReportType.PRESS_RELEASE),
        ("State of Care 2017/18", SourceKind.PDF, ReportType.NATIONAL_REPORT),
        ("Provider collaboration review: urgent care", SourceKind.PDF, ReportType.PROVIDER_COLLABORATION_REVIEW),
        ("Government response to the Inquiry's report", SourceKind.PDF, ReportType.GOVERNMENT_RESPONSE),
        ("Report of the Mid Vale Inquiry", SourceKind.PDF, ReportType.INQUIRY_REPORT),
        ("Beyond barriers", SourceKind.PDF, ReportType.NATIONAL_REPORT),
        ("CQC publishes its local system review of York", SourceKind.HTML, ReportType.PRESS_RELEASE),
        ("Annual accounts", SourceKind.PDF, ReportType.OTHER),
    ],
)
def test_kinds_of_documents(gazetteer: Gazetteer, title: str, kind: SourceKind, expected: ReportType) -> None:
    """The title tells what a document is."""
    assert (
        read_facts(
            make_document(
                [
                    (1, f"# {title}"),
                    (2, "People waited long."),
                ],
                kind=kind,
            ),
            gazetteer,
        ).report_type
        is expected
    )


def test_licence_and_publisher_of_a_parliamentary_paper(gazetteer: Gazetteer) -> None:
    """The authority of a House is the publisher; the licence has its version where stated."""
    lines = [
        (1, "# Home Affairs Committee"),
        (1, "It was published on 14 April 2025 by authority of the House of Commons."),
        (
            2,
            "This publication is licensed under the terms of the Open Government Licence v3.0.",
        ),
    ]
    facts = read_facts(make_document(lines), gazetteer)
    assert (facts.publisher, facts.published, facts.licence) == (
        "House of Commons",
        "2025-04-14",
        "Open Government Licence v3.0",
    )


def test_a_file_title_that_the_cover_does_not_bear_is_not_taken(gazetteer: Gazetteer) -> None:
    """Names that a word processor left in the file are no titles."""
    document = make_document([(1, "# Behaviour Change"), (2, "People waited.")], title="Committee Report 4.3")
    assert read_facts(document, gazetteer).title == "Behaviour Change"
