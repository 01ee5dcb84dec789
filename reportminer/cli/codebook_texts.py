"""What the `codebook` commands print for people."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING

from reportminer.records import Polarity
from reportminer.text import clip

if TYPE_CHECKING:
    from reportminer.codebook.diff import Change, CodebookDiff, Value
    from reportminer.codebook.model import Codebook
    from reportminer.codebook.problems import Problem
    from reportminer.workflow.codebook_check import CodebookCheck

_MARKS = {Polarity.GOOD_PRACTICE: "+", Polarity.FAILURE: "-", Polarity.NEUTRAL: "o"}
_WIDTH = 110
_TEXT_CHARS = 200
"""Longer texts are cut in a comparison; --json has them whole."""


def describe_codebook(codebook: "Codebook") -> str:
    """Return themes with their patterns, each with its side and definition."""
    width = max((len(pattern.id) for pattern in codebook.patterns), default=0)
    lines = [" ".join(part for part in (codebook.title, _version(codebook)) if part)] if codebook.title else []
    for theme in codebook.themes:
        lines += ["", f"{theme.id}: {theme.label}"]
        members = [pattern for pattern in codebook.patterns if pattern.theme == theme.id]
        lines += [f"  {_MARKS[p.polarity]} {p.id.ljust(width)}  {p.definition}" for p in members]
        if not members:
            lines.append("  (no pattern)")
    return "\n".join([*lines, "", "+ good practice, - failure, o neutral"]).lstrip("\n")


def _version(codebook: "Codebook") -> str:
    return f"(version {codebook.version})" if codebook.version else ""


def list_codebook(codebook: "Codebook") -> dict[str, object]:
    """Return the same for programs, with all that the codebook says."""
    return {
        "title": codebook.title,
        "version": codebook.version,
        "themes": [{"id": t.id, "label": t.label, "phrases": t.phrases} for t in codebook.themes],
        "patterns": [
            {name: getattr(pattern, name) for name in pattern.__dataclass_fields__}
            for pattern in codebook.patterns
        ],
    }


def describe_check(check: "CodebookCheck", *, notes: bool) -> str:
    """Return the problems code by code, the worst first.

    Args:
        check: what was found.
        notes: whether notes are told too.
    """
    told = [problem for problem in check.problems if notes or problem.severity != "note"]
    blocks = []
    for code, problems in groupby(told, key=lambda problem: problem.code):
        blocks.append("\n".join([code or "(the codebook)", *(_describe_problem(problem) for problem in problems)]))
    return "\n\n".join(blocks)


def _describe_problem(problem: "Problem") -> str:
    parts = [f"{problem.severity}: {problem.message}", *(f"  “{text}”" for text in problem.texts)]
    if problem.cosine is not None:
        parts.append(f"  cosine of the two sentences: {problem.cosine:.2f}")
    parts.append(f"  What to do: {problem.remedy}.")
    return "\n".join(fill(p, _WIDTH, initial_indent="  ", subsequent_indent="      ") for p in parts)


def sum_up_check(check: "CodebookCheck") -> str:
    """Return the counts, and with what the sentences were compared."""
    counts = f"{check.n_errors} error(s), {check.n_warnings} warning(s), {check.n_notes} note(s)"
    compared = (
        f"Compared with the trained heads “{check.model}”, which learned from these examples too."
        if check.model
        else f"Not compared with trained heads: {check.model_note}."
    )
    return f"{check.n_patterns} patterns in {check.n_themes} themes: {counts}. {compared}"


def describe_diff(diff: "CodebookDiff") -> str:
    """Return the changes, and what they mean for tags, labels and heads."""
    if not diff.changes:
        return "The two codebooks say the same."
    lines: list[str] = []
    for (part, key), changes in groupby(diff.changes, key=lambda change: (change.part, change.id)):
        lines += [f"{part} {key}".strip(), *(f"  {line}" for c in changes for line in _describe_change(c))]
    return "\n".join([*lines, "", "What this means", *(f"  {line}" for line in _consequences(diff))])


def _describe_change(change: "Change") -> Iterator[str]:
    if not change.field:
        yield f"{change.kind}: {_show(change.new or change.old)}"
    elif isinstance(change.old, tuple) and isinstance(change.new, tuple):
        yield from _describe_list(change.field, change.old, change.new)
    else:
        yield f"{change.field}: {_show(change.old) or '(empty)'} → {_show(change.new) or '(empty)'}"


def _describe_list(field: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    gone, come = [x for x in old if x not in new], [x for x in new if x not in old]
    yield f"{field}:" if gone or come else f"{field}: another order"
    yield from (f"  - {_show(text)}" for text in gone)
    yield from (f"  + {_show(text)}" for text in come)


def _show(value: "Value") -> str:
    return clip(value if isinstance(value, str) else ", ".join(value), _TEXT_CHARS)


def _consequences(diff: "CodebookDiff") -> Iterator[str]:
    yield f"Tag again: {_ids(diff.tag_again)}."
    yield f"Read labels by hand again, as the meaning changed: {_ids(diff.read_again)}."
    if diff.no_longer_given:
        yield f"No longer given; tags and labels with them are of no use: {_ids(diff.no_longer_given)}."
    for rename in diff.renames:
        yield f"{rename.new} may be {rename.old} under a new id, as they share {rename.why}: change it in labels."
    if diff.themes_found_again:
        yield f"Mentions are found otherwise for the themes {_ids(diff.themes_found_again)}."
    if not diff.heads_fit:
        yield "Heads trained for the old codebook do not fit the new one: train them again (`reportminer train`)."
    elif diff.tag_again:
        yield "Heads trained for the old codebook still fit, but learned from the old wording: train them again."
    yield "`reportminer run` with the new codebook reads and tags every report again."


def _ids(ids: Sequence[str]) -> str:
    return ", ".join(ids) or "none"
