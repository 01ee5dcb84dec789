"""Where sentences stand: their stretch of the report's text, their page and boxes."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from reportminer.records import Region, Span
from reportminer.store.rows import regions_from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePlace:
    """Where a sentence stands."""

    finding_id: str
    """Its id."""
    span: Span
    """Its stretch of the report's text."""
    page: int
    """From 1; 0 where the form has no pages."""
    regions: tuple[Region, ...]
    """One rectangle a line of print."""


def iter_sentence_places(connection: sqlite3.Connection, report_id: str) -> Iterator[SentencePlace]:
    """Yield the places of all sentences of a report, in reading order."""
    rows = connection.execute(
        "SELECT finding_id, start, end, page, regions FROM sentences WHERE report_id = ? ORDER BY number",
        (report_id,),
    )
    for finding_id, start, end, page, regions in rows:
        yield SentencePlace(
            finding_id=finding_id,
            span=Span(start=start, end=end),
            page=page,
            regions=regions_from_json(regions),
        )
