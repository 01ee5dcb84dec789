"""Tables: rows and columns that no line parts, merged heads, tables over pages; drawings are no tables."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from reportminer.ingest.pieces import is_figure
from reportminer.records import BlockKind
from tests.ingest.made_pdfs import PROSE, Sheet, blocks, parse_made, texts

Row = Sequence[str]
FIGURES = (("Bulgaria", "2.3", "3.2"), ("Cyprus", "0.21", "-"), ("Czech Republic", "8.8", "13.4"))
XS = (72.0, 230.0, 330.0, 430.0)


def set_row(sheet: Sheet, cells: Row, y: float, *, xs: Sequence[float] = XS, font: str = "Helvetica") -> None:
    """Set the cells of one row."""
    for x, cell in zip(xs, cells, strict=False):
        if cell:
            sheet.at(cell, x + 4, y, size=10, font=font)


def set_rules(sheet: Sheet, ys: Sequence[float], xs: Sequence[float] = ()) -> None:
    """Draw lines across at `ys`, and lines down at `xs` from the first to the last of them."""
    for y in ys:
        sheet.rule(72, y, 430, y)
    for x in xs:
        sheet.rule(x, ys[0], x, ys[-1])


def test_rows_of_figures_between_two_lines_are_rows(tmp_path: Path) -> None:
    """A ruled table with lines only under its head and over its total has one row for each line of figures."""

    def draw(sheet: Sheet) -> None:
        set_rules(sheet, (200, 216, 270, 286), XS)
        set_row(sheet, ("Country", "Cohesion", "Convergence"), 212, font="Helvetica-Bold")
        for index, row in enumerate(FIGURES):
            set_row(sheet, row, 230 + 16 * index)
        set_row(sheet, ("Total", "11.31", "16.6"), 282)

    document = parse_made(tmp_path / "a.pdf", [draw])
    rows = (("Country", "Cohesion", "Convergence"), *FIGURES, ("Total", "11.31", "16.6"))
    assert document.tables[0].rows == rows


def test_a_label_over_two_lines_stays_one_row(tmp_path: Path) -> None:
    """The second line of a label belongs to the row whose figure stands beside its first line."""

    def draw(sheet: Sheet) -> None:
        set_rules(sheet, (200, 216, 270), XS)
        set_row(sheet, ("Measure", "2017", "2018"), 212)
        set_row(sheet, ("People who went home", "118", "71"), 230)
        set_row(sheet, ("within a day",), 242)
        set_row(sheet, ("Delayed days", "17.6", "8.1"), 262)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert document.tables[0].rows == (
        ("Measure", "2017", "2018"),
        ("People who went home within a day", "118", "71"),
        ("Delayed days", "17.6", "8.1"),
    )


def test_paragraphs_side_by_side_in_a_ruled_row_stay_one_row(tmp_path: Path) -> None:
    """Cells of several lines of words are not cut into rows, though their lines stand at one height."""

    def draw(sheet: Sheet) -> None:
        set_rules(sheet, (200, 216, 260), XS)
        set_row(sheet, ("Stage", "What was done", "What it led to"), 212)
        set_row(sheet, ("First", "plans were", "beds that were"), 230)
        set_row(sheet, ("", "made together", "free sooner"), 242)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert document.tables[0].rows[1] == ("First", "plans were made together", "beds that were free sooner")


def test_columns_of_figures_in_a_ruled_column_are_parted(tmp_path: Path) -> None:
    """Figures side by side in one ruled column are columns, and the head over both covers both."""

    def draw(sheet: Sheet) -> None:
        set_rules(sheet, (200, 216, 232, 248, 264, 280), (72, 230, 430))
        set_row(sheet, ("", "Female students"), 212, xs=(72, 290))
        set_row(sheet, ("Cluster", "Sample", "Population"), 228)
        for index, row in enumerate(FIGURES):
            set_row(sheet, row, 244 + 16 * index)

    table = parse_made(tmp_path / "a.pdf", [draw]).tables[0]
    assert table.rows == (("", "Female students", ""), ("Cluster", "Sample", "Population"), *FIGURES)
    assert table.merged == ((0, 1, 1, 2),)


def test_a_table_without_any_line_is_found(tmp_path: Path) -> None:
    """Figures in columns with labels before them are a table with head and caption; the prose round it is not."""

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        y = sheet.y + 20
        sheet.at("Table 4: Funds by country", 72, y, font="Helvetica-Bold")
        set_row(sheet, ("Country", "Cohesion", "Convergence"), y + 22)
        for index, row in enumerate(FIGURES):
            set_row(sheet, row, y + 38 + 16 * index)
        sheet.y = y + 130
        sheet.paragraph(PROSE)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert [table.rows for table in document.tables] == [(("Country", "Cohesion", "Convergence"), *FIGURES)]
    assert document.tables[0].caption == "Table 4: Funds by country"
    assert texts(document, BlockKind.PARAGRAPH) == [PROSE, PROSE]


def test_a_list_of_contents_is_no_table(tmp_path: Path) -> None:
    """Titles with a number before and a page after them are not taken for rows of figures."""

    def draw(sheet: Sheet) -> None:
        sheet.heading("Contents")
        for number, title in enumerate(("Summary", "What we found", "What should be done", "Annex"), 1):
            set_row(sheet, (str(number), title, str(4 * number)), 150 + 16 * number, xs=(72, 100, 480))

    assert parse_made(tmp_path / "a.pdf", [draw]).tables == ()


def test_a_shaded_head_is_a_row_of_its_own(tmp_path: Path) -> None:
    """Where no line but only its shading ends the head, and one path fills all its cells, the head is a row."""

    def draw(sheet: Sheet) -> None:
        path = sheet.canvas.beginPath()
        for x0, x1 in ((72, 230), (230, 430)):
            path.rect(x0, 842 - 216, x1 - x0, 16)
        sheet.canvas.setFillColorRGB(0.7, 0.8, 0.9)
        sheet.canvas.drawPath(path, fill=1, stroke=0)
        sheet.canvas.setFillColorRGB(0, 0, 0)
        set_rules(sheet, (200, 250, 282), (72, 230, 430))
        set_row(sheet, ("Term", "Meaning"), 212)
        set_row(sheet, ("Delayed day", "a day in a bed that"), 228)
        set_row(sheet, ("", "need not have been"), 240)
        set_row(sheet, ("Reablement", "help to live at home"), 264)

    assert parse_made(tmp_path / "a.pdf", [draw]).tables[0].rows == (
        ("Term", "Meaning"),
        ("Delayed day", "a day in a bed that need not have been"),
        ("Reablement", "help to live at home"),
    )


def test_a_table_over_two_pages_is_one_with_its_head_once(tmp_path: Path) -> None:
    """A table that begins again with the same head on the next page is one table that stands on both."""

    def draw(sheet: Sheet) -> None:
        set_rules(sheet, (90, 106, 122, 138, 154), XS)
        set_row(sheet, ("Country", "Cohesion", "Convergence"), 102)
        for index, (name, *rest) in enumerate(FIGURES):
            set_row(sheet, (f"{name} {sheet.number}", *rest), 118 + 16 * index)

    document = parse_made(tmp_path / "a.pdf", [draw, draw])
    assert [len(table.rows) for table in document.tables] == [7]
    assert [row[0] for row in document.tables[0].rows[3:5]] == ["Czech Republic 1", "Bulgaria 2"]
    assert [region.page for region in blocks(document, BlockKind.TABLE)[0].regions] == [1, 2]


def test_boxes_and_arrows_are_no_table(tmp_path: Path) -> None:
    """The words of an organisation chart are kept as what is no text: no table and no paragraph."""
    names = ("Cabinet", "Health Board", "Trust", "Council", "Hospital", "Forum", "Public Health", "Agency")

    def draw(sheet: Sheet) -> None:
        sheet.paragraph(PROSE)
        for index, name in enumerate(names):
            x, y = 80 + 55 * (index % 4) + 9 * index, 220 + 47 * index
            sheet.canvas.rect(x, 842 - y - 24, 84, 24)
            sheet.at(name, x + 4, y + 15, size=8)
            sheet.rule(x + 40, y + 24, x + 40, y + 47)
            sheet.rule(x + 40, y + 47, x + 140, y + 47)

    document = parse_made(tmp_path / "a.pdf", [draw])
    assert document.tables == ()
    assert texts(document, BlockKind.PARAGRAPH) == [PROSE]
    assert all(name in document.text for name in names)


def test_the_grid_of_a_chart_is_no_table(tmp_path: Path) -> None:
    """Lines across with an axis that counts up from 0 are a chart."""

    def draw(sheet: Sheet) -> None:
        set_rules(sheet, (200, 220, 240, 260, 280), (72, 230, 430))
        for index, (year, value) in enumerate((("2001", "30.5"), ("2005", "29.7"), ("2010", "28.7"))):
            set_row(sheet, (year, value), 214 + 20 * index)
        set_row(sheet, ("0%", "10%", "20%", "30%", "40%"), 275, xs=(80, 150, 220, 290, 360))

    assert parse_made(tmp_path / "a.pdf", [draw]).tables == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("17.4%", True), ("1269 (19.9%)", True), ("£2.3m", True), ("-", True), ("n/a", True), ("8 weeks", False)],
)
def test_a_figure_is_told_from_words(text: str, expected: bool) -> None:
    """Figures, shares, sums and signs for none are figures; a phrase with a number is none."""
    assert is_figure(text) is expected
