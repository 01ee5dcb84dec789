"""Workbooks: cells of the right kind, real tables, the limits of Excel, the same bytes."""

import re
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportminer.export import workbook
from reportminer.export.model import Column, Kind
from reportminer.export.workbook_cells import LONGEST_TEXT, cut, is_too_long, make_cell, read_full_date
from reportminer.export.workbook_columns import choose_height, choose_width, make_heading, make_headings
from reportminer.export.workbook_model import Link, make_sheet_name
from reportminer.export.workbook_plan import PLANS
from tests.export.workbooks import SPACE, make_sheet, open_book, read_xml, table_rows, write

TEXT = Column(name="text", meaning="Words.")
COUNT = Column(name="n_reports", meaning="A number.", kind=Kind.INTEGER)
SHARE = Column(name="share_of_reports", meaning="A share.", kind=Kind.NUMBER, unit="0 to 1", low=0, high=1)
VALUE = Column(name="value", meaning="Any number.", kind=Kind.NUMBER)
DAY = Column(name="published", meaning="A date.", kind=Kind.DATE)
FLAG = Column(name="counted", meaning="Whether.", kind=Kind.BOOLEAN)
ITEMS = Column(name="patterns", meaning="Items.", kind=Kind.LIST)
LINK = Column(name="link", meaning="Leads there.")
ALL = (TEXT, COUNT, SHARE, VALUE, DAY, FLAG, ITEMS, LINK)


def one_row(**cells: Any) -> dict[str, Any]:
    """A row with something in each column."""
    row = {
        "text": "Words",
        "n_reports": 1200,
        "share_of_reports": 0.51234567,
        "value": 2.5,
        "published": "2018-02-12",
        "counted": True,
        "patterns": ("one", "two"),
        "link": Link(text="Page 3, a.pdf", target="../reports/a.pdf#page=3"),
    }
    return row | cells


def cell_of(column: Column, value: Any) -> Any:
    """The first cell of a column, written and read again."""
    data, _ = write(make_sheet([column], [{column.name: value}]))
    return open_book(data)["Things"]["A6"]


def test_cells_are_of_their_kind() -> None:
    """Numbers are numbers, full dates dates, whether is yes or no, lists have ; between, and texts are texts."""
    data, _ = write(make_sheet(ALL, [one_row()]))
    (row,) = table_rows(open_book(data)["Things"])
    assert row == {
        "Text": "Words",
        "Number of reports": 1200,
        "Share of reports": 0.5123,
        "Value": 2.5,
        "Date published": datetime(2018, 2, 12),
        "Counted": "yes",
        "Patterns": "one; two",
        "Open the page": "Page 3, a.pdf",
    }


@pytest.mark.parametrize(
    ("column", "value", "form"),
    [
        (COUNT, 3, "#,##0_)"),
        (SHARE, 0.5, "0.0%_)"),
        (VALUE, 34_000_000.0, "#,##0_)"),
        (VALUE, 76.5, "#,##0.####_)"),
        (DAY, "2018-02-12", "yyyy\\-mm\\-dd"),
        (Column(name="page", meaning="Page.", kind=Kind.INTEGER), 1200, "0_)"),
    ],
)
def test_numbers_have_a_sensible_form(column: Column, value: Any, form: str) -> None:
    """Thousands are apart, shares are percentages, pages have no comma."""
    assert cell_of(column, value).number_format.replace("\\", "") == form.replace("\\", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-ve", "@home", "\t=1", "'=1", "  =cmd|' /C calc'!A0", "＝1"])
def test_no_text_runs(text: str) -> None:
    """A text that looks like a formula is a text, is marked as one for whoever edits it, and is not changed."""
    cell = cell_of(TEXT, text)
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    """Letter by letter, and never as a formula."""
    cell = cell_of(TEXT, text)
    assert (cell.data_type, cell.value) == ("s", text)


@given(text=st.text(min_size=1))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_file(text: str) -> None:
    """Control characters and halves of letters, too: every part stays well-formed, and no cell is a formula."""
    data, _ = write(make_sheet([TEXT], [{"text": text}]))
    sheets = read_xml(data, r"xl/(?:worksheets/sheet\d+|sharedStrings)\.xml")
    assert not any(sheet.xpath("//m:f", namespaces=SPACE) for sheet in sheets.values())
    assert len(sheets) == 5


@pytest.mark.parametrize("text", ["2018", "2018-02", "2018-02-30", "1899-12-31", "12 May 2018", ""])
def test_other_dates_stay_texts(text: str) -> None:
    """A year, a month, and a day that no calendar or spreadsheet has, are no dates."""
    assert read_full_date(text) is None
    assert make_cell(DAY, text) == (text or None)


def test_a_table_is_a_real_one() -> None:
    """It spans header and rows, has filters, and its headings are those in the cells; the header stays in view."""
    data, _ = write(make_sheet(ALL, [one_row(), one_row()]))
    sheet = open_book(data)["Things"]
    (table,) = sheet.tables.values()
    assert (table.name, table.ref, table.autoFilter.ref) == ("table_Things", "A5:H7", "A5:H7")
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[5]]
    assert sheet.freeze_panes == "A6"
    assert not sheet.merged_cells.ranges


