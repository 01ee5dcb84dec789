"""What a reader of the built reports should find in them: derived from the sources, so that it cannot drift."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.samples.model import Block, Figure, Report, Sentence, SourceError
from corpus.samples.pages import PlacedPage, block_pages, note_pages, word_pages
from corpus.samples.webpage import frame_texts

CODEBOOK = Path(__file__).parents[2] / "configs" / "codebook.toml"
FACTS = ("area", "report_type", "review_start", "review_end", "published", "publisher", "follows")
COMPLETE_LABELS = ("LOCAL_AUTHORITY", "NHS_TRUST", "CCG", "ICS", "HOSPITAL", "REGULATOR", "GOVERNMENT", "PERSON")
"""Labels of which the gold has every full name in a sentence; of others (ROLE...) only the declared ones."""
Json = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Places:
    """On which page things stand; all empty for forms without pages, whose pages are then 0."""

    blocks: dict[int, int] = field(default_factory=dict)
    """Block -> page."""
    words: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Sentence -> (first character, page) of its words."""
    notes: dict[int, int] = field(default_factory=dict)
    """Footnote -> page."""

    def page(self, sentence: Sentence, offset: int = 0) -> int:
        """Return the page of a character of a sentence."""
        pages = [page for start, page in self.words.get(sentence.number, []) if start <= offset]
        return pages[-1] if pages else 0


def make_places(pages: list[PlacedPage]) -> Places:
    """Read from the pages as they are drawn where everything stands."""
    return Places(blocks=block_pages(pages), words=word_pages(pages), notes=note_pages(pages))


@cache
def pattern_sides() -> dict[str, str]:
    """Return pattern id -> polarity from the codebook."""
    patterns = tomllib.loads(CODEBOOK.read_text(encoding="utf-8"))["patterns"]
    return {name: entry["polarity"] for name, entry in patterns.items()}


@cache
def pattern_themes() -> dict[str, str]:
    """Return pattern id -> theme id from the codebook."""
    patterns = tomllib.loads(CODEBOOK.read_text(encoding="utf-8"))["patterns"]
    return {name: entry["theme"] for name, entry in patterns.items()}


def polarity_of(patterns: tuple[str, ...]) -> str:
    """Return the side of a sentence: that of its patterns, or `mixed` where they differ.

    Raises:
        SourceError: If a code is not in the codebook.
    """
    unknown = [pattern for pattern in patterns if pattern not in pattern_sides()]
    if unknown:
        raise SourceError(f"not in the codebook: {', '.join(unknown)}")
    sides = {pattern_sides()[pattern] for pattern in patterns}
    return sides.pop() if len(sides) == 1 else "mixed"


def make_gold(report: Report, *, pages: list[PlacedPage] | None, status: str) -> Json:
    """Collect everything that is known of a report.

    Args:
        report: The parsed source.
        pages: Its pages as drawn, or None for a form without pages.
        status: Expected status of the file.
    """
    places = make_places(pages) if pages else Places()
    coded = [(block, sentence) for block, sentence in _sentences(report) if sentence.patterns]
    plain = [
        sentence for block, sentence in _sentences(report) if not (sentence.patterns or _is_title(block, sentence))
    ]
    return {
        "status": status,
        "title": _title(report),
        **{key: report.facts.get(key, "") for key in FACTS},
        "pages": {"count": len(pages or ()), "labels": [page.label for page in pages or ()]},
        "title_block": [line for block in report.blocks if block.kind == "cover" for line in block.lines],
        "headings": [_heading(block, places) for block in report.blocks if block.kind == "heading"],
        "box_titles": [sentence.text for block, sentence in _sentences(report) if _is_title(block, sentence)],
        "sentences": [_coded(block, sentence, places) for block, sentence in coded],
        "plain_sentences": [{"text": sentence.text, "page": places.page(sentence)} for sentence in plain],
        "entities": [entity for _, sentence in _sentences(report) for entity in _entities(sentence, places)],
        "quotations": list(_quotations(report, places)),
        "statistics": [figure for _, sentence in _sentences(report) for figure in _statistics(sentence, places)],
        "recommendations": [_advice(block, places) for block in report.blocks if block.kind == "recommendation"],
        "tables": [_table(block, places) for block in report.blocks if block.kind == "table"],
        "footnotes": [_note(note.number, note.text, places) for note in report.notes],
        "list_items": [
            _item(block, places) for block in report.blocks if block.kind in {"item", "recommendation"}
        ],
        "furniture": list(_furniture(report, pages)),
    }


