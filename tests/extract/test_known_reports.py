"""What the register of known reports adds to what a report says of itself."""

from datetime import date
from pathlib import Path

import pytest

from reportminer.extract.known_reports import add_known_facts
from reportminer.gazetteer.register import Known, load_register
from reportminer.records import DateRange, ReportFacts, ReportType, Source, SourceKind

OCTOBER = DateRange(start=date(2017, 10, 16), end=date(2017, 10, 20))


def make_source(*, file: str = "a.pdf", report_id: str = "R0123456789ab") -> Source:
    """Make a file."""
    return Source(
        path=f"/reports/{file}", file=file, report_id=report_id, sha256="0" * 64, size=1, kind=SourceKind.PDF
    )


def make_facts(
    *,
    code: str = "E08000003",
    kind: ReportType = ReportType.LOCAL_SYSTEM_REVIEW,
    published: str = "",
    review: DateRange | None = None,
    conflicts: tuple[str, ...] = (),
) -> ReportFacts:
    """Make what a report of Manchester says of itself."""
    return ReportFacts(
        area="Manchester City Council",
        area_code=code,
        report_type=kind,
        published=published,
        review=review,
        conflicts=conflicts,
    )


def make_known(
    *, published: str = "2017-12-18", review: DateRange | None = OCTOBER, verified: bool = True, file: str = ""
) -> Known:
    """Make the register's review of Manchester."""
    return Known(
        file=file,
        report_id="",
        area="Manchester City Council",
        area_code="E08000003",
        report_type=ReportType.LOCAL_SYSTEM_REVIEW,
        title="Manchester: Local system review report",
        publisher="Care Quality Commission",
        published=published,
        review=review,
        licence="",
        source_url="https://example.org/manchester",
        verified=verified,
        note="",
    )


def test_the_register_fills_what_the_text_does_not_say() -> None:
    """Area, kind and time of the review tell the report; what is empty is filled, without any conflict."""
    facts = add_known_facts(make_facts(review=OCTOBER), make_source(), (make_known(),))
    assert (facts.title, facts.published) == ("Manchester: Local system review report", "2017-12-18")
    assert (facts.publisher, facts.source_url) == ("Care Quality Commission", "https://example.org/manchester")
    assert facts.conflicts == ()


def test_a_month_in_the_text_becomes_the_registers_day() -> None:
    """The register's date is taken where it is the text's to more precision."""
    assert (
        add_known_facts(make_facts(published="2017-12"), make_source(), (make_known(),)).published == "2017-12-18"
    )


def test_text_and_register_that_disagree_are_told() -> None:
    """The text is kept and the register's date is named."""
    facts = add_known_facts(make_facts(published="2017-11-30"), make_source(), (make_known(),))
    assert facts.published == "2017-11-30"
    assert facts.conflicts == ("published: the text says 2017-11-30, the register 2017-12-18",)


def test_the_files_own_date_counts_less_than_the_register() -> None:
    """A date that the text does not state gives way, and so does the remark on it."""
    remark = "published: not stated in the text; 2018-03 is when the file was made"
    facts = make_facts(published="2018-03", review=OCTOBER, conflicts=(remark,))
    filled = add_known_facts(facts, make_source(), (make_known(),))
    assert (filled.published, filled.conflicts) == ("2017-12-18", ())


def test_what_is_not_verified_is_said_to_be() -> None:
    """A date from an unverified row is taken with a remark."""
    facts = add_known_facts(make_facts(review=OCTOBER), make_source(), (make_known(verified=False),))
    assert facts.conflicts == ("published: 2017-12-18 is from the register, where it is not verified",)


@pytest.mark.parametrize(
    "facts",
    [
        make_facts(code="E08000009", published="2017-12"),
        make_facts(kind=ReportType.PROGRESS_REVIEW, published="2017-12"),
        make_facts(published="2019-01"),
        make_facts(review=DateRange(start=date(2018, 11, 13), end=date(2018, 11, 15))),
    ],
)
def test_another_report_is_left_alone(facts: ReportFacts) -> None:
    """Another area, kind or time is another report."""
    assert add_known_facts(facts, make_source(), (make_known(),)) == facts


def test_a_file_is_known_by_its_name() -> None:
    """Name of the file goes before what the text says, and a disagreement on the time is told."""
    known = make_known(file="manchester.pdf")
    facts = add_known_facts(make_facts(published="2019-01"), make_source(file="2018/manchester.pdf"), (known,))
    assert facts.source_url == "https://example.org/manchester"
    assert facts.conflicts == ("published: the text says 2019-01, the register 2017-12-18",)


def test_the_shipped_register_knows_the_reviews(root: Path) -> None:
    """Twenty-three local system reviews, their progress reviews and national reports, each once."""
    register = load_register(root / "corpus" / "reports.csv")
    reviews = [
        k for k in register if k.report_type is ReportType.LOCAL_SYSTEM_REVIEW and "earlier" not in k.note.lower()
    ]
    assert len({k.area_code for k in reviews}) == len(reviews) == 23
    assert {k.area for k in register if k.report_type is ReportType.PROGRESS_REVIEW} >= {
        "Oxfordshire County Council"
    }
    assert any(k.title.startswith("Beyond barriers") and k.published == "2018-07" for k in register)
