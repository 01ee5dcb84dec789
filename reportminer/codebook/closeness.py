"""Checks how near the examples of a codebook lie to each other: overlapping codes, broad codes, twins.

Vectors come from a sentence encoder; the dot product of two says how alike two sentences are. Examples of a good
codebook are worded differently, so that the single nearest sentence often belongs to another code by chance.
What is judged are means over codes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reportminer.codebook.lint import word_key
from reportminer.codebook.model import Codebook, Pattern
from reportminer.codebook.problems import Problem, Severity
from reportminer.records import Polarity

TWIN_COSINE = 0.9
"""From here on two sentences say the same in nearly the same words."""
_LEAST = 3
"""Codes with fewer examples are not judged: a mean over one or two pairs is chance."""
_CLOSE_PAIRS = 0.9
"""Only pairs of codes among the closest tenth are called overlapping."""
_MANY = 8
"""From so many examples on a mean is sure enough for `_NEARLY`."""
_NEARLY = 0.95
"""How near the other code's examples must be, as a share of the nearness of the own. Measured on 58 codes of this
program's labels: of codes split in two at random, 45 % were found with 5 examples each (there all of it is asked
for), 67 % with 8 and 84 % with 12; of 1,653 pairs of different codes, 9, 9 and 11 were called overlapping."""

Floats = npt.NDArray[np.float64]
_SIDES = {Polarity.GOOD_PRACTICE, Polarity.FAILURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplar:
    """A sentence of the codebook."""

    code: str
    """Id of its pattern."""
    text: str
    """The sentence."""


def list_examples(codebook: Codebook) -> tuple[Exemplar, ...]:
    """Return the examples of all patterns, in order."""
    return tuple(Exemplar(code=p.id, text=text) for p in codebook.patterns for text in p.examples)


def list_near_misses(codebook: Codebook) -> tuple[Exemplar, ...]:
    """Return the near misses of all patterns, in order."""
    return tuple(Exemplar(code=p.id, text=text) for p in codebook.patterns for text in p.near_misses)


def check_closeness(
    codebook: Codebook, examples: Sequence[Exemplar], vectors: npt.NDArray[np.float32]
) -> Iterator[Problem]:
    """Yield overlapping codes, broad codes and near-identical examples.

    Args:
        codebook: the codes.
        examples: as `list_examples` gives them.
        vectors: float32 (n, dim), a row of length 1 for each example.
    """
    clouds = _gather(codebook, examples, vectors.astype(np.float64))
    yield from _check_twins(clouds)
    judged = [cloud for cloud in clouds if len(cloud.texts) >= _LEAST]
    if len(judged) > 1:
        cross = _cross(judged)
        yield from _check_breadth(judged, cross)
        yield from _check_overlap(judged, cross, codebook)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cloud:
    """The examples of a code as points."""

    code: str
    texts: tuple[str, ...]
    rows: Floats

    @property
    def within(self) -> float:
        """Mean cosine of two of them."""
        total, n = self.rows.sum(axis=0), len(self.rows)
        return float((total @ total - (self.rows**2).sum()) / (n * (n - 1)))

    def own_means(self) -> Floats:
        """Mean cosine of each to the others."""
        return np.asarray((self.rows @ self.rows.sum(axis=0) - (self.rows**2).sum(axis=1)) / (len(self.rows) - 1))


def _gather(codebook: Codebook, examples: Sequence[Exemplar], vectors: Floats) -> list[_Cloud]:
    places: dict[str, list[int]] = {}
    for at, example in enumerate(examples):
        places.setdefault(example.code, []).append(at)
    return [
        _Cloud(code=code, texts=tuple(examples[at].text for at in places[code]), rows=vectors[places[code]])
        for code in codebook.pattern_ids
        if code in places
    ]


def _cross(clouds: Sequence[_Cloud]) -> Floats:
    """Return the mean cosine between the sentences of two codes, (codes, codes); the diagonal has no meaning."""
    centres = np.stack([cloud.rows.mean(axis=0) for cloud in clouds])
    return np.asarray(centres @ centres.T)


def _check_twins(clouds: Sequence[_Cloud]) -> Iterator[Problem]:
    for at, one in enumerate(clouds):
        for other in clouds[at:]:
            cosines = one.rows @ other.rows.T
            if other is one:
                cosines = np.triu(cosines, 1)
            for i, j in np.argwhere(cosines >= TWIN_COSINE).tolist():
                if word_key(one.texts[i]) != word_key(other.texts[j]):
                    yield _twin(one, other, i, j, float(cosines[i, j]))


def _twin(one: _Cloud, other: _Cloud, i: int, j: int, cosine: float) -> Problem:
    inside = one is other
    return Problem(
        severity=Severity.NOTE if inside else Severity.WARNING,
        code=one.code,
        rule="twin_examples",
        message="Two examples of it say nearly the same."
        if inside
        else f"An example of it says nearly the same as one of {other.code}.",
        remedy="replace one of them: it teaches nothing new"
        if inside
        else "keep the sentence in the code that it carries, and give the other one another example",
        others=() if inside else (other.code,),
        texts=(one.texts[i], other.texts[j]),
        cosine=round(cosine, 2),
    )


def _check_breadth(clouds: Sequence[_Cloud], cross: Floats) -> Iterator[Problem]:
    sizes = np.array([len(cloud.texts) for cloud in clouds], np.float64)
    for at, cloud in enumerate(clouds):
        weights = np.where(np.arange(len(clouds)) == at, 0.0, sizes)
        to_others = float(cross[at] @ weights / weights.sum())
        if cloud.within < to_others:
            i, j = _farthest(cloud)
            yield Problem(
                severity=Severity.WARNING,
                code=cloud.code,
                rule="broad",
                message=f"Its examples are less like each other (mean cosine {cloud.within:.2f}) than like those "
                f"of other codes ({to_others:.2f}); the two farthest apart are shown.",
                remedy="say in the definition what they have in common, add examples between them, or split it",
                texts=(cloud.texts[i], cloud.texts[j]),
                cosine=round(float(cloud.rows[i] @ cloud.rows[j]), 2),
            )


def _farthest(cloud: _Cloud) -> tuple[int, int]:
    cosines = cloud.rows @ cloud.rows.T
    i, j = np.unravel_index(int(np.round(cosines, 6).argmin()), cosines.shape)
    return (int(i), int(j))


def _check_overlap(clouds: Sequence[_Cloud], cross: Floats, codebook: Codebook) -> Iterator[Problem]:
    """Yield the pairs of codes whose examples lie, on average, as near to the other code's as to their own."""
    pairs = np.triu_indices(len(clouds), 1)
    close = float(np.quantile(cross[pairs], _CLOSE_PAIRS))
    within = [cloud.within for cloud in clouds]
    for i, j in zip(*map(np.ndarray.tolist, pairs), strict=True):
        share = _NEARLY if min(len(clouds[i].texts), len(clouds[j].texts)) >= _MANY else 1.0
        if cross[i, j] >= max(close, share * (within[i] + within[j]) / 2):
            yield _overlap(clouds[i], clouds[j], float(cross[i, j]), codebook)


