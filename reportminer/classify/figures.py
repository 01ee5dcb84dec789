"""Held-out figures of a training."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from reportminer.classify.fitting import Material
from reportminer.classify.heads import CLASSES, Floats, judge
from reportminer.classify.lines import Lines, drop_other_side, judge_sides, pick_side
from reportminer.classify.scoring import Score, brier, calibration_error, macro_f1, score
from reportminer.classify.thresholds import Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """Agreement with labels that the heads had not seen.

    Nor had the thresholds where the split is that on which they were chosen; a second split uses the final ones.

    Weighted, so that sentences without a pattern have the share they have in real reports.
    """

    split: str
    """What was held out together: `sentence` or `group`."""
    micro: Score
    """All patterns together, tags above the balanced thresholds."""
    macro_f1: float
    """Mean F1 over patterns."""
    accepted: Score
    """All patterns together, accepted tags only."""
    left_alone: float
    """Share of sentences without a pattern that got no tag."""
    polarity_accuracy: float
    """Share of sentences with the right side."""
    recommendation: Score
    """Recommendations."""
    brier: float
    """Of the patterns' probabilities; 0 is best."""
    calibration_error: float
    """Expected calibration error, 0 (best) to 1."""

    def describe(self) -> str:
        """Return the main figures in one line for people."""
        return (
            f"Held out by {self.split}: micro F1 {self.micro.f1:.2f} (precision {self.micro.precision:.2f}, "
            f"recall {self.micro.recall:.2f}), macro F1 {self.macro_f1:.2f}; accepted tags: precision "
            f"{self.accepted.precision:.2f}, recall {self.accepted.recall:.2f}; sentences without a pattern left "
            f"alone {self.left_alone:.0%}."
        )

    def as_dict(self) -> dict[str, Any]:
        """Return all figures with shares to four digits."""
        return {key: _round(value) for key, value in asdict(self).items()}


def measure_held_out(
    scores: Floats,
    signs: Floats,
    material: Material,
    weights: Floats,
    *,
    lines: Sequence[tuple[np.ndarray, Lines]],
    split: str,
) -> HeldOut:
    """Return the figures.

    Args:
        scores: of the base heads, out of fold, (n, heads).
        signs: out of fold, (n, patterns, signs).
        material: its first n rows are the labels.
        weights: (n,), how many sentences each label stands for.
        lines: row numbers, and the thresholds to use for them; together all rows.
        split: `sentence` or `group`.
    """
    layout, n = material.layout, len(scores)
    truth: Flags = material.truth[:n, : layout.n_patterns]
    probabilities = np.zeros(truth.shape)
    tagged, accepted = np.zeros_like(truth), np.zeros_like(truth)
    right_side, advised = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    sides = material.truth[:n, layout.polarities].argmax(axis=1)
    for rows, line in lines:
        probabilities[rows] = judge(signs[rows], np.array(line.judge), np.array(line.rivalry), layout)
        stated = judge_sides(scores[rows], line.finding, layout)
        above = probabilities[rows] >= np.array(line.balanced)
        tagged[rows] = drop_other_side(above, probabilities[rows], stated.side, layout)
        limits = np.array([2.0 if limit is None else limit for limit in line.accept])
        accepted[rows] = tagged[rows] & (probabilities[rows] >= limits) & (stated.finding[:, None] >= 0.5)
        picked = [CLASSES.index(pick_side(side, line.side_threshold)[0]) for side in stated.side]
        right_side[rows] = np.array(picked) == sides[rows]
        odds = scores[rows, layout.recommendation]
        advised[rows] = line.recommendation.apply(odds) >= line.recommendation_threshold
    empty = ~truth.any(axis=1)
    return HeldOut(
        split=split,
        micro=score(truth, tagged, weights),
        macro_f1=macro_f1(truth, tagged, weights),
        accepted=score(truth, accepted, weights),
        left_alone=float(1 - tagged[empty].any(axis=1).mean()) if empty.any() else 1.0,
        polarity_accuracy=float(np.average(right_side, weights=weights)),
        recommendation=score(material.truth[:n, layout.recommendation], advised, weights),
        brier=brier(truth, probabilities, weights),
        calibration_error=calibration_error(truth, probabilities, weights),
    )


def _round(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _round(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value
