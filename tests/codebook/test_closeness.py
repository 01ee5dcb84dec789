"""What the check of a codebook finds by how near its examples lie; points in the plane stand for sentences."""

from typing import Any

import numpy as np
import pytest

from reportminer.codebook.closeness import check_closeness, list_examples
from reportminer.codebook.contradictions import check_examples, check_near_misses
from reportminer.codebook.problems import Problem
from reportminer.records import Coding, Polarity
from tests.builders import make_tag
from tests.codebook.builders import make_codebook, make_pattern

Angles = tuple[float, ...]
"""Where the examples of a code lie, degrees."""


def find(clouds: dict[str, Angles], **changes: dict[str, Any]) -> list[Problem]:
    """The problems of codes whose examples lie at these angles."""
    patterns = [
        make_pattern(code, examples=tuple(f"{code} {angle}" for angle in angles), **changes.get(code, {}))
        for code, angles in clouds.items()
    ]
    codebook = make_codebook(*patterns)
    radians = np.radians([angle for angles in clouds.values() for angle in angles])
    vectors = np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)
    return list(check_closeness(codebook, list_examples(codebook), vectors))


def rules(problems: list[Problem]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Rule, code and other codes of each problem."""
    return [(problem.rule, problem.code, problem.others) for problem in problems]


APART: dict[str, Angles] = {"east": (-30, 0, 30), "north": (60, 90, 120), "west": (150, 180, 210)}


def test_codes_that_lie_apart_are_fine() -> None:
    """Nothing is said of them."""
    assert find(APART) == []


def test_codes_that_lie_in_one_place_overlap() -> None:
    """Both ids, the two nearest sentences and their cosine are told."""
    (problem,) = find({**APART, "also_east": (-31, 1, 62)})[-1:]
    assert (problem.rule, problem.severity, problem.code, problem.others) == (
        "overlap",
        "warning",
        "east",
        ("also_east",),
    )
    assert problem.texts == ("east -30", "also_east -31")
    assert problem.cosine == pytest.approx(1.0)
    assert "name each under confused_with" in problem.remedy


def test_many_examples_are_judged_more_strictly() -> None:
    """Where a mean is sure, codes overlap that lie nearly as near to each other as to themselves."""
    east = tuple(float(angle) for angle in range(-40, 41, 10))
    shifted = tuple(angle + 18 for angle in east)
    assert "overlap" in {problem.rule for problem in find({**APART, "east": east, "also_east": shifted})}
    few = {**APART, "east": east[:7], "also_east": shifted[:7]}
    assert "overlap" not in {problem.rule for problem in find(few)}


def test_two_sides_of_one_matter_are_only_noted() -> None:
    """An encoder reads the matter better than the side."""
    (problem,) = find({**APART, "also_east": (-31, 1, 62)}, also_east={"polarity": Polarity.GOOD_PRACTICE})[-1:]
    assert problem.severity == "note"
    assert "differ from an example in the side" in problem.remedy


def test_codes_that_know_of_each_other_are_not_told_to_name_each_other() -> None:
    """The remedy fits what stands in the codebook."""
    (problem,) = find({**APART, "also_east": (-31, 1, 62)}, also_east={"confused_with": ("east",)})[-1:]
    assert "name each" not in problem.remedy


def test_a_code_that_is_all_over_the_place_is_broad() -> None:
    """Its examples are less like each other than like those of other codes; the two farthest are shown."""
    (problem,) = [p for p in find({**APART, "wide": (-10, 95, 200)}) if p.rule == "broad"]
    assert (problem.code, problem.severity, problem.texts) == ("wide", "warning", ("wide -10", "wide 200"))


def test_few_examples_are_not_judged() -> None:
    """A mean over one pair is chance."""
    found = find({**APART, "wide": (-105, 45)})
    assert {problem.rule for problem in found} == {"twin_examples"}


def test_twins_in_two_codes_and_in_one() -> None:
    """Two sentences that say nearly the same are a warning in two codes and a note in one."""
    far = {"north": (90.0,), "south": (269.0, 270.0), "too_north": (91.0,)}
    found = find(far)
    assert rules(found) == [("twin_examples", "north", ("too_north",)), ("twin_examples", "south", ())]
    assert [str(problem.severity) for problem in found] == ["warning", "note"]


def test_no_examples_no_problem() -> None:
    """An empty codebook has nothing to compare."""
    codebook = make_codebook(make_pattern("bare"))
    assert list(check_closeness(codebook, (), np.empty((0, 2), np.float32))) == []


def coding(*patterns: str) -> Coding:
    """What a model gave a sentence."""
    return Coding(
        sentence=0,
        polarity=Polarity.FAILURE,
        polarity_probability=0.9,
        tags=tuple(make_tag(pattern, "flow", "failure") for pattern in patterns),
        best_pattern="delay",
        best_score=0.2,
    )


def test_an_example_that_the_model_gives_another_code() -> None:
    """The code it gives instead is named; an example with its code, and perhaps others, is fine."""
    examples = list_examples(make_codebook(make_pattern("delay", examples=("A.", "B.", "C."))))
    given = [coding("delay", "debt"), coding("debt"), coding()]
    found = list(check_examples(examples, given, [0.9, 0.12345, 0.1]))
    assert [(p.texts, p.others, p.probability) for p in found] == [
        (("B.",), ("debt",), 0.1235),
        (("C.",), (), 0.1),
    ]
    assert "no code" in found[1].message


def test_a_near_miss_that_the_model_falls_for() -> None:
    """Only its own code counts."""
    misses = list_examples(make_codebook(make_pattern("delay", examples=("A.", "B."))))
    found = list(check_near_misses(misses, [coding("debt"), coding("delay")], [0.1, 0.7]))
    assert [(p.texts, p.probability) for p in found] == [(("B.",), 0.7)]
    assert "threshold is 0.50" in found[0].message
