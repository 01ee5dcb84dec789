"""What python-docx has no words for: links, bookmarks, borders, charts with alternative text, and equal bytes."""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU_IN_A_TWIP = 635
_FIXED = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the earliest that it can state."""
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def add_run(paragraph: WordParagraph, text: str, *, style: str = "", parent: Any = None) -> Any:
    """Add words to a paragraph, or to a link in it, and return the run."""
    run = paragraph.add_run(text)
    if style:
        run._r.style = style
    if parent is not None:
        parent.append(run._r)
    return run


def add_link(paragraph: WordParagraph, text: str, *, address: str = "", bookmark: str = "") -> None:
    """Add words that lead to an address or to a bookmark."""
    link = _make("w:hyperlink")
    if address:
        link.set(qn("r:id"), paragraph.part.relate_to(address, KIND.HYPERLINK, is_external=True))
    else:
        link.set(qn("w:anchor"), bookmark)
    paragraph._p.append(link)
    add_run(paragraph, text, style="Hyperlink", parent=link)


def add_bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    """Name a paragraph, so that links can lead to it; the number differs from that of all others."""
    start, end = _make("w:bookmarkStart", id=str(number), name=name), _make("w:bookmarkEnd", id=str(number))
    paragraph._p.append(start)
    paragraph._p.append(end)


def add_page_number(paragraph: WordParagraph) -> None:
    """Add the number of the page."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            run.append(_make("w:fldChar", fldCharType=kind))
        else:
            instruction = _make("w:instrText")
            instruction.text = text
            run.append(instruction)


def set_border(paragraph: WordParagraph, side: str, *, colour: str, kind: str = "single", width: int = 18) -> None:
    """Draw a line beside a paragraph; the width counts eighths of a point."""
    borders = _make("w:pBdr")
    borders.append(_make(f"w:{side}", val=kind, sz=str(width), space="8", color=colour))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr"
    )


def _cell_of(paragraph: WordParagraph) -> Any:
    return paragraph._p.getparent()


def shade_cell(paragraph: WordParagraph, colour: str) -> None:
    """Fill the cell of a paragraph with a colour."""
    _cell_of(paragraph).get_or_add_tcPr().append(_make("w:shd", val="clear", color="auto", fill=colour))


def add_paragraph(document: WordDocument, style: str, text: str = "") -> WordParagraph:
    """Add a paragraph at the end of a document."""
    paragraph = document.add_paragraph()
    set_style(paragraph, style)
    if text:
        paragraph.add_run(text)
    return paragraph


def add_table(document: WordDocument, n_rows: int, n_columns: int) -> tuple[WordTable, list[list[WordParagraph]]]:
    """Add a table at the end of a document, and return it with the paragraph of each cell by row.

    Cells are reached here by their elements: python-docx would lay out the whole table for each of them anew.
    """
    table = document.add_table(rows=n_rows, cols=n_columns)
    rows = [[WordParagraph(cell.p_lst[0], document._body) for cell in row.tc_lst] for row in table._tbl.tr_lst]
    return table, rows


def set_up_table(table: WordTable, *, caption: str, description: str = "") -> None:
    """Give a table thin lines between its rows, a header that repeats on each page, and an alternative text."""
    properties: Any = table._tbl.tblPr
    borders = _make("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_make(f"w:{side}", val="single", sz="4", space="0", color="C3C9CF"))
    properties.find(qn("w:tblW")).addnext(borders)
    borders.addnext(_make("w:tblLayout", type="fixed"))
    properties.append(_make("w:tblCaption", val=caption))
    if description:
        properties.append(_make("w:tblDescription", val=description))
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().append(_make("w:cantSplit"))
    table._tbl.tr_lst[0].get_or_add_trPr().append(_make("w:tblHeader"))


def turn_cell(paragraph: WordParagraph) -> None:
    """Let the words of a cell run upwards."""
    _cell_of(paragraph).get_or_add_tcPr().append(_make("w:textDirection", val="btLr"))


def set_height(paragraph: WordParagraph, twips: int) -> None:
    """Fix the height of a cell's row, in twentieths of a point."""
    _cell_of(paragraph).getparent().get_or_add_trPr().append(_make("w:trHeight", val=str(twips), hRule="exact"))


def set_widths(table: WordTable, weights: Sequence[float], *, whole: int) -> None:
    """Divide a width in English metric units among the columns of a table."""
    twips = [round(whole / _EMU_IN_A_TWIP * weight / sum(weights)) for weight in weights]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, twips, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table._tbl.tr_lst:
        cells: Sequence[Any] = row.tc_lst
        for cell, width in zip(cells, twips, strict=True):
            cell.tcPr.find(qn("w:tcW")).set(qn("w:w"), str(width))


def set_style(paragraph: WordParagraph, name: str) -> None:
    """Give a paragraph a style by its id; by its name python-docx would look through all styles each time."""
    paragraph._p.style = name.replace(" ", "")


def add_chart(
    document: WordDocument, content: bytes, *, number: int, title: str, description: str, width: int, height: int
) -> None:
    """Add a chart in a paragraph of its own.

    Args:
        document: to which.
        content: the part that holds it; see `thematic_docx_charts`.
        number: of the chart, from 1.
        title: what it shows.
        description: for who cannot see it.
        width: in English metric units, 914,400 an inch.
        height: likewise.
    """
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, _CHART_TYPE, content, document.part.package)
    paragraph = document.add_paragraph()
    run = paragraph.add_run()
    inline = _make_inline(number, title=title, description=description, width=Emu(width), height=Emu(height))
    chart = inline.makeelement(f"{{{_CHART}}}chart", {}, {"c": _CHART, "r": _RELATIONS})
    chart.set(f"{{{_RELATIONS}}}id", document.part.relate_to(part, KIND.CHART))
    inline.find(f".//{{{_DRAWING}}}graphicData").append(chart)
    drawing = _make("w:drawing")
    drawing.append(inline)
    run._r.append(drawing)


def _make_inline(number: int, *, title: str, description: str, width: int, height: int) -> Any:
    inline = OxmlElement("wp:inline", attrs={"distT": "0", "distB": "0", "distL": "0", "distR": "0"})
    inline.append(OxmlElement("wp:extent", attrs={"cx": str(width), "cy": str(height)}))
    inline.append(
        OxmlElement(
            "wp:docPr", attrs={"id": str(number), "name": f"Figure {number}", "title": title, "descr": description}
        )
    )
    inline.append(OxmlElement("wp:cNvGraphicFramePr"))
    graphic = OxmlElement("a:graphic")
    graphic.append(OxmlElement("a:graphicData", attrs={"uri": _CHART}))
    inline.append(graphic)
    return inline


def save_bytes(document: WordDocument) -> bytes:
    """Return the file, the same bytes for the same content: no times, fixed dates in the archive."""
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(b"", content)
            member = zipfile.ZipInfo(name, date_time=_FIXED)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, content)
    return packed.getvalue()


def _make(tag: str, **attributes: str) -> Any:
    return OxmlElement(tag, attrs={qn(f"w:{name}"): value for name, value in attributes.items()})
