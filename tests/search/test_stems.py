"""Stems as the full-text index has them."""

import sqlite3
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportminer.search.stems import find_words, split_folded, split_words, stem

_ENDINGS_TEXT = """
    ational tional enci anci izer logi bli alli entli eli ousli ization ation ator alism iveness fulness ousness
    aliti iviti biliti ical ness icate iciti ful ative alize al ance ence er ic able ible ant ement ment ent sion
    tion ou ism ate iti ous ive ize s ss ed eed ing ies sses y e ll at bl iz ly
"""
ENDINGS = _ENDINGS_TEXT.split()


def index_stems(words: Iterable[str]) -> list[list[str]]:
    """The stems that SQLite's index holds of each word."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize='porter unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
    listed = list(words)
    connection.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(listed))
    stems: list[list[str]] = [[] for _ in listed]
    for number, found in connection.execute("SELECT doc, term FROM v ORDER BY doc, offset"):
        stems[number].append(found)
    connection.close()
    return stems


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Budgets", "budget"),
        ("organisations", "organis"),
        ("organizations", "organ"),
        ("hopping", "hop"),
        ("hoping", "hope"),
        ("policies", "polici"),
        ("agreed", "agre"),
        ("by", "by"),
        ("cafés", "cafe"),
        ("2017", "2017"),
    ],
)
def test_stems_are_porters(word: str, expected: str) -> None:
    """Known words have known stems."""
    assert stem(word) == expected


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda start, endings: start + "".join(endings),
            st.text("aeioubcdlmnrstvwxyzé", max_size=6),
            st.lists(st.sampled_from(ENDINGS), max_size=3),
        ).filter(bool),
        min_size=1,
        max_size=200,
    )
)
def test_stems_are_those_of_the_index(words: list[str]) -> None:
    """Of any word the stem is the one that SQLite's own tokeniser gives."""
    assert [[stem(word)] for word in words] == index_stems(words)


def test_words_are_cut_where_the_index_cuts_them() -> None:
    """Hyphens, apostrophes, underscores and signs part words; accents do not."""
    text = "Co-production’s café_bar: £3.5bn (A&E), 2016/17 “naïve”"
    assert [[stem(word)] for word in split_words(text)] == [[found] for found in index_stems([text])[0]]
    assert split_folded("Café NAÏVE") == ["cafe", "naive"]


def test_words_are_found_in_place() -> None:
    """Each word's interval gives it back."""
    text = "“Pooled” budgets."
    assert [text[start:end] for start, end in find_words(text)] == ["Pooled", "budgets"]
