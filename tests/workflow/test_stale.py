"""What makes a result stale."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from reportminer.records import SourceKind
from reportminer.settings import (
    EncodeSettings,
    ExtractSettings,
    IngestSettings,
    RunSettings,
    SearchSettings,
    Settings,
    TagSettings,
)
from reportminer.workflow.stale import LIBRARIES, STAGE_VERSIONS, digest_path, result_key
from tests.ingest.fake_tesseract import install, uninstall

pytestmark = pytest.mark.usefixtures("small_data")


@pytest.mark.parametrize(
    "changed",
    [
        Settings(ingest=IngestSettings(engine="pdfplumber")),
        Settings(ingest=IngestSettings(max_pages=10)),
        Settings(extract=ExtractSettings(max_sentence_chars=500)),
        Settings(encode=EncodeSettings(batch_size=8)),
    ],
)
def test_settings_that_change_results_change_the_key(changed: Settings) -> None:
    """Both keys change with how reports are read, split and encoded."""
    before, after = result_key(Settings()), result_key(changed)
    assert before.settled != after.settled
    assert before.limited != after.limited


@pytest.mark.parametrize(
    "changed",
    [
        Settings(search=SearchSettings(candidates=10)),
        Settings(run=RunSettings(workers=7)),
        Settings(encode=EncodeSettings(threads=4)),
        Settings(ingest=IngestSettings(recycle_after=1)),
    ],
)
def test_settings_that_change_no_result_change_no_key(changed: Settings) -> None:
    """How fast and where the work is done, and how it is searched, makes nothing stale."""
    assert result_key(changed) == result_key(Settings())


@pytest.mark.parametrize(
    "changed",
    [Settings(ingest=IngestSettings(page_timeout_s=99)), Settings(run=RunSettings(mine_timeout_s=99))],
)
def test_limits_concern_only_what_they_may_have_stopped(changed: Settings) -> None:
    """With another limit a report that was read is current, one that timed out is stale."""
    old, new = result_key(Settings()), result_key(changed)
    assert new.is_current("ok", old.of("ok"))
    assert not new.is_current("timeout", old.of("timeout"))
    assert new.is_current("duplicate", old.of("ok"))


@pytest.mark.parametrize(
    "file",
    [
        "configs/codebook.toml",
        "configs/pipeline.cfg",
        "configs/gazetteer/areas.csv",
        "configs/gazetteer/new.csv",
        "models/patterns/card.json",
        "models/minilm-l6-v2-int8/card.json",
    ],
)
def test_every_input_of_a_result_is_in_the_key(small_data: Path, file: str) -> None:
    """A change of the codebook, the pipeline, the gazetteer, the heads or the encoder changes the key."""
    before = result_key(Settings())
    (small_data / file).write_text("other")
    assert result_key(Settings()) != before


def test_an_encoder_by_name_is_in_the_key() -> None:
    """An encoder that is no folder counts by its name."""
    one, other = (result_key(Settings(encode=EncodeSettings(encoder=name))) for name in ("hub/one", "hub/other"))
    assert one != other


def test_every_setting_is_weighed(small_data: Path) -> None:
    """Each number of a stage changes a key, or is named as without effect; a new one cannot be forgotten."""
    without_effect = {"recycle_after", "threads", "max_file_mb"}
    for section in (IngestSettings(), ExtractSettings(), EncodeSettings(), TagSettings()):
        name = type(section).__name__.removesuffix("Settings").lower()
        for field in fields(section):
            value = getattr(section, field.name)
            if isinstance(value, str) or field.name in without_effect:
                continue
            changed = replace(Settings(), **{name: replace(section, **{field.name: type(value)(not value)})})
            assert result_key(changed).limited != result_key(Settings()).limited, field.name


def test_scans_are_read_again_when_tesseract_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ended as scanned or partial without Tesseract is stale once it is there; what was read whole is not."""
    uninstall(tmp_path / "none", monkeypatch)
    old = result_key(Settings())
    install(tmp_path / "bin", monkeypatch, "pass")
    new = result_key(Settings())
    assert [new.is_current(status, old.of(status)) for status in ("ok", "scanned", "partial")] == [
        True,
        False,
        False,
    ]
    never = Settings(ingest=IngestSettings(ocr="never"))
    key = result_key(never)
    uninstall(tmp_path / "none", monkeypatch)
    assert result_key(never) == key


def test_a_newer_tesseract_reads_partial_reports_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version of the program is a part of the key of reports that were not read whole."""
    install(tmp_path / "old", monkeypatch, "pass", version="tesseract 4.1.1")
    old = result_key(Settings())
    install(tmp_path / "new", monkeypatch, "pass", version="tesseract 5.3.0")
    assert not result_key(Settings()).is_current("partial", old.of("partial"))


def test_stages_and_libraries_are_in_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of a stage makes all results stale."""
    before = result_key(Settings())
    stage = next(iter(STAGE_VERSIONS))
    monkeypatch.setitem(STAGE_VERSIONS, stage, 99)  # type: ignore[misc]
    assert result_key(Settings()) != before
    assert "spacy" in LIBRARIES


def test_a_folder_is_hashed_by_names_and_bytes(tmp_path: Path) -> None:
    """Renaming a file changes the hash; hidden files and compiled Python do not."""
    (tmp_path / "a").write_text("x")
    before = digest_path(tmp_path)
    (tmp_path / ".DS_Store").write_text("y")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "z.pyc").write_text("z")
    assert digest_path(tmp_path) == before
    (tmp_path / "a").rename(tmp_path / "b")
    assert digest_path(tmp_path) != before


def test_ocr_concerns_pdf_files_only() -> None:
    """With another way of OCR a PDF is read again, a web page is not; other settings concern both."""
    old, new = result_key(Settings()), result_key(Settings(ingest=IngestSettings(ocr="never", ocr_dpi=200)))
    other = result_key(Settings(ingest=IngestSettings(max_pages=7)))
    for status in ("ok", "timeout", "duplicate"):
        assert new.is_current(status, old.of(status, SourceKind.HTML))
        assert not new.is_current(status, old.of(status, SourceKind.PDF))
        assert not other.is_current(status, old.of(status, SourceKind.HTML))
