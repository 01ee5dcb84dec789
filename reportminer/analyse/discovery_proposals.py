"""Which pattern comes nearest to a cluster, and the first draft of a pattern of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from reportminer.analyse.discovery_groups import Floats, unit
from reportminer.analyse.discovery_records import Uncovered
from reportminer.codebook.model import SIDES, Codebook, Pattern
from reportminer.records import Polarity
from reportminer.text import clip

N_EXAMPLES = 5
"""Examples of a draft, from different reports as far as there are as many."""
_MOST_SLUG_WORDS = 3
_QUOTED = 240  # characters of the sentence in a draft's definition
_OPENING = {
    Polarity.GOOD_PRACTICE: "good practice to do with",
    Polarity.FAILURE: "a failure to do with",
}
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Landmarks:
    """Where the patterns of a codebook lie among the sentences."""

    codebook: Codebook
    """The codebook."""
    rows: Floats
    """(n patterns, dim): the middle of each pattern's definition and examples, unit rows, centred as the
    sentences. It leads 93 % of groups of six labelled sentences to their own pattern, and 80 % of groups of three;
    the examples alone lead 88 and 74 %."""

    def nearest(self, middle: Floats, side: Polarity) -> tuple[Pattern, float]:
        """Return the pattern nearest to a unit vector, of the same side where there is any, and the cosine."""
        cosines = np.round(self.rows @ middle, 6)
        fits = np.array([pattern.polarity is side for pattern in self.codebook.patterns])
        best = int(np.argmax(np.where(fits, cosines, -2.0) if fits.any() else cosines))
        return self.codebook.patterns[best], float(cosines[best])


def pattern_texts(pattern: Pattern) -> tuple[str, ...]:
    """Return the texts whose middle stands for a pattern."""
    return (pattern.definition, *pattern.examples)


def place_landmarks(codebook: Codebook, rows: Floats) -> Landmarks:
    """Return the middle of each pattern.

    Args:
        codebook: the patterns.
        rows: (n, dim): the centred unit rows of all `pattern_texts`, pattern by pattern.
    """
    sizes = [len(pattern_texts(pattern)) for pattern in codebook.patterns]
    ends = np.cumsum(sizes)
    sums = np.stack([rows[end - size : end].sum(axis=0) for size, end in zip(sizes, ends, strict=True)])
    return Landmarks(codebook=codebook, rows=unit(sums))


class Drafter:
    """Drafts patterns whose ids differ from all ids of a codebook and from each other."""

    def __init__(self, codebook: Codebook) -> None:
        self._taken = {*codebook.pattern_ids, *codebook.theme_ids}

    def draft(
        self,
        members: Sequence[Uncovered],
        *,
        side: Polarity,
        terms: Sequence[str],
        nearest: Pattern,
        fallback: str,
    ) -> Pattern:
        """Return a draft for people to edit: id, theme of the nearest pattern, definition and examples.

        Args:
            members: the most typical first.
            side: of the cluster; a draft of sentences that state no finding is neutral.
            terms: of the cluster.
            nearest: the pattern that comes nearest.
            fallback: the id where the terms hold no letter a-z.
        """
        polarity = side if side in SIDES else Polarity.NEUTRAL
        same_side = nearest.polarity is polarity
        return Pattern(
            id=self._take(_make_slug(terms) or fallback.lower()),
            theme=nearest.theme,
            polarity=polarity,
            definition=_define(members[0].text, polarity, terms),
            confused_with=(nearest.id,) if same_side else (),
            examples=tuple(member.text for member in choose_examples(members)),
        )

    def _take(self, slug: str) -> str:
        free = next(name for name in _iter_names(slug) if name not in self._taken)
        self._taken.add(free)
        return free


def choose_examples(members: Sequence[Uncovered]) -> list[Uncovered]:
    """Return the most typical members, those of reports that have none yet first."""
    first: dict[str, Uncovered] = {}
    for member in members:
        first.setdefault(member.report_id, member)
    firsts = list(first.values())
    return (firsts + [member for member in members if member not in firsts])[:N_EXAMPLES]


def _iter_names(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug}_{number}"
        number += 1


def _make_slug(terms: Sequence[str]) -> str:
    """Return the first words of the terms, each once, joined by underscores."""
    found: dict[str, None] = {}
    for term in terms:
        fresh = [word for word in _NOT_SLUG.split(term) if word and word not in found]
        if found and len(found) + len(fresh) > _MOST_SLUG_WORDS:
            break
        found.update(dict.fromkeys(fresh))
    return "_".join(found)


def _define(text: str, polarity: Polarity, terms: Sequence[str]) -> str:
    subject = ", ".join(terms[:3]) or "what its examples have in common"
    opening = _OPENING.get(polarity, "a passage to do with")
    return f"Draft, to be edited: {opening} {subject}. Typical is: “{clip(text, _QUOTED)}”"
