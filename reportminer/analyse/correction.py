"""What a count comes to when the tagger's mistakes are allowed for.

A tagger that gives a pattern to n sentences, of which a share holds (precision) while it finds a share of all
that there are (recall), saw n * precision / recall sentences with the pattern. This is the estimator of Rogan and
Gladen written in the shares that a review measures: `correct_prevalence` is its usual form.

Of a single pattern a review reads few sentences. So its precision and recall lean on those of all patterns
together, as if that were `LEAN` sentences more; how much the patterns differ among each other is thus allowed for.

Source: W. J. Rogan and B. Gladen (1978), Estimating prevalence from the results of a screening test, American
    Journal of Epidemiology 107, 71-76; C. N. Morris (1983), Parametric empirical Bayes inference, Journal of the
    American Statistical Association 78, 47-55 (leaning on the group).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from reportminer.analyse.count_records import Corrected
from reportminer.analyse.report_draws import make_figure

Floats = npt.NDArray[np.float64]

LEAN: Final = 10.0
"""Sentences that the figure of all patterns is taken for in the figure of one. On the samples the spread of
precision and recall over patterns is that of 44 and 37; real documents differ more, so less is taken over."""
N_DRAWS: Final = 4000
"""Draws of what precision and recall may be."""
_SEED = 20180703
_Z = 1.959963984540054
_LEAST, _MOST = 1.0, 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share as far as it is known."""

    value: float
    """0 to 1."""
    n: float
    """Sentences drawn independently that would tell as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """How good the tagger is over all patterns."""

    precision: Share
    """Share of its tags that hold."""
    recall: Share
    """Share of the sentences with a pattern that it finds."""
    n_rows: int
    """Sentences that people read at random."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What people read at random of one pattern."""

    tagged: Share
    """Of its tags, those that hold."""
    carrying: Share
    """Of the sentences with the pattern, those that the tagger found."""


NOTHING = Read(tagged=Share(value=0.0, n=0.0), carrying=Share(value=0.0, n=0.0))
"""Where no sentence that was read bears on the pattern."""


def correct_prevalence(apparent: float, *, sensitivity: float, specificity: float) -> float:
    """Return the true share of those that carry something, given what a test with known errors says.

    The result is kept from 0 to 1.

    Args:
        apparent: share that the test finds.
        sensitivity: share of the carriers that it finds (recall).
        specificity: share of the others that it leaves alone; with `sensitivity` it adds up to more than 1.

    Source: Rogan and Gladen (1978), formula 1.

    Example:
        >>> round(correct_prevalence(0.3, sensitivity=0.9, specificity=0.8), 4)
        0.1429
    """
    return min(1.0, max(0.0, (apparent + specificity - 1) / (sensitivity + specificity - 1)))


def share_from_interval(value: float, low: float, high: float) -> Share:
    """Return a share as known as its 95 % interval says."""
    if value in (0.0, 1.0):
        # Wilson's interval of none or all of n ends at z^2 / (n + z^2) from there.
        width = max(high - low, 1e-9)
        n = _Z**2 * (1 - width) / width
    else:
        n = value * (1 - value) / (max(high - low, 1e-9) / (2 * _Z)) ** 2
    return Share(value=value, n=min(max(n, _LEAST), _MOST))


def share_from_weights(weights: Sequence[float], parts: Sequence[float]) -> Share:
    """Return a share of sentences that stand for different numbers of sentences.

    Args:
        weights: what each stands for.
        parts: 0 to 1, how far each counts above the line.

    Source: effective number: L. Kish (1965), Survey Sampling, section 11.7.
    """
    total = sum(weights)
    if not total:
        return Share(value=0.0, n=0.0)
    value = sum(w * part for w, part in zip(weights, parts, strict=True)) / total
    return Share(value=value, n=total**2 / sum(w**2 for w in weights))


def correct_count(n_tags: Sequence[int], *, machine: Machine, read: Read = NOTHING) -> Corrected:
    """Return how often a pattern holds, as far as a review tells.

    Args:
        n_tags: tags of the pattern that count, for each report with at least one.
        machine: how good the tagger is over all patterns.
        read: what was read of this one.
    """
    random = np.random.default_rng(_SEED)
    precision = _draw(random, machine.precision, read.tagged)
    recall = _draw(random, machine.recall, read.carrying)
    right = random.binomial(np.array(n_tags, np.int64)[:, None], precision) if n_tags else np.zeros((1, N_DRAWS))
    n_right = right.sum(axis=0)
    missed = random.negative_binomial(n_right + 1, np.clip(recall, 1e-3, 1 - 1e-9))
    held, found = _lean(machine.precision, read.tagged), _lean(machine.recall, read.carrying)
    total = sum(n_tags)
    return Corrected(
        n_rows=machine.n_rows,
        n_tags=total,
        precision=make_figure(held, precision),
        recall=make_figure(found, recall),
        findings=make_figure(total * held / found, (n_right + missed).astype(np.float64)),
        reports=make_figure(sum(1 - (1 - held) ** n for n in n_tags), (right > 0).sum(axis=0).astype(np.float64)),
    )


def _lean(everything: Share, own: Share) -> float:
    """Return the share of one pattern, leaning on that of all."""
    return (own.value * own.n + everything.value * LEAN) / (own.n + LEAN)


def _draw(random: np.random.Generator, everything: Share, own: Share) -> Floats:
    """Return what the share of one pattern may be, (N_DRAWS,)."""
    centre = random.beta(
        everything.value * everything.n + 0.5, (1 - everything.value) * everything.n + 0.5, N_DRAWS
    )
    return random.beta(
        own.value * own.n + centre * LEAN + 1e-6, (1 - own.value) * own.n + (1 - centre) * LEAN + 1e-6
    )
