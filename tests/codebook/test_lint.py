"""What the check of a codebook finds by reading it."""

from collections.abc import Iterable
from typing import Any

import pytest

from reportminer.codebook.lenient import read_leniently
from reportminer.codebook.lint import check_wording
from reportminer.codebook.model import Theme
from reportminer.codebook.problems import Problem, Severity, rank_problems
from reportminer.records import Polarity
from tests.codebook.builders import FULL, make_codebook, make_pattern

CONTENT: dict[str, Any] = {
    "themes": {"flow": "Flow", "money": {"label": "Money"}},
    "patterns": {
        "delay": {"theme": "flow", "polarity": "failure", "definition": "People wait.", "confused_with": ["debt"]},
        "debt": {"theme": "money", "polarity": "failure", "definition": "Money is short."},
    },
}


def rules(problems: Iterable[Problem]) -> list[tuple[str, str, str]]:
    """Code, rule and severity of each problem."""
    return [(problem.code, problem.rule, str(problem.severity)) for problem in problems]


def full(pattern_id: str, **changes: Any) -> Any:
    """A pattern of which only the change is to be complained of."""
    own = {name: tuple(f"{text} {pattern_id}" for text in texts) for name, texts in FULL.items()}
    return make_pattern(pattern_id, **{**own, "confused_with": ("other",), **changes})


def check(*patterns: Any, **more: Any) -> list[tuple[str, str, str]]:
    """The problems of these patterns and one more, with which all are confused."""
    other = full("other", confused_with=tuple(pattern.id for pattern in patterns))
    return rules(check_wording(make_codebook(*patterns, other, **more)))


def test_a_full_codebook_has_no_problem() -> None:
    """Nothing is said where nothing is missing."""
    assert check(full("delay")) == []


@pytest.mark.parametrize(
    ("changes", "rule", "severity"),
    [
        ({"include": ()}, "missing_notes", "note"),
        ({"exclude": ()}, "missing_notes", "note"),
        ({"definition": "Delay."}, "no_definition", "warning"),
        ({"examples": ("One.", "Two.", "Three.", "Four.")}, "few_examples", "warning"),
        ({"near_misses": ("One.", "Two.")}, "few_near_misses", "note"),
        ({"examples": ("One!", "Two.", "Three.", "Four.", "“One”")}, "example_repeated", "warning"),
        ({"confused_with": ("delay", "other")}, "confused_with_itself", "error"),
    ],
)
def test_gaps_of_a_pattern(changes: dict[str, Any], rule: str, severity: str) -> None:
    """Each gap is named, with how much it matters."""
    assert check(full("delay", **changes)) == [("delay", rule, severity)]


def test_a_sentence_that_is_example_and_near_miss_is_an_error() -> None:
    """Case and punctuation do not make two sentences of one."""
    misses = ("example sentence number 1 of it – DELAY", "Two.", "Three.")
    assert check(full("delay", near_misses=misses)) == [("delay", "example_and_near_miss", "error")]


def test_confusion_is_mutual() -> None:
    """A pattern that names another which does not name it gets one note for all of them."""
    found = list(
        check_wording(
            make_codebook(
                full("one", confused_with=("two", "three")),
                full("two", confused_with=("three",)),
                full("three", confused_with=("two",)),
            )
        )
    )
    assert rules(found) == [("one", "confused_with_not_mutual", "note")]
    assert found[0].others == ("two", "three")


def test_a_theme_without_patterns() -> None:
    """It is named by its id."""
    assert check(full("delay"), themes=(Theme(id="money", label="Money"),)) == [
        ("money", "empty_theme", "warning")
    ]


@pytest.mark.parametrize(("side", "severity"), [(Polarity.FAILURE, "warning"), (Polarity.GOOD_PRACTICE, "error")])
def test_an_example_of_two_codes(side: Polarity, severity: str) -> None:
    """It contradicts itself in training; on two sides it is an error."""
    shared = FULL["examples"]
    assert check(full("delay", examples=shared), full("debt", examples=shared, polarity=side)) == [
        ("delay", "shared_example", severity)
    ] * len(shared)


def test_a_near_miss_that_another_code_carries_is_only_noted() -> None:
    """That may well be meant."""
    borrowed = full("debt").examples[:3]
    assert (
        check(full("delay", near_misses=borrowed), full("debt")) == [("delay", "near_miss_is_example", "note")] * 3
    )


def test_a_broken_code_does_not_hide_the_others() -> None:
    """What cannot be read is an error, and the rest of the codebook is still checked."""
    content = {**CONTENT, "patterns": {**CONTENT["patterns"], "Bad-Id": {"theme": "flow", "polarity": "good"}}}
    codebook, errors = read_leniently(content)
    assert codebook is not None
    assert codebook.pattern_ids == ("delay", "debt")
    assert {(error.code, error.severity) for error in errors} == {("Bad-Id", Severity.ERROR)}
    assert len(errors) == 3


def test_an_unknown_reference_costs_only_itself() -> None:
    """The pattern that names it stays."""
    delay = {**CONTENT["patterns"]["delay"], "confused_with": ["debt", "nobody"]}
    codebook, errors = read_leniently({**CONTENT, "patterns": {**CONTENT["patterns"], "delay": delay}})
    assert codebook is not None
    assert codebook.pattern("delay").confused_with == ("debt",)
    assert [error.code for error in errors] == ["delay"]


def test_a_broken_theme_takes_its_patterns_along_and_that_is_said() -> None:
    """Nothing is left out silently."""
    codebook, found = read_leniently({**CONTENT, "themes": {**CONTENT["themes"], "money": {}}})
    assert codebook is not None
    assert codebook.pattern_ids == ("delay",)
    assert rules(found) == [("money", "unreadable", "error"), ("", "left_out", "note")]
    assert found[1].others == ("debt",)


@pytest.mark.parametrize(
    "content", [{}, {"themes": 1, "patterns": []}, {"title": " ", "themes": {"a": 1}, "patterns": {"b": [{}]}}]
)
def test_where_nothing_can_be_read_only_the_errors_are_told(content: dict[str, Any]) -> None:
    """There is no codebook, but there is an answer."""
    codebook, errors = read_leniently(content)
    assert codebook is None
    assert errors


def test_the_worst_code_comes_first() -> None:
    """Errors outweigh warnings, warnings outweigh notes; then the order of the codebook counts."""

    def make(code: str, severity: Severity) -> Problem:
        return Problem(severity=severity, code=code, rule="r", message="m", remedy="r")

    found = [
        make("a", Severity.NOTE),
        make("b", Severity.WARNING),
        make("c", Severity.NOTE),
        make("c", Severity.ERROR),
        make("d", Severity.WARNING),
    ]
    ranked = [(p.code, str(p.severity)) for p in rank_problems(found, ["d", "c", "b", "a"])]
    assert ranked == [("c", "error"), ("c", "note"), ("d", "warning"), ("b", "warning"), ("a", "note")]
