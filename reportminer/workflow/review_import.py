"""Takes a filled sheet in as one coder's codes, and trains heads on what people said."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reportminer.classify.csv_reading import open_table
from reportminer.classify.label_union import join_labels, write_labels
from reportminer.classify.labels import read_labels
from reportminer.classify.model_files import hash_model
from reportminer.classify.sampling import DIVERSE, RANDOM, UNCERTAIN
from reportminer.codebook.load import load_codebook
from reportminer.errors import ConfigError, UsageError
from reportminer.export.review_sheet import NEEDED, FilledSheet, SheetRow, read_sheet
from reportminer.settings import Settings, find_config
from reportminer.store.codings import CodingRow, note_training, read_codings, store_codings
from reportminer.store.connection import close_database, open_database, reading
from reportminer.store.lock import hold_workspace
from reportminer.store.passages import PassageIndex, PassageRow, read_passages
from reportminer.text import normalise
from reportminer.workflow.review_status import ReviewStatus, summarise_review
from reportminer.workflow.tagging import train_from_file

if TYPE_CHECKING:
    from reportminer.classify.train import TrainingReport

_SHOWN = 50
"""Most problems that a message lists."""
_LONGEST_NAME = 100
_NO_PERSON = ("machine", "model")
"""Names that say that it is not a person, beside those of the taggers."""
_VERSION_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What a sheet brought in."""

    coder: str
    """Whose codes they are."""
    n_rows: int
    """Rows read in."""
    n_replaced: int
    """Of these, rows that took the place of earlier ones of the same coder."""
    n_unread: int
    """Rows that are not filled in."""
    status: ReviewStatus
    """Where the review stands now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrainSummary:
    """What heads were trained on."""

    model: Path
    """Their folder."""
    labels: Path
    """The labels that they learned from."""
    n_base: int
    """Base labels among these."""
    n_people: int
    """Sentences that people coded among these."""
    n_replaced: int
    """Base labels that gave way to what people said of the same sentence."""
    n_disputed: int
    """Sentences left out because people are divided evenly."""
    report: "TrainingReport"
    """What was learned, and how well."""


def import_sheet(
    workspace: Path, file: Path, *, coder: str, settings: Settings, today: date | None = None
) -> ImportSummary:
    """Take in the codes of a filled sheet as one coder's, in place of the same coder's earlier ones.

    The machine's tags stay as they are. Nothing is stored where anything is wrong.

    Args:
        workspace: its folder.
        file: the sheet, as CSV or XLSX.
        coder: name of the person.
        settings: those of the last run: which codebook.
        today: the date to note; that of the clock where not given.

    Raises:
        UsageError: there is no workspace, the file cannot be read, or the name is no person's.
        ConfigError: rows have problems; all are listed.
        WorkspaceBusy: a run holds the workspace.
    """
    with reading(workspace) as connection:
        passages, earlier = read_passages(connection), read_codings(connection)
    name = settle_name(coder, passages, earlier)
    codebook = load_codebook(find_config(settings.codebook))
    index = PassageIndex(passages)
    sheet = read_sheet(
        _read_cells(file),
        find=lambda finding_id, text: index.find(finding_id, text=text),
        codebook=codebook,
        strata=(RANDOM, UNCERTAIN, DIVERSE, *(f"{RANDOM}:{pattern}" for pattern in codebook.pattern_ids)),
    )
    _check_sheet(file, sheet)
    day = (today or date.today()).isoformat()
    codings = [_make_coding(row, coder=name, day=day) for row in sheet.rows]
    stored = store_rows(workspace, codings)
    known = {coding.finding_id for coding in earlier if coding.coder == name}
    return ImportSummary(
        coder=name,
        n_rows=len(codings),
        n_replaced=sum(coding.finding_id in known for coding in codings),
        n_unread=sheet.n_unread,
        status=summarise_review(passages, stored, codebook),
    )


def retrain(
    workspace: Path, *, labels: Path, out: Path, settings: Settings, leave_out_random: bool = False
) -> RetrainSummary:
    """Train heads on base labels and on all that people coded in a workspace; the workspace is not tagged anew.

    The labels are written to `labels.csv` in the folder of the heads. Which codings the heads learned from is
    noted, so that they are not taken as a proof of these heads later.

    Args:
        workspace: its folder.
        labels: base labels, as `reportminer train` reads them.
        out: folder of the heads.
        settings: encoder and codebook.
        leave_out_random: keep what was drawn at random as a test for the new heads.

    Raises:
        UsageError: there is no workspace, or the base labels would be written over.
        ConfigError: the labels have problems, or there are too few.
    """
    target = out / "labels.csv"
    if target.exists() and labels.exists() and target.samefile(labels):
        raise UsageError(
            f"{labels} would be written over", expected="another folder", remedy="name one with --out"
        )
    codebook = load_codebook(find_config(settings.codebook))
    base = read_labels(labels, codebook)
    with reading(workspace) as connection:
        codings = read_codings(connection)
    tested = {c.text_hash for c in codings if c.stratum.startswith(RANDOM)} if leave_out_random else set()
    offered = [c for c in codings if c.coder_kind == "person" and c.text_hash not in tested]
    union = join_labels(base, offered, codebook)
    write_labels(target, union.labels)
    report = train_from_file(target, out=out, codebook="", settings=settings)
    with hold_workspace(workspace):
        connection = open_database(workspace, write=True)
        try:
            # Also those left out as disputed: what is left without the easy ones would be no random draw.
            keys = [(coding.coder, coding.finding_id) for coding in offered]
            note_training(connection, keys, version=hash_model(out)[:_VERSION_DIGITS])
        finally:
            close_database(connection)
    n_kept = len(base) - union.n_replaced
    return RetrainSummary(
        model=out,
        labels=target,
        n_base=n_kept,
        n_people=len(union.labels) - n_kept,
        n_replaced=union.n_replaced,
        n_disputed=union.n_disputed,
        report=report,
    )


def _read_cells(file: Path) -> list[dict[str, str | None]]:
    if file.suffix.casefold() == ".xlsx":
        from reportminer.export.workbook_reading import read_rows

        return read_rows(file, needed=NEEDED)
    if file.suffix.casefold() != ".csv":
        raise UsageError(
            f"{file}: codes cannot be read from this form",
            expected="a sheet of `review sample`, filled in (XLSX, CSV), or a REFI-QDA project (.qdpx)",
            remedy="save a spreadsheet as XLSX or CSV UTF-8; from QDA software export the project (QDPX); a "
            "codebook alone (QDC) has no codings: `reportminer codebook import` reads it",
        )
    reader = open_table(file)
    columns = list(reader.fieldnames or ())
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise ConfigError(
            f"{file} has no column {' and '.join(missing)}; it has {', '.join(columns) or 'none'}",
            expected="the columns of the sheet that `review sample` wrote",
            remedy="put the header row back",
        )
    try:
        return [dict(row) for row in reader]
    except csv.Error as error:
        raise UsageError(
            f"{file}, line {reader.line_num}: {error}", expected="a CSV file", remedy="save it as CSV again"
        ) from error


def settle_name(coder: str, passages: Iterable[PassageRow], earlier: Iterable[CodingRow]) -> str:
    """Return the coder's name as it is known already, in whatever case it was given.

    Raises:
        UsageError: it is the machine's, or is no name.
    """
    name = normalise(coder)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError(
            f"--coder {coder!r} is no name",
            expected=f"the name or initials of a person, up to {_LONGEST_NAME} characters",
            remedy="say whose codes these are, for example --coder anna",
        )
    machines = {passage.machine for passage in passages}
    taken = {*_NO_PERSON, *machines, *(machine.rpartition("@")[0] for machine in machines)}
    if name.casefold() in {machine.casefold() for machine in taken}:
        raise UsageError(
            f"--coder {coder!r} is the name of the machine",
            expected="the name of the person who read the sentences: the two are never mixed up",
            remedy="choose another name, for example --coder anna",
        )
    known = {coding.coder.casefold(): coding.coder for coding in earlier}
    return known.get(name.casefold(), name)


def _check_sheet(file: Path, sheet: FilledSheet) -> None:
    if sheet.problems:
        more = [f"... and {len(sheet.problems) - _SHOWN} more"] if len(sheet.problems) > _SHOWN else []
        raise ConfigError(
            f"{file} has {len(sheet.problems)} problem(s); nothing was stored:\n  "
            + "\n  ".join([*sheet.problems[:_SHOWN], *more]),
            expected="sentences of this workspace, each once, and codes of its codebook",
            remedy="correct these rows; ids of patterns and themes stand in codebook.csv of the export set",
        )
    if not sheet.rows:
        raise ConfigError(
            f"in {file} no row is filled in",
            expected="patterns in the rows that carry some, and 1 under `done` in those that carry none",
            remedy="fill the sheet in, save it, and import it again",
        )


def _make_coding(row: SheetRow, *, coder: str, day: str) -> CodingRow:
    return CodingRow(
        coder=coder,
        finding_id=row.passage.finding_id,
        report_id=row.passage.report_id,
        text=row.passage.text,
        text_hash=row.passage.text_hash,
        patterns=row.patterns,
        themes=row.themes,
        polarity=row.polarity,
        is_recommendation=row.is_recommendation,
        comment=row.comment,
        stratum=row.stratum,
        weight=row.weight,
        drawn_from=row.drawn_from,
        machine=row.passage.machine,
        imported=day,
    )


def store_rows(workspace: Path, codings: Sequence[CodingRow]) -> tuple[CodingRow, ...]:
    """Store codings and return all that are there."""
    with hold_workspace(workspace):
        connection = open_database(workspace, write=True)
        try:
            store_codings(connection, codings)
            return read_codings(connection)
        finally:
            close_database(connection)
