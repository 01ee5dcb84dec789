"""Tables as people save them from spreadsheets."""

from pathlib import Path

import pytest

from reportminer.classify.csv_reading import UTF8, open_table
from reportminer.classify.labels import read_labels
from reportminer.errors import ConfigError, UsageError
from tests.classify.builders import make_codebook


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separator_and_encoding_are_told(tmp_path: Path, separator: str, encoding: str) -> None:
    """Comma, semicolon and tab, in UTF-8, UTF-16 and Windows-1252, give the same rows."""
    lines = ["id,text,patterns".replace(",", separator), f'1{separator}"Café, well; yes"{separator}"a;b"']
    (tmp_path / "t.csv").write_bytes("\r\n".join(lines).encode(encoding))
    assert list(open_table(tmp_path / "t.csv")) == [{"id": "1", "text": "Café, well; yes", "patterns": "a;b"}]


def test_one_column_is_a_table(tmp_path: Path) -> None:
    """A table of sentences alone has no separator, and a quoted header may hold one."""
    (tmp_path / "t.csv").write_text('"text; all"\n"One, two"\n')
    assert list(open_table(tmp_path / "t.csv")) == [{"text; all": "One, two"}]


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    """A cell over the library's own limit of 128 KiB is no error."""
    (tmp_path / "t.csv").write_text("text\n" + "x" * 200_000 + "\n")
    assert [len(row["text"]) for row in open_table(tmp_path / "t.csv")] == [200_000]


def test_what_cannot_be_decoded_is_said(tmp_path: Path) -> None:
    """A file in none of the encodings asked for is named with what to do."""
    (tmp_path / "t.csv").write_bytes("text\ncafé".encode("cp1252"))
    with pytest.raises(UsageError, match="CSV UTF-8"):
        open_table(tmp_path / "t.csv", encodings=UTF8)


def test_labels_may_be_separated_by_semicolons(tmp_path: Path) -> None:
    """The ids of patterns stay joined by semicolons inside their quoted cell; other encodings stay refused."""
    path = tmp_path / "l.csv"
    path.write_text('text;patterns\nOne, two;"bad_flow;uses_data"\n')
    assert read_labels(path, make_codebook())[0].patterns == ("bad_flow", "uses_data")
    path.write_bytes("text;patterns\ncafé;\n".encode("cp1252"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_labels(path, make_codebook())
