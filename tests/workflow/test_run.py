"""A run from files to stored and exported results."""

import json
import os
import shutil
from pathlib import Path

import pytest

from reportminer.errors import StorageError, UsageError, WorkspaceBusy
from reportminer.records import Status
from reportminer.settings import IngestSettings, Settings
from reportminer.store.connection import database_path
from reportminer.store.lock import hold_workspace
from reportminer.workflow.executor import SerialExecutor
from reportminer.workflow.run import retry, run
from tests.workflow.fake_miner import FAKE
from tests.workflow.fixtures import dump, publish_dump, run_fake, write_reports

pytestmark = pytest.mark.usefixtures("small_data")

REPORTS = {
    "a.txt": "ok | It was good. | Second.",
    "b.txt": "ok | Third.",
    "sub/c.txt": "ok | It was good. | Second.",
    "d.txt": "raise",
    "e.txt": "",
}


class Ticks:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.total = 0
        self.done: list[tuple[str, str]] = []
        self.closed = False

    def start(self, total: int) -> None:
        """Remember."""
        self.total = total

    def advance(self, file: str, status: str) -> None:
        """Remember."""
        self.done.append((file, status))

    def close(self) -> None:
        """Remember."""
        self.closed = True


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Five files: two good ones, a copy in a folder, one that fails, one without bytes."""
    return write_reports(tmp_path / "reports", REPORTS)


def exported(workspace: Path) -> str:
    """What the export set says."""
    return (workspace / "exports" / "rows.json").read_text()


def statuses(workspace: Path) -> dict[str, str]:
    """Status by shown name."""
    return {row[1]: row[6] for row in dump(workspace)["files"]}


def test_every_file_ends_in_one_status_and_the_counts_add_up(reports: Path, tmp_path: Path) -> None:
    """Good, copied, failed and empty files are all counted once."""
    summary = run_fake(reports, tmp_path / "w")
    assert summary.by_status == {"ok": 2, "empty": 1, "crashed": 1, "duplicate": 1}
    assert (summary.found, summary.undone, summary.new, summary.mined) == (5, 0, 5, 3)
    assert statuses(tmp_path / "w")["sub/c.txt"] == "duplicate"
    assert (summary.reports, summary.pages, summary.sentences, summary.findings, summary.patterns) == (
        2,
        2,
        3,
        1,
        1,
    )
    assert summary.exported
    assert summary.exit_code == 3


def test_the_same_rows_come_from_this_process_and_from_workers(reports: Path, tmp_path: Path) -> None:
    """One worker, two workers and none give the same export, byte for byte."""
    for workers in (0, 1, 2):
        run_fake(reports, tmp_path / str(workers), workers=workers)
    assert exported(tmp_path / "0") == exported(tmp_path / "1") == exported(tmp_path / "2")


def test_a_second_run_does_nothing_and_says_so(reports: Path, tmp_path: Path) -> None:
    """Nothing is mined, stored or exported where nothing is new; failures are not tried again."""
    run_fake(reports, tmp_path / "w")
    before = database_path(tmp_path / "w").read_bytes()
    ticks = Ticks()
    summary = run_fake(reports, tmp_path / "w", progress=ticks)
    assert summary.nothing_to_do
    assert (summary.unchanged, summary.mined, ticks.total) == (5, 0, 0)
    assert summary.by_status == {"ok": 2, "empty": 1, "crashed": 1, "duplicate": 1}
    assert database_path(tmp_path / "w").read_bytes() == before


def test_times_of_files_do_not_matter(reports: Path, tmp_path: Path) -> None:
    """A file that was touched, or is dated in the future, is not new."""
    run_fake(reports, tmp_path / "w")
    os.utime(reports / "a.txt", (4e9, 4e9))
    assert run_fake(reports, tmp_path / "w").nothing_to_do


def test_changed_added_and_removed_files_are_followed(reports: Path, tmp_path: Path) -> None:
    """The store ends as if it had been made from the present files."""
    run_fake(reports, tmp_path / "w")
    write_reports(reports, {"b.txt": "ok | Other words.", "f.txt": "ok | New."})
    (reports / "d.txt").unlink()
    summary = run_fake(reports, tmp_path / "w")
    assert (summary.new, summary.changed, summary.removed, summary.unchanged, summary.mined) == (1, 1, 1, 3, 2)
    run_fake(reports, tmp_path / "fresh")
    assert exported(tmp_path / "w") == exported(tmp_path / "fresh")


@pytest.mark.parametrize("swap", [("a.txt", "b.txt"), ("b.txt", "a.txt"), ("a.txt", "sub/c.txt")])
def test_files_that_swap_names_are_followed(reports: Path, tmp_path: Path, swap: tuple[str, str]) -> None:
    """Two files that take each other's place end as in a fresh workspace."""
    run_fake(reports, tmp_path / "w")
    one, other = (reports / name for name in swap)
    one.rename(tmp_path / "between")
    other.rename(one)
    (tmp_path / "between").rename(other)
    run_fake(reports, tmp_path / "w")
    run_fake(reports, tmp_path / "fresh")
    assert exported(tmp_path / "w") == exported(tmp_path / "fresh")


