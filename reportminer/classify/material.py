"""Labelled sentences and the codebook's own examples as arrays, and how they are split for held-out figures."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from reportminer.classify.fitting import Material
from reportminer.classify.heads import CLASSES, Floats, Layout, make_layout
from reportminer.classify.labels import LabelledSentence
from reportminer.codebook.model import Codebook
from reportminer.embed.protocol import Encoder
from reportminer.ids import hash_text
from reportminer.records import Polarity

N_FOLDS = 5
SHARE_OF_NOTHING = 0.8
"""Share of a real report's sentences that carry no pattern, as coders found it in a pilot on real prose."""


def make_material(labels: Sequence[LabelledSentence], codebook: Codebook, encoder: Encoder) -> Material:
    """Return labels, then the codebook's examples, then its near misses, as arrays.

    An example carries its pattern; a near miss does not carry its own, and of all else nothing is known.
    """
    layout = make_layout(codebook)
    examples = [(text, at) for at, pattern in enumerate(codebook.patterns) for text in pattern.examples]
    misses = [(text, at) for at, pattern in enumerate(codebook.patterns) for text in pattern.near_misses]
    texts = (*(x.text for x in labels), *(text for text, _ in examples), *(text for text, _ in misses))
    truth = np.zeros((len(texts), layout.n_heads), np.bool_)
    known = np.ones_like(truth)
    for row, label in enumerate(labels):
        _mark(truth[row], label, codebook, layout)
    for row, (_, at) in enumerate(examples, start=len(labels)):
        truth[row, [at, layout.n_patterns + layout.theme_of[at]]] = True
        truth[row, layout.polarities.start + layout.side_of[at]] = True
    for row, (_, at) in enumerate(misses, start=len(labels) + len(examples)):
        known[row] = False
        known[row, at] = True
    return Material(texts=texts, vectors=encoder.encode(texts), truth=truth, known=known, layout=layout)


def weigh(labels: Sequence[LabelledSentence], *, share: float = SHARE_OF_NOTHING) -> Floats:
    """Return how many sentences each label stands for, so that sentences without a pattern have their real share.

    Labels that already hold a larger share of nothing stay as they are.
    """
    empty = np.array([not label.patterns for label in labels])
    n_empty, n_full = int(empty.sum()), int((~empty).sum())
    factor = share / (1 - share) * n_full / n_empty if n_empty else 1.0
    return np.where(empty, max(1.0, factor), 1.0)


def split_by_sentence(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return a fold for each text, from the hash of its words: the same wherever it stands."""
    return np.array([int(hash_text(text.casefold())[:8], 16) % N_FOLDS for text in texts], np.int64)


def split_by_group(groups: Sequence[str], texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return a fold for each sentence so that no group is on both sides; sentences without a group stand alone."""
    keys = [group or hash_text(text) for group, text in zip(groups, texts, strict=True)]
    sizes = [0] * N_FOLDS
    fold_of: dict[str, int] = {}
    for key, size in sorted(Counter(keys).items(), key=lambda item: (-item[1], item[0])):
        fold_of[key] = int(np.argmin(sizes))
        sizes[fold_of[key]] += size
    return np.array([fold_of[key] for key in keys], np.int64)


def groups_cover(labels: Sequence[LabelledSentence], folds: npt.NDArray[np.int64], *, least: float = 0.5) -> bool:
    """Say whether most patterns keep at least half of their positives outside any one fold of groups.

    Where each writer wrote other patterns, holding out a writer holds out the pattern: nothing could be learned.
    """
    n_all = Counter(pattern for label in labels for pattern in label.patterns)
    n_in = Counter(
        (pattern, fold) for label, fold in zip(labels, folds, strict=True) for pattern in label.patterns
    )
    worst = {pattern: max(n_in[pattern, fold] for fold in range(N_FOLDS)) / n for pattern, n in n_all.items()}
    covered = sum(share <= 1 - least for share in worst.values())
    return bool(worst) and covered > len(worst) / 2


def _mark(row: npt.NDArray[np.bool_], label: LabelledSentence, codebook: Codebook, layout: Layout) -> None:
    for pattern in label.patterns:
        row[codebook.pattern_ids.index(pattern)] = True
        row[layout.n_patterns + codebook.theme_ids.index(codebook.pattern(pattern).theme)] = True
    row[layout.recommendation] = label.is_recommendation
    row[layout.polarities.start + CLASSES.index(Polarity(label.polarity))] = True
