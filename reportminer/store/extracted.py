"""Quotations, figures, recommendations and answers: how they are written and read."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from reportminer.records import (
    Advice,
    Answer,
    AnswerKind,
    MinedDocument,
    Quote,
    Recommendation,
    Region,
    Span,
    Speaker,
    Speech,
    Statistic,
)
from reportminer.store.rows import Row, regions_from_json, regions_json, to_json

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored(Generic[T]):
    """A record with the sentence that it stands in."""

    report_id: str
    """Its report."""
    number: int
    """From 0, in order of the text."""
    sentence_id: str
    """Id of its (first) sentence; empty where it stands in none."""
    context: str
    """That sentence, or empty."""
    page: int
    """Page on which it begins; 0 where the form has no pages."""
    regions: tuple[Region, ...]
    """One rectangle a line of print; of a figure those of its sentence."""
    record: T
    """What was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer and the recommendation that it answers."""

    response_id: str
    """Report id of the document that answers."""
    answer: Answer
    """What it says."""
    recommendation: Stored[Recommendation] | None = None
    """What is answered; None where it is in no report of the set."""
    matched_by: str = ""
    """`number` (the same number and like words), `words` (like words alone), or empty."""
    similarity: float = 0.0
    """How alike the recommendation and its repetition in the response are, 0 to 1."""


def quote_rows(mined: MinedDocument) -> Iterator[Row]:
    """Yield the rows of `quotes`."""
    for number, found in enumerate(mined.quotes):
        yield (
            mined.document.source.report_id,
            number,
            found.sentence,
            found.span.start,
            found.span.end,
            found.text,
            found.page,
            regions_json(found.regions),
            found.speech,
            found.speaker,
            found.kind,
            found.role,
            found.organisation,
            found.cue,
        )


def statistic_rows(mined: MinedDocument) -> Iterator[Row]:
    """Yield the rows of `statistics`."""
    for number, found in enumerate(mined.statistics):
        yield (
            mined.document.source.report_id,
            number,
            found.sentence,
            found.span.start,
            found.span.end,
            found.text,
            found.value,
            found.value_to,
            found.unit,
            found.period,
            found.measure,
            found.comparator,
            found.comparator_value,
            found.direction,
            found.judgement,
            found.area,
            found.area_code,
        )


def recommendation_rows(mined: MinedDocument) -> Iterator[Row]:
    """Yield the rows of `recommendations`."""
    for number, found in enumerate(mined.recommendations):
        yield (
            mined.document.source.report_id,
            number,
            found.number,
            found.advice,
            found.page,
            found.span.start,
            found.span.end,
            found.text,
            regions_json(found.regions),
            to_json(found.section),
            found.sentence,
            found.addressee,
            found.addressee_code,
            to_json(found.themes),
            found.deadline,
            to_json(found.also_on),
        )


def answer_rows(mined: MinedDocument) -> Iterator[Row]:
    """Yield the rows of `answers`."""
    for number, found in enumerate(mined.answers):
        yield (
            mined.document.source.report_id,
            number,
            found.number,
            found.recommendation,
            found.kind,
            found.page,
            found.span.start,
            found.span.end,
            found.text,
        )


def iter_quotes(connection: sqlite3.Connection, report_id: str) -> Iterator[Stored[Quote]]:
    """Yield the quotations of a report in order of the text."""
    for row in _select(connection, "quotes", report_id):
        regions = regions_from_json(row["regions"])
        record = Quote(
            sentence=row["sentence"],
            span=_span(row),
            text=row["text"],
            page=row["page"],
            regions=regions,
            speech=Speech(row["speech"]),
            speaker=row["speaker"],
            kind=Speaker(row["kind"]),
            role=row["role"],
            organisation=row["organisation"],
            cue=row["cue"],
        )
        yield _stored(row, record, page=record.page, regions=regions)


def iter_statistics(connection: sqlite3.Connection, report_id: str) -> Iterator[Stored[Statistic]]:
    """Yield the figures of a report in order of the text."""
    for row in _select(connection, "statistics", report_id):
        same = (
            *(
                "sentence",
                "text",
                "value",
                "value_to",
                "unit",
                "period",
                "measure",
                "comparator",
                "comparator_value",
            ),
            *("direction", "judgement", "area", "area_code"),
        )
        record = Statistic(span=_span(row), **{name: row[name] for name in same})
        yield _stored(
            row, record, page=row["sentence_page"] or 0, regions=regions_from_json(row["sentence_regions"] or "[]")
        )


def iter_recommendations(connection: sqlite3.Connection, report_id: str) -> Iterator[Stored[Recommendation]]:
    """Yield the recommendations of a report in order of the text."""
    for row in _select(connection, "recommendations", report_id):
        regions = regions_from_json(row["regions"])
        record = Recommendation(
            number=row["label"],
            advice=Advice(row["advice"]),
            page=row["page"],
            span=_span(row),
            text=row["text"],
            regions=regions,
            section=tuple(json.loads(row["section"])),
            sentence=row["sentence"],
            addressee=row["addressee"],
            addressee_code=row["addressee_code"],
            themes=tuple(json.loads(row["themes"])),
            deadline=row["deadline"],
            also_on=tuple(json.loads(row["also_on"])),
        )
        yield _stored(row, record, page=record.page, regions=regions)


def iter_answers(connection: sqlite3.Connection, report_id: str) -> Iterator[Answer]:
    """Yield the answers of a response in order of the text."""
    query = "SELECT * FROM answers WHERE report_id = ? ORDER BY number"
    for row in connection.execute(query, (report_id,)):
        yield Answer(
            number=row["label"],
            recommendation=row["recommendation"],
            kind=AnswerKind(row["kind"]),
            page=row["page"],
            span=_span(row),
            text=row["text"],
        )


def _select(connection: sqlite3.Connection, table: str, report_id: str) -> Iterator[sqlite3.Row]:
    yield from connection.execute(
        f"""SELECT t.*, s.finding_id AS sentence_id, s.text AS context, s.page AS sentence_page,
                   s.regions AS sentence_regions
            FROM {table} t LEFT JOIN sentences s ON s.report_id = t.report_id AND s.number = t.sentence
            WHERE t.report_id = ? ORDER BY t.number""",
        (report_id,),
    )


def _stored(row: sqlite3.Row, record: T, *, page: int, regions: tuple[Region, ...]) -> Stored[T]:
    return Stored(
        report_id=row["report_id"],
        number=row["number"],
        sentence_id=row["sentence_id"] or "",
        context=row["context"] or "",
        page=page,
        regions=regions,
        record=record,
    )


def _span(row: sqlite3.Row) -> Span:
    return Span(start=row["start"], end=row["end"])
