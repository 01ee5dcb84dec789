"""REFI-QDA on the command line: the forms `qdpx` and `qdc` of an export, and what an import comes to."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportminer.cli.output import say
from reportminer.cli.summaries import count
from reportminer.errors import UsageError

if TYPE_CHECKING:
    from reportminer.cli.export_command import Wanted
    from reportminer.workflow.refi_import import ProjectImport

FOLDER = "qda"
"""Folder of projects and codebooks in a workspace."""
SELECTIONS = ("text", "region", "both")
NEWLINES = ("lf", "crlf")
_MB = 1e6
_SHOWN = 8
_HOW = {
    "guid": "by their GUID",
    "place": "by their place in the text",
    "words": "by their words",
    "page": "by their place on the page",
    "anywhere": "by their words in another document",
}


def write_qdpx(wanted: "Wanted", folder: Path) -> object:
    """Write the workspace as a project, say so, and say what is lost."""
    from reportminer.export.qdpx_sources import Selections
    from reportminer.workflow.refi_export import export_project

    summary = export_project(
        wanted.workspace,
        folder,
        settings=wanted.settings,
        filters=wanted.filters,
        selections=Selections(_choose("selections", wanted.selections, SELECTIONS)),
        crlf=_choose("newline", wanted.newline, NEWLINES) == "crlf",
    )
    coders = ", ".join(f"{n:,} of {name}" for name, n in summary.codings.items())
    say(
        f"{summary.file}, {summary.n_bytes / _MB:.1f} MB: {count(summary.n_reports, 'report')}, "
        f"{summary.n_pdfs:,} of them as PDF, {count(summary.n_passages, 'passage')}, "
        f"{count(summary.n_codings, 'coding')}" + (f": {coders}." if coders else "."),
        quiet=wanted.quiet,
    )
    _say_losses(summary.losses, quiet=wanted.quiet)
    return summary


def write_qdc(wanted: "Wanted", folder: Path) -> object:
    """Write the codebook of the workspace, and say so."""
    from reportminer.workflow.refi_export import export_codebook_alone

    summary = export_codebook_alone(folder, settings=wanted.settings)
    say(
        f"{summary.file}: {count(summary.n_patterns, 'pattern')} in {count(summary.n_themes, 'theme')}.",
        quiet=wanted.quiet,
    )
    _say_losses(summary.losses, quiet=wanted.quiet)
    return summary


def describe_project_import(done: "ProjectImport", workspace: Path) -> str:
    """Return what a project brought in, what it did not, and what is known now."""
    from reportminer.cli.review_texts import describe_import

    found = [f"{n:,} {_HOW[how]}" for how, n in done.how.items()]
    n_taken = sum(done.how.values())
    lines = []
    if done.n_codings:
        lines.append(
            f"{count(done.n_codings, 'coding')} of {done.summary.coder} in the file, {n_taken:,} taken in"
            + (f": passages found {', '.join(found)}." if found else ".")
        )
    if done.n_unchanged:
        lines.append(f"On {count(done.n_unchanged, 'sentence')} the codes are as they were.")
    lines += [*_tell_lost(done), *_tell_others(done), *(f"{remark}." for remark in done.remarks)]
    if done.folder:
        lines.append(f"Listed in {done.folder}")
    return "\n".join([*lines, describe_import(done.summary, workspace)])


def _tell_lost(done: "ProjectImport") -> Iterator[str]:
    if done.n_wide:
        yield (
            f"{count(done.n_wide, 'coding')} reach over more than one sentence: the code was given to each that "
            "is at least half inside."
        )
    if done.proposals:
        shown = ", ".join(f"{one.code} ({one.n_sentences})" for one in done.proposals[:_SHOWN])
        yield (
            f"{count(len(done.proposals), 'code')} not in the codebook, kept as proposals with their sentences: "
            + shown
            + _more(len(done.proposals))
        )
    if done.not_matched:
        yield f"{count(len(done.not_matched), 'coding')} could not be matched:"
        for lost in done.not_matched[:_SHOWN]:
            place = f", {lost.place}" if lost.place else ""
            yield f"  {lost.code} in {lost.source or 'a source without a name'}{place}: {lost.reason}"
        if more := _more(len(done.not_matched)):
            yield f" {more}"


def _tell_others(done: "ProjectImport") -> Iterator[str]:
    if done.n_machine:
        gone = f", {done.n_gone:,} more are gone" if done.n_gone else ""
        yield f"{count(done.n_machine, 'coding')} in the file are the machine's own{gone}."
    if done.n_gone and not done.how:
        yield "If they were taken away because they are wrong, import again with --corrected."
    for name, n in done.others.items():
        way = f"import again with --coder {shlex.quote(name)} for them"
        yield f"Not taken in: {count(n, 'coding')} of {name}; {way}."


def _more(n: int) -> str:
    return f" and {n - _SHOWN} more" if n > _SHOWN else ""


def _say_losses(losses: tuple[str, ...], *, quiet: bool) -> None:
    if losses:
        say("\n".join(["Lost in this form, or different:", *(f"- {loss}." for loss in losses)]), quiet=quiet)


def _choose(name: str, given: str, allowed: tuple[str, ...]) -> str:
    if given.lower() not in allowed:
        raise UsageError(
            f"--{name} {given}", expected=f"one of {', '.join(allowed)}", remedy="use one of these words"
        )
    return given.lower()
