"""The thematic report as a Word file: real headings, tables with header rows, charts with alternative text."""

from collections.abc import Iterator

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from reportminer.export import thematic_docx_parts as parts
from reportminer.export.harmless import make_harmless
from reportminer.export.thematic_charts import Balance, Bars, Curve, Heat
from reportminer.export.thematic_docx_charts import make_chart
from reportminer.export.thematic_docx_styles import SIDE_COLOURS, STEPS, set_up_page, set_up_styles
from reportminer.export.thematic_model import (
    Block,
    Bullets,
    Document,
    Figure,
    Foreign,
    Heading,
    Inline,
    KeyFigures,
    Line,
    Link,
    Manner,
    Number,
    Paragraph,
    Quotation,
    Quotations,
    Side,
    Strip,
    Strong,
    Table,
    Text,
)
from reportminer.export.thematic_words import name_side, number
from reportminer.records import Polarity
from reportminer.text import clip, squash

_WIDTH = int(Cm(17))
_LONGEST_AREA = 24
"""Characters of an area's name above a narrow column."""
_HEADER_HEIGHT = 1500
"""Of the row of these names, in twentieths of a point."""
_CHARACTERS, _MOST, _MARGIN, _BOLD = 113, 60, 3.4, 1.12
"""Characters that fit in a line of a table, those that one column is made for at most, those that its margins
take; and how much wider letters of its header are."""
_MANNERS = {Manner.PLAIN: "Normal", Manner.LEAD: "Lead", Manner.HINT: "Hint", Manner.NOTE: "Note"}
_MARKS = {"good_practice": "✓ ", "failure": "✗ ", "mixed": "◐ "}


def make_docx(document: Document) -> bytes:
    """Return the report as the bytes of a DOCX file, the same for the same document."""
    return _Writer(document).write()


