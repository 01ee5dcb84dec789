"""Writes a workbook for people after the UK guidance for statistics in spreadsheets.

Beyond that guidance each table has filters and a fixed header, which it advises against and users of long tables
need; the cover says how to take them away.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, islice
from typing import BinaryIO

from reportminer.export.workbook_book import Book, Page
from reportminer.export.workbook_cells import Written, cut, is_too_long, make_cell
from reportminer.export.workbook_columns import Look, choose_height, choose_look, choose_width, make_headings
from reportminer.export.workbook_model import Link, Note, Sheet, SheetRow, SheetWritten

MOST_LINKS = 65_530
"""Links of a sheet. Source: Excel specifications and limits (Microsoft)."""
LONGEST_LINK = 2_000
"""Characters of an address."""

_HEADER = 4
"""Row of a table's header, from 0: title, what a row is and two links stand above it."""
_LIST_HEADER = 2
"""The same on the sheets of contents and notes."""
_MEASURED = 500
"""Rows from which the width of a column is chosen."""
_COVER_WIDTH = 100


class WorkbookWriter:
    """Writes the sheets of a workbook, each as it is given; cover, contents and notes at the end."""

    def __init__(self, file: BinaryIO, *, title: str) -> None:
        """Begin a workbook.

        Args:
            file: where it is written when it is closed.
            title: of the whole, for its properties and its cover.
        """
        self._title = title
        self._book = Book(file, title=title)
        self._cover, self._contents, self._notes = map(self._book.add_page, ("Cover", "Contents", "Notes"))
        self._sheets: list[tuple[Sheet, SheetWritten]] = []

    def write_sheet(self, sheet: Sheet) -> SheetWritten:
        """Write a sheet; a table without rows is only listed in the contents."""
        rows = iter(sheet.rows)
        first = list(islice(rows, _MEASURED))
        if first:
            written = _TableWriter(self._book, sheet, first).write(chain(first, rows))
        else:
            written = SheetWritten(name=sheet.name, n_rows=0)
        self._sheets.append((sheet, written))
        return written

    def close(self, *, cover: Sequence[str], notes: Sequence[Note]) -> None:
        """Write cover, contents and notes, and the file."""
        self._write_cover(cover)
        self._write_contents()
        self._write_notes(notes)
        self._book.close()

    def _write_cover(self, sentences: Sequence[str]) -> None:
        page = self._cover
        self._book.write_title(page, self._title)
        for row, sentence in enumerate(sentences, start=1):
            self._book.write_text(page, row, 0, sentence, "wrap")
            page.set_row(row, choose_height([(sentence, _COVER_WIDTH)]))
        self._book.write_link(page, len(sentences) + 1, 0, "Go to the contents", "#Contents")
        self._book.set_up_page(page, widths=[_COVER_WIDTH])

    def _write_contents(self) -> None:
        columns = {"Sheet": 28, "What it holds": 60, "One row is": 44, "Rows": 10, "Notes": 16, "CSV file": 26}
        rows = [
            (
                sheet.name if written.n_rows else f"{sheet.name} (empty, so left out)",
                sheet.title,
                sheet.row_is,
                written.n_rows,
                "; ".join(map(str, sheet.notes)),
                sheet.file,
            )
            for sheet, written in self._sheets
        ]
        self._write_list(self._contents, "Contents", "Contents of this workbook", columns, rows)
        for row, (sheet, written) in enumerate(self._sheets, start=_LIST_HEADER + 1):
            if written.n_rows:
                self._book.write_link(self._contents, row, 0, sheet.name, f"#{sheet.name}")

    def _write_notes(self, notes: Sequence[Note]) -> None:
        columns = {"Note": 8, "Topic": 30, "Text": 90, "Sheets": 40}
        sheets = {n.number: ", ".join(s.name for s, _ in self._sheets if n.number in s.notes) for n in notes}
        rows = [(note.number, note.topic, note.text, sheets[note.number] or "all") for note in notes]
        self._write_list(self._notes, "Notes", "Notes: how to read the tables", columns, rows)

    def _write_list(
        self, page: Page, name: str, title: str, columns: dict[str, int], rows: Sequence[tuple[str | int, ...]]
    ) -> None:
        """Write a sheet of a few rows."""
        self._book.write_title(page, title)
        self._book.write_text(page, 1, 0, "This sheet contains one table.")
        for at, row in enumerate(rows, start=_LIST_HEADER + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    self._book.write_number(page, at, column, cell, Look.WHOLE)
                else:
                    self._book.write_text(page, at, column, cell, "wrap")
            page.set_row(at, choose_height(zip(map(str, row), columns.values(), strict=True)))
        self._book.add_table(
            page, name, header=_LIST_HEADER, n_rows=len(rows), headings=list(columns), filters=False
        )
        self._book.set_up_page(page, widths=list(columns.values()))


class _TableWriter:
    """Writes one sheet with its table."""

    def __init__(self, book: Book, sheet: Sheet, first: Sequence[SheetRow]) -> None:
        """Choose how each column looks.

        Args:
            book: where the sheet is added.
            sheet: what is written.
            first: the first rows.
        """
        self._book = book
        self._sheet = sheet
        self._page = book.add_page(sheet.name)
        self._headings = make_headings(sheet.columns)
        self._looks = [choose_look(column) for column in sheet.columns]
        self._widths = [
            choose_width(column, heading, (_show(make_cell(column, row[column.name])) for row in first))
            for column, heading in zip(sheet.columns, self._headings, strict=True)
        ]
        self._n_links = self._n_plain = self._n_cut = 0

    def write(self, rows: Iterator[SheetRow]) -> SheetWritten:
        """Write the sheet; rows that it has no room for are counted."""
        n_rows = 0
        for n_rows, row in enumerate(islice(rows, self._sheet.most_rows), start=1):
            self._write_row(_HEADER + n_rows, row)
        n_left_out = sum(1 for _ in rows)
        self._write_head(n_rows, n_left_out)
        self._finish(n_rows)
        return SheetWritten(
            name=self._sheet.name,
            n_rows=n_rows,
            n_left_out=n_left_out,
            n_cut=self._n_cut,
            n_plain=self._n_plain,
        )

    def _write_head(self, n_rows: int, n_left_out: int) -> None:
        sheet, page, book = self._sheet, self._page, self._book
        book.write_title(page, sheet.title + "".join(f" [note {number}]" for number in sheet.notes))
        about = f"This sheet contains one table. One row is {sheet.row_is}."
        if n_left_out:
            about += (
                f" These are the first {n_rows:,} of {n_rows + n_left_out:,} rows: do not count in this sheet."
            )
        book.write_text(page, 1, 0, f"{about} An empty cell means: not known, or does not apply.")
        book.write_link(page, 2, 0, "Go to the contents", "#Contents")
        book.write_link(page, 3, 0, "Go to the notes", "#Notes")
        page.set_row(_HEADER, choose_height(zip(self._headings, self._widths, strict=True)))

    def _write_row(self, at: int, row: SheetRow) -> None:
        cells = [make_cell(column, row[column.name]) for column in self._sheet.columns]
        self._page.set_row(at, choose_height(zip(map(_show, cells), self._widths, strict=True)))
        for place, cell in enumerate(cells):
            self._write_cell(at, place, cell)

    def _write_cell(self, at: int, place: int, cell: Written) -> None:
        match cell:
            case int() | float():
                self._book.write_number(self._page, at, place, cell, self._looks[place])
            case date():
                self._book.write_date(self._page, at, place, cell)
            case Link():
                self._write_link(at, place, cell)
            case str():
                self._write_text(at, place, cell)

    def _write_text(self, at: int, place: int, text: str) -> None:
        if is_too_long(text):
            self._n_cut += 1
            text = cut(text)
        self._book.write_text(self._page, at, place, text, "wrap")

    def _write_link(self, at: int, place: int, link: Link) -> None:
        has_room = self._n_links < MOST_LINKS and len(link.target) <= LONGEST_LINK
        if link.target and has_room:
            self._n_links += 1
            self._book.write_link(self._page, at, place, link.text, link.target)
        else:
            self._n_plain += bool(link.target)
            self._write_text(at, place, link.text)

    def _finish(self, n_rows: int) -> None:
        page = self._page
        self._book.add_table(
            page, self._sheet.name, header=_HEADER, n_rows=n_rows, headings=self._headings, filters=True
        )
        page.freeze_panes(_HEADER + 1, 0)
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{_HEADER + n_rows + 1}"})
        page.repeat_rows(_HEADER)
        self._book.set_up_page(page, widths=self._widths)


def _show(cell: Written) -> str:
    """Return about what is to be seen of a cell."""
    match cell:
        case Link():
            return cell.text
        case None:
            return ""
        case float():
            return f"{cell:,.2f}"
    return str(cell)
