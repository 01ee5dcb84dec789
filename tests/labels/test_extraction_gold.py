"""The gold for names, figures, quotations and advice: references and facts, no sentences."""

import csv
from pathlib import Path

import pytest

from reportminer.records import Speaker, Speech

FOLDER = Path(__file__).parents[2] / "corpus" / "labels" / "extraction"
TABLES = ("entities", "statistics", "quotations", "quotations_read", "advice")
LEAST = {"entities": 300, "statistics": 60, "quotations": 60, "advice": 80}
LABELS = frozenset(
    (
        *(
            "LOCAL_AUTHORITY",
            "NHS_TRUST",
            "CCG",
            "ICS",
            "HOSPITAL",
            "PROVIDER",
            "REGULATOR",
            "GOVERNMENT",
            "CHARITY",
        ),
        *("ORGANISATION", "PERSON", "ROLE", "PROGRAMME", "SERVICE", "PLACE", "LAW", "DOCUMENT", "DATE", "MONEY"),
        *("PERCENT", "COUNT", "MEASURE"),
    )
)


def read(name: str) -> list[dict[str, str]]:
    """The rows of a gold table."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", TABLES)
def test_rows_refer_to_documents(name: str) -> None:
    """Every row refers to a document of the list, by a hash and at most four words."""
    with (FOLDER.parent / "real_documents.csv").open(encoding="utf-8", newline="") as file:
        known = {row["report_id"] for row in csv.DictReader(file)}
    rows = read(name)
    assert {row["report_id"] for row in rows} <= known
    assert all(len(row["hash"]) == 16 and len(row["first_words"].split()) <= 4 for row in rows)


@pytest.mark.parametrize("name", LEAST)
def test_there_is_enough(name: str) -> None:
    """Each kind has as many things as its figures need; rows without one say that a sentence was read."""
    marks = {"entities": "label", "statistics": "value", "quotations": "speech", "advice": "form"}
    assert sum(bool(row[marks[name]]) for row in read(name)) >= LEAST[name]


def test_names_have_known_labels() -> None:
    """Labels are of the closed list, and names stand at a place in their sentence."""
    rows = [row for row in read("entities") if row["label"]]
    assert {row["label"] for row in rows} <= LABELS
    assert all(0 <= int(row["start"]) < int(row["end"]) for row in rows)


def test_speech_and_speakers_are_known() -> None:
    """Kinds of speech and of speakers are of their closed lists."""
    rows = read("quotations")
    assert {row["speech"] for row in rows} <= set(Speech)
    assert {row["kind"] for row in rows} <= set(Speaker)
