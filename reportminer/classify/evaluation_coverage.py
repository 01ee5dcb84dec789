"""How much is accepted without review, and whether the stated precision holds there."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Any

import numpy as np

from reportminer.classify.evaluation_draws import Draws
from reportminer.classify.evaluation_scores import DIGITS, CodeScore, score_flag
from reportminer.classify.heads import Floats
from reportminer.classify.thresholds import Flags, precision_threshold

_Z = 1.959964
"""Standard normal quantile of 97.5%."""


class Verdict(StrEnum):
    """What these labels say of a precision that a model states."""

    HELD = "held"
    """The precision found lies at or above it with both its intervals: of drawn groups, and Wilson's."""
    MISSED = "missed"
    """Both intervals lie below it."""
    OPEN = "open"
    """Neither is so: more labels would tell."""
    NOTHING_ACCEPTED = "nothing_accepted"
    """No tag was accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Accepted tags against the precision that the model states for them."""

    accepted: CodeScore
    """Accepted tags, all codes together; their recall is the coverage: the share of true tags they hold."""
    stated: float | None
    """The precision that the model states, 0 to 1; None where it states none."""
    verdict: Verdict | None
    """Whether it holds; None where none is stated."""
    line: float | None
    """The lowest probability above which tags of all codes together reach it on these labels; None without one."""
    within_reach: float | None
    """The coverage that this one line would give. It was drawn on these labels, so it flatters."""


def measure_coverage(
    truth: Flags, accepted: Flags, probabilities: Floats | None, *, stated: float | None, draws: Draws
) -> Coverage:
    """Return how much is accepted and whether the stated precision holds.

    Args:
        truth: (n, codes).
        accepted: (n, codes).
        probabilities: (n, codes), 0 to 1; None where they are not known.
        stated: the precision aimed at, 0 to 1; None where the model states none.
        draws: of the n rows.
    """
    score = score_flag(truth, accepted, draws)
    line = None
    if stated is not None and probabilities is not None:
        flat = probabilities.ravel()
        line = precision_threshold(flat, truth.ravel(), np.ones(flat.size), precision=stated)
    reached = None if line is None or probabilities is None else truth & (probabilities >= line)
    return Coverage(
        accepted=score,
        stated=stated,
        verdict=None if stated is None else _judge(score, stated),
        line=line,
        within_reach=None if reached is None else float(reached.sum() / truth.sum()),
    )


def coverage_as_dict(coverage: Coverage) -> dict[str, Any]:
    """Return what is not in the score of the accepted tags as a dictionary."""
    return {
        "stated_precision": coverage.stated,
        "verdict": coverage.verdict,
        "coverage": _round(coverage.accepted.recall.value),
        "single_line": _round(coverage.line),
        "coverage_at_single_line": _round(coverage.within_reach),
    }


def _judge(score: CodeScore, stated: float) -> Verdict:
    if not score.n_tagged:
        return Verdict.NOTHING_ACCEPTED
    # Three tags that are all right are all right in every draw: only their number tells that three are few.
    low, high = _wilson(score.n_right, score.n_tagged)
    drawn = score.precision
    if min(low, low if drawn.low is None else drawn.low) >= stated:
        return Verdict.HELD
    if max(high, high if drawn.high is None else drawn.high) < stated:
        return Verdict.MISSED
    return Verdict.OPEN


def _wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95% interval of a share.

    Source: Wilson 1927, Probable inference, the law of succession, and statistical inference.
    """
    share, spread = part / whole, _Z**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(share * (1 - share) / whole + spread / whole / 4)
    return middle - half, middle + half


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
