"""Rows of skipped.csv: every file and every page that was not read in full, why, and what the user can do."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from reportminer.export.model import Row
from reportminer.records import Stage, Status
from reportminer.store.views import FileRow, PageRow

READ = frozenset({"ok", "partial"})
"""Status of a file that yielded a report."""

_PLAIN: dict[Status, tuple[str, str]] = {
    Status.PARTIAL: ("some pages could not be read", "see the rows of its pages below"),
    Status.SCANNED: ("an image without text", "install Tesseract and run again, or look for a version with text"),
    Status.EMPTY: ("no text", "nothing, if it is blank in print too"),
    Status.ENCRYPTED: ("a password is needed", "save a copy without the password and run again"),
    Status.DAMAGED: ("it is damaged", "fetch the file again from where it was published"),
    Status.TIMEOUT: ("reading took too long", "raise the time limit in the settings and run: reportminer retry"),
    Status.MEMORY: (
        "reading took too much memory",
        "raise the memory limit in the settings and run: reportminer retry",
    ),
    Status.CRASHED: ("the reader stopped unexpectedly", "run: reportminer retry"),
    Status.UNSUPPORTED: ("not a PDF, HTML, DOCX or TXT file", "convert it to one of these"),
    Status.TOO_LARGE: ("larger than the limit", "raise the limit in the settings and run again"),
    Status.DUPLICATE: ("the same bytes as another file", "nothing; it is counted once"),
}
"""Reason and remedy where the reader left none."""


def skipped_rows(files: Sequence[FileRow], pages_of: Callable[[str], Iterable[PageRow]]) -> Iterator[Row]:
    """Yield a row for each file that is not `ok`, and for each page that is not `ok` of a file that was read.

    Args:
        files: every input file, in order.
        pages_of: gives the pages of a report by its id.
    """
    originals = find_originals(files)
    for file in files:
        if file.status != Status.OK:
            yield _file_row(file, reason=explain(file, originals))
        if file.status in READ:
            yield from (_page_row(file, page) for page in pages_of(file.report_id) if page.status != Status.OK)


def find_originals(files: Iterable[FileRow]) -> dict[str, str]:
    """Return for each report id the name of the file that counts, which its duplicates repeat."""
    return {file.report_id: file.file for file in files if file.status != Status.DUPLICATE}


def explain(file: FileRow, originals: Mapping[str, str]) -> str:
    """Return why a file is not `ok`, in plain words; empty if it is.

    Args:
        file: the file.
        originals: as `find_originals` gives it.
    """
    if file.status == Status.OK:
        return ""
    if file.status == Status.DUPLICATE:
        return f"the same bytes as {originals.get(file.report_id, 'another file')}"
    return file.reason or _PLAIN[Status(file.status)][0]


def _file_row(file: FileRow, *, reason: str) -> Row:
    return {
        "report_id": file.report_id,
        "file": file.file,
        "page": None,
        "stage": file.stage,
        "code": file.status,
        "reason": reason,
        "remedy": file.remedy or _PLAIN[Status(file.status)][1],
    }


def _page_row(file: FileRow, page: PageRow) -> Row:
    reason, remedy = _PLAIN[Status(page.status)]
    return {
        "report_id": file.report_id,
        "file": file.file,
        "page": page.page,
        "stage": Stage.INGEST,
        "code": page.status,
        "reason": "; ".join(page.warnings) or reason,
        "remedy": remedy,
    }
