import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reportminer.ingest.docx import parse_docx
from reportminer.records import Part, SourceKind, Status
from reportminer.settings import IngestSettings
from tests.ingest.forms_builders import block_of, miss_file, outline, read_file, texts

SMALL = replace(IngestSettings(), memory_limit_mb=256)


def write(folder: Path, fill: Callable[[Any], None]) -> Path:
    """A Word file with what `fill` puts into it."""
    document = docx.Document()
    document.core_properties.title = ""
    fill(document)
    path = folder / "a.docx"
    document.save(str(path))
    return path


def rewrite(path: Path, change: Callable[[str, bytes], bytes], **added: bytes) -> Path:
    """The same archive with parts changed or added."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in (parts | added).items():
            new.writestr(name, data)
    return path


def fill_report(document: Any) -> None:
    """A small report."""
    document.sections[0].header.paragraphs[0].text = "Review of Northmarch"
    document.core_properties.author = "A. Person"
    document.core_properties.created = datetime(2018, 2, 12)
    document.add_paragraph("Local system review", style="Title")
    document.add_heading("Summary", 1)
    document.add_paragraph("Leaders shared a vision.")
    document.add_paragraph().add_run("Made by hand").bold = True
    document.add_paragraph("Under it.")
    document.add_heading("Findings", 1)
    document.add_heading("Are services well led?", 2)
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("nested", style="List Bullet 2")
    document.add_paragraph("one", style="List Number")
    document.add_paragraph("two", style="List Number")
    document.add_paragraph("Table 1: Delays", style="Caption")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Measure", "2016", "Days", "12"), strict=True):
        cell.text = text
    document.add_table(rows=1, cols=1).cell(0, 0).text = "A box that frames a case study."
    document.add_heading("References", 1)
    document.add_paragraph("Someone (2016) A book.")


def test_a_report_in_word(tmp_path: Path) -> None:
    """Styles give headings, lists and captions; tables stand in order; a frame is text."""
    document = read_file(parse_docx, write(tmp_path, fill_report), SourceKind.DOCX)
    assert outline(document) == [
        ("heading", 1, "", "Local system review"),
        ("heading", 1, "", "Summary"),
        ("paragraph", None, "", "Leaders shared a vision."),
        ("heading", 2, "", "Made by hand"),
        ("paragraph", None, "", "Under it."),
        ("heading", 1, "", "Findings"),
        ("heading", 2, "", "Are services well led?"),
        ("list_item", 1, "•", "first"),
        ("list_item", 2, "•", "nested"),
        ("list_item", 1, "1.", "one"),
        ("list_item", 1, "2.", "two"),
        ("caption", None, "", "Table 1: Delays"),
        ("table", None, "", "Measure | 2016 ; Days | 12"),
        ("paragraph", None, "", "A box that frames a case study."),
        ("heading", 1, "", "References"),
        ("paragraph", None, "", "Someone (2016) A book."),
    ]
    assert document.tables[0].caption == "Table 1: Delays"
    assert block_of(document, "Someone (2016) A book.").part is Part.REFERENCES
    assert block_of(document, "nested").section == ("Findings", "Are services well led?")


def test_a_word_file_states_its_facts(tmp_path: Path) -> None:
    """The printed title, properties as ISO dates, and the running head as front text."""
    document = read_file(parse_docx, write(tmp_path, fill_report), SourceKind.DOCX)
    assert document.title == "Local system review"
    assert dict(document.metadata)["author"] == "A. Person"
    assert dict(document.metadata)["created"] == "2018-02-12"
    assert document.front_text == "Review of Northmarch"


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Northmarch: local system review report", "Northmarch: local system review report"),
        ("Microsoft Word - draft7.docx", "Local system review"),
        ("Another template", "Local system review"),
        ("", "Local system review"),
    ],
)
def test_the_title_is_the_printed_one_or_a_fuller_property(tmp_path: Path, stated: str, title: str) -> None:
    """A file's property often comes from a template; it counts where it holds the printed title."""

    def fill(document: Any) -> None:
        fill_report(document)
        document.core_properties.title = stated

    assert read_file(parse_docx, write(tmp_path, fill), SourceKind.DOCX).title == title


