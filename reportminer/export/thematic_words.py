"""What the thematic report, and partly the evidence browser, say in words: counts, shares, dates, certainty."""

from calendar import month_name

from reportminer.records import NotTagged, Polarity, ReportType, Speaker, Status

NONE = "–"
"""Stands where there is nothing to say."""

_SIDES = {
    Polarity.GOOD_PRACTICE: "Good practice",
    Polarity.FAILURE: "Failure",
    Polarity.MIXED: "Mixed",
    Polarity.NEUTRAL: "Neutral",
}
_TYPES = {ReportType.OTHER: "Other document"}
_STATUSES = {
    Status.PARTIAL: "Read in part",
    Status.SCANNED: "Pictures of text",
    Status.EMPTY: "No text",
    Status.ENCRYPTED: "Locked",
    Status.TIMEOUT: "Took too long",
    Status.MEMORY: "Needed too much memory",
    Status.CRASHED: "Broke the reader",
    Status.UNSUPPORTED: "Not a form that can be read",
    Status.TOO_LARGE: "Too large",
    Status.DUPLICATE: "Copy",
}
_VOICES = {
    Speaker.PEOPLE: "People who use services",
    Speaker.CARERS: "Carers",
    Speaker.STAFF: "Front-line staff",
    Speaker.LEADERS: "Leaders",
    Speaker.PROVIDERS: "Providers",
    "data": "Data",
    "reviewers": "The reviewers",
    "": "Nobody named",
}
_NOTES = {
    NotTagged.OTHER_SIDE: "a pattern of the opposite side was likelier",
    NotTagged.ABOUT_THE_REVIEW: "it stands where the report tells how it was made",
}


def number(value: int) -> str:
    """Return a whole number with commas between thousands.

    Example:
        >>> number(15000)
        '15,000'
    """
    return f"{value:,}"


def percent(share: float) -> str:
    """Return a share as a whole percentage.

    Example:
        >>> percent(0.4677), percent(1)
        ('47%', '100%')
    """
    return f"{share:.0%}"


def plural(n: int, one: str, many: str = "") -> str:
    """Return the word for so many things, with a space before it.

    Example:
        >>> plural(1, "report"), plural(2, "report"), plural(0, "area says", "areas say")
        (' report', ' reports', ' areas say')
    """
    return f" {one if n == 1 else many or one + 's'}"


def date_in_words(date: str) -> str:
    """Return an ISO date as people write it, to the precision that it has.

    Example:
        >>> date_in_words("2018-02-12"), date_in_words("2018-07"), date_in_words("2018"), date_in_words("")
        ('12 February 2018', 'July 2018', '2018', '')
    """
    match date.split("-"):
        case [year, month, day] if _is_month(month) and day.isdecimal():
            return f"{int(day)} {month_name[int(month)]} {year}"
        case [year, month] if _is_month(month):
            return f"{month_name[int(month)]} {year}"
    return date


def _is_month(month: str) -> bool:
    return month.isdecimal() and 1 <= int(month) <= 12


def name_side(polarity: str) -> str:
    """Return a `Polarity` as people write it."""
    return _SIDES.get(Polarity(polarity), "No side")


def name_type(report_type: str) -> str:
    """Return a `ReportType` as people write it.

    Example:
        >>> name_type("local_system_review"), name_type("other")
        ('Local system review', 'Other document')
    """
    return _TYPES.get(ReportType(report_type), report_type.replace("_", " ").capitalize())


def name_status(status: str) -> str:
    """Return how a file ended, in plain words."""
    return _STATUSES.get(Status(status), str(status).replace("_", " ").capitalize())


def name_voice(voice: str) -> str:
    """Return who says something, as people write it."""
    return _VOICES.get(voice, voice.replace("_", " ").capitalize())


def explain_note(note: str) -> str:
    """Return a `NotTagged` in plain words; empty where there is none."""
    return _NOTES[NotTagged(note)] if note else ""