def _title(report: Report) -> str:
    """Return the first two lines of the title block as one, or the title of a form without such a block."""
    cover = next((block for block in report.blocks if block.kind == "cover"), None)
    return ": ".join(cover.lines[:2]) if cover else report.facts["title"]


def _furniture(report: Report, pages: list[PlacedPage] | None) -> Iterator[Json]:
    """List what stands around the text and must not be read as part of it."""
    for number, page in enumerate(pages or (), start=1):
        for line in page.furniture:
            yield {"page": number, "text": line}
    around = {"html": frame_texts(), "docx": [report.facts.get("head", "")]}
    for line in around.get(report.facts.get("form", ""), ()):
        yield {"page": 0, "text": line}


def _sentences(report: Report) -> Iterator[tuple[Block, Sentence]]:
    for block in report.blocks:
        for sentence in block.sentences:
            yield block, sentence


def _is_title(block: Block, sentence: Sentence) -> bool:
    """Tell whether a sentence is the title line of a box."""
    return block.kind == "box" and sentence is block.sentences[0]


def _heading(block: Block, places: Places) -> Json:
    return {"text": block.text, "level": block.level, "page": places.blocks.get(block.number, 0)}


def _coded(block: Block, sentence: Sentence, places: Places) -> Json:
    return {
        "text": sentence.text,
        "page": places.page(sentence),
        "patterns": list(sentence.patterns),
        "polarity": polarity_of(sentence.patterns),
        "section": list(block.section),
    }


def _entities(sentence: Sentence, places: Places) -> Iterator[Json]:
    for run in sentence.entities:
        page = places.page(sentence, run.start)
        yield {"text": sentence.text[run.start : run.end], "label": run.value, "page": page}


def _statistics(sentence: Sentence, places: Places) -> Iterator[Json]:
    for figure in sentence.figures:
        yield {"text": sentence.text, **_figure_parts(figure), "page": places.page(sentence)}


def _figure_parts(figure: Figure) -> Json:
    names = ("value", "unit", "comparator", "comparator_value", "period")
    return {name: getattr(figure, name) for name in names}


def _advice(block: Block, places: Places) -> Json:
    page = places.page(block.sentences[0])
    return {"number": block.marker, "text": block.text, "addressee": block.addressee, "page": page}


def _item(block: Block, places: Places) -> Json:
    page = places.page(block.sentences[0])
    return {"marker": block.marker, "level": block.level, "text": block.text, "page": page}


def _table(block: Block, places: Places) -> Json:
    rows = [list(row) for row in block.rows]
    return {"page": places.blocks.get(block.number, 0), "caption": " ".join(block.lines), "rows": rows}


def _note(number: int, text: str, places: Places) -> Json:
    return {"number": number, "text": text, "page": places.notes.get(number, 0)}


def _quotations(report: Report, places: Places) -> Iterator[Json]:
    """Pair what stands between double quotation marks with its speakers.

    A quotation of several paragraphs opens each of them with a mark and closes only the last; its text is given
    without marks, paragraphs joined by a space.
    """
    open_text, open_page = "", 0
    for block in report.blocks:
        starts = _sentence_starts(block)
        voices = [voice for sentence in block.sentences for voice in sentence.voices]
        for match in re.finditer(r"“([^”]*)(”?)", block.text):
            sentence, offset = _locate(block, starts, match.start())
            text = f"{open_text} {match[1]}".strip()
            page = open_page or places.page(sentence, offset)
            if not match[2]:
                open_text, open_page = text, page
                continue
            if not voices:
                raise SourceError(f"nobody is said to speak “{text}”")
            voice = voices.pop(0)
            yield {"text": text, "speaker": voice.speaker, "role": voice.role, "page": page}
            open_text, open_page = "", 0
        if voices:
            raise SourceError(f"{voices[0].speaker} says nothing in {block.text!r}")
    if open_text:
        raise SourceError(f"never closed: “{open_text}")


def _sentence_starts(block: Block) -> list[int]:
    starts = [0]
    for sentence in block.sentences:
        starts.append(starts[-1] + len(sentence.text) + 1)
    return starts


def _locate(block: Block, starts: list[int], place: int) -> tuple[Sentence, int]:
    for sentence, (start, end) in zip(block.sentences, pairwise(starts), strict=True):
        if start <= place < end:
            return sentence, place - start
    raise SourceError(f"a quotation mark outside a sentence in {block.text!r}")
