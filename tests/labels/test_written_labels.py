"""The written labels and the content of the shipped codebook hold what their README promises."""

import csv
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from reportminer.codebook import Codebook, load_codebook
from reportminer.records import Polarity
from reportminer.text import fold, words

COLUMNS = ["id", "text", "themes", "patterns", "polarity", "is_recommendation", "group", "near"]
NEAR = 0.3  # share of five-word runs in common; the closest pair that a reader kept stands at 0.26
LEAST_ROWS = 5_000
LEAST_POSITIVES = 50
LEAST_HARD_NEGATIVES = 30
LEAST_WITHOUT = 1_200
TITLES = "Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Professor|Judge|Justice|Councillor|PC"
TITLED_NAME = re.compile(rf"\b(?:{TITLES})\.? [A-Z][a-z]+")

Row = Mapping[str, str]


@pytest.fixture(scope="module")
def rows(root: Path) -> list[Row]:
    """The labelled sentences."""
    with (root / "corpus" / "labels" / "written.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def codebook(root: Path) -> Codebook:
    """The shipped codebook."""
    return load_codebook(root / "configs" / "codebook.toml")


def split_ids(cell: str) -> list[str]:
    """The ids in a cell."""
    return [part for part in cell.split(";") if part]


def expected_polarity(sides: Iterable[Polarity]) -> str:
    """The side of the patterns; mixed where there are two."""
    found = set(sides)
    return "mixed" if len(found) > 1 else found.pop().value


def runs_of_five(text: str) -> set[tuple[str, ...]]:
    """Every five words in a row, without case and punctuation; a shorter text is one run."""
    tokens = [fold(word) for word in words(text)]
    runs = set(zip(*(tokens[start:] for start in range(5)), strict=False))
    return runs or {tuple(tokens)}


def near_duplicates(texts: Mapping[str, str], *, at_least: float = NEAR) -> list[tuple[str, str]]:
    """Pairs of ids whose texts share this part of their five-word runs (Jaccard), in order of the ids."""
    runs = {key: runs_of_five(text) for key, text in texts.items()}
    holders = defaultdict(list)
    for key, found in runs.items():
        for run in found:
            holders[run].append(key)
    shared = Counter(pair for keys in holders.values() for pair in itertools.combinations(keys, 2))
    return sorted(pair for pair, n in shared.items() if n / len(runs[pair[0]] | runs[pair[1]]) >= at_least)


def test_columns_are_those_of_the_readme(rows: list[Row]) -> None:
    """Every row has the eight columns, and none is cut short."""
    assert all(list(row) == COLUMNS and None not in row.values() for row in rows)


def test_ids_are_unique(rows: list[Row]) -> None:
    """No id stands twice."""
    assert not [key for key, n in Counter(row["id"] for row in rows).items() if n > 1]


def test_ids_of_themes_and_patterns_are_in_the_codebook(rows: list[Row], codebook: Codebook) -> None:
    """A label names only what the codebook defines, and nothing twice."""
    for column, known in (("patterns", codebook.pattern_ids), ("themes", codebook.theme_ids)):
        for row in rows:
            ids = split_ids(row[column])
            assert set(ids) <= set(known), row["id"]
            assert len(ids) == len(set(ids)), row["id"]


def test_polarity_follows_the_patterns(rows: list[Row], codebook: Codebook) -> None:
    """Patterns of one side give that polarity, of both sides mixed; without any the polarity is free."""
    wrong = []
    for row in rows:
        sides = [codebook.pattern(key).polarity for key in split_ids(row["patterns"])]
        if sides and row["polarity"] != expected_polarity(sides):
            wrong.append(row["id"])
    assert not wrong


def test_polarity_and_recommendation_are_of_the_closed_lists(rows: list[Row]) -> None:
    """Polarity is one of four words, is_recommendation 0 or 1."""
    assert {row["polarity"] for row in rows} == {"good_practice", "failure", "mixed", "none"}
    assert {row["is_recommendation"] for row in rows} == {"0", "1"}


def test_a_recommendation_carries_no_pattern(rows: list[Row]) -> None:
    """What ought to be is no finding that it is so."""
    assert not [row["id"] for row in rows if row["is_recommendation"] == "1" and row["patterns"]]


def test_themes_include_those_of_the_patterns(rows: list[Row], codebook: Codebook) -> None:
    """The theme of every pattern of a row is among its themes."""
    for row in rows:
        needed = {codebook.pattern(key).theme for key in split_ids(row["patterns"])}
        assert needed <= set(split_ids(row["themes"])), row["id"]


def test_every_pattern_has_enough_positives(rows: list[Row], codebook: Codebook) -> None:
    """Each pattern keeps its positives after the critical read."""
    counts = Counter(key for row in rows for key in split_ids(row["patterns"]))
    assert {key: counts[key] for key in codebook.pattern_ids if counts[key] < LEAST_POSITIVES} == {}


def test_there_are_enough_rows(rows: list[Row]) -> None:
    """The written labels are some thousands."""
    assert len(rows) >= LEAST_ROWS


def test_every_pattern_has_enough_hard_negatives(rows: list[Row], codebook: Codebook) -> None:
    """For each pattern sentences were written that sound like it and do not carry it."""
    counts = Counter(row["near"] for row in rows)
    assert {key: counts[key] for key in codebook.pattern_ids if counts[key] < LEAST_HARD_NEGATIVES} == {}
    assert not [row["id"] for row in rows if row["near"] in split_ids(row["patterns"])]


def test_enough_rows_carry_nothing(rows: list[Row]) -> None:
    """Ordinary sentences are there in their hundreds, fresh ones in five groups of their own."""
    plain = [row for row in rows if not row["patterns"]]
    assert len(plain) >= LEAST_WITHOUT
    fresh = Counter(row["group"] for row in plain if row["id"].startswith("N"))
    assert set(fresh) == {"n0", "n1", "n2", "n3", "n4"}
    assert fresh.total() >= 300


def test_no_two_sentences_are_nearly_the_same(rows: list[Row]) -> None:
    """No pair of sentences is equal or shares a third of its five-word runs."""
    assert near_duplicates({row["id"]: row["text"] for row in rows}) == []


def test_the_check_for_near_duplicates_finds_a_planted_pair(rows: list[Row]) -> None:
    """A copy with other punctuation, case and one other word is caught."""
    original = max(rows, key=lambda row: len(row["text"]))
    tokens = original["text"].upper().split()
    planted = {**{row["id"]: row["text"] for row in rows}, "Z": " ".join([*tokens[:-1], "else!"])}
    assert near_duplicates(planted) == [(original["id"], "Z")]


def test_short_sentences_are_compared_whole() -> None:
    """Under five words the whole sentence counts."""
    texts = {"A": "Page left blank", "B": "page left blank.", "C": "Page left open"}
    assert near_duplicates(texts) == [("A", "B")]


def test_no_sentence_names_a_person(rows: list[Row]) -> None:
    """Nobody is named: people are roles or initials."""
    assert TITLED_NAME.search("Evidence was given by Dr Example.")
    assert not [row["id"] for row in rows if TITLED_NAME.search(row["text"])]


def test_every_pattern_is_described_in_full(codebook: Codebook) -> None:
    """Each pattern has notes both ways, siblings, five examples and three near misses."""
    for pattern in codebook.patterns:
        assert pattern.include, pattern.id
        assert pattern.exclude, pattern.id
        assert pattern.confused_with, pattern.id
        assert pattern.id not in pattern.confused_with
        assert len(pattern.examples) == 5, pattern.id
        assert len(pattern.near_misses) == 3, pattern.id


def test_every_theme_has_phrases_of_its_own(codebook: Codebook) -> None:
    """Each theme has at least eight phrases, and none is listed under two themes."""
    owners = defaultdict(set)
    for theme in codebook.themes:
        assert len(theme.phrases) >= 8, theme.id
        assert len(set(theme.phrases)) == len(theme.phrases), theme.id
        for phrase in theme.phrases:
            owners[fold(phrase)].add(theme.id)
    assert {phrase: found for phrase, found in owners.items() if len(found) > 1} == {}


def test_examples_are_not_in_the_labels(rows: list[Row], codebook: Codebook) -> None:
    """Examples and near misses of the codebook are fresh, so that likeness to them leaks no label."""
    texts = {row["id"]: row["text"] for row in rows}
    for pattern in codebook.patterns:
        for number, text in enumerate((*pattern.examples, *pattern.near_misses)):
            texts[f"{pattern.id}/{number}"] = text
    assert near_duplicates(texts) == []
