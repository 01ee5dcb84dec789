"""What is to be fetched, within which limits, and how it ended."""

from dataclasses import dataclass

from reportminer.gazetteer.register import Known

MEGABYTE = 1_000_000


class Trouble(Exception):
    """A file could not be got; caught inside the package, where it becomes a `Missed`.

    Args:
        found: what was found, with its value and place.
        expected: what was expected instead.
        remedy: what the user can do next.
        again: whether another attempt may go better.
        wait_s: how many seconds the server asks to wait before that; None where it does not say.
    """

    def __init__(
        self, found: str, *, expected: str = "", remedy: str = "", again: bool = False, wait_s: float | None = None
    ) -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.remedy = remedy
        self.again = again
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long, how much and how often."""

    connect_s: float = 15.0
    """Seconds to find a host's address, and again to reach it."""
    silence_s: float = 30.0
    """Seconds without a byte after which a connection is given up."""
    whole_s: float = 900.0
    """Seconds for a file in all, with every attempt and wait."""
    max_bytes: int = 100 * MEGABYTE
    """Size of a file. The longest real review seen has about 5 MB."""
    max_redirects: int = 5
    """Redirects from the address in the register to the file."""
    attempts: int = 5
    """Requests for a file, counting the first."""
    first_wait_s: float = 2.0
    """Seconds before the second attempt; doubled before each further one."""
    longest_wait_s: float = 120.0
    """Seconds of a wait; a server that asks for more is left alone."""
    pause_s: float = 2.0
    """Seconds between two files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A report to fetch."""

    known: Known
    """Its row of the register, with the address of its file."""
    name: str
    """Name of the file to make, without a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A report that was fetched: a row of fetched.csv."""

    file: str
    """Name in the folder."""
    title: str
    """From the register, as all that follows up to `source_page`; may be empty."""
    area: str
    """Official name, or empty."""
    area_code: str
    """GSS code, or empty."""
    report_type: str
    """A `ReportType`."""
    publisher: str
    """Or empty."""
    published: str
    """ISO date to the precision known, or empty."""
    licence: str
    """Or empty: then the report's imprint says."""
    attribution: str
    """How to name the source."""
    source_page: str
    """Page on which it is published or announced, or empty."""
    url: str
    """Address that was asked for."""
    final_url: str
    """Address that answered, after redirects."""
    sha256: str
    """64 hex digits of the file's bytes."""
    report_id: str
    """The id that `run` gives the file."""
    bytes: int
    """Size."""
    fetched: str
    """ISO date (UTC) on which it was fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A report that could not be fetched, and why."""

    file: str
    """Name it would have had."""
    title: str
    """From the register."""
    url: str
    """Address that was asked for."""
    found: str
    """What was found."""
    expected: str
    """What was expected; may be empty."""
    remedy: str
    """What the user can do."""
    page: str
    """Page to open instead, or empty."""
