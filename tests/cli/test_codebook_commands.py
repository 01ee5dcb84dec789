"""`codebook check`, `list`, `export`, `import` and `diff` from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from reportminer.cli.app import run_app
from reportminer.codebook.load import load_codebook

SMALL = """
title = "Schools"
[themes]
teaching = "Teaching"
[themes.money]
label = "Money"
[patterns.clear_lessons]
theme = "teaching"
polarity = "good_practice"
definition = "Lessons are clear."
examples = ["Pupils knew what each lesson was for.", "Explanations were short and clear."]
[patterns.late_books]
theme = "teaching"
polarity = "failure"
definition = "Books come late."
confused_with = "clear_lessons"
"""
COMMANDS = ["check", "list", "export", "import", "diff"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small codebook of another subject."""
    path = tmp_path / "schools.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*words: object) -> int:
    """Run `codebook` with these words."""
    return run_app(["codebook", *map(str, words)])


@pytest.mark.parametrize("command", COMMANDS)
def test_help_gives_an_example_and_the_common_options(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As every command's does."""
    assert run(command, "--help") == 0
    printed = capsys.readouterr().out
    wanted = (f"reportminer codebook {command}", "--json", "--config", "--quiet", "--verbose", "--debug")
    assert [part for part in wanted if part not in printed] == []


def test_check_of_the_shipped_codebook_finds_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    """It is compared with the shipped encoder and heads, and ends with code 0."""
    assert run("check", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["n_errors"], found["n_patterns"], found["model"]) == (0, 59, "patterns")
    assert found["n_warnings"] + found["n_notes"] == len(found["problems"])


def test_check_of_an_own_codebook(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems stand code by code with what to do; heads of another codebook are passed over, and that is said."""
    assert run("check", "--codebook", book) == 0
    captured = capsys.readouterr()
    assert captured.out.index("late_books\n") < captured.out.index("clear_lessons\n")
    assert "warning: It has no examples; 5 are the least." in captured.out
    assert "warning: No pattern belongs to this theme." in captured.out
    assert "What to do: add clear_lessons" not in captured.out
    assert "What to do: add late_books to confused_with there" in captured.out
    assert "Not compared with trained heads" in captured.err


def test_strict_and_quiet(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --strict a warning is enough for code 3; with -q notes are not told."""
    assert run("check", "--codebook", book, "--strict", "-q") == 3
    captured = capsys.readouterr()
    assert "note:" not in captured.out
    assert captured.err == ""


def test_errors_end_with_code_3(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A code that cannot be read is an error of the check, not the end of it."""
    book.write_text(SMALL + '[patterns.bad]\ntheme = "teching"\npolarity = "failure"\n', encoding="utf-8")
    assert run("check", "--codebook", book) == 3
    printed = capsys.readouterr().out
    assert printed.startswith("bad\n  error: patterns.bad.")
    assert "did you mean 'teaching'?" in printed
    assert "late_books" in printed


def test_heads_that_were_named_must_fit(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are not passed over in silence."""
    assert run("check", "--codebook", book, "--model", "patterns") == 2
    assert "another codebook" in capsys.readouterr().err


def test_a_file_that_is_no_toml(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to check."""
    book.write_text("themes = [", encoding="utf-8")
    assert run("check", "--codebook", book) == 2
    assert "not valid TOML" in capsys.readouterr().err


def test_list(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Themes with their patterns, side and definition; for programs with everything."""
    assert run("list", "--codebook", book) == 0
    assert capsys.readouterr().out == (
        "Schools\n\nteaching: Teaching\n  + clear_lessons  Lessons are clear.\n"
        "  - late_books     Books come late.\n"
        "\nmoney: Money\n  (no pattern)\n\n+ good practice, - failure, o neutral\n"
    )
    assert run("list", "--codebook", book, "--theme", "money", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert ([theme["id"] for theme in found["themes"]], found["patterns"]) == (["money"], [])
    assert run("list", "--codebook", book, "--theme", "mony") == 2
    assert "such as money" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["csv", "qdc", "jsonld"])
def test_export_by_suffix(book: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same codebook gives the same bytes."""
    out = book.with_suffix(f".{suffix}")
    assert run("export", "--codebook", book, "--out", out) == 0
    first = out.read_bytes()
    assert run("export", "--codebook", book, "--out", out, "--json") == 0
    assert out.read_bytes() == first
    assert json.loads(capsys.readouterr().out)["n_patterns"] == 2


@pytest.mark.parametrize("name", ["codebook.toml", "codebook", "."])
def test_export_knows_three_forms(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another suffix or a folder is refused."""
    assert run("export", "--out", tmp_path / name) == 2
    assert "Expected:" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["csv", "qdc"])
def test_import_gives_back_what_was_exported(book: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Ids, themes, sides and definitions come back, in a file that can be used at once."""
    codes, out = book.with_name(f"codes.{suffix}"), book.with_name("codes.toml")
    run("export", "--codebook", book, "--out", codes)
    assert run("import", codes) == 0
    again, old = load_codebook(out), load_codebook(book)
    assert again.patterns == old.patterns
    assert run("diff", book, out, "--json") == 0
    assert json.loads(capsys.readouterr().out)["tag_again"] == []


def test_import_never_overwrites_unasked(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A codebook that is there is replaced with --force alone."""
    codes = book.with_name("codes.csv")
    codes.write_text("name\nDebt\n", encoding="utf-8")
    assert run("import", codes, "--out", book) == 2
    assert "--force" in capsys.readouterr().err
    assert book.read_text(encoding="utf-8") == SMALL
    assert run("import", codes, "--out", book, "--force") == 0
    assert "neutral was written: debt" in capsys.readouterr().err
    assert load_codebook(book).pattern_ids == ("debt",)


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("codes.txt", "x", ".qdc (REFI-QDA codebook) or .csv"),
        ("codes.csv", "text\nx\n", "no column that names the codes"),
        ("codes.csv", "name\n", "holds no codes"),
        ("codes.qdc", "<!DOCTYPE a><a/>", "declares a document type"),
    ],
)
def test_import_says_why_not(
    name: str, content: str, part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written then."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert run("import", tmp_path / name) == 2
    assert part in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def changed(book: Path, *pairs: tuple[str, str]) -> Path:
    """Another version of the codebook."""
    text = SMALL
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = book.with_name("new.toml")
    path.write_text(text, encoding="utf-8")
    return path


def test_diff_says_what_changed_and_what_it_means(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Old and new of each field, texts that came and went, and the ids to tag again; the exit code is 0."""
    new = changed(
        book,
        ("Lessons are clear.", "Lessons have a stated aim."),
        ('"Explanations were short and clear."', '"Each hour had its aim."'),
        ("[patterns.late_books]", "[patterns.missing_books]"),
    )
    assert run("diff", book, new) == 0
    printed = capsys.readouterr().out
    for part in (
        "definition: Lessons are clear. → Lessons have a stated aim.",
        "    - Explanations were short and clear.\n    + Each hour had its aim.",
        "pattern missing_books\n  added: Books come late.",
        "pattern late_books\n  removed: Books come late.",
        "Tag again: clear_lessons, missing_books.",
        "missing_books may be late_books under a new id",
        "do not fit the new one",
    ):
        assert part in printed


def test_diff_of_equal_codebooks(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said, not left empty."""
    assert run("diff", book, book) == 0
    assert "say the same" in capsys.readouterr().out


def test_diff_for_programs(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each change with part, id, field, old and new."""
    new = changed(book, ('polarity = "failure"', 'polarity = "neutral"'))
    assert run("diff", book, new, "--json") == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["changes"] == [
        {
            "part": "pattern",
            "id": "late_books",
            "kind": "changed",
            "field": "polarity",
            "old": "failure",
            "new": "neutral",
        }
    ]
    assert found["heads_fit"] is False
