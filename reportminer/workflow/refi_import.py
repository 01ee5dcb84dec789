"""Takes the codings of a REFI-QDA project (.qdpx) in as one coder's, whichever program wrote it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reportminer.errors import UsageError
from reportminer.export.qdpx_guids import name_machine
from reportminer.export.qdpx_reading import read_project
from reportminer.export.qdpx_records import ProjectIn
from reportminer.settings import Settings
from reportminer.store.codings import CodingRow
from reportminer.workflow.refi_codes import name_code
from reportminer.workflow.refi_lists import NotMatched, Proposal, draft_patterns, write_lists
from reportminer.workflow.refi_machine import CodesBySentence, find_gone
from reportminer.workflow.refi_said import Said, Taken
from reportminer.workflow.refi_stock import Stock, read_stock
from reportminer.workflow.refi_taking import iter_unknown, take
from reportminer.workflow.refi_users import Attribution, attribute
from reportminer.workflow.review_import import ImportSummary, store_rows
from reportminer.workflow.review_status import summarise_review

SUFFIX = ".qdpx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectImport:
    """What a project brought in."""

    summary: ImportSummary
    """Whose codes they are, on how many sentences they are new, and where the review stands now."""
    n_unchanged: int
    """Sentences on which the coder's codes are as the workspace has them already."""
    n_codings: int
    """Codings of the coder in the file."""
    how: Mapping[str, int]
    """Those of them that were taken in, by how the passage was found: see `refi_places.Found`."""
    n_wide: int
    """Codings of the coder that reach over more than one sentence: the code was given to each."""
    n_machine: int
    """Codings in the file that are the machine's own."""
    n_gone: int | None
    """Codings of the machine that are gone from the file; None where that cannot be told."""
    others: Mapping[str, int]
    """Codings of other people in the file, which were not taken in, by name."""
    proposals: tuple[Proposal, ...]
    """Codes that the codebook does not have."""
    not_matched: tuple[NotMatched, ...]
    """Codings whose passage was not found."""
    remarks: tuple[str, ...]
    """What else is worth knowing, in plain sentences without a full stop."""
    folder: Path | None
    """Where proposals and passages that were not found are listed; None if there are none."""


