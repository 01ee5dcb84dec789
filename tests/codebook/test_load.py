"""The codebook's file: what is read, and what is said about a bad one."""

from pathlib import Path

import pytest

from reportminer.codebook import load_codebook
from reportminer.errors import ConfigError
from reportminer.records import Polarity

GOOD = """
title = "Small"
version = "2"
[themes]
flow = "Hospital flow"
[themes.budgets]
label = "Shared budgets"
phrases = ["pool* budget*", "section 75"]
[patterns.pooled]
theme = "budgets"
polarity = "good_practice"
definition = "Money is  shared."
confused_with = "delay"
examples = ["A pooled budget was in place."]
[patterns.delay]
theme = "flow"
polarity = "failure"
definition = "People wait."
"""


def write(tmp_path: Path, text: str) -> Path:
    """Write a codebook file."""
    path = tmp_path / "codebook.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(tmp_path: Path, text: str) -> str:
    """Return what is said about a bad file."""
    with pytest.raises(ConfigError) as caught:
        load_codebook(write(tmp_path, text))
    return str(caught.value)


def test_themes_come_as_labels_or_tables(tmp_path: Path) -> None:
    """A theme may be a bare label or a table with phrases."""
    codebook = load_codebook(write(tmp_path, GOOD))
    assert codebook.theme("flow").label == "Hospital flow"
    assert codebook.theme("budgets").phrases == ("pool* budget*", "section 75")


def test_patterns_keep_order_and_notes(tmp_path: Path) -> None:
    """Patterns come in the order of the file, a single text counting as a list of one."""
    codebook = load_codebook(write(tmp_path, GOOD))
    assert codebook.pattern_ids == ("pooled", "delay")
    pooled = codebook.pattern("pooled")
    assert (pooled.polarity, pooled.definition) == (Polarity.GOOD_PRACTICE, "Money is shared.")
    assert pooled.confused_with == ("delay",)
    assert pooled.near_misses == ()


def test_digest_follows_content_not_layout(tmp_path: Path) -> None:
    """A comment leaves the digest as it is; another definition changes it."""
    before = load_codebook(write(tmp_path, GOOD)).digest
    assert load_codebook(write(tmp_path, "# a remark\n" + GOOD)).digest == before
    assert load_codebook(write(tmp_path, GOOD.replace("People wait", "People queue"))).digest != before


def test_all_problems_at_once(tmp_path: Path) -> None:
    """Every problem of a file is named with its key in one answer."""
    text = GOOD.replace('theme = "flow"', 'theme = "flwo"').replace('"failure"', '"bad"')
    text += '[patterns.Big-Id]\ntheme = "flow"\npolarity = "failure"\nnote = "x"\n'
    said = problems(tmp_path, text)
    assert "patterns.delay.theme = 'flwo': unknown theme (did you mean 'flow'?)" in said
    assert "patterns.delay.polarity = 'bad': expected one of good_practice, failure, neutral" in said
    assert "patterns.Big-Id: an id has lower case" in said
    assert "patterns.Big-Id.note: unknown key" in said
    assert "patterns.Big-Id.definition: expected a text, got nothing" in said
    assert "has 5 problem(s)" in said


def test_a_side_that_only_a_sentence_can_have_is_refused(tmp_path: Path) -> None:
    """A pattern is never `mixed` or `none`."""
    assert "expected one of" in problems(tmp_path, GOOD.replace('"failure"', '"mixed"'))


def test_duplicate_ids_are_refused(tmp_path: Path) -> None:
    """An id stands once, also across themes and patterns."""
    assert "not valid TOML" in problems(tmp_path, GOOD + '[patterns.delay]\ntheme = "flow"\n')
    assert "patterns.flow: duplicate id" in problems(tmp_path, GOOD.replace("[patterns.delay]", "[patterns.flow]"))


def test_an_empty_file_says_what_is_missing(tmp_path: Path) -> None:
    """A file without themes is refused with what was expected."""
    assert "themes: expected a table" in problems(tmp_path, "")


def test_wrong_types_are_named(tmp_path: Path) -> None:
    """Numbers where texts belong, and empty texts in lists, are problems."""
    said = problems(tmp_path, GOOD.replace('label = "Shared budgets"', "label = 3").replace('"section 75"', '""'))
    assert "themes.budgets.label: expected a text" in said
    assert "themes.budgets.phrases: expected a text or a list" in said


def test_a_missing_file_is_a_config_error(tmp_path: Path) -> None:
    """A path that leads nowhere is answered plainly."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load_codebook(tmp_path / "none.toml")


def test_the_shipped_codebook_loads(root: Path) -> None:
    """The codebook that comes with the program is without problems and has its 24 themes and 58 patterns."""
    codebook = load_codebook(root / "configs" / "codebook.toml")
    assert len(codebook.themes) >= 24
    assert len(codebook.patterns) >= 58
    assert {p.theme for p in codebook.patterns} <= set(codebook.theme_ids)
