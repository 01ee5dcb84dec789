"""Both scores of every candidate, whichever side brought it, and the score that they make together.

So the split that is shown is true: a sentence that meaning brought shows the words of the question that it holds,
and one that words brought shows how near its meaning is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportminer.search.fusion import Scores, fuse
from reportminer.search.lexical import Weighed, score_words
from reportminer.search.nearest import Cosines
from reportminer.search.standing import Words, read_words
from reportminer.settings import SearchSettings
from reportminer.store.candidates import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is scored."""

    question: Weighed
    """Its terms, those that no sentence holds left out."""
    cosines: Cosines | None
    """How near sentences lie to it; None where only words count."""
    mode: str
    """`hybrid`, `lexical` or `semantic`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Sentences with their scores, best first."""

    candidates: tuple[Candidate, ...]
    """By falling fused score, then finding id."""
    fused: Mapping[int, float]
    """By sentence id, 0 to 1."""
    lexical: Mapping[int, float]
    """By sentence id, 0 to 1."""
    semantic: Mapping[int, float]
    """By sentence id, -1 to 1."""


def score_candidates(candidates: Sequence[Candidate], asked: Asked, *, settings: SearchSettings) -> Scored:
    """Score sentences.

    Args:
        candidates: in any order.
        asked: the question.
        settings: how the two sides are scored and fused.
    """
    ids = [c.id for c in candidates]
    texts = [read_words(c.text, asked.question.beginnings) for c in candidates]
    lexical = _score_words(candidates, texts, asked.question, settings)
    semantic = np.zeros(len(ids)) if asked.cosines is None else asked.cosines.of(ids)
    fused = _fuse(lexical, semantic, asked, settings) * _wholeness(texts, settings)
    # Rounded before they are ordered, so that noise in the last digits decides nothing.
    fused = fused.round(4)
    order = sorted(range(len(ids)), key=lambda i: (-fused[i], candidates[i].finding_id))
    return Scored(
        candidates=tuple(candidates[i] for i in order),
        fused=dict(zip(ids, fused.tolist(), strict=True)),
        lexical=dict(zip(ids, lexical.tolist(), strict=True)),
        semantic=dict(zip(ids, semantic.tolist(), strict=True)),
    )


def _score_words(
    candidates: Sequence[Candidate], texts: Sequence[Words], question: Weighed, settings: SearchSettings
) -> Scores:
    above = {section: read_words(section, question.beginnings) for section in {c.section for c in candidates}}
    scores = [
        score_words(question, text, above[c.section], settings=settings)
        for c, text in zip(candidates, texts, strict=True)
    ]
    return np.array(scores, np.float64)


def _fuse(lexical: Scores, semantic: Scores, asked: Asked, settings: SearchSettings) -> Scores:
    if asked.cosines is None:
        return lexical
    if asked.mode == "semantic":
        return np.clip(semantic, 0.0, 1.0)
    return fuse(lexical, semantic, settings=settings)


def _wholeness(texts: Sequence[Words], settings: SearchSettings) -> Scores:
    """Return what a sentence keeps of its score: a scrap of a few words rarely answers a question."""
    lengths = np.array([text.n for text in texts], np.float64)
    missing: Scores = np.clip(1 - lengths / max(settings.short_words, 1), 0.0, 1.0)
    return 1 - settings.short_loss * missing
