"""Compares a tagger's codes with labels: figures as one JSON-ready dictionary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportminer.classify.heads import Floats
from reportminer.classify.labels import LabelledSentence
from reportminer.classify.scoring import (
    brier,
    calibration_error,
    interval,
    macro_f1,
    rounded,
    score,
)
from reportminer.classify.tagger import Tagger
from reportminer.classify.thresholds import Flags
from reportminer.codebook.model import Codebook
from reportminer.embed.protocol import Encoder
from reportminer.records import Coding, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How well a model's tags agree with labels."""

    model: str
    """Name and version of the heads."""
    codebook: str
    """Digest of the codebook."""
    figures: dict[str, Any]
    """As `evaluate_codings` gives them."""

    def describe(self) -> str:
        """Return the main figures in a few lines for people."""
        micro, macro, accepted = (self.figures[key] for key in ("micro", "macro", "accepted"))
        low, high = micro["f1_interval"]
        return "\n".join(
            [
                f"{self.figures['n_sentences']:,} sentences, {self.figures['n_without_pattern']:,} empty",
                f"micro F1 {micro['f1']:.2f} (95 % interval {low:.2f} to {high:.2f}), precision "
                f"{micro['precision']:.2f}, recall {micro['recall']:.2f}",
                f"macro F1 {macro['f1']:.2f} over {macro['n_patterns']} patterns",
                f"accepted tags: precision {accepted['precision']:.2f}, recall {accepted['recall']:.2f}",
                f"right side {self.figures['polarity']['accuracy']:.0%}",
            ]
        )


def evaluate_model(tagger: Tagger, encoder: Encoder, labels: Sequence[LabelledSentence]) -> Evaluation:
    """Tag the labelled sentences and return how well tags and labels agree; see `evaluate_codings`."""
    codebook = tagger.codebook
    texts = [label.text for label in labels]
    vectors = encoder.encode(texts)
    codings = tagger.tag(texts, vectors)
    return Evaluation(
        model=f"{tagger.origin.name} {tagger.origin.version}",
        codebook=codebook.digest,
        figures=evaluate_codings(labels, codings, codebook, probabilities=tagger.probabilities(texts, vectors)),
    )


def evaluate_codings(
    labels: Sequence[LabelledSentence],
    codings: Sequence[Coding],
    codebook: Codebook,
    *,
    probabilities: Floats | None = None,
) -> dict[str, Any]:
    """Return precision, recall and F1 per pattern, micro and macro, with 95 % intervals that draw whole groups.

    Args:
        labels: what is true; a sentence without a group is a group of its own.
        codings: what was said, in the same order.
        codebook: of both.
        probabilities: (n, patterns) for the calibration figures.
    """
    clusters = [label.group or f"\n{label.id}" for label in labels]
    truth = _flags([label.patterns for label in labels], codebook)
    tagged = _flags([[tag.pattern_id for tag in coding.tags] for coding in codings], codebook)
    accepted = _flags([[tag.pattern_id for tag in coding.tags if tag.accepted] for coding in codings], codebook)
    empty = ~truth.any(axis=1)
    return {
        "n_sentences": len(labels),
        "n_without_pattern": int(empty.sum()),
        "n_groups": len(set(clusters)),
        "micro": {**rounded(score(truth, tagged)), "f1_interval": _interval_micro(truth, tagged, clusters)},
        "macro": {
            "f1": round(macro_f1(truth, tagged), 4),
            "n_patterns": int(truth.any(axis=0).sum()),
            "f1_interval": _round(
                interval(lambda rows: macro_f1(truth[rows], tagged[rows]), clusters, n_draws=200)
            ),
        },
        "accepted": rounded(score(truth, accepted)),
        "left_alone": round(float(1 - tagged[empty].any(axis=1).mean()), 4) if empty.any() else None,
        "calibration": _calibration(truth, probabilities),
        "polarity": _polarities(labels, codings),
        "recommendation": rounded(
            score(
                np.array([label.is_recommendation for label in labels]),
                np.array([coding.is_recommendation for coding in codings]),
            )
        ),
        "patterns": {
            pattern: rounded(score(truth[:, at], tagged[:, at])) for at, pattern in enumerate(codebook.pattern_ids)
        },
    }


def _flags(codes: Sequence[Sequence[str]], codebook: Codebook) -> Flags:
    return np.array([[pattern in row for pattern in codebook.pattern_ids] for row in codes], np.bool_)


def _interval_micro(truth: Flags, tagged: Flags, clusters: Sequence[str]) -> list[float]:
    return _round(interval(lambda rows: score(truth[rows], tagged[rows]).f1, clusters))


def _calibration(truth: Flags, probabilities: Floats | None) -> dict[str, float] | None:
    if probabilities is None:
        return None
    return {
        "brier": round(brier(truth, probabilities), 5),
        "expected_calibration_error": round(calibration_error(truth, probabilities), 5),
    }


def _polarities(labels: Sequence[LabelledSentence], codings: Sequence[Coding]) -> dict[str, Any]:
    true = np.array([label.polarity.value for label in labels])
    given = np.array([coding.polarity.value for coding in codings])
    sides = [side.value for side in Polarity if (true == side.value).any() or (given == side.value).any()]
    return {
        "accuracy": round(float((true == given).mean()), 4),
        "classes": {side: rounded(score(true == side, given == side)) for side in sides},
    }


def _round(limits: tuple[float, float]) -> list[float]:
    return [round(limit, 4) for limit in limits]
