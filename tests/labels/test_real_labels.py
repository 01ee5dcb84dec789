"""The labels of real documents are whole, and hold no sentence of them."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from reportminer.classify.references import HASH_DIGITS, read_references
from reportminer.codebook import load_codebook
from reportminer.ids import make_report_id

Row = dict[str, str]


def read(root: Path, name: str) -> list[Row]:
    """The rows of a table of labels."""
    with (root / "corpus" / "labels" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def rows(root: Path) -> list[Row]:
    """The references."""
    return read(root, "real.csv")


@pytest.fixture(scope="module")
def documents(root: Path) -> dict[str, Row]:
    """The documents by their ids."""
    return {row["report_id"]: row for row in read(root, "real_documents.csv")}


def test_codes_fit_the_codebook(root: Path, rows: list[Row]) -> None:
    """Every row is read without a problem, and there are more than ten thousand."""
    references = read_references(
        root / "corpus" / "labels" / "real.csv", load_codebook(root / "configs" / "codebook.toml")
    )
    assert len(references) == len(rows) >= 10_000
    assert len({reference.id for reference in references}) == len(rows)


def test_no_row_holds_more_than_four_words(rows: list[Row]) -> None:
    """The sentences are not ours to copy: four words and a hash."""
    assert max(len(row["first_words"].split()) for row in rows) <= 4
    assert {len(row["hash"]) for row in rows} == {HASH_DIGITS}


def test_documents_add_up(rows: list[Row], documents: dict[str, Row]) -> None:
    """The list of documents has the counts of the references, and ids that follow from the hashes."""
    assert {key: int(row["n_sentences"]) for key, row in documents.items()} == Counter(
        r["report_id"] for r in rows
    )
    assert all(make_report_id(row["sha256"]) == key for key, row in documents.items())


def test_test_documents_are_used_for_nothing_else(rows: list[Row], documents: dict[str, Row]) -> None:
    """A document is wholly for training or wholly for the test; at least 800 sentences are for the test."""
    assert {(r["report_id"], r["use"]) for r in rows} == {(key, row["use"]) for key, row in documents.items()}
    assert sum(row["use"] == "test" for row in rows) >= 800
    assert all(row["coded_twice"] == "1" for row in documents.values() if row["use"] == "test")


def test_both_coders_are_kept(root: Path, rows: list[Row], documents: dict[str, Row]) -> None:
    """What each coder gave before reconciliation refers to sentences of documents that were coded twice."""
    twice = {row["id"] for row in rows if documents[row["report_id"]]["coded_twice"] == "1"}
    coders = read(root, "real_coders.csv")
    assert {row["coder"] for row in coders} == {"A", "B", "C", "D"}
    assert {row["id"] for row in coders} <= twice
