"""The making of full-text queries."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.search.query import make_match_query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("pooled budgets", '"pooled" OR "budgets"'),
        ('the "red bag" pathway', '"red bag" OR "pathway"'),
        ("budget* NEAR trust", '"budget" * OR "NEAR" OR "trust"'),
        ("co-production", '"co production"'),
        ("what was it about?", '"what" OR "was" OR "it" OR "about"'),
        ("?! …", ""),
    ],
)
def test_words_phrases_and_prefixes(text: str, query: str) -> None:
    """Words are joined by OR, phrases kept, stop words dropped unless nothing else is left."""
    assert make_match_query(text) == query


@given(st.text(max_size=80))
def test_any_text_is_a_legal_query(text: str) -> None:
    """No text makes FTS5 raise a syntax error."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
    if query := make_match_query(text):
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (query,)).fetchall()
    connection.close()
