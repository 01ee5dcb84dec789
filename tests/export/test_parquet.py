"""Parquet: typed columns with their meaning, equal to the CSV files, the same bytes."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from reportminer.export.model import Column, Kind, TableSpec
from reportminer.export.parquet import write_parquet
from reportminer.text import squash, undo_safe
from reportminer.workflow.exporting import export_workspace
from reportminer.workflow.parquet_set import export_parquet
from tests.export.workspace import make_settings, make_workspace

SPEC = TableSpec(
    file="things.csv",
    row_is="a thing",
    order="by name",
    key=("name",),
    columns=(
        Column(name="name", meaning="Its name.", required=True),
        Column(name="n", meaning="How many.", kind=Kind.INTEGER, unit="things", low=0),
        Column(name="share", meaning="A share.", kind=Kind.NUMBER, low=0, high=1),
        Column(name="items", meaning="Its items.", kind=Kind.LIST),
        Column(name="side", meaning="Its side.", allowed=("left", "right")),
        Column(name="ok", meaning="Whether.", kind=Kind.BOOLEAN),
    ),
)
ROW: dict[str, Any] = {"name": "=a", "n": 3, "share": 0.123456, "items": ("x;y", " z"), "side": "", "ok": True}


def as_csv(value: Any) -> str:
    """A cell of Parquet as its CSV file has it, but for the apostrophe against formulas."""
    if isinstance(value, list | tuple) or hasattr(value, "tolist"):
        return ";".join(squash(item).replace(";", ",") for item in value)
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.4f}" if isinstance(value, float) else str(value)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The CSV set and the Parquet set of the tiny workspace."""
    workspace = make_workspace(tmp_path_factory.mktemp("w") / "workspace")
    export_workspace(workspace, workspace / "exports", settings=make_settings())
    export_parquet(workspace, workspace / "parquet", settings=make_settings())
    return workspace / "exports", workspace / "parquet"


def test_columns_have_types(tmp_path: Path) -> None:
    """Numbers are numbers, lists lists, and only what must not be empty cannot be."""
    write_parquet(tmp_path / "t.parquet", SPEC, [ROW], about={})
    schema = pq.read_schema(tmp_path / "t.parquet")
    assert {field.name: str(field.type) for field in schema} == {
        "name": "string",
        "n": "int64",
        "share": "double",
        "items": "list<element: string not null>",
        "side": "string",
        "ok": "bool",
    }
    assert [field.name for field in schema if not field.nullable] == ["name", "items", "ok"]


def test_cells_are_as_they_are(tmp_path: Path) -> None:
    """Texts have no apostrophe, items keep their semicolons, numbers are rounded as in the CSV file."""
    write_parquet(tmp_path / "t.parquet", SPEC, [ROW], about={})
    (row,) = pq.read_table(tmp_path / "t.parquet").to_pylist()
    assert row == {**ROW, "share": 0.1235, "items": ["x;y", " z"], "side": None}


def test_columns_say_what_they_mean(tmp_path: Path) -> None:
    """Meaning, unit, values and range stand in the metadata of a column; what a row is in that of the file."""
    write_parquet(tmp_path / "t.parquet", SPEC, [ROW], about={"sources": [{"publisher": "Ämter"}]})
    schema = pq.read_schema(tmp_path / "t.parquet")
    assert schema.field("n").metadata == {b"description": b"How many.", b"unit": b"things", b"minimum": b"0"}
    assert json.loads(schema.field("side").metadata[b"allowed"]) == ["left", "right"]
    assert schema.metadata[b"description"] == b"A row is a thing."
    assert json.loads(schema.metadata[b"sources"]) == [{"publisher": "Ämter"}]


def test_a_table_without_rows_keeps_its_columns(tmp_path: Path) -> None:
    """So that programs can read it all the same."""
    assert write_parquet(tmp_path / "t.parquet", SPEC, [], about={}) == 0
    assert list(pd.read_parquet(tmp_path / "t.parquet").columns) == list(SPEC.names)


@pytest.mark.parametrize("row", [{**ROW, "more": "x"}, {k: v for k, v in ROW.items() if k != "n"}])
def test_rows_have_exactly_the_columns(row: dict[str, Any], tmp_path: Path) -> None:
    """A row with another column is a mistake of the program."""
    with pytest.raises(ValueError, match="differ in the columns"):
        write_parquet(tmp_path / "t.parquet", SPEC, [row], about={})


def test_pandas_reads_what_the_csv_files_say(folders: tuple[Path, Path]) -> None:
    """Every table has the same columns, rows and cells as its CSV file."""
    exports, parquet = folders
    names = {path.stem for path in exports.glob("*.csv")}
    assert {path.stem for path in parquet.glob("*.parquet")} == names
    for name in names:
        csv = pd.read_csv(exports / f"{name}.csv", dtype=str, keep_default_na=False)
        table = pq.read_table(parquet / f"{name}.parquet")
        assert table.column_names == list(csv.columns)
        for column in table.column_names:
            told = [as_csv(value) for value in table.column(column).to_pylist()]
            assert told == [undo_safe(cell) for cell in csv[column]], (name, column)


def test_every_file_names_its_sources(folders: tuple[Path, Path]) -> None:
    """Publisher, licence and source of each report stand in each file, and in ATTRIBUTION.md."""
    _, parquet = folders
    for path in parquet.glob("*.parquet"):
        sources = json.loads(pq.read_schema(path).metadata[b"sources"])
        known = next(source for source in sources if source["publisher"] == "Review Office")
        assert known["licence"] == "Open Government Licence v3.0"
        assert known["source"] == "https://example.org/northbridge"
        assert len(sources) == 3
    assert "Open Government Licence v3.0" in (parquet / "ATTRIBUTION.md").read_text()


def test_same_bytes_whatever_the_order_of_storing(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """Only the manifest holds a time."""
    other = make_workspace(tmp_path / "other", reverse=True)
    export_parquet(other, tmp_path / "set", settings=make_settings())
    for path in (tmp_path / "set").glob("*.parquet"):
        assert path.read_bytes() == (folders[1] / path.name).read_bytes(), path.name


def test_an_earlier_set_is_replaced_whole(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """What a user put beside it stays."""
    workspace = make_workspace(tmp_path / "w")
    export_parquet(workspace, tmp_path / "set", settings=make_settings())
    (tmp_path / "set" / "mine.txt").write_text("x")
    summary = export_parquet(workspace, tmp_path / "set", settings=make_settings())
    assert (tmp_path / "set" / "mine.txt").read_text() == "x"
    assert summary.n_files == len(list((tmp_path / "set").glob("*.parquet")))
    assert summary.n_rows > 100
