"""Hand-made documents for the tests of extraction."""

from collections.abc import Iterable

import numpy as np

from reportminer.records import Block, BlockKind, Document, Part, Source, SourceKind, Span, Status, WordMap
from reportminer.text import words

Line = tuple[int, str]
"""Page and text; a text that begins with # is a heading, with - a list item."""


def make_document(
    lines: Iterable[Line],
    *,
    front_text: str = "",
    title: str = "",
    metadata: tuple[tuple[str, str], ...] = (),
    part: Part = Part.BODY,
    kind: SourceKind = SourceKind.PDF,
) -> Document:
    """Make a document whose blocks are lines of text.

    Args:
        lines: page and text of each block.
        front_text: running heads.
        title: as ingest would have it.
        metadata: the file's properties.
        part: of every block.
        kind: form of the file.
    """
    text, blocks, section = "", [], ()
    for number, (page, line) in enumerate(lines):
        shape = {"#": BlockKind.HEADING, "-": BlockKind.LIST_ITEM}.get(line[0], BlockKind.PARAGRAPH)
        said = line if shape is BlockKind.PARAGRAPH else line.lstrip("#- ")
        level = len(line) - len(line.lstrip("#")) or None
        span = Span(start=len(text), end=len(text) + len(said))
        above: tuple[str, ...] = () if shape is BlockKind.HEADING else section
        blocks.append(
            Block(
                number=number, kind=shape, part=part, level=level, span=span, page=page, regions=(), section=above
            )
        )
        section = (said,) if shape is BlockKind.HEADING else section
        text += said + "\n\n"
    source = Source(
        path="/reports/a.pdf", file="a.pdf", report_id="R0123456789ab", sha256="0" * 64, size=1, kind=kind
    )
    return Document(
        source=source,
        status=Status.OK,
        title=title,
        text=text,
        pages=(),
        blocks=tuple(blocks),
        front_text=front_text,
        metadata=metadata,
    )


def make_word_map(text: str, *, page: int) -> WordMap:
    """Place the words of a text one after the other on a line of one page, ten points each."""
    starts, at = [], 0
    for word in words(text):
        at = text.index(word, at)
        starts.append((at, at + len(word)))
        at += len(word)
    n = len(starts)
    boxes = [(10.0 * i, 100.0, 10.0 * i + 9, 110.0) for i in range(n)]
    return WordMap(
        starts=np.array([s for s, _ in starts], "<i4").tobytes(),
        ends=np.array([e for _, e in starts], "<i4").tobytes(),
        pages=np.full(n, page, "<i4").tobytes(),
        boxes=np.array(boxes, "<f4").tobytes(),
    )
