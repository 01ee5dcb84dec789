"""What a marked-up source says, before it is drawn: reports of blocks of sentences."""

from dataclasses import dataclass, field


class SourceError(ValueError):
    """A source breaks a rule of the mark-up; the message names file, line and rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote."""

    offset: int
    """Where in its sentence the mark stands."""
    number: int
    """From 1 through the report."""
    text: str
    """What stands at the foot of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a sentence with something said of it: an entity label or a type style."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    value: str
    """The label, or `b` or `i`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A statistic as its author marked it; each part stands in the sentence as written here."""

    value: str
    """As printed: "22.7", "£14.2 million"."""
    unit: str
    """In plain words; empty where the value carries it."""
    comparator: str = ""
    """What it is compared with, as printed."""
    comparator_value: str = ""
    """As printed."""
    period: str = ""
    """As printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who said what stands between double quotation marks."""

    speaker: str
    """Name, or the description of an unnamed speaker."""
    role: str = ""
    """Office held; empty for unnamed people."""


@dataclass(slots=True, kw_only=True)
class Sentence:
    """A sentence as a reader sees it, with what its author says of it."""

    number: int
    """From 0 through the report."""
    text: str
    """Plain, hyphenation and footnote marks not in it."""
    entities: tuple[Run, ...] = ()
    """Names, by label."""
    styles: tuple[Run, ...] = ()
    """Bold and italic stretches."""
    notes: tuple[Note, ...] = ()
    """Footnotes hanging on it."""
    patterns: tuple[str, ...] = ()
    """Codes of the codebook; empty where it states no finding."""
    figures: list[Figure] = field(default_factory=list)
    """Statistics."""
    voices: list[Voice] = field(default_factory=list)
    """Speakers of the quotations that end in it, in order."""


@dataclass(slots=True, kw_only=True)
class Block:
    """A stretch of a report: a paragraph, a heading, an item, a table."""

    number: int
    """From 0 through the report."""
    kind: str
    """cover, notice, heading, paragraph, item, recommendation, box, pull, table, or a command."""
    level: int = 0
    """Headings and items: from 1."""
    marker: str = ""
    """What stands before an item."""
    sentences: list[Sentence] = field(default_factory=list)
    """Of text blocks."""
    lines: tuple[str, ...] = ()
    """Of a cover, a heading, a table's caption."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table, its header row first."""
    section: tuple[str, ...] = ()
    """Headings above it, highest first."""
    addressee: str = ""
    """Of a recommendation."""

    @property
    def text(self) -> str:
        """Its sentences, or its lines, joined by single spaces."""
        return " ".join(sentence.text for sentence in self.sentences) or " ".join(self.lines)


@dataclass(slots=True, kw_only=True)
class Report:
    """A source file, parsed."""

    facts: dict[str, str]
    """The head of the source: file, title, area, dates, template, fonts and so on."""
    blocks: list[Block]
    """In reading order."""

    @property
    def sentences(self) -> list[Sentence]:
        """Every sentence, in reading order."""
        return [sentence for block in self.blocks for sentence in block.sentences]

    @property
    def notes(self) -> list[Note]:
        """Every footnote, in order."""
        return [note for sentence in self.sentences for note in sentence.notes]
