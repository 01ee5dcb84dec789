"""The tables of an export set with their rows, whatever form they are written in."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import TypeVar

from reportminer.analyse.responses import match_answers
from reportminer.codebook.model import Codebook
from reportminer.export import counts, extracted, tables
from reportminer.export.catalogue import list_tables
from reportminer.export.describe import dictionary_rows
from reportminer.export.model import Row, TableSpec
from reportminer.export.unread import skipped_rows
from reportminer.store.connection import Connection
from reportminer.store.extracted import Answered, iter_answers, iter_quotes, iter_recommendations, iter_statistics
from reportminer.store.matching import Filters
from reportminer.store.reading import iter_entities, iter_pages, iter_tables, iter_themes
from reportminer.store.views import TableRow
from reportminer.workflow.analysis_rows import rows_by_file
from reportminer.workflow.evidence import Evidence
from reportminer.workflow.thematic import Thematic, gather_thematic

T = TypeVar("T")


class SetTables:
    """Every table with all its columns, and the rows of each."""

    def __init__(
        self, connection: Connection, evidence: Evidence, *, codebook: Codebook, filters: Filters
    ) -> None:
        """Look up what all tables share.

        Args:
            connection: an open workspace; rows are read from it while they are asked for.
            evidence: that of the same workspace, codebook and filters.
            codebook: orders and explains the patterns.
            filters: what the set is narrowed to.
        """
        self._connection = connection
        self._evidence = evidence
        self._codebook = codebook
        self._filters = filters
        self._pattern_ids = tuple(found.pattern_id for found in evidence.recurrences)
        self._labels = {
            report.report_id: {page.page: page.label for page in iter_pages(connection, report.report_id)}
            for report in evidence.listed_reports
        }
        self.specs: Sequence[TableSpec] = list_tables(
            codebook, pattern_ids=self._pattern_ids, theme_ids=evidence.theme_ids
        )
        """The tables in the order in which they are explained."""

    def rows_by_file(self) -> dict[str, Iterable[Row]]:
        """Return the rows of each table by the name of its CSV file; they can be gone through once."""
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
            **rows_by_file(cache(self._gather_thematic)),
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
            "tables.csv": (tables.table_row(table, file=name) for name, table in self.found_tables()),
            "skipped.csv": skipped_rows(evidence.files, partial(iter_pages, connection)),
            "codebook.csv": counts.codebook_rows(self._codebook, evidence.all_recurrences),
            "data_dictionary.csv": dictionary_rows(self.specs),
        }

    def found_tables(self) -> Iterator[tuple[str, TableRow]]:
        """Yield the tables that were found in the reports, each after the name of its file in the set."""
        for report in self._evidence.listed_reports:
            for table in iter_tables(self._connection, report.report_id):
                yield f"tables/{table.report_id}-{table.number + 1:03d}.csv", table

    def _gather_thematic(self) -> Thematic:
        return gather_thematic(
            self._connection, codebook=self._codebook, filters=self._filters, evidence=self._evidence
        )

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
