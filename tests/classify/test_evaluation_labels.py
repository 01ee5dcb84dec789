"""A second coder's columns, and what is known to have taught a model."""

from pathlib import Path

import pytest

from reportminer.classify.evaluation_labels import read_second_coder, read_taught_texts
from reportminer.classify.labels import read_labels
from reportminer.errors import ConfigError
from reportminer.records import Polarity
from tests.classify.builders import make_codebook

HEADER = "id,text,patterns,patterns_2,themes_2,polarity_2,is_recommendation_2\n"


def write(tmp_path: Path, text: str) -> Path:
    """Write a file of labels."""
    path = tmp_path / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_without_second_columns_has_no_second_coder(tmp_path: Path) -> None:
    """One coder's labels give nothing to compare."""
    path = write(tmp_path, "text,patterns\nOne.,good_flow\n")
    assert read_second_coder(path, make_codebook()) == {}


def test_codes_are_completed_as_those_of_the_first_coder(tmp_path: Path) -> None:
    """Themes and side follow from the second coder's own patterns."""
    path = write(tmp_path, HEADER + "a,One.,good_flow,bad_flow,data,,1\n")
    codes = read_second_coder(path, make_codebook())["a"]
    assert codes.patterns == ("bad_flow",)
    assert codes.themes == ("data", "flow")
    assert (codes.polarity, codes.is_recommendation) == (Polarity.FAILURE, True)


def test_a_question_mark_says_not_read(tmp_path: Path) -> None:
    """An empty cell is a reading without result; `?` is no reading, and empty cells beside it are none either."""
    path = write(tmp_path, HEADER + "a,One.,good_flow,,,,\nb,Two.,,?,,,\nc,Three.,,bad_flow,?,?,?\n")
    found = read_second_coder(path, make_codebook())
    assert (found["a"].patterns, found["a"].polarity, found["a"].is_recommendation) == ((), Polarity.NONE, False)
    assert [found["b"].patterns, found["b"].themes, found["b"].polarity, found["b"].is_recommendation] == [
        None
    ] * 4
    assert (found["c"].patterns, found["c"].themes, found["c"].polarity) == (("bad_flow",), None, None)


def test_a_column_that_is_lacking_was_not_read(tmp_path: Path) -> None:
    """Patterns alone are enough."""
    path = write(tmp_path, "text,patterns,patterns_2\nOne.,good_flow,good_flow\n")
    codes = read_second_coder(path, make_codebook())["1"]
    assert (codes.patterns, codes.themes, codes.polarity) == (("good_flow",), None, None)


def test_ids_are_those_of_the_labels(tmp_path: Path) -> None:
    """Also where the file has none."""
    path = write(tmp_path, "text,patterns,patterns_2\nOne.,good_flow,\nTwo.,,bad_flow\n")
    labels = read_labels(path, make_codebook())
    assert list(read_second_coder(path, make_codebook())) == [label.id for label in labels]


def test_all_bad_cells_are_named_at_once(tmp_path: Path) -> None:
    """Each with its line, and what a row that was not read should hold."""
    path = write(tmp_path, HEADER + "a,One.,good_flow,nonsense,,,\nb,Two.,,,,up,maybe\n")
    with pytest.raises(ConfigError) as caught:
        read_second_coder(path, make_codebook())
    message = str(caught.value)
    assert all(
        part in message for part in ("line 2", "nonsense", "line 3", "'up'", "'maybe'", "second coder", "?")
    )


def test_taught_texts_are_the_examples_of_the_heads(tmp_path: Path) -> None:
    """Folded, so that case does not hide them; a folder without examples has none."""
    (tmp_path / "examples.json").write_text('["One Sentence."]', encoding="utf-8")
    assert read_taught_texts(tmp_path) == {"one sentence."}
    assert read_taught_texts(tmp_path / "none") == frozenset()
