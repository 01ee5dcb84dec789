"""Compares a tagger's codes with labels: figures as one JSON-ready dictionary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportminer.classify.calibration import calibration_as_dict, measure_calibration
from reportminer.classify.confusion import confusions_as_dict, find_confusions
from reportminer.classify.evaluation_coverage import coverage_as_dict, measure_coverage
from reportminer.classify.evaluation_draws import Draws
from reportminer.classify.evaluation_labels import SecondCodes
from reportminer.classify.evaluation_material import (
    make_draws,
    make_flags,
    patterns_of,
    themes_given,
    themes_of_patterns,
    themes_stated,
)
from reportminer.classify.evaluation_remarks import Knowledge, list_remarks, list_unmeasured
from reportminer.classify.evaluation_scores import macro_as_dict, score_as_dict, score_codes, score_flag
from reportminer.classify.evaluation_second import compare_second_coder
from reportminer.classify.evaluation_sentences import measure_recommendations, measure_sides, measure_silence
from reportminer.classify.evaluation_text import describe
from reportminer.classify.heads import Floats
from reportminer.classify.labels import LabelledSentence, hash_labels
from reportminer.classify.scoring import rounded, score
from reportminer.classify.tagger import Tagger
from reportminer.classify.thresholds import Flags
from reportminer.codebook.model import Codebook
from reportminer.records import Coding

_NEAR = 0.05
"""Labels whose share of sentences without a pattern comes as near to the usual one need no second figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How well a model's tags agree with labels."""

    model: str
    """Name and version of the heads."""
    codebook: str
    """Digest of the codebook."""
    labels: str = ""
    """Hash of the labels, 64 hex digits."""
    figures: dict[str, Any]
    """As `evaluate_codings` gives them."""

    def describe(self) -> str:
        """Return the main figures in a few lines for people."""
        return describe(self.figures, model=self.model)


def evaluate_model(
    tagger: Tagger,
    labels: Sequence[LabelledSentence],
    *,
    second: Mapping[str, SecondCodes] | None = None,
    taught: frozenset[str] = frozenset(),
) -> Evaluation:
    """Tag the labelled sentences and return how well tags and labels agree; see `evaluate_codings`.

    Args:
        tagger: the heads.
        labels: what is true.
        second: a second coder's codes, by the labels' ids.
        taught: folded texts that are known to have taught the heads.
    """
    texts = [label.text for label in labels]
    encoded = tagger.encode(texts)
    sections = [label.section for label in labels]
    return Evaluation(
        model=f"{tagger.origin.name} {tagger.origin.version}",
        codebook=tagger.codebook.digest,
        labels=hash_labels(tuple(labels)),
        figures=evaluate_codings(
            labels,
            tagger.tag(texts, encoded.vectors, tuned=encoded.tuned, sections=sections),
            tagger.codebook,
            probabilities=tagger.probabilities(texts, encoded.vectors, encoded.tuned),
            second=second,
            knowledge=_ask_card(tagger.card, taught),
        ),
    )


