"""How much of a question the words of a sentence hold, from 0 to 1.

Each term counts by its rarity and by how often the sentence holds it, in the text and, with less weight, in the
headings above it; words that stand side by side in the question count once more where they do so in the sentence.

Source: BM25F: S. Robertson, H. Zaragoza and M. Taylor (2004), Simple BM25 extension to multiple weighted fields;
    pairs of words: D. Metzler and W. B. Croft (2005), A Markov random field model for term dependencies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from reportminer.search.query import Term
from reportminer.search.standing import Place, Words, find_term, list_beginnings
from reportminer.settings import SearchSettings

AVERAGE_WORDS = 22
"""Words of a sentence of which length neither raises nor lowers the score: the mean over the reports at hand."""
_WINDOW = 8  # words between two words of the question beyond which they do not belong together (Metzler and Croft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The terms of a question with their weights."""

    terms: tuple[Term, ...]
    """In the order of the question."""
    weights: tuple[float, ...]
    """Of each term its rarity, above 0."""
    beginnings: frozenset[str]
    """See `standing.list_beginnings`."""


def weigh(terms: Sequence[Term], counts: Sequence[int], n_sentences: int) -> Weighed:
    """Weigh the terms of a question by rarity.

    Args:
        terms: in the order of the question.
        counts: of each term the sentences that hold it.
        n_sentences: of the workspace.

    Source: inverse document frequency as in BM25, kept above 0 by adding 1 (Lucene).
    """
    weights = (log(1 + (max(n_sentences, n) - n + 0.5) / (n + 0.5)) for n in counts)
    return Weighed(terms=tuple(terms), weights=tuple(weights), beginnings=list_beginnings(terms))


def score_words(question: Weighed, text: Words, above: Words, *, settings: SearchSettings) -> float:
    """Return the share of the question that a sentence holds, 0 to 1; more is better.

    Args:
        question: its terms.
        text: the sentence.
        above: the headings above it.
        settings: weights of headings, length and pairs.
    """
    total = sum(question.weights)
    if not total:
        return 0.0
    length = 1 - settings.length_norm + settings.length_norm * text.n / AVERAGE_WORDS
    places = [find_term(term, text) for term in question.terms]
    held = 0.0
    for term, weight, found in zip(question.terms, question.weights, places, strict=True):
        often = len(found) + settings.section_weight * len(find_term(term, above))
        held += weight * often / (often + settings.saturation * length) if often else 0.0
    pairs = _score_pairs(question.weights, places) if len(places) > 1 else held / total
    return (1 - settings.proximity_weight) * held / total + settings.proximity_weight * pairs


def _score_pairs(weights: Sequence[float], places: Sequence[Sequence[Place]]) -> float:
    """Return how many neighbours of the question are neighbours in the sentence, weighed, 0 to 1."""
    possible = held = 0.0
    for (one, first), (other, second) in pairwise(zip(weights, places, strict=True)):
        weight = min(one, other)
        possible += weight
        held += weight * _closeness(first, second)
    return held / possible


def _closeness(first: Sequence[Place], second: Sequence[Place]) -> float:
    """Return 1 for words side by side, less with each word between them, 0 from `_WINDOW` on."""
    gaps = [max(b[0] - a[1], a[0] - b[1], 0) for a in first for b in second]
    return max(1 - min(gaps) / _WINDOW, 0.0) if gaps else 0.0
