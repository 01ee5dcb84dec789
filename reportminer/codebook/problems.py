"""What the check of a codebook finds, and in which order it is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a codebook that its author may want to mend."""

    severity: Severity
    """An error contradicts itself or cannot be read, a warning costs precision, a note is worth a look."""
    code: str
    """Id of the pattern or theme; empty where it is about the whole codebook."""
    rule: str
    """Name of the check, stable: `few_examples`, `overlap`."""
    message: str
    """What was found."""
    remedy: str
    """What to do about it."""
    others: tuple[str, ...] = ()
    """Ids of further codes that it is about."""
    texts: tuple[str, ...] = ()
    """Sentences that show it."""
    cosine: float | None = None
    """How alike the two sentences are, -1 to 1, where that is the point."""
    probability: float | None = None
    """What the trained model gives the sentence for the code, 0 to 1, where that is the point."""


_RANK = tuple(Severity)


def rank_problems(problems: Iterable[Problem], order: Sequence[str]) -> tuple[Problem, ...]:
    """Return the problems code by code: the code with most errors first, then warnings, then notes.

    Args:
        problems: in the order in which they were found; within a code and severity it is kept.
        order: ids of all codes as the codebook has them; decides between equally bad ones.
    """
    found = list(problems)
    counts: dict[str, list[int]] = {}
    for problem in found:
        counts.setdefault(problem.code, [0] * len(_RANK))[_RANK.index(problem.severity)] += 1
    place = {code: at for at, code in enumerate(order)}

    def key(problem: Problem) -> tuple[list[int], int, str, int]:
        code = problem.code
        worst = [-count for count in counts[code]]
        return worst, place.get(code, -1), code, _RANK.index(problem.severity)

    return tuple(sorted(found, key=key))


def count_problems(problems: Iterable[Problem], severity: Severity) -> int:
    """Return how many problems matter that much."""
    return sum(problem.severity is severity for problem in problems)
