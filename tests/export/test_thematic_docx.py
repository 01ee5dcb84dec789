"""The thematic report as a Word file: opened by python-docx, and its parts read as XML."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document as WordDocument

from reportminer.export.thematic_document import make_document
from reportminer.export.thematic_docx import make_docx
from tests.export.test_thematic_page import HARM
from tests.export.thematic import make_facts, make_quote, make_themes

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def content() -> bytes:
    """The file."""
    return make_docx(make_document(make_facts()))


@pytest.fixture(scope="module")
def word(content: bytes) -> WordDocument:
    """The file, opened."""
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def body(content: bytes) -> ET.Element:
    """Its main part."""
    return read_part(content, "word/document.xml")


def read_part(content: bytes, name: str) -> ET.Element:
    """A part of the file as a tree."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ET.fromstring(archive.read(name))


def names(content: bytes, begin: str = "") -> list[str]:
    """The parts of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [name for name in archive.namelist() if name.startswith(begin)]


def test_headings_are_real(word: WordDocument) -> None:
    """The title, chapters and sections have the styles by which programs know them."""
    styles = {p.text: p.style.name for p in word.paragraphs if p.style and p.style.name}
    assert styles["What the reviews say"] == "Title"
    assert styles["Summary"] == "Heading 1"
    assert styles["✓ Good practice: Pooled budgets"] == "Heading 2"


def test_tables_have_header_rows_and_names(body: ET.Element) -> None:
    """The first row of each table repeats on each page, and a screen reader is told what the table shows."""
    tables = list(body.iter(f"{WORD}tbl"))
    assert tables
    for table in tables:
        first = table.find(f"{WORD}tr")
        assert first is not None
        assert first.find(f"{WORD}trPr/{WORD}tblHeader") is not None
        caption = table.find(f"{WORD}tblPr/{WORD}tblCaption")
        assert caption is not None
        assert caption.get(f"{WORD}val")


def test_properties_of_tables_stand_in_the_order_of_the_standard(body: ET.Element) -> None:
    """Word takes a file for damaged where they do not (ECMA-376, CT_TblPr)."""
    order = ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"]
    order += ["tblCaption", "tblDescription"]
    for properties in body.iter(f"{WORD}tblPr"):
        places = [order.index(child.tag.removeprefix(WORD)) for child in properties]
        assert places == sorted(places)


def test_charts_are_charts_with_alternative_text(content: bytes, body: ET.Element) -> None:
    """Bars, balance and curve are charts of Word; each says in words how it is drawn."""
    assert names(content, "word/charts/") == [f"word/charts/chart{n}.xml" for n in (1, 2, 3, 4)]
    drawings = [element for element in body.iter() if element.tag.endswith("}docPr")]
    assert len(drawings) == 4
    assert all(drawing.get("title") and "table" in drawing.get("descr", "") for drawing in drawings)


def test_bars_carry_their_shares_and_intervals(content: bytes) -> None:
    """The chart holds n of N in its labels, the share as length, and both ends of the interval."""
    chart = read_part(content, "word/charts/chart1.xml")
    series = next(chart.iter(f"{CHART}ser"))
    assert [v.text for v in series.iterfind(f"{CHART}cat//{CHART}v")] == ["Pooled budgets (3 of 4)"]
    assert [v.text for v in series.iterfind(f"{CHART}val//{CHART}v")] == ["0.7500"]
    assert [v.text for v in series.iterfind(f"{CHART}errBars/{CHART}plus//{CHART}v")] == ["0.1500"]
    assert [v.text for v in series.iterfind(f"{CHART}errBars/{CHART}minus//{CHART}v")] == ["0.6500"]


def test_links_lead_to_pages_and_chapters(content: bytes, body: ET.Element) -> None:
    """A citation leads to the page of the file; the list of contents to bookmarks that are there."""
    relations = read_part(content, "word/_rels/document.xml.rels")
    targets = {r.get("Id"): r.get("Target") for r in relations}
    links = list(body.iter(f"{WORD}hyperlink"))
    assert "reports/R1.pdf#page=4" in {targets.get(link.get(f"{RELATION}id")) for link in links}
    inner = {link.get(f"{WORD}anchor") for link in links if link.get(f"{WORD}anchor")}
    bookmarks = [mark.get(f"{WORD}name") for mark in body.iter(f"{WORD}bookmarkStart")]
    assert inner <= set(bookmarks)
    assert len(bookmarks) == len(set(bookmarks))


def test_the_words_are_those_of_the_page(word: WordDocument) -> None:
    """Summary and quotations read as in the other forms."""
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "The good practice that most reports tell of is pooled budgets: 3 of 4 reports (75%, likely" in text
    assert "“Budgets were pooled well.”" in text


def test_same_facts_give_the_same_bytes(content: bytes) -> None:
    """No time is kept: neither in the properties nor in the archive."""
    assert make_docx(make_document(make_facts())) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in archive.read("docProps/core.xml").split(b"<dc:title>")[1]


def test_harmful_text_stays_text() -> None:
    """Characters that XML forbids, tags and turns of direction do no harm; the file opens."""
    money, *others = make_themes()
    quoted = make_quote(HARM, citation=HARM)
    money = replace(money, label=HARM, patterns=(replace(money.patterns[0], name=HARM, quotations=(quoted,)),))
    content = make_docx(make_document(make_facts(title=HARM, themes=(money, *others))))
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    assert "<script>alert(1)</script>" in text
    assert "\x07" not in text
    assert text.count("\u202e") == text.count("\u202c") > 0
    for name in names(content, "word/charts/"):
        read_part(content, name)
