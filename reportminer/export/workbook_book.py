"""A workbook file (XLSX) with the few looks that this program uses; the same content gives the same bytes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from reportminer.export.workbook_cells import could_run
from reportminer.export.workbook_columns import Look

_MADE = datetime(1980, 1, 1)  # the earliest time that a ZIP file knows: equal content gives equal bytes
_NUMBERS = {
    Look.WHOLE: "#,##0_)",
    Look.PLAIN_WHOLE: "0_)",
    Look.PERCENT: "0.0%_)",
    Look.DECIMAL: "0.00_)",
    Look.GENERAL: "#,##0.####_)",
    Look.DATE: "yyyy-mm-dd",
}
"""Forms of numbers; `_)` keeps them apart from the text in the next column."""
_FONT = {"font_name": "Arial", "font_size": 12}
_TRAITS: dict[str, dict[str, Any]] = {
    "bold": {"bold": True},
    "title": {"bold": True, "font_size": 16},
    "wrap": {"text_wrap": True},
    "link": {"font_color": "#0B5394", "underline": 1},  # contrast 7.6 to 1 on white
    "quoted": {"quote_prefix": True},
    "left": {"align": "left"},
    "fill in": {"bg_color": "#FFF8DC", "border": 1, "border_color": "#A6A6A6"},
}
_STYLE = "Table Style Light 1"
"""Lines above and below, no colours."""
_TITLE_PT = 24
_ONE_PAGE = 230
"""Characters that can still be read when a sheet is printed one page wide, on A4 across."""


class _NoCells(dict[tuple[int, int], str]):
    """Keeps nothing."""

    def __setitem__(self, cell: tuple[int, int], area: str) -> None:
        """Leave it."""


class Page(Worksheet):  # type: ignore[misc]
    """A sheet that keeps no list of the cells of its table: it has one, and the list would double the memory."""

    def __init__(self) -> None:
        super().__init__()
        self.table_cells = _NoCells()


class Book:
    """A workbook that is written when it is closed. Rows and columns count from 0."""

    def __init__(self, file: BinaryIO, *, title: str) -> None:
        """Begin a workbook.

        Args:
            file: where it is written.
            title: for its properties.
        """
        self._book = xlsxwriter.Workbook(
            file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": _FONT,
            },
        )
        self._book.set_properties({"title": title, "author": "reportminer", "created": _MADE})
        self._formats: dict[tuple[str, ...], Any] = {}

    def add_page(self, name: str) -> Page:
        """Return a new sheet, after those that are there."""
        page: Page = self._book.add_worksheet(name, worksheet_class=Page)
        return page

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def write_text(self, page: Page, row: int, column: int, text: str, *traits: str) -> None:
        """Write a text; one that would run as a formula once it is typed anew is marked as text."""
        risk = ("quoted",) if could_run(text) else ()
        page.write_string(row, column, text, self.make_format(*traits, *risk))

    def write_number(self, page: Page, row: int, column: int, number: float, look: Look) -> None:
        """Write a number; without a point where a column holds whole numbers and others."""
        is_whole = look is Look.GENERAL and number == int(number)
        page.write_number(row, column, number, self.make_format(number=_NUMBERS[Look.WHOLE if is_whole else look]))

    def write_date(self, page: Page, row: int, column: int, day: date) -> None:
        """Write a date."""
        page.write_datetime(row, column, day, self.make_format("left", number=_NUMBERS[Look.DATE]))

    def write_link(self, page: Page, row: int, column: int, text: str, target: str) -> None:
        """Write a link to a page on the web, to a file as seen from the workbook, or to a sheet (`#Name`)."""
        if target.startswith("#"):
            page.write_url(row, column, f"internal:'{target[1:]}'!A1", self.make_format("link"), text)
            return
        address = target if "://" in target else f"external:{target}"
        page.write_url(row, column, address, self.make_format("link", "wrap"), text)

    def write_title(self, page: Page, text: str) -> None:
        """Write what a sheet is into its cell A1."""
        self.write_text(page, 0, 0, text, "title")
        page.set_row(0, _TITLE_PT)

    def add_table(
        self, page: Page, name: str, *, header: int, n_rows: int, headings: Sequence[str], filters: bool
    ) -> None:
        """Write headings, and mark the cells below them as a table.

        Args:
            page: the sheet.
            name: of the table: letters, digits and underscores.
            header: row of the headings.
            n_rows: rows below it, 1 or more, which are written already.
            headings: no two alike.
            filters: whether each heading has a filter.
        """
        heading = self.make_format("bold", "wrap")
        page.add_table(
            header,
            0,
            header + n_rows,
            len(headings) - 1,
            {
                "name": f"table_{name}",
                "columns": [{"header": text, "header_format": heading} for text in headings],
                "style": _STYLE,
                "banded_rows": False,
                "autofilter": filters,
                "title": name.replace("_", " "),
            },
        )

    def set_up_page(self, page: Page, *, widths: Sequence[int]) -> None:
        """Set the widths of columns in characters, and printing: A4 across, one page wide if that can be read."""
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.set_landscape()
        page.set_paper(9)
        if sum(widths) <= _ONE_PAGE:
            page.fit_to_pages(1, 0)

    def make_format(self, *traits: str, number: str = "") -> Any:
        """Return the format with these traits."""
        key = (*traits, number)
        if key not in self._formats:
            properties: dict[str, Any] = {**_FONT, "valign": "top"}
            for trait in traits:
                properties |= _TRAITS[trait]
            if number:
                properties["num_format"] = number
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]
