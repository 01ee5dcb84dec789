"""What is read back from a workspace, as frozen records: see `store.reading`."""

from dataclasses import dataclass

from reportminer.records import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report that was read."""

    report_id: str
    """`R` and 12 hex digits."""
    file: str
    """Its file's name as shown to people; of several the first by name."""
    status: str
    """`ok` or `partial`."""
    kind: str
    """`pdf`, `html`, `docx` or `txt`."""
    title: str
    """As printed; may be empty."""
    report_type: str
    """A `ReportType`."""
    area: str
    """Area reviewed; may be empty."""
    area_code: str
    """GSS code, or empty."""
    publisher: str
    """Who published it, or empty."""
    published: str
    """ISO date to the precision known, or empty."""
    review_start: str
    """ISO date, or empty."""
    review_end: str
    """ISO date, or empty."""
    licence: str
    """As stated, or empty."""
    source_url: str
    """Where it was published, or empty."""
    conflicts: tuple[str, ...]
    """Sources of these facts that disagree, each said plainly."""
    n_pages: int
    """Pages of the file."""
    n_pages_ok: int
    """Pages whose status is `ok`."""
    n_words: int
    """Words of the text."""
    n_sentences: int
    """Sentences found."""
    ocr: bool
    """Whether some text was read from images."""
    language: str
    """ISO 639-1, or empty."""
    coder: str
    """Name of the coder."""
    model: str
    """Version of the model that coded it, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """An input file: read, not read, or a duplicate."""

    path: str
    """Absolute path."""
    file: str
    """Name shown to people."""
    sha256: str
    """Hash of its bytes; may be empty."""
    size: int
    """Bytes."""
    report_id: str
    """Empty if the file could not be hashed."""
    status: str
    """A `Status`."""
    stage: str
    """Where it ended, or empty."""
    reason: str
    """Why it is not `ok`, or empty."""
    remedy: str
    """What the user can do, or empty."""
    n_pages: int
    """Pages, where that could be learned."""
    duplicate_of: str
    """Id of the report with the same bytes, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page of a report that was read."""

    report_id: str
    """Its report."""
    page: int
    """From 1."""
    label: str
    """Printed page number, or empty."""
    status: str
    """A `Status`."""
    engine: str
    """What read it, or empty."""
    n_chars: int
    """Characters found, spaces not counted."""
    n_blocks: int
    """Blocks that begin on it."""
    ocr: bool
    """Whether its text was read from an image."""
    warnings: tuple[str, ...]
    """Plain remarks."""
    width: float = 0.0
    """Points; 0 where it is not known."""
    height: float = 0.0
    """Points; 0 where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """A block with its text."""

    report_id: str
    """Its report."""
    number: int
    """From 0, in reading order."""
    page: int
    """The page it begins on; 0 where the form has no pages."""
    kind: str
    """A `BlockKind`."""
    part: str
    """A `Part`."""
    level: int | None
    """Of headings and list items."""
    marker: str
    """What stood before the text ("•", "a)"), or empty."""
    start: int
    """First character in the report's text."""
    end: int
    """One past the last."""
    text: str
    """Its text."""
    regions: tuple[Region, ...]
    """Where it stands."""
    section: tuple[str, ...]
    """Headings above it, highest first."""
    notes: tuple[tuple[int, str, int], ...] = ()
    """Marks of footnotes in its text: where in the report's text, the mark, the number of the footnote's block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A table found in a report."""

    report_id: str
    """Its report."""
    number: int
    """From 0, in reading order."""
    page: int
    """The page it begins on."""
    caption: str
    """Its caption, or empty."""
    cells: tuple[tuple[str, ...], ...]
    """Row by row, the header row first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """A pattern given to a sentence."""

    pattern_id: str
    """From the codebook."""
    theme_id: str
    """The pattern's theme."""
    polarity: str
    """The pattern's side."""
    probability: float
    """0 to 1."""
    threshold: float
    """The balanced threshold it passed."""
    accepted: bool
    """Whether it also reaches the stated precision."""
    why: str
    """What carried it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A sentence with at least one pattern, or with a polarity."""

    finding_id: str
    """Its id."""
    report_id: str
    """Its report."""
    number: int
    """Number of the sentence in its report."""
    page: int
    """From 1; 0 where the form has no pages."""
    page_label: str
    """As printed, or empty."""
    section: str
    """Headings joined by " > "."""
    text: str
    """The sentence."""
    before: str
    """The sentence before it below the same heading, or empty."""
    after: str
    """The sentence after it below the same heading, or empty."""
    polarity: str
    """A `Polarity`."""
    strength: str
    """`all`, `most`, `some`, `few`, or empty."""
    voice: str
    """Who says so, or empty."""
    is_recommendation: bool
    """Whether it says what should be done."""
    regions: tuple[Region, ...]
    """One rectangle a line of print."""
    tags: tuple[TagRow, ...]
    """By falling probability, then id."""
    mentioned: tuple[str, ...]
    """Ids of the themes whose phrases stand in it, each once, in order of the text."""
    about: tuple[str, ...]
    """Ids of the themes that the coder says it is about, ascending."""
    entities: tuple[str, ...]
    """Names in it (official where known; no dates, amounts or counts), each once, in order of the text."""
    block: int = -1
    """Number of its block in its report; -1 where it is not known."""

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that it is about, of its patterns, and that it mentions; each once, ascending."""
        return tuple(sorted({tag.theme_id for tag in self.tags} | set(self.about) | set(self.mentioned)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """A phrase that belongs to a theme."""

    finding_id: str
    """Id of its sentence."""
    report_id: str
    """Its report."""
    theme_id: str
    """From the codebook."""
    page: int
    """Page of the sentence; 0 where the form has no pages."""
    start: int
    """First character in the report's text."""
    end: int
    """One past the last."""
    text: str
    """As it stands."""
    rule: str
    """The phrase of the codebook that matched."""
    negated: bool
    """Whether a negation governs it."""
    hedged: bool
    """Whether its clause tells of what may, should or is meant to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """A name in the text."""

    report_id: str
    """Its report."""
    number: int
    """From 0, in order of the text."""
    page: int
    """Page of the sentence; 0 where the form has no pages."""
    sentence_id: str
    """Id of its sentence."""
    start: int
    """First character in the report's text."""
    end: int
    """One past the last."""
    text: str
    """As it stands."""
    label: str
    """From the closed list of labels."""
    canonical: str
    """Official or full name, or empty."""
    code_system: str
    """`GSS`, `ODS` or empty."""
    code: str
    """Official code, or empty."""
    score: float
    """How sure the link is, 0 to 1."""
    candidates: str
    """What it may stand for where that is not sure: code or name, colon, score from 0 to 1; between semicolons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestRow:
    """The sentence of a report that comes nearest to a pattern."""

    report_id: str
    """The report."""
    pattern_id: str
    """The pattern."""
    score: float
    """The sentence's probability, 0 to 1."""
    finding_id: str
    """The sentence; of several the first in reading order."""
    not_tagged: str = ""
    """A `NotTagged`, or empty."""
    page: int = 0
    """Page of the sentence; 0 where the form has no pages."""
