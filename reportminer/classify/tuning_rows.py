"""Which labels teach the upper layers, how much each counts, and which are kept back to set thresholds on."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from reportminer.classify.labels import LabelledSentence
from reportminer.ids import hash_text
from reportminer.records import Polarity

KEPT_BACK = 1 / 8
"""Share of the labels that teach nothing: calibration and thresholds are learned on them."""
_SPLIT_ABOVE = 0.5
"""A group with more of a pattern's positives is split by sentence: else the pattern would be held out with it."""
_REAL_POSITIVE = 2.0
"""How much a finding counts in a sentence of a document, where findings are rare; an invented one counts 1."""
_PLAIN_KEPT = 0.4
"""Share of the sentences that say nothing at all which teach: there are far more of them than are needed."""


def choose_kept_back(labels: Sequence[LabelledSentence]) -> npt.NDArray[np.bool_]:
    """Return which labels teach nothing, (n,).

    Whole documents where possible, the smallest first, so that none stands on both sides; of those without which a
    pattern could not be learned, and of sentences from no document, one in eight by the hash of its words.
    """
    chosen = np.array(
        [int(hash_text(label.text.casefold())[:8], 16) % 1000 < 1000 * KEPT_BACK for label in labels]
    )
    whole = _whole_groups(labels)
    sizes = Counter(label.group for label in labels if label.group in whole)
    budget = KEPT_BACK * sizes.total()
    taken: set[str] = set()
    for group, size in sorted(sizes.items(), key=lambda item: (item[1], item[0])):
        if size <= budget:
            taken.add(group)
            budget -= size
    for at, label in enumerate(labels):
        if label.group in whole:
            chosen[at] = label.group in taken
    return chosen


def _whole_groups(labels: Sequence[LabelledSentence]) -> set[str]:
    """Return the groups that can be held out whole."""
    totals = Counter(pattern for label in labels for pattern in label.patterns)
    inside = Counter((label.group, pattern) for label in labels for pattern in label.patterns)
    split = {group for (group, pattern), n in inside.items() if n > _SPLIT_ABOVE * totals[pattern]}
    documents = {label.group for label in labels if label.group and label.section}
    return documents - split


def weigh_teachers(labels: Sequence[LabelledSentence]) -> npt.NDArray[np.float64]:
    """Return how much each label counts in fine-tuning, (n,); 0 for those that are left out."""
    return np.array([_weigh(label) for label in labels], np.float64)


def _weigh(label: LabelledSentence) -> float:
    if label.patterns:
        return _REAL_POSITIVE if label.section else 1.0
    says_something = bool(label.themes) or label.is_recommendation or label.polarity is not Polarity.NONE
    kept = says_something or int(hash_text(label.text)[8:16], 16) % 1000 < 1000 * _PLAIN_KEPT
    return float(kept or not label.section)
