"""Fits the heads: logistic regression over words and vector (scikit-learn, training only)."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from reportminer.classify.features import LexicalSpace, Row, fit_space
from reportminer.classify.heads import (
    CLASSES,
    VECTOR_SCALE,
    Examples,
    Floats,
    Heads,
    Layout,
    make_rivalry,
    make_rows,
    make_signs,
    sigmoid,
    weigh_signs,
)
from reportminer.embed.protocol import Vectors

SOFTNESS = 10.0
"""Inverse strength of the L2 penalty (scikit-learn's C); 3, 10 and 50 were tried."""
_NEVER = -8.0
"""Log-odds of a head that has nothing to learn from."""
_FIT_THREADS = 2


ENOUGH = 300
"""Positives of all patterns together from which a sign may speak against its pattern, as correlated signs do."""
BORROWED_WEIGHING = (0.36, 0.33, 0.23, 0.09, 2.17, 0.53)
"""What each sign of `heads.make_signs` weighs for the shipped labels: used where labels are too few to tell."""
BORROWED_RIVALRY = (0.88, 0.36, 0.0)
"""The same for the signs of `heads.make_rivalry`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All sentences of a training, as arrays; rows in one order."""

    texts: tuple[str, ...]
    """The sentences."""
    vectors: Vectors
    """(n, dim)."""
    truth: npt.NDArray[np.bool_]
    """(n, heads): as `Layout` orders them."""
    known: npt.NDArray[np.bool_]
    """(n, heads): whether the truth is known; a near miss tells of one pattern only."""
    layout: Layout
    """The heads."""
    tuned: Vectors | None = None
    """(n, dim) of the tuned upper layers, where there are any."""

    def take(self, rows: npt.NDArray[np.int64]) -> "Material":
        """Return some of the rows, in the order given."""
        return Material(
            texts=tuple(self.texts[row] for row in rows),
            vectors=self.vectors[rows],
            truth=self.truth[rows],
            known=self.known[rows],
            layout=self.layout,
            tuned=None if self.tuned is None else self.tuned[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What was learned from some of the sentences."""

    space: LexicalSpace
    """Features of the words."""
    heads: Heads
    """Base heads."""
    examples: Examples
    """Positives."""
    layout: Layout
    """The heads."""

    def scores(self, texts: Sequence[str], vectors: Vectors, tuned: Vectors | None = None) -> Floats:
        """Return the base heads' log-odds, float64 (n, heads)."""
        return self.heads.scores(make_rows(texts, self.space), vectors, tuned)

    def signs(self, scores: Floats, vectors: Vectors) -> Floats:
        """Return the signs for each pattern; see `heads.make_signs`."""
        return make_signs(scores, self.examples.closeness(vectors), self.layout)


def fit(material: Material, rows: npt.NDArray[np.int64]) -> Fitted:
    """Learn features, heads and examples from these rows of the material."""
    texts = [material.texts[row] for row in rows]
    space = fit_space(texts)
    inputs = _join(make_rows(texts, space), len(space), material.vectors[rows])
    heads = _fit_heads(inputs, material.truth[rows], material.known[rows], material.layout, n_words=len(space))
    patterns = material.truth[rows, : material.layout.n_patterns]
    positive = rows[patterns.any(axis=1)]
    examples = Examples(
        vectors=material.vectors[positive].astype(np.float16).astype(np.float32),
        carries=material.truth[positive, : material.layout.n_patterns],
    )
    return Fitted(space=space, heads=heads, examples=examples, layout=material.layout)


def fit_blend(plain: Floats, tuned: Floats, truth: npt.NDArray[np.bool_], weights: Floats) -> float:
    """Return how much the tuned heads count beside the others, 0 to 1, by how each speaks for the patterns.

    Args:
        plain: log-odds of the heads over words and vector, (n, patterns), of sentences that neither had seen.
        tuned: those of the tuned heads.
        truth: (n, patterns).
        weights: (n,), how many sentences each stands for.
    """
    one, other, _ = np.clip(_fit_flat(np.stack([plain, tuned], axis=2), truth, weights), 0.0, None)
    return round(float(other / (one + other)), 2) if one + other > 0 else 1.0


def fit_judge(
    signs: Floats, truth: npt.NDArray[np.bool_], weights: Floats, layout: Layout
) -> tuple[Floats, Floats]:
    """Learn how the signs are weighed, and how rivals are, over all patterns together.

    Args:
        signs: (n, patterns, signs) of sentences that the heads had not seen.
        truth: (n, patterns).
        weights: (n,), how many sentences each stands for.
        layout: of the heads.

    Returns:
        One weight a sign, and one a sign of rivalry; the constant last in both.
    """
    weighing = _fit_flat(signs, truth, weights)
    if (weighing[:-1] < 0).any() and truth.sum() < ENOUGH:
        return _borrow_judge(signs, truth, weights, layout)
    return weighing, _fit_flat(make_rivalry(weigh_signs(signs, weighing), layout), truth, weights)


def _borrow_judge(
    signs: Floats, truth: npt.NDArray[np.bool_], weights: Floats, layout: Layout
) -> tuple[Floats, Floats]:
    """Return the weights learned on many labels, with constants that fit the share of patterns in these.

    Every sign speaks for its pattern. Where a few dozen labels say that one speaks against it, they mislead: a
    held-out sentence lowers its pattern's share among those that teach, so heads from few labels score it low.
    """
    each = np.repeat(weights, truth.shape[1])
    share = float(np.average(truth.ravel(), weights=each))
    weighing = _with_constant(BORROWED_WEIGHING, signs, each, share)
    return weighing, _with_constant(
        BORROWED_RIVALRY, make_rivalry(weigh_signs(signs, weighing), layout), each, share
    )


def _with_constant(fixed: Sequence[float], signs: Floats, each: Floats, share: float) -> Floats:
    """Return the weights with the constant that makes the mean probability the share; found by halving."""
    evidence = signs.reshape(-1, signs.shape[2]) @ np.array(fixed)
    low, high = -50.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        too_high = np.average(sigmoid(evidence + middle), weights=each) > share
        low, high = (low, middle) if too_high else (middle, high)
    return np.append(fixed, (low + high) / 2)


def _fit_flat(signs: Floats, truth: npt.NDArray[np.bool_], weights: Floats) -> Floats:
    each = np.repeat(weights, truth.shape[1])
    model = LogisticRegression(C=SOFTNESS, max_iter=2000, tol=1e-6)
    model.fit(signs.reshape(-1, signs.shape[2]), truth.ravel(), sample_weight=each)
    return np.append(model.coef_[0], model.intercept_[0])


def _join(rows: Sequence[Row], n_words: int, vectors: Vectors) -> sparse.csr_matrix:
    starts = np.cumsum([0, *(len(row.columns) for row in rows)])
    values = np.concatenate([row.values for row in rows])
    columns = np.concatenate([row.columns for row in rows])
    words = sparse.csr_matrix((values, columns, starts), shape=(len(rows), n_words))
    return sparse.hstack([words, sparse.csr_matrix(VECTOR_SCALE * vectors)]).tocsr().astype(np.float64)


def _fit_heads(
    inputs: sparse.csr_matrix,
    truth: npt.NDArray[np.bool_],
    known: npt.NDArray[np.bool_],
    layout: Layout,
    *,
    n_words: int,
) -> Heads:
    weights = np.zeros((inputs.shape[1], layout.n_heads))
    bias = np.full(layout.n_heads, _NEVER)

    def fit_one(column: int) -> None:
        rows = np.flatnonzero(known[:, column])
        if 0 < truth[rows, column].sum() < len(rows):
            model = LogisticRegression(C=SOFTNESS, solver="liblinear", tol=1e-3).fit(
                inputs[rows], truth[rows, column]
            )
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]

    with ThreadPoolExecutor(_FIT_THREADS) as pool:
        list(pool.map(fit_one, range(layout.polarities.start)))
    _fit_polarities(inputs, truth, known, layout, weights=weights, bias=bias)
    return Heads(
        lexical=weights[:n_words].astype(np.float16).astype(np.float32),
        dense=weights[n_words:].astype(np.float32),
        bias=bias.astype(np.float32),
    )


def _fit_polarities(
    inputs: sparse.csr_matrix,
    truth: npt.NDArray[np.bool_],
    known: npt.NDArray[np.bool_],
    layout: Layout,
    *,
    weights: Floats,
    bias: Floats,
) -> None:
    rows = np.flatnonzero(known[:, layout.polarities].all(axis=1))
    sides = truth[rows, layout.polarities].argmax(axis=1)
    there = np.unique(sides)
    first = layout.polarities.start
    if len(there) < 2:
        bias[first + there] = 0.0
        return
    model = LogisticRegression(C=SOFTNESS, max_iter=2000).fit(inputs[rows], sides)
    coefficients, constants = model.coef_, model.intercept_
    if len(there) == 2:
        coefficients, constants = (
            np.vstack([-coefficients, coefficients]) / 2,
            np.append(-constants, constants) / 2,
        )
    weights[:, first + there], bias[first + there] = coefficients.T, constants
    assert len(CLASSES) >= len(there)
