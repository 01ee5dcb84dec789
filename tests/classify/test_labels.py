"""Labels are read strictly, and all problems are named at once."""

from pathlib import Path

import pytest

from reportminer.classify.labels import hash_labels, join_sides, read_labels
from reportminer.errors import ConfigError
from reportminer.records import Polarity
from tests.classify.builders import make_codebook


def write(path: Path, text: str) -> Path:
    """A label file."""
    path.write_text(text, encoding="utf-8")
    return path


def test_labels_are_completed_from_the_codebook(tmp_path: Path) -> None:
    """Themes and side follow from the patterns where they are not stated."""
    file = write(tmp_path / "l.csv", "text,patterns\n A  sentence ,bad_flow;uses_data\nOther,\n")
    one, other = read_labels(file, make_codebook())
    assert (one.text, one.patterns, one.themes) == ("A sentence", ("bad_flow", "uses_data"), ("data", "flow"))
    assert (one.polarity, other.polarity) == (Polarity.FAILURE, Polarity.NONE)
    assert (one.id, other.id) == ("1", "2")


def test_all_bad_rows_are_named(tmp_path: Path) -> None:
    """One message names every bad row with its line and what is wrong."""
    file = write(
        tmp_path / "l.csv",
        "id,text,patterns,polarity,is_recommendation\n"
        "a,One,nope,,\nb,,bad_flow,,\nc,Three,,sideways,maybe\nd,Four,bad_flow,,\ne,four,good_flow,,\nd,Five,,,\n",
    )
    with pytest.raises(ConfigError) as error:
        read_labels(file, make_codebook())
    for expected in ("line 2: unknown pattern 'nope'", "line 3: text is empty", "line 4: polarity 'sideways'",
                     "line 4: is_recommendation 'maybe'", "line 6: the same text as line 5",
                     "line 7: the same id 'd' as line 5"):  # fmt: skip
        assert expected in str(error.value)


@pytest.mark.parametrize(("text", "found"), [("a,b\n1,2\n", "no column text"), ("text,patterns\n", "no rows")])
def test_useless_files_are_refused(tmp_path: Path, text: str, found: str) -> None:
    """A file without the columns or without rows says so."""
    with pytest.raises(ConfigError, match=found):
        read_labels(write(tmp_path / "l.csv", text), make_codebook())


def test_hash_changes_with_any_code(tmp_path: Path) -> None:
    """The hash of labels tells a changed code."""
    one = read_labels(write(tmp_path / "a.csv", "text,patterns\nA,bad_flow\n"), make_codebook())
    other = read_labels(write(tmp_path / "b.csv", "text,patterns\nA,good_flow\n"), make_codebook())
    assert hash_labels(one) != hash_labels(other)


def test_sides_join() -> None:
    """Both sides are mixed, neutral yields to a side, nothing is none."""
    good, bad, neutral = Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.NEUTRAL
    assert join_sides([good, bad]) is Polarity.MIXED
    assert join_sides([good, neutral]) is good
    assert join_sides([neutral]) is neutral
    assert join_sides([]) is Polarity.NONE


def test_shipped_labels_are_clean(root: Path) -> None:
    """The labels in the repository fit the codebook in the repository."""
    from reportminer.codebook.load import load_codebook

    file = root / "corpus" / "labels" / "written.csv"
    if not file.is_file():
        pytest.skip("the labels are not here")
    assert len(read_labels(file, load_codebook(root / "configs" / "codebook.toml"))) > 1000
