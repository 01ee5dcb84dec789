"""What a report says of itself: kind, title, area, dates, publisher, licence; and where its sources disagree."""

from datetime import date

from reportminer.extract.area import find_area, find_country
from reportminer.extract.opening import read_opening
from reportminer.extract.publication import find_licence, find_published, find_publisher, find_review_period
from reportminer.extract.report_type import LOCAL, choose_title, tell_type
from reportminer.gazetteer import Gazetteer
from reportminer.records import Document, ReportFacts, ReportType


def read_facts(document: Document, gazetteer: Gazetteer) -> ReportFacts:
    """Return the facts of a report; what is not stated stays empty, what disagrees is listed.

    An area and a time of review are looked for in local reports only: a national report names many areas, and is
    about the country that it names most.
    """
    opening = read_opening(document)
    title = choose_title(opening)
    report_type = tell_type(opening, title=title, kind=document.source.kind)
    published, date_conflicts = find_published(opening)
    review, review_conflicts = find_review_period(document, opening) if report_type in LOCAL else (None, ())
    on = review.start if review else _day(published)
    area, code = "", ""
    area_conflicts: tuple[str, ...] = ()
    if report_type in LOCAL:
        area, code, area_conflicts = find_area(document, opening, title=title, gazetteer=gazetteer, on=on)
    elif report_type is ReportType.NATIONAL_REPORT:
        area, code = find_country(document, gazetteer)
    return ReportFacts(
        title=title,
        report_type=report_type,
        area=area,
        area_code=code,
        publisher=find_publisher(opening, gazetteer),
        published=published,
        review=review,
        licence=find_licence(document),
        source_url=opening.metadata.get("url", ""),
        conflicts=(*area_conflicts, *review_conflicts, *date_conflicts),
    )


def _day(published: str) -> date | None:
    padded = {4: f"{published}-01-01", 7: f"{published}-01", 10: published}.get(len(published))
    return date.fromisoformat(padded) if padded else None
