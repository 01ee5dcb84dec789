"""Blocks of the thematic report as HTML."""

from collections.abc import Iterator

from reportminer.export.thematic_charts import Balance, Chart, Curve
from reportminer.export.thematic_inline import clean, write_line, write_side
from reportminer.export.thematic_model import (
    Block,
    Bullets,
    Figure,
    Heading,
    KeyFigures,
    Manner,
    Paragraph,
    Quotation,
    Quotations,
    Table,
    TableRow,
)
from reportminer.export.thematic_svg import draw
from reportminer.records import Polarity

_NARROW = 3
"""Columns that fit on a narrow screen."""
_STRIPES = '<path d="M0 10L10 0M4 14L18 0M14 14L20 8" stroke="#fff" stroke-width="2" opacity=".55"/>'
_DOTS = '<g fill="#fff"><circle cx="6" cy="7" r="1.4"/><circle cx="14" cy="7" r="1.4"/></g>'


def write_block(block: Block) -> str:
    """Return a block as HTML."""
    match block:
        case Heading():
            written = _write_heading(block)
        case Paragraph():
            written = _write_paragraph(block)
        case Bullets():
            written = "<ul>\n" + "\n".join(f"<li>{write_line(item)}</li>" for item in block.items) + "\n</ul>"
        case KeyFigures():
            written = _write_key_figures(block)
        case Table():
            written = write_table(block)
        case Figure():
            written = _write_figure(block)
        case Quotations():
            written = '<ul class="quotations">\n' + "\n".join(map(_write_quotation, block.items)) + "\n</ul>"
    return written


def _write_heading(heading: Heading) -> str:
    name = f' id="{clean(heading.anchor)}"' if heading.anchor else ""
    return f"<h{heading.level}{name}>{write_line(heading.line)}</h{heading.level}>"


def _write_paragraph(paragraph: Paragraph) -> str:
    manner = "" if paragraph.manner == Manner.PLAIN else f' class="{paragraph.manner}"'
    return f"<p{manner}>{write_line(paragraph.line)}</p>"


def _write_key_figures(block: KeyFigures) -> str:
    items = (
        f"<div><dt>{clean(words)}</dt><dd>{write_line((number,))}</dd></div>" for number, words in block.items
    )
    return '<dl class="figures">\n' + "\n".join(items) + "\n</dl>"


def write_table(table: Table, label: str = "") -> str:
    """Return a table with its caption and where its figures stand; folded ones open on demand.

    Args:
        table: what to write.
        label: how it is named; empty for its number, if it has one.
    """
    label = label or (f"Table {table.number}" if table.number else "")
    name = (f'<span class="number">{label}:</span> ' if label else "") + clean(table.caption)
    kinds = [' class="n"' if at >= table.numbers_from else "" for at in range(len(table.header))]
    head = "".join(f'<th scope="col"{k}>{clean(text)}</th>' for text, k in zip(table.header, kinds, strict=True))
    rows = "\n".join(_write_row(row, kinds) for row in table.rows)
    caption = f'<caption class="hidden">{name}</caption>' if table.is_folded else f"<caption>{name}</caption>"
    written = f"<table>\n{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    if len(table.header) > _NARROW:
        # A wide table scrolls inside its own region, which the keyboard can reach.
        written = _scroll(written, label or table.caption)
    if table.origin:
        written += f'\n<p class="origin">Source: <code>{clean(table.origin)}</code></p>'
    if table.is_folded:
        where = "" if table.is_on_paper else ' class="screen"'
        return f"<details{where}>\n<summary>{name}</summary>\n{written}\n</details>"
    return written


def _scroll(written: str, label: str) -> str:
    return f'<div class="wide" role="region" tabindex="0" aria-label="{clean(label)}">\n{written}\n</div>'


def _write_row(row: TableRow, kinds: list[str]) -> str:
    first, *others = row.cells
    name = f' id="{clean(row.anchor)}"' if row.anchor else ""
    cells = "".join(f"<td{kind}>{write_line(cell)}</td>" for cell, kind in zip(others, kinds[1:], strict=True))
    return f'<tr{name}><th scope="row">{write_line(first)}</th>{cells}</tr>'


def _write_figure(figure: Figure) -> str:
    label = f"Figure {figure.number}"
    drawn = draw(figure.chart, key=f"figure-{figure.number}", title=figure.caption, description=figure.description)
    caption = f'<figcaption><span class="number">{label}:</span> {clean(figure.caption)}</figcaption>'
    legend = "".join(f"<li>{item}</li>" for item in _iter_legend(figure.chart))
    legend = f'<ul class="legend">{legend}</ul>\n' if legend else ""
    picture = _scroll(drawn, label)
    table = "\n" + write_table(figure.table, f"{label} as a table") if figure.table else ""
    return f"<figure>\n{caption}\n{legend}{picture}\n</figure>{table}"


def _iter_legend(chart: Chart) -> Iterator[str]:
    match chart:
        case Balance():
            yield _swatch('<rect class="share failure" width="20" height="14"/>' + _STRIPES, "failure alone")
            yield _swatch('<rect class="share mixed" width="20" height="14"/>' + _DOTS, "both")
            yield _swatch('<rect class="share good_practice" width="20" height="14"/>', "good practice alone")
        case Curve():
            yield _swatch('<path class="mean" d="M0 7H20"/>', "mean over all orders of the reports")
            yield _swatch('<rect class="band" width="20" height="14"/>', "most orders")
            yield _swatch('<path class="found" d="M0 7H20"/>', "order of publication")


def _swatch(drawn: str, words: str) -> str:
    return f'<svg class="swatch" viewBox="0 0 20 14" aria-hidden="true" focusable="false">{drawn}</svg> {words}'


def _write_quotation(quotation: Quotation) -> str:
    text = (
        quotation.text
        if quotation.text.startswith("“") and quotation.text.endswith("”")
        else f"“{quotation.text}”"
    )
    place = f"<bdi>{clean(quotation.citation)}</bdi>"
    if quotation.href:
        place = f'<a href="{clean(quotation.href)}">{place}</a>'
    side = "" if quotation.polarity == Polarity.NONE else f"{write_side(quotation.polarity)} "
    remark = f' <span class="remark">{write_line(quotation.remark)}</span>' if quotation.remark else ""
    return (
        f'<li class="quotation {clean(quotation.polarity)}">\n<blockquote dir="auto"><p>{clean(text)}</p>'
        f'</blockquote>\n<p class="place">{side}<cite>{place}</cite>{remark}</p>\n</li>'
    )
