"""How much of a question a sentence holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.search.lexical import Weighed, score_words, weigh
from reportminer.search.query import parse_question
from reportminer.search.standing import read_words
from reportminer.settings import SearchSettings

N = 1000


def asked(text: str, *counts: int) -> Weighed:
    """A question whose terms are held by so many sentences of a thousand."""
    terms = parse_question(text).terms
    return weigh(terms, counts or [10] * len(terms), N)


def score(question: Weighed, text: str, section: str = "", **changed: float) -> float:
    """The score of a sentence with default settings, or some changed."""
    text_words, above = (read_words(part, question.beginnings) for part in (text, section))
    return score_words(question, text_words, above, settings=SearchSettings(**changed))


def test_a_sentence_with_more_of_the_question_scores_more() -> None:
    """Two words of the question are more than one, and none is nothing."""
    question = asked("pooled risk")
    both, one, none = (score(question, f"The {words} was here.") for words in ("pooled risk", "pooled sum", "sum"))
    assert both > one > none == 0


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    """The weight of a word falls with the sentences that hold it."""
    question = asked("people accountable", 600, 3)
    assert score(question, "They were accountable.") > 3 * score(question, "They were people.")


def test_neighbours_of_the_question_count_more_side_by_side() -> None:
    """Of two sentences with the same words the one that has them together comes first."""
    question = asked("pooled budget")
    apart = "The budget was set while sums of all kinds were held and never pooled."
    assert score(question, "All the sums were held and never set: the pooled budget was.") > score(question, apart)
    assert score(question, "x pooled budget", proximity_weight=0.0) == score(
        question, "budget x pooled", proximity_weight=0.0
    )


def test_a_word_in_the_headings_counts_less() -> None:
    """Headings help, by their weight, or not at all."""
    question = asked("budget")
    assert 0 < score(question, "It was shared.", "Budgets") < score(question, "The budget was shared.")
    assert score(question, "It was shared.", "Budgets", section_weight=0.0) == 0


def test_length_counts_as_the_settings_say() -> None:
    """A long sentence holds words by chance; without length norm it loses nothing."""
    question = asked("budget")
    long = "budget " + "word " * 60
    assert score(question, long) < score(question, "budget word")
    assert score(question, long, length_norm=0.0) == score(question, "budget word", length_norm=0.0)


@given(st.lists(st.sampled_from(["pooled", "risk", "word", "budgets"]), max_size=30).map(" ".join))
def test_scores_lie_between_0_and_1(text: str) -> None:
    """However often the words stand there."""
    assert 0 <= score(asked('pooled "budget risk" NEAR(pooled risk)'), text, text) <= 1


def test_a_question_without_known_words_gives_nothing() -> None:
    """No terms, no score."""
    assert score(weigh((), (), N), "The budget.") == 0


def test_weights_stay_above_0() -> None:
    """Also of a word that every sentence holds, and of one counted in more sentences than there are vectors."""
    assert min(weigh(parse_question("a b").terms, [N, 2 * N], N).weights) > 0


def test_a_single_term_has_no_neighbours_to_miss() -> None:
    """The share for pairs is not lost where the question has one term."""
    question = asked("budget")
    assert score(question, "a budget") == pytest.approx(score(question, "a budget", proximity_weight=0.0))
