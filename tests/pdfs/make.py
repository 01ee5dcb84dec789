"""Makes the small PDFs of this folder, one for each mended bug of structure: `python -m tests.pdfs.make`."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.made_pdfs import BODY, HEIGHT, LEADING, LEFT, PROSE, WIDTH, Sheet

FOLDER = Path(__file__).parent
UNFINISHED = "The partners had agreed a plan for the winter, and staff told us that the new team had made a great"
REST = "difference to people who were waiting to go home. They wanted it to go on in the coming year."


def _box(sheet: Sheet, x: float, top: float, width: float, height: float) -> None:
    sheet.canvas.setFillGray(0.88)
    sheet.canvas.rect(x, HEIGHT - top - height, width, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)


def box_in_a_paragraph(sheet: Sheet) -> None:
    """A shaded box stands between two lines of one paragraph."""
    sheet.paragraph(PROSE)
    sheet.paragraph(UNFINISHED)
    _box(sheet, LEFT - 6, sheet.y - 8, 460, 66)
    sheet.y += 8
    sheet.line("Case study: the home team", font="Helvetica-Bold")
    sheet.line("Anna was able to go home on the day that she was well enough.")
    sheet.line("Her daughter had one number that she could ring at any hour.", step=40)
    sheet.paragraph(REST)


def sidebar(sheet: Sheet) -> None:
    """A box stands beside the text, whose lines are shorter there."""
    _box(sheet, 380, 80, 150, 130)
    for index, line in enumerate(simpleSplit("Leaders said that " + PROSE, "Helvetica", 9, 130)):
        sheet.at(line, 390, 96 + 11 * index, size=9)
    for index, line in enumerate(simpleSplit(f"{PROSE} {UNFINISHED} {REST}", "Helvetica", BODY, 290)):
        sheet.at(line, LEFT, 90 + LEADING * index)


def hidden_text(sheet: Sheet) -> None:
    """Text without ink and white text on white paper stand on the page; white text on a dark band can be read."""
    sheet.canvas.setFillGray(0.1)
    sheet.canvas.rect(LEFT - 6, HEIGHT - 112, 460, 30, stroke=0, fill=1)
    sheet.canvas.setFillGray(1)
    sheet.at("Are services effective?", LEFT, 102, size=16, font="Helvetica-Bold")
    sheet.at("This was painted over by the designer.", LEFT, 300)
    sheet.canvas.setFillGray(0)
    sheet.y = 160
    sheet.paragraph(PROSE)
    text = sheet.canvas.beginText(LEFT, HEIGHT - 340)
    text.setFont("Helvetica", BODY)
    text.setTextRenderMode(3)
    text.textLine("Nobody can see this line.")
    sheet.canvas.drawText(text)


def note_marks(sheet: Sheet) -> None:
    """Two marks in the text lead to two notes at the foot."""
    sheet.line("Delays had fallen in the year")
    width = sheet.canvas.stringWidth("Delays had fallen in the year", "Helvetica", BODY)
    sheet.at("1", LEFT + width, 86, size=6)
    sheet.at("and stays were shorter.", LEFT + width + 8, 90)
    end = LEFT + width + 8 + sheet.canvas.stringWidth("and stays were shorter.", "Helvetica", BODY)
    sheet.at("2", end, 86, size=6)
    sheet.y += 10
    sheet.paragraph(PROSE)
    sheet.rule(LEFT, 700, 220)
    for index, note in enumerate(("National data for the year.", "Evidence of the trust.")):
        sheet.at(str(index + 1), LEFT, 711 + 12 * index, size=6)
        sheet.at(note, LEFT + 8, 714 + 12 * index, size=8)


def glued_number(sheet: Sheet) -> None:
    """The number of a paragraph stands right before its bold text, without a space."""
    for number in ("7.46.", "7.47."):
        sheet.at(number, LEFT, sheet.y)
        x = LEFT + sheet.canvas.stringWidth(number, "Helvetica", BODY)
        sheet.at("We commend", x, sheet.y, font="Helvetica-Bold")
        after = x + sheet.canvas.stringWidth("We commend ", "Helvetica-Bold", BODY)
        sheet.at("the partners for their work on the plan for the winter.", after, sheet.y)
        sheet.y += 30


def signature(sheet: Sheet) -> None:
    """A foreword ends in a name in bold and a date."""
    sheet.heading("Foreword")
    sheet.paragraph(PROSE)
    sheet.y += 40
    sheet.line("Dame Example Person", font="Helvetica-Bold", step=28)
    sheet.line("18 July 2024", font="Helvetica-Bold")


def quoted(sheet: Sheet) -> None:
    """The last paragraph of a quotation in italics ends in a full stop within the quotation marks."""
    sheet.paragraph(PROSE)
    sheet.paragraph("“There was no plan at all for that winter in this place.", x=100, font="Helvetica-Oblique")
    sheet.y += 6
    sheet.paragraph("As far as possible people should go home.”", x=100, font="Helvetica-Oblique")
    sheet.paragraph(PROSE)


def imprint(sheet: Sheet) -> None:
    """The last page holds nothing but copyright and numbers."""
    for line in ("© Crown copyright 2024", "ISBN 978-1-5286-0000-0", "Printed in the UK by Example Ltd."):
        sheet.line(line, step=24)


def body(sheet: Sheet) -> None:
    """A page of text."""
    sheet.heading("Are services well led?")
    for _ in range(4):
        sheet.paragraph(PROSE)


def first_contents(sheet: Sheet) -> None:
    """A list of contents that fills its page."""
    sheet.heading("Contents", size=18)
    for index, title in enumerate(("Summary", "Are services safe?", "Are services effective?", "References")):
        sheet.line(f"{title} {'.' * 40} {2 * index + 3}")


def last_contents(sheet: Sheet) -> None:
    """The last entries of the contents stand at the top of the next page."""
    sheet.line("Formal minutes 40", font="Helvetica-Bold", step=24)
    sheet.line("Appendix: witnesses 41", font="Helvetica-Bold", step=40)
    sheet.paragraph(PROSE)


def outlined(sheet: Sheet) -> None:
    """Two titles in the type of the body; only the file's outline says that they are headings."""
    for title, level in (("Strategy and vision", 0), ("Working with carers", 1)):
        sheet.canvas.bookmarkPage(title)
        sheet.canvas.addOutlineEntry(title, title, level)
        sheet.paragraph(title)
        sheet.paragraph(PROSE)
    sheet.canvas.bookmarkPage("well led")
    sheet.canvas.addOutlineEntry("Are services well led?", "well led", 0)
    sheet.heading("Are services well led?", size=13)
    sheet.paragraph(PROSE)