def add_xml(document: Any, body: str) -> None:
    """Put XML at the end of the body."""
    document.element.body.append(parse_xml(body.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    """Inserted text is read, deleted and hidden text is not, fields give what they show."""

    def fill(document: Any) -> None:
        add_xml(
            document,
            "<w:p><w:r><w:t>Kept </w:t></w:r><w:ins><w:r><w:t>inserted </w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
            "<w:r><w:instrText> PAGEREF x </w:instrText></w:r>"
            "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>"
            "<w:r><w:tab/><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/></w:r></w:p>",
        )

    assert texts(read_file(parse_docx, write(tmp_path, fill), SourceKind.DOCX)) == ["Kept inserted link co-op"]


def test_content_controls_and_text_boxes_are_read_once(tmp_path: Path) -> None:
    """Text inside a content control and in a box is read; the copy for old programs is not."""
    names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"

    def fill(document: Any) -> None:
        body = document.element.body
        control = "<w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent>"
        body.append(parse_xml(f"<w:sdt {names}>{control}</w:sdt>"))
        choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        anchor = f"<w:r><w:t>Anchor.</w:t><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
        body.append(parse_xml(f"<w:p {names}>{anchor}</w:p>"))

    document = read_file(parse_docx, write(tmp_path, fill), SourceKind.DOCX)
    assert texts(document) == ["In a control.", "Anchor.", "In a box."]


def test_merged_cells_keep_the_columns_in_line(tmp_path: Path) -> None:
    """A cell joined over columns or rows has its text once and leaves the others empty."""

    def fill(document: Any) -> None:
        table = document.add_table(rows=3, cols=3)
        for cell in table._cells:
            cell.text = "x"
        table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "tall"

    document = read_file(parse_docx, write(tmp_path, fill), SourceKind.DOCX)
    assert document.tables[0].rows == (("wide", "", "x"), ("x", "x", "tall"), ("x", "x", ""))


NUMBERING = f"""<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="4"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%4)"/></w:lvl>
</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def test_numbers_that_word_prints_become_markers(tmp_path: Path) -> None:
    """Numbered paragraphs ("3.1") and lettered items have the marker a reader sees on paper."""

    def fill(document: Any) -> None:
        for depth in (0, 1, 2, 2, 3, 1, 2):
            paragraph = document.add_paragraph("Text.", style="Heading 1" if depth == 0 else None)
            own = paragraph._p.get_or_add_pPr()
            number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="9"/></w:numPr>'
            own.append(parse_xml(number))

    def change(name: str, data: bytes) -> bytes:
        return NUMBERING.encode() if name == "word/numbering.xml" else data

    document = read_file(parse_docx, rewrite(write(tmp_path, fill), change), SourceKind.DOCX)
    assert [(kind, marker) for kind, _, marker, _ in outline(document)] == [
        ("heading", "3"),
        ("paragraph", "3.1"),
        ("list_item", "a)"),
        ("list_item", "b)"),
        ("list_item", "(iv)"),
        ("paragraph", "3.2"),
        ("list_item", "a)"),
    ]


def test_footnotes_are_blocks_of_their_own(tmp_path: Path) -> None:
    """Notes stand at the end, without the separators that Word keeps among them."""
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>See the method.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    relation = (
        '<Relationship Id="rId99" Target="footnotes.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    kind = (
        '<Override PartName="/word/footnotes.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )

    def change(name: str, data: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return data.replace(b"</Relationships>", relation.encode())
        return data.replace(b"</Types>", kind.encode()) if name == "[Content_Types].xml" else data

    path = rewrite(
        write(tmp_path, lambda d: d.add_paragraph("Text.")), change, **{"word/footnotes.xml": notes.encode()}
    )
    document = read_file(parse_docx, path, SourceKind.DOCX)
    assert outline(document) == [("paragraph", None, "", "Text."), ("footnote", None, "1", "See the method.")]


def test_entity_bombs_are_damaged(tmp_path: Path) -> None:
    """Entities are never expanded, so that a small file cannot become a large text."""
    names = "abcdefghi"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"A" * 1000}">{entities}]>'

    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        return data.replace(b"<w:document", bomb.encode() + b"<w:document", 1).replace(b"Text", b"Text &i;")

    path = rewrite(write(tmp_path, lambda d: d.add_paragraph("Text.")), change)
    assert miss_file(parse_docx, path, SourceKind.DOCX).code is Status.DAMAGED


def test_an_archive_that_unpacks_to_too_much_is_refused_unopened(tmp_path: Path) -> None:
    """The sizes that the archive states are added up before anything is unpacked."""
    path = write(tmp_path, lambda d: d.add_paragraph("Text."))
    rewrite(path, lambda name, data: data, **{"word/media/a.bin": bytes(140 << 20)})
    skipped = miss_file(parse_docx, path, SourceKind.DOCX, SMALL)
    assert skipped.code is Status.TOO_LARGE
    assert "unpacks to 14" in skipped.reason


def cut(data: bytes) -> bytes:
    """The first half of a file."""
    return data[: len(data) // 2]


def zip_of(**parts: bytes) -> bytes:
    """An archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (cut, Status.DAMAGED, "not a whole Word file"),
        (lambda data: b"PK\x03\x04", Status.DAMAGED, "not a whole Word file"),
        (
            lambda data: data.replace(b"\x50\x4b\x01\x02", b"\x50\x4b\x01\x03"),
            Status.DAMAGED,
            "not a whole Word file",
        ),
        (lambda data: zip_of(**{"[Content_Types].xml": b"junk"}), Status.DAMAGED, "not a whole Word file"),
        (lambda data: zip_of(**{"xl/workbook.xml": b""}), Status.UNSUPPORTED, "spreadsheet"),
        (lambda data: zip_of(**{"ppt/presentation.xml": b""}), Status.UNSUPPORTED, "presentation"),
    ],
)
def test_damaged_and_other_archives(
    tmp_path: Path, make: Callable[[bytes], bytes], code: Status, words: str
) -> None:
    """What is no whole Word file says so instead of raising."""
    path = write(tmp_path, fill_report)
    path.write_bytes(make(path.read_bytes()))
    skipped = miss_file(parse_docx, path, SourceKind.DOCX)
    assert skipped.code is code
    assert words in skipped.reason


def test_a_file_without_text_is_empty(tmp_path: Path) -> None:
    """A Word file with pictures only has nothing to read."""
    assert miss_file(parse_docx, write(tmp_path, lambda d: None), SourceKind.DOCX).code is Status.EMPTY
