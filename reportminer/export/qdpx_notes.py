"""What a project says of itself: how it was made, what it cannot hold, whose reports it quotes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportminer.codebook.model import Codebook
from reportminer.export.qdpx_guids import make_guid, user_guid
from reportminer.export.qdpx_passages import Passage, make_note
from reportminer.export.qdpx_sources import describe_report
from reportminer.export.qdpx_xml import Element
from reportminer.ids import hash_bytes
from reportminer.store.views import FileRow, ReportRow

ABOUT_GUID = make_guid("note", "about")
ATTRIBUTION_GUID = make_guid("note", "attribution")
_STATE = re.compile(r"^State of the machine's codes: ([0-9a-f]{64})$", re.MULTILINE)
_ALWAYS_LOST = (
    "Probabilities, thresholds and decisions stand as words in the description of each passage, not as numbers; "
    "what carried a code is not told",
    "Names, quotations, statistics, recommendations and tables found in the reports are in the CSV set only",
    "Which passages repeat each other, and all counts over reports, are in the CSV set only",
)
_HOW = (
    'Codes were given by a program, as the user "reportminer NAME@VERSION", and by people, each as a user of '
    "their own. A theme is a code, its patterns are codes below it; green patterns are good practice, red ones "
    "failures, grey ones neutral, and a set of codes holds those of each side. A passage without a pattern has "
    "its themes and the side that it takes.",
    'In the descriptions, "accepted" means that the pattern reaches the stated precision; "needs review" that it '
    "does not: read it first.",
    'Codes below "Marks of a review" say what a coder may say beside patterns. Mark a passage that you have read '
    'and that carries nothing with "Read: no code applies".',
    "The command `reportminer review import FILE.qdpx --coder NAME` takes your codings back.",
)
_WHOSE = (
    "The sources are reports of others, and their licences hold for every passage of them. Where no licence is "
    "known, ask the publisher before you pass this project on or publish more than short quotations."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a project was made from."""

    program: str
    """Version of reportminer."""
    codebook: Codebook
    """The codebook."""
    machines: Sequence[str]
    """Names of the taggers among the users."""
    filters: Sequence[tuple[str, str]]
    """What it is narrowed to, by name."""
    selections: str
    """Where passages are marked."""
    newline: str
    """How lines of texts end: `lf` or `crlf`."""
    files: Sequence[FileRow]
    """The files of its reports."""


def make_about(about: About, *, state: str, losses: Iterable[str]) -> Element:
    """Return the note on the project as a whole, which holds no time: equal projects have equal bytes.

    Args:
        about: what it was made from.
        state: `hash_codes` of the machine's codes in it.
        losses: what it cannot hold, in plain sentences.
    """
    book = about.codebook
    lines = [
        f"Made by reportminer {about.program}. Valid against the REFI-QDA 1.5 project schema.",
        *_HOW,
        "",
        "What is lost in this form:",
        *(f"- {loss}." for loss in losses),
        "",
        "What it was made from:",
        f"Codebook: {book.title or 'untitled'}, version {book.version or 'not stated'}, SHA-256 {book.digest}",
        *(f"Machine: {machine}" for machine in about.machines),
        *(f"Narrowed to: {name} = {value}" for name, value in about.filters),
        f"Passages marked in: {about.selections}; lines end with {about.newline.upper()}",
        f"State of the machine's codes: {state}",
        *(
            f"Report: {file.report_id}, {file.file}, {file.size} bytes, SHA-256 {file.sha256}"
            for file in about.files
        ),
    ]
    return make_note(ABOUT_GUID, "About this project", "\n".join(lines))


def make_sources_note(reports: Sequence[ReportRow]) -> Element:
    """Return the note that says who published each report, under which licence, where."""
    text = "\n\n".join([_WHOSE, *map(describe_report, reports)])
    return make_note(ATTRIBUTION_GUID, "Whose reports these are", text)


def make_remarks(passages: Iterable[Passage]) -> list[Element]:
    """Return what people noted on passages, a note each."""
    return [
        make_note(remark.guid, f"Comment of {remark.coder}", remark.text, user=user_guid(remark.coder))
        for passage in passages
        for remark in passage.remarks
    ]


def list_always_lost() -> tuple[str, ...]:
    """Return what no project of this form can hold, in plain sentences without a full stop."""
    return _ALWAYS_LOST


def hash_codes(codes: Iterable[tuple[str, str]]) -> str:
    """Return a hash of the machine's codes: of pairs of sentence and pattern, in whatever order."""
    return hash_bytes("\n".join(f"{finding_id} {pattern}" for finding_id, pattern in sorted(codes)).encode())


def read_state(note: str) -> str:
    """Return the hash that a note on a project states; empty if it states none."""
    found = _STATE.search(note)
    return found[1] if found else ""
