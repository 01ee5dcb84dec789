"""Records as rows of the database: the one place that knows how a field is written."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from reportminer.ids import hash_text
from reportminer.records import BBox, Block, Coding, MinedDocument, Page, Polarity, Region, Sentence, Status, Table
from reportminer.text import words

Row = tuple[Any, ...]

SECTION_SEPARATOR = " > "
"""Between the headings above a sentence."""

_REGIONS = msgspec.json.Decoder(tuple[tuple[int, float, float, float, float], ...])
_POINTS = 2  # decimals: a hundredth of a point is far below what anybody sees


def report_row(mined: MinedDocument) -> Row:
    """Return the row of `reports`."""
    document, facts = mined.document, mined.facts
    return (
        document.source.report_id,
        document.source.sha256,
        document.source.kind,
        facts.title or document.title,
        facts.report_type,
        facts.area,
        facts.area_code,
        facts.publisher,
        facts.published,
        facts.review.start.isoformat() if facts.review else "",
        facts.review.end.isoformat() if facts.review else "",
        facts.licence,
        facts.source_url,
        to_json(facts.conflicts),
        len(document.pages),
        sum(page.status is Status.OK for page in document.pages),
        len(words(document.text)),
        len(mined.sentences),
        any(page.ocr for page in document.pages),
        document.language,
        to_json(dict(document.metadata) | ({"warnings": document.warnings} if document.warnings else {})),
        document.text,
        mined.origin.name,
        mined.origin.version,
    )


def page_rows(report_id: str, pages: Iterable[Page]) -> Iterator[Row]:
    """Yield the rows of `pages`."""
    for page in pages:
        yield (
            report_id,
            page.number,
            page.label,
            page.width,
            page.height,
            page.status,
            page.engine,
            page.span.start,
            page.span.end,
            page.n_chars,
            page.n_blocks,
            page.ocr,
            to_json(page.warnings),
        )


def block_rows(report_id: str, blocks: Iterable[Block]) -> Iterator[Row]:
    """Yield the rows of `blocks`."""
    for block in blocks:
        yield (
            report_id,
            block.number,
            block.kind,
            block.part,
            block.level,
            block.marker,
            block.span.start,
            block.span.end,
            block.page,
            regions_json(block.regions),
            to_json(block.section),
            to_json([(note.at, note.mark, note.block) for note in block.notes]),
        )


def table_rows(report_id: str, tables: Iterable[Table]) -> Iterator[Row]:
    """Yield the rows of `tables`."""
    for number, table in enumerate(tables):
        yield (
            report_id,
            number,
            table.block,
            table.page,
            to_json(_box(table.box)),
            table.caption,
            to_json(table.rows),
        )


def sentence_rows(mined: MinedDocument) -> Iterator[Row]:
    """Yield the rows of `sentences`, without their ids."""
    codings = {coding.sentence: coding for coding in mined.codings}
    for sentence in mined.sentences:
        coding = codings.get(sentence.number) or Coding(
            sentence=sentence.number, polarity=Polarity.NONE, polarity_probability=0.0
        )
        yield _sentence_row(mined.document.source.report_id, sentence, coding)


def tag_rows(report_id: str, codings: Iterable[Coding]) -> Iterator[Row]:
    """Yield the rows of `tags`."""
    for coding in codings:
        for tag in coding.tags:
            yield (
                report_id,
                coding.sentence,
                tag.pattern_id,
                tag.theme_id,
                tag.polarity,
                tag.probability,
                tag.threshold,
                tag.accepted,
                tag.why,
            )


def nearest_rows(mined: MinedDocument) -> Iterator[Row]:
    """Yield the rows of `nearest`."""
    for found in mined.nearest:
        report_id = mined.document.source.report_id
        yield report_id, found.pattern_id, found.sentence, found.probability, found.not_tagged or ""


def entity_rows(mined: MinedDocument) -> Iterator[Row]:
    """Yield the rows of `entities`."""
    for number, found in enumerate(mined.entities):
        yield (
            mined.document.source.report_id,
            number,
            found.sentence,
            found.span.start,
            found.span.end,
            found.text,
            found.label,
            found.canonical,
            found.code_system,
            found.code,
            found.score,
            ";".join(f"{one.key.replace(';', ',')}:{one.score:.2f}" for one in found.candidates),
        )


def theme_rows(mined: MinedDocument) -> Iterator[Row]:
    """Yield the rows of `themes`."""
    for number, found in enumerate(mined.themes):
        yield (
            mined.document.source.report_id,
            number,
            found.sentence,
            found.span.start,
            found.span.end,
            found.text,
            found.theme_id,
            found.rule,
            found.negated,
            found.hedged,
        )


def regions_json(regions: Iterable[Region]) -> str:
    """Return rectangles as a JSON list of [page, x0, top, x1, bottom]."""
    return to_json([[region.page, *_box(region.box)] for region in regions])


def regions_from_json(stored: str) -> tuple[Region, ...]:
    """Return the rectangles that `regions_json` wrote."""
    return tuple(
        Region(page=page, box=BBox(x0=x0, top=top, x1=x1, bottom=bottom))
        for page, x0, top, x1, bottom in _REGIONS.decode(stored)
    )


def _sentence_row(report_id: str, sentence: Sentence, coding: Coding) -> Row:
    return (
        report_id,
        sentence.number,
        sentence.finding_id,
        sentence.span.start,
        sentence.span.end,
        sentence.text,
        hash_text(sentence.text),
        sentence.block,
        sentence.page,
        regions_json(sentence.regions),
        SECTION_SEPARATOR.join(sentence.section),
        coding.polarity,
        coding.polarity_probability,
        coding.strength,
        coding.voice,
        coding.is_recommendation,
        coding.best_pattern,
        coding.best_score,
        to_json(coding.themes),
    )


def _box(box: BBox) -> list[float]:
    return [round(edge, _POINTS) for edge in (box.x0, box.top, box.x1, box.bottom)]


def to_json(value: object) -> str:
    """Return a value as compact JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
