"""What the heads see of a sentence's words: stems, pairs of stems, and stems under a negation, weighted by rarity.

The same code runs when heads are trained and when they are applied.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt

STEM = 6
"""Letters of a word that count: ties discharge, discharged and discharging without a stemmer of its own."""
REACH = 5
"""Words after a negation that are marked as negated."""
MIN_ROWS = 2
"""A feature of fewer sentences is left out."""
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d[\d,.]*")
_NEGATION = re.compile(
    r"not|no|nor|never|neither|without|lack(?:ed|ing|s)?|cannot|nobody|none|hardly|fail(?:ed|s|ing|ure)?|unable|absence"
    r"|\w+n['’]t"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as a sparse vector of length 1."""

    columns: npt.NDArray[np.int64]
    """Ascending."""
    values: npt.NDArray[np.float32]
    """One a column."""


@dataclass(frozen=True, slots=True)
class LexicalSpace:
    """The features known, and how rare each is."""

    columns: dict[str, int]
    """Feature to column, in order of the features."""
    rarity: npt.NDArray[np.float32]
    """One a column: inverse document frequency, at least 1."""

    def __len__(self) -> int:
        return len(self.columns)

    def row(self, text: str) -> Row:
        """Return a sentence's features: 1 + log of the count, times rarity, brought to length 1."""
        counts = Counter(feature for feature, _ in iter_features(text) if feature in self.columns)
        columns = np.array(sorted(self.columns[feature] for feature in counts), np.int64)
        count_at = {self.columns[feature]: count for feature, count in counts.items()}
        raw = np.array([1 + log(count_at[column]) for column in columns.tolist()], np.float32)
        values = raw * self.rarity[columns]
        length = float(np.linalg.norm(values))
        return Row(columns, values / np.float32(length or 1.0))


def iter_features(text: str) -> Iterable[tuple[str, str]]:
    """Yield each feature of a text with the words that it stands for: stems, pairs, negated stems."""
    found = _WORD.findall(text.lower())
    stems = ["#" if word[0].isdigit() else word[:STEM] for word in found]
    yield from zip(stems, found, strict=True)
    for at in range(len(stems) - 1):
        yield f"{stems[at]} {stems[at + 1]}", f"{found[at]} {found[at + 1]}"
    left = 0
    for stem, word in zip(stems, found, strict=True):
        if _NEGATION.fullmatch(word):
            left = REACH
        elif left:
            yield f"not_{stem}", f"not … {word}"
            left -= 1


def fit_space(texts: Sequence[str]) -> LexicalSpace:
    """Learn which features occur in at least two sentences, and their rarity."""
    n_rows = Counter(feature for text in texts for feature in {feature for feature, _ in iter_features(text)})
    kept = sorted(feature for feature, count in n_rows.items() if count >= MIN_ROWS)
    rarity = [log((1 + len(texts)) / (1 + n_rows[feature])) + 1 for feature in kept]
    return LexicalSpace({feature: column for column, feature in enumerate(kept)}, np.array(rarity, np.float32))


def write_space(space: LexicalSpace, path: Path) -> None:
    """Write the features as a JSON list, in order of their columns."""
    path.write_text(json.dumps(list(space.columns), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def read_space(path: Path, rarity: npt.NDArray[np.float32]) -> LexicalSpace:
    """Read what `write_space` wrote."""
    features = json.loads(path.read_text(encoding="utf-8"))
    return LexicalSpace({feature: column for column, feature in enumerate(features)}, rarity)