def test_a_sheet_says_what_it_is() -> None:
    """Cell A1 is its title with its notes; above the table stand no empty rows."""
    data, _ = write(make_sheet([TEXT], [{"text": "Words"}]))
    sheet = open_book(data)["Things"]
    assert sheet["A1"].value == "Things [note 1]"
    assert sheet["A2"].value.startswith("This sheet contains one table. One row is a thing.")
    assert [sheet[f"A{row}"].value for row in (3, 4)] == ["Go to the contents", "Go to the notes"]
    assert sheet["A3"].hyperlink.location == "'Contents'!A1"


def test_contents_lead_to_sheets() -> None:
    """Each sheet is listed with its rows; a table without rows is listed and has no sheet."""
    empty = make_sheet([TEXT], [], name="Empty")
    data, written = write(make_sheet([TEXT], [{"text": "Words"}]), empty)
    book = open_book(data)
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Things"]
    assert [(row["Sheet"], row["Rows"]) for row in table_rows(book["Contents"])] == [
        ("Things", 1),
        ("Empty (empty, so left out)", 0),
    ]
    assert book["Contents"]["A4"].hyperlink.location == "'Things'!A1"
    assert [sheet.n_rows for sheet in written] == [1, 0]


def test_links_lead_to_pages() -> None:
    """A link goes to a file as seen from the workbook, and to its page; what is gone is text alone."""
    data, _ = write(make_sheet([LINK], [one_row(), one_row(link=Link(text="Page 3, a.pdf", target=""))]))
    rels = read_xml(data, r"xl/worksheets/_rels/sheet4\.xml\.rels")
    targets = [e.get("Target", "") for e in rels["xl/worksheets/_rels/sheet4.xml.rels"] if e.get("TargetMode")]
    assert [target.replace("\\", "/") for target in targets] == ["../reports/a.pdf"]
    sheet = open_book(data)["Things"]
    assert sheet["A6"].hyperlink.location == "page=3"
    assert (sheet["A7"].hyperlink, sheet["A7"].value) == (None, "Page 3, a.pdf")


def test_long_texts_are_cut_and_counted() -> None:
    """A text longer than a cell says that it was cut; the longest that fits is whole."""
    data, (written,) = write(
        make_sheet([TEXT], [{"text": "x" * 40_000}, {"text": "y" * LONGEST_TEXT}, {"text": "😀" * 20_000}])
    )
    texts = [row["Text"] for row in table_rows(open_book(data)["Things"])]
    assert written.n_cut == 2
    assert texts[0].endswith("have the whole text]")
    assert texts[1] == "y" * LONGEST_TEXT
    assert all(len(text.encode("utf-16-le")) <= 2 * LONGEST_TEXT for text in texts)
    assert written.list_losses() == ("The ends of 2 long texts in the sheet Things",)