def test_a_moved_file_is_not_mined_again(reports: Path, tmp_path: Path) -> None:
    """A file under a new name keeps its result."""
    run_fake(reports, tmp_path / "w")
    (reports / "b.txt").rename(reports / "moved.txt")
    summary = run_fake(reports, tmp_path / "w")
    assert (summary.mined, summary.new, summary.removed) == (0, 1, 1)
    assert statuses(tmp_path / "w")["moved.txt"] == "ok"


def test_a_copy_stands_in_for_its_removed_original(reports: Path, tmp_path: Path) -> None:
    """Where the first of two equal files goes, the other becomes the report, unmined."""
    run_fake(reports, tmp_path / "w")
    (reports / "a.txt").unlink()
    assert run_fake(reports, tmp_path / "w").mined == 0
    assert statuses(tmp_path / "w")["sub/c.txt"] == "ok"


def test_a_copy_that_sorts_first_becomes_the_report(reports: Path, tmp_path: Path) -> None:
    """Which of two equal files counts does not depend on which came first."""
    run_fake(reports, tmp_path / "w")
    shutil.copy(reports / "b.txt", reports / "0.txt")
    run_fake(reports, tmp_path / "w")
    run_fake(reports, tmp_path / "fresh")
    assert statuses(tmp_path / "w") == statuses(tmp_path / "fresh")
    assert statuses(tmp_path / "w")["b.txt"] == "duplicate"


def test_unreadable_bytes_under_a_readable_name_are_stable(tmp_path: Path) -> None:
    """Where one of two equal files is refused for its name, the other is read, and a second run does nothing."""
    page = "<html><body><p>Not found.</p></body></html>"
    reports = write_reports(tmp_path / "reports", {"a.pdf": page, "b.html": page, "c.pdf": page, "0.pdf": ""})
    write_reports(reports, {"1.pdf": ""})
    run_fake(reports, tmp_path / "w")
    assert run_fake(reports, tmp_path / "w").nothing_to_do


def test_other_settings_codebooks_or_models_make_results_stale(
    reports: Path, tmp_path: Path, small_data: Path
) -> None:
    """What a result depends on is compared by content; all is mined again."""
    run_fake(reports, tmp_path / "w")
    (small_data / "configs" / "codebook.toml").write_text("version = 2\n")
    summary = run_fake(reports, tmp_path / "w")
    assert (summary.stale, summary.unchanged, summary.mined) == (5, 0, 3)
    assert not summary.nothing_to_do


def test_another_limit_of_time_tries_only_what_failed(tmp_path: Path) -> None:
    """Whoever allows more time gets the slow report, without waiting for all the others."""
    reports = write_reports(tmp_path / "reports", {"a.txt": "ok | One.", "b.txt": "timeout | Two."})
    run_fake(reports, tmp_path / "w")
    assert statuses(tmp_path / "w")["b.txt"] == "timeout"
    summary = run_fake(reports, tmp_path / "w", settings=Settings(ingest=IngestSettings(page_timeout_s=200)))
    assert (summary.mined, summary.by_status) == (1, {"ok": 2})


