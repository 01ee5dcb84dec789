"""Reads a codebook that has problems: each is told, and what can be read is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportminer.codebook.load import build_codebook, find_problems
from reportminer.codebook.model import Codebook
from reportminer.codebook.problems import Problem, Severity
from reportminer.text import squash


def read_leniently(content: Mapping[str, Any]) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """Return the codebook without the codes that cannot be read, and an error for each problem.

    Args:
        content: as `load.read_content` gives it.

    Returns:
        The codebook, None where no code could be read, and the errors.
    """
    said = find_problems(content)
    errors = tuple(_make_error(problem, content) for problem in said)
    left = content
    while said:
        smaller = _set_aside(left, said)
        if smaller == left or not smaller["patterns"]:
            return None, errors
        left, said = smaller, find_problems(smaller)
    return build_codebook(left), (*errors, *_note_others(content, left, errors))


def _note_others(
    content: Mapping[str, Any], left: Mapping[str, Any], errors: Sequence[Problem]
) -> Iterator[Problem]:
    """Yield a note on the codes that were left out for the sake of another one, if there are any."""
    told = {error.code for error in errors}
    others = tuple(key for key in _table(content, "patterns") if key not in left["patterns"] and key not in told)
    if others:
        yield Problem(
            severity=Severity.NOTE,
            code="",
            rule="left_out",
            message=f"Left out of the other checks with their theme: {', '.join(others)}.",
            remedy="correct the theme",
            others=others,
        )


def _make_error(said: str, content: Mapping[str, Any]) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code=_code_of(said, content),
        rule="unreadable",
        message=said,
        remedy="correct this entry; until then the code is left out of the other checks",
    )


def _code_of(said: str, content: Mapping[str, Any]) -> str:
    found = [
        str(key)
        for table in ("themes", "patterns")
        for key in _table(content, table)
        if said.startswith((f"{table}.{key}.", f"{table}.{key}:"))
    ]
    return max(found, key=len, default="")


def _table(content: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = content.get(name)
    return table if isinstance(table, dict) else {}


def _set_aside(content: Mapping[str, Any], said: list[str]) -> dict[str, Any]:
    """Return the content without the entries complained of; a wrong reference costs only itself."""
    bad = {_code_of(problem, content) for problem in said if ".confused_with = " not in problem}
    patterns = {key: value for key, value in _table(content, "patterns").items() if key not in bad}
    kept: dict[str, Any] = {key: text for key in ("title", "version") if squash(text := str(content.get(key, "")))}
    kept["themes"] = {key: value for key, value in _table(content, "themes").items() if key not in bad}
    kept["patterns"] = {key: _without_strangers(value, patterns) for key, value in patterns.items()}
    return kept


def _without_strangers(value: Any, known: Mapping[str, Any]) -> Any:
    named = value.get("confused_with") if isinstance(value, dict) else None
    given = [named] if isinstance(named, str) else named
    if not isinstance(given, list):
        return value
    return value | {
        "confused_with": [other for other in given if isinstance(other, str) and squash(other) in known]
    }
