"""CSV files: cells, formula safety, bytes."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportminer.export.csv_files import format_cell, write_cells, write_csv
from reportminer.export.model import Cell, Column, Kind, TableSpec
from reportminer.text import FORMULA_STARTS, make_safe, undo_safe

SPEC = TableSpec(
    file="t.csv",
    row_is="a test",
    order="any",
    columns=(
        Column(name="name", meaning="A text."),
        Column(name="n", meaning="A count.", kind=Kind.INTEGER),
        Column(name="items", meaning="A list.", kind=Kind.LIST),
    ),
)
TEXTS = st.text(st.one_of(st.sampled_from("=+-@'\t\r\n\0 ;,\"＝a"), st.characters(exclude_categories=["Cs"])))


def read(path: Path) -> list[list[str]]:
    """The cells as a CSV reader sees them."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


@given(TEXTS)
@example("=1+1")
@example("'=1+1")
@example("\0=1+1")
@example("  -1")
@example("＝1+1")
def test_no_text_starts_a_formula(text: str) -> None:
    """No cell made of a text begins with a character that a spreadsheet acts on, blanks before it left aside."""
    for cell in (make_safe(text), make_safe(text).lstrip()):
        assert not cell.startswith((*FORMULA_STARTS, "＝", "＋", "－", "＠"))


@given(TEXTS)
def test_safety_can_be_undone(text: str) -> None:
    """The text can always be had back from its cell."""
    assert undo_safe(make_safe(text)) == text


@pytest.mark.parametrize("text", ["plain", "3-4", "'quoted'", "", "a=b", "£3m", "– dash"])
def test_harmless_texts_stay(text: str) -> None:
    """A text that starts no formula is written as it is."""
    assert make_safe(text) == text


@given(rows=st.lists(st.tuples(TEXTS, st.integers(), st.lists(TEXTS, max_size=3).map(tuple)), max_size=5))
def test_rows_come_back(
    rows: list[tuple[str, int, tuple[str, ...]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Texts and numbers come back from the file as they were; a list has as many items as before."""
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    cells = ({"name": name, "n": n, "items": items} for name, n, items in rows)
    assert write_csv(path, SPEC, cells) == len(rows)
    header, *found = read(path)
    assert header == ["name", "n", "items"]
    assert [(undo_safe(name), int(n)) for name, n, _ in found] == [row[:2] for row in rows]
    for (_, _, cell), (_, _, items) in zip(found, rows, strict=True):
        assert cell.count(";") == max(len(items) - 1, 0)


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (Kind.TEXT, "x", "x"),
        (Kind.TEXT, None, ""),
        (Kind.DATE, "2018-02", "2018-02"),
        (Kind.INTEGER, -3, "-3"),
        (Kind.NUMBER, 0.12345, "0.1235"),
        (Kind.NUMBER, -1.0, "-1.0000"),
        (Kind.BOOLEAN, True, "true"),
        (Kind.LIST, ("a;b", "c  d"), "a,b;c d"),
        (Kind.LIST, ("-a", "b"), "'-a;b"),
        (Kind.LIST, (), ""),
    ],
)
def test_cells(kind: Kind, value: Cell, cell: str) -> None:
    """Numbers stay numbers, also negative ones; an unknown value is an empty cell."""
    assert format_cell(Column(name="c", meaning="", kind=kind), value) == cell


@pytest.mark.parametrize(
    ("kind", "value"), [(Kind.INTEGER, True), (Kind.TEXT, 3), (Kind.LIST, "a"), (Kind.NUMBER, "1")]
)
def test_a_value_of_another_kind_is_refused(kind: Kind, value: Cell) -> None:
    """A value that does not fit its column is an error of the program, not a strange cell."""
    with pytest.raises(TypeError, match="column c"):
        format_cell(Column(name="c", meaning="", kind=kind), value)


def test_bytes(tmp_path: Path) -> None:
    """Lines end with CR LF, cells with commas, quotes or line breaks are quoted, the encoding is UTF-8."""
    write_csv(tmp_path / "t.csv", SPEC, [{"name": 'a "b", £\nc', "n": 1, "items": ()}])
    assert (tmp_path / "t.csv").read_bytes() == 'name,n,items\r\n"a ""b"", £\nc",1,\r\n'.encode()


def test_excel_gets_a_byte_order_mark(tmp_path: Path) -> None:
    """With the option the file begins with a mark, and is the same after it."""
    write_csv(tmp_path / "plain.csv", SPEC, [])
    write_csv(tmp_path / "excel.csv", SPEC, [], excel=True)
    assert (tmp_path / "excel.csv").read_bytes() == b"\xef\xbb\xbf" + (tmp_path / "plain.csv").read_bytes()


@pytest.mark.parametrize("row", [{"name": "a", "n": 1}, {"name": "a", "n": 1, "items": (), "more": 2}])
def test_rows_fit_their_table(row: dict[str, Cell], tmp_path: Path) -> None:
    """A row that lacks a column or has one too many is an error that names it."""
    with pytest.raises(ValueError, match=r"t\.csv.*(items|more)"):
        write_csv(tmp_path / "t.csv", SPEC, [row])


def test_tables_of_reports_keep_numbers(tmp_path: Path) -> None:
    """In a table found in a report a signed number stays, and any other risky cell is made safe."""
    write_cells(tmp_path / "t.csv", [["-3.2", "+1", "-3.2%", "=A1", "two\nlines", "-ve"]])
    assert read(tmp_path / "t.csv") == [["-3.2", "+1", "'-3.2%", "'=A1", "two lines", "'-ve"]]
