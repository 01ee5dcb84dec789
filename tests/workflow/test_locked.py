"""Runs with passwords: what asked for one is read again when the list changes, and no password is stored."""

import sqlite3
from pathlib import Path

import pytest

from reportminer.cli.app import run_app
from reportminer.errors import UsageError
from reportminer.ingest.passwords import Passwords, read_passwords
from reportminer.records import SourceKind
from reportminer.settings import Settings
from reportminer.store.connection import database_path
from reportminer.workflow.executor import SerialExecutor
from reportminer.workflow.local import LocalExecutor
from reportminer.workflow.run import retry, run
from reportminer.workflow.stale import result_key
from reportminer.workflow.summary import Summary
from tests.workflow.fake_miner import FAKE
from tests.workflow.fixtures import publish_dump, write_reports

pytestmark = pytest.mark.usefixtures("small_data")

RIGHT, WRONG = Passwords(common=("hunter2",)), Passwords(common=("letmein",))
NONE = Passwords()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A report that asks for a password and one that does not."""
    return write_reports(tmp_path / "in", {"open.txt": "ok | A good one.", "shut.txt": "locked | hunter2"})


def mine(reports: Path, workspace: Path, passwords: Passwords, *, workers: int = 0) -> Summary:
    """Run with the fake miner."""
    settings = Settings()
    executor = (
        LocalExecutor(settings, workers=workers, factory=FAKE, passwords=passwords)
        if workers
        else SerialExecutor(settings, factory=FAKE, passwords=passwords)
    )
    return run(
        [reports],
        workspace=workspace,
        settings=settings,
        passwords=passwords,
        executor=executor,
        publish=publish_dump,
    )


@pytest.mark.parametrize("workers", [0, 1])
def test_a_given_password_reads_the_file_again(reports: Path, tmp_path: Path, workers: int) -> None:
    """Only the report that asked for a password is read again, also by a worker process, and stays read."""
    before = mine(reports, tmp_path / "w", NONE)
    assert before.by_status == {"ok": 1, "encrypted": 1}
    after = mine(reports, tmp_path / "w", RIGHT, workers=workers)
    assert (after.mined, after.by_status) == (1, {"ok": 2})
    assert mine(reports, tmp_path / "w", NONE).mined == 0


def test_only_another_list_is_tried(reports: Path, tmp_path: Path) -> None:
    """The same wrong list, or none, is not tried again; the right one is."""
    assert mine(reports, tmp_path / "w", WRONG).by_status == {"ok": 1, "encrypted": 1}
    assert [mine(reports, tmp_path / "w", given).mined for given in (WRONG, NONE, RIGHT)] == [0, 0, 1]


def test_a_copy_of_an_encrypted_file_is_current(reports: Path, tmp_path: Path) -> None:
    """A duplicate of a file that asked for a password does not make every run begin again."""
    (reports / "shut2.txt").write_bytes((reports / "shut.txt").read_bytes())
    mine(reports, tmp_path / "w", WRONG)
    assert mine(reports, tmp_path / "w", WRONG).mined == 0
    assert mine(reports, tmp_path / "w", RIGHT).by_status == {"ok": 2, "duplicate": 1}


def test_retry_with_passwords_takes_encrypted_files(reports: Path, tmp_path: Path) -> None:
    """`retry` leaves them alone without a password, and reads them with one."""
    mine(reports, tmp_path / "w", NONE)

    def again(passwords: Passwords) -> Summary:
        settings = Settings()
        executor = SerialExecutor(settings, factory=FAKE, passwords=passwords)
        return retry(
            workspace=tmp_path / "w",
            settings=settings,
            passwords=passwords,
            executor=executor,
            publish=publish_dump,
        )

    assert [again(NONE).mined, again(RIGHT).mined] == [0, 1]


def test_no_password_is_stored(reports: Path, tmp_path: Path) -> None:
    """Neither the database nor the exports hold a password that was tried in vain."""
    mine(reports, tmp_path / "w", WRONG)
    files = [path for path in (tmp_path / "w").rglob("*") if path.is_file()]
    assert files
    assert not any(b"letmein" in path.read_bytes() for path in files)
    with sqlite3.connect(database_path(tmp_path / "w")) as connection:
        (key,) = connection.execute("SELECT key FROM files WHERE status = 'encrypted'").fetchone()
    assert key == result_key(Settings()).of("encrypted", SourceKind.TXT) + WRONG.digest()


def test_passwords_change_no_other_key() -> None:
    """Reports that were read do not depend on the list."""
    with_list, without = result_key(Settings(), passwords=RIGHT), result_key(Settings())
    assert with_list.of("ok") == without.of("ok")
    assert with_list.of("timeout") == without.of("timeout")
    assert with_list.of("encrypted") != without.of("encrypted")
    assert not with_list.is_current("encrypted", without.of("encrypted"))


def test_a_list_among_the_reports_is_refused(reports: Path, tmp_path: Path) -> None:
    """A password file in the folder of reports would be stored as a report, so nothing is begun."""
    (reports / "passwords.txt").write_text("hunter2")
    with pytest.raises(UsageError, match="lies among the reports"):
        mine(reports, tmp_path / "w", read_passwords(reports / "passwords.txt"))
    assert not (tmp_path / "w" / "exports").exists()


@pytest.mark.parametrize("command", [["run", "in"], ["retry"]])
def test_a_wrong_password_file_ends_the_command(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A path that is not there is said before any report is opened."""
    assert run_app([*command, "-w", str(tmp_path / "w"), "--password-file", str(tmp_path / "nowhere")]) == 2
    assert "nowhere cannot be read" in capsys.readouterr().err