def test_lines_are_cut_too() -> None:
    """A cell has at most 253 line feeds."""
    assert is_too_long("a\n" * 300)
    assert not is_too_long(cut("a\n" * 300))


def test_rows_without_room_are_counted() -> None:
    """A sheet takes what it has room for, says so in its second row, and says how many rows it left out."""
    sheet = replace(make_sheet([TEXT], ({"text": str(n)} for n in range(9))), most_rows=5)
    data, (written,) = write(sheet)
    assert (written.n_rows, written.n_left_out) == (5, 4)
    shown = open_book(data)["Things"]
    assert len(table_rows(shown)) == 5
    assert "the first 5 of 9 rows" in shown["A2"].value
    assert written.list_losses() == ("4 rows, for which the sheet Things has no room",)


def test_no_table_is_longer_than_a_sheet() -> None:
    """Title, header and rows together are at most as many rows as Excel has."""
    assert all(plan.most_rows + 5 <= 1_048_576 for plan in PLANS.values())


def test_links_without_room_are_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel takes so many links a sheet and no more."""
    monkeypatch.setattr(workbook, "MOST_LINKS", 1)
    data, (written,) = write(make_sheet([LINK], [one_row(), one_row()]))
    assert written.n_plain == 1
    assert [cell.hyperlink is not None for cell in open_book(data)["Things"]["A"][5:]] == [True, False]


def test_same_content_same_bytes() -> None:
    """Two writings are equal byte for byte, and no part of the file has a time of today."""
    first, second = (write(make_sheet(ALL, [one_row()]))[0] for _ in range(2))
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        assert b"1980-01-01" in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("wish", "taken", "name"),
    [
        ("Findings", (), "Findings"),
        ("a/b: [c]?", (), "a_b_c"),
        ("findings", ("Findings",), "findings_2"),
        ("x" * 40, (), "x" * 31),
        ("x" * 40, ("x" * 31,), "x" * 29 + "_2"),
        ("History", (), "History_2"),
        ("'", (), "Sheet"),
    ],
)
def test_names_of_sheets(wish: str, taken: tuple[str, ...], name: str) -> None:
    """They have at most 31 characters that Excel takes, and differ in more than case."""
    assert make_sheet_name(wish, taken) == name
    assert not re.search(r"[\[\]:*?/\\]", name)


def test_headings_are_plain_and_differ() -> None:
    """They say what a column holds; two columns of one heading are told apart, as Excel wants it."""
    assert make_heading(COUNT) == "Number of reports"
    assert make_heading(Column(name="n_by_staff", meaning="", kind=Kind.INTEGER)) == "In the words of staff"
    assert make_heading(Column(name="precision_low", meaning="", kind=Kind.NUMBER)).endswith("end of 95% interval")
    area = Column(name="area", meaning="")
    assert make_headings([area, Column(name="Area", meaning="")]) == ("Area", "Area (2)")


def test_widths_and_heights_fit() -> None:
    """Short texts get a column of their width, long ones a wide column; rows are as high as their longest text."""
    assert choose_width(TEXT, "Text", ["twelve words"] * 10) == 14
    assert choose_width(TEXT, "Text", ["word " * 80] * 10) == 60
    assert choose_width(LINK, "Open the page", ["word " * 80] * 10) == 32
    assert choose_width(TEXT, "Text", [*[""] * 90, *["twelve words"] * 10]) == 14
    assert choose_width(TEXT, "Text", [*["a"] * 99, "uncoordinated_commissioning"]) == 28
    assert choose_height([("short", 60), ("word " * 60, 60)]) == pytest.approx(15.75 * 5, abs=16)
    assert choose_height([("x" * 50_000, 10)]) == 409


def test_a_value_of_another_kind_is_refused() -> None:
    """A cell that does not fit its column is a mistake of the program."""
    with pytest.raises(TypeError, match="cannot hold"):
        make_cell(COUNT, "three")
