"""Hand-made reports with numbered paragraphs, labels and lists, for the tests of recommendations and answers."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from reportminer.extract.advice import find_advice
from reportminer.extract.reading import ADVICE, Reading
from reportminer.extract.sentences import split_sentences
from reportminer.records import Block, BlockKind, Document, Part, ReportFacts, ReportType, Sentence, Span
from reportminer.spans import shift
from tests.extract.documents import make_document

_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


class Line(NamedTuple):
    """A block to make."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    marker: str = ""
    page: int = 1
    part: Part = Part.BODY
    level: int | None = None


def heading(text: str, *, page: int = 1, level: int = 2, part: Part = Part.BODY) -> Line:
    """A heading."""
    return Line(text, BlockKind.HEADING, "", page, part, level)


def said(text: str, marker: str = "", *, page: int = 1, part: Part = Part.BODY) -> Line:
    """A paragraph, with its number if it has one."""
    return Line(text, BlockKind.PARAGRAPH, marker, page, part)


def item(text: str, marker: str = "•", *, page: int = 1, part: Part = Part.BODY) -> Line:
    """A list item."""
    return Line(text, BlockKind.LIST_ITEM, marker, page, part, 1)


def note(text: str, *, page: int = 1) -> Line:
    """A footnote."""
    return Line(text, BlockKind.FOOTNOTE, "1", page)


def make_report(lines: Iterable[Line]) -> Document:
    """Make a document whose blocks are the lines, under the headings above them."""
    chosen = list(lines)
    plain = make_document((line.page, line.text) for line in chosen)
    above: dict[int, str] = {}
    blocks: list[Block] = []
    for line, block in zip(chosen, plain.blocks, strict=True):
        level = line.level if line.kind is BlockKind.HEADING else None
        if level is not None:
            above = {depth: title for depth, title in above.items() if depth < level}
        section = tuple(title for _, title in sorted(above.items()))
        changed = replace(
            block, kind=line.kind, marker=line.marker, part=line.part, level=line.level, section=section
        )
        blocks.append(changed)
        if level is not None:
            above[level] = line.text
    return replace(plain, blocks=tuple(blocks))


def make_reading(lines: Iterable[Line], *, report_type: ReportType = ReportType.LOCAL_SYSTEM_REVIEW) -> Reading:
    """Read a document as the pipeline does, without entities and themes."""
    document = make_report(lines)
    sentences: list[Sentence] = []
    layer = {}
    for block in document.blocks:
        if block.kind not in _KINDS or block.part not in (Part.BODY, Part.SUMMARY):
            continue
        text = block.span.of(document.text)
        spans = list(split_sentences(text, max_chars=2000))
        if found := tuple(find_advice(text, spans)):
            layer[block.number] = found
        sentences += [_make_sentence(len(sentences) + i, block, span, text) for i, span in enumerate(spans)]
    return Reading(
        document=document,
        facts=ReportFacts(report_type=report_type),
        sentences=tuple(sentences),
        entities=(),
        themes=(),
        layers={ADVICE: layer},
    )


def _make_sentence(number: int, block: Block, span: Span, text: str) -> Sentence:
    return Sentence(
        number=number,
        finding_id=f"S{number}",
        span=shift(span, block.span.start),
        text=span.of(text),
        block=block.number,
        page=block.page,
        regions=(),
        section=block.section,
    )