def test_two_folders_share_a_workspace(reports: Path, tmp_path: Path) -> None:
    """A run over one folder leaves the results of another alone."""
    other = write_reports(tmp_path / "other", {"x.txt": "ok | Else."})
    run_fake(reports, tmp_path / "w")
    summary = run_fake(other, tmp_path / "w")
    assert (summary.found, summary.removed, summary.reports) == (1, 0, 3)
    assert len(statuses(tmp_path / "w")) == 6


def test_a_limit_looks_at_few_files_and_forgets_none(reports: Path, tmp_path: Path) -> None:
    """With a limit, files beyond it are neither mined nor forgotten."""
    run_fake(reports, tmp_path / "w")
    summary = run_fake(reports, tmp_path / "w", limit=1)
    assert (summary.removed, summary.unchanged) == (0, 1)
    assert len(statuses(tmp_path / "w")) == 5


def test_a_dry_run_changes_nothing(reports: Path, tmp_path: Path) -> None:
    """It says what would be mined and makes no file."""
    summary = run_fake(reports, tmp_path / "w", dry_run=True)
    assert (summary.dry_run, summary.waiting, summary.new, summary.undone) == (True, 3, 5, 5)
    assert not (tmp_path / "w").exists()
    run_fake(reports, tmp_path / "w")
    assert run_fake(reports, tmp_path / "w", dry_run=True).waiting == 0


def test_exports_that_were_taken_away_are_written_again(reports: Path, tmp_path: Path) -> None:
    """A set that is absent or not whole is made anew, although nothing was mined."""
    run_fake(reports, tmp_path / "w")
    before = exported(tmp_path / "w")
    (tmp_path / "w" / "exports" / "manifest.json").unlink()
    (tmp_path / "w" / "exports" / "rows.json").unlink()
    summary = run_fake(reports, tmp_path / "w")
    assert (summary.exported, summary.mined) == (True, 0)
    assert exported(tmp_path / "w") == before


def test_what_the_program_exported_is_not_a_report(reports: Path, tmp_path: Path) -> None:
    """A workspace inside the folder of reports does not feed on its own output."""
    run_fake(reports, reports / "w")
    (reports / "w" / "exports" / "report.html").write_text("<html><p>Ours.</p></html>")
    assert run_fake(reports, reports / "w").found == 5


def test_a_source_that_is_not_there_or_empty_is_said(tmp_path: Path) -> None:
    """A wrong path and an empty folder are errors, and no run is recorded for them."""
    with pytest.raises(UsageError, match="not found"):
        run_fake(tmp_path / "none", tmp_path / "w")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no report was found"):
        run_fake(tmp_path / "empty", tmp_path / "w")


def empty(folder: Path) -> None:
    """Take every report out of a folder."""
    for path in folder.rglob("*.txt"):
        path.unlink()


def test_an_emptied_folder_keeps_its_results(reports: Path, tmp_path: Path) -> None:
    """A drive that is not mounted looks empty: the run is refused, says what it knows, and changes nothing."""
    run_fake(reports, tmp_path / "w")
    before = dump(tmp_path / "w")
    empty(reports)
    for dry_run in (True, False):
        with pytest.raises(UsageError, match=r"knows 5\n(.|\n)*--forget-missing") as caught:
            run_fake(reports, tmp_path / "w", dry_run=dry_run)
    assert str(reports) in str(caught.value)
    assert dump(tmp_path / "w") == before


def test_one_emptied_folder_of_two_is_enough_to_refuse(reports: Path, tmp_path: Path) -> None:
    """The other folder's files do not hide that one has lost all of its own."""
    other = write_reports(tmp_path / "other", {"z.txt": "ok | Fourth."})
    settings = Settings()
    options = {"executor": SerialExecutor(settings, factory=FAKE), "publish": publish_dump}
    run([reports, other], workspace=tmp_path / "w", settings=settings, **options)
    empty(other)
    with pytest.raises(UsageError, match="other, where the workspace knows 1"):
        run([reports, other], workspace=tmp_path / "w", settings=settings, **options)


