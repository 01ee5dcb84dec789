"""Trains heads from labelled sentences: deterministic, with honest held-out figures at the end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from reportminer.classify.calibrating import PRECISION, cross_fit, learn_lines, lines_by_fold
from reportminer.classify.figures import HeldOut, measure_held_out
from reportminer.classify.finetune import TuningPlan
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
from reportminer.classify.tuned_training import Learned, fitted_rows, learn_tuned
from reportminer.codebook.model import Codebook
from reportminer.embed.onnx import OnnxEncoder
from reportminer.embed.protocol import Encoder
from reportminer.errors import ConfigError

_LEAST_LABELS = 10
_LEAST_POSITIVES = 2
_FIRST_WORDS = 4


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
    labels: Sequence[LabelledSentence],
    codebook: Codebook,
    encoder: Encoder,
    out: Path,
    *,
    plan: TuningPlan | None = None,
    on_progress: Callable[[str], None] = lambda _: None,
    documents: Mapping[str, Sequence[str]] | None = None,
) -> TrainingReport:
    """Train heads and write their folder; the same labels, codebook and encoder give the same bytes.

    Args:
        labels: as `read_labels` gives them.
        codebook: its examples and near misses teach too.
        encoder: the one that tagging will use.
        out: folder to write; made where needed.
        plan: how the encoder's upper layers are tuned as well; None to leave them.
        on_progress: called with a line for people now and then.
        documents: ids of the documents that labels come from, `used` and `missing`, for the card.

    Raises:
        ConfigError: too few labels to learn anything, or an encoder whose layers cannot be tuned.
        Missing: what fine-tuning needs is not installed.
        StorageError: the folder cannot be written.
    """
    _check(labels)
    # One thread in BLAS: with several, sums could be added in another order.
    with threadpool_limits(1):
        material = make_material(labels, codebook, encoder)
        learned = (
            learn_tuned(labels, material, _tunable(encoder), plan=plan, on_progress=on_progress)
            if plan
            else _learn(labels, material)
        )
        facts = {"documents": documents or {}, "finetuning": asdict(plan) if plan else None}
        return _write(labels, codebook, encoder, out, material=material, learned=learned, facts=facts)


def _tunable(encoder: Encoder) -> OnnxEncoder:
    if isinstance(encoder, OnnxEncoder):
        return encoder
    raise ConfigError(
        f"the encoder {encoder.name} cannot be tuned",
        expected="the shipped encoder",
        remedy="leave --finetune out, or set the shipped encoder in the settings",
    )


def _learn(labels: Sequence[LabelledSentence], material: Material) -> Learned:
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
        lines=lines_by_fold(scores, signs, material, weights, folds[: len(labels)]),
        split="group" if by_group else "sentence",
    )
    other = None
    if groups is not None and not by_group:
        other = _measure_groups(labels, material, weights, groups, lines)
    fitted = fit(material, np.arange(len(material.texts)))
    return Learned(fitted=fitted, lines=lines, held_out=held_out, by_group=other, teachers=fitted_rows(material))


def _write(
    labels: Sequence[LabelledSentence],
    codebook: Codebook,
    encoder: Encoder,
    out: Path,
    *,
    material: Material,
    learned: Learned,
    facts: dict[str, Any],
) -> TrainingReport:
    card = _make_card(labels, codebook, encoder, held_out=learned.held_out, by_group=learned.by_group) | facts
    write_model(
        out,
        space=learned.fitted.space,
        heads=learned.fitted.heads,
        examples=learned.fitted.examples,
        example_texts=[_show(labels, material, row) for row in learned.teachers],
        lines=learned.lines,
        card=card,
        top=learned.top,
    )
    report = _make_report(
        labels, codebook, material, learned.lines, card, held_out=learned.held_out, by_group=learned.by_group
    )
    write_readme(out, report)
    return report


def _show(labels: Sequence[LabelledSentence], material: Material, row: int) -> str:
    """Return an example for people; of a document only how the sentence begins: its text is not ours to copy."""
    if row < len(labels) and labels[row].section:
        begin = " ".join(material.texts[row].split()[:_FIRST_WORDS])
        return f"{begin} … ({labels[row].id} in document {labels[row].group})"
    return material.texts[row]


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
