"""What the register of known reports adds to what a report says of itself, and where the two disagree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from reportminer.extract.dates import show_period
from reportminer.extract.publication import NOT_STATED
from reportminer.gazetteer.register import Known, first_day
from reportminer.records import DateRange, ReportFacts, Source

_MONTHS_APART = 3
"""A report of the same area and kind, of another time, is another report."""
_TEXTS = ("title", "publisher", "licence", "source_url")


def add_known_facts(facts: ReportFacts, source: Source, register: Sequence[Known]) -> ReportFacts:
    """Return the facts with what the register knows where the text is silent, and with where the two disagree.

    A report is recognised by its id, else by its file name, else by area, kind and time together; where the time
    is not known on one side, the register must hold but one report of that area and kind.
    """
    known = find_known(facts, source, register)
    if known is None:
        return facts
    stated = facts.published and not any(NOT_STATED in conflict for conflict in facts.conflicts)
    published = _finer(facts.published, known.published) if stated else known.published or facts.published
    filled = replace(
        facts,
        **{name: getattr(facts, name) or getattr(known, name) for name in _TEXTS},
        area=facts.area or known.area,
        area_code=facts.area_code or (known.area_code if facts.area in ("", known.area) else ""),
        published=published,
        review=facts.review or known.review,
    )
    kept = facts.conflicts if published == facts.published else _without_file_date(facts.conflicts)
    remarks = (*_disagreements(facts, known, stated=bool(stated)), *_unverified(facts, filled, known))
    return replace(filled, conflicts=(*kept, *remarks))


def find_known(facts: ReportFacts, source: Source, register: Sequence[Known]) -> Known | None:
    """Return the report of the register that a file is, or None where it is none or that is not sure."""
    for known in register:
        if known.report_id and known.report_id == source.report_id:
            return known
    name = source.file.rsplit("/", 1)[-1]
    for known in register:
        if known.file and known.file == name:
            return known
    if not facts.area_code:
        return None
    same = [k for k in register if (k.area_code, k.report_type) == (facts.area_code, facts.report_type)]
    fitting = [k for k in same if _fits_in_time(facts, k)]
    dated = [k for k in fitting if _is_dated(facts, k)]
    if len(dated) == 1 or (len(fitting) == 1 and _names_of_series(facts, fitting[0])):
        return (dated or fitting)[0]
    return None


def _names_of_series(facts: ReportFacts, known: Known) -> bool:
    """Without a date on either side the publisher must be the same."""
    return not facts.publisher or facts.publisher == known.publisher


def _fits_in_time(facts: ReportFacts, known: Known) -> bool:
    if facts.review and known.review:
        return _near(facts.review.start, known.review.start)
    stated = facts.published and not any(NOT_STATED in conflict for conflict in facts.conflicts)
    return not (stated and known.published) or _near(first_day(facts.published), first_day(known.published))


def _is_dated(facts: ReportFacts, known: Known) -> bool:
    return bool((facts.review and known.review) or (facts.published and known.published))


def _near(one: date, other: date) -> bool:
    months = (one.year - other.year) * 12 + one.month - other.month
    return abs(months) <= _MONTHS_APART


def _finer(stated: str, known: str) -> str:
    """The register's date where it is the text's to more precision."""
    return known if known.startswith(stated) else stated


def _without_file_date(conflicts: Iterable[str]) -> tuple[str, ...]:
    return tuple(conflict for conflict in conflicts if NOT_STATED not in conflict)


def _disagreements(facts: ReportFacts, known: Known, *, stated: bool) -> Iterator[str]:
    if stated and known.published and not _agree(facts.published, known.published):
        yield f"published: the text says {facts.published}, the register {known.published}"
    if facts.review and known.review and not _overlap(facts.review, known.review):
        yield f"review: the text says {show_period(facts.review)}, the register {show_period(known.review)}"
    if facts.area_code and known.area_code and facts.area_code != known.area_code:
        yield f"area: the text says {facts.area}, the register {known.area}"
    if facts.report_type is not known.report_type:
        yield f"report_type: the text says {facts.report_type}, the register {known.report_type}"


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _overlap(one: DateRange, other: DateRange) -> bool:
    return one.start <= other.end and other.start <= one.end


def _unverified(facts: ReportFacts, filled: ReportFacts, known: Known) -> Iterator[str]:
    """Say of what came from an unverified row that it did."""
    if known.verified:
        return
    for name in ("published", "review"):
        if getattr(filled, name) != getattr(facts, name):
            value = getattr(filled, name)
            said = show_period(value) if isinstance(value, DateRange) else value
            yield f"{name}: {said} is from the register, where it is not verified"
