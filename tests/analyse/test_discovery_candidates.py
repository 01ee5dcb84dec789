"""Which sentences discovery looks at."""

import pytest

from reportminer.analyse.discovery_candidates import select_uncovered, sides_of
from reportminer.records import Hit, Polarity
from tests.analyse.uncovered import make_hit

LONG = "Older people waited far too long in hospital because packages of care at home could not be found in time"


def kept(*hits: Hit, sides: tuple[Polarity, ...] = (Polarity.FAILURE, Polarity.GOOD_PRACTICE)) -> list[str]:
    """The ids of the sentences that are looked at."""
    return [found.finding_id for found in select_uncovered(((hit, hit.text) for hit in hits), sides)]


def test_a_pattern_covers_a_sentence() -> None:
    """What carries a pattern is not looked at."""
    assert kept(make_hit("R1-a", LONG, patterns=("delay",)), make_hit("R1-b", f"Here {LONG}")) == ["R1-b"]


def test_short_sentences_are_left_out() -> None:
    """A sentence must have four words that carry meaning."""
    assert kept(
        make_hit("R1-a", "There was a lack of focus."), make_hit("R1-b", "Wards lacked nurses, beds.")
    ) == ["R1-b"]


@pytest.mark.parametrize("again", [LONG, f"In Southford {LONG}"])
def test_repeats_count_once(again: str) -> None:
    """Of sentences that repeat each other, also in other reports and with small changes, the first is kept."""
    assert kept(make_hit("R1-a", LONG), make_hit("R2-a", again)) == ["R1-a"]


@pytest.mark.parametrize(
    ("polarity", "sides"),
    [
        ("failure", ["failure"]),
        ("mixed", ["good_practice", "failure"]),
        ("none", ["none"]),
        ("neutral", ["neutral"]),
    ],
)
def test_what_is_mixed_takes_both_sides(polarity: str, sides: list[str]) -> None:
    """Every other sentence has one side."""
    assert [str(side) for side in sides_of(polarity)] == sides
    assert kept(make_hit("R1-a", LONG, polarity=polarity), sides=(Polarity(sides[-1]),)) == ["R1-a"]


def test_only_the_sides_asked_for() -> None:
    """A sentence of another side is not looked at."""
    assert kept(make_hit("R1-a", LONG, polarity="none"), make_hit("R1-b", LONG), sides=(Polarity.NONE,)) == [
        "R1-a"
    ]
