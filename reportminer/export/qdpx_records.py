"""What is read from a REFI-QDA project, whichever program wrote it; GUIDs as `read_guid` spells them."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportminer.export.qdpx_boxes import Corners


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeIn:
    """A code."""

    guid: str
    """Its GUID."""
    name: str
    """As the program shows it."""
    trail: tuple[str, ...]
    """Names of the codes above it, highest first."""
    description: str
    """May be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingIn:
    """A code given to something."""

    guid: str
    """Its GUID."""
    user: str
    """GUID of who gave it; empty where the file does not say."""
    code: str
    """GUID of the code."""
    notes: tuple[str, ...] = ()
    """GUIDs of notes on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionIn:
    """A passage that is marked in a source: in its text, or on a page."""

    guid: str
    """Its GUID."""
    name: str
    """Often the beginning of the passage."""
    description: str
    """What the program shows beside it."""
    codings: tuple[CodingIn, ...]
    """Its codes."""
    notes: tuple[str, ...] = ()
    """GUIDs of notes on it."""
    start: int | None = None
    """First character, however the program counts; None on a page."""
    end: int | None = None
    """End, likewise."""
    page: int | None = None
    """Page from 0; None in a text."""
    corners: Corners | None = None
    """Where on that page."""
    wording: str = ""
    """The passage itself, where the file has it beside a place on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceIn:
    """A document of a project."""

    guid: str
    """Its GUID."""
    text_guid: str
    """GUID of the text beside a PDF; else that of the source."""
    name: str
    """As the program shows it."""
    kind: str
    """Name of its element: `TextSource`, `PDFSource`, ..."""
    text: str | None
    """Its plain text as it stands in the file, a byte order mark included; None where there is none."""
    reason: str
    """Why there is no text; empty where there is."""
    pdf_sha256: str
    """Hash of the PDF in the project; empty where it was not looked at."""
    selections: tuple[SelectionIn, ...]
    """Its passages."""
    codings: tuple[CodingIn, ...] = ()
    """Codes given to the document as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteIn:
    """A note."""

    name: str
    """Its title."""
    text: str
    """What it says; empty where it could not be read."""
    user: str
    """GUID of who wrote it, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectIn:
    """A project."""

    name: str
    """Its name."""
    origin: str
    """Program that wrote it, as it says; may be empty."""
    users: Mapping[str, str]
    """Names of the users by GUID."""
    codes: Mapping[str, CodeIn]
    """Codes by GUID, in order."""
    sources: tuple[SourceIn, ...]
    """In order."""
    notes: Mapping[str, NoteIn]
    """Notes by GUID."""