def evaluate_codings(
    labels: Sequence[LabelledSentence],
    codings: Sequence[Coding],
    codebook: Codebook,
    *,
    probabilities: Floats | None = None,
    second: Mapping[str, SecondCodes] | None = None,
    knowledge: Knowledge | None = None,
) -> dict[str, Any]:
    """Return all figures, with 95 % intervals that draw whole groups.

    Args:
        labels: what is true, at least one; a sentence without a group is a group of its own.
        codings: what was said, in the same order.
        codebook: of both.
        probabilities: (n, patterns) for the calibration figures.
        second: a second coder's codes, by the labels' ids.
        knowledge: what the model states of itself.
    """
    known = knowledge or Knowledge()
    draws = make_draws(labels)
    truth = make_flags([label.patterns for label in labels], codebook.pattern_ids)
    tagged = make_flags(patterns_of(codings), codebook.pattern_ids)
    accepted = make_flags(patterns_of(codings, accepted=True), codebook.pattern_ids)
    coverage = measure_coverage(truth, accepted, probabilities, stated=known.stated_precision, draws=draws)
    figures = {
        "n_sentences": len(labels),
        "n_without_pattern": int((~truth.any(axis=1)).sum()),
        "n_groups": draws.n_groups,
        "n_draws": draws.n_draws,
        **_patterns(truth, tagged, accepted, codebook, draws),
        "accepted": score_as_dict(coverage.accepted),
        "coverage": coverage_as_dict(coverage),
        "at_usual_share": _at_usual_share(truth, tagged, known.share_of_nothing),
        **measure_silence(truth, tagged, accepted, draws),
        "calibration": _calibration(truth, probabilities, tagged, draws),
        "polarity": measure_sides(labels, codings, draws),
        "recommendation": measure_recommendations(labels, codings, draws),
        "themes": _themes(labels, codings, codebook, draws),
        "confusion": confusions_as_dict(find_confusions(truth, tagged, codebook, [label.id for label in labels])),
        "second_coder": compare_second_coder(labels, codings, second or {}, codebook),
    }
    return {
        **figures,
        "remarks": list_remarks(figures, labels=labels, second=second or {}, knowledge=known),
        "not_measured": list_unmeasured(figures, with_headings=any(label.section for label in labels)),
    }


def _patterns(truth: Flags, tagged: Flags, accepted: Flags, codebook: Codebook, draws: Draws) -> dict[str, Any]:
    """Return the figures of tags, all together and for each pattern, with those of its accepted tags apart."""
    tags = score_codes(truth, tagged, codebook.pattern_ids, draws)
    surest = score_codes(truth, accepted, codebook.pattern_ids, draws).codes
    return {
        "micro": score_as_dict(tags.micro),
        "macro": macro_as_dict(tags.macro, "patterns"),
        "without_positives": list(tags.without_positives),
        "patterns": {
            pattern.id: {
                "theme": pattern.theme,
                "polarity": pattern.polarity.value,
                **score_as_dict(tags.codes[pattern.id]),
                "accepted": score_as_dict(surest[pattern.id]),
            }
            for pattern in codebook.patterns
        },
    }


def _themes(
    labels: Sequence[LabelledSentence], codings: Sequence[Coding], codebook: Codebook, draws: Draws
) -> dict[str, Any]:
    """Return the figures of themes: those given to a sentence against those that the coder gave."""
    names = codebook.theme_ids
    given = make_flags(themes_given(codings), names)
    scores = score_codes(make_flags(themes_stated(labels, codebook), names), given, names, draws)
    of_patterns = make_flags(themes_of_patterns(labels, codebook), names)
    return {
        "micro": score_as_dict(scores.micro),
        "macro": macro_as_dict(scores.macro, "themes"),
        "of_patterns": score_as_dict(score_flag(of_patterns, given, draws)),
        "without_positives": list(scores.without_positives),
        "themes": {
            theme.id: {"label": theme.label, **score_as_dict(scores.codes[theme.id])} for theme in codebook.themes
        },
    }


def _calibration(truth: Flags, probabilities: Floats | None, tagged: Flags, draws: Draws) -> dict[str, Any] | None:
    if probabilities is None:
        return None
    return calibration_as_dict(measure_calibration(truth, probabilities, tagged, draws))


def _at_usual_share(truth: Flags, tagged: Flags, share: float | None) -> dict[str, Any] | None:
    """Return micro figures as they would be if sentences without a pattern had their usual share."""
    empty = ~truth.any(axis=1)
    if share is None or empty.all() or not empty.any() or empty.mean() > share - _NEAR:
        return None
    weight = share / (1 - share) * (~empty).sum() / empty.sum()
    found = rounded(score(truth, tagged, np.where(empty, weight, 1.0)))
    return {"share_without_pattern": share, **{key: found[key] for key in ("precision", "recall", "f1")}}


def _ask_card(card: Mapping[str, Any], taught: frozenset[str]) -> Knowledge:
    """Return what a model's card states of itself; what it does not state is left open."""
    return Knowledge(
        stated_precision=card.get("stated_precision"),
        share_of_nothing=card.get("share_of_nothing"),
        labels_sha256=card.get("labels", {}).get("sha256", ""),
        taught=taught,
    )
