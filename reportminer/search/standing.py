"""Where the terms of a question stand in a sentence: the answer of the full-text index, word by word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from reportminer.search.query import Either, Near, Phrase, Term
from reportminer.search.stems import find_words, split_folded, stem

Place = tuple[int, int]
"""Number of the first word, and one past the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text as far as it can hold the terms of a question."""

    n: int
    """Words of the text."""
    numbers: Mapping[str, Sequence[int]]
    """By stem, for those words that begin like one of the question: their numbers, ascending."""


def list_beginnings(terms: Iterable[Term]) -> frozenset[str]:
    """Return with what the words begin that can have a part in these terms: no other word needs its stem.

    Porter's steps change no letter before the last one of a stem, so two letters tell words apart.
    """
    stems = {stem(word) for term in terms for phrase in _phrases(term) for word in phrase.words}
    return frozenset(found[:2] if len(found) > 2 else found[:1] for found in stems)


def read_words(text: str, beginnings: frozenset[str]) -> Words:
    """Return the words of a text as far as they begin like this."""
    words = split_folded(text)
    numbers: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        if word[:2] in beginnings or word[0] in beginnings:
            numbers.setdefault(stem(word), []).append(number)
    return Words(n=len(words), numbers=numbers)


def find_term(term: Term, words: Words) -> list[Place]:
    """Return where a term stands, in order.

    Returns:
        For phrases that stand near each other the places of all that have a part in it.
    """
    match term:
        case Phrase():
            return _find_phrase(term, words)
        case Either():
            return sorted({place for phrase in term.phrases for place in _find_phrase(phrase, words)})
        case Near():
            return _find_near(term, words)
        case _:
            assert_never(term)


def find_matched(terms: Iterable[Term], text: str) -> tuple[str, ...]:
    """Return the words of a text that the terms found, as they stand there in lower case, each once, in order."""
    terms = tuple(terms)
    words = read_words(text, list_beginnings(terms))
    places = sorted({place for term in terms for place in find_term(term, words)})
    spans = find_words(text)
    return tuple(dict.fromkeys(text[spans[start][0] : spans[end - 1][1]].lower() for start, end in places))


def _phrases(term: Term) -> tuple[Phrase, ...]:
    return (term,) if isinstance(term, Phrase) else term.phrases


def _find_phrase(phrase: Phrase, words: Words) -> list[Place]:
    if len(phrase.words) == 1 and not phrase.is_open:
        return [(number, number + 1) for number in words.numbers.get(stem(phrase.words[0]), ())]
    *first, last = (stem(word) for word in phrase.words)
    if phrase.is_open:
        ends = sorted(n for found, numbers in words.numbers.items() if found.startswith(last) for n in numbers)
    else:
        ends = list(words.numbers.get(last, ()))
    size = len(first)
    for before, found in enumerate(reversed(first), start=1):
        numbers = words.numbers.get(found, ())
        ends = [end for end in ends if end - before in numbers]
    return [(end - size, end + 1) for end in ends]


def _find_near(term: Near, words: Words) -> list[Place]:
    """Find what FTS5 finds: a last phrase, and each other one that ends at most so many words before it starts."""
    places = [_find_phrase(phrase, words) for phrase in term.phrases]
    near: set[Place] = set()
    for last in {start for found in places for start, _ in found}:
        close = [[p for p in found if p[0] <= last and p[1] + term.distance >= last] for found in places]
        if all(close):
            near.update(place for found in close for place in found)
    return sorted(near)