def _overlap(one: _Cloud, other: _Cloud, cross: float, codebook: Codebook) -> Problem:
    cosines = one.rows @ other.rows.T
    strays = int((cosines.mean(axis=1) > one.own_means()).sum() + (cosines.mean(axis=0) > other.own_means()).sum())
    i, j = np.unravel_index(int(np.round(cosines, 6).argmax()), cosines.shape)
    patterns = [codebook.pattern(cloud.code) for cloud in (one, other)]
    opposite = {pattern.polarity for pattern in patterns} == _SIDES
    n = len(one.texts) + len(other.texts)
    return Problem(
        severity=Severity.NOTE if opposite else Severity.WARNING,
        code=one.code,
        rule="overlap",
        message=f"Its examples are about as near to those of {other.code} (mean cosine {cross:.2f}) as, on "
        f"average, to each other ({one.within:.2f} here, {other.within:.2f} there); {strays} of {n} are nearer to "
        "the other code than to their own.",
        remedy=_mend(*patterns, opposite=opposite),
        others=(other.code,),
        texts=(one.texts[int(i)], other.texts[int(j)]),
        cosine=round(float(cosines[i, j]), 2),
    )


def _mend(one: Pattern, other: Pattern, *, opposite: bool) -> str:
    if opposite and one.theme == other.theme:
        return (
            "two sides of one matter lie near each other to an encoder: give near misses that differ from an "
            "example in the side alone"
        )
    listed = other.id in one.confused_with or one.id in other.confused_with
    named = "" if listed else "name each under confused_with of the other; "
    return (
        f"{named}say under exclude of each what tells them apart, and give it near misses that the other one "
        "carries; if nothing tells them apart, make them one code"
    )
