"""A document's sentences, entities, theme mentions and facts, in one pass of the pipeline."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from reportminer.codebook import Codebook
from reportminer.extract.abbreviations import Introduction, ShortNames, find_introductions
from reportminer.extract.answers import find_answers
from reportminer.extract.components import (
    AREA,
    HEDGED,
    INTRODUCED,
    NEGATED,
    SENTENCES,
    SHORT_NAMES,
    TEXT,
    THEMES,
    exact_mention,
)
from reportminer.extract.facts import read_facts
from reportminer.extract.known_reports import add_known_facts
from reportminer.extract.link import Context, link_mention
from reportminer.extract.mention import Mention
from reportminer.extract.named import find_name_at_end
from reportminer.extract.pipeline import load_pipeline
from reportminer.extract.quotations import find_quotes
from reportminer.extract.reading import LAYERS, Reading
from reportminer.extract.recommendations import find_recommendations
from reportminer.extract.reference import resolve_references
from reportminer.extract.statistics import find_statistics
from reportminer.gazetteer import Gazetteer
from reportminer.gazetteer.register import Known
from reportminer.ids import make_finding_id
from reportminer.records import (
    Answer,
    Block,
    BlockKind,
    Document,
    EntityMention,
    Part,
    Quote,
    Recommendation,
    ReportFacts,
    Sentence,
    Span,
    Statistic,
    ThemeMention,
)
from reportminer.settings import ExtractSettings
from reportminer.spans import contains, overlaps, shift
from reportminer.text import squash

_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_PARTS = frozenset({Part.SUMMARY, Part.BODY})

_FORMAL = re.compile(
    r"(?:formal minutes|witnesses|(?:published )?(?:written|oral) evidence|list of (?:reports|witnesses|members)"
    r"|current membership|powers$|publications?$|committee staff|contacts?$|declarations? of interests?|imprint"
    r"|copyright|acknowledge?ments?|abbreviations|glossary|bibliography|references$|contents$)",
    re.IGNORECASE,
)
"""Headings of what surrounds a report: lists of names, minutes, imprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the pipeline found in a document."""

    sentences: tuple[Sentence, ...]
    """In reading order."""
    entities: tuple[EntityMention, ...]
    """In order of the text."""
    themes: tuple[ThemeMention, ...]
    """In order of the text."""
    quotes: tuple[Quote, ...] = ()
    """In order of the text."""
    statistics: tuple[Statistic, ...] = ()
    """In order of the text."""
    recommendations: tuple[Recommendation, ...] = ()
    """In order of the text."""
    answers: tuple[Answer, ...] = ()
    """In order of the text; of responses only."""
    facts: ReportFacts
    """What the report says of itself."""


class Extractor:
    """Reads documents; loading it takes about a second, so make one and keep it."""

    def __init__(
        self,
        *,
        codebook: Codebook,
        gazetteer: Gazetteer,
        settings: ExtractSettings,
        pipeline: Path,
        register: Sequence[Known] = (),
    ) -> None:
        self._gazetteer = gazetteer
        self._register = register
        self._nlp = load_pipeline(
            pipeline, codebook=codebook, gazetteer=gazetteer, max_sentence_chars=settings.max_sentence_chars
        )

    def extract(self, document: Document) -> Extraction:
        """Return sentences, entities and themes of summary and body, and the facts of the report."""
        facts = add_known_facts(read_facts(document, self._gazetteer), document.source, self._register)
        context = make_context(facts, self._gazetteer)
        blocks = choose_blocks(document)
        short = ShortNames(self._introductions(document, blocks))
        sentences: list[Sentence] = []
        entities: list[EntityMention] = []
        themes: list[ThemeMention] = []
        taken: set[str] = set()
        layers: dict[str, dict[int, Any]] = {key: {} for key in LAYERS}
        docs = (self._make_doc(b.span.of(document.text), b.number, context.place, short) for b in blocks)
        for block, doc in zip(blocks, self._nlp.pipe(docs), strict=True):
            new = list(_make_sentences(document, block, doc, first=len(sentences), taken=taken))
            entities += _make_entities(block, doc, new, self._gazetteer, context)
            themes += _make_themes(block, doc, new)
            sentences += new
            for key in LAYERS:
                if doc.user_data.get(key):
                    layers[key][block.number] = doc.user_data[key]
        read = Reading(
            document=document,
            facts=facts,
            sentences=tuple(sentences),
            entities=tuple(entities),
            themes=tuple(themes),
            layers=layers,
        )
        read = replace(read, entities=resolve_references(read))
        return Extraction(
            sentences=read.sentences,
            entities=read.entities,
            themes=read.themes,
            quotes=find_quotes(read),
            statistics=find_statistics(read, self._gazetteer),
            recommendations=find_recommendations(read),
            answers=find_answers(read),
            facts=facts,
        )

    def _introductions(self, document: Document, blocks: Iterable[Block]) -> Iterator[Introduction]:
        for block in blocks:
            text = block.span.of(document.text)
            yield from find_introductions(text, block.number, self._name_at_end)

    def _name_at_end(self, text: str) -> Mention | None:
        return find_name_at_end(text, self._gazetteer)

    def _make_doc(self, text: str, number: int, area: str, short: ShortNames) -> Doc:
        doc = self._nlp.make_doc(text)
        doc.user_data[TEXT] = text
        doc.user_data[AREA] = area
        doc.user_data[INTRODUCED] = list(short.find(text, number))
        return doc


def choose_blocks(document: Document) -> list[Block]:
    """Return the blocks that are read: running text of the parts that are read."""
    parts = choose_parts(document)
    return [b for b in document.blocks if b.part in parts and speaks_of_findings(b)]


def choose_parts(document: Document) -> frozenset[Part]:
    """Return the parts that are read: summary and body, and the annexes where they are most of the report.

    Annexes hold terms of reference, lists of visits and tables: background, not findings. But a response that a
    committee prints as an appendix to its own short report stands wholly in the annex.
    """
    length: Counter[Part] = Counter()
    for block in document.blocks:
        length[block.part] += len(block.span) if speaks_of_findings(block) else 0
    mostly_annex = length[Part.ANNEX] > length[Part.BODY] + length[Part.SUMMARY]
    return _PARTS | {Part.ANNEX} if mostly_annex else _PARTS


def speaks_of_findings(block: Block) -> bool:
    """Say whether a block is running text that does not stand under a formal heading."""
    return block.kind in _KINDS and not any(_FORMAL.match(heading) for heading in block.section)


def make_context(facts: ReportFacts, gazetteer: Gazetteer) -> Context:
    """Return what helps to link names: the day that counts (of the review, else of publication) and the area."""
    on = facts.review.start if facts.review else _first_day(facts.published)
    entry = next((e for e in gazetteer.entries if facts.area_code and e.code == facts.area_code), None)
    place = entry.places[0] if entry and entry.places else facts.area
    return Context(on=on, area=facts.area, place=place, area_code=facts.area_code)


def _first_day(published: str) -> date | None:
    padded = {4: f"{published}-01-01", 7: f"{published}-01", 10: published}.get(len(published))
    return date.fromisoformat(padded) if padded else None


def _make_sentences(
    document: Document, block: Block, doc: Doc, *, first: int, taken: set[str]
) -> Iterator[Sentence]:
    """Yield the sentences of a block; `taken` holds the ids of the report so far and grows."""
    seen: Counter[str] = Counter()
    for number, inside in enumerate(doc.user_data[SENTENCES], start=first):
        span = shift(inside, block.span.start)
        text = squash(span.of(document.text))
        regions = document.words.regions(span)
        yield Sentence(
            number=number,
            finding_id=_take_id(document.source.report_id, block.number, text, seen[text], taken),
            span=span,
            text=text,
            block=block.number,
            page=regions[0].page if regions else block.page,
            regions=regions,
            section=block.section,
        )
        seen[text] += 1


def _take_id(report_id: str, block_number: int, text: str, occurrence: int, taken: set[str]) -> str:
    """Return an id that no sentence of the report has yet: 8 hex digits may clash by chance."""
    while (found := make_finding_id(report_id, block_number, text, occurrence)) in taken:
        occurrence += 1
    taken.add(found)
    return found


def _make_entities(
    block: Block, doc: Doc, sentences: list[Sentence], gazetteer: Gazetteer, context: Context
) -> Iterator[EntityMention]:
    for ent in doc.ents:
        mention = exact_mention(doc, ent)
        sentence = _sentence_of(Span(start=mention.start, end=mention.end), block, sentences)
        if sentence is not None:
            yield link_mention(
                doc.user_data[TEXT],
                mention,
                sentence=sentence.number,
                offset=block.span.start,
                gazetteer=gazetteer,
                context=context,
                known=doc.user_data[SHORT_NAMES].get((mention.start, mention.end)),
            )


def _make_themes(block: Block, doc: Doc, sentences: list[Sentence]) -> Iterator[ThemeMention]:
    for found in doc.spans.get(THEMES, ()):
        span = Span(start=found.start_char, end=found.end_char)
        sentence = _sentence_of(span, block, sentences)
        if sentence is not None:
            yield ThemeMention(
                sentence=sentence.number,
                span=shift(span, block.span.start),
                text=found.text,
                theme_id=found.label_,
                rule=found.kb_id_,
                negated=NEGATED in found.id_.split(),
                hedged=HEDGED in found.id_.split(),
            )


def _sentence_of(inside: Span, block: Block, sentences: list[Sentence]) -> Sentence | None:
    """The sentence that holds a stretch of a block; one that crosses a sentence's end belongs to none."""
    span = shift(inside, block.span.start)
    return next((s for s in sentences if overlaps(s.span, span) and contains(s.span, span)), None)
