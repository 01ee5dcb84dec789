"""The numbers of the evidence browser are those of the export set, cell by cell."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from reportminer.export.csv_files import format_csv
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.browsing.views import AreaEntry
from reportminer.workflow.exporting import export_workspace
from tests.export.workspace import VISION, make_settings, make_workspace
from tests.workflow.browsing_workspaces import browse, make_report, several, store
from tests.workflow.test_exporting import load
from tests.workflow.test_reprints import make_release


def make_with_reprint(folder: Path) -> Path:
    """A release, its reprint a month later, and another report."""
    other = make_report("other.pdf", "Elsewhere", [("All held one vision.", VISION)], published="2018-09")
    reprint, first = make_release("reprint.pdf", "2018-08", seed=5), make_release("first.pdf", "2018-07")
    return store(folder, [reprint, first, other])


MAKERS: dict[str, Callable[[Path], Path]] = {
    "one of everything": make_workspace,
    "with a reprint": make_with_reprint,
    "several areas": lambda folder: store(folder, several()),
}


class Pair:
    """A workspace as browsed and as exported."""

    def __init__(self, workspace: Path) -> None:
        self.browser: Browser = browse(workspace)
        self.folder = workspace / "exports"
        export_workspace(workspace, self.folder, settings=make_settings())
        self.tables = load(self.folder)

    def column(self, table: str, key: str) -> dict[tuple[str, str], int]:
        """A column of a table of counts, by area."""
        return {(row.area, row.area_code): row[key] for _, row in self.tables[table].iterrows()}


@pytest.fixture(scope="module", params=MAKERS)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Each workspace in turn."""
    return Pair(MAKERS[request.param](tmp_path_factory.mktemp("w") / "workspace"))


def place(area: AreaEntry) -> tuple[str, str]:
    """An area as the exports name it."""
    return ("", "") if area.key == "no-area" else (area.name, area.code)


def recurrence(pair: Pair) -> pd.DataFrame:
    """recurrence.csv by pattern."""
    return pair.tables["recurrence"].set_index("pattern_id")


def test_every_pattern_has_the_counts_of_recurrence(pair: Pair) -> None:
    """Reports, interval, findings and areas of a pattern are those of its row in recurrence.csv."""
    table = recurrence(pair)
    assert pair.browser.pattern_ids() == tuple(table.index)
    for pattern_id, row in table.iterrows():
        page = pair.browser.pattern(str(pattern_id))
        assert page is not None
        found = page.entry.recurrence
        assert (found.n_reports, found.n_total, found.n_findings, found.n_areas, found.n_reports_accepted) == (
            row.n_reports,
            row.n_reports_read,
            row.n_findings,
            row.n_areas,
            row.n_reports_accepted,
        )
        assert (found.share, found.ci_low, found.ci_high) == pytest.approx(
            (row.share_of_reports, row.ci_low, row.ci_high), abs=1e-4
        )


def test_quotations_that_count_are_as_many_as_the_findings_of_recurrence(pair: Pair) -> None:
    """A page lists each finding of a pattern once; those marked as counting add up to `n_findings`."""
    for pattern_id, row in recurrence(pair).iterrows():
        page = pair.browser.pattern(str(pattern_id))
        assert page is not None
        assert sum(passage.counts for passage in page.quotations) == row.n_findings
        shown = {passage.report.report.report_id for passage in page.quotations if passage.counts}
        assert len(shown) == row.n_reports


def test_areas_of_a_pattern_are_its_column_in_pattern_by_area(pair: Pair) -> None:
    """Every area stands there, also with 0."""
    for pattern_id in pair.browser.pattern_ids():
        page = pair.browser.pattern(pattern_id)
        assert page is not None
        assert {place(area): n for area, n in page.areas} == pair.column("pattern_by_area", pattern_id)


def test_heat_map_is_pattern_by_area_without_empty_columns(pair: Pair) -> None:
    """Rows stand in the same order; a pattern without a finding has no column."""
    shown, table = pair.browser.heat_map(), pair.tables["pattern_by_area"]
    assert [place(area) for area in shown.areas] == list(zip(table.area, table.area_code, strict=True))
    for number, entry in enumerate(shown.patterns):
        assert [row[number] for row in shown.counts] == list(table[entry.pattern_id])
    left_out = set(table.columns[3:]) - {entry.pattern_id for entry in shown.patterns}
    assert not table[list(left_out)].to_numpy().any()


