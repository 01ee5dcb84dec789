"""The opening of a report: where it says what it is, of where, from whom and when."""

from dataclasses import dataclass

from reportminer.records import BlockKind, Document
from reportminer.text import squash

_PAGES = 4
"""Cover, title page, imprint, and the first page of text."""
_BLOCKS = 40
"""As many blocks at most, also where the form has no pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Lines of the first pages, in order."""

    title: str
    """The document's title as ingest has it."""
    cover: tuple[tuple[str, int], ...]
    """Headings of the first page with text, with their level."""
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
        cover=tuple((text, b.level or 9) for b, text in headings if b.page == first_page)[:8],
        headings=tuple(text for _, text in headings),
        lines=tuple(text for _, text in told),
        running=tuple(line for line in map(squash, document.front_text.splitlines()) if line),
        metadata=dict(document.metadata),
    )
