"""What figures of one sentence have in common: the noun they count and what they measure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportminer.extract.comparisons import Comparison
from reportminer.extract.figure import PERCENT, POINTS, POUNDS, SHARE, TIMES, Figure
from reportminer.extract.measured import measure_of
from reportminer.extract.periods import Period

_NOT_COUNTS: Final = frozenset(
    {
        PERCENT,
        POINTS,
        POUNDS,
        SHARE,
        TIMES,
        "euros",
        "dollars",
        "minutes",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
    }
)
_PAIRED = re.compile(r"\s(?:and|or|to)\s(?:respectively )?")
_MORE = re.compile(r".{0,90}\b(?:and|or|with|which|whom)\s", re.DOTALL)
_IN_PLACE_OR_TIME = re.compile(r" (?:in|for|from) (?:(?:the )?[A-Z]|(?:19|20)\d\d)")
_OWN_PLACE = re.compile(r" (?:in|from|across|throughout) (?:the )?[\w’'-]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a sentence, with what was found around them."""

    text: str
    """The sentence."""
    figures: Sequence[Figure]
    """In order."""
    compared: Sequence[Comparison]
    """One a figure."""
    periods: Sequence[Period]
    """In order."""

    def counts(self, at: int) -> bool:
        """Say whether a figure is a finding: a target is none, a bare number only as one side of a comparison."""
        figure, comparison = self.figures[at], self.compared[at]
        if comparison.role == "target":
            return False
        return figure.said or bool(comparison.role) or comparison.value is not None

    def end_of_last(self, at: int) -> int:
        """Return where the figure before ends, 0 for the first."""
        return self.figures[at - 1].end if at else 0

    def start_of_next(self, at: int) -> int:
        """Return where the next figure begins that is one, or the sentence ends."""
        later = range(at + 1, len(self.figures))
        return next(
            (self.figures[n].start for n in later if self.figures[n].said or self.counts(n)), len(self.text)
        )

    def barred(self, at: int) -> list[tuple[int, int]]:
        """Return the stretch that says with what a figure is compared, in a list that is empty where none does."""
        comparison = self.compared[at]
        return [(comparison.start, comparison.end)] if comparison.start >= 0 else []


def give_units(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Give a bare number the noun of the number before it: "199 officers were assaulted, with 302 injured".

    Args:
        text: the sentence.
        figures: in order.
    """
    done: list[Figure] = []
    for figure in figures:
        done.append(_with_unit_of(text, done[-1], figure) if done and not figure.unit else figure)
    return done


def _with_unit_of(text: str, last: Figure, figure: Figure) -> Figure:
    if not last.unit or last.unit in _NOT_COUNTS or last.unit.startswith("per_"):
        return figure
    if ";" in text[last.end : figure.start] and figure.reach == figure.end:
        return figure
    plain = figure.value >= 100 or _IN_PLACE_OR_TIME.match(text, figure.end)
    joined = plain and _MORE.fullmatch(text, last.reach, figure.start)
    return figure._replace(unit=last.unit, said=figure.said or bool(joined))


def choose_measures(read: Figures) -> list[str]:
    """Return what each figure measures; both sides of a comparison measure the same."""
    measures: list[str] = []
    last = ""
    for at in range(len(read.figures)):
        if read.counts(at):
            last = _measure(read, at, last) or last
        measures.append(last)
    return measures


def _measure(read: Figures, at: int, last: str) -> str:
    comparison = read.compared[at]
    if last and comparison.role == "other":
        return _OWN_PLACE.sub("", last) if comparison.place else last
    if last and (_ends_change(read, at) or _is_pair(read, at)):
        return last
    limit = read.figures[at].end if comparison.role == "before" else read.start_of_next(at)
    begin = read.end_of_last(at)
    found = measure_of(read.text, read.figures[at], read.periods, limit=limit, begin=begin)
    if found or comparison.role != "before":
        return found
    return measure_of(read.text, read.figures[at], read.periods, limit=read.start_of_next(at), begin=begin)


def _ends_change(read: Figures, at: int) -> bool:
    began = at > 0 and read.compared[at - 1].role == "before"
    return began and read.compared[at].value == read.figures[at - 1].value


def _is_pair(read: Figures, at: int) -> bool:
    """Say whether two figures of one unit are joined by "and" alone ("10% and 35% respectively")."""
    if not at or not read.figures[at].unit or read.figures[at].unit != read.figures[at - 1].unit:
        return False
    return bool(_PAIRED.fullmatch(read.text, read.figures[at - 1].end, read.figures[at].start))
