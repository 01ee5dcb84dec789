"""The evidence browser notices changes, and may be asked from many threads."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest

from reportminer.errors import UsageError
from reportminer.records import Status
from reportminer.settings import Settings
from reportminer.store.connection import close_database, open_database
from reportminer.store.writing import forget_files, store_duplicate, store_skipped
from reportminer.workflow.browsing import keeping
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.browsing.keeping import StateKeeper
from tests.builders import make_source
from tests.export.workspace import GOLDEN, NO_VISION, VISION, make_settings, make_workspace, skipped
from tests.workflow.browsing_workspaces import browse, make_report, several, store


def test_state_is_gathered_once(tmp_path: Path) -> None:
    """As long as the workspace stays as it is, pages share one state."""
    keeper = StateKeeper(make_workspace(tmp_path / "w"), settings=make_settings())
    with keeper.look() as (_, first), keeper.look() as (_, second):
        assert first is second


def test_a_workspace_mined_anew_is_noticed(tmp_path: Path) -> None:
    """A report that is stored while the browser is open is on the next page that is asked for."""
    workspace = store(tmp_path / "w", several())
    browser = browse(workspace)
    assert browser.area("west") is None
    store(workspace, [make_report("west.pdf", "West", [("Nobody there agreed on a vision.", NO_VISION)])])
    assert browser.area("west") is not None
    assert browser.overview().n_reports == 5
    page = browser.pattern("no_shared_vision")
    assert page is not None
    assert page.entry.recurrence.n_reports == 2
    assert browser.search("agreed", mode="lexical").n_hits == 2


def test_a_report_coded_anew_is_noticed(tmp_path: Path) -> None:
    """Also where its file, its status and what it depends on are the same."""
    workspace = store(tmp_path / "w", [make_report("a.pdf", "A", [("All held one view.", VISION)])])
    browser = browse(workspace)
    assert browser.overview().n_findings == 1
    store(workspace, [make_report("a.pdf", "A", [("All held one view.", VISION), ("Or not.", NO_VISION)])])
    assert browser.overview().n_findings == 2


def test_a_file_that_moved_is_noticed(tmp_path: Path) -> None:
    """Its bytes and its name are the same, and pages can be drawn from where it lies now."""
    new, old = tmp_path / "new" / "a.pdf", tmp_path / "old" / "a.pdf"
    new.parent.mkdir()
    new.write_bytes(b"as it was read")
    mined = make_report("a.pdf", "A", [("All held one view.", VISION)])

    source = replace(make_source("a.pdf", new.read_bytes()), path=str(old))
    mined = replace(mined, document=replace(mined.document, source=source))
    workspace = store(tmp_path / "w", [mined])
    browser = browse(workspace)
    before = browser.report(browser.report_ids()[0])
    connection = open_database(workspace, write=True)
    store_duplicate(connection, replace(source, path=str(new)))
    forget_files(connection, [str(old)])
    close_database(connection)
    after = browser.report(browser.report_ids()[0])
    assert before is not None
    assert after is not None
    assert (before.can_be_drawn, after.can_be_drawn) == (False, True)


def test_a_file_that_ends_otherwise_is_noticed(tmp_path: Path) -> None:
    """What could not be read for one reason and then for another shows the other."""
    workspace = make_workspace(tmp_path / "w")
    browser = browse(workspace)
    assert dict(browser.overview().statuses)["scanned"] == 1
    connection = open_database(workspace, write=True)
    store_skipped(connection, skipped("scan.pdf", Status.TIMEOUT, "it took too long"), key="k")
    close_database(connection)
    assert "scanned" not in dict(browser.overview().statuses)


def test_a_codebook_changed_is_noticed(tmp_path: Path) -> None:
    """A definition that is edited while the browser is open shows at once."""
    codebook = tmp_path / "codebook.toml"
    text = (GOLDEN / "codebook.toml").read_text(encoding="utf-8")
    codebook.write_text(text, encoding="utf-8")
    browser = Browser(make_workspace(tmp_path / "w"), settings=Settings(codebook=str(codebook)))
    before = browser.codebook().digest
    codebook.write_text(text.replace('definition = "', 'definition = "Changed: ', 1), encoding="utf-8")
    assert browser.codebook().digest != before


def test_many_threads_gather_once_and_see_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first thread gathers, the others wait for it; no connection is shared."""
    gathered: list[int] = []
    gather = keeping.gather_state

    def count(*arguments: object) -> object:
        gathered.append(1)
        sleep(0.05)  # so that the others come meanwhile
        return gather(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "gather_state", count)
    browser, barrier = browse(make_workspace(tmp_path / "w")), Barrier(8)

    def ask(number: int) -> tuple[object, ...]:
        barrier.wait()
        pages = (browser.overview(), browser.search(), browser.search("vision", mode="lexical"))
        return (*pages, *map(browser.finding, browser.finding_ids()))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert gathered == [1]
    assert all(answer == answers[0] for answer in answers)


def test_no_workspace_is_said_when_it_is_asked(tmp_path: Path) -> None:
    """Opening nothing costs nothing; the first page says what is missing."""
    with pytest.raises(UsageError, match="holds no results yet"):
        browse(tmp_path / "nothing").overview()


def test_the_workspace_is_never_written(tmp_path: Path) -> None:
    """Every page can be made from files without the right to write, and leaves their bytes as they are."""
    workspace = make_workspace(tmp_path / "w")
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    browser = browse(workspace)
    for finding_id in browser.finding_ids():
        browser.finding(finding_id)
    browser.search("vision", mode="lexical")
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before
