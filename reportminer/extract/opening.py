"""The opening of a report: where it says what it is, of where, from whom and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportminer.records import Block, BlockKind, Document
from reportminer.text import squash

_PAGES = 4
"""Cover, title page, imprint, and the first page of text."""
_PROSE = 120
"""A line of more characters is prose, not part of the cover."""
_BLOCKS = 40
"""As many blocks at most, also where the form has no pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Lines of the first pages, in order."""

    title: str
    """The document's title as ingest has it."""
    cover: tuple[tuple[str, int], ...]
    """Lines of the first page with text before its first prose, with their level as headings (9 if none)."""
    headings: tuple[str, ...]
    """Headings of the first pages."""
    lines: tuple[str, ...]
    """All blocks of the first pages, headings included, each on one line."""
    running: tuple[str, ...]
    """Running heads."""
    metadata: dict[str, str]
    """The file's own properties."""

    @property
    def text(self) -> str:
        """All lines and running heads, one a line."""
        return "\n".join([*self.lines, *self.running])


def read_opening(document: Document) -> Opening:
    """Return the opening of a document."""
    blocks = [b for b in document.blocks[:_BLOCKS] if b.page <= _PAGES]
    first_page = blocks[0].page if blocks else 0
    told = [(b, squash(b.span.of(document.text))) for b in blocks]
    headings = [(b, text) for b, text in told if b.kind is BlockKind.HEADING]
    return Opening(
        title=squash(document.title),
        cover=tuple(_cover([(b, text) for b, text in told if b.page == first_page])),
        headings=tuple(text for _, text in headings),
        lines=tuple(text for _, text in told),
        running=tuple(line for line in map(squash, document.front_text.splitlines()) if line),
        metadata=dict(document.metadata),
    )


def _cover(blocks: Iterable[tuple[Block, str]]) -> Iterator[tuple[str, int]]:
    for block, text in blocks:
        if block.kind is not BlockKind.HEADING and len(text) > _PROSE:
            return
        yield text, block.level or 9
