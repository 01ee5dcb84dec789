"""Figures in their context, as records."""

from collections.abc import Iterator

from reportminer.extract.figures_in_context import FoundFigure
from reportminer.extract.reading import STATISTICS, Reading
from reportminer.gazetteer import Gazetteer
from reportminer.records import Block, EntityMention, ReportFacts, Span, Statistic
from reportminer.text import squash


def find_statistics(reading: Reading, gazetteer: Gazetteer) -> tuple[Statistic, ...]:
    """Return the figures of a document in order of the text."""
    by_block = reading.layers.get(STATISTICS, {})
    return tuple(
        statistic
        for block in reading.document.blocks
        for found in by_block.get(block.number, ())
        if (statistic := _make(reading, gazetteer, block, found)) is not None
    )


def _make(reading: Reading, gazetteer: Gazetteer, block: Block, found: FoundFigure) -> Statistic | None:
    at = block.span.start
    span = Span(start=at + found.start, end=at + found.end)
    sentence = reading.sentence_at(span.start)
    if sentence is None:
        return None
    about = "" if found.place_words == reading.facts.area else squash(found.place_words)
    area, code = next(_areas(reading, gazetteer, at, found), (about, ""))
    return Statistic(
        sentence=sentence.number,
        span=span,
        text=span.of(reading.document.text),
        value=found.value,
        value_to=found.value_to,
        unit=squash(found.unit),
        period=squash(found.period),
        measure=squash(found.measure),
        comparator=squash(found.comparator),
        comparator_value=found.comparator_value,
        direction=found.direction,
        judgement=found.judgement,
        area=area,
        area_code=code,
    )


def _areas(reading: Reading, gazetteer: Gazetteer, at: int, found: FoundFigure) -> Iterator[tuple[str, str]]:
    """The place named with the figure and its code, unless it is the report's own."""
    if found.place is None:
        return
    facts = reading.facts
    span = Span(start=at + found.place[0], end=at + found.place[1])
    mentions = reading.entities_in(span)
    if len(mentions) > 1:
        yield squash(span.of(reading.document.text)), ""
    for mention in mentions:
        if facts.area_code and mention.code == facts.area_code:
            return
        if facts.area and facts.area in (mention.text, mention.canonical):
            return
        yield squash(mention.text), _gss_code(mention, facts, gazetteer)


def _gss_code(mention: EntityMention, facts: ReportFacts, gazetteer: Gazetteer) -> str:
    if mention.code_system == "GSS":
        return mention.code
    link = gazetteer.link_area(mention.text, on=facts.review.start if facts.review else None)
    return link.entry.code if link and link.entry.code_system == "GSS" else ""
