"""What is said of the pages of a PDF that were not read wholly."""

from collections.abc import Sequence
from dataclasses import replace

from reportminer.records import Document, Page, Status

_MOST_NAMED = 8
UNREAD = {
    Status.SCANNED: "are scanned",
    Status.DAMAGED: "are damaged",
    Status.PARTIAL: "are read only in part, or their text looks damaged",
    Status.TIMEOUT: "took too long to read",
    Status.MEMORY: "need too much memory",
    Status.CRASHED: "end the reader unexpectedly",
}
"""What is said of a report's pages that were not read wholly."""
LEFT_OUT = {
    Status.TIMEOUT: "left out: reading took too long",
    Status.MEMORY: "left out: reading it needs more memory than is allowed",
    Status.CRASHED: "left out: reading it ends the reader unexpectedly",
}
"""What is said of such a page."""


def why_partial(statuses: Sequence[Status], n_pages_stated: int) -> str:
    """Return why a report is partial, in plain words; empty if it is whole.

    Args:
        statuses: of its pages, in order.
        n_pages_stated: pages that a second reader counts; 0 if it cannot.
    """
    parts = []
    for status, said in UNREAD.items():
        numbers = [str(number) for number, found in enumerate(statuses, 1) if found == status]
        if numbers:
            shown = ", ".join(numbers[:_MOST_NAMED]) + (", ..." if len(numbers) > _MOST_NAMED else "")
            parts.append(f"{len(numbers)} of {len(statuses)} pages {said} (page {shown})")
    if n_pages_stated and n_pages_stated != len(statuses):
        parts.append(
            f"the file's page list is damaged: one reader finds {len(statuses)} pages, another {n_pages_stated}"
        )
    return "; ".join(parts)


def tell_untried(document: Document, first: int) -> Document:
    """Return a document that says which of its pages were not even tried.

    Args:
        document: partial.
        first: the page from which on none was tried, since too many before it failed; 0 if all were.
    """
    if not first:
        return document
    tried = [page.status for page in document.pages if page.number < first]
    n_pages = len(document.pages)
    parts = [
        why_partial(tried, 0),
        f"pages {first} to {n_pages} were not tried, since too many before them failed",
    ]
    pages = tuple(_mark(page) if page.number >= first else page for page in document.pages)
    return replace(document, reason="; ".join(part for part in parts if part), pages=pages)


def _mark(page: Page) -> Page:
    return replace(page, warnings=("not tried: reading failed on too many pages before it",))
