"""The thematic report as Markdown (CommonMark with tables): the same words and tables; charts are their tables."""

import re
from collections.abc import Iterator, Sequence

from reportminer.export.harmless import make_harmless
from reportminer.export.thematic_charts import Bars, Chart, Heat
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
from reportminer.text import squash

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_AT_START = re.compile(r"^(\d+)([.)])|^([-+=:])")
_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C"})


def make_markdown(document: Document) -> str:
    """Return the report."""
    parts = [f"# {plain(document.title)}", write_line(document.subtitle)]
    parts += [part for block in document.blocks for part in _iter_parts(block)]
    parts += ["---", f"Made with {plain(document.program)} from the reports listed above."]
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Return a text on one line, with nothing that Markdown or HTML would act on."""
    escaped = _escape(squash(make_harmless(text)))
    return _AT_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def _escape(text: str) -> str:
    return _ACTIVE.sub(r"\\\1", text)


def write_line(line: Line) -> str:
    """Return a line; white space between its parts stays."""
    return "".join(map(_write, line)).strip()


def _write(inline: Inline) -> str:
    match inline:
        case Text(text):
            written = _escape(text)
        case Strong(text):
            written = f"**{_escape(text.strip())}**" + (" " if text.endswith(" ") else "")
        case Foreign(text):
            written = plain(text)
        case Number():
            written = inline.shown
        case Link(text, href):
            # Anchors are those of the HTML form: a chapter is found by its name here.
            written = plain(text) if href.startswith("#") else _link(text, href)
        case Side(polarity):
            written = name_side(polarity)
        case Strip():
            written = ""
    return written


def _link(text: str, href: str) -> str:
    return f"[{plain(text)}]({href.translate(_IN_ADDRESS)})"


def _iter_parts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {write_line(block.line)}"
        case Paragraph():
            yield write_line(block.line)
        case Bullets():
            yield "\n".join(f"- {write_line(item)}" for item in block.items)
        case KeyFigures():
            yield "\n".join(f"- {figure.shown} {words}" for figure, words in block.items)
        case Table():
            yield from _write_table(block)
        case Figure():
            yield from _write_figure(block)
        case Quotations():
            yield from map(_write_quotation, block.items)


def _write_table(table: Table) -> Iterator[str]:
    number = f"Table {table.number}: " if table.number else ""
    yield f"**{number}{plain(table.caption)}**"
    header = [plain(name) for name in table.header]
    yield _grid(header, [[write_line(cell) for cell in row.cells] for row in table.rows], table.numbers_from)
    if table.origin:
        yield f"Source: {plain(table.origin)}"


def _grid(header: Sequence[str], rows: Sequence[Sequence[str]], numbers_from: int) -> str:
    marks = ["---" if at < numbers_from else "--:" for at in range(len(header))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, marks, *rows))


def _write_figure(figure: Figure) -> Iterator[str]:
    """Yield the figures of a chart as a table."""
    yield f"**Figure {figure.number}: {plain(figure.caption)}**"
    if figure.table:
        yield from list(_write_table(figure.table))[1:]
    else:
        yield from _tell_chart(figure.chart)


def _tell_chart(chart: Chart) -> Iterator[str]:
    match chart:
        case Bars():
            rows = [
                (
                    plain(row.label),
                    f"{row.n} of {row.n_total}",
                    f"{row.share:.0%} ({row.low:.0%} to {row.high:.0%})",
                )
                for row in chart.rows
            ]
            yield _grid(("Pattern", "Reports", "Share (likely range)"), rows, 1)
        case Heat():
            cells = [(plain(row.label), *(number(n) if n else "" for n in row.counts)) for row in chart.rows]
            yield _grid(("Pattern", *map(plain, chart.areas)), cells, 1)


def _write_quotation(quotation: Quotation) -> str:
    place = _link(quotation.citation, quotation.href) if quotation.href else plain(quotation.citation)
    side = "" if quotation.polarity == Polarity.NONE else f"{name_side(quotation.polarity)}. "
    remark = f" {write_line(quotation.remark)}" if quotation.remark else ""
    return f"> “{plain(quotation.text)}”\n>\n> {side}{place}{remark}"
