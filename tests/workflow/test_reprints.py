"""A reprint in a workspace: listed with its findings, linked to its original, counted once."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from reportminer.records import MinedDocument
from reportminer.store.connection import close_database, open_database
from reportminer.store.matching import Filters
from reportminer.store.writing import store_mined
from reportminer.workflow.exporting import export_workspace
from tests.analyse.test_reprints import edit, write
from tests.builders import make_mined
from tests.export.workspace import NO_VISION, POOLED, VISION, make_settings
from tests.workflow.test_exporting import load, recount


def make_release(name: str, published: str, *, seed: int = 0) -> MinedDocument:
    """A press release of 200 words with two findings; with a seed, in other words here and there."""
    body = write(200) if not seed else edit(write(200), 0.05, seed)
    extra = "" if not seed else " again this year in the whole of the county"
    sentences = [body, f"Leaders did not hold one vision for the people of the area{extra}."]
    tags = {0: (POOLED,), 1: (NO_VISION,)}
    return make_mined(name, sentences, area="Northbridge", area_code="E1", published=published, tags=tags)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release, its reprint a month later, stored first, and another report."""
    folder = tmp_path_factory.mktemp("w") / "workspace"
    connection = open_database(folder, write=True)
    other = make_mined("other.pdf", [write(100, 7)], published="2018-09", tags={0: (VISION,)})
    for mined in (
        make_release("a-reprint.pdf", "2018-08", seed=5),
        make_release("release.pdf", "2018-07"),
        replace(other, facts=replace(other.facts, area="Elsewhere")),
    ):
        store_mined(connection, mined, key="k")
    close_database(connection)
    return folder


def export(workspace: Path, out: Path, **filters: str) -> dict[str, pd.DataFrame]:
    """The tables of an export."""
    export_workspace(workspace, out, settings=make_settings(), filters=Filters(**filters))
    return load(out)


def test_the_reprint_names_its_original_and_is_not_counted(workspace: Path, tmp_path: Path) -> None:
    """The earliest published is the original; the reprint stays ok and says what it repeats."""
    reports = export(workspace, tmp_path / "set")["reports"].set_index("file")
    assert list(reports.index) == ["release.pdf", "a-reprint.pdf", "other.pdf"]
    assert set(reports.status) == {"ok"}
    assert list(reports.counted) == [True, False, True]
    assert list(reports.duplicate_of) == ["", reports.report_id["release.pdf"], ""]
    assert reports.reason["a-reprint.pdf"] == "nearly the same text as release.pdf"


def test_its_findings_are_listed_and_do_not_count(workspace: Path, tmp_path: Path) -> None:
    """Every finding can still be looked up; shares and numbers are those of two reports, not three."""
    tables = export(workspace, tmp_path / "set")
    reprint = tables["reports"].set_index("file").report_id["a-reprint.pdf"]
    assert (tables["findings"].report_id == reprint).sum() == 2
    tags = tables["tags"]
    assert not tags[tags.report_id == reprint].counted.any()
    recurrence = tables["recurrence"].set_index("pattern_id")
    assert set(recurrence.n_reports_read) == {2}
    assert recurrence.n_reports["no_shared_vision"] == recurrence.n_findings["no_shared_vision"] == 1
    assert recurrence.n_reports_with_repeats["no_shared_vision"] == 1
    assert reprint not in set(tables["silences"].report_id)
    assert tables["pattern_by_area"].n_reports.sum() == 2
    assert reprint in set(tables["pages"].report_id)


@pytest.mark.parametrize("filters", [{}, {"since": "2018-08"}, {"area": "Northbridge"}])
def test_recurrence_can_be_recounted(filters: dict[str, str], workspace: Path, tmp_path: Path) -> None:
    """Every count follows from the tables alone, reprints included."""
    tables = export(workspace, tmp_path / "set", **filters)
    again = recount(tables)
    shown = tables["recurrence"].set_index("pattern_id")[list(again.columns)]
    pd.testing.assert_frame_equal(shown, again, check_dtype=False)


def test_without_its_original_the_reprint_counts(workspace: Path, tmp_path: Path) -> None:
    """An export of later publications is not robbed of the evidence; the link stays."""
    tables = export(workspace, tmp_path / "set", since="2018-08")
    reports = tables["reports"].set_index("file")
    assert list(reports.counted) == [False, True, True]
    assert reports.duplicate_of["a-reprint.pdf"] == reports.report_id["release.pdf"]
    assert tables["recurrence"].set_index("pattern_id").n_reports["no_shared_vision"] == 1
