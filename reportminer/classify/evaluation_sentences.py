"""Figures on whole sentences: their side, whether they recommend, whether ordinary ones are left alone."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from reportminer.classify.evaluation_draws import Draws
from reportminer.classify.evaluation_material import make_flags
from reportminer.classify.evaluation_scores import (
    figure_as_dict,
    macro_as_dict,
    score_as_dict,
    score_codes,
    score_flag,
)
from reportminer.classify.labels import LabelledSentence
from reportminer.classify.thresholds import Flags
from reportminer.records import Coding, Polarity

EVALUATIVE = (Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.MIXED)
"""The sides that judge; `neutral` and `none` do not."""


def measure_sides(labels: Sequence[LabelledSentence], codings: Sequence[Coding], draws: Draws) -> dict[str, Any]:
    """Return how often the side is right, each side's score, and which sides were taken for which.

    Args:
        labels: what is true.
        codings: what was said, in the same order.
        draws: of the sentences.
    """
    sides = list(Polarity)
    true = make_flags(([label.polarity] for label in labels), sides)
    given = make_flags(([coding.polarity] for coding in codings), sides)
    right = (true & given).any(axis=1)
    judging = [sides.index(side) for side in EVALUATIVE]
    evaluative = score_codes(true[:, judging], given[:, judging], EVALUATIVE, draws)
    classes = score_codes(true, given, [side.value for side in sides], draws).codes
    counts = true.T.astype(np.int64) @ given.astype(np.int64)
    return {
        **figure_as_dict("accuracy", draws.share(right, np.ones_like(right))),
        "evaluative": score_as_dict(evaluative.micro),
        "evaluative_macro": macro_as_dict(evaluative.macro, "sides"),
        "classes": {side: score_as_dict(each) for side, each in classes.items() if each.n_true + each.n_tagged},
        "table": [
            {"true": sides[row].value, "given": sides[column].value, "n": int(counts[row, column])}
            for row, column in np.argwhere(counts).tolist()
        ],
    }


def measure_recommendations(
    labels: Sequence[LabelledSentence], codings: Sequence[Coding], draws: Draws
) -> dict[str, Any]:
    """Return how well recommendations are told from other sentences; arguments as for `measure_sides`."""
    true = np.array([label.is_recommendation for label in labels], np.bool_)
    given = np.array([coding.is_recommendation for coding in codings], np.bool_)
    return score_as_dict(score_flag(true, given, draws))


def measure_silence(truth: Flags, tagged: Flags, accepted: Flags, draws: Draws) -> dict[str, Any]:
    """Return which share of the sentences without a pattern got none: rightly left alone.

    Args:
        truth: (n, patterns).
        tagged: (n, patterns).
        accepted: (n, patterns).
        draws: of the n rows.
    """
    empty = ~truth.any(axis=1)
    return {
        **figure_as_dict("left_alone", draws.share(~tagged.any(axis=1), empty)),
        **figure_as_dict("left_alone_by_accepted", draws.share(~accepted.any(axis=1), empty)),
    }
