"""What a search is narrowed to, and the sentences that pass.

Each filter is asked by itself, on the side where it is known (a report, a tag, a mention), and what passes all is
the intersection. Asked of every sentence in turn, a filter takes up to a second for a million sentences.
"""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
import numpy.typing as npt

from reportminer.records import Polarity

Ids = npt.NDArray[np.int64]

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")

IN_AREA = "(r.area = ? COLLATE NOCASE OR r.area_code = ? COLLATE NOCASE OR r.area LIKE ? ESCAPE '\\')"
"""Whether a report `r` passes the filter on an area; takes `area_parameters`."""

# A report is stored in one transaction by a single writer: the ids of its sentences follow each other.
_FIRST_ID = "(SELECT id FROM sentences s WHERE s.report_id = {}.report_id ORDER BY number LIMIT 1)"
_BEFORE_FIRST = "(SELECT id - number FROM sentences s WHERE s.report_id = {}.report_id LIMIT 1)"
_OF_TAGS = "SELECT report_id, sentence FROM tags WHERE"
_OF_MENTIONS = "SELECT report_id, sentence FROM themes WHERE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is narrowed to; an empty field does not narrow."""

    area: str = ""
    """Name (any case) or GSS code of an area."""
    report_type: str = ""
    """A `ReportType`."""
    theme: str = ""
    """Theme id: tagged with one of its patterns, mentioning it, or said by the coder to be about it."""
    pattern: str = ""
    """Pattern id."""
    polarity: str = ""
    """A `Polarity`. What is mixed takes both sides, so it passes `good_practice` and `failure` too."""
    section: str = ""
    """Part of a heading, any case."""
    since: str = ""
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: published then or later; see `published_between`."""
    until: str = ""
    """In the same forms: published then or earlier."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is narrowed."""
        return self == Filters()

    @property
    def polarities(self) -> frozenset[str]:
        """The polarities of sentences that pass."""
        both = {str(Polarity.MIXED)} if self.polarity in (Polarity.GOOD_PRACTICE, Polarity.FAILURE) else set()
        return frozenset({self.polarity} | both)


def is_date(given: str) -> bool:
    """Say whether a text is a date as `Filters.since` takes it, and one that the calendar has."""
    if not _DATE.fullmatch(given):
        return False
    try:
        date.fromisoformat(given + "-01-01"[len(given) - 4 :] if len(given) < 10 else given)
    except ValueError:
        return False
    return True


def published_between(published: str, since: str, until: str) -> bool:
    """Say whether a date lies between two others; dates are compared as far as both of them are known.

    "2018-07-01" and "2018" both lie in "2018-07" and after: of the second nothing else is known. A report
    without a date lies in no period.

    Args:
        published: as in `ReportFacts.published`.
        since: in the same forms; empty does not narrow.
        until: likewise.
    """
    return (not since or (published != "" and published[: len(since)] >= since[: len(published)])) and (
        not until or (published != "" and published[: len(until)] <= until[: len(published)])
    )


def filtered_ids(connection: sqlite3.Connection, filters: Filters) -> Ids:
    """Return the ids of all sentences that pass the filters, ascending."""
    passing = list(_iter_passing(connection, filters))
    if not passing:
        return _read_ids(connection, "SELECT id FROM sentences")
    return reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), passing)


def area_parameters(area: str) -> tuple[str, str, str]:
    """Return what `IN_AREA` asks for."""
    return area, area, f"{_like(area)} %"


def _iter_passing(connection: sqlite3.Connection, filters: Filters) -> Iterator[Ids]:
    """Yield for each filter that narrows the ids that pass it, ascending."""
    if filters.area or filters.report_type or filters.since or filters.until:
        yield _of_reports(connection, filters)
    if filters.theme:
        tagged_or_mentioned = f"{_OF_TAGS} theme_id = ? UNION {_OF_MENTIONS} theme_id = ?"
        about = "SELECT id FROM sentences WHERE themes <> '[]' AND themes LIKE ? ESCAPE '\\'"
        yield np.union1d(
            _of_pairs(connection, tagged_or_mentioned, filters.theme, filters.theme),
            _read_ids(connection, about, f'%"{_like(filters.theme)}"%'),
        )
    if filters.pattern:
        yield _of_pairs(connection, f"{_OF_TAGS} pattern_id = ?", filters.pattern)
    if filters.polarity:
        yield np.union1d(
            _of_polarity(connection, filters.polarities),
            _of_pairs(connection, f"{_OF_TAGS} polarity = ?", filters.polarity),
        )
    if filters.section:
        part = f"%{_like(filters.section)}%"
        yield _read_ids(connection, "SELECT id FROM sentences WHERE section LIKE ? ESCAPE '\\'", part)


def _of_reports(connection: sqlite3.Connection, filters: Filters) -> Ids:
    """Return the ids of all sentences of the reports that pass."""
    clauses: list[str] = []
    parameters: list[str] = []
    if filters.since or filters.until:
        connection.create_function("published_between", 3, published_between, deterministic=True)
        clauses.append("published_between(r.published, ?, ?)")
        parameters += (filters.since, filters.until)
    if filters.area:
        clauses.append(IN_AREA)
        parameters += area_parameters(filters.area)
    if filters.report_type:
        clauses.append("r.report_type = ?")
        parameters.append(filters.report_type)
    found = connection.execute(
        f"SELECT {_FIRST_ID.format('r')}, n_sentences FROM reports r WHERE {' AND '.join(clauses)}", parameters
    )
    runs = [np.arange(first, first + n) for first, n in found if first is not None]
    return np.sort(np.concatenate(runs)) if runs else np.empty(0, np.int64)


def _of_polarity(connection: sqlite3.Connection, polarities: frozenset[str]) -> Ids:
    marks = ",".join("?" * len(polarities))
    return _read_ids(connection, f"SELECT id FROM sentences WHERE polarity IN ({marks})", *sorted(polarities))


def _of_pairs(connection: sqlite3.Connection, pairs: str, *parameters: str) -> Ids:
    """Return the ids of the sentences that a query names by report and number."""
    columns = f"{_BEFORE_FIRST.format('t')}, count(*), group_concat(sentence)"
    found = connection.execute(f"SELECT {columns} FROM ({pairs}) t GROUP BY report_id", parameters).fetchall()
    found = [row for row in found if row[0] is not None]  # a tag whose report has no sentence names none
    if not found:
        return np.empty(0, np.int64)
    firsts, counts = (np.array([row[at] for row in found], np.int64) for at in (0, 1))
    numbers = np.fromstring(",".join(row[2] for row in found), np.int64, sep=",")
    return np.unique(np.repeat(firsts, counts) + numbers)


def _read_ids(connection: sqlite3.Connection, sql: str, *parameters: str) -> Ids:
    """Return a query's ids, ascending, each once; as one text they come several times faster than row by row."""
    joined = connection.execute(f"SELECT group_concat(id) FROM ({sql})", parameters).fetchone()[0]
    return np.unique(np.fromstring(joined, np.int64, sep=",")) if joined else np.empty(0, np.int64)


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
