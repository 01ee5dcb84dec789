"""Why a question cannot be asked, in plain words: a slip of the pen must not look like "nothing found"."""

from collections.abc import Iterator

from reportminer.errors import UsageError
from reportminer.records import Polarity, ReportType
from reportminer.search.query import parse_question
from reportminer.settings import Settings
from reportminer.store.connection import Connection
from reportminer.store.filtering import Filters, is_date
from reportminer.workflow.known_words import check_filters

MODES = ("hybrid", "lexical", "semantic")
"""Ways to search."""
_CLOSED = (("report_type", "kind of report", tuple(ReportType)), ("polarity", "side", tuple(Polarity)))


def find_problem(connection: Connection, *, query: str, filters: Filters, mode: str, settings: Settings) -> str:
    """Return what is wrong with a question; empty if it can be asked."""
    return next(_problems(connection, query, filters, mode, settings), "")


def _problems(
    connection: Connection, query: str, filters: Filters, mode: str, settings: Settings
) -> Iterator[str]:
    if query.strip() and not parse_question(query).terms:
        yield f'"{query.strip()}" holds no word. Ask in words, for example: pooled budgets.'
    if mode not in MODES:
        yield f'There is no way to search called "{mode}". Choose one of: {", ".join(MODES)}.'
    for name, called, allowed in _CLOSED:
        given = getattr(filters, name)
        if given and given not in allowed:
            yield f'There is no {called} called "{given}". Choose one of: {", ".join(allowed)}.'
    for name in ("since", "until"):
        given = getattr(filters, name)
        if given and not is_date(given):
            yield f'"{given}" is no date. Write a year, a month or a day: 2018, 2018-06 or 2018-06-01.'
    try:
        check_filters(connection, filters, settings=settings)
    except UsageError as error:
        yield f"{error.found[:1].upper()}{error.found[1:]}{'' if error.found.endswith('?') else '.'}"
