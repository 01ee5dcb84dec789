"""What the thematic report is made of, whatever form it is written in: blocks, and lines of text in them.

The chapters make these; `thematic_page`, `thematic_markdown` and `thematic_docx` write them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reportminer.export.thematic_charts import Chart
from reportminer.export.thematic_sources import Source


@dataclass(frozen=True, slots=True)
class Text:
    """Words of this program."""

    text: str
    """Plain."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of this program that stand out."""

    text: str
    """Plain."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words that are not of this program: of a report, a file, the codebook."""

    text: str
    """As they stand; may hold anything."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as shown."""

    shown: str
    """"9", "36%", "December 2017"."""
    source: Source
    """Where it comes from."""
    row: str = ""
    """Anchor of the table row of this document that holds it, or empty."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead elsewhere."""

    text: str
    """What is shown; may hold anything."""
    href: str
    """`#anchor` in this document, or an address."""


@dataclass(frozen=True, slots=True)
class Side:
    """The side of a finding or pattern: a word and a shape."""

    polarity: str
    """A `Polarity`."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A share with its interval as a small bar beside the figures that say the same."""

    share: float
    """0 to 1."""
    low: float
    """Lower end of the interval."""
    high: float
    """Upper end."""
    polarity: str
    """Which side it is of."""


Inline = Text | Strong | Foreign | Number | Link | Side | Strip
Line = tuple[Inline, ...]


def line(*parts: str | Inline | Line) -> Line:
    """Return a line of its parts; a text becomes words of this program."""
    flat: list[Inline] = []
    for part in parts:
        if isinstance(part, tuple):
            flat += part
        else:
            flat.append(Text(part) if isinstance(part, str) else part)
    return tuple(flat)


def join(parts: Iterable[Line], between: str = ", ", before_last: str = " and ") -> Line:
    """Return lines one after another, with words between them.

    Example:
        >>> [part.text for part in join([line("a"), line("b"), line("c")])]
        ['a', ', ', 'b', ' and ', 'c']
    """
    items = list(parts)
    joined: Line = ()
    for place, item in enumerate(items):
        link = "" if place == 0 else before_last if place == len(items) - 1 else between
        joined += (Text(link), *item) if link else item
    return joined


class Manner(StrEnum):
    """How a paragraph is set."""

    PLAIN = "plain"
    LEAD = "lead"
    HINT = "hint"
    NOTE = "note"
    """In a frame: what must not be missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a chapter or section."""

    level: int
    """2 for chapters, 3 and 4 below; 1 is the title."""
    line: Line
    """Its words."""
    anchor: str = ""
    """To lead to; chapters have one."""
    part: str = ""
    """Name of the part that the chapter belongs to, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    line: Line
    """Its words."""
    manner: Manner = Manner.PLAIN
    """How it is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]
    """In order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """The figures that stand out on the first page."""

    items: tuple[tuple[Number, str], ...]
    """Each with what it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of a table."""

    cells: tuple[Line, ...]
    """The first names the row."""
    anchor: str = ""
    """To lead to, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose first column names the rows."""

    caption: str
    """What it shows."""
    header: tuple[str, ...]
    """Names of the columns."""
    rows: tuple[TableRow, ...]
    """Each with as many cells."""
    numbers_from: int = 1
    """The first column that holds numbers, counted from 0."""
    origin: str = ""
    """The file of the export set that holds the same; empty where it is none."""
    is_folded: bool = False
    """Whether a screen shows it only when asked: it repeats what a chart shows, or is long."""
    is_on_paper: bool = True
    """Whether it is printed; not where a chart or text on the same page holds its figures."""
    number: int = 0
    """From 1 in the document; 0 where it is the table of a figure, or not numbered yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart with the table of the same figures."""

    caption: str
    """What it shows."""
    description: str
    """For who cannot see it: how it is drawn, and where the figures stand."""
    chart: Chart
    """What is drawn."""
    table: Table | None = None
    """The figures; None where a table nearby holds them."""
    number: int = 0
    """From 1 in the document; 0 before it is numbered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A passage of a report."""

    text: str
    """As it stands; may hold anything."""
    citation: str
    """Where it stands, as one cites it."""
    href: str
    """Address of the page; empty where there is none."""
    polarity: str
    """Its side."""
    remark: Line = ()
    """What is to be known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotations:
    """Passages of reports."""

    items: tuple[Quotation, ...]
    """In order."""


Block = Heading | Paragraph | Bullets | KeyFigures | Table | Figure | Quotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole report."""

    title: str
    """May hold anything."""
    subtitle: Line
    """Below it: what it draws on."""
    blocks: tuple[Block, ...]
    """In order; headings of level 2 begin chapters."""
    program: str
    """Name and version of what made it."""
