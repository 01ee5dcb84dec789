"""Puts two coders and the model side by side, on the sentences that both coders read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from reportminer.classify.evaluation_coders import SetAgreement, ValueAgreement, compare_sets, compare_values
from reportminer.classify.evaluation_labels import SecondCodes
from reportminer.classify.evaluation_material import (
    make_draws,
    make_flags,
    patterns_of,
    themes_given,
    themes_stated,
)
from reportminer.classify.evaluation_scores import DIGITS, figure_as_dict
from reportminer.classify.labels import LabelledSentence
from reportminer.codebook.model import Codebook
from reportminer.records import Coding

Sets = Sequence[Collection[str]]


def compare_second_coder(
    labels: Sequence[LabelledSentence],
    codings: Sequence[Coding],
    second: Mapping[str, SecondCodes],
    codebook: Codebook,
) -> dict[str, Any] | None:
    """Return how far the coders agree on patterns, themes, sides and recommendations, and the model with them.

    Args:
        labels: the first coder's codes.
        codings: the model's, in the same order.
        second: the second coder's, by the labels' ids.
        codebook: of all three.

    Returns:
        One entry for each of the four, None where the second coder gave nothing of the kind; None without any.
    """
    both = [(at, second[label.id]) for at, label in enumerate(labels) if label.id in second]
    patterns = {at: codes.patterns for at, codes in both if codes.patterns is not None}
    themes = {at: codes.themes for at, codes in both if codes.themes is not None}
    sides = {at: str(codes.polarity) for at, codes in both if codes.polarity is not None}
    advice = {at: str(codes.is_recommendation) for at, codes in both if codes.is_recommendation is not None}
    coded = [label.patterns for label in labels]
    found = {
        "patterns": _compare_codes(labels, coded, patterns, patterns_of(codings), codebook.pattern_ids),
        "themes": _compare_codes(
            labels, themes_stated(labels, codebook), themes, themes_given(codings), codebook.theme_ids
        ),
        "polarity": _compare_values(labels, [str(label.polarity) for label in labels], sides),
        "recommendation": _compare_values(labels, [str(label.is_recommendation) for label in labels], advice),
    }
    return found if any(found.values()) else None


def _compare_codes(
    labels: Sequence[LabelledSentence],
    first: Sets,
    second: Mapping[int, Collection[str]],
    model: Sets,
    names: Sequence[str],
) -> dict[str, Any] | None:
    if not second:
        return None
    agreement = compare_sets(
        make_flags((first[at] for at in second), names),
        make_flags(second.values(), names),
        make_flags((model[at] for at in second), names),
        names,
        make_draws([labels[at] for at in second]),
    )
    return _sets_as_dict(agreement)


def _compare_values(
    labels: Sequence[LabelledSentence], first: Sequence[str], second: Mapping[int, str]
) -> dict[str, Any] | None:
    if not second:
        return None
    draws = make_draws([labels[at] for at in second])
    return _values_as_dict(compare_values([first[at] for at in second], list(second.values()), draws))


def _sets_as_dict(agreement: SetAgreement) -> dict[str, Any]:
    return {
        "n_sentences": agreement.n_sentences,
        "n_groups": agreement.n_groups,
        **figure_as_dict("f1", agreement.f1),
        **figure_as_dict("kappa", agreement.kappa),
        "mean_kappa": _round(agreement.mean_kappa),
        "n_kappas": agreement.n_kappas,
        "alpha_masi": _round(agreement.alpha_masi),
        "alpha_nominal": _round(agreement.alpha_nominal),
        **figure_as_dict("model_f1", agreement.model_f1),
        **figure_as_dict("model_f1_second", agreement.model_f1_second),
        **figure_as_dict("model_share", agreement.model_share),
        "codes": {
            name: {key: _round(value) for key, value in asdict(code).items()}
            for name, code in agreement.codes.items()
        },
    }


def _values_as_dict(agreement: ValueAgreement) -> dict[str, Any]:
    return {
        "n_sentences": agreement.n_sentences,
        "n_groups": agreement.n_groups,
        **figure_as_dict("same", agreement.same),
        **figure_as_dict("kappa", agreement.kappa),
        "alpha": _round(agreement.alpha),
    }


def _round(value: float | None) -> float | None:
    return round(value, DIGITS) if isinstance(value, float) else value
