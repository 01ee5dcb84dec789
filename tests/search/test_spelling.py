"""Words that are nearest to a misspelt one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.search.spelling import count_slips, rank_forms, rank_stems
from reportminer.search.stems import stem

KNOWN = [
    "accountability",
    "accountable",
    "budget",
    "policy",
    "partnership",
    "hospital",
    "care",
    "change",
    "charge",
]
STEMS = [(stem(word), 10) for word in KNOWN]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("budget", "budget", 0),
        ("budgit", "budget", 1),
        ("bugdet", "budget", 1),
        ("buget", "budget", 1),
        ("budgeet", "budget", 1),
        ("badgit", "budget", 2),
        ("", "ab", 2),
        ("abc", "xyz", 3),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    """Put in, left out, changed and swapped letters count one each."""
    assert min(count_slips(one, other, most=2), 3) == slips


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_slips_are_the_same_both_ways(one: str, other: str) -> None:
    """And none are between equal words only."""
    assert min(count_slips(one, other, most=9), 9) == min(count_slips(other, one, most=9), 9)
    assert (count_slips(one, other, most=9) == 0) == (one == other)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("accountabilty", "accountability"),
        ("acountable", "accountable"),
        ("budgit", "budget"),
        ("polciy", "policy"),
        ("partnershp", "partnership"),
        ("hcange", "change"),
        ("hospitol", "hospital"),
    ],
)
def test_the_stem_and_then_the_word_is_found(wrong: str, right: str) -> None:
    """Also where the slip keeps the ending from being taken off."""
    assert stem(right) in rank_stems(wrong, STEMS, limit=5)
    assert rank_forms(wrong, [(word, 1) for word in KNOWN], limit=3)[0] == right


def test_of_equally_near_words_the_more_frequent_comes_first() -> None:
    """One letter of a short word may be wrong, no more."""
    assert rank_forms("cere", [("care", 5), ("core", 9), ("cane", 50)], limit=3) == ["core", "care"]


def test_what_is_far_from_all_has_no_other_spelling() -> None:
    """A made-up word is left alone."""
    assert rank_stems("zzqxj", STEMS, limit=5) == []
    assert rank_forms("zzqxj", [(word, 1) for word in KNOWN], limit=3) == []