def test_an_emptied_folder_is_forgotten_on_demand(reports: Path, tmp_path: Path) -> None:
    """Where a person says so, the results of all that is gone go too."""
    run_fake(reports, tmp_path / "w")
    empty(reports)
    summary = run_fake(reports, tmp_path / "w", forget_missing=True)
    assert (summary.removed, summary.reports) == (5, 0)
    assert set(map(len, dump(tmp_path / "w").values())) == {0}


def test_files_of_two_runs_are_told_apart_by_name(tmp_path: Path) -> None:
    """A file called as one of another folder, mined before, gets its folder's name, and keeps it."""
    first = write_reports(tmp_path / "one", {"a.txt": "ok | First."})
    second = write_reports(tmp_path / "two", {"a.txt": "ok | Second."})
    for folder in (first, second, first, second):
        summary = run_fake(folder, tmp_path / "w")
    assert summary.nothing_to_do
    assert set(statuses(tmp_path / "w")) == {"a.txt", "two/a.txt"}


def test_a_folder_of_copies_is_well(reports: Path, tmp_path: Path) -> None:
    """Files whose bytes were all read under other names are no failure."""
    run_fake(reports, tmp_path / "w")
    copies = write_reports(tmp_path / "zz", {"copy.txt": REPORTS["b.txt"]})
    summary = run_fake(copies, tmp_path / "w")
    assert summary.by_status == {"duplicate": 1}
    assert summary.exit_code == 0


def test_where_nothing_could_be_read_the_exit_code_says_so(tmp_path: Path) -> None:
    """A run without one readable report ends with 4, and still writes down why."""
    reports = write_reports(tmp_path / "reports", {"a.txt": "raise", "b.txt": ""})
    summary = run_fake(reports, tmp_path / "w")
    assert (summary.exit_code, summary.exported) == (4, True)


def test_all_well_is_exit_code_0(tmp_path: Path) -> None:
    """Copies are no failure."""
    reports = write_reports(tmp_path / "reports", {"a.txt": "ok | One.", "b.txt": "ok | One."})
    assert run_fake(reports, tmp_path / "w").exit_code == 0


def test_progress_is_told_of_each_report(reports: Path, tmp_path: Path) -> None:
    """It hears the number of reports to mine, each as it is done, and the end."""
    ticks = Ticks()
    run_fake(reports, tmp_path / "w", progress=ticks)
    assert (ticks.total, ticks.closed) == (3, True)
    assert sorted(ticks.done) == [("a.txt", "ok"), ("b.txt", "ok"), ("d.txt", "crashed")]


def test_retry_does_only_what_failed(tmp_path: Path) -> None:
    """What failed is mined again, under the name it had; what went well is left alone."""
    reports = write_reports(
        tmp_path / "reports", {"a.txt": "ok | One.", "sub/b.txt": "timeout | Two.", "c.txt": "raise"}
    )
    run_fake(reports, tmp_path / "w")
    patient = Settings(ingest=IngestSettings(page_timeout_s=200))
    summary = retry(
        workspace=tmp_path / "w",
        settings=patient,
        executor=SerialExecutor(patient, factory=FAKE),
        publish=publish_dump,
    )
    assert (summary.found, summary.mined, summary.by_status) == (2, 2, {"ok": 1, "crashed": 1})
    assert statuses(tmp_path / "w") == {"a.txt": "ok", "c.txt": "crashed", "sub/b.txt": "ok"}
    assert run_fake(reports, tmp_path / "w", settings=patient).nothing_to_do


def test_retry_forgets_what_is_gone(tmp_path: Path) -> None:
    """A failed file that was taken away is dropped."""
    reports = write_reports(tmp_path / "reports", {"a.txt": "ok | One.", "b.txt": "raise"})
    run_fake(reports, tmp_path / "w")
    (reports / "b.txt").unlink()
    settings = Settings()
    executor = SerialExecutor(settings, factory=FAKE)
    summary = retry(workspace=tmp_path / "w", settings=settings, executor=executor, publish=publish_dump)
    assert (summary.removed, summary.found) == (1, 0)
    assert statuses(tmp_path / "w") == {"a.txt": "ok"}


