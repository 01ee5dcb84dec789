"""The register of known reports (`corpus/reports.csv`): what is known of each from other sources than its text."""

import calendar
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from reportminer.errors import ConfigError
from reportminer.records import DateRange, ReportType

COLUMNS = (
    *("file", "report_id", "area", "area_code", "report_type", "title", "publisher", "published"),
    *("review_start", "review_end", "licence", "source_url", "verified", "note"),
)
FETCH_COLUMNS = ("file_url", "listed_at", "sha256")
"""What `corpus fetch` goes by; a register may lack them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A report of the register."""

    file: str
    """Name of its file where it is always the same; may be empty."""
    report_id: str
    """Or empty."""
    area: str
    """Official name, or empty."""
    area_code: str
    """GSS code, or empty."""
    report_type: ReportType
    """What kind of document it is."""
    title: str
    """Or empty."""
    publisher: str
    """Or empty."""
    published: str
    """ISO date to the precision known, or empty."""
    review: DateRange | None
    """When the review took place."""
    licence: str
    """Or empty."""
    source_url: str
    """Where it is published or announced, or empty."""
    verified: bool
    """Whether a source states the facts; False where they are inferred."""
    note: str
    """What a reader should know of the facts."""
    file_url: str = ""
    """Address of its file, or empty."""
    listed_at: str = ""
    """Page that lists its series or announces it, where `source_url` is not known; or empty."""
    sha256: str = ""
    """Hash of its file's bytes (64 hex digits), or empty."""


@cache
def load_register(path: Path) -> tuple[Known, ...]:
    """Read the register; a missing file is an empty register.

    Raises:
        ConfigError: columns are missing or values cannot be read; each is named with its line.
    """
    if not path.is_file():
        return ()
    problems: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := set(COLUMNS) - set(reader.fieldnames or ()):
            problems.append(f"no column {', '.join(sorted(missing))}")
        known = tuple(_read_rows(reader, problems)) if not problems else ()
    if problems:
        raise ConfigError(
            f"{path} has {len(problems)} problem(s):\n  " + "\n  ".join(problems),
            expected=f"the columns {', '.join(COLUMNS)}, dates as 2018-02-12 or 2018-02",
            remedy="correct these rows",
        )
    return known


def _read_rows(reader: "csv.DictReader[str]", problems: list[str]) -> Iterator[Known]:
    for row in reader:
        where = f"line {reader.line_num}"
        cells = {key: (row[key] or "").strip() for key in COLUMNS}
        try:
            yield Known(
                **{key: cells[key] for key in COLUMNS if key in _PLAIN},
                **{key: (row.get(key) or "").strip() for key in FETCH_COLUMNS},
                report_type=ReportType(cells["report_type"]),
                published=_stated(cells["published"]),
                review=_period(cells["review_start"], cells["review_end"]),
                verified=cells["verified"] == "1",
            )
        except ValueError as error:
            problems.append(f"{where}: {error}")


_PLAIN = frozenset(
    {"file", "report_id", "area", "area_code", "title", "publisher", "licence", "source_url", "note"}
)


def _stated(iso: str) -> str:
    if iso:
        first_day(iso)
    return iso


def _period(start: str, end: str) -> DateRange | None:
    """A period of whole days from dates to their precision: "2018-04" is the whole month."""
    if not start:
        return None
    return DateRange(start=first_day(start), end=last_day(end or start))


def first_day(iso: str) -> date:
    """Return the first day of an ISO date of any precision.

    Raises:
        ValueError: it is none.
    """
    return date.fromisoformat({4: f"{iso}-01-01", 7: f"{iso}-01"}.get(len(iso), iso))


def last_day(iso: str) -> date:
    """Return the last day of an ISO date of any precision.

    Raises:
        ValueError: it is none.
    """
    first = first_day(iso)
    if len(iso) == len("2018"):
        return first.replace(month=12, day=31)
    if len(iso) == len("2018-02"):
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first
