"""Answers of a response, or of a later review, to the recommendations that it repeats."""

from collections.abc import Iterator, Sequence

from reportminer.extract.answer_kinds import tell_kind
from reportminer.extract.answer_passages import Passage, find_passages
from reportminer.extract.follow_up import find_follow_ups
from reportminer.extract.reading import Reading
from reportminer.extract.recommendation_labels import strip_reference
from reportminer.records import Answer, Document, ReportType, Span
from reportminer.text import squash


def find_answers(reading: Reading) -> tuple[Answer, ...]:
    """Return what a response says of the recommendations it repeats, in order of the text.

    A progress review answers in the same shape: what it found of each earlier recommendation. Other documents have
    no answers.
    """
    if reading.facts.report_type is ReportType.PROGRESS_REVIEW:
        return tuple(find_follow_ups(reading.document))
    if reading.facts.report_type is not ReportType.GOVERNMENT_RESPONSE:
        return ()
    return tuple(
        answer
        for passage in find_passages(reading.document)
        if passage.answer or passage.verdict
        for answer in _make_answers(reading.document, passage)
    )


def _make_answers(document: Document, passage: Passage) -> Iterator[Answer]:
    """One answer for each recommendation; several that are answered together get the same text."""
    said = [squash(piece.of(document.text)) for piece in passage.answer]
    text = " ".join(said) or passage.verdict
    pieces = passage.answer or passage.wanted[-1][1]
    for number, wanted in passage.wanted:
        if not wanted:
            continue
        yield Answer(
            number=number,
            recommendation=_repeat(document, wanted),
            kind=tell_kind(passage.verdict, said),
            page=_page(document, pieces[0]),
            span=Span(start=pieces[0].start, end=pieces[-1].end),
            text=text,
        )


def _repeat(document: Document, wanted: Sequence[Span]) -> str:
    return strip_reference(" ".join(squash(piece.of(document.text)) for piece in wanted))


def _page(document: Document, span: Span) -> int:
    regions = document.words.regions(Span(start=span.start, end=min(span.end, span.start + 40)))
    if regions:
        return regions[0].page
    return next((block.page for block in document.blocks if block.span.start <= span.start < block.span.end), 0)
