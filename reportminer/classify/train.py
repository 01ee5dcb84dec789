"""Trains heads from labelled sentences: deterministic, with honest held-out figures at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from reportminer.classify.calibrating import PRECISION, cross_fit, learn_lines
from reportminer.classify.figures import HeldOut, measure_held_out
from reportminer.classify.fitting import Material, fit
from reportminer.classify.heads import Floats
from reportminer.classify.labels import LabelledSentence, hash_labels
from reportminer.classify.lines import Lines
from reportminer.classify.material import (
    SHARE_OF_NOTHING,
    groups_cover,
    make_material,
    split_by_group,
    split_by_sentence,
    weigh,
)
from reportminer.classify.model_files import write_model
from reportminer.classify.model_readme import write_readme
from reportminer.classify.thresholds import Flags
from reportminer.codebook.model import Codebook
from reportminer.embed.protocol import Encoder
from reportminer.errors import ConfigError

_LEAST_LABELS = 10
_LEAST_POSITIVES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingReport:
    """What a training learned, and how well it does on sentences it had not seen."""

    n_labels: int
    """Labelled sentences."""
    n_without_pattern: int
    """Of these, sentences that carry none."""
    untrained: tuple[str, ...]
    """Patterns with fewer than two positives: never given."""
    without_accept: tuple[str, ...]
    """Patterns for which no threshold reaches the stated precision: every tag goes to review."""
    held_out: HeldOut
    """Figures on held-out sentences; thresholds, too, were set without them."""
    by_group: HeldOut | None
    """The same with whole groups held out, where the main figures are by sentence; None otherwise."""
    card: dict[str, Any]
    """As written to `card.json`, without thresholds and hashes."""

    def describe(self) -> str:
        """Return what was learned and how well, in a few lines for people."""
        lines = [
            f"Trained on {self.n_labels:,} sentences, {self.n_without_pattern:,} of them without a pattern.",
            self.held_out.describe(),
            *([self.by_group.describe()] if self.by_group else []),
        ]
        if self.untrained:
            lines.append(f"Never given, for want of examples: {', '.join(self.untrained)}")
        if self.without_accept:
            lines.append(
                f"{len(self.without_accept)} patterns never reach the stated precision: all go to review."
            )
        return "\n".join(lines)


def train_model(
    labels: Sequence[LabelledSentence], codebook: Codebook, encoder: Encoder, out: Path
) -> TrainingReport:
    """Train heads and write their folder; the same labels, codebook and encoder give the same bytes.

    Args:
        labels: as `read_labels` gives them.
        codebook: its examples and near misses teach too.
        encoder: the one that tagging will use.
        out: folder to write; made where needed.

    Raises:
        ConfigError: too few labels to learn anything.
        StorageError: the folder cannot be written.
    """
    _check(labels)
    # One thread in BLAS: with several, sums could be added in another order.
    with threadpool_limits(1):
        return _train(labels, codebook, encoder, out)


def _train(labels: Sequence[LabelledSentence], codebook: Codebook, encoder: Encoder, out: Path) -> TrainingReport:
    material = make_material(labels, codebook, encoder)
    weights = weigh(labels)
    groups = _group_folds(labels, material)
    by_group = groups is not None and groups_cover(labels, groups[: len(labels)])
    folds = groups if groups is not None and by_group else split_by_sentence(material.texts)
    scores, signs = cross_fit(material, folds, n_labels=len(labels))
    lines = learn_lines(scores, signs, material, weights)
    held_out = measure_held_out(
        scores,
        signs,
        material,
        weights,
        lines=_lines_by_fold(scores, signs, material, weights, folds[: len(labels)]),
        split="group" if by_group else "sentence",
    )
    other = None
    if groups is not None and not by_group:
        other = _measure_groups(labels, material, weights, groups, lines)
    fitted = fit(material, np.arange(len(material.texts)))
    card = _make_card(labels, codebook, encoder, held_out=held_out, by_group=other)
    positive = np.flatnonzero(material.truth[:, : material.layout.n_patterns].any(axis=1))
    write_model(
        out,
        space=fitted.space,
        heads=fitted.heads,
        examples=fitted.examples,
        example_texts=[material.texts[row] for row in positive],
        lines=lines,
        card=card,
    )
    report = _make_report(labels, codebook, material, lines, card, held_out=held_out, by_group=other)
    write_readme(out, report)
    return report


def _check(labels: Sequence[LabelledSentence]) -> None:
    n_full = sum(bool(label.patterns) for label in labels)
    if len(labels) < _LEAST_LABELS or not n_full > 0:
        raise ConfigError(
            f"{len(labels)} labelled sentence(s), {n_full} of them with a pattern",
            expected=f"at least {_LEAST_LABELS}, some with a pattern; 8 positives for each pattern are a start",
            remedy="label more sentences, also some that carry nothing",
        )


def _group_folds(labels: Sequence[LabelledSentence], material: Material) -> np.ndarray | None:
    """Return folds by group for the labels, and -1 (always teaching) for the codebook's own sentences."""
    if len({label.group for label in labels if label.group}) < 2:
        return None
    folds = split_by_group([label.group for label in labels], [label.text for label in labels])
    return np.append(folds, np.full(len(material.texts) - len(labels), -1))


