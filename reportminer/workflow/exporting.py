"""Writes the export set of a workspace: whole or not at all."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from reportminer import __version__
from reportminer.analyse.responses import match_answers
from reportminer.codebook.load import load_codebook
from reportminer.export import counts, extracted, tables
from reportminer.export.catalogue import list_tables
from reportminer.export.csv_files import write_cells, write_csv
from reportminer.export.describe import dictionary_rows, make_data_package
from reportminer.export.documents import make_attribution, make_readme
from reportminer.export.json_lines import write_blocks
from reportminer.export.manifest import Making, hash_outputs, is_whole, make_manifest
from reportminer.export.model import Row, TableSpec
from reportminer.export.unread import skipped_rows
from reportminer.ids import hash_bytes
from reportminer.settings import Settings, find_config
from reportminer.store.connection import Connection, reading
from reportminer.store.extracted import Answered, iter_answers, iter_quotes, iter_recommendations, iter_statistics
from reportminer.store.files import MANIFEST, staged_folder
from reportminer.store.inventory import content_state
from reportminer.store.matching import Filters
from reportminer.store.reading import (
    iter_blocks,
    iter_entities,
    iter_pages,
    iter_tables,
    iter_themes,
    read_encoders,
    read_reports,
)
from reportminer.workflow.evidence import Evidence, gather_evidence
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.last_run import read_ocr_program

T = TypeVar("T")


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
        making = _make_making(connection, settings=settings, excel=excel, filters=filters)
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
        making = _make_making(connection, settings=settings, excel=bool(excel), filters=filters or Filters())
    kinds = (True, False) if excel is None else (excel,)
    return any(is_whole(out, state=replace(making, excel=kind).state) for kind in kinds)


def _make_making(connection: Connection, *, settings: Settings, excel: bool, filters: Filters) -> Making:
    # A retried report may change while its bytes, status and key stay: so its counts are part of the state.
    content = [content_state(connection), *map(astuple, read_reports(connection))]
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
        self._filters = filters
        self._pattern_ids = tuple(found.pattern_id for found in evidence.recurrences)
        self._tables = list_tables(making.codebook, pattern_ids=self._pattern_ids, theme_ids=evidence.theme_ids)
        self._n_rows: dict[str, int] = {}
        self._labels = {
            report.report_id: {page.page: page.label for page in iter_pages(connection, report.report_id)}
            for report in evidence.listed_reports
        }

    def write(self) -> None:
        """Write the whole set."""
        evidence = self._evidence
        rows_by_file = self._rows_by_file()
        for table in self._tables:
            self._write_table(table, rows_by_file[table.file])
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

    def _rows_by_file(self) -> dict[str, Iterable[Row]]:
        evidence = self._evidence
        reports = {report.report_id: report for report in evidence.reports}
        listed = evidence.listed_reports
        connection = self._connection
        return {
            "findings.csv": tables.finding_rows(
                evidence.findings, reports=reports, groups=evidence.groups, group_reports=evidence.group_reports
            ),
            "reports.csv": tables.report_rows(
                evidence.files,
                reports=reports,
                n_findings=Counter(finding.report_id for finding in evidence.findings),
                counted={report.report_id for report in evidence.counted_reports},
                reprints=evidence.reprints,
            ),
            "recurrence.csv": counts.recurrence_rows(evidence.recurrences),
            "pattern_by_area.csv": counts.area_rows(evidence.patterns_by_area, ids=self._pattern_ids),
            "theme_by_area.csv": counts.area_rows(evidence.themes_by_area, ids=evidence.theme_ids),
            "silences.csv": counts.silence_rows(evidence.silences),
            "tags.csv": tables.tag_rows(evidence.findings, reports=reports, counted=evidence.counted),
            "themes.csv": self._theme_rows(),
            "entities.csv": tables.entity_rows(
                chain.from_iterable(iter_entities(connection, report.report_id) for report in listed)
            ),
            "pages.csv": tables.page_rows(
                chain.from_iterable(iter_pages(connection, report.report_id) for report in evidence.reports)
            ),
            "quotations.csv": self._by_report(iter_quotes, extracted.quotation_rows),
            "statistics.csv": self._by_report(iter_statistics, extracted.statistic_rows),
            "recommendations.csv": self._by_report(iter_recommendations, extracted.recommendation_rows),
            "responses.csv": extracted.response_rows(self._answered()),
            "tables.csv": self._found_tables(),
            "skipped.csv": skipped_rows(evidence.files, partial(iter_pages, connection)),
            "codebook.csv": counts.codebook_rows(self._making.codebook, evidence.all_recurrences),
            "data_dictionary.csv": dictionary_rows(self._tables),
        }

    def _by_report(
        self,
        read: Callable[[Connection, str], Iterator[T]],
        make_rows: Callable[[Iterator[T], Mapping[int, str]], Iterator[Row]],
    ) -> Iterator[Row]:
        for report in self._evidence.listed_reports:
            yield from make_rows(read(self._connection, report.report_id), self._labels[report.report_id])

    def _answered(self) -> list[Answered]:
        listed = [report.report_id for report in self._evidence.listed_reports]
        wanted = {key: list(iter_recommendations(self._connection, key)) for key in listed}
        answers = {key: list(iter_answers(self._connection, key)) for key in listed}
        return match_answers(wanted, answers)

    def _theme_rows(self) -> Iterator[Row]:
        for report in self._evidence.listed_reports:
            mentions = iter_themes(self._connection, report.report_id)
            yield from tables.theme_rows(m for m in mentions if self._filters.theme in {"", m.theme_id})

    def _found_tables(self) -> Iterator[Row]:
        """Write the cells of each table while its row is asked for."""
        for report in self._evidence.listed_reports:
            for table in iter_tables(self._connection, report.report_id):
                name = f"tables/{table.report_id}-{table.number + 1:03d}.csv"
                (self._folder / name).parent.mkdir(exist_ok=True)
                write_cells(self._folder / name, table.cells, excel=self._making.excel)
                yield tables.table_row(table, file=name)

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
