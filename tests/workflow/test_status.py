"""What `status` says."""

from pathlib import Path

import pytest

from reportminer.errors import UsageError
from reportminer.settings import ExtractSettings, IngestSettings, Settings
from reportminer.workflow.last_run import choose_settings
from reportminer.workflow.status import read_status
from tests.workflow.fixtures import run_fake, write_reports

pytestmark = pytest.mark.usefixtures("small_data")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A good report, its copy, and three failures."""
    good = dict.fromkeys(("a.txt", "b.txt"), "ok | A good one.")
    bad = {"c.txt": "timeout", "d.txt": "raise", "e.txt": ""}
    return write_reports(tmp_path / "our reports", good | bad)


def test_counts_add_up_and_the_worst_come_first(reports: Path, tmp_path: Path) -> None:
    """Every file is counted once; trouble has a reason and a remedy; copies are none."""
    run_fake(reports, tmp_path / "w")
    status = read_status(tmp_path / "w", settings=Settings())
    assert status.by_status == {"ok": 1, "empty": 1, "timeout": 1, "crashed": 1, "duplicate": 1}
    assert sum(status.by_status.values()) == status.files == 5
    assert [trouble.file for trouble in status.trouble] == ["d.txt", "c.txt", "e.txt"]
    assert all(trouble.reason and trouble.remedy for trouble in status.trouble)
    assert (status.stale, status.totals.findings) == (0, 1)
    assert status.exports == str(tmp_path / "w" / "exports")


def test_the_next_command_fits_the_state(reports: Path, tmp_path: Path) -> None:
    """Stale results are to be run again, failures retried, and what is well can be searched."""
    run_fake(reports, tmp_path / "w")
    assert read_status(tmp_path / "w", settings=Settings()).next_command.startswith("reportminer retry")
    other = Settings(extract=ExtractSettings(max_sentence_chars=300))
    stale = read_status(tmp_path / "w", settings=other)
    assert stale.stale == 5
    assert stale.next_command == f"reportminer run '{reports}' --workspace {tmp_path / 'w'}"
    for name in ("c.txt", "d.txt"):
        (reports / name).unlink()
    run_fake(reports, tmp_path / "w")
    assert "search" in read_status(tmp_path / "w", settings=Settings()).next_command


def test_without_a_workspace_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    """Nothing is made by looking."""
    with pytest.raises(UsageError, match="reportminer run"):
        read_status(tmp_path / "w", settings=Settings())
    assert not (tmp_path / "w").exists()


def test_the_next_command_can_be_pasted(reports: Path, tmp_path: Path) -> None:
    """A workspace and a settings file with a space in their names are quoted."""
    workspace, config = tmp_path / "my study", tmp_path / "my settings.toml"
    config.touch()
    run_fake(reports, workspace)
    status = read_status(workspace, settings=Settings(), config=config)
    assert status.next_command == f"reportminer retry --workspace '{workspace}' --config '{config}'"


def test_the_settings_of_the_last_run_are_kept(reports: Path, tmp_path: Path) -> None:
    """A run without OCR leaves nothing stale, and the next command goes on in the same way."""
    settings = Settings(ingest=IngestSettings(ocr="never"))
    run_fake(reports, tmp_path / "w", settings=settings)
    assert choose_settings(tmp_path / "w", None) == settings
    assert read_status(tmp_path / "w", settings=choose_settings(tmp_path / "w", None)).stale == 0
    run_fake(reports, tmp_path / "w")
    assert choose_settings(tmp_path / "w", None) == Settings()
    changed = Settings(ingest=IngestSettings(ocr="never", max_pages=7))
    assert read_status(tmp_path / "w", settings=changed).next_command.endswith("--ocr never")


def test_a_users_file_goes_before_the_last_run(reports: Path, tmp_path: Path) -> None:
    """With --config its settings count, without a workspace the shipped ones."""
    (tmp_path / "mine.toml").write_text("[ingest]\nmax_pages = 7\n")
    run_fake(reports, tmp_path / "w")
    assert choose_settings(tmp_path / "w", tmp_path / "mine.toml").ingest.max_pages == 7
    assert choose_settings(tmp_path / "none", None) == Settings()
