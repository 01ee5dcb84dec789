"""Where else in the workspace nearly the words of a sentence stand."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from reportminer.analyse.duplicates import LENGTH, SIMILARITY, Passage, group_duplicates
from reportminer.records import Hit
from reportminer.store.candidates import find_candidate, read_candidates
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters, load_hits, match_text
from reportminer.text import fold, words

_MOST_LOOKED_AT: Final = 500
"""Sentences that share a sequence of words; boilerplate of more reports than that is known for what it is."""


def find_repeats(connection: Connection, finding_id: str) -> tuple[Hit, ...]:
    """Return the other sentences that say nearly the same word for word, by date of the report, then by id.

    Two sentences are such where `analyse.duplicates` says so. Only those that share a sequence of words are
    compared: of n sequences a repetition shares one at least with any n - ceil(0.8 n) + 1 of them.

    Args:
        connection: an open workspace.
        finding_id: the sentence; nothing is found where none has the id.
    """
    asked = find_candidate(connection, finding_id)
    query = _make_query(words(fold(asked.text))) if asked else ""
    if asked is None or not query:
        return ()
    matches = match_text(connection, query, filters=Filters(), limit=_MOST_LOOKED_AT)
    found = read_candidates(connection, [match.id for match in matches])
    others = [candidate for candidate in found if candidate.id != asked.id]
    groups = group_duplicates(
        [Passage(id=c.finding_id, text=c.text, report_id=c.report_id, side=c.polarity) for c in (asked, *others)]
    )
    same = [candidate.id for candidate in others if groups[candidate.finding_id] == asked.finding_id]
    hits = [hit for hit, _ in load_hits(connection, same).values()]
    return tuple(sorted(hits, key=lambda hit: (hit.published or "9", hit.finding_id)))


def _make_query(tokens: Sequence[str]) -> str:
    """Return an FTS5 query that every repetition answers: sequences of words, each quoted."""
    if not tokens:
        return ""
    sequences = [" ".join(tokens[at : at + LENGTH]) for at in range(max(len(tokens) - LENGTH + 1, 1))]
    n_needed = len(sequences) - ceil(SIMILARITY * len(sequences) - 1e-9) + 1
    # Long words are rare ones, so that few sentences answer.
    telling = sorted(dict.fromkeys(sequences), key=lambda sequence: (-len(sequence), sequence))[:n_needed]
    return " OR ".join(f'"{sequence}"' for sequence in telling)
