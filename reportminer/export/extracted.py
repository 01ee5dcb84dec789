"""Rows of the tables about quotations, figures, recommendations and answers, from what the store reads."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reportminer.export.model import Row
from reportminer.export.tables import format_region
from reportminer.records import Quote, Recommendation, Statistic
from reportminer.store.extracted import Answered, Stored
from reportminer.store.rows import SECTION_SEPARATOR

Labels = Mapping[int, str]
"""Printed page numbers by page."""


def quotation_rows(found: Iterable[Stored[Quote]], labels: Labels) -> Iterator[Row]:
    """Yield the rows of quotations.csv of one report."""
    for item in found:
        quote = item.record
        yield {
            "quotation_id": f"{item.report_id}-q{item.number:05d}",
            **_place(item, labels),
            "text": quote.text,
            "speaker": quote.speaker,
            "role": quote.role,
            "cue": quote.cue,
            "organisation": quote.organisation,
            "speaker_kind": quote.kind,
            "speech": quote.speech,
            "context": item.context,
            "start": quote.span.start,
            "end": quote.span.end,
        }


def statistic_rows(found: Iterable[Stored[Statistic]], labels: Labels) -> Iterator[Row]:
    """Yield the rows of statistics.csv of one report."""
    for item in found:
        figure = item.record
        same = (
            *("value", "value_to", "unit", "period", "comparator", "comparator_value", "direction", "judgement"),
            *("measure", "area", "area_code"),
        )
        yield {
            "statistic_id": f"{item.report_id}-s{item.number:05d}",
            **_place(item, labels),
            "text": item.context,
            "figure": figure.text,
            **{name: getattr(figure, name) for name in same},
            "start": figure.span.start,
            "end": figure.span.end,
        }


def recommendation_rows(found: Iterable[Stored[Recommendation]], labels: Labels) -> Iterator[Row]:
    """Yield the rows of recommendations.csv of one report."""
    for item in found:
        advice = item.record
        yield {
            "recommendation_id": recommendation_id(item.report_id, item.number),
            **_place(item, labels),
            "number": advice.number,
            "text": advice.text,
            "addressee": advice.addressee,
            "addressee_code": advice.addressee_code,
            "themes": advice.themes,
            "deadline": advice.deadline,
            "form": advice.advice,
            "section": SECTION_SEPARATOR.join(advice.section),
            "also_on": tuple(map(str, advice.also_on)),
            "start": advice.span.start,
            "end": advice.span.end,
        }


def response_rows(answered: Iterable[Answered]) -> Iterator[Row]:
    """Yield the rows of responses.csv."""
    for pair in answered:
        wanted, answer = pair.recommendation, pair.answer
        yield {
            "recommendation_id": recommendation_id(wanted.report_id, wanted.number) if wanted else "",
            "report_id": wanted.report_id if wanted else "",
            "number": wanted.record.number if wanted else answer.number,
            "recommendation": wanted.record.text if wanted else answer.recommendation,
            "response_report_id": pair.response_id,
            "page": answer.page or None,
            "answer": answer.kind,
            "text": answer.text,
            "matched_by": pair.matched_by,
            "similarity": pair.similarity if wanted else None,
        }


def recommendation_id(report_id: str, number: int) -> str:
    """Return the id of a recommendation by its place in the report."""
    return f"{report_id}-r{number:04d}"


def _place(item: Stored[Any], labels: Labels) -> dict[str, str | int | tuple[str, ...] | None]:
    return {
        "report_id": item.report_id,
        "page": item.page or None,
        "page_label": labels.get(item.page, ""),
        "sentence_id": item.sentence_id,
        "bbox": tuple(format_region(region) for region in item.regions),
    }
