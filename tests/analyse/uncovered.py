"""Hand-made sentences without a pattern, and vectors for them, for the tests of discovery."""

from collections.abc import Sequence

import numpy as np

from reportminer.analyse.discovery_groups import Floats, unit
from reportminer.analyse.discovery_proposals import Landmarks, pattern_texts, place_landmarks
from reportminer.analyse.discovery_records import Uncovered
from reportminer.records import Hit
from tests.classify.builders import make_codebook

DIM = 8


def make_uncovered(finding_id: str, text: str = "", **changes: object) -> Uncovered:
    """A failure on page 3 of a report that is named by what stands before the dash in the id."""
    facts: dict[str, object] = {
        "finding_id": finding_id,
        "report_id": finding_id.split("-", maxsplit=1)[0],
        "title": "Review",
        "area": "Northbridge",
        "published": "2018-06-01",
        "page": 3,
        "page_label": "1",
        "section": "Findings",
        "text": text or finding_id,
        "polarity": "failure",
    }
    return Uncovered(**facts | changes)  # type: ignore[arg-type]


def make_hit(finding_id: str, text: str, *, polarity: str = "failure", patterns: tuple[str, ...] = ()) -> Hit:
    """A sentence as the store gives it."""
    return Hit(
        finding_id=finding_id,
        report_id=finding_id.split("-", maxsplit=1)[0],
        title="Review",
        area="",
        published="",
        page=1,
        page_label="",
        section="",
        text=text,
        polarity=polarity,
        patterns=patterns,
        score=0.0,
        score_lexical=0.0,
        score_semantic=0.0,
        matched=(),
    )


def make_rows(axes: Sequence[int], *, seed: int = 0, noise: float = 0.1) -> Floats:
    """Unit rows, each near the axis named."""
    drift = np.random.default_rng(seed).normal(scale=noise, size=(len(axes), DIM))
    return unit(np.eye(DIM)[list(axes)] + drift)


def make_landmarks(axes: Sequence[int] = (0, 1, 2)) -> Landmarks:
    """The patterns of the small codebook (good_flow, bad_flow, uses_data), each on an axis."""
    codebook = make_codebook()
    rows = [np.eye(DIM)[axis] for axis, p in zip(axes, codebook.patterns, strict=True) for _ in pattern_texts(p)]
    return place_landmarks(codebook, np.stack(rows))
