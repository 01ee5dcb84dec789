"""PDFs that may ask for a password: the right one of those given is found, then the file is read as any other."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from pypdfium2 import PdfiumError

from reportminer.ingest.glyphs_pdfium import PdfiumFile
from reportminer.ingest.hints import Hints
from reportminer.ingest.pdf import parse_pdf
from reportminer.records import Document, Skipped, Source, Status
from reportminer.settings import IngestSettings


def parse_locked(
    source: Source, settings: IngestSettings, on_page: Callable[..., None], hints: Hints
) -> Document | Skipped:
    """Return a PDF as a document, or why it cannot be read; see `parse_pdf`.

    Args:
        source: the file.
        settings: of ingest.
        on_page: called with each page's number and the number of pages, and with 0 after each password.
        hints: pages to leave out, time, passwords.
    """
    password = find_password(source.path, hints.passwords, on_try=on_page) if hints.passwords else ""
    result = parse_pdf(source, settings, on_page, password, hints=hints)
    if isinstance(result, Skipped) and result.code is Status.ENCRYPTED and hints.passwords:
        return replace(
            result,
            reason=f"the file asks for a password, and none of those given ({len(hints.passwords)}) opens it",
            remedy="add the right one to the file of --password-file, or save a copy without one",
        )
    return result


def find_password(path: str, passwords: Iterable[str], *, on_try: Callable[[int], None]) -> str:
    """Return the first password that opens a PDF for reading, the empty one first; empty if none does.

    Args:
        path: of the file.
        passwords: in the order in which to try them; that of the reader or that of the owner.
        on_try: called with 0 after each that does not open it: a sign of life.
    """
    for password in ("", *passwords):
        try:
            with PdfiumFile(path, password):
                return password
        except PdfiumError as error:
            if "password" not in str(error).lower():
                return ""
        on_try(0)
    return ""
