"""How the good pages are kept when the child fails on one: again in a fresh child, without that page."""

from dataclasses import replace

from reportminer.ingest.hints import Hints
from reportminer.records import Skipped, Status

READ_SHARE = 0.8
"""Share of a report's time that reading its pages may take; putting the text together takes below a tenth."""
WORTH_S = 1.0
"""With less time left no other child is started: the start alone takes half of it."""
_FAILURES = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED, Status.DAMAGED)


def leave_out(failed: Skipped, hints: Hints, *, rest: bool) -> Hints | None:
    """Return the hints for another attempt without the page that was under way; None where that cannot help.

    It cannot where the file failed as a whole (opening it, or putting its text together), where the page was left
    out already, and where no page would remain.

    Args:
        failed: how the last attempt ended.
        hints: of the last attempt.
        rest: leave out all pages after it too, for the last attempt.
    """
    page, last = failed.page, failed.n_pages
    if failed.code not in _FAILURES or not 1 <= page <= last or page in hints.skip:
        return None
    bad = range(page, last + 1) if rest else (page,)
    skip = {**hints.skip, **dict.fromkeys(bad, failed.code)}
    if len(skip) == last:
        return None
    return replace(hints, skip=skip, untried_from=page + 1 if rest and page < last else 0)
