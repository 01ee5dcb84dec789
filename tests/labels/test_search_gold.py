"""The questions for search and their judgements: references and grades, no sentences of published documents."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.retrieval_scores import ndcg, recall

FOLDER = Path(__file__).parents[2] / "corpus" / "labels" / "search"
LEAST_QUESTIONS = 40


def read(name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_enough_questions() -> None:
    """At least forty questions, each once, in two halves of one size."""
    rows = read("questions.csv")
    assert len({row["question"].casefold() for row in rows}) == len(rows) >= LEAST_QUESTIONS
    assert Counter(row["half"] for row in rows)["choose"] == len(rows) / 2


def test_every_question_has_an_answer() -> None:
    """No question is without a sentence that answers it."""
    answered = {row["question"] for row in read("judgements.csv") if row["grade"] != "0"}
    assert answered == {row["id"] for row in read("questions.csv")}


def test_judgements_are_references() -> None:
    """A judgement names a report, a hash and at most four words, has a grade of three, and is made once."""
    rows = read("judgements.csv")
    assert all(len(row["hash"]) == 16 and len(row["first_words"].split()) <= 4 for row in rows)
    assert {row["grade"] for row in rows} == {"0", "1", "2"}
    assert max(Counter((row["question"], row["hash"]) for row in rows).values()) == 1


def test_a_perfect_ranking_scores_one() -> None:
    """The best possible order has an nDCG of 1, and each step down costs."""
    assert ndcg([2, 1, 0], [0, 1, 2]) == pytest.approx(1.0)
    assert ndcg([1, 2, 0], [0, 1, 2]) < 1
    assert ndcg([0], [0]) == 0


def test_the_gain_of_a_rank_is_the_published_one() -> None:
    """Gains 2^grade - 1 over log2(rank + 1): (1 + 3 / log2 3) / (3 + 1 / log2 3) by hand."""
    assert ndcg([1, 2], [2, 1]) == pytest.approx(0.7967, abs=1e-4)


def test_recall_counts_what_is_folded_into_a_hit() -> None:
    """An answer that was folded into another hit is found; one below the depth is not."""
    grades = {"a": 2, "b": 1, "c": 1}
    assert recall([["x", "a"], ["y"], ["b"]], grades, depth=2) == 1 / 2
