"""Passages that repeat each other."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportminer.analyse.duplicates import Passage, count_reports, group_duplicates

LONG = "Older people waited far too long in hospital because packages of care at home could not be found in time"


def groups_of(*texts: str, reports: tuple[str, ...] = (), sides: tuple[str, ...] = ()) -> list[str]:
    """The group of each text; ids are a, b, c ..., and each text stands in a report of its own."""
    passages = [
        Passage(
            id=chr(97 + i),
            text=text,
            report_id=reports[i] if reports else f"R{i}",
            side=sides[i] if sides else "failure",
        )
        for i, text in enumerate(texts)
    ]
    return list(group_duplicates(passages).values())


def test_equal_words_are_one_group() -> None:
    """Case, punctuation, accents and spaces do not matter; the first passage names the group."""
    assert groups_of(LONG, "Something else was said about the market for care", LONG.upper() + " .") == [
        "a",
        "b",
        "a",
    ]


def test_a_swapped_name_is_a_near_duplicate() -> None:
    """A template in which only the name at its beginning differs is one group."""
    assert groups_of(f"In Northbridge {LONG}", f"In Southford {LONG}") == ["a", "a"]


def test_other_words_are_no_duplicate() -> None:
    """A passage that shares half of its words is fresh evidence."""
    half = " ".join(LONG.split()[:10])
    assert groups_of(LONG, f"{half} beds were closed for months and nobody had told the hospital why") == [
        "a",
        "b",
    ]


def test_other_sides_are_never_grouped() -> None:
    """A last word that turns the meaning round keeps two passages apart."""
    good, bad = f"{LONG} which was effective", f"{LONG} which was ineffective"
    assert groups_of(good, bad, sides=("good_practice", "failure")) == ["a", "b"]
    assert groups_of(good, bad, sides=("failure", "failure")) == ["a", "a"]


def test_short_passages_group_within_a_report_only() -> None:
    """Two authors may write the same few words; one author who does so repeats himself."""
    short = "Discharges were often delayed."
    assert groups_of(short, short, reports=("R1", "R2")) == ["a", "b"]
    assert groups_of(short, short, reports=("R1", "R1")) == ["a", "a"]


def test_chains_are_one_group() -> None:
    """What is near to a near-duplicate belongs to the same group, whichever comes first."""
    words = [f"w{i}" for i in range(40)]
    one, two, three = (" ".join(words[i : i + 36]) for i in (0, 2, 4))
    assert groups_of(one, three) == ["a", "b"]
    assert groups_of(one, two, three) == ["a", "a", "a"]
    assert groups_of(one, three, two) == ["a", "a", "a"]


def test_empty_texts_do_no_harm() -> None:
    """Passages without a word are grouped like any other short passage."""
    assert groups_of("", "...", LONG, reports=("R1", "R1", "R1")) == ["a", "a", "c"]


def test_reports_of_a_group() -> None:
    """A group that stands in several reports is told from one that repeats within a report."""
    groups = {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d"}
    reports = {"a": "R1", "b": "R1", "c": "R2", "d": "R3", "e": "R3"}
    assert count_reports(groups, reports) == {"a": 2, "d": 1}


def jaccard(one: str, other: str) -> float:
    """The definition, without an index."""
    sets = [{tuple(tokens[i : i + 5]) for i in range(len(tokens) - 4)} for tokens in (one.split(), other.split())]
    return len(sets[0] & sets[1]) / (len(sets[0] | sets[1]) or 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from("xyz"), min_size=8, max_size=16).map(" ".join), max_size=14))
def test_the_index_misses_no_pair(texts: list[str]) -> None:
    """The groups are those that comparing every pair would give."""
    passages = [Passage(id=str(i), text=text, report_id=str(i)) for i, text in enumerate(texts)]
    parents = {passage.id: passage.id for passage in passages}
    for one, other in combinations(passages, 2):
        if one.text == other.text or jaccard(one.text, other.text) >= 0.8:
            joined = sorted((parents[one.id], parents[other.id]), key=int)
            parents = {key: joined[0] if value == joined[1] else value for key, value in parents.items()}
    assert group_duplicates(passages) == parents
