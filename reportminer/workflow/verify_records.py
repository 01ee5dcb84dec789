"""What is verified of a quotation, and how that ends."""

from dataclasses import dataclass
from enum import StrEnum

from reportminer.records import Region, Span
from reportminer.workflow.verify_wording import Change

_SOME_FAILED_CODE, _INTERRUPTED_CODE = 3, 130


class Verdict(StrEnum):
    """How the verification of a quotation ends; a closed list."""

    STANDS = "stands"
    """The same words stand at the same place."""
    MOVED = "moved"
    """The same words stand on another page, or at another place."""
    CHANGED = "changed"
    """A passage with nearly the same words stands there."""
    GONE = "gone"
    """Nothing like it was found."""
    FILE_MISSING = "file_missing"
    """The file is not where it was, and no copy of it is known."""
    UNREADABLE = "unreadable"
    """The file is there and cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a passage stands."""

    page: int
    """From 1; 0 where the form has no pages."""
    page_label: str = ""
    """As printed, or empty."""
    regions: tuple[Region, ...] = ()
    """One rectangle a line of print."""
    stretch: Span
    """In the text of the report, characters."""
    section: str = ""
    """Headings joined by " > "."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A quotation and where it is said to stand."""

    finding_id: str
    """Its id."""
    report_id: str
    """Its report."""
    text: str
    """The sentence."""
    text_hash: str
    """`ids.hash_text` of it as it was stored."""
    place: Place
    """Where it was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How the verification of one quotation ended."""

    claim: Claim
    """The quotation."""
    file: str
    """The report's file as shown to people."""
    verdict: Verdict
    """How it ended."""
    found: Place | None = None
    """Where the passage stands now; None where nothing was found."""
    found_text: str = ""
    """The passage there, where it is not word for word the quotation."""
    changes: tuple[Change, ...] = ()
    """How the quotation became that passage."""
    witness: str = ""
    """What proves it: the engine or form that read it again, or `sha256` where only the bytes were compared."""
    file_changed: bool = False
    """Whether the file that was opened has other bytes than the one that was mined."""
    remark: str = ""
    """What a person should know beside it, in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How the verification of a workspace's quotations ended."""

    rows: tuple[Verified, ...]
    """In the order of the reports, then of the text."""
    n_asked: int
    """Quotations that were to be verified; more than `rows` where it was interrupted."""
    interrupted: bool
    """Whether it was stopped before all were done."""
    seconds: float
    """Wall time."""

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many ended with each verdict, those with none included, in the order of the list."""
        return {verdict: sum(row.verdict is verdict for row in self.rows) for verdict in Verdict}

    @property
    def exit_code(self) -> int:
        """The exit code of the command: 0, 3 (some do not stand) or 130 (interrupted)."""
        if self.interrupted:
            return _INTERRUPTED_CODE
        return _SOME_FAILED_CODE if self.failed else 0

    @property
    def failed(self) -> tuple[Verified, ...]:
        """Those that do not stand."""
        return tuple(row for row in self.rows if row.verdict is not Verdict.STANDS)
