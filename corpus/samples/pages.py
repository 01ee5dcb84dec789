"""Pieces -> pages -> a PDF file, byte for byte the same on every build."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from corpus.samples.atoms import Atom, draw_stack, set_note
from corpus.samples.design import PAGE_HEIGHT, PAGE_WIDTH, Design
from corpus.samples.layout import NEW_PAGE, set_report
from corpus.samples.model import Report
from corpus.samples.typeset import draw_line, line_width, plain_words

NOTICE = "Illustrative report: the area and everybody in it are invented"
"""Stands at the foot of every page, so that a page torn out of its file still says what it is."""
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")


@dataclass(slots=True, kw_only=True)
class PlacedPage:
    """A page with its pieces in place."""

    placed: list[tuple[float, Atom]] = field(default_factory=list)
    """Upper edge (reportlab's y) and piece."""
    notes: list[Atom] = field(default_factory=list)
    """Lines of its footnotes."""
    label: str = ""
    """Printed page number."""
    furniture: tuple[str, ...] = ()
    """Running head and foot as printed."""

    @property
    def notes_height(self) -> float:
        """Of the footnotes with the rule above them, points."""
        return sum(atom.height for atom in self.notes) + (12 if self.notes else 0)


def place_report(report: Report, design: Design) -> list[PlacedPage]:
    """Set a report twice, the second time with the pages that its contents list, and return its pages."""
    pages = place_atoms(report, design, {})
    return place_atoms(report, design, block_labels(pages))


def place_atoms(report: Report, design: Design, labels: dict[int, str]) -> list[PlacedPage]:
    """Fill pages from top to bottom, footnotes at the foot of the page they are called on."""
    notes = {note.number: note for note in report.notes}
    small = design.face(size=design.size - 2.5)
    pages = [PlacedPage()]
    y = PAGE_HEIGHT - design.top
    for group in group_atoms(set_report(report, design, labels)):
        calls = [notes[number] for atom in group for number in atom.notes]
        note_lines = [line for note in calls for line in set_note(note, face=small, width=design.width)]
        extra = sum(line.height for line in note_lines) + (12 if note_lines and not pages[-1].notes else 0)
        needed = sum(atom.height + atom.gap for atom in group) + extra
        full = y - needed < design.bottom + pages[-1].notes_height
        if group[0] is NEW_PAGE or (full and pages[-1].placed):
            pages.append(PlacedPage())
            y = PAGE_HEIGHT - design.top
        if group[0] is NEW_PAGE:
            continue
        for atom in group:
            y -= atom.gap if pages[-1].placed else 0.0
            pages[-1].placed.append((y, atom))
            y -= atom.height
        pages[-1].notes += note_lines
    _label_pages(pages, report, design)
    return pages


def group_atoms(atoms: Iterable[Atom]) -> Iterable[list[Atom]]:
    """Put together the pieces that must stand on one page."""
    group: list[Atom] = []
    for atom in atoms:
        group.append(atom)
        if not atom.keep:
            yield group
            group = []
    if group:
        yield group


def _label_pages(pages: Sequence[PlacedPage], report: Report, design: Design) -> None:
    n_front = int(report.facts.get("front_pages", "0"))
    for index, page in enumerate(pages):
        page.label = ROMAN[index] if index < n_front else str(index - n_front + 1)
        facts = {"series": "Local system review", "month": "", **report.facts, "n": page.label}
        bare = index == 0 and report.facts.get("first_page_head") == "no"
        lines = ("" if bare else design.head.format(**facts), design.foot.format(**facts), NOTICE)
        page.furniture = tuple(line for line in lines if line)


def block_labels(pages: Sequence[PlacedPage]) -> dict[int, str]:
    """Map each block to the label of the page it begins on."""
    return {key: page.label for page in pages for _, atom in page.placed for key in atom.keys}


def block_pages(pages: Sequence[PlacedPage]) -> dict[int, int]:
    """Map each block to the page it begins on, from 1."""
    found: dict[int, int] = {}
    for number, page in enumerate(pages, start=1):
        for _, atom in page.placed:
            for key in atom.keys:
                found.setdefault(key, number)
    return found


def word_pages(pages: Sequence[PlacedPage]) -> dict[int, list[tuple[int, int]]]:
    """Map each sentence to the (first character, page) of its words, in order."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, page in enumerate(pages, start=1):
        for _, atom in page.placed:
            for word in atom.words:
                found.setdefault(word.sentence, []).append((word.offset, number))
    return found


def note_pages(pages: Sequence[PlacedPage]) -> dict[int, int]:
    """Map each footnote to its page."""
    return {
        number: index
        for index, page in enumerate(pages, start=1)
        for _, atom in page.placed
        for number in atom.notes
    }


def write_pdf(path: Path, *, report: Report, design: Design, pages: Sequence[PlacedPage]) -> None:
    """Draw the pages into a file."""
    canvas = Canvas(str(path), pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(report.facts.get("pdf_title", report.facts["title"]))
    canvas.setAuthor(report.facts.get("pdf_author", report.facts["publisher"]))
    headings = {block.number: block for block in report.blocks if block.kind == "heading"}
    for page in pages:
        _draw_page(canvas, page, design)
        keys = [key for _, atom in page.placed for key in atom.keys if key in headings]
        if report.facts.get("outline") == "yes":
            for key in keys:
                canvas.bookmarkPage(f"block{key}")
                canvas.addOutlineEntry(headings[key].text, f"block{key}", level=headings[key].level - 1)
        canvas.showPage()
    _add_labels(canvas, n_front=int(report.facts.get("front_pages", "0")))
    canvas.save()


def _add_labels(canvas: Canvas, *, n_front: int) -> None:
    if n_front:
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        canvas.addPageLabel(n_front, style="ARABIC", start=1)


def _draw_page(canvas: Canvas, page: PlacedPage, design: Design) -> None:
    for y, atom in page.placed:
        atom.draw(canvas, design.left, y)
    if page.notes:
        y = design.bottom + page.notes_height - 4
        canvas.setStrokeColor("#000000")
        canvas.setLineWidth(0.6)
        canvas.line(design.left, y, design.left + 140, y)
        draw_stack(canvas, page.notes, x=design.left, y=y - 4)
    _draw_furniture(canvas, page, design)


def _draw_furniture(canvas: Canvas, page: PlacedPage, design: Design) -> None:
    lines = [*page.furniture]
    notice = design.face(size=7.5, style="i", colour="#666666")
    draw_line(canvas, plain_words(lines.pop()), x=design.left, y=30, face=notice)
    small = design.face(size=9, colour="#444444")
    if design.foot:
        foot = plain_words(lines.pop())
        draw_line(canvas, foot, x=PAGE_WIDTH - design.right - line_width(foot, small), y=44, face=small)
    if lines:
        _draw_head(canvas, lines[0], design)


def _draw_head(canvas: Canvas, text: str, design: Design) -> None:
    y = PAGE_HEIGHT - 42
    if design.spaced:
        canvas.setFillColor("#444444")
        canvas.setFont("Helvetica", 9)
        canvas.drawString(design.left, y, text, charSpace=1.6)
        return
    draw_line(canvas, plain_words(text), x=design.left, y=y, face=design.face(size=9, colour="#444444"))