def _lines_by_fold(
    scores: Floats, signs: Floats, material: Material, weights: Floats, folds: np.ndarray
) -> list[tuple[np.ndarray, Lines]]:
    """Return for each fold its rows and the lines learned from the other folds."""
    pairs = []
    for fold in np.unique(folds):
        rest = np.flatnonzero(folds != fold)
        part = Material(
            texts=tuple(material.texts[row] for row in rest),
            vectors=material.vectors[rest],
            truth=material.truth[rest],
            known=material.known[rest],
            layout=material.layout,
        )
        lines = learn_lines(scores[rest], signs[rest], part, weights[rest])
        pairs.append((np.flatnonzero(folds == fold), lines))
    return pairs


def _measure_groups(
    labels: Sequence[LabelledSentence], material: Material, weights: Floats, groups: np.ndarray, lines: Lines
) -> HeldOut:
    scores, signs = cross_fit(material, groups, n_labels=len(labels))
    return measure_held_out(
        scores,
        signs,
        material,
        weights,
        lines=[(np.arange(len(labels)), lines)],
        split="group",
    )


def _make_card(
    labels: Sequence[LabelledSentence],
    codebook: Codebook,
    encoder: Encoder,
    *,
    held_out: HeldOut,
    by_group: HeldOut | None,
) -> dict[str, Any]:
    return {
        "name": "patterns",
        "codebook": {
            "title": codebook.title,
            "digest": codebook.digest,
            "patterns": [[pattern.id, pattern.theme, str(pattern.polarity)] for pattern in codebook.patterns],
            "themes": list(codebook.theme_ids),
        },
        "encoder": {"name": encoder.name, "digest": encoder.digest, "dim": encoder.dim},
        "labels": {
            "sha256": hash_labels(tuple(labels)),
            "n": len(labels),
            "n_without_pattern": sum(not label.patterns for label in labels),
            "positives": {
                pattern: sum(pattern in label.patterns for label in labels) for pattern in codebook.pattern_ids
            },
        },
        "share_of_nothing": SHARE_OF_NOTHING,
        "stated_precision": PRECISION,
        "held_out": held_out.as_dict(),
        "held_out_by_group": by_group.as_dict() if by_group else None,
        "versions": {name: version(name) for name in ("reportminer", "scikit-learn", "numpy")},
    }


def _make_report(
    labels: Sequence[LabelledSentence],
    codebook: Codebook,
    material: Material,
    lines: Lines,
    card: dict[str, Any],
    *,
    held_out: HeldOut,
    by_group: HeldOut | None,
) -> TrainingReport:
    truth: Flags = material.truth[:, : material.layout.n_patterns]
    counts = truth.sum(axis=0).tolist()
    return TrainingReport(
        n_labels=len(labels),
        n_without_pattern=card["labels"]["n_without_pattern"],
        untrained=tuple(
            pattern for pattern, n in zip(codebook.pattern_ids, counts, strict=True) if n < _LEAST_POSITIVES
        ),
        without_accept=tuple(
            pattern for pattern, line in zip(codebook.pattern_ids, lines.accept, strict=True) if line is None
        ),
        held_out=held_out,
        by_group=by_group,
        card=card,
    )
