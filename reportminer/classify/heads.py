"""Trained heads as arrays, and what they say of sentences: numpy only.

A sentence gets a score from each base head (patterns, themes, recommendation, polarities). Whether it carries
a pattern is then judged from six signs: the pattern's own score, its theme's, its side's, whether a finding is
stated at all, and how near the sentence lies to labelled examples of the pattern.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportminer.classify.features import LexicalSpace, Row
from reportminer.codebook.model import Codebook
from reportminer.embed.protocol import Vectors
from reportminer.records import Polarity

Floats = npt.NDArray[np.float64]

CLASSES = (Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.MIXED, Polarity.NEUTRAL, Polarity.NONE)
"""Columns of the polarity head."""
VECTOR_SCALE = 2.0
"""Weight of a sentence's vector beside its words; the best of 0, 2, 4 and 6 on the written labels."""
TUNED_SCALE = 10.0
"""Length of a tuned vector before its heads."""
NEIGHBOURS = 4
"""Examples of a pattern whose mean closeness counts."""
SIGNS = ("pattern", "theme", "side", "finding", "nearest", "near")
"""What a pattern is judged from, in order."""
_EDGE = 1e-6
_BLOCK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class TunedHeads:
    """Linear heads over the vector of the tuned upper layers."""

    weights: npt.NDArray[np.float32]
    """(dim, heads)."""
    bias: npt.NDArray[np.float32]
    """(heads,)."""

    def scores(self, tuned: Vectors) -> Floats:
        """Return log-odds, float64 (n, heads), of rows of length 1."""
        return (TUNED_SCALE * _multiply(tuned, self.weights) + self.bias).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Linear heads over words and vector."""

    lexical: npt.NDArray[np.float32]
    """(features, heads)."""
    dense: npt.NDArray[np.float32]
    """(dim, heads)."""
    bias: npt.NDArray[np.float32]
    """(heads,)."""
    tuned: TunedHeads | None = None
    """Heads over the tuned upper layers, where the model has any."""
    blend: float = 0.0
    """How much those count, 0 to 1."""

    def scores(self, rows: Sequence[Row], vectors: Vectors, tuned: Vectors | None = None) -> Floats:
        """Return log-odds, float64 (n, heads).

        Args:
            rows: the words of each sentence.
            vectors: (n, dim) of the encoder.
            tuned: (n, dim) of the tuned upper layers; needed where there are heads for them.
        """
        plain = self.plain_scores(rows, vectors)
        if self.tuned is None or tuned is None:
            return plain
        return (1 - self.blend) * plain + self.blend * self.tuned.scores(tuned)

    def plain_scores(self, rows: Sequence[Row], vectors: Vectors) -> Floats:
        """Return log-odds by words and vector alone, float64 (n, heads)."""
        words = np.zeros((len(rows), len(self.bias)), np.float32)
        for at, row in enumerate(rows):
            words[at] = row.values @ self.lexical[row.columns]
        return (words + VECTOR_SCALE * _multiply(vectors, self.dense) + self.bias).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which base head stands in which column: patterns, then themes, recommendation, polarities."""

    n_patterns: int
    """Patterns of the codebook."""
    n_themes: int
    """Themes of the codebook."""
    theme_of: npt.NDArray[np.int64]
    """(patterns,): position of each pattern's theme."""
    side_of: npt.NDArray[np.int64]
    """(patterns,): position of each pattern's side in `CLASSES`."""

    @property
    def themes(self) -> slice:
        """Columns of the themes' heads."""
        return slice(self.n_patterns, self.n_patterns + self.n_themes)

    @property
    def recommendation(self) -> int:
        """Column of the recommendation head."""
        return self.n_patterns + self.n_themes

    @property
    def polarities(self) -> slice:
        """Columns of the polarity head."""
        return slice(self.recommendation + 1, self.recommendation + 1 + len(CLASSES))

    @property
    def n_heads(self) -> int:
        """Columns in all."""
        return self.recommendation + 1 + len(CLASSES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Labelled positives, to be near to."""

    vectors: Vectors
    """(n, dim), unit rows."""
    carries: npt.NDArray[np.bool_]
    """(n, patterns)."""

    def closeness(self, vectors: Vectors) -> tuple[Floats, Floats]:
        """Return cosine to the nearest example of each pattern and mean cosine to its nearest four.

        Returns:
            Two float64 (n, patterns); -1 where a pattern has no example.
        """
        cosines = _multiply(vectors, self.vectors.T)
        nearest = np.full((len(vectors), self.carries.shape[1]), -1.0)
        near = nearest.copy()
        for pattern in np.flatnonzero(self.carries.any(axis=0)):
            own = -np.sort(-cosines[:, self.carries[:, pattern]], axis=1)[:, :NEIGHBOURS]
            nearest[:, pattern], near[:, pattern] = own[:, 0], own.mean(axis=1)
        return nearest, near


def make_layout(codebook: Codebook) -> Layout:
    """Return the order of the base heads for a codebook."""
    return Layout(
        n_patterns=len(codebook.patterns),
        n_themes=len(codebook.themes),
        theme_of=np.array([codebook.theme_ids.index(pattern.theme) for pattern in codebook.patterns], np.int64),
        side_of=np.array([CLASSES.index(pattern.polarity) for pattern in codebook.patterns], np.int64),
    )


def make_signs(scores: Floats, closeness: tuple[Floats, Floats], layout: Layout) -> Floats:
    """Return the signs from which each pattern is judged, float64 (n, patterns, signs)."""
    polarity = softmax(scores[:, layout.polarities])
    none, mixed = CLASSES.index(Polarity.NONE), CLASSES.index(Polarity.MIXED)
    finding = log_odds(1 - polarity[:, none])
    side = log_odds(polarity[:, layout.side_of] + polarity[:, [mixed]])
    signs = np.stack(
        [
            scores[:, : layout.n_patterns],
            scores[:, layout.n_patterns + layout.theme_of],
            side,
            np.broadcast_to(finding[:, None], side.shape),
            *closeness,
        ],
        axis=2,
    )
    return np.asarray(signs, np.float64)


def judge(signs: Floats, weights: Floats, rivalry: Floats, layout: Layout) -> Floats:
    """Return the probability of each pattern, float64 (n, patterns), 0 to 1.

    Args:
        signs: as `make_signs` gives them.
        weights: one a sign, the constant last.
        rivalry: how own evidence, and lagging behind rivals, are weighed; see `make_rivalry`; the constant last.
        layout: of the heads.
    """
    return sigmoid(make_rivalry(weigh_signs(signs, weights), layout) @ rivalry[:-1] + rivalry[-1])


def weigh_signs(signs: Floats, weights: Floats) -> Floats:
    """Return the evidence for each pattern taken by itself, log-odds, float64 (n, patterns)."""
    return np.asarray(signs @ weights[:-1] + weights[-1], np.float64)


def make_rivalry(evidence: Floats, layout: Layout) -> Floats:
    """Return evidence beside that of rivals: what is near one pattern is near its siblings and its opposite too.

    Returns:
        float64 (n, patterns, 3): the evidence itself; how far it lags behind the best other pattern; how far
        behind the best of another side. Lags are 0 or negative.
    """
    ranked = np.sort(evidence, axis=1)
    best, second = ranked[:, -1:], ranked[:, [-2 if evidence.shape[1] > 1 else -1]]
    other = np.where(evidence == best, second, best)
    opposed = evidence.copy()
    for side in np.unique(layout.side_of):
        mine = layout.side_of == side
        if not mine.all():
            opposed[:, mine] = evidence[:, ~mine].max(axis=1, keepdims=True)
    lags = [np.minimum(evidence - rival, 0) for rival in (other, opposed)]
    return np.stack([evidence, *lags], axis=2)


def sigmoid(values: Floats) -> Floats:
    """Return 1 / (1 + exp(-x)) without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(values / 2)), np.float64)


def log_odds(probabilities: Floats) -> Floats:
    """Return log(p / (1 - p)), kept finite at the ends."""
    kept = np.clip(probabilities, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(kept / (1 - kept)), np.float64)


def softmax(scores: Floats) -> Floats:
    """Return each row as probabilities that add up to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float64)


def make_rows(texts: Sequence[str], space: LexicalSpace) -> list[Row]:
    """Return the lexical features of each text."""
    return [space.row(text) for text in texts]


def _multiply(left: Vectors, right: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Multiply in blocks of one shape, so that a row's result does not depend on how many rows there are."""
    n_blocks = -(-len(left) // _BLOCK)
    padded = np.zeros((n_blocks * _BLOCK, left.shape[1]), np.float32)
    padded[: len(left)] = left
    product = np.empty((len(padded), right.shape[1]), np.float32)
    for at in range(0, len(padded), _BLOCK):
        np.matmul(padded[at : at + _BLOCK], right, out=product[at : at + _BLOCK])
    return product[: len(left)]
