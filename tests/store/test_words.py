"""The table of words gives the scores of FTS5."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportminer.store import words
from reportminer.store.bm25 import count_sentences, score_sentences
from reportminer.store.connection import Connection, open_database, open_scratch
from reportminer.store.tokens import TOKENIZER
from reportminer.store.vectors import rebuild
from reportminer.store.words import open_words, word_files, write_words
from reportminer.store.writing import forget_files, store_mined
from tests.builders import make_mined

VOCABULARY = ["care", "caring", "Café", "budget", "pooled", "the", "staff", "ward", "x9", "naïve", "ﬁre", "1.5"]
TEXTS = st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join), min_size=1, max_size=12)
QUESTIONS = [
    '"care"',
    '"café" OR "budgets"',
    '"pooled budget" OR "staff" OR "ca" *',
    'NEAR("care" "staff", 2) OR "the"',
]


def store(connection: Connection, name: str, texts: list[str]) -> None:
    """Store a report with these sentences."""
    store_mined(connection, make_mined(name, texts), key="k")


def ask(connection: Connection, query: str) -> dict[int, float]:
    """Score by sentence id."""
    scores = score_sentences(connection, query)
    return {int(i): float(scores[i]) for i in np.flatnonzero(scores)}


def ask_fts5(connection: Connection, query: str) -> dict[int, float]:
    """The same question without the table."""
    sql = "SELECT rowid, -bm25(sentences_fts, 1.0, 0.3) FROM sentences_fts WHERE sentences_fts MATCH ?"
    return {row[0]: row[1] for row in connection.execute(sql, (query,))}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """An empty workspace, open for writing."""
    connection = open_database(tmp_path, write=True)
    yield connection
    connection.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=st.lists(TEXTS, min_size=1, max_size=3))
def test_scores_are_those_of_fts5(tmp_path_factory: pytest.TempPathFactory, reports: list[list[str]]) -> None:
    """Words, phrases, beginnings and words near each other: the same sentences with the same scores."""
    folder = tmp_path_factory.mktemp("words")
    connection = open_database(folder, write=True)
    for number, texts in enumerate(reports):
        store(connection, f"{number}.pdf", texts)
    write_words(connection, folder, least=0)
    assert open_words(connection) is not None
    for query in [*QUESTIONS, " OR ".join(f'"{word}"' for word in VOCABULARY)]:
        assert ask(connection, query) == pytest.approx(ask_fts5(connection, query), rel=1e-6)
    connection.close()


def test_words_in_batches_give_the_same_table(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many words are read at a time, the same bytes come out."""
    store(connection, "a.pdf", ["The ward cared for staff.", "The staff pooled the budget.", "The the the."])
    written = []
    for batch in (1, 4, 1000):
        monkeypatch.setattr(words, "_BATCH", batch)
        write_words(connection, tmp_path, least=0)
        written.append([path.read_bytes() for path in word_files(connection, tmp_path)])
        for path in word_files(connection, tmp_path):
            path.unlink()
    assert written[0] == written[1] == written[2]


def test_the_table_is_used(connection: Connection, tmp_path: Path) -> None:
    """Where there is a table, a single word is looked up in it and not in the index."""
    store(connection, "a.pdf", ["Pooled budgets.", "Nothing of the kind."])
    write_words(connection, tmp_path, least=0)
    connection.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('delete-all')")
    assert len(ask(connection, '"budget"')) == 1
    assert count_sentences(connection, ['"budget"', '"of the"']) == [1, 0]


def test_counts_are_those_of_the_index(connection: Connection, tmp_path: Path) -> None:
    """With and without a table as many sentences are counted."""
    store(connection, "a.pdf", ["Pooled budgets.", "A budget, pooled.", "Neither."])
    queries = ['"budgets"', '"pooled budget"', '"pool" *', '"absent"']
    without = count_sentences(connection, queries)
    write_words(connection, tmp_path, least=0)
    assert count_sentences(connection, queries) == without == [2, 1, 2, 0]


def test_a_stale_table_is_not_used(connection: Connection, tmp_path: Path) -> None:
    """After a report came or went, the index answers until the table is made anew."""
    store(connection, "a.pdf", ["Pooled budgets."])
    write_words(connection, tmp_path, least=0)
    store(connection, "b.pdf", ["Another budget."])
    assert open_words(connection) is None
    assert len(ask(connection, '"budget"')) == 2
    write_words(connection, tmp_path, least=0)
    forget_files(connection, ["/reports/a.pdf"])
    assert list(ask(connection, '"budget"')) == [2]


@pytest.mark.parametrize("which", [0, 1])
def test_a_damaged_table_is_not_used(connection: Connection, tmp_path: Path, which: int) -> None:
    """A file that was cut is noticed and the index answers."""
    store(connection, "a.pdf", ["Pooled budgets of the whole system.", "A budget."])
    write_words(connection, tmp_path, least=0)
    path = word_files(connection, tmp_path)[which]
    path.write_bytes(path.read_bytes()[:-12])
    assert open_words(connection) is None
    assert len(ask(connection, '"budget"')) == 2


def test_parts_of_another_table_are_not_used(connection: Connection, tmp_path: Path) -> None:
    """Two files that do not belong together are no table."""
    store(connection, "a.pdf", ["Pooled budgets of the whole system.", "A budget."])
    write_words(connection, tmp_path, least=0)
    np.save(word_files(connection, tmp_path)[1], np.empty(3, words._PART))
    assert open_words(connection) is None


def test_a_small_workspace_has_no_table(connection: Connection, tmp_path: Path) -> None:
    """Where the index alone is fast enough nothing is written, and of older tables nothing stays."""
    store(connection, "a.pdf", ["Pooled budgets."])
    write_words(connection, tmp_path, least=0)
    store(connection, "b.pdf", ["Another."])
    rebuild(connection, tmp_path)
    assert {path.name.rsplit("-", 1)[0] for path in (tmp_path / "vectors").iterdir()} == {"rows", "ids"}


def test_a_large_workspace_gets_its_table_with_the_vectors(connection: Connection, tmp_path: Path) -> None:
    """What makes the vectors' array makes the table too, and keeps it while it is current."""
    store(connection, "a.pdf", ["Pooled budgets.", "Another."])
    rebuild(connection, tmp_path, least_for_words=2)
    before = [path.stat().st_mtime_ns for path in word_files(connection, tmp_path)]
    rebuild(connection, tmp_path, least_for_words=2)
    assert [path.stat().st_mtime_ns for path in word_files(connection, tmp_path)] == before


def test_a_workspace_without_sentences_has_an_empty_table(connection: Connection, tmp_path: Path) -> None:
    """Nothing is found in nothing."""
    write_words(connection, tmp_path, least=0)
    assert open_words(connection) is not None
    assert ask(connection, '"budget" OR "care"') == {}


def test_words_are_cut_as_the_index_cuts_them() -> None:
    """The tokeniser is the one that the schema names."""
    assert f'tokenize="{TOKENIZER}"' in str(
        open_scratch().execute("SELECT sql FROM sqlite_master WHERE name = 'sentences_fts'").fetchone()[0]
    )
