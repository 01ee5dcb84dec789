"""The making of full-text queries from what a person writes."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportminer.search.query import (
    MAX_TERMS,
    Either,
    Near,
    Phrase,
    list_words,
    make_match_query,
    parse_question,
    show_term,
)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("pooled budgets", '"pooled" OR "budgets"'),
        ('the "red bag" pathway', '"red bag" OR "pathway"'),
        ("“red bag” pathway", '"red bag" OR "pathway"'),
        ("budget* trust", '"budget" * OR "trust"'),
        ('"pooled budg*"', '"pooled budg" *'),
        ('"pooled budg"*', '"pooled budg" *'),
        ("co-production", '"co production" OR "coproduction"'),
        ("2016/17 health/social", '"2016 17" OR "health" OR "social"'),
        ("people's views aren't", '"people" OR "views"'),
        ("budget Budgets", '"budget"'),
        ("what was it about?", '"what" OR "was" OR "it" OR "about"'),
        ("examples of pooled budgets", '"pooled" OR "budgets"'),
        ("find me any evidence that leaders met", '"leaders" OR "met"'),
        ('"unclosed phrase', '"unclosed" OR "phrase"'),
        ("budgets AND NOT (risk OR {x} ^col:y", '"budgets" OR "risk" OR "x" OR "col" OR "y"'),
        ("?! …", ""),
    ],
)
def test_words_phrases_and_prefixes(text: str, query: str) -> None:
    """Words are joined by OR, phrases kept, stop words and what only frames a question dropped."""
    assert make_match_query(text) == query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ('NEAR("pooled budget" risk, 8)', 'NEAR("pooled budget" "risk", 8)'),
        ("NEAR(pooled risk*)", 'NEAR("pooled" "risk" *, 10)'),
        ("pooled NEAR/5 budget", 'NEAR("pooled" "budget", 5)'),
        ("pooled NEAR budget", 'NEAR("pooled" "budget", 10)'),
        ('staff pooled NEAR/3 budget NEAR "risk share"', '"staff" OR NEAR("pooled" "budget" "risk share", 10)'),
        ("NEAR(pooled)", '"pooled"'),
        ("NEAR()", ""),
        ("pooled NEAR", '"pooled" OR "near"'),
        ("NEAR pooled", '"near" OR "pooled"'),
        ("near pooled", '"near" OR "pooled"'),
        ("NEAR(pooled budget", '"NEAR" OR "pooled" OR "budget"'),
    ],
)
def test_words_near_each_other(text: str, query: str) -> None:
    """Both ways of writing NEAR become one term; where it joins nothing it is a word."""
    assert make_match_query(text) == query


def test_the_encoder_reads_the_words_alone() -> None:
    """Signs of the query language do not reach the encoder, a plain question does as it stands."""
    assert parse_question('NEAR("pooled budget" risk*, 8)').text.split() == ["pooled", "budget", "risk"]
    assert parse_question("pooled NEAR/5 budget").text.split() == ["pooled", "budget"]
    assert parse_question("Who was in charge, then?").text == "Who was in charge, then?"


def test_only_single_whole_words_can_be_misspelt() -> None:
    """Phrases, open words and words with a hyphen are left alone."""
    terms = parse_question('budgit "red bagg" pool* co-production risk NEAR/2 shar').terms
    assert list_words(terms) == ["budgit"]


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (Phrase(words=("red", "bag")), "“red bag”"),
        (Phrase(words=("bag",), is_open=True), "“bag*”"),
        (Either(phrases=(Phrase(words=("a", "b")), Phrase(words=("ab",)))), "“a b”"),
        (
            Near(phrases=(Phrase(words=("a",)), Phrase(words=("b",))), distance=4),
            "“a” and “b” with at most 4 words between them",
        ),
    ],
)
def test_terms_are_shown_in_plain_words(term: Phrase | Either | Near, shown: str) -> None:
    """A message names a term as a person would."""
    assert show_term(term) == shown


def test_a_pasted_page_is_cut_and_says_so() -> None:
    """Of a very long question the beginning is used."""
    question = parse_question(" ".join(f"word{number}" for number in range(5000)))
    assert question.is_cut
    assert len(question.terms) == MAX_TERMS
    assert not parse_question("pooled budgets").is_cut


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """A table with the tokeniser of a workspace."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize='porter unicode61 remove_diacritics 2')")
    connection.execute("INSERT INTO t VALUES ('Budgets were pooled near the end.')")
    yield connection
    connection.close()


_SIGNS = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "*",
        "NEAR",
        "NEAR(",
        ")",
        "NEAR/3",
        ",",
        "8",
        "-",
        "'",
        "^",
        ":",
        "{",
        "\0",
        "word",
        " ",
        "é",
        "😀",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=80), st.lists(_SIGNS, max_size=25).map(" ".join), st.lists(_SIGNS).map("".join)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(text=_TEXTS)
def test_any_text_is_a_legal_query(index: sqlite3.Connection, text: str) -> None:
    """No text makes FTS5 raise a syntax error."""
    if query := make_match_query(text):
        index.execute("SELECT * FROM t WHERE t MATCH ?", (query,)).fetchall()


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_001,
        "“" * 100_000,
        "NEAR(" * 20_000,
        "NEAR " * 20_000,
        "a-" * 50_000,
        "x" * 100_000,
        "पूल बजट " * 8_000,
        "预算" * 30_000,
        "ميزانية " * 10_000,
        "\ud800 budget",
        "budget\0risk",
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_pastes_and_other_scripts_are_legal(index: sqlite3.Connection, text: str) -> None:
    """A hundred kilobytes of anything is a legal query."""
    if query := make_match_query(text):
        index.execute("SELECT * FROM t WHERE t MATCH ?", (query,)).fetchall()
    parse_question(text).text.encode()
