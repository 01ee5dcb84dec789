"""The records that stages hand to each other: frozen, slotted, keyword-only; sequences are tuples.

Offsets are half-open and count Unicode code points of `Document.text`. Pages are numbered from 1. Boxes are in
PDF points with the origin at the page's top left corner as it is shown (rotation applied).
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np


class Status(StrEnum):
    """How a report or a page ended: one closed list."""

    OK = "ok"
    PARTIAL = "partial"
    SCANNED = "scanned"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    DUPLICATE = "duplicate"


class SourceKind(StrEnum):
    """The form in which a report was published."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    TXT = "txt"


class Stage(StrEnum):
    """Where in the line something happened."""

    FIND = "find"
    INGEST = "ingest"
    EXTRACT = "extract"
    ENCODE = "encode"
    TAG = "tag"


class BlockKind(StrEnum):
    """What a block is to a reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    OTHER = "other"


class Part(StrEnum):
    """The part of the report a block belongs to; only `BODY` and `SUMMARY` yield findings."""

    FRONT = "front"
    CONTENTS = "contents"
    SUMMARY = "summary"
    BODY = "body"
    REFERENCES = "references"
    GLOSSARY = "glossary"
    ANNEX = "annex"
    INDEX = "index"


class Polarity(StrEnum):
    """Which side a finding takes; `NONE` where a sentence states no finding."""

    GOOD_PRACTICE = "good_practice"
    FAILURE = "failure"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    NONE = "none"


class ReportType(StrEnum):
    """What kind of document a report is."""

    LOCAL_SYSTEM_REVIEW = "local_system_review"
    PROGRESS_REVIEW = "progress_review"
    PROVIDER_COLLABORATION_REVIEW = "provider_collaboration_review"
    NATIONAL_REPORT = "national_report"
    INQUIRY_REPORT = "inquiry_report"
    GOVERNMENT_RESPONSE = "government_response"
    INSPECTION = "inspection"
    PRESS_RELEASE = "press_release"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open interval [start, end) of characters."""

    start: int
    """First character, from 0."""
    end: int
    """One past the last character; never below `start`."""

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of the text that the interval covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class BBox:
    """A rectangle in PDF points, origin at the top left of the page as shown."""

    x0: float
    """Left edge."""
    top: float
    """Upper edge; smaller is higher on the page."""
    x1: float
    """Right edge, at least `x0`."""
    bottom: float
    """Lower edge, at least `top`."""

    def union(self, other: "BBox") -> "BBox":
        """Return the smallest rectangle around both."""
        return BBox(
            x0=min(self.x0, other.x0),
            top=min(self.top, other.top),
            x1=max(self.x1, other.x1),
            bottom=max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A rectangle on a page."""

    page: int
    """Page number, from 1."""
    box: BBox
    """Where on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that a report comes from."""

    path: str
    """Absolute path of the file when it was found."""
    file: str
    """Name shown to people: the path relative to the folder that was given, with `/`."""
    report_id: str
    """`R` and 12 hex digits of `sha256`."""
    sha256: str
    """Hash of the file's bytes, 64 hex digits."""
    size: int
    """Bytes."""
    kind: SourceKind
    """The form, told from the first bytes, not from the name alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a document."""

    number: int
    """From 1, in file order."""
    label: str
    """The printed page number as the file states or shows it ("iv", "12"); empty if there is none."""
    width: float
    """Points, as shown."""
    height: float
    """Points, as shown."""
    status: Status
    """`ok`, `partial`, `scanned`, `empty`, `damaged`, `timeout`, `memory` or `crashed`."""
    engine: str
    """What read the page: `pdfium`, `pdfplumber`, `tesseract`, `html`, `docx`, `txt`, or empty."""
    span: Span
    """The stretch of `Document.text` that begins on this page; empty at a place in order if the page has none."""
    n_chars: int
    """Characters of text found on the page, running heads included, spaces not."""
    n_blocks: int
    """Blocks that begin on the page."""
    ocr: bool = False
    """Whether the text was read from an image."""
    warnings: tuple[str, ...] = ()
    """Plain remarks ("text has no Unicode map")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLink:
    """The mark of a footnote in the text, which itself is not part of it."""

    at: int
    """Where in `Document.text` the mark stood: one past the last character before it."""
    mark: str
    """As printed: "12", "*"."""
    block: int
    """Number of the footnote's block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text that belongs together: a heading, a paragraph, one list item, a table, a footnote."""

    number: int
    """From 0, in reading order."""
    kind: BlockKind
    """What it is to a reader."""
    part: Part = Part.BODY
    """Which part of the report it stands in."""
    level: int | None = None
    """Headings: 1 is the highest. List items: depth from 1. Else None."""
    marker: str = ""
    """What stood before the text and is not in it: "•", "a)", "3.14", a footnote's number."""
    span: Span
    """Its text in `Document.text`."""
    page: int
    """The page it begins on; 0 where the form has no pages."""
    regions: tuple[Region, ...]
    """One rectangle a page (or column) it stands on, in order; empty where the form has no pages."""
    section: tuple[str, ...] = ()
    """The headings above it, highest first, itself not included."""
    notes: tuple[NoteLink, ...] = ()
    """Marks of footnotes in its text whose note was found, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table found in a report."""

    block: int
    """Number of the block that stands for it in the reading order."""
    page: int
    """The page it begins on; 0 where the form has no pages."""
    box: BBox
    """Where on that page."""
    caption: str
    """Text of its caption; empty if there is none."""
    rows: tuple[tuple[str, ...], ...]
    """Cells row by row, the header row first; each row has as many cells."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Row, column, n rows and n columns of each cell that covers several; its text stands in the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMap:
    """Where each word of a document's text stands on its page: four arrays as bytes, in text order.

    Bytes, not arrays, so that the record is immutable, comparable and cheap to send between processes.
    """

    starts: bytes = b""
    """int32 little-endian (n,): first character of each word in `Document.text`, ascending."""
    ends: bytes = b""
    """int32 (n,): one past the last character."""
    pages: bytes = b""
    """int32 (n,): page number, from 1."""
    boxes: bytes = b""
    """float32 (n, 4): x0, top, x1, bottom in points."""

    def __len__(self) -> int:
        return len(self.starts) // 4

    def regions(self, span: Span) -> tuple[Region, ...]:
        """Return the rectangles, one a line of print, that the words of a stretch of text cover, in order.

        A word counts if it shares a character with the stretch. Words side by side on one page whose vertical
        ranges overlap by half are one line.
        """
        starts = np.frombuffer(self.starts, "<i4")
        ends = np.frombuffer(self.ends, "<i4")
        # int32, as the arrays are: a Python int would make numpy copy them to int64 at every call.
        first = int(np.searchsorted(ends, np.int32(span.start), side="right"))
        last = int(np.searchsorted(starts, np.int32(span.end), side="left"))
        pages = np.frombuffer(self.pages, "<i4")[first:last]
        boxes = np.frombuffer(self.boxes, "<f4").reshape(-1, 4)[first:last]
        lines: list[Region] = []
        for page, row in zip(pages.tolist(), boxes.tolist(), strict=True):
            box = BBox(x0=row[0], top=row[1], x1=row[2], bottom=row[3])
            if lines and lines[-1].page == page and _same_line(lines[-1].box, box):
                lines[-1] = Region(page=page, box=lines[-1].box.union(box))
            else:
                lines.append(Region(page=page, box=box))
        return tuple(lines)


def _same_line(one: BBox, other: BBox) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return other.x0 >= one.x0 - 1 and shared >= 0.5 * max(lower, 0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineItem:
    """An entry of the file's own outline (bookmarks)."""

    title: str
    """As the file has it."""
    level: int
    """1 is the highest."""
    page: int
    """Page it leads to, from 1; 0 if it leads nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report as one text with intervals over it."""

    source: Source
    """Where it came from."""
    status: Status
    """`ok` or `partial` (some pages could not be read)."""
    reason: str = ""
    """Why it is partial, in plain words."""
    title: str
    """From the text of the first page or the file's metadata; may be empty."""
    text: str
    """All text in reading order; blocks are separated by a blank line; no running heads or page numbers."""
    pages: tuple[Page, ...]
    """Every page of the file, also those without text, in order; none where the form has no pages."""
    blocks: tuple[Block, ...]
    """In reading order, without overlap."""
    tables: tuple[Table, ...] = ()
    """In reading order."""
    words: WordMap = WordMap()
    """Where the words stand."""
    outline: tuple[OutlineItem, ...] = ()
    """The file's own bookmarks, in order."""
    front_text: str = ""
    """Running heads and the like of the first pages: evidence for area, type and dates that is not body text."""
    metadata: tuple[tuple[str, str], ...] = ()
    """The file's own properties (title, author, created, modified as ISO dates), by name."""
    language: str = ""
    """ISO 639-1, or empty if not known."""
    warnings: tuple[str, ...] = ()
    """Plain remarks on the whole file, where the form has no pages that could carry them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file, or a page, that could not be read: a miss is data."""

    report_id: str
    """Empty if the file could not even be hashed."""
    file: str
    """As in `Source.file`."""
    path: str
    """As in `Source.path`."""
    sha256: str = ""
    """Empty if the file could not be read."""
    size: int = 0
    """Bytes."""
    page: int = 0
    """From 1; 0 means the whole file."""
    n_pages: int = 0
    """Pages of the file, where that could be learned."""
    stage: Stage
    """Where it happened."""
    code: Status
    """Never `ok`."""
    reason: str
    """What was found, in plain words."""
    remedy: str
    """What the user can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a document; never crosses a block."""

    number: int
    """From 0, in reading order."""
    finding_id: str
    """See `ids.make_finding_id`."""
    span: Span
    """Its text in `Document.text`."""
    text: str
    """That text with single spaces."""
    block: int
    """Number of its block."""
    page: int
    """The page on which its first word stands; 0 where the form has no pages."""
    regions: tuple[Region, ...]
    """One rectangle a line of print."""
    section: tuple[str, ...]
    """The headings above it, highest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a name may stand for."""

    key: str
    """Official code, or the official name where there is no code."""
    score: float
    """How likely, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """A name in the text."""

    sentence: int
    """Number of its sentence."""
    span: Span
    """In `Document.text`."""
    text: str
    """As it stands."""
    label: str
    """One of the closed list in the design (LOCAL_AUTHORITY, NHS_TRUST, ...)."""
    canonical: str = ""
    """Official or full name, where known."""
    code_system: str = ""
    """`GSS` (ONS) or `ODS` (NHS), or empty."""
    code: str = ""
    """Official code, or empty."""
    score: float = 1.0
    """How sure the link is, 0 to 1."""
    candidates: tuple[Candidate, ...] = ()
    """What it may stand for, the likeliest first, where that is not sure; the first is the one taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeMention:
    """A phrase that belongs to a theme by a rule of the codebook."""

    sentence: int
    """Number of its sentence."""
    span: Span
    """In `Document.text`."""
    text: str
    """As it stands."""
    theme_id: str
    """From the codebook."""
    rule: str
    """The phrase of the codebook that matched."""
    negated: bool = False
    """Whether a negation governs it within the clause."""
    hedged: bool = False
    """Whether the clause tells of what may, should or is meant to be."""


class Speech(StrEnum):
    """How somebody's words stand in a report."""

    DIRECT = "direct"
    """Between quotation marks."""
    BLOCK = "block"
    """Set off as a paragraph of its own, with marks or without."""
    REPORTED = "reported"
    """Told without quotation marks ("leaders told us that ...")."""


class Speaker(StrEnum):
    """What kind of speaker somebody is."""

    PERSON = "person"
    """Named."""
    PEOPLE = "people"
    """Who use services, patients, residents, the public; also one of them who is not named."""
    CARERS = "carers"
    """Families and other unpaid carers."""
    STAFF = "staff"
    """Who work in services."""
    LEADERS = "leaders"
    """Who lead them, elected members included."""
    PROVIDERS = "providers"
    """Of care, and their managers."""
    ORGANISATION = "organisation"
    """A body speaks, or somebody for it."""
    DOCUMENT = "document"
    """A report, strategy, law or minute is quoted."""
    UNKNOWN = ""
    """Not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of somebody that a report repeats."""

    sentence: int
    """Number of the sentence in which they begin."""
    span: Span
    """The words in `Document.text`, without the outer marks."""
    text: str
    """The words with single spaces; marks that open the later paragraphs of one quotation are left out."""
    page: int
    """Page on which they begin; 0 where the form has no pages."""
    regions: tuple[Region, ...]
    """One rectangle a line of print."""
    speech: Speech
    """How they are told."""
    speaker: str = ""
    """Who speaks, as named or described ("Dame Una Marr", "a carer"); may be empty."""
    kind: Speaker = Speaker.UNKNOWN
    """What kind of speaker."""
    role: str = ""
    """The speaker's office or occupation, or empty."""
    organisation: str = ""
    """The body that the speaker belongs to, or empty."""
    cue: str = ""
    """The words that tell of the speech ("said", "according to"), or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A figure and what it measures."""

    sentence: int
    """Number of its sentence."""
    span: Span
    """The figure in `Document.text`, with sign and unit ("76.5%", "one in three")."""
    text: str
    """That figure as it stands."""
    value: float
    """As a number in the unit's own scale: 76.5 for 76.5 %, 240000000 for "£240m"; the lower end of a range."""
    value_to: float | None = None
    """The upper end of a range."""
    unit: str = ""
    """`percent`, `percentage_points`, `pounds`, `days`, `per_100000`, `share` (0 to 1, "one in three"), or the
    noun that is counted."""
    period: str = ""
    """When it holds, as it stands ("in 2016-17"), or empty."""
    measure: str = ""
    """What is measured, in words of the sentence, or empty."""
    comparator: str = ""
    """With what it is compared ("England", "similar areas", "2016-17"), or empty."""
    comparator_value: float | None = None
    """That other figure, in the same unit, where it is given."""
    direction: str = ""
    """`up`, `down`, `same` (over time), `higher`, `lower`, `equal` (than the comparator), or empty."""
    judgement: str = ""
    """`better` or `worse`, where text or measure leaves no doubt; else empty."""
    area: str = ""
    """The place that it is about, where another than the report's own is named; or empty."""
    area_code: str = ""
    """Its GSS code, or empty."""


class Advice(StrEnum):
    """How formal a recommendation is."""

    FORMAL = "formal"
    """Numbered, titled or listed as one."""
    INFORMAL = "informal"
    """A sentence that says what ought to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What a report wants done."""

    number: str = ""
    """As printed, without "Recommendation"; empty where there is none."""
    advice: Advice
    """Formal or informal."""
    page: int
    """Page on which the fullest text begins; 0 where the form has no pages."""
    span: Span
    """Where that stands in `Document.text`."""
    text: str
    """The whole text with single spaces, without its number."""
    regions: tuple[Region, ...]
    """One rectangle a line of print."""
    section: tuple[str, ...] = ()
    """Headings above it, highest first."""
    sentence: int = -1
    """Number of its first sentence; -1 where it stands in a part that yields none."""
    addressee: str = ""
    """Who is to do it, as it stands; or empty."""
    addressee_code: str = ""
    """Official code of the first addressee that is linked, or empty."""
    themes: tuple[str, ...] = ()
    """Ids of the themes whose phrases stand in it, ascending."""
    deadline: str = ""
    """By when, as it stands; or empty."""
    also_on: tuple[int, ...] = ()
    """Other pages on which it is repeated, ascending."""


class AnswerKind(StrEnum):
    """How a response answers a recommendation."""

    ACCEPTED = "accepted"
    IN_PART = "accepted_in_part"
    IN_PRINCIPLE = "accepted_in_principle"
    REJECTED = "rejected"
    IN_PLACE = "already_in_place"
    NOTED = "noted"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a response says of one recommendation."""

    number: str = ""
    """Number of the recommendation as the response prints it, or empty."""
    recommendation: str = ""
    """Text of the recommendation as the response repeats it, or empty."""
    kind: AnswerKind
    """How it is answered."""
    page: int
    """Page on which the answer begins; 0 where the form has no pages."""
    span: Span
    """The answer in `Document.text`."""
    text: str
    """The answer with single spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """A period of whole days."""

    start: date
    """First day."""
    end: date
    """Last day, not before the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What a report says of itself."""

    title: str = ""
    """As printed."""
    report_type: ReportType = ReportType.OTHER
    """What kind of document it is."""
    area: str = ""
    """Official name of the area reviewed, or its name as printed where no list holds it; may be empty."""
    area_code: str = ""
    """GSS code, or empty."""
    publisher: str = ""
    """Who published it."""
    published: str = ""
    """ISO date, to the precision known: `2018`, `2018-02` or `2018-02-12`; or empty."""
    review: DateRange | None = None
    """When the review took place."""
    licence: str = ""
    """Licence as stated, or empty."""
    source_url: str = ""
    """Where it was published, or empty."""
    conflicts: tuple[str, ...] = ()
    """Sources that disagree, each said plainly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A pattern given to a sentence."""

    pattern_id: str
    """From the codebook."""
    theme_id: str
    """The pattern's theme."""
    polarity: Polarity
    """The pattern's side."""
    probability: float
    """Calibrated, 0 to 1."""
    threshold: float
    """The balanced threshold it passed."""
    accepted: bool
    """Whether it also reaches the stated precision; else it needs review."""
    why: str
    """Terms and nearest labelled example that carried it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What the tagger says of one sentence."""

    sentence: int
    """Number of the sentence."""
    polarity: Polarity
    """The sentence's side; `NONE` if it states no finding."""
    polarity_probability: float
    """0 to 1."""
    strength: str = ""
    """Hedging on a scale: `all`, `most`, `some`, `few`, or empty where nothing is said."""
    voice: str = ""
    """Who says so (people, carers, staff, leaders, providers, data, reviewers), or empty."""
    is_recommendation: bool = False
    """Whether it says what should be done rather than what is so."""
    tags: tuple[Tag, ...] = ()
    """By falling probability, then id."""
    themes: tuple[str, ...] = ()
    """Ids of the themes that it is about, those of its tags included, ascending."""
    best_pattern: str = ""
    """The likeliest pattern, also below its threshold."""
    best_score: float = 0.0
    """Its probability."""


class NotTagged(StrEnum):
    """Why a sentence that reached a pattern's threshold was not given the pattern."""

    OTHER_SIDE = "other_side"
    """A pattern of the opposite side, told in much the same words, was likelier."""
    ABOUT_THE_REVIEW = "about_the_review"
    """It stands where the report tells how it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The sentence of a report that comes nearest to a pattern: evidence for silences."""

    pattern_id: str
    """From the codebook."""
    sentence: int
    """Number of the sentence; of several the first."""
    probability: float
    """The highest that any sentence of the report reaches, 0 to 1."""
    not_tagged: NotTagged | None = None
    """Why it was not tagged; None where it was, or where the probability is below the threshold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who gave a code: a person or a model."""

    kind: str
    """`person` or `model`."""
    name: str
    """Name of the coder."""
    version: str = ""
    """Of a model: the first 12 hex digits of its hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinedDocument:
    """Everything learned from one report; the unit that the single writer stores in one transaction."""

    document: Document
    """Text, pages, blocks."""
    facts: ReportFacts
    """What the report says of itself."""
    sentences: tuple[Sentence, ...]
    """In reading order."""
    entities: tuple[EntityMention, ...]
    """In order of the text."""
    themes: tuple[ThemeMention, ...]
    """In order of the text."""
    quotes: tuple[Quote, ...] = ()
    """In order of the text."""
    statistics: tuple[Statistic, ...] = ()
    """In order of the text."""
    recommendations: tuple[Recommendation, ...] = ()
    """In order of the text."""
    answers: tuple[Answer, ...] = ()
    """In order of the text; of responses only."""
    codings: tuple[Coding, ...]
    """One a sentence, in order; empty where nothing was tagged."""
    vectors: bytes
    """float32 little-endian (n sentences, dim), unit rows."""
    dim: int
    """Columns of `vectors`."""
    encoder: str = ""
    """What made the vectors: name of the encoder, `@`, first 12 hex digits of its digest."""
    origin: Origin
    """The tagger that gave the codes."""
    nearest: tuple[Nearest, ...] = ()
    """One a pattern, in the order of the codebook; empty where nothing was tagged or there is no sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A search result."""

    finding_id: str
    """Of the sentence found."""
    report_id: str
    """Its report."""
    title: str
    """Title of the report, or its file name."""
    area: str
    """Area of the report; may be empty."""
    published: str
    """As in `ReportFacts`."""
    page: int
    """From 1; 0 where the form has no pages."""
    page_label: str
    """As printed; may be empty."""
    section: str
    """Headings joined by " > "."""
    text: str
    """The sentence."""
    polarity: str
    """The sentence's side."""
    patterns: tuple[str, ...]
    """Patterns tagged."""
    score: float
    """Fused score, 0 to 1; more is better."""
    score_lexical: float
    """Share that the words gave, 0 to 1."""
    score_semantic: float
    """Cosine to the question, -1 to 1."""
    matched: tuple[str, ...]
    """Words of the question found in the sentence (after stemming)."""
    others: tuple[str, ...] = ()
    """Ids of near-duplicates folded into this result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """How often a pattern recurs, counted over reports."""

    pattern_id: str
    """From the codebook."""
    theme_id: str
    """The pattern's theme."""
    polarity: Polarity
    """The pattern's side."""
    n_reports: int
    """Reports with at least one finding."""
    n_total: int
    """Reports read."""
    share: float
    """`n_reports / n_total`; 0 where nothing was read."""
    ci_low: float
    """Lower end of the 95 % interval of the share."""
    ci_high: float
    """Upper end."""
    n_findings: int
    """Sentences, near-duplicates counted once."""
    n_areas: int
    """Areas with at least one finding."""
    first_published: str
    """Earliest publication among its reports, or empty."""
    last_published: str
    """Latest."""
    examples: tuple[str, ...] = field(default=())
    """Ids of its most certain findings, at most one a report."""
    n_reports_accepted: int = 0
    """Reports with at least one finding that reaches the stated precision."""
    n_reports_with_repeats: int = 0
    """Reports with at least one finding, those that only repeat another report's passage included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCounts:
    """An area and its findings by pattern or theme."""

    area: str
    """Its name; empty for all reports whose area is not known."""
    area_code: str
    """GSS code, or empty."""
    n_reports: int
    """Reports read of the area."""
    counts: tuple[tuple[str, int], ...]
    """Pattern or theme id and number of findings, by id; an id without findings is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A pattern that was looked for in a report and not found."""

    report_id: str
    """The report."""
    area: str
    """Its area; may be empty."""
    pattern_id: str
    """The pattern."""
    best_score: float | None
    """The highest probability of any sentence of the report, 0 to 1; None where it has no sentence."""
    nearest_finding_id: str
    """That sentence, or empty."""
    note: str = ""
    """A `NotTagged`, or empty."""
    page: int = 0
    """The page of that sentence; 0 where there is none, or its form has no pages."""