def tagged(kinds: Sequence[str]) -> Callable[[Sheet], None]:
    """A page whose blocks are marked content 0, 1, 2 ...; titles are set like the body."""

    def draw(sheet: Sheet) -> None:
        for mark, kind in enumerate(kinds):
            title = kind.startswith("H")
            sheet.canvas._code.append(f"/{kind} <</MCID {mark}>> BDC")
            text = f"Title of part {mark}" if title else PROSE
            sheet.paragraph(text, font="Helvetica-Bold" if title else "Helvetica")
            sheet.canvas._code.append("EMC")

    return draw


def with_tree(pdf: bytes, kinds: Sequence[str]) -> bytes:
    """Return a PDF of one page with a structure tree of one element a block."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    page = writer.pages[0]
    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    place = writer._add_object(root)
    elements = ArrayObject()
    for mark, kind in enumerate(kinds):
        element = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject(f"/{kind}"),
                NameObject("/P"): place,
                NameObject("/Pg"): page.indirect_reference,
                NameObject("/K"): NumberObject(mark),
            }
        )
        elements.append(writer._add_object(element))
    root[NameObject("/K")] = elements
    nums = ArrayObject([NumberObject(0), writer._add_object(ArrayObject(elements))])
    root[NameObject("/ParentTree")] = writer._add_object(DictionaryObject({NameObject("/Nums"): nums}))
    page[NameObject("/StructParents")] = NumberObject(0)
    writer._root_object[NameObject("/StructTreeRoot")] = place
    writer._root_object[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


TREE = ("H1", "P", "H2", "P", "H2", "P", "H1", "P")
PAGES: dict[str, Sequence[Callable[[Sheet], None]]] = {
    "box-in-a-paragraph": (box_in_a_paragraph,),
    "sidebar": (sidebar,),
    "hidden-text": (hidden_text,),
    "note-marks": (note_marks,),
    "glued-number": (glued_number,),
    "signature": (signature,),
    "quoted-in-italics": (quoted,),
    "imprint": (body, body, imprint),
    "contents-go-on": (first_contents, last_contents, body),
    "outlined": (outlined,),
}


def make(pages: Sequence[Callable[[Sheet], None]]) -> bytes:
    """Return a PDF, one function a page."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(WIDTH, HEIGHT), invariant=1)
    for number, draw in enumerate(pages, 1):
        draw(Sheet(canvas, number))
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def main() -> None:
    """Write every file of this folder anew."""
    for name, pages in PAGES.items():
        (FOLDER / f"{name}.pdf").write_bytes(make(pages))
    (FOLDER / "tagged.pdf").write_bytes(with_tree(make([tagged(TREE)]), TREE))
    all_headings = ("H1",) * len(TREE)
    (FOLDER / "tagged-all-headings.pdf").write_bytes(with_tree(make([tagged(TREE)]), all_headings))


if __name__ == "__main__":
    main()
