"""Words and phrases that set some sentences apart from others."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from reportminer.analyse.common_words import COMMON_WORDS
from reportminer.text import fold, words

MOST_WORDS = 3
"""Words of a phrase."""
N_TERMS = 6
"""Terms of a cluster."""
_FEWEST_TERMS = 2
_PRIOR = 0.5  # added to every count, so that a phrase that stands nowhere else has finite odds
_LEAST_ODDS = 1.0  # standard errors: what stands as often elsewhere sets nothing apart
_SAME = 0.75  # share of a phrase's sentences in which a longer one must hold it to stand for it
_BREAK = re.compile(r"[^\w'’\s-]+|\s[-–—]+\s")
_STEM = 6  # letters by which two words count as the same: discharge, discharged
_NAME = re.compile(r"[A-Z][a-z]")


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning: no function words, no numbers, folded.

    Example:
        >>> content_words("There were 12 delays in Wales, and these were long.")
        ['delays', 'wales']
    """
    return [word for word in map(_fold_word, words(text)) if _carries_meaning(word)]


class TermSpace:
    """The phrases of all sentences of a collection, counted once."""

    def __init__(self, texts: Sequence[str]) -> None:
        clauses = [list(_clauses(text)) for text in texts]
        names = _find_names(clauses)
        self._phrases = [{p for clause in found for p in _iter_phrases(clause, names)} for found in clauses]
        self._totals = Counter(phrase for phrases in self._phrases for phrase in phrases)

    def choose_terms(
        self, places: Sequence[int], *, weights: Sequence[float], reports: Sequence[str]
    ) -> tuple[str, ...]:
        """Return the phrases that set some sentences apart from all others, the most telling first.

        A term stands in at least two of the sentences, and in two of their reports if they have that many; where
        that leaves fewer than two terms, less is asked. It is no name, and no two terms say the same.

        Args:
            places: which sentences.
            weights: how typical each of them is; decides between terms that nothing else tells apart.
            reports: the report of each of them.

        Returns:
            At most `N_TERMS`, in lower case.

        Source: log odds in units of their standard error: B. Monroe, M. Colaresi and K. Quinn (2008), Fightin'
            Words, Political Analysis 16, 372-403.
        """
        members: dict[str, list[int]] = {}
        for at, place in enumerate(places):
            for phrase in self._phrases[place]:
                members.setdefault(phrase, []).append(at)
        odds = {phrase: self._odds(phrase, len(found), len(places)) for phrase, found in members.items()}
        ranked = sorted(
            odds, key=lambda p: (-odds[p], -round(sum(weights[at] for at in members[p]), 6), -len(p.split()), p)
        )
        chosen: list[str] = []
        for rule in _make_rules(len(set(reports))):
            fitting = {
                phrase: members[phrase]
                for phrase in ranked
                if odds[phrase] >= rule.odds
                and len(members[phrase]) >= rule.n_texts
                and len({reports[at] for at in members[phrase]}) >= rule.n_reports
            }
            for phrase in fitting:
                fresh = not any(_overlap(phrase, other) for other in chosen)
                if len(chosen) < rule.most and fresh and not _is_part(phrase, fitting):
                    chosen.append(phrase)
            if len(chosen) >= _FEWEST_TERMS:
                break
        return tuple(chosen)

    def _odds(self, phrase: str, n_found: int, n_texts: int) -> float:
        outside, n_outside = self._totals[phrase] - n_found, len(self._phrases) - n_texts
        return round(_log_odds(n_found, n_texts, outside, n_outside), 6)


@dataclass(frozen=True, slots=True)
class _Rule:
    n_texts: int
    """Sentences of the cluster in which a term stands, at least."""
    n_reports: int
    """Reports, at least."""
    odds: float
    """Standard errors by which its odds are higher, at least."""
    most: int
    """Terms in all."""


def _make_rules(n_reports: int) -> tuple[_Rule, ...]:
    """Return what a term must fulfil; each rule counts only where those before leave too few."""
    return (
        _Rule(2, min(2, n_reports), _LEAST_ODDS, N_TERMS),
        _Rule(2, 1, _LEAST_ODDS, N_TERMS),
        _Rule(1, 1, float("-inf"), _FEWEST_TERMS),
    )


def _clauses(text: str) -> Iterator[list[str]]:
    """Yield the words between two marks of punctuation, as they stand."""
    for clause in _BREAK.split(text):
        if found := words(clause):
            yield found


def _find_names(texts: Iterable[Sequence[Sequence[str]]]) -> frozenset[str]:
    """Return the words that mostly begin with a capital inside a clause, folded; abbreviations (NHS) stay out."""
    inner = [word for clauses in texts for clause in clauses for word in clause[1:]]
    capital = Counter(_fold_word(word) for word in inner if _NAME.match(word))
    all_inner = Counter(map(_fold_word, inner))
    return frozenset(word for word, n in capital.items() if 2 * n > all_inner[word])


def _iter_phrases(clause: Sequence[str], names: frozenset[str]) -> Iterator[str]:
    """Yield the runs of up to three words that begin and end with a word that carries meaning."""
    folded = [_fold_word(word) for word in clause]
    ends = [_carries_meaning(word) and word not in names for word in folded]
    for first in range(len(folded)):
        for last in range(first, min(first + MOST_WORDS, len(folded))):
            if ends[first] and ends[last] and not names.intersection(folded[first : last + 1]):
                yield " ".join(folded[first : last + 1])


def _fold_word(word: str) -> str:
    return fold(word).removesuffix("'s")


def _carries_meaning(word: str) -> bool:
    return len(word) > 1 and word not in COMMON_WORDS and not word[0].isdigit()


def _is_part(phrase: str, members: Mapping[str, Sequence[int]]) -> bool:
    """Say whether a phrase nearly always stands in one and the same longer phrase, which says more."""
    least = max(2.0, _SAME * len(members[phrase]))
    return any(
        len(found) >= least and len(longer) > len(phrase) and _holds(longer, phrase)
        for longer, found in members.items()
    )


def _overlap(one: str, other: str) -> bool:
    return _stem_set(one) <= _stem_set(other) or _stem_set(other) <= _stem_set(one)


def _stem_set(phrase: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in phrase.split())


def _holds(longer: str, phrase: str) -> bool:
    return f" {phrase} " in f" {longer} "


def _log_odds(inside: int, n_inside: int, outside: int, n_outside: int) -> float:
    """Return how many standard errors the odds of a phrase are higher inside than outside."""
    odds_inside = log((inside + _PRIOR) / (n_inside - inside + _PRIOR))
    odds_outside = log((outside + _PRIOR) / (n_outside - outside + _PRIOR))
    return (odds_inside - odds_outside) / sqrt(1 / (inside + _PRIOR) + 1 / (outside + _PRIOR))
