"""Reports that repeat another one nearly word for word: a press release issued again with small edits.

Whole reports are compared, by the sequences of words that they share; for passages see `analyse.duplicates`. The
result does not depend on chance: hashes are fixed, and the order of the reports decides only which one is the
original.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from reportminer.records import ReportType
from reportminer.store.views import ReportRow
from reportminer.text import fold, words

SIMILARITY = 0.5
"""Jaccard index of three-word sequences from which a report is a reprint. One word in ten changed, evenly spread,
leaves 0.57; in twenty, 0.75. At 0.5 two texts of equal length share two thirds of their sequences, which no two
reviews do that only have their background and method chapters in common: half of the text in common gives 0.33."""
FIGURES = 0.5
"""Least Jaccard index of the numbers in two texts, where both have at least `N_FIGURES` different ones: a monthly
notice with new figures in old sentences is no reprint."""
N_FIGURES = 5
LENGTH = 3
"""Words in a sequence. Longer ones suffer more from scattered edits, shorter ones are shared by chance."""
MIN_WORDS = 50
"""Shorter texts (a notice without its content) are never reprints."""
SKETCH = 1024
"""Sequences by which a text is judged, those with the lowest hashes. A text with fewer is compared exactly, for a
longer one the index is estimated with a standard error of at most 0.016."""
_INDEXED = 64
_MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A report to be compared. Where two both state a fact and differ in it, neither is a reprint of the other."""

    report_id: str
    """Its id."""
    text: str = field(repr=False)
    """All of its text."""
    facts: tuple[str, ...] = ()
    """Such as report type, area and dates of the review, in the same order for all; empty where not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sketch:
    report_id: str
    facts: tuple[str, ...]
    hashes: frozenset[int]
    """The `SKETCH` lowest hashes of sequences."""
    lowest: tuple[int, ...]
    """The first of them, ascending."""
    figures: frozenset[str]


def find_reprints(manuscripts: Iterable[Manuscript], *, similarity: float = SIMILARITY) -> dict[str, str]:
    """Return for each reprint the id of its original: the first report of those that repeat each other.

    A report is compared with originals only, so that a chain of small changes over many editions does not make the
    last a reprint of the first. Of several originals the most similar counts, of equally similar ones the first.

    Args:
        manuscripts: in the order that decides which one is the original: earliest published first. One at a time
            is held in memory.
        similarity: least Jaccard index, above 0 up to 1.

    Source: resemblance and its estimate from the lowest hashes of the union: A. Broder (1997), On the resemblance
        and containment of documents.
    """
    originals: list[_Sketch] = []
    places_by_hash: dict[int, list[int]] = defaultdict(list)
    found: dict[str, str] = {}
    for manuscript in manuscripts:
        sketch = _make_sketch(manuscript)
        if sketch is None:
            continue
        near = sorted({place for value in sketch.lowest for place in places_by_hash.get(value, ())})
        original = _choose(sketch, [originals[place] for place in near], similarity)
        if original is not None:
            found[sketch.report_id] = original.report_id
            continue
        for value in sketch.lowest:
            places_by_hash[value].append(len(originals))
        originals.append(sketch)
    return found


def drop_reprints(reports: Iterable[ReportRow], reprints: Mapping[str, str]) -> list[ReportRow]:
    """Return the reports that count: of an original and its reprints only the first that is given.

    So a reprint counts where its original is not among the reports at all, as in an export of later years.

    Args:
        reports: in the order of `read_reports`.
        reprints: as `find_reprints` gives it.
    """
    first: dict[str, ReportRow] = {}
    for report in reports:
        first.setdefault(reprints.get(report.report_id, report.report_id), report)
    return list(first.values())


def make_facts(report: ReportRow) -> tuple[str, ...]:
    """Return what may keep a report apart from a similar one: its type, area, and when the review took place."""
    kind = "" if report.report_type == ReportType.OTHER else report.report_type
    return (kind, report.area_code or report.area, report.review_start, report.review_end)


def _choose(sketch: _Sketch, candidates: Sequence[_Sketch], similarity: float) -> _Sketch | None:
    scored = [(_resemblance(sketch, other), other) for other in candidates if _may_be_one(sketch, other)]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= similarity else None


def _may_be_one(one: _Sketch, other: _Sketch) -> bool:
    if any(a and b and a != b for a, b in zip(one.facts, other.facts, strict=False)):
        return False
    if min(len(one.figures), len(other.figures)) < N_FIGURES:
        return True
    return len(one.figures & other.figures) >= FIGURES * len(one.figures | other.figures)


def _resemblance(one: _Sketch, other: _Sketch) -> float:
    """Return the Jaccard index of two sets of sequences, 0 to 1; exact where both are smaller than a sketch."""
    union = sorted(one.hashes | other.hashes)[:SKETCH]
    return len(one.hashes & other.hashes & frozenset(union)) / len(union)


def _make_sketch(manuscript: Manuscript) -> _Sketch | None:
    """Return what is compared of a report; None for one that is too short."""
    tokens = words(fold(manuscript.text))
    if len(tokens) < MIN_WORDS:
        return None
    hashes = np.unique(_hash_sequences(tokens))[:SKETCH].tolist()
    return _Sketch(
        report_id=manuscript.report_id,
        facts=manuscript.facts,
        hashes=frozenset(hashes),
        lowest=tuple(hashes[:_INDEXED]),
        figures=frozenset(token for token in tokens if token[0].isdigit()),
    )


def _hash_sequences(tokens: Sequence[str]) -> NDArray[np.uint64]:
    """Return a hash of each sequence of `LENGTH` words: 64 bits that are the same on every machine."""
    by_word = {token: int.from_bytes(blake2b(token.encode(), digest_size=8).digest()) for token in set(tokens)}
    numbers = np.array([by_word[token] for token in tokens], np.uint64)
    count = len(tokens) - LENGTH + 1
    total = np.zeros(count, np.uint64)
    for place in range(LENGTH):
        total = _mix(total + numbers[place : place + count])
    return total


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread the bits: the finaliser of splitmix64 (S. Vigna, 2015), where sums and products wrap round."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(_MIX[0])
    values = (values ^ (values >> np.uint64(27))) * np.uint64(_MIX[1])
    return values ^ (values >> np.uint64(31))