class _Writer:
    """Writes one document from the beginning to the end."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._word = docx.Document()
        self._bookmarks = {anchor: f"place_{at}" for at, anchor in enumerate(_iter_anchors(document), start=1)}
        self._n_charts = 0

    def write(self) -> bytes:
        set_up_page(self._word)
        set_up_styles(self._word)
        self._write_front()
        for block in self._document.blocks:
            self._write_block(block)
        self._add("Hint", f"Made with {self._document.program} from the reports listed above.")
        return parts.save_bytes(self._word)

    def _write_front(self) -> None:
        properties = self._word.core_properties
        properties.title, properties.author = clip(_clean(self._document.title), 250), self._document.program
        properties.comments, properties.language = "", "en-GB"
        self._add("Hint", "Thematic report")
        self._add("Title", _clean(self._document.title))
        self._write_line(self._add("Subtitle"), self._document.subtitle)
        self._add("Contents Heading", "Contents")
        for block in self._document.blocks:
            if isinstance(block, Heading) and block.level == 2:
                paragraph = self._add("Contents 2" if block.part else "Contents 1")
                parts.add_link(paragraph, _clean(_flatten(block.line)), bookmark=self._bookmarks[block.anchor])

    def _add(self, style: str, text: str = "") -> WordParagraph:
        return parts.add_paragraph(self._word, style, text)

    def _write_block(self, block: Block) -> None:
        match block:
            case Heading():
                paragraph = self._add(f"Heading {block.level - 1}")
                self._write_line(paragraph, block.line)
                self._name(paragraph, block.anchor)
            case Paragraph():
                self._write_line(self._add(_MANNERS[block.manner]), block.line)
            case Bullets():
                for item in block.items:
                    self._write_line(self._add("List Bullet"), item)
            case KeyFigures():
                self._write_key_figures(block)
            case Table():
                label = f"Table {block.number}: " if block.number else ""
                self._write_table(block, f"{label}{_clean(block.caption)}")
            case Figure():
                self._write_figure(block)
            case Quotations():
                for quotation in block.items:
                    self._write_quotation(quotation)

    def _write_key_figures(self, block: KeyFigures) -> None:
        table, (figures, words) = parts.add_table(self._word, 2, len(block.items))
        for at, (figure, word) in enumerate(block.items):
            parts.set_style(figures[at], "Key Figure")
            figures[at].add_run(figure.shown)
            parts.set_style(words[at], "Table Text")
            words[at].add_run(word)
        parts.set_widths(table, [1] * len(block.items), whole=_WIDTH)
        parts.set_up_table(table, caption="Key figures")
        self._add("Origin")

    def _write_table(self, table: Table, caption: str) -> None:
        self._add("Caption", caption)
        word, (header, *rows) = parts.add_table(self._word, 1 + len(table.rows), len(table.header))
        for at, name in enumerate(table.header):
            parts.set_style(header[at], "Table Head")
            header[at].add_run(_clean(name))
            _align(header[at], at, table)
        for row, shown in zip(table.rows, rows, strict=True):
            for at, (paragraph, line) in enumerate(zip(shown, row.cells, strict=True)):
                parts.set_style(paragraph, "Table Text")
                self._write_line(paragraph, line)
                _align(paragraph, at, table)
            self._name(shown[0], row.anchor)
        parts.set_widths(word, _weigh(table), whole=_WIDTH)
        parts.set_up_table(word, caption=caption)
        self._write_origin(table)

    def _write_origin(self, table: Table) -> None:
        self._add("Origin", f"Source: {_clean(table.origin)}" if table.origin else "")

    def _write_figure(self, figure: Figure) -> None:
        caption = f"Figure {figure.number}: {_clean(figure.caption)}"
        self._add("Caption", caption)
        if isinstance(figure.chart, Heat):
            self._write_heat(figure.chart, caption, figure)
            return
        self._n_charts += 1
        parts.add_chart(
            self._word,
            make_chart(figure.chart),
            number=self._n_charts,
            title=_clean(figure.caption),
            description=_clean(figure.description),
            width=_WIDTH,
            height=_height(figure.chart),
        )
        if figure.table:
            self._write_table(figure.table, f"Figure {figure.number} as a table: {_clean(figure.table.caption)}")

    def _write_heat(self, chart: Heat, caption: str, figure: Figure) -> None:
        """Write a chart of areas as what it is: a table with shades."""
        word, (header, *rows) = parts.add_table(self._word, 1 + len(chart.rows), 1 + len(chart.areas))
        for paragraph, name in zip(header, ("Pattern", *chart.areas), strict=True):
            parts.set_style(paragraph, "Heat Text")
            paragraph.add_run(clip(_clean(name), _LONGEST_AREA)).bold = True
        for paragraph in header[1:]:
            parts.turn_cell(paragraph)
        parts.set_height(header[0], _HEADER_HEIGHT)
        for row, (first, *cells) in zip(chart.rows, rows, strict=True):
            parts.set_style(first, "Heat Text")
            first.add_run(_clean(row.label))
            for paragraph, n in zip(cells, row.counts, strict=True):
                step = STEPS[chart.shade(n)]
                parts.set_style(paragraph, "Heat Text")
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.add_run(number(n) if n else "").font.color.rgb = RGBColor.from_string(step.ink)
                parts.shade_cell(paragraph, step.ground)
        parts.set_widths(word, [4.2, *[1.0] * len(chart.areas)], whole=_WIDTH)
        parts.set_up_table(word, caption=caption, description=figure.description)
        if figure.table:
            self._write_origin(figure.table)

    def _write_quotation(self, quotation: Quotation) -> None:
        colour, kind, width = SIDE_COLOURS.get(quotation.polarity, SIDE_COLOURS["none"])
        text = self._add("Quote", f"“{_clean(quotation.text)}”")
        place = self._add("Place")
        if quotation.polarity != Polarity.NONE:
            self._write_line(place, (Side(quotation.polarity), Text("  ")))
        if quotation.href:
            parts.add_link(place, _clean(quotation.citation), address=quotation.href)
        else:
            place.add_run(_clean(quotation.citation))
        if quotation.remark:
            place.add_run(" ")
            self._write_line(place, quotation.remark)
        for paragraph in (text, place):
            parts.set_border(paragraph, "left", colour=colour, kind=kind, width=width)

    def _write_line(self, paragraph: WordParagraph, line: Line) -> None:
        for inline in line:
            self._write_inline(paragraph, inline)

    def _write_inline(self, paragraph: WordParagraph, inline: Inline) -> None:
        match inline:
            case Text(text):
                paragraph.add_run(make_harmless(text))
            case Strong(text):
                paragraph.add_run(make_harmless(text)).bold = True
            case Foreign(text):
                paragraph.add_run(_clean(text))
            case Number():
                paragraph.add_run(inline.shown)
            case Link(text, href) if href.startswith("#"):
                parts.add_link(paragraph, _clean(text), bookmark=self._bookmarks[href[1:]])
            case Link(text, href):
                parts.add_link(paragraph, _clean(text), address=href)
            case Side(polarity):
                run = paragraph.add_run(_say(inline))
                run.font.color.rgb = RGBColor.from_string(SIDE_COLOURS.get(polarity, SIDE_COLOURS["none"])[0])
                run.bold = True
            case Strip():
                pass  # the figures beside it say the same

    def _name(self, paragraph: WordParagraph, anchor: str) -> None:
        if anchor:
            bookmark = self._bookmarks[anchor]
            parts.add_bookmark(paragraph, bookmark, int(bookmark.removeprefix("place_")))


def _iter_anchors(document: Document) -> Iterator[str]:
    for block in document.blocks:
        table = block.table if isinstance(block, Figure) else block
        if isinstance(block, Heading) and block.anchor:
            yield block.anchor
        if isinstance(table, Table):
            yield from (row.anchor for row in table.rows if row.anchor)


def _height(chart: Bars | Balance | Curve) -> int:
    if isinstance(chart, Curve):
        return int(Cm(8.5))
    return int(Cm(1.6 + 0.68 * len(chart.rows)))


def _align(paragraph: WordParagraph, at: int, table: Table) -> None:
    if at >= table.numbers_from:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _weigh(table: Table) -> list[float]:
    """Return how wide each column should be: for its longest cell, and where that is too much at least for the
    longest word above it."""
    least = [_BOLD * max(map(len, name.split()), default=0) + _MARGIN for name in table.header]
    wished = [max(low, _find_longest(table, at) + _MARGIN) for at, low in enumerate(least)]
    room, rest = _CHARACTERS - sum(least), sum(wished) - sum(least)
    share = min(1.0, max(0.0, room / rest)) if rest else 0.0
    return [low + share * (wish - low) for low, wish in zip(least, wished, strict=True)]


def _find_longest(table: Table, at: int) -> int:
    return min(max((len(_flatten(row.cells[at])) for row in table.rows), default=0), _MOST)


def _flatten(line: Line) -> str:
    return "".join(_say(part) for part in line)


def _say(inline: Inline) -> str:
    match inline:
        case Text(text) | Strong(text) | Foreign(text) | Link(text=text):
            return text
        case Number():
            return inline.shown
        case Side(polarity):
            return _MARKS.get(polarity, "") + name_side(polarity)
        case Strip():
            return ""


def _clean(text: str) -> str:
    return squash(make_harmless(text))
