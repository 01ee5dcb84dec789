"""Trains heads and upper layers together: what teaches, what sets the thresholds, and how the two are blended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reportminer.classify.calibrating import learn_lines, lines_by_fold
from reportminer.classify.figures import HeldOut, measure_held_out
from reportminer.classify.finetune import TuningPlan, train_top
from reportminer.classify.fitting import Fitted, Material, fit, fit_blend
from reportminer.classify.heads import Floats, TunedHeads, make_rows
from reportminer.classify.labels import LabelledSentence
from reportminer.classify.lines import Lines
from reportminer.classify.material import split_by_group, weigh
from reportminer.classify.tuning_rows import choose_kept_back, weigh_teachers
from reportminer.embed.onnx import OnnxEncoder, OnnxTop

_WRITTEN = 0.25
"""How much a sentence from no document counts where thresholds are set: invented prose is the easier one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """All that a training learned."""

    fitted: Fitted
    """Words, heads and examples."""
    lines: Lines
    """Calibration and thresholds."""
    held_out: HeldOut
    """Figures on sentences that taught nothing."""
    by_group: HeldOut | None
    """The same by group, where the main figures are by sentence."""
    teachers: tuple[int, ...]
    """Rows of the examples, in their order."""
    top: bytes = b""
    """Graph of the tuned layers; empty without."""


def fitted_rows(material: Material, rows: npt.NDArray[np.int64] | None = None) -> tuple[int, ...]:
    """Return the rows that serve as examples when these (all, if none are given) teach: those with a pattern."""
    all_rows = np.arange(len(material.texts)) if rows is None else rows
    carries = material.truth[all_rows, : material.layout.n_patterns].any(axis=1)
    return tuple(all_rows[carries].tolist())


def learn_tuned(
    labels: Sequence[LabelledSentence],
    material: Material,
    encoder: OnnxEncoder,
    *,
    plan: TuningPlan,
    on_progress: Callable[[str], None],
) -> Learned:
    """Return heads and tuned layers that learned from most labels, with lines from those kept back.

    Each label is on one side only: what taught sets no threshold. The figures come from the labels kept back, with
    the lines of each fifth learned on the other four.
    """
    kept = choose_kept_back(labels)
    counts = np.ones(len(material.texts))
    counts[: len(labels)] = np.where(kept, 0.0, weigh_teachers(labels))
    rows = np.flatnonzero(counts > 0)
    top, heads = train_top(material, rows, counts[rows], encoder, plan=plan, on_progress=on_progress)
    return finish_tuned(labels, material, encoder, kept=kept, top=top, heads=heads)


def finish_tuned(
    labels: Sequence[LabelledSentence],
    material: Material,
    encoder: OnnxEncoder,
    *,
    kept: npt.NDArray[np.bool_],
    top: bytes,
    heads: TunedHeads,
) -> Learned:
    """Return heads with these tuned layers, and lines from the labels that taught nothing.

    Args:
        labels: all of them.
        material: labels first, then the codebook's sentences.
        encoder: whose lower layers are shared.
        kept: which labels taught nothing, (n labels,).
        top: graph of the tuned layers.
        heads: on their vectors.
    """
    teach = np.flatnonzero(~np.append(kept, np.zeros(len(material.texts) - len(labels), np.bool_)))
    back = np.flatnonzero(kept)
    held_labels = [labels[at] for at in back.tolist()]
    held = material.take(back)
    held = replace(held, tuned=encoder.encode_twice(held.texts, OnnxTop(top))[1])
    weights = _weigh_back(held_labels)
    plain = fit(material, teach)
    fitted = replace(plain, heads=replace(plain.heads, tuned=heads, blend=_blend(plain, heads, held, weights)))
    scores = fitted.scores(held.texts, held.vectors, held.tuned)
    signs = fitted.signs(scores, held.vectors)
    folds = split_by_group([label.group for label in held_labels], held.texts)
    return Learned(
        fitted=fitted,
        lines=learn_lines(scores, signs, held, weights),
        held_out=measure_held_out(
            scores, signs, held, weights, lines=lines_by_fold(scores, signs, held, weights, folds), split="group"
        ),
        by_group=None,
        teachers=fitted_rows(material, teach),
        top=top,
    )


def _weigh_back(labels: Sequence[LabelledSentence]) -> Floats:
    """Return how many sentences each label kept back stands for; all together have the real share of nothing."""
    from_document = np.array([bool(label.section) for label in labels])
    return np.asarray(weigh(labels) * np.where(from_document, 1.0, _WRITTEN), np.float64)


def _blend(plain: Fitted, heads: TunedHeads, held: Material, weights: Floats) -> float:
    assert held.tuned is not None
    n = held.layout.n_patterns
    scores = plain.heads.plain_scores(make_rows(held.texts, plain.space), held.vectors)
    return fit_blend(scores[:, :n], heads.scores(held.tuned)[:, :n], held.truth[:, :n], weights)
