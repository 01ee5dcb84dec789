"""How sure the recogniser has to be, and what it adds to the rules, on sentences it was not trained on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reportminer.extract.labelled_names import LabelledNames
from reportminer.extract.mention import Mention
from reportminer.extract.network import SureName
from reportminer.extract.trained import choose_names

PRECISION: Final = 0.8
"""Share of the added names of a label that have to be right on held-out sentences; else the label is not given."""
LEAST: Final = 6
"""Added names that such a share has to rest on."""
_STEPS: Final = tuple(step / 100 for step in range(50, 100))
"""Sureness that is tried, lowest first."""
_EVERYTHING: Final = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutNames:
    """A sentence that the recogniser was not trained on, with what it and the rules found."""

    sentence: LabelledNames
    """With the right answer."""
    rules: tuple[Mention, ...]
    """What lists and rules found; dates and the like too."""
    names: tuple[SureName, ...]
    """What the recogniser found."""
    fold: int
    """Number of the fold that was held out."""


def choose_thresholds(held_out: Sequence[HeldOutNames]) -> dict[str, float]:
    """Return for each label the lowest sureness from which on the added names are precise enough.

    Labels that reach it at no sureness, or with too few names, are left out.
    """
    labels = {name.label for held in held_out for name in held.names}
    judged = [(label, sure, right) for held in held_out for label, sure, right in _judge(held, labels)]
    chosen: dict[str, float] = {}
    for label in sorted(labels):
        for least in _STEPS:
            rights = [right for of, sure, right in judged if of == label and sure >= least]
            if len(rights) >= LEAST and sum(rights) >= PRECISION * len(rights):
                chosen[label] = least
                break
    return chosen


def thresholds_by_fold(held_out: Sequence[HeldOutNames]) -> dict[int, dict[str, float]]:
    """Return thresholds for each fold that were chosen on the others, for figures that flatter nobody."""
    return {
        fold: choose_thresholds([held for held in held_out if held.fold != fold])
        for fold in sorted({held.fold for held in held_out})
    }


@dataclass(slots=True)
class LabelFigures:
    """Names of a label: how many there are, and how many each way of looking gives and gets right."""

    known: int = 0
    """Names in the sentences."""
    rules_given: int = 0
    """Names that lists and rules give."""
    rules_right: int = 0
    """Of these, right in place and label."""
    both_given: int = 0
    """Names that lists, rules and the recogniser give together."""
    both_right: int = 0
    """Of these, right in place and label."""


def count_figures(
    held_out: Iterable[HeldOutNames], thresholds: Mapping[int, Mapping[str, float]]
) -> dict[str, LabelFigures]:
    """Count names with and without the recogniser, by label of the labelled sentences."""
    held_out = list(held_out)
    labels = sorted({mention.label for held in held_out for mention in held.sentence.names()})
    figures = {label: LabelFigures() for label in labels}
    for held in held_out:
        right = set(held.sentence.names())
        added = set(choose_names(held.sentence.text, held.names, held.rules, thresholds[held.fold]))
        alone = {m for m in held.rules if not held.sentence.text[m.start].islower()}
        together = {m for m in alone if not any(a.start <= m.start and m.end <= a.end for a in added)} | added
        for label, count in figures.items():
            count.known += _of(label, right)
            count.rules_given += _of(label, alone)
            count.rules_right += _of(label, alone & right)
            count.both_given += _of(label, together)
            count.both_right += _of(label, together & right)
    return figures


def add_up(figures: Iterable[LabelFigures]) -> LabelFigures:
    """Return the figures of several labels as one."""
    total: Counter[str] = Counter()
    for figure in figures:
        total.update({name: getattr(figure, name) for name in LabelFigures.__slots__})
    return LabelFigures(**total)


def _of(label: str, mentions: Iterable[Mention]) -> int:
    return sum(mention.label == label for mention in mentions)


def _judge(held: HeldOutNames, labels: Iterable[str]) -> Iterable[tuple[str, float, bool]]:
    """Give label, sureness and rightness of each name that would be added were any sureness enough."""
    right = set(held.sentence.names())
    everything = dict.fromkeys(labels, _EVERYTHING)
    added = set(choose_names(held.sentence.text, held.names, held.rules, everything))
    for name in held.names:
        mention = Mention(name.start, name.end, name.label)
        if mention in added:
            yield name.label, name.sureness, mention in right
