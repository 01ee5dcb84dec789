"""Calibration and thresholds: what turns scores into decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportminer.classify.heads import CLASSES, Floats, Layout, log_odds, sigmoid, softmax
from reportminer.classify.thresholds import Flags
from reportminer.records import Polarity

NONE = CLASSES.index(Polarity.NONE)
_MIXED, _NEUTRAL = CLASSES.index(Polarity.MIXED), CLASSES.index(Polarity.NEUTRAL)
_LEAST_MIXED = 0.2
"""Probability of "mixed" from which a sentence may be tagged on both sides; one finding in sixty takes both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Platt's calibration: probability = sigmoid(slope * log-odds + offset)."""

    slope: float
    """Above 0 where the head learned anything."""
    offset: float
    """Any."""

    def apply(self, odds: Floats) -> Floats:
        """Return calibrated probabilities, 0 to 1."""
        return sigmoid(self.slope * odds + self.offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """All that decides, beside the heads."""

    judge: tuple[float, ...]
    """Weights of the signs, the constant last; see `heads.judge`."""
    rivalry: tuple[float, ...]
    """Weights of own evidence and of lagging behind rivals, the constant last; see `heads.make_rivalry`."""
    balanced: tuple[float, ...]
    """For each pattern the threshold of a tag."""
    accept: tuple[float | None, ...]
    """For each pattern the threshold of an accepted tag; None where the stated precision was not reached."""
    finding: Scale
    """Whether a finding is stated."""
    side_threshold: float
    """Probability from which a sentence without a tag gets a side."""
    recommendation: Scale
    """Whether it says what should be done."""
    recommendation_threshold: float
    """Probability from which it does."""
    theme: Scale = Scale(slope=1.0, offset=0.0)
    """Whether a sentence is about a theme; one for all themes."""
    themes: tuple[float, ...] = ()
    """For each theme the probability from which a sentence is about it; none in models that tell no themes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What the polarity head says, calibrated."""

    finding: Floats
    """(n,): probability that a finding is stated."""
    side: Floats
    """(n, classes): probability of each class; rows add up to 1."""


def judge_sides(scores: Floats, finding: Scale, layout: Layout) -> Sides:
    """Return calibrated probabilities of the polarities.

    Args:
        scores: of the base heads, (n, heads).
        finding: calibration of "states a finding".
        layout: of the heads.
    """
    raw = softmax(scores[:, layout.polarities])
    stated = finding.apply(log_odds(1 - raw[:, NONE]))
    side = raw / np.maximum(1 - raw[:, [NONE]], 1e-12) * stated[:, None]
    side[:, NONE] = 1 - stated
    return Sides(finding=stated, side=side)


def pick_side(side: Floats, threshold: float) -> tuple[Polarity, float]:
    """Return the likeliest side of one sentence if it reaches the threshold, else `none`, with its probability."""
    sides: Sequence[float] = np.delete(side, NONE).tolist()
    best = int(np.argmax(sides))
    if sides[best] >= threshold:
        return CLASSES[best], sides[best]
    return Polarity.NONE, float(side[NONE])


def drop_other_side(tagged: Flags, probabilities: Floats, side: Floats, layout: Layout) -> Flags:
    """Take away tags against the side of a sentence's likeliest tag, unless the polarity head sees both sides.

    The opposite finding is told in much the same words, so its pattern is often nearly as likely.

    Args:
        tagged: (n, patterns).
        probabilities: (n, patterns).
        side: calibrated polarities, (n, classes).
        layout: of the heads.
    """
    leading = layout.side_of[np.where(tagged, probabilities, -1.0).argmax(axis=1)][:, None]
    agrees = (layout.side_of == leading) | (layout.side_of == _NEUTRAL) | (leading == _NEUTRAL)
    return np.asarray(tagged & (agrees | (side[:, [_MIXED]] >= _LEAST_MIXED)), np.bool_)
