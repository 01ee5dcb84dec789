"""Blocks of a report -> the pieces that its pages are made of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from corpus.samples.atoms import Atom, Setting, set_columns, set_table, set_text
from corpus.samples.design import Design
from corpus.samples.model import Block, Report
from corpus.samples.typeset import Word, make_words, plain_words, stringWidth

GUTTER = 22.0
"""White between two columns, points."""
NEW_PAGE = Atom(height=0.0, draw=lambda canvas, x, y: None, gap=-1.0)
"""Stands for the start of a new page; recognised by identity."""
Labels = Mapping[int, str]
"""Block number -> label of the page it begins on."""


def set_report(report: Report, design: Design, labels: Labels) -> Iterator[Atom]:
    """Set all blocks in order.

    Args:
        report: What to set.
        design: How.
        labels: Page labels of headings for the contents page; empty on the first of two passes.
    """
    held: list[Atom] | None = None
    for block in report.blocks:
        if block.kind == "columns":
            held = []
        elif block.kind == "end" and held is not None:
            yield set_columns(held, width=design.width, gutter=GUTTER)
            held = None
        elif held is not None:
            held.extend(set_block(block, design, width=(design.width - GUTTER) / 2))
        elif block.kind == "contents":
            yield from set_contents(report, design, labels)
        elif block.kind in {"newpage", "mainmatter"}:
            yield NEW_PAGE
        else:
            yield from set_block(block, design, width=design.width)


def set_block(block: Block, design: Design, *, width: float) -> list[Atom]:
    """Set one block into a column of the width."""
    return SETTERS[block.kind](block, design, Setting(face=design.body, width=width, leading=design.leading))


def _words(block: Block) -> list[Word]:
    return [word for sentence in block.sentences for word in make_words(sentence)]


def _set_paragraph(block: Block, design: Design, plain: Setting) -> list[Atom]:
    justify = design.justify and plain.width > 300
    setting = replace(plain, gap=design.leading * 0.6, justify=justify, keep_next=block.text.endswith(":"))
    return set_text(_words(block), setting, block=block.number)


def _set_notice(block: Block, design: Design, plain: Setting) -> list[Atom]:
    face = design.face(size=design.size - 1, style="i", colour=design.colour)
    setting = replace(plain, face=face, gap=12, indent=14, bar=design.colour, keep_all=True)
    return set_text(_words(block), setting, block=block.number)


def _set_item(block: Block, design: Design, plain: Setting) -> list[Atom]:
    marker = block.marker or (design.bullet if block.level == 1 else "o")
    deep = 34.0 if "." in block.marker[:-1] else 28.0 + 20.0 * (block.level - 1)
    gap = design.leading * (0.6 if deep == 34.0 else 0.3)
    return set_text(_words(block), replace(plain, indent=deep, gap=gap), marker=marker, block=block.number)


def _set_recommendation(block: Block, design: Design, plain: Setting) -> list[Atom]:
    setting = replace(plain, indent=28.0, gap=design.leading * 0.5, keep_all=True)
    return set_text(_words(block), setting, marker=f"{block.marker}.", block=block.number)


def _set_heading(block: Block, design: Design, plain: Setting) -> list[Atom]:
    size = design.headings[block.level - 1]
    face = design.face(size=size, style="b", colour=design.colour)
    setting = replace(plain, face=face, leading=size * 1.25, gap=size * 0.9, keep_next=True)
    return set_text(plain_words(block.text), setting, block=block.number)


def _set_cover(block: Block, design: Design, plain: Setting) -> list[Atom]:
    sizes = [28.0, 18.0, *[14.0] * len(block.lines)]
    atoms: list[Atom] = []
    for index, (line, size) in enumerate(zip(block.lines, sizes, strict=False)):
        face = design.face(size=size, style="" if index > 1 else "b", colour=design.colour)
        setting = replace(plain, face=face, leading=size * 1.3, gap=size * 0.35)
        atoms += set_text(plain_words(line), setting, block=block.number if not index else -1)
    return atoms


def _set_box(block: Block, design: Design, plain: Setting) -> list[Atom]:
    """Set a tinted box: its bold first line apart, then its text."""
    title, *text = block.sentences
    setting = replace(plain, indent=12.0, pad=12.0, gap=12, tint=design.tint, keep_next=True)
    atoms = set_text(make_words(title), setting, block=block.number)
    words = [word for sentence in text for word in make_words(sentence)]
    atoms += set_text(words, replace(setting, gap=0, keep_all=True, keep_next=False))
    return [*atoms[:-1], replace(atoms[-1], height=atoms[-1].height + 6)]


def _set_pull(block: Block, design: Design, plain: Setting) -> list[Atom]:
    """Set a pull quote large, with the line behind its last quotation mark small below it."""
    closed = next(index for index, sentence in enumerate(block.sentences, 1) if sentence.text.endswith("”"))
    quote = [word for sentence in block.sentences[:closed] for word in make_words(sentence)]
    credit = [word for sentence in block.sentences[closed:] for word in make_words(sentence)]
    face = design.face(size=design.size + 3.5, style="i", colour=design.colour)
    setting = replace(
        plain, face=face, leading=face.size * 1.35, indent=26, gap=16, bar=design.colour, keep_next=True
    )
    small = replace(
        setting, face=design.face(size=design.size - 1), leading=design.leading, gap=0, keep_next=False
    )
    return [*set_text(quote, setting, block=block.number), *set_text(credit, small)]


def _set_table(block: Block, design: Design, plain: Setting) -> list[Atom]:
    caption: list[Atom] = []
    if block.lines:
        face = design.face(size=design.size - 1, style="b")
        setting = replace(plain, face=face, gap=14, keep_next=True)
        caption = set_text(plain_words(block.text), setting, block=block.number)
    face = design.face(size=design.size - 1.5)
    tint = design.tint
    rows = set_table(block.rows, face=face, width=plain.width, grid=design.grid, tint=tint, block=block.number)
    return [*caption, *rows, Atom(height=6, draw=lambda canvas, x, y: None)]


SETTERS: dict[str, Callable[[Block, Design, Setting], list[Atom]]] = {
    "paragraph": _set_paragraph,
    "notice": _set_notice,
    "item": _set_item,
    "recommendation": _set_recommendation,
    "heading": _set_heading,
    "cover": _set_cover,
    "box": _set_box,
    "pull": _set_pull,
    "table": _set_table,
}


def set_contents(report: Report, design: Design, labels: Labels) -> Iterator[Atom]:
    """Set the contents page: its title, then a line of dots and a page for each heading of two levels."""
    face = design.face(size=design.headings[0], style="b", colour=design.colour)
    setting = Setting(face=face, width=design.width, leading=face.size * 1.4, gap=10, keep_next=True)
    yield from set_text(plain_words("Contents"), setting)
    for block in report.blocks:
        if block.kind == "heading" and block.level < 3:
            line = contents_line(block, design, labels.get(block.number, "0"))
            indent = 14.0 * (block.level - 1)
            plain = Setting(
                face=design.body, width=design.width + 20, leading=design.leading * 1.15, indent=indent
            )
            yield from set_text(plain_words(line), plain)


def contents_line(block: Block, design: Design, label: str) -> str:
    """Return a line of the contents: heading, dot leaders, page."""
    font = design.face().family
    name = {"helvetica": "Helvetica", "times": "Times-Roman"}.get(font, "Helvetica")
    room = design.width - 14.0 * (block.level - 1) - 30
    size = design.size - 1
    n_dots = int((room - stringWidth(block.text, name, size)) / stringWidth(".", name, size))
    return f"{block.text} {'.' * max(n_dots, 4)} {label}"
