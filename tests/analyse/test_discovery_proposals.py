"""Nearest patterns and drafts of new ones."""

import numpy as np
import pytest

from reportminer.analyse.discovery_proposals import Drafter, choose_examples
from reportminer.codebook.model import Pattern
from reportminer.records import Polarity
from tests.analyse.uncovered import DIM, make_landmarks, make_uncovered
from tests.classify.builders import make_codebook

MEMBERS = [make_uncovered(f"R{number}-a", f"Sentence {number}.") for number in range(3)]


def draft(*terms: str, side: Polarity = Polarity.FAILURE, drafter: Drafter | None = None) -> Pattern:
    """A draft near bad_flow."""
    nearest = make_codebook().pattern("bad_flow")
    return (drafter or Drafter(make_codebook())).draft(
        MEMBERS, side=side, terms=terms, nearest=nearest, fallback="cluster_C1"
    )


def test_the_nearest_pattern_has_the_same_side() -> None:
    """A failure is compared with failures, so that a draft could be merged into the one named."""
    landmarks = make_landmarks()
    middle = np.eye(DIM)[0] * 0.9 + np.eye(DIM)[1] * 0.1
    assert landmarks.nearest(middle, Polarity.FAILURE)[0].id == "bad_flow"
    assert landmarks.nearest(middle, Polarity.GOOD_PRACTICE) == (make_codebook().pattern("good_flow"), 0.9)


def test_without_a_pattern_of_the_side_any_counts() -> None:
    """Sentences that state no finding are compared with all patterns."""
    assert make_landmarks().nearest(np.eye(DIM)[1], Polarity.NONE)[0].id == "bad_flow"


def test_a_draft_is_a_pattern() -> None:
    """It has an id from the terms, the theme of the nearest pattern, its side, and its typical sentences."""
    found = draft("agency staff", "rota", "weekend shifts")
    assert (found.id, found.theme, found.polarity) == ("agency_staff_rota", "flow", Polarity.FAILURE)
    assert found.definition.startswith("Draft, to be edited: a failure to do with agency staff, rota")
    assert found.examples == ("Sentence 0.", "Sentence 1.", "Sentence 2.")
    assert found.confused_with == ("bad_flow",)


@pytest.mark.parametrize(
    ("side", "expected"), [(Polarity.NONE, "neutral"), (Polarity.GOOD_PRACTICE, "good_practice")]
)
def test_a_draft_has_a_side_that_patterns_may_have(side: Polarity, expected: str) -> None:
    """What states no finding becomes a neutral pattern."""
    assert draft("rota", side=side).polarity == expected


def test_ids_are_never_taken_twice() -> None:
    """Neither those of the codebook's patterns and themes nor those of other drafts."""
    drafter = Drafter(make_codebook())
    assert [draft(term, drafter=drafter).id for term in ("rota", "rota", "rota", "flow", "bad flow")] == [
        "rota",
        "rota_2",
        "rota_3",
        "flow_2",
        "bad_flow_2",
    ]


@pytest.mark.parametrize("terms", [(), ("ψυχή",)])
def test_terms_without_letters_a_to_z(terms: tuple[str, ...]) -> None:
    """The cluster's id stands in, in lower case."""
    assert draft(*terms).id == "cluster_c1"


def test_examples_come_from_different_reports() -> None:
    """First the most typical sentence of each report, then the next ones."""
    members = [make_uncovered(name) for name in ("R1-a", "R1-b", "R2-a", "R1-c", "R3-a", "R1-d", "R2-b")]
    assert [m.finding_id for m in choose_examples(members)] == ["R1-a", "R2-a", "R3-a", "R1-b", "R1-c"]
