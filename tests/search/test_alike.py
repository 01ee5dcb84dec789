"""Sentences like a given one, over hand-made reports of three areas."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.search.alike import Alike, rank_alike
from reportminer.settings import SearchSettings
from reportminer.store.candidates import Candidate, find_candidate
from reportminer.store.connection import open_database
from reportminer.store.filtering import Filters
from reportminer.store.vectors import VectorTable, open_vectors
from reportminer.store.writing import store_mined
from tests.builders import make_mined, make_tag

ASKED = "Leaders of the two boards had one vision."
BESIDE = "Its neighbours had another one."
OTHER_REPORT = "Leaders of the boards now have a vision."
OTHER_AREA = "Nobody shared anything here."
FAR_AREA = "Patients waited for a bed."
REPEAT = "Leaders of the two boards had one vision too."


def same_vision(candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """A measure of likeness: sentences that have "boards had one vision"."""
    return {c.finding_id: "vision" if "boards had one vision" in c.text else c.finding_id for c in candidates}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, VectorTable]]:
    """Alderby twice, Birchford and Cedarham; the nearest vectors are those of the asked one's own report."""
    connection = open_database(tmp_path, write=True)
    failure = (make_tag("no_vision", "leadership", "failure"),)
    reports = [
        make_mined("a.pdf", [ASKED, BESIDE], area="Alderby", vectors=[[1, 0, 0, 0], [0.99, 0.1, 0, 0]]),
        make_mined("b.pdf", [OTHER_REPORT], area="Alderby", vectors=[[0.9, 0.4, 0, 0]]),
        make_mined("c.pdf", [OTHER_AREA], area="Birchford", tags={0: failure}, vectors=[[0.7, 0.7, 0, 0]]),
        make_mined("d.pdf", [REPEAT, FAR_AREA], area="Cedarham", vectors=[[1, 0.01, 0, 0], [0.1, 1, 0, 0]]),
    ]
    for mined in reports:
        store_mined(connection, mined, key="k")
    yield connection, open_vectors(connection, tmp_path)
    connection.close()


def ask(
    opened: tuple[sqlite3.Connection, VectorTable], *, filters: Filters | None = None, one_per_area: bool = False
) -> Alike:
    """Ask about the first sentence."""
    connection, table = opened
    finding_id = connection.execute("SELECT finding_id FROM sentences WHERE text = ?", (ASKED,)).fetchone()[0]
    asked = find_candidate(connection, finding_id)
    assert asked is not None
    return rank_alike(
        connection,
        asked=asked,
        table=table,
        filters=filters or Filters(),
        settings=SearchSettings(),
        limit=9,
        one_per_area=one_per_area,
        group=same_vision,
    )


def test_other_areas_come_first(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """Then other reports of the area, then the report itself, however near they are."""
    assert [hit.text for hit in ask(opened).hits] == [OTHER_AREA, FAR_AREA, OTHER_REPORT, BESIDE]


def test_what_repeats_the_sentence_is_told_apart(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """A near-duplicate of the sentence is no hit, and neither is the sentence."""
    alike = ask(opened)
    assert [hit.text for hit in alike.same] == [REPEAT]
    assert not {ASKED, REPEAT} & {hit.text for hit in alike.hits}


def test_shared_words_are_shown(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """A hit names the words that it shares, and its likeness is its cosine."""
    hit = next(hit for hit in ask(opened).hits if hit.text == OTHER_REPORT)
    assert hit.matched == ("leaders", "boards", "vision")
    assert hit.score == hit.score_semantic == pytest.approx(0.9138, abs=1e-4)


def test_filters_narrow(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """Only what passes is found."""
    assert [hit.text for hit in ask(opened, filters=Filters(polarity="failure")).hits] == [OTHER_AREA]
    assert ask(opened, filters=Filters(area="nowhere")).hits == ()


def test_one_result_an_area(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """The nearest of each."""
    assert [hit.text for hit in ask(opened, one_per_area=True).hits] == [OTHER_AREA, FAR_AREA, OTHER_REPORT]


def test_reports_without_an_area_are_other_areas(tmp_path: Path) -> None:
    """What has no area is not of one area."""
    connection = open_database(tmp_path, write=True)
    for name, texts in (("a.pdf", [ASKED, BESIDE]), ("b.pdf", [OTHER_AREA])):
        store_mined(connection, make_mined(name, texts, vectors=[[1, 0, 0, 0]] * len(texts)), key="k")
    assert [hit.text for hit in ask((connection, open_vectors(connection, tmp_path))).hits] == [OTHER_AREA, BESIDE]
    connection.close()


def test_a_sentence_without_a_vector_has_none_like_it(opened: tuple[sqlite3.Connection, VectorTable]) -> None:
    """Where nothing was encoded nothing is found."""
    connection, table = opened
    empty = replace(table, ids=table.ids[:0], rows=table.rows[:0])
    assert ask((connection, empty)).hits == ()