def test_retry_without_a_workspace_is_an_error(tmp_path: Path) -> None:
    """There is nothing to try again, and no folder is made."""
    with pytest.raises(UsageError):
        retry(workspace=tmp_path / "w", settings=Settings())
    assert not (tmp_path / "w").exists()


def test_two_runs_at_once_are_refused(reports: Path, tmp_path: Path) -> None:
    """The second run ends at once and says who is at work."""
    with hold_workspace(tmp_path / "w"), pytest.raises(WorkspaceBusy, match=f"process {os.getpid()}"):
        run_fake(reports, tmp_path / "w")


def test_a_damaged_workspace_is_said_and_left_alone(reports: Path, tmp_path: Path) -> None:
    """A database of broken bytes is not overwritten; moved away, the run makes all anew."""
    run_fake(reports, tmp_path / "w")
    before = exported(tmp_path / "w")
    database_path(tmp_path / "w").write_bytes(b"broken" * 1000)
    with pytest.raises(StorageError, match="move this file away"):
        run_fake(reports, tmp_path / "w")
    database_path(tmp_path / "w").unlink()
    assert run_fake(reports, tmp_path / "w").mined == 3
    assert exported(tmp_path / "w") == before


def test_a_file_in_the_place_of_the_workspace_is_said(reports: Path, tmp_path: Path) -> None:
    """Where the workspace's name is taken by a file, the message names it."""
    (tmp_path / "w").write_text("mine")
    with pytest.raises(StorageError, match=str(tmp_path / "w")):
        run_fake(reports, tmp_path / "w")
    assert (tmp_path / "w").read_text() == "mine"


def test_exports_can_go_elsewhere(reports: Path, tmp_path: Path) -> None:
    """The folder named takes the set, and the summary says where."""
    summary = run_fake(reports, tmp_path / "w", exports=tmp_path / "out")
    assert summary.exports == str(tmp_path / "out")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["outputs"]


def test_names_in_any_script_are_fine(tmp_path: Path) -> None:
    """Spaces, accents, emoji, quotes and marks of SQL in names do no harm."""
    names = ["ärger 😀.txt", "a'b\"c.txt", "x;DROP TABLE files.txt", "отчёт.txt", "日本.txt", "%s %d ? # &.txt"]
    reports = write_reports(tmp_path / "reports", {name: f"ok | {name}" for name in names})
    summary = run_fake(reports, tmp_path / "wörk space", workers=1)
    assert summary.by_status == {"ok": len(names)}
    assert sorted(statuses(tmp_path / "wörk space")) == sorted(names)


def test_a_name_that_is_no_text_is_one_unsupported_file(tmp_path: Path) -> None:
    """A file name that is not UTF-8 is listed, and does not end the run."""
    reports = write_reports(tmp_path / "reports", {"a.txt": "ok | One."})
    try:
        Path(os.fsdecode(os.fsencode(reports) + b"/\xff\xfe.txt")).write_text("ok\n")
    except OSError:
        pytest.skip("this file system allows only names in UTF-8")
    assert run_fake(reports, tmp_path / "w").by_status == {"ok": 1, "unsupported": 1}
    assert run_fake(reports, tmp_path / "w").nothing_to_do


def test_many_files_are_planned_quickly(tmp_path: Path) -> None:
    """A second look at some hundred files takes a moment; every status is counted."""
    reports = write_reports(tmp_path / "reports", {f"{n}.txt": f"ok | Report {n}." for n in range(120)})
    run_fake(reports, tmp_path / "w")
    summary = run_fake(reports, tmp_path / "w")
    assert summary.by_status == {str(Status.OK): 120}
    assert summary.nothing_to_do


def test_a_source_may_be_named_twice(reports: Path, tmp_path: Path) -> None:
    """A folder and a file in it give that file once."""
    settings = Settings()
    summary = run(
        [reports, reports / "a.txt"],
        workspace=tmp_path / "w",
        settings=settings,
        executor=SerialExecutor(settings, factory=FAKE),
        publish=publish_dump,
    )
    assert summary.found == 5
