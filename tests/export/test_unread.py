"""skipped.csv: what was not read, why, and what to do."""

from dataclasses import replace

import pytest

from reportminer.export.unread import skipped_rows
from reportminer.records import Status
from reportminer.store.views import FileRow, PageRow

FILE = FileRow(
    path="/r/a.pdf",
    file="a.pdf",
    sha256="0",
    size=1,
    report_id="R1",
    status="ok",
    stage="",
    reason="",
    remedy="",
    n_pages=2,
    duplicate_of="",
)
PAGE = PageRow(
    report_id="R1", page=1, label="", status="ok", engine="pdfium", n_chars=9, n_blocks=1, ocr=False, warnings=()
)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OK])
def test_every_status_has_plain_words(status: Status) -> None:
    """Whatever the reader left out, a file that was not read has a reason and a remedy."""
    (row,) = skipped_rows([replace(FILE, status=status)], lambda _: [])
    assert row["code"] == status
    assert row["page"] is None
    assert row["reason"]
    assert row["remedy"]


def test_the_readers_own_words_come_first() -> None:
    """Reason and remedy of the reader are kept."""
    (row,) = skipped_rows([replace(FILE, status="damaged", reason="no xref", remedy="ask")], lambda _: [])
    assert (row["reason"], row["remedy"]) == ("no xref", "ask")


def test_what_was_read_is_not_listed() -> None:
    """A file that is ok with pages that are ok has no row."""
    assert list(skipped_rows([FILE], lambda _: [PAGE])) == []


def test_pages_are_listed_below_their_file() -> None:
    """Each page that is not ok has a row, with its warnings as the reason where there are any."""
    pages = [
        PAGE,
        replace(PAGE, page=2, status="damaged", warnings=("bad font", "no map")),
        replace(PAGE, page=3, status="empty"),
    ]
    rows = list(skipped_rows([replace(FILE, status="partial")], lambda _: pages))
    assert [(row["page"], row["code"], row["reason"]) for row in rows] == [
        (None, "partial", "some pages could not be read"),
        (2, "damaged", "bad font; no map"),
        (3, "empty", "no text"),
    ]


def test_a_copy_names_its_original() -> None:
    """A duplicate says which file it repeats."""
    rows = list(skipped_rows([FILE, replace(FILE, file="b.pdf", status="duplicate")], lambda _: []))
    assert [row["reason"] for row in rows] == ["the same bytes as a.pdf"]
