"""The export set as a whole: golden files, counts recounted, filters, whole or absent."""

import csv
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reportminer.errors import UsageError
from reportminer.ids import hash_file
from reportminer.store.connection import close_database, open_database
from reportminer.store.inventory import write_meta
from reportminer.store.matching import Filters
from reportminer.store.writing import store_mined
from reportminer.text import undo_safe
from reportminer.workflow import exporting
from reportminer.workflow.exporting import export_workspace, exports_are_current
from tests.builders import make_mined
from tests.export.workspace import GOLDEN, NO_VISION, REPEATED, make_settings, make_workspace

GOLDEN_FILES = (
    *("findings.csv", "tags.csv", "reports.csv", "recurrence.csv", "pattern_by_area.csv", "theme_by_area.csv"),
    *("silences.csv", "skipped.csv", "codebook.csv", "themes.csv", "entities.csv", "pages.csv", "tables.csv"),
    *("quotations.csv", "statistics.csv", "recommendations.csv", "responses.csv"),
    *("pattern_profiles.csv", "repeats.csv", "saturation.csv", "cooccurrence.csv", "theme_balance.csv"),
    *("contradictions.csv", "area_twins.csv", "changes.csv"),
    *("tables/Rd09b19cd534f-001.csv", "blocks.jsonl", "ATTRIBUTION.md"),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny workspace."""
    return make_workspace(tmp_path_factory.mktemp("w") / "workspace")


@pytest.fixture(scope="module")
def exports(workspace: Path) -> Path:
    """Its export set."""
    export_workspace(workspace, workspace / "exports", settings=make_settings())
    return workspace / "exports"


def narrowed(workspace: Path, out: Path, **filters: str) -> dict[str, pd.DataFrame]:
    """The tables of a set that is narrowed."""
    export_workspace(workspace, out, settings=make_settings(), filters=Filters(**filters))
    return load(out)


def load(folder: Path) -> dict[str, pd.DataFrame]:
    """Every table as pandas reads it, empty cells as empty texts."""
    return {path.stem: pd.read_csv(path, keep_default_na=False) for path in folder.glob("*.csv")}


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file but the manifest."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("name", GOLDEN_FILES)
def test_golden_files(name: str, exports: Path) -> None:
    """Every file of the tiny workspace is, byte for byte, the one that was read and found right.

    After a change that is meant, look at the difference and set UPDATE_GOLDEN=1 once.
    """
    golden = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes((exports / name).read_bytes())
    assert (exports / name).read_bytes() == golden.read_bytes()


def test_set_is_complete(exports: Path) -> None:
    """The set holds the golden files, the explaining ones and the manifest, and nothing else."""
    others = {"data_dictionary.csv", "datapackage.json", "README.md"}
    assert contents(exports).keys() == {*GOLDEN_FILES, *others}


def test_same_bytes_whatever_the_order_of_storing(exports: Path, tmp_path: Path) -> None:
    """Reports stored in another order, in another folder, give the same bytes; only the manifest holds a time."""
    other = make_workspace(tmp_path / "elsewhere" / "deeper", reverse=True)
    export_workspace(other, tmp_path / "set", settings=make_settings())
    assert contents(tmp_path / "set") == contents(exports)


def recount(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Count recurrence again from the other tables, by the rule and not by the `counted` column."""
    findings, tags, reports = tables["findings"], tables["tags"], tables["reports"]
    groups = findings.set_index("finding_id").duplicate_group
    order = {finding_id: place for place, finding_id in enumerate(findings.finding_id)}
    tags = tags[tags.report_id.isin(reports[reports.counted].report_id)]
    tags = tags.assign(group=tags.finding_id.map(groups), order=tags.finding_id.map(order)).sort_values("order")
    once = tags.drop_duplicates(["pattern_id", "group"]).merge(reports[reports.counted], on="report_id")
    by_pattern = once.groupby("pattern_id")
    n_reports = by_pattern.report_id.nunique()
    accepted = once[once.decision == "accepted"].groupby("pattern_id").report_id.nunique()
    areas = once[once.area != ""].groupby("pattern_id").area.nunique()
    dated = once[once.published != ""].groupby("pattern_id").published
    table = pd.DataFrame(
        {
            "n_reports": n_reports,
            "share_of_reports": (n_reports / reports.counted.sum()).round(4),
            "n_findings": by_pattern.size(),
            "n_areas": areas,
            "first_published": dated.min(),
            "last_published": dated.max(),
            "n_reports_accepted": accepted,
            "n_reports_with_repeats": tags.groupby("pattern_id").report_id.nunique(),
        }
    )
    table = table.reindex(tables["recurrence"].pattern_id)
    for name in table:
        table[name] = table[name].fillna("" if "published" in name else 0)
    return table


@pytest.mark.parametrize(
    "filters", [{}, {"area": "Northbridge"}, {"polarity": "failure"}, {"theme": "leadership"}, {"since": "2019"}]
)
def test_recurrence_can_be_recounted(filters: dict[str, str], workspace: Path, tmp_path: Path) -> None:
    """Every count of recurrence.csv follows from findings.csv, tags.csv and reports.csv alone."""
    tables = narrowed(workspace, tmp_path / "set", **filters)
    again = recount(tables)
    shown = tables["recurrence"].set_index("pattern_id")[list(again.columns)]
    pd.testing.assert_frame_equal(shown, again, check_dtype=False)


def test_counted_tags_are_the_counts(exports: Path) -> None:
    """The rows of tags.csv that count give n_reports and n_findings, without any other rule."""
    tables = load(exports)
    counted = tables["tags"][tables["tags"].counted].groupby("pattern_id")
    shown = tables["recurrence"].set_index("pattern_id")
    assert counted.report_id.nunique().to_dict() == shown.n_reports.to_dict()
    assert counted.size().to_dict() == shown.n_findings.to_dict()


def test_areas_can_be_recounted(exports: Path) -> None:
    """The tables by area follow from the findings; patterns add up to recurrence.csv."""
    tables = load(exports)
    findings, by_pattern = tables["findings"], tables["pattern_by_area"]
    shown = tables["recurrence"].set_index("pattern_id").n_findings
    assert by_pattern[list(shown.index)].sum().to_dict() == shown.to_dict()
    themes = findings.assign(theme=findings.themes.str.split(";")).explode("theme")
    once = themes[themes.theme != ""].drop_duplicates(["theme", "duplicate_group"])
    again = once.groupby(["area", "theme"]).size().to_dict()
    by_theme = tables["theme_by_area"].set_index("area")[["leadership", "finance"]].stack()
    assert {key: n for key, n in by_theme.to_dict().items() if n} == again


def test_every_report_and_pattern_is_found_or_silent(exports: Path) -> None:
    """Silences and tags together are every counted report times every pattern, and never both."""
    tables = load(exports)
    silent = set(tables["silences"][["report_id", "pattern_id"]].itertuples(index=False, name=None))
    found = set(tables["tags"][["report_id", "pattern_id"]].itertuples(index=False, name=None))
    reports = tables["reports"][tables["reports"].counted].report_id
    assert not silent & found
    assert silent | found == {(report, pattern) for report in reports for pattern in tables["codebook"].pattern_id}


def test_a_section_asked_for_makes_no_silence(workspace: Path, tmp_path: Path) -> None:
    """What a report says below other headings is no silence of the report."""
    whole = narrowed(workspace, tmp_path / "whole")
    part = narrowed(workspace, tmp_path / "part", section="Money")
    assert len(part["findings"]) < len(whole["findings"])
    assert part["silences"].equals(whole["silences"])


def test_every_file_is_in_one_status(exports: Path) -> None:
    """Every input file has one row in reports.csv, and each that is not ok one in skipped.csv."""
    tables = load(exports)
    reports, skipped = tables["reports"], tables["skipped"]
    assert reports.file.is_unique
    whole = skipped[skipped.page == ""]
    assert sorted(whole.file) == sorted(reports[reports.status != "ok"].file)


def test_data_package_fits_the_files(exports: Path) -> None:
    """The Data Package names the header, and every cell keeps to its column's type, range and closed list."""
    package: dict[str, Any] = json.loads((exports / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        assert resource["hash"] == f"sha256:{hash_file(exports / resource['path'])}"
        assert resource["bytes"] == (exports / resource["path"]).stat().st_size
        if "schema" in resource:
            _check_cells(exports / resource["path"], resource["schema"])


def _check_cells(path: Path, schema: dict[str, Any]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == [field["name"] for field in schema["fields"]]
    key = [header.index(name) for name in schema.get("primaryKey", [])]
    assert not key or len({tuple(row[i] for i in key) for row in rows}) == len(rows)
    for row in rows:
        for field, cell in zip(schema["fields"], row, strict=True):
            _check_cell(field, cell, f"{path.name}: {field['name']} = {cell!r}")


def _check_cell(field: dict[str, Any], cell: str, where: str) -> None:
    rules = field.get("constraints", {})
    assert cell or not rules.get("required"), where
    if not cell:
        return
    assert cell in rules.get("enum", [cell]), where
    if field["type"] == "boolean":
        assert cell in {"true", "false"}, where
    if field["type"] in {"integer", "number"}:
        number = int(cell) if field["type"] == "integer" else float(cell)
        assert rules.get("minimum", number) <= number <= rules.get("maximum", number), where


def test_manifest_names_inputs_and_outputs(exports: Path) -> None:
    """The manifest has the hash and size of every output, and hash and status of every input."""
    manifest: dict[str, Any] = json.loads((exports / "manifest.json").read_text(encoding="utf-8"))
    assert {name: (facts["sha256"], facts["bytes"]) for name, facts in manifest["outputs"].items()} == {
        name: (hash_file(exports / name), len(data)) for name, data in contents(exports).items()
    }
    assert manifest["outputs"]["findings.csv"]["rows"] == 6
    assert [entry["status"] for entry in manifest["inputs"]] == [
        *("partial", "ok", "ok", "damaged", "scanned", "duplicate")
    ]
    assert manifest["codebook"]["version"] == "7"


def test_manifest_names_the_ocr_program_where_it_was_used(tmp_path: Path) -> None:
    """Its name and version stand there once a report was read with it; paths of this machine never do."""
    workspace, settings = make_workspace(tmp_path / "workspace"), make_settings()
    connection = open_database(workspace, write=True)
    write_meta(connection, {"ocr_program": "tesseract 5.3.0 eng"})
    close_database(connection)
    export_workspace(workspace, tmp_path / "one", settings=settings)
    mined = make_mined("scan.pdf", ["Read from a picture."])
    page = replace(mined.document.pages[0], ocr=True)
    connection = open_database(workspace, write=True)
    store_mined(connection, replace(mined, document=replace(mined.document, pages=(page,))), key="k")
    close_database(connection)
    export_workspace(workspace, tmp_path / "two", settings=settings)
    one, two = (json.loads((tmp_path / name / "manifest.json").read_text()) for name in ("one", "two"))
    assert one["ocr"] == {"n_reports": 0, "program": ""}
    assert two["ocr"] == {"n_reports": 1, "program": "tesseract 5.3.0 eng"}
    assert two["configuration"]["settings"]["codebook"] == "codebook.toml"


def test_filters_on_reports_change_the_denominator(workspace: Path, tmp_path: Path) -> None:
    """With an area only its reports count, and every file is still listed."""
    tables = narrowed(workspace, tmp_path / "set", area="e06000001")
    assert set(tables["recurrence"].n_reports_read) == {2}
    assert set(tables["findings"].area) == {"Northbridge"}
    assert len(tables["reports"]) == 6
    assert tables["reports"].counted.sum() == 2


def test_filters_on_findings_leave_counts(exports: Path, workspace: Path, tmp_path: Path) -> None:
    """With a side fewer patterns are listed, and those that are keep their counts."""
    tables = narrowed(workspace, tmp_path / "set", polarity="failure")
    everything = load(exports)["recurrence"].set_index("pattern_id")
    listed = tables["recurrence"].set_index("pattern_id")
    assert list(listed.index) == ["no_shared_vision"]
    pd.testing.assert_frame_equal(listed, everything.loc[listed.index])
    assert set(tables["findings"].polarity) == {"failure"}
    assert len(tables["codebook"]) == 3


def test_excel_option(workspace: Path, tmp_path: Path) -> None:
    """With the option every CSV file begins with a byte order mark."""
    export_workspace(workspace, tmp_path / "set", settings=make_settings(), excel=True)
    files = list((tmp_path / "set").rglob("*.csv"))
    assert len(files) == 27
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in files)


def test_no_cell_runs(exports: Path) -> None:
    """No cell of any CSV file starts a formula, numbers apart; the sentence that would can be had back."""
    cells = set()
    for path in exports.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells |= {cell for row in csv.reader(file) for cell in row}
    risky = {cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))}
    assert risky >= {"-3.2", "+1"}
    assert all(re.fullmatch(r"[+-][0-9.]+", cell) for cell in risky)
    assert "=SUM(A1) was shared vision, leaders said." in {undo_safe(cell) for cell in cells}


def test_current_until_something_changes(tmp_path: Path) -> None:
    """A set is current until a report is added, the filters are others, or a file of it is gone or cut."""
    workspace, settings = make_workspace(tmp_path / "workspace"), make_settings()
    out = workspace / "exports"
    assert not exports_are_current(workspace, out, settings=settings)
    export_workspace(workspace, out, settings=settings)
    assert exports_are_current(workspace, out, settings=settings)
    assert not exports_are_current(workspace, out, settings=settings, filters=Filters(area="Northbridge"))
    assert not exports_are_current(workspace, out, settings=settings, excel=True)
    (out / "tags.csv").rename(tmp_path / "tags.csv")
    assert not exports_are_current(workspace, out, settings=settings)
    (tmp_path / "tags.csv").rename(out / "tags.csv")
    assert exports_are_current(workspace, out, settings=settings)
    with (out / "themes.csv").open("rb+") as file:
        file.truncate(10)
    assert not exports_are_current(workspace, out, settings=settings)
    export_workspace(workspace, out, settings=settings)
    connection = open_database(workspace, write=True)
    store_mined(connection, make_mined("new.pdf", [REPEATED], tags={0: (NO_VISION,)}), key="k")
    close_database(connection)
    assert not exports_are_current(workspace, out, settings=settings)


def test_a_set_for_excel_is_current_too(workspace: Path, tmp_path: Path) -> None:
    """Where nothing is said of Excel a set with byte order marks is as good, so that a run does not undo it."""
    settings = make_settings()
    export_workspace(workspace, tmp_path / "set", settings=settings, excel=True)
    assert exports_are_current(workspace, tmp_path / "set", settings=settings)
    assert not exports_are_current(workspace, tmp_path / "set", settings=settings, excel=False)


def test_a_failed_export_leaves_the_old_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export that breaks off in the middle changes nothing and leaves nothing beside."""
    workspace, settings, out = make_workspace(tmp_path / "workspace"), make_settings(), tmp_path / "sets" / "set"
    export_workspace(workspace, out, settings=settings)
    before = contents(out)

    def full(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "write_blocks", full)
    with pytest.raises(KeyboardInterrupt):
        export_workspace(workspace, out, settings=settings, excel=True)
    assert contents(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["set"]


def test_a_folder_of_other_files_is_refused(workspace: Path, tmp_path: Path) -> None:
    """A folder that holds something else is never written into."""
    out = tmp_path / "thesis"
    out.mkdir()
    (out / "thesis.docx").write_text("mine")
    with pytest.raises(UsageError):
        export_workspace(workspace, out, settings=make_settings())
    assert [path.name for path in out.iterdir()] == ["thesis.docx"]


def test_an_empty_workspace_gives_a_whole_set(tmp_path: Path) -> None:
    """With no report read every table is there with its header, and nothing divides by zero."""
    close_database(open_database(tmp_path / "workspace", write=True))
    summary = export_workspace(tmp_path / "workspace", tmp_path / "set", settings=make_settings())
    assert (summary.n_reports, summary.n_findings, summary.n_patterns) == (0, 0, 0)
    tables = load(tmp_path / "set")
    assert set(tables["recurrence"].share_of_reports) == {0.0}
    assert next(iter(tables["findings"].columns)) == "finding_id"
