"""Small PDFs made for tests: lines set at stated places, so that a test says exactly what stands on the page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from reportminer.ids import hash_file, make_report_id
from reportminer.ingest.pdf import parse_pdf
from reportminer.records import Block, BlockKind, Document, Skipped, Source, SourceKind
from reportminer.settings import IngestSettings

WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP, BODY, LEADING = 72.0, 90.0, 11.0, 14.0
PROSE = (
    "People told us that they waited a long time in hospital although they were well enough to go home. Staff in "
    "the teams worked hard and knew the people they cared for, but the plans of the partners did not fit together."
)


class Sheet:
    """A page on which text is set from the top down."""

    def __init__(self, canvas: Canvas, number: int) -> None:
        self.canvas, self.number = canvas, number
        self.y = TOP

    def line(
        self, text: str, *, x: float = LEFT, size: float = BODY, font: str = "Helvetica", step: float | None = None
    ) -> None:
        """Set one line and move down."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - self.y, text)
        self.y += step if step is not None else LEADING * size / BODY

    def at(self, text: str, x: float, y: float, *, size: float = BODY, font: str = "Helvetica") -> None:
        """Set one line at a place, y from the top, without moving."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def paragraph(
        self,
        text: str,
        *,
        x: float = LEFT,
        width: float = WIDTH - 2 * LEFT,
        size: float = BODY,
        font: str = "Helvetica",
    ) -> None:
        """Set a paragraph, broken into lines, with space after it."""
        for line in simpleSplit(text, font, size, width):
            self.line(line, x=x, size=size, font=font)
        self.y += 0.6 * LEADING

    def heading(self, text: str, *, size: float = 16.0, font: str = "Helvetica-Bold") -> None:
        """Set a heading with space around it."""
        self.y += 0.8 * LEADING
        self.line(text, size=size, font=font)
        self.y += 0.5 * LEADING

    def rule(self, x0: float, y: float, x1: float, y1: float | None = None) -> None:
        """Draw a line, y from the top."""
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - (y if y1 is None else y1))


def make_pdf(path: Path, pages: Sequence[Callable[[Sheet], None]], **options: object) -> Path:
    """Write a PDF, one function a page."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, **options)
    for number, draw in enumerate(pages, 1):
        draw(Sheet(canvas, number))
        canvas.showPage()
    canvas.save()
    return path


def source_of(path: Path) -> Source:
    """Return the source of a file."""
    sha256 = hash_file(path)
    return Source(
        path=str(path),
        file=path.name,
        report_id=make_report_id(sha256),
        sha256=sha256,
        size=path.stat().st_size,
        kind=SourceKind.PDF,
    )


def parse(path: Path, **options: object) -> Document | Skipped:
    """Parse a PDF in this process."""
    return parse_pdf(source_of(path), IngestSettings(**options), lambda *_: None)  # type: ignore[arg-type]


def parse_made(path: Path, pages: Sequence[Callable[[Sheet], None]], **options: object) -> Document:
    """Write and parse a PDF that must be readable."""
    document = parse(make_pdf(path, pages), **options)
    assert isinstance(document, Document), document
    return document


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    """Return the texts of blocks, of the kinds given or of all."""
    return [block.span.of(document.text) for block in blocks(document, *kinds)]


def blocks(document: Document, *kinds: BlockKind) -> list[Block]:
    """Return the blocks of the kinds given or all."""
    return [block for block in document.blocks if not kinds or block.kind in kinds]
