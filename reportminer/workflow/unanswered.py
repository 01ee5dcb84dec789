"""What to say where a question finds nothing, or some of its words stand nowhere."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import chain

from reportminer.search.query import Question, write_term
from reportminer.search.spelling import SHORTEST, list_beginnings, rank_forms, rank_stems
from reportminer.search.stems import split_words, stem
from reportminer.store.bm25 import count_sentences
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters, filtered_ids, match_text
from reportminer.store.vocabulary import iter_stems, read_examples

_NAMES = {
    "area": "area",
    "report_type": "report type",
    "theme": "theme",
    "pattern": "pattern",
    "polarity": "polarity",
    "section": "section",
    "since": "dates since",
    "until": "dates until",
}
_SHOWN = 3
_STEMS_READ = 20
_EXAMPLES_READ = 100


def suggest(connection: Connection, text: str, unknown: Sequence[str], *, filters: Filters) -> tuple[str, ...]:
    """Return other spellings of a question, likeliest first, each of which finds something that this one does not.

    Args:
        connection: an open workspace.
        text: the question.
        unknown: its words that stand nowhere.
        filters: what the question is narrowed to.
    """
    others = {word: list(_iter_spellings(connection, word, filters)) for word in unknown}
    known = {word: spellings for word, spellings in others.items() if spellings}
    if not known:
        return ()
    best = {word: spellings[0] for word, spellings in known.items()}
    choices = [best, *(best | {word: other} for word, found in known.items() for other in found[1:])]
    return tuple(dict.fromkeys(_respell(text, choice) for choice in choices))[:_SHOWN]


def _respell(text: str, spellings: dict[str, str]) -> str:
    for word, spelling in spellings.items():
        text = re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", spelling, text)
    return text


def _iter_spellings(connection: Connection, word: str, filters: Filters) -> Iterator[str]:
    """Yield words that stand in the workspace, under the filters, and may be meant."""
    if len(word) < SHORTEST or not word.isalpha():
        return
    for spelling in [*_split(connection, word)] or _nearest_words(connection, word):
        query = f'"{" ".join(split_words(spelling))}"'
        if match_text(connection, query, filters=filters, limit=1):
            yield spelling


def _nearest_words(connection: Connection, word: str) -> list[str]:
    for beginnings in list_beginnings(word):
        known = chain.from_iterable(iter_stems(connection, beginning) for beginning in beginnings)
        stems = rank_stems(word, known, limit=_STEMS_READ)
        if found := rank_forms(word, _count_forms(connection, stems), limit=_SHOWN):
            return found
    return []


def _count_forms(connection: Connection, stems: Sequence[str]) -> list[tuple[str, int]]:
    """Return the words that stand in sentences with these stems and have one of them, and how often."""
    forms: Counter[str] = Counter()
    for known in stems:
        for text in read_examples(connection, known, _EXAMPLES_READ):
            forms.update(word.lower() for word in split_words(text) if stem(word) == known)
    return sorted(forms.items())


def _split(connection: Connection, word: str) -> Iterator[str]:
    """Yield ways to write a word with a hyphen that stand in the workspace, with or without it."""
    halves = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
    counts = count_sentences(connection, [f'"{one} {other}"' for one, other in halves])
    yield from (f"{one}-{other}" for (one, other), n in zip(halves, counts, strict=True) if n)


def explain_nothing(connection: Connection, question: Question | None, filters: Filters) -> str:
    """Return in plain words why nothing was found: a filter leaves everything out, or no sentence has the words.

    Args:
        connection: an open workspace.
        question: whose words must stand in a sentence; None where meaning counts.
        filters: what it was narrowed to.
    """
    active = [f.name for f in fields(filters) if getattr(filters, f.name)]

    def finds(narrowed: Filters) -> bool:
        if question is None:
            return len(filtered_ids(connection, narrowed)) > 0
        query = " OR ".join(write_term(term) for term in question.terms)
        return bool(match_text(connection, query, filters=narrowed, limit=1))

    subject = "sentence" if question is None else "sentence with a word of the question"
    if not finds(Filters()):
        return f"There is no {subject} in this workspace."
    alone = [name for name in active if not finds(replace(Filters(), **{name: getattr(filters, name)}))]
    if alone:
        return f"No {subject} passes {_name_filters(filters, alone, ' and none passes ')}."
    without = [name for name in active if finds(replace(filters, **{name: ""}))]
    hint = f"; without {_name_filters(filters, without, ', or without ')} there would be" if without else ""
    return f"No {subject} passes all the filters together{hint}."


def _name_filters(filters: Filters, names: Sequence[str], between: str) -> str:
    return between.join(f"the filter on {_NAMES[name]} ({getattr(filters, name)})" for name in names)