def test_areas_of_a_theme_are_its_column_in_theme_by_area(pair: Pair) -> None:
    """And its findings are the sum of that column, over all sides."""
    for theme_id in pair.browser.theme_ids():
        page = pair.browser.theme(theme_id)
        assert page is not None
        column = pair.column("theme_by_area", theme_id)
        assert {place(area): n for area, n in page.areas} == column
        entry = page.entry
        assert entry.n_findings == sum(column.values())
        assert entry.n_findings == entry.n_good_practice + entry.n_failure + entry.n_other


def test_profile_of_an_area_is_its_row_in_pattern_by_area(pair: Pair) -> None:
    """Patterns with a finding stand there with their number, and so does the number of reports."""
    rows = {(row.area, row.area_code): row for _, row in pair.tables["pattern_by_area"].iterrows()}
    for area in pair.browser.overview().areas:
        page = pair.browser.area(area.key)
        assert page is not None
        row = rows.pop(place(area))
        assert page.entry.n_reports == row.n_reports
        profile = {entry.pattern_id: n for entry, n in page.patterns}
        assert profile == {key: row[key] for key in pair.browser.pattern_ids() if row[key]}
    assert not rows


def test_reports_are_those_of_the_export(pair: Pair) -> None:
    """Reports that were read have the findings of reports.csv; what is not counted there is a reprint here."""
    table = pair.tables["reports"]
    read = table[table.status.isin(["ok", "partial"])]
    listed = pair.browser.overview().reports
    assert [entry.report.report_id for entry in listed] == list(read.report_id)
    assert [entry.n_findings for entry in listed] == list(read.n_findings)
    assert [not entry.reprint_of for entry in listed] == list(read.counted)
    assert [entry.reprint_of for entry in listed] == list(read.duplicate_of)


def test_overview_adds_up(pair: Pair) -> None:
    """Files by status, counted reports and findings are those of the tables."""
    shown, reports = pair.browser.overview(), pair.tables["reports"]
    assert dict(shown.statuses) == reports.status.value_counts().to_dict()
    assert shown.n_files == len(reports)
    assert shown.n_reports == reports.counted.sum()
    assert shown.n_findings == len(pair.tables["findings"])
    listed = (*shown.good_practice, *shown.failure, *shown.neutral, *shown.not_found)
    assert sorted(entry.pattern_id for entry in listed) == sorted(pair.browser.pattern_ids())


def test_silent_reports_and_near_misses_are_those_of_silences(pair: Pair) -> None:
    """A report without a pattern is listed, and its nearest sentence with the score of silences.csv."""
    table = pair.tables["silences"]
    for pattern_id in pair.browser.pattern_ids():
        page = pair.browser.pattern(pattern_id)
        assert page is not None
        rows = table[table.pattern_id == pattern_id]
        assert [entry.report.report_id for entry in page.silent_reports] == list(rows.report_id)
        found = rows[rows.nearest_finding_id != ""]
        near = dict(zip(found.nearest_finding_id, found.best_score.astype(float), strict=True))
        shown = {miss.passage.finding.finding_id: miss.score for miss in page.near_misses}
        assert shown == pytest.approx(near, abs=1e-4)


def test_codebook_has_the_counts_of_its_table(pair: Pair) -> None:
    """Every pattern of the codebook stands below its theme with its counts; others stand apart."""
    table = pair.tables["codebook"].set_index("pattern_id")
    page = pair.browser.codebook()
    listed = [entry for _, patterns in page.themes for _, entry in patterns]
    assert {e.pattern_id for e in (*listed, *page.unknown)} == set(table.index)
    for entry in (*listed, *page.unknown):
        assert entry.recurrence.n_findings == table.n_findings[entry.pattern_id]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("overview", "recurrence.csv"),
        ("reports", "reports.csv"),
        ("heat-map", "pattern_by_area.csv"),
        ("codebook", "codebook.csv"),
    ],
)
def test_downloads_of_whole_tables_are_the_exported_files(pair: Pair, name: str, file: str) -> None:
    """The same bytes come out, whichever way one takes."""
    table = pair.browser.table(name)
    assert table is not None
    assert format_csv(*table) == (pair.folder / file).read_bytes()
    assert format_csv(*table, excel=True) == b"\xef\xbb\xbf" + (pair.folder / file).read_bytes()


def test_downloads_of_findings_are_rows_of_findings(pair: Pair) -> None:
    """A report's table holds its rows of findings.csv as they are, with further columns at the right side."""
    whole = (pair.folder / "findings.csv").read_text(encoding="utf-8").splitlines()
    for report_id in pair.browser.report_ids():
        table = pair.browser.table(f"reports/{report_id}")
        assert table is not None
        lines = format_csv(*table).decode().splitlines()
        own = [line for line in whole[1:] if line.split(",")[1] == report_id]
        assert [line.rpartition(",")[0] for line in lines] == [whole[0], *own]
