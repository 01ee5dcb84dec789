"""Labels and codings as tables of flags: what the figures of an evaluation are computed from."""

from collections.abc import Iterable, Sequence

import numpy as np

from reportminer.classify.evaluation_draws import Draws
from reportminer.classify.labels import LabelledSentence
from reportminer.classify.thresholds import Flags
from reportminer.codebook.model import Codebook
from reportminer.records import Coding


def make_flags(codes: Iterable[Iterable[str]], names: Sequence[str]) -> Flags:
    """Return which sentence has which code, (n, names).

    Args:
        codes: of each sentence; codes that are not among the names are left out.
        names: the columns.
    """
    rows = [set(row) for row in codes]
    return np.array([[name in row for name in names] for row in rows], np.bool_).reshape(len(rows), len(names))


def make_draws(labels: Sequence[LabelledSentence]) -> Draws:
    """Return draws of the labels' groups; a sentence without a group is a group of its own."""
    return Draws([label.group or f"\n{label.id}" for label in labels])


def patterns_of(codings: Iterable[Coding], *, accepted: bool = False) -> list[list[str]]:
    """Return the patterns given to each sentence, or only those that were accepted."""
    return [[tag.pattern_id for tag in coding.tags if tag.accepted or not accepted] for coding in codings]


def themes_given(codings: Iterable[Coding]) -> list[list[str]]:
    """Return the themes given to each sentence, those of its tags included."""
    return [sorted({*coding.themes, *(tag.theme_id for tag in coding.tags)}) for coding in codings]


def themes_of_patterns(labels: Iterable[LabelledSentence], codebook: Codebook) -> list[set[str]]:
    """Return the themes of each sentence's patterns."""
    return [{codebook.pattern(pattern).theme for pattern in label.patterns} for label in labels]


def themes_stated(labels: Sequence[LabelledSentence], codebook: Codebook) -> list[set[str]]:
    """Return the themes of each sentence: those that the coder stated and those of its patterns."""
    of_patterns = themes_of_patterns(labels, codebook)
    return [{*label.themes, *themes} for label, themes in zip(labels, of_patterns, strict=True)]
