"""Where terms stand in sentences."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportminer.search.query import Near, Phrase, Term, parse_question, write_term
from reportminer.search.standing import find_matched, find_term, list_beginnings, read_words

TEXT = "Pooled budgets, and the pooling of a budget’s risks, shared risk in cafés."


@pytest.mark.parametrize(
    ("query", "matched"),
    [
        ("budget", ("budgets", "budget")),
        ('"pooled budget"', ("pooled budgets",)),
        ("risk* share", ("risks", "shared", "risk")),
        ("cafe", ("cafés",)),
        ('NEAR("pooled budget" share, 8)', ("pooled budgets", "shared")),
        ('NEAR("pooled budget" share, 7)', ()),
        ("co-pooled", ()),
        ("nothing", ()),
    ],
)
def test_matched_words_are_those_of_the_question_that_stand_there(query: str, matched: tuple[str, ...]) -> None:
    """Stems, phrases, open words and near words are shown as they stand, in lower case, each once."""
    assert find_matched(parse_question(query).terms, TEXT) == matched


_WORDS = st.sampled_from(["pool", "pooled", "budget", "budgets", "risk", "risky", "share"])
_PHRASES = st.builds(
    lambda words, is_open: Phrase(words=tuple(words), is_open=is_open),
    st.lists(_WORDS, min_size=1, max_size=2),
    st.booleans(),
)
_TERMS = st.one_of(
    _PHRASES,
    st.builds(
        lambda phrases, distance: Near(phrases=tuple(phrases), distance=distance),
        st.lists(_PHRASES, min_size=2, max_size=3),
        st.integers(0, 4),
    ),
)


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.lists(_WORDS, max_size=9).map(" ".join), min_size=1, max_size=12), term=_TERMS)
def test_a_term_stands_where_the_index_finds_it(texts: list[str], term: Term) -> None:
    """For any sentences and any term the answer is that of SQLite's full-text index."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize='porter unicode61 remove_diacritics 2')")
    connection.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(texts))
    found = {row[0] for row in connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (write_term(term),))}
    connection.close()
    beginnings = list_beginnings([term])
    assert {i for i, text in enumerate(texts) if find_term(term, read_words(text, beginnings))} == found


def test_a_place_spans_the_whole_phrase() -> None:
    """A place begins at the first word and ends behind the last."""
    term = Phrase(words=("pooled", "budget"))
    words = read_words("The pooled budgets were pooled.", list_beginnings([term]))
    assert find_term(term, words) == [(1, 3)]
    assert words.n == 5
