"""The phrase language of the codebook, and negation."""

import pytest

from reportminer.extract.negation import is_hedged, is_negated
from reportminer.extract.phrases import PhraseIndex, compile_phrase


def find(rule: str, text: str) -> list[str]:
    """What a phrase finds in a text."""
    phrase = compile_phrase("theme", rule)
    assert phrase is not None
    return [text[found.start : found.end] for found in PhraseIndex([phrase]).find(text)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("pooled budget", "Pooled Budget"),
        ("pool* budget*", "pooling budgets"),
        ("co-production", "coproduction"),
        ("co-production", "co production"),
        ("co-production", "Co‑production"),
        ("coproduction", "co-production"),
        ("coproduction", "co production"),
        ("care home*", "care-homes"),
        ("organis*", "organized"),
        ("prioritise", "prioritize"),
        ("shared … record*", "shared electronic patient records"),
        ("people's experience*", "people’s experiences"),
        ("a&e", "A&E"),
    ],
)
def test_spellings_that_match(rule: str, text: str) -> None:
    """Case, hyphens, joined words, -ize, apostrophes, endings and gaps do not hide a phrase."""
    assert find(rule, f"There was {text} there.") == [text]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("pooled budget", "pooled the budget"),
        ("pooled budget", "pooled budgets"),
        ("shared … record*", "shared one two three four records"),
        ("carer*", "care homes"),
        ("end of life", "weekend of life"),
        ("inpatient", "in patient hands"),
    ],
)
def test_what_does_not_match(rule: str, text: str) -> None:
    """Other words between, other endings, more words than a gap allows, and parts of words are no match."""
    assert find(rule, text) == []


def test_the_longest_phrase_of_a_theme_is_kept() -> None:
    """Of two phrases of a theme over the same words the longer counts; of two themes both do."""
    rules = [("flow", "discharge"), ("flow", "discharge to assess"), ("assessment", "assess")]
    index = PhraseIndex([p for theme, rule in rules if (p := compile_phrase(theme, rule))])
    found = [(f.theme_id, f.rule) for f in index.find("Discharge to assess worked.")]
    assert sorted(found) == [("assessment", "assess"), ("flow", "discharge to assess")]


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("There was no evidence of a shared vision.", True),
        ("Leaders did not have a shared vision.", True),
        ("The shared vision was not understood by staff.", True),
        ("They had failed to agree a shared vision.", True),
        ("A shared vision wasn’t in place.", True),
        ("There was a shared vision.", False),
        ("Budgets were not pooled, but there was a shared vision.", False),
        ("There was not only a shared vision and a plan.", False),
        ("A shared vision was not ruled out.", False),
        ("There was a shared vision; it had not been costed.", False),
        ("Although money was not shared, leaders held a shared vision.", False),
        ("Partners had a shared vision and they did not argue.", False),
    ],
)
def test_negation_holds_inside_its_clause(sentence: str, *, negated: bool) -> None:
    """A negation counts up to the end of its clause; "not only" and "not ruled out" do not negate."""
    start = sentence.index("shared vision")
    assert is_negated(sentence, start, start + len("shared vision")) is negated


@pytest.mark.parametrize(
    ("sentence", "hedged"),
    [
        ("A shared vision may help.", True),
        ("Leaders should agree a shared vision.", True),
        ("Partners aimed for a shared vision.", True),
        ("If there were a shared vision, delays would fall.", True),
        ("There was a shared vision.", False),
        ("There was a shared vision, but more might be done.", False),
        ("Partners may differ, but they had a shared vision.", False),
    ],
)
def test_hedging_is_told_within_the_clause(sentence: str, hedged: bool) -> None:
    """What may, should or is meant to be is told apart from what is, clause by clause."""
    start = sentence.index("shared vision")
    assert is_hedged(sentence, start, start + len("shared vision")) is hedged


def test_not_ruled_out_is_no_negation() -> None:
    """Neither form of "not ruled out" negates."""
    for sentence in ("They did not rule out a shared vision.", "A shared vision was not ruled out."):
        start = sentence.index("shared vision")
        assert not is_negated(sentence, start, start + len("shared vision"))
