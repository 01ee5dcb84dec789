"""What pages say in words: counts, shares, dates, places; as filters of templates."""

from collections.abc import Callable, Sequence

from reportminer.export.thematic_words import date_in_words, number, percent
from reportminer.records import NotTagged, Recurrence, Status
from reportminer.store.views import TagRow
from reportminer.text import clip
from reportminer.workflow.browsing.names import name_code, name_polarity
from reportminer.workflow.naming import name_page

_NOTES: dict[str, str] = {
    NotTagged.OTHER_SIDE: "a pattern of the opposite side was likelier",
    NotTagged.ABOUT_THE_REVIEW: "it stands where the report tells how it was made",
}
_STATUSES: dict[str, str] = {
    Status.OK: "read",
    Status.PARTIAL: "read in part",
    Status.SCANNED: "a picture of text, not read",
    Status.EMPTY: "no text on it",
    Status.TIMEOUT: "took too long",
    Status.MEMORY: "needed too much memory",
    Status.CRASHED: "broke the reader",
    Status.TOO_LARGE: "too large",
}

_FILE_STATUSES: dict[str, tuple[str, str]] = {
    Status.OK: ("was read", "were read"),
    Status.PARTIAL: ("was read in part", "were read in part"),
    Status.SCANNED: ("is a scan that was not read", "are scans that were not read"),
    Status.EMPTY: ("has no text", "have no text"),
    Status.ENCRYPTED: ("asks for a password", "ask for a password"),
    Status.DAMAGED: ("is damaged", "are damaged"),
    Status.TIMEOUT: ("took too long", "took too long"),
    Status.MEMORY: ("needed too much memory", "needed too much memory"),
    Status.CRASHED: ("broke the reader", "broke the reader"),
    Status.UNSUPPORTED: ("is in a form that cannot be read", "are in forms that cannot be read"),
    Status.TOO_LARGE: ("is too large", "are too large"),
    Status.DUPLICATE: ("is a copy of another file", "are copies of other files"),
}


def count(n: int, one: str, many: str = "") -> str:
    """Return a number and what is counted.

    Example:
        >>> count(1, "report"), count(1200, "report"), count(2, "area says", "areas say")
        ('1 report', '1,200 reports', '2 areas say')
    """
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def n_of_n(found: Recurrence) -> str:
    """Return in how many of all reports a pattern was found: "9 of 12"."""
    return f"{number(found.n_reports)} of {number(found.n_total)}"


def recurrence_in_words(found: Recurrence) -> str:
    """Return how often a pattern recurs: "9 of 12 reports (75%, likely between 47% and 91%)"."""
    if not found.n_total:
        return "no report, as none was read"
    share = f"{percent(found.share)}, likely between {percent(found.ci_low)} and {percent(found.ci_high)}"
    return f"{number(found.n_reports)} of {count(found.n_total, 'report')} ({share})"


def page_in_words(page: int, label: str) -> str:
    """Return where in its file a passage stands: "page 12 (printed 8)"; nothing where the form has no pages."""
    return name_page(page, label) if page else ""


def note_in_words(note: str) -> str:
    """Return a `NotTagged` in plain words."""
    return _NOTES.get(note, name_code(note).lower())


def status_in_words(status: str) -> str:
    """Return how a page or a file ended, in plain words."""
    return _STATUSES.get(status, name_code(status).lower())


def files_in_words(statuses: Sequence[tuple[str, int]]) -> str:
    """Return how many files ended how.

    Example:
        >>> files_in_words([("ok", 11), ("duplicate", 1), ("damaged", 2)])
        '11 were read, 1 is a copy of another file and 2 are damaged'
    """
    parts = []
    for status, n in statuses:
        one, many = _FILE_STATUSES.get(status, (f"ended as {status}",) * 2)
        parts.append(f"{number(n)} {one if n == 1 else many}")
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def certainty(tag: TagRow) -> str:
    """Return how sure a tag is and what was decided: "probability 0.91, accepted"."""
    return f"probability {tag.probability:.2f}, {'accepted' if tag.accepted else 'to be reviewed'}"


FILTERS: dict[str, Callable[..., object]] = {
    "certainty": certainty,
    "clip": clip,
    "counted": count,
    "date_in_words": date_in_words,
    "files_in_words": files_in_words,
    "name_code": name_code,
    "name_polarity": name_polarity,
    "n_of_n": n_of_n,
    "note_in_words": note_in_words,
    "number": number,
    "page_in_words": page_in_words,
    "percent": percent,
    "recurrence_in_words": recurrence_in_words,
    "status_in_words": status_in_words,
}
"""What templates call them."""
