"""Writes the export set of a workspace: whole or not at all."""

import json
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, replace
from itertools import chain
from pathlib import Path

from reportminer import __version__
from reportminer.codebook.load import load_codebook
from reportminer.export.csv_files import write_cells, write_csv
from reportminer.export.describe import make_data_package
from reportminer.export.documents import make_attribution, make_readme
from reportminer.export.json_lines import write_blocks
from reportminer.export.manifest import Making, hash_outputs, is_whole, make_manifest
from reportminer.export.model import Row, TableSpec
from reportminer.ids import hash_bytes
from reportminer.settings import Settings, find_config
from reportminer.store.codings import read_codings
from reportminer.store.connection import Connection, reading
from reportminer.store.files import MANIFEST, staged_folder
from reportminer.store.inventory import content_state
from reportminer.store.matching import Filters
from reportminer.store.reading import iter_blocks, read_encoders, read_reports
from reportminer.workflow.evidence import Evidence, gather_evidence
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.last_run import read_ocr_program
from reportminer.workflow.set_tables import SetTables


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSummary:
    """What an export wrote."""

    folder: Path
    """Where the set lies."""
    n_files: int
    """Files written, the manifest included."""
    n_reports: int
    """Reports that count."""
    n_findings: int
    """Rows of findings.csv."""
    n_patterns: int
    """Patterns that were found in at least one report."""


def export_workspace(
    workspace: Path, out: Path, *, settings: Settings, excel: bool = False, filters: Filters | None = None
) -> ExportSummary:
    """Write the export set of a workspace, in place of an earlier set.

    Args:
        workspace: its folder; only read.
        out: the folder to make; files in it that belong to no export set are kept.
        settings: which codebook orders and explains the patterns.
        excel: begin the CSV files with a byte order mark.
        filters: what to narrow it to; see `analyse.selection`.

    Raises:
        UsageError: there is no workspace, it does not know a filter, or `out` holds files but no export set.
        StorageError: the disk is full or the folder cannot be written; an earlier set stays as it was.
    """
    filters = filters or Filters()
    with reading(workspace) as connection:
        connection.execute("BEGIN")  # one view of the workspace, whatever another process writes meanwhile
        check_filters(connection, filters, settings=settings)
        making = make_making(connection, settings=settings, excel=excel, filters=filters)
        evidence = gather_evidence(connection, codebook=making.codebook, filters=filters)
        with staged_folder(out) as folder:
            _SetWriter(connection, folder, evidence, making, filters).write()
            n_files = sum(path.is_file() for path in folder.rglob("*"))
    return ExportSummary(
        folder=out,
        n_files=n_files,
        n_reports=len(evidence.counted_reports),
        n_findings=len(evidence.findings),
        n_patterns=sum(found.n_reports > 0 for found in evidence.recurrences),
    )


def exports_are_current(
    workspace: Path, out: Path, *, settings: Settings, excel: bool | None = None, filters: Filters | None = None
) -> bool:
    """Say whether `out` holds the whole set that `export_workspace` would write now; reads no report's rows.

    Args:
        workspace: its folder; only read.
        out: the folder of the set.
        settings: as for `export_workspace`.
        excel: as for `export_workspace`; None takes a set of either kind, so that a run leaves the one asked for.
        filters: as for `export_workspace`.
    """
    with reading(workspace) as connection:
        making = make_making(connection, settings=settings, excel=bool(excel), filters=filters or Filters())
    kinds = (True, False) if excel is None else (excel,)
    return any(is_whole(out, state=replace(making, excel=kind).state) for kind in kinds)


def make_making(connection: Connection, *, settings: Settings, excel: bool, filters: Filters) -> Making:
    """Return what a set of a workspace would be made from now; reads no report's rows."""
    # A retried report may change while its bytes, status and key stay: so its counts are part of the state. What
    # people coded is as well, since counts are corrected by it.
    reports, codings = read_reports(connection), read_codings(connection)
    content = [content_state(connection), *map(astuple, reports), *map(astuple, codings)]
    return Making(
        program=__version__,
        content=hash_bytes(json.dumps(content).encode()),
        settings=_without_folders(settings),
        ocr_program=read_ocr_program(connection),
        codebook=load_codebook(find_config(settings.codebook)),
        codebook_name=settings.codebook,
        filters={name: value for name, value in asdict(filters).items() if value},
        excel=excel,
    )


def _without_folders(settings: Settings) -> Settings:
    """Return settings as a manifest may state them: which files, and not where they lie on this machine."""
    return replace(
        settings,
        codebook=_last(settings.codebook),
        tag=replace(settings.tag, model=_last(settings.tag.model)),
        encode=replace(settings.encode, encoder=_last(settings.encode.encoder)),
    )


def _last(name: str) -> str:
    path = Path(name)
    return path.name if path.is_absolute() else name


class _SetWriter:
    """Writes each file of a set into a folder, the manifest last."""

    def __init__(
        self, connection: Connection, folder: Path, evidence: Evidence, making: Making, filters: Filters
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._evidence = evidence
        self._making = making
        self._set = SetTables(connection, evidence, codebook=making.codebook, filters=filters)
        self._tables = self._set.specs
        self._n_rows: dict[str, int] = {}

    def write(self) -> None:
        """Write the whole set."""
        evidence = self._evidence
        rows_by_file = self._set.rows_by_file()
        for table in self._tables:
            self._write_table(table, rows_by_file[table.file])
        self._write_found_tables()
        blocks = (iter_blocks(self._connection, report.report_id) for report in evidence.listed_reports)
        self._n_rows["blocks.jsonl"] = write_blocks(self._folder / "blocks.jsonl", chain.from_iterable(blocks))
        self._write_documents()
        package = make_data_package(
            self._tables, hashes=hash_outputs(self._folder), version=self._making.program, excel=self._making.excel
        )
        self._write_json("datapackage.json", package)
        manifest = make_manifest(
            self._making,
            files=evidence.files,
            reports=evidence.reports,
            encoders=read_encoders(self._connection),
            folder=self._folder,
            n_rows=self._n_rows,
        )
        self._write_json(MANIFEST, manifest)

    def _write_found_tables(self) -> None:
        for name, table in self._set.found_tables():
            (self._folder / name).parent.mkdir(exist_ok=True)
            write_cells(self._folder / name, table.cells, excel=self._making.excel)

    def _write_table(self, table: TableSpec, rows: Iterable[Row]) -> None:
        self._n_rows[table.file] = write_csv(self._folder / table.file, table, rows, excel=self._making.excel)

    def _write_documents(self) -> None:
        readme = make_readme(
            self._tables,
            filters=self._making.filters,
            n_read=len(self._evidence.counted_reports),
            n_files=len(self._evidence.files),
        )
        self._write_text("README.md", readme)
        self._write_text("ATTRIBUTION.md", make_attribution(self._evidence.listed_reports))

    def _write_json(self, name: str, content: dict[str, object]) -> None:
        self._write_text(name, json.dumps(content, ensure_ascii=False, indent=2) + "\n")

    def _write_text(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text, encoding="utf-8", errors="replace", newline="\n")
