"""The side of a finding, and the opposite one: good practice to a failure, and the other way round."""

from dataclasses import replace

from reportminer.errors import UsageError
from reportminer.records import Polarity
from reportminer.store.candidates import Candidate
from reportminer.store.filtering import Filters

SIDES = ("any", "same", "opposite")
"""Which sentences are wanted: all, or those of the same or of the opposite side."""
_SIDED = (Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.MIXED)
_OPPOSITE = {Polarity.GOOD_PRACTICE: Polarity.FAILURE, Polarity.FAILURE: Polarity.GOOD_PRACTICE}


def narrow_to_side(filters: Filters, asked: Candidate, side: str) -> Filters:
    """Return the filters narrowed to the same or the opposite side of a sentence.

    Args:
        filters: what to narrow to.
        asked: the sentence.
        side: one of `SIDES`.

    Raises:
        UsageError: the sentence has none, the filters name another, or there is no such word.
    """
    if side not in SIDES:
        raise UsageError(
            f"{side!r} is no side", expected=f"one of {', '.join(SIDES)}", remedy="use one of these words"
        )
    if side == "any":
        return filters
    polarity = Polarity(asked.polarity)
    wanted = polarity if side == "same" and polarity in _SIDED else _OPPOSITE.get(polarity)
    if wanted is None:
        raise UsageError(
            f"{asked.finding_id} has no {side} side: its polarity is {polarity}",
            expected="a sentence that tells of good practice or of failure",
            remedy="leave --side out, or ask about another sentence",
        )
    if filters.polarity not in ("", wanted):
        raise UsageError(
            f"the {side} side of {asked.finding_id} is {wanted}, and the filter asks for {filters.polarity}",
            expected="one of the two",
            remedy="leave --side or --polarity out",
        )
    return replace(filters, polarity=str(wanted))
