"""The sheet that a coder fills in, as a workbook: with the codes beside it and lists of what may be given."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from reportminer.codebook.model import Codebook
from reportminer.codebook.naming import make_name
from reportminer.export.columns import POLARITIES
from reportminer.export.model import Column, Kind, Row
from reportminer.export.review_sheet import SHEET
from reportminer.export.workbook_book import Book, Page
from reportminer.export.workbook_cells import cut, is_too_long, make_cell
from reportminer.export.workbook_columns import Look, choose_height

TO_READ, CODES, HOW_TO = "To_read", "Codes", "How_to"

_FILL_IN = ("patterns", "themes", "polarity", "is_recommendation", "done", "comment")
_WIDTHS = {
    **{"before": 30, "text": 60, "after": 30, "machine_patterns": 24},
    **{"patterns": 32, "themes": 20, "polarity": 18, "is_recommendation": 20, "done": 10, "comment": 30},
    **{"report": 24, "area": 16, "page": 10, "section": 24, "finding_id": 24},
    **{"stratum": 16, "weight": 12, "drawn_from": 14},
}
"""Columns from left to right, what is to be filled in next to the sentence; and their widths."""
_CHOICES: dict[str, Sequence[str]] = {"polarity": POLARITIES, "is_recommendation": ("1", "0"), "done": ("1", "0")}
_SENTENCES = (
    "Fill in the coloured columns of the sheet To_read, from patterns to comment.",
    "patterns: the identifiers of all patterns that the sentence carries, with ; between them. They stand on the "
    "sheet Codes. Leave it empty where none applies, and write 1 under done.",
    "themes, polarity: only where they do not follow from the patterns. is_recommendation: 1 where the sentence "
    "says what should be done.",
    "Judge the sentence under text; the sentences before and after it are there to understand it.",
    "Leave the other columns as they are. Rows may be sorted and filtered, as long as whole rows move.",
    "Save the file as it is (XLSX), and take it in with: reportminer review import FILE.xlsx --coder NAME",
)


def write_review_workbook(file: BinaryIO, rows: Iterable[Row], *, codebook: Codebook) -> int:
    """Write a sheet to fill in, with headings in its first row, and return its number of rows.

    Args:
        file: where it is written.
        rows: of `review_sheet.SHEET`, one at least.
        codebook: whose codes may be given.
    """
    book = Book(file, title="Sentences to read")
    to_read, codes, how_to = map(book.add_page, (TO_READ, CODES, HOW_TO))
    n_rows = _write_rows(book, to_read, rows)
    _write_codes(book, codes, codebook)
    book.write_title(how_to, "How to fill in the sheet To_read")
    for at, sentence in enumerate(_SENTENCES, start=1):
        book.write_text(how_to, at, 0, sentence, "wrap")
        how_to.set_row(at, choose_height([(sentence, 100)]))
    book.set_up_page(how_to, widths=[100])
    book.close()
    return n_rows


def _write_rows(book: Book, page: Page, rows: Iterable[Row]) -> int:
    by_name = {column.name: column for column in SHEET.columns}
    columns = [by_name[name] for name in _WIDTHS]
    widths = list(_WIDTHS.values())
    n_rows = 0
    for n_rows, row in enumerate(rows, start=1):
        texts = [_write_cell(book, page, (n_rows, place), column, row) for place, column in enumerate(columns)]
        page.set_row(n_rows, choose_height(zip(texts, widths, strict=True)))
    book.add_table(page, TO_READ, header=0, n_rows=n_rows, headings=list(_WIDTHS), filters=True)
    for name, allowed in _CHOICES.items():
        place = list(_WIDTHS).index(name)
        page.data_validation(1, place, n_rows, place, {"validate": "list", "source": list(allowed)})
    page.freeze_panes(1, 0)
    book.set_up_page(page, widths=widths)
    return n_rows


def _write_cell(book: Book, page: Page, at: tuple[int, int], column: Column, row: Row) -> str:
    """Write a cell and return what is to be seen of it."""
    value = make_cell(column, row[column.name])
    if isinstance(value, int | float):
        # With all its digits: `review import` needs the number itself.
        look = Look.PLAIN_WHOLE if column.kind is Kind.INTEGER else Look.GENERAL
        book.write_number(page, *at, value, look)
        return str(value)
    traits = ("wrap", "fill in") if column.name in _FILL_IN else ("wrap",)
    text = str(value or "")
    if text:
        book.write_text(page, *at, cut(text) if is_too_long(text) else text, *traits)
    else:
        page.write_blank(*at, None, book.make_format(*traits))
    return text


def _write_codes(book: Book, page: Page, codebook: Codebook) -> None:
    headings = {
        "pattern": 28,
        "name": 28,
        "theme": 24,
        "polarity": 16,
        "definition": 60,
        "include": 50,
        "exclude": 50,
    }
    for at, pattern in enumerate(codebook.patterns, start=1):
        texts = (
            pattern.id,
            make_name(pattern.id),
            pattern.theme,
            str(pattern.polarity),
            pattern.definition,
            "; ".join(pattern.include),
            "; ".join(pattern.exclude),
        )
        for place, text in enumerate(texts):
            book.write_text(page, at, place, text, "wrap")
        page.set_row(at, choose_height(zip(texts, headings.values(), strict=True)))
    book.add_table(page, CODES, header=0, n_rows=len(codebook.patterns), headings=list(headings), filters=True)
    page.freeze_panes(1, 0)
    book.set_up_page(page, widths=list(headings.values()))
