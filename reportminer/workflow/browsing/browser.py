"""Gives each page of the evidence browser as a record; see `views`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportminer.errors import UsageError
from reportminer.export.model import Row, TableSpec
from reportminer.settings import Settings
from reportminer.store.connection import Connection
from reportminer.store.extracted import iter_recommendations
from reportminer.store.matching import Filters
from reportminer.workflow.browsing.area_page import make_area_page
from reportminer.workflow.browsing.asking import read_sentences
from reportminer.workflow.browsing.codebook_page import make_codebook_page
from reportminer.workflow.browsing.downloads import make_search_table, make_table
from reportminer.workflow.browsing.drawing import Drawings
from reportminer.workflow.browsing.finding_page import make_finding_page
from reportminer.workflow.browsing.heat_page import make_heat_map
from reportminer.workflow.browsing.keeping import StateKeeper
from reportminer.workflow.browsing.overview_page import make_overview
from reportminer.workflow.browsing.pattern_page import list_near_misses, make_pattern_page
from reportminer.workflow.browsing.problems import find_problem
from reportminer.workflow.browsing.recent import RecentResults
from reportminer.workflow.browsing.report_page import make_report_page
from reportminer.workflow.browsing.search_page import Question, Results, ask, list_all, make_search_page
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.theme_page import make_theme_page
from reportminer.workflow.browsing.views import (
    AreaPage,
    CodebookPage,
    FindingPage,
    HeatMap,
    Overview,
    PatternPage,
    ReportPage,
    SearchPage,
    ThemePage,
)
from reportminer.workflow.searching import Searcher
from reportminer.workflow.showing import find_receipt


class Browser:
    """Gives the pages of one workspace, which is only read.

    It may be asked from several threads at once. What is counted over all reports is gathered when it is first
    asked for, and anew when the workspace has changed.

    Args:
        workspace: its folder.
        settings: codebook and encoder.
    """

    def __init__(self, workspace: Path, *, settings: Settings) -> None:
        self._workspace = workspace
        self._settings = settings
        self._keeper = StateKeeper(workspace, settings=settings)
        self._searcher = Searcher(workspace, settings=settings)
        self._recent = RecentResults()
        self._drawings = Drawings()

    def overview(self) -> Overview:
        """Return the first page."""
        with self._look() as (_, state):
            return make_overview(state, self._workspace)

    def search(
        self,
        query: str = "",
        *,
        filters: Filters | None = None,
        mode: str = "hybrid",
        one_per_area: bool = False,
        page: int = 1,
    ) -> SearchPage:
        """Return results of a question, or all findings under the filters where it is empty.

        Args:
            query: words.
            filters: what to narrow to.
            mode: `hybrid`, `lexical` or `semantic`.
            one_per_area: whether each area appears once.
            page: from 1; beyond the last one the last one is given.
        """
        question = Question(query=query, filters=filters or Filters(), mode=mode, one_per_area=one_per_area)
        with self._look() as (connection, state):
            return make_search_page(self._find(connection, state, question), question, page)

    def finding(self, finding_id: str) -> FindingPage | None:
        """Return a sentence with its evidence, also one without a code; None if none has the id."""
        with self._look() as (connection, state):
            try:
                receipt = find_receipt(self._workspace, finding_id)
            except UsageError:
                return None
            if receipt.report.report_id not in state.reports:
                return None
            return make_finding_page(connection, state, self._drawings, self._searcher, receipt)

    def report(self, report_id: str) -> ReportPage | None:
        """Return a report with its structure and profile; None if none that was read has the id."""
        with self._look() as (connection, state):
            return make_report_page(connection, state, self._drawings, report_id)

    def pattern(self, pattern_id: str) -> PatternPage | None:
        """Return a pattern with its evidence; None if neither the codebook nor a tag knows it."""
        with self._look() as (connection, state):
            return make_pattern_page(connection, state, pattern_id)

    def theme(self, theme_id: str) -> ThemePage | None:
        """Return a theme with its evidence; None if neither the codebook nor a finding knows it."""
        with self._look() as (_, state):
            return make_theme_page(state, theme_id)

    def area(self, key: str) -> AreaPage | None:
        """Return an area with its reports and profile; None if no report has it."""
        with self._look() as (_, state):
            return make_area_page(state, key)

    def heat_map(self) -> HeatMap:
        """Return areas by patterns."""
        with self._look() as (_, state):
            return make_heat_map(state)

    def codebook(self) -> CodebookPage:
        """Return what was looked for."""
        with self._look() as (_, state):
            return make_codebook_page(state)

    def table(
        self,
        name: str,
        query: str = "",
        *,
        filters: Filters | None = None,
        mode: str = "hybrid",
        one_per_area: bool = False,
    ) -> tuple[TableSpec, list[Row]] | None:
        """Return what a page shows as a table; None if there is no such page.

        Args:
            name: `overview`, `search`, `reports/ID`, `patterns/ID`, `themes/ID`, `areas/KEY`, `heat-map` or
                `codebook`; also `reports`, the list of all files.
            query: of the search.
            filters: of the search.
            mode: of the search.
            one_per_area: of the search.
        """
        with self._look() as (connection, state):
            if name != "search":
                return make_table(state, name)
            question = Question(query=query, filters=filters or Filters(), mode=mode, one_per_area=one_per_area)
            hits = self._find(connection, state, question).hits
            return make_search_table(state, hits, read_sentences(connection, state, [h.finding_id for h in hits]))

    def finding_ids(self) -> tuple[str, ...]:
        """Return the ids of all sentences to which a page leads: findings, near misses and recommendations."""
        with self._look() as (connection, state):
            ids = [
                *state.findings,
                *(
                    miss.passage.finding.finding_id
                    for pattern_id in state.patterns
                    for miss in list_near_misses(connection, state, pattern_id)
                ),
                *(
                    found.sentence_id
                    for report_id in state.reports
                    for found in iter_recommendations(connection, report_id)
                ),
            ]
            return tuple(dict.fromkeys(finding_id for finding_id in ids if finding_id))

    def report_ids(self) -> tuple[str, ...]:
        """Return the ids of all reports that were read, in their stated order."""
        with self._look() as (_, state):
            return tuple(state.reports)

    def area_keys(self) -> tuple[str, ...]:
        """Return the keys of all areas, by name."""
        with self._look() as (_, state):
            return tuple(state.areas)

    def pattern_ids(self) -> tuple[str, ...]:
        """Return the ids of all patterns, in the codebook's order."""
        with self._look() as (_, state):
            return tuple(state.patterns)

    def theme_ids(self) -> tuple[str, ...]:
        """Return the ids of all themes, in the codebook's order."""
        with self._look() as (_, state):
            return tuple(state.themes)

    @contextmanager
    def _look(self) -> Iterator[tuple[Connection, State]]:
        with self._keeper.look() as seen:
            yield seen

    def _find(self, connection: Connection, state: State, question: Question) -> Results:
        problem = find_problem(
            connection,
            query=question.query,
            filters=question.filters,
            mode=question.mode,
            settings=self._settings,
        )
        if problem:
            return Results(problem=problem)
        if not question.query.strip():
            return list_all(state, question)
        results = self._recent.find(state, question)
        if results is None:
            results = ask(connection, state, self._searcher, question)
            self._recent.keep(state, question, results)
        return results