def import_project(
    workspace: Path,
    file: Path,
    *,
    coder: str,
    settings: Settings,
    user: str = "",
    corrected: bool = False,
    today: date | None = None,
) -> ProjectImport:
    """Take in one coder's codings of a project, in place of the same coder's earlier ones on the same sentences.

    The machine's tags stay as they are. Its codings in the file are its own, unless the coder went over them.

    Args:
        workspace: its folder.
        file: a `.qdpx` file.
        coder: name of the person.
        settings: those of the last run: which codebook.
        user: name of that person in the file, where it is another; else empty.
        corrected: whether the coder went over the machine's codings in the file, so that those which stand are the
            coder's too, and those which are gone were rejected.
        today: the date to note; that of the clock where not given.

    Raises:
        UsageError: there is no workspace, the file cannot be read, it has no codings of the coder or of several
            people, the machine has coded anew since the export (`corrected`), or the name is no person's.
        WorkspaceBusy: a run holds the workspace.
    """
    stock = read_stock(workspace, coder=coder, settings=settings)
    found = _read(stock, file, user=user)
    _check(file, found, corrected=corrected)
    said = found.taken.list_said(stock.finder, gone=found.gone if corrected else None)
    day = (today or date.today()).isoformat()
    rows = [_make_row(one, stock, finding_id, day=day) for finding_id, one in said.items()]
    changed = [row for row in rows if not _says_the_same(row, stock.earlier.get(row.finding_id))]
    stored = store_rows(workspace, changed) if changed else stock.codings
    proposals, folder = _keep(workspace, f"{stock.coder} {file.stem}", found, stock)
    return ProjectImport(
        summary=ImportSummary(
            coder=stock.coder,
            n_rows=len(changed),
            n_replaced=sum(row.finding_id in stock.earlier for row in changed),
            n_unread=0,
            status=summarise_review(list(stock.passages.values()), stored, stock.codebook),
        ),
        n_unchanged=len(rows) - len(changed),
        n_codings=found.taken.n_codings,
        how=dict(sorted(found.taken.how.items())),
        n_wide=found.taken.n_wide,
        n_machine=found.taken.n_machine,
        n_gone=None if found.gone is None else sum(map(len, found.gone.values())),
        others=found.whose.others,
        proposals=proposals,
        not_matched=tuple(found.taken.not_matched),
        remarks=tuple(_list_remarks(found)),
        folder=folder,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a project says."""

    project: ProjectIn
    whose: Attribution
    taken: Taken
    gone: CodesBySentence | None


def _read(stock: Stock, file: Path, *, user: str) -> _Read:
    project = read_project(file, sizes={found.size for found in stock.files})
    whose = attribute(
        project,
        coder=stock.coder,
        user=user,
        machines={name_machine(report.coder, report.model) for report in stock.reports},
        people={coding.coder for coding in stock.codings} - {stock.coder},
    )
    taken = take(project, whose, stock.finder, stock.library, stock.machine)
    gone = find_gone(project, taken.standing, stock.machine, stock.reports)
    return _Read(project=project, whose=whose, taken=taken, gone=gone)


def _check(file: Path, found: _Read, *, corrected: bool) -> None:
    if corrected and found.gone is None:
        raise UsageError(
            f"{file}: it cannot be told which of the machine's codings are gone from it",
            expected="a project of this workspace, with its note “About this project”, and no new run since",
            remedy="leave out --corrected, so that only the person's own codings are taken",
        )
    if not (found.taken.n_codings or corrected):
        others = ", ".join(f"{name} ({n})" for name, n in found.whose.others.items())
        raise UsageError(
            f"{file} has no codings of this person: {found.taken.n_machine} are the machine's"
            + (f"; others are of {others}" if others else ""),
            expected="codings that the person gave",
            remedy="give the name that the person has in the file with --user; or, if the person went over the "
            "machine's codings and changed them, add --corrected",
        )


def _list_remarks(found: _Read) -> Iterator[str]:
    if found.whose.called and found.taken.n_codings:
        yield f"The file calls this person {found.whose.called}"
    for what, n in sorted(found.taken.counted.items()):
        yield f"In {n} text(s) the program counted {what}, and the standard does not: places were read so"


def _make_row(said: Said, stock: Stock, finding_id: str, *, day: str) -> CodingRow:
    """Return a coder's codes of a sentence; how it was drawn, and a comment that the file lacks, stay."""
    passage, earlier = stock.passages[finding_id], stock.earlier.get(finding_id)
    row = CodingRow(
        coder=stock.coder,
        finding_id=finding_id,
        report_id=passage.report_id,
        text=passage.text,
        text_hash=passage.text_hash,
        patterns=said.patterns,
        themes=said.themes,
        polarity=said.polarity,
        is_recommendation=said.is_recommendation,
        comment=said.comment,
        machine=passage.machine,
        imported=day,
    )
    if earlier is None:
        return row
    return replace(
        row,
        comment=said.comment or earlier.comment,
        stratum=earlier.stratum,
        weight=earlier.weight,
        drawn_from=earlier.drawn_from,
    )


def _says_the_same(row: CodingRow, earlier: CodingRow | None) -> bool:
    return earlier is not None and _said(row) == _said(earlier)


def _said(row: CodingRow) -> tuple[object, ...]:
    return row.patterns, row.themes, row.polarity, row.is_recommendation, row.comment


def _keep(workspace: Path, name: str, found: _Read, stock: Stock) -> tuple[tuple[Proposal, ...], Path | None]:
    """Write what could not be taken in, and return the proposals and the folder."""
    unknown = list(iter_unknown(found.taken, found.project.codes))
    if not (unknown or found.taken.not_matched):
        return (), None
    drafts = draft_patterns(unknown, stock.codebook)
    sentences = {guid: [stock.passages[key] for key in found.taken.unknown[guid]] for guid in drafts}
    folder = write_lists(
        workspace,
        name,
        drafts=drafts,
        codes=found.project.codes,
        sentences=sentences,
        pages=stock.pages,
        not_matched=found.taken.not_matched,
    )
    proposals = [
        Proposal(code=name_code(code), pattern_id=drafts[code.guid].id, n_sentences=len(sentences[code.guid]))
        for code in unknown
    ]
    return tuple(proposals), folder
