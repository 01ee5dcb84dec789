"""What a page says where something cannot be shown: what is the matter and what to do; no path, no traceback."""

from dataclasses import dataclass

from reportminer.errors import (
    ConfigError,
    Missing,
    ReportminerError,
    SchemaMismatch,
    StorageError,
    UsageError,
    WorkspaceBusy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that cannot be shown."""

    status: int
    """Of HTTP."""
    heading: str
    """What is the matter."""
    message: str
    """Why, in a sentence or two."""
    remedy: str
    """What to do."""


NO_PAGE = Problem(
    status=404,
    heading="There is no such page",
    message="The address may be mistyped. Or it comes from an earlier run: reports that were taken out or have "
    "changed since then have other addresses.",
    remedy="Start from the overview, or search for words of the passage.",
)
NO_PICTURE = Problem(
    status=404,
    heading="This page of the report cannot be drawn",
    message="Only pages of a PDF can, while its file lies where it was read and has not changed since.",
    remedy="Put the file back where it was, or run reportminer again, and open the finding anew.",
)
OUR_FAULT = Problem(
    status=500,
    heading="Something went wrong",
    message="This is a fault of the program. Your reports and results are safe: the browser only reads them.",
    remedy="Go back and try another page. If it happens again, please report it with the message in the window in "
    "which the program runs.",
)

_DETAILS = " The window in which the program runs says more."
_BY_KIND: tuple[tuple[type[ReportminerError], Problem], ...] = (
    (
        WorkspaceBusy,
        Problem(
            status=503,
            heading="The workspace is busy",
            message="A run is writing to it at this moment.",
            remedy="Wait a little, and load the page again.",
        ),
    ),
    (
        SchemaMismatch,
        Problem(
            status=503,
            heading="The workspace was written by a newer version",
            message="This version of the program cannot read it.",
            remedy="End the browser, and start it with the newer version.",
        ),
    ),
    (
        ConfigError,
        Problem(
            status=503,
            heading="The settings or the codebook cannot be read",
            message="One of their files has a mistake, or does not fit what was mined." + _DETAILS,
            remedy="Correct the file, and load the page again.",
        ),
    ),
    (
        Missing,
        Problem(
            status=503,
            heading="A part of the program is missing",
            message="A model or another program that this page needs is not there." + _DETAILS,
            remedy="Add it, and load the page again.",
        ),
    ),
    (
        StorageError,
        Problem(
            status=503,
            heading="The workspace cannot be read",
            message="Its database is damaged, or the disk does not answer." + _DETAILS,
            remedy="End the browser, and see what the command reportminer status says.",
        ),
    ),
    (
        UsageError,
        Problem(
            status=503,
            heading="The workspace is not there any more",
            message="It was moved or deleted while the browser ran." + _DETAILS,
            remedy="Put it back, or end the browser and start it with another workspace.",
        ),
    ),
)


def explain(error: ReportminerError) -> Problem:
    """Return what a page says of an error."""
    return next((problem for kind, problem in _BY_KIND if isinstance(error, kind)), OUR_FAULT)
