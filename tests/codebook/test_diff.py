"""What changed between two codebooks, and what follows."""

from dataclasses import replace
from typing import Any

import pytest

from reportminer.codebook.diff import ChangeKind, CodebookDiff, compare_codebooks
from reportminer.codebook.model import Codebook, Theme
from reportminer.records import Polarity
from tests.codebook.builders import FULL, make_codebook, make_pattern

MONEY = Theme(id="money", label="Money", phrases=("budget*",))


def book(**changes: Any) -> Codebook:
    """Two patterns; the first one changed."""
    return make_codebook(make_pattern("delay", **{**FULL, **changes}), make_pattern("debt"), themes=(MONEY,))


def told(diff: CodebookDiff) -> list[tuple[str, str, str]]:
    """Kind, id and field of each change."""
    return [(str(change.kind), change.id, change.field) for change in diff.changes]


def test_equal_codebooks_have_no_difference() -> None:
    """Nothing changes, and nothing follows."""
    diff = compare_codebooks(book(), replace(book(), digest="another layout"))
    assert (diff.changes, diff.tag_again, diff.heads_fit) == ((), (), True)


@pytest.mark.parametrize(
    ("field", "value", "tagged", "read", "fits"),
    [
        ("definition", "Another.", True, True, True),
        ("include", ("More.",), True, True, True),
        ("exclude", (), True, True, True),
        ("examples", ("One.",), True, False, True),
        ("near_misses", (), True, False, True),
        ("confused_with", ("debt",), False, False, True),
        ("polarity", Polarity.NEUTRAL, True, True, False),
        ("theme", "money", True, False, False),
    ],
)
def test_what_a_changed_field_means(field: str, value: Any, tagged: bool, read: bool, fits: bool) -> None:
    """Meaning asks for people and model, examples for the model, a side or theme for new heads."""
    diff = compare_codebooks(book(), book(**{field: value}))
    assert told(diff) == [("changed", "delay", field)]
    assert diff.changes[0].new == value
    assert (diff.tag_again, diff.read_again) == (("delay",) * tagged, ("delay",) * read)
    assert diff.heads_fit is fits


def test_added_and_removed_patterns() -> None:
    """Both are named, with their definition."""
    new = replace(book(), patterns=(*book().patterns[:1], make_pattern("waste")))
    diff = compare_codebooks(book(), new)
    assert told(diff) == [("added", "waste", ""), ("removed", "debt", "")]
    assert (diff.changes[0].new, diff.changes[1].old) == ("What waste says.", "What debt says.")
    assert (diff.tag_again, diff.no_longer_given, diff.heads_fit) == (("waste",), ("debt",), False)


@pytest.mark.parametrize(
    ("changes", "shared"),
    [
        ({"definition": "what DELAY says"}, "the definition"),
        ({"definition": "New.", "examples": FULL["examples"][2:]}, "3 example(s)"),
        ({"definition": "New.", "examples": (FULL["examples"][0], "A.", "B.", "C.", "D.")}, ""),
    ],
)
def test_a_pattern_under_a_new_id_is_recognised(changes: dict[str, Any], shared: str) -> None:
    """By its definition, or by half of the examples."""
    renamed = make_pattern("late", **{**FULL, **changes})
    diff = compare_codebooks(book(), replace(book(), patterns=(renamed, *book().patterns[1:])))
    assert [(r.old, r.new, r.why) for r in diff.renames] == ([("delay", "late", shared)] if shared else [])


def test_another_order_needs_new_heads() -> None:
    """Heads know patterns by their place alone."""
    diff = compare_codebooks(book(), replace(book(), patterns=book().patterns[::-1]))
    assert told(diff) == [("changed", "", "order of patterns")]
    assert (diff.tag_again, diff.heads_fit) == ((), False)


def test_phrases_change_mentions_only() -> None:
    """Tags do not depend on them."""
    new = replace(book(), themes=(book().themes[0], replace(MONEY, phrases=("debt*",))))
    diff = compare_codebooks(book(), new)
    assert told(diff) == [("changed", "money", "phrases")]
    assert (diff.themes_found_again, diff.tag_again, diff.heads_fit) == (("money",), (), True)


def test_themes_come_and_go() -> None:
    """With their label."""
    diff = compare_codebooks(book(), replace(book(), themes=book().themes[:1]))
    assert [(c.kind, c.id, c.old) for c in diff.changes] == [(ChangeKind.REMOVED, "money", "Money")]
