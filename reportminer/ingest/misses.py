"""How a miss is made: one record with a reason in plain words and what the user can do about it."""

from typing import Final

from reportminer.records import Skipped, Source, Stage, Status

REMEDIES: Final = {
    Status.SCANNED: "install Tesseract and run again, or look for a version of the report with text",
    Status.EMPTY: "check that this is the right file; it holds nothing to read",
    Status.ENCRYPTED: "open it with its password, save it without one, and run again",
    Status.DAMAGED: "download or export the file again; if it opens in a viewer, print it to a new PDF",
    Status.TIMEOUT: "open it in a viewer and print it to a new PDF, or raise page_timeout_s or report_timeout_s",
    Status.MEMORY: "open it in a viewer and print it to a new PDF, or raise memory_limit_mb in the settings",
    Status.CRASHED: "open it in a viewer and print it to a new PDF; please report the file as a bug",
    Status.UNSUPPORTED: "save it as PDF, DOCX, HTML or TXT",
    Status.TOO_LARGE: "split the file, or raise max_file_mb or max_pages in the settings",
}
"""What the user can do, by status."""


def miss(
    source: Source,
    code: Status,
    reason: str,
    *,
    remedy: str = "",
    page: int = 0,
    n_pages: int = 0,
    stage: Stage = Stage.INGEST,
) -> Skipped:
    """Make the record of a file that could not be read.

    Args:
        source: the file.
        code: how it ended; not `ok`.
        reason: what was found, in plain words, beginning in lower case.
        remedy: what the user can do; the usual advice for that status if empty.
        page: where it happened, from 1; 0 means the whole file.
        n_pages: pages of the file, where known.
        stage: where in the line it happened.
    """
    return Skipped(
        report_id=source.report_id,
        file=source.file,
        path=source.path,
        sha256=source.sha256,
        size=source.size,
        page=page,
        n_pages=n_pages,
        stage=stage,
        code=code,
        reason=reason,
        remedy=remedy or REMEDIES.get(code, ""),
    )
