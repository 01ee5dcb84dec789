"""Which pattern was given in another's place."""

from dataclasses import replace

import numpy as np

from reportminer.classify.confusion import confusions_as_dict, find_confusions
from tests.classify.builders import make_codebook

IDS = ("s0", "s1", "s2", "s3")
GOOD, BAD, DATA = range(3)


def flags(*codes: int | None) -> np.ndarray:
    """One code, or none, a sentence."""
    return np.array([[code == at for at in range(3)] for code in codes], bool)


def test_siblings_of_one_theme_are_found() -> None:
    """Bad taken for good twice and good for bad once are two pairs, the frequent one first, with sentences."""
    found = find_confusions(flags(BAD, BAD, GOOD, BAD), flags(GOOD, GOOD, BAD, BAD), make_codebook(), IDS)
    assert [(pair.true, pair.given, pair.n, pair.n_missed) for pair in found.pairs] == [
        ("bad_flow", "good_flow", 2, 2),
        ("good_flow", "bad_flow", 1, 1),
    ]
    assert found.pairs[0].sentences == ("s0", "s1")
    assert found.pairs[0].opposite_sides
    assert (found.n_siblings, found.n_others) == (3, 0)


def test_other_patterns_are_only_counted() -> None:
    """A pattern of another theme that nobody names as confused is no sibling."""
    found = find_confusions(flags(GOOD, None), flags(DATA, DATA), make_codebook(), IDS[:2])
    assert (found.pairs, found.n_siblings, found.n_others) == ((), 0, 1)


def test_patterns_named_as_confused_are_siblings_both_ways() -> None:
    """It is enough that one of the two names the other."""
    codebook = make_codebook()
    named = replace(codebook.patterns[DATA], confused_with=("good_flow",))
    codebook = replace(codebook, patterns=(*codebook.patterns[:DATA], named))
    found = find_confusions(flags(GOOD, DATA), flags(DATA, GOOD), codebook, IDS[:2])
    assert [(pair.true, str(pair.relation), pair.opposite_sides) for pair in found.pairs] == [
        ("good_flow", "named", False),
        ("uses_data", "named", False),
    ]


def test_a_pattern_given_beside_the_right_one_is_no_confusion() -> None:
    """Only what was given instead counts: the carried pattern must be missing."""
    truth, tagged = flags(GOOD), flags(GOOD) | flags(BAD)
    assert find_confusions(truth, tagged, make_codebook(), IDS[:1]).n_siblings == 0


def test_confusions_as_a_dictionary() -> None:
    """All pairs are listed with what they rest on."""
    found = confusions_as_dict(find_confusions(flags(BAD), flags(GOOD), make_codebook(), IDS[:1]))
    assert found["pairs"] == [
        {
            "true": "bad_flow",
            "given": "good_flow",
            "relation": "same_theme",
            "opposite_sides": True,
            "n": 1,
            "n_missed": 1,
            "sentences": ["s0"],
        }
    ]
