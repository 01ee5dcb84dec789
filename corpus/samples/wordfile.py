"""A report as a Word file, byte for byte the same on every build."""

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx

from corpus.samples.model import Block, Report

STAMP = (2018, 1, 1, 0, 0, 0)
"""Time of every part of the file."""


def write_docx(path: Path, report: Report) -> None:
    """Write the report with the styles that Word users use: headings, lists, a table."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = report.facts["head"]
    properties = document.core_properties
    properties.title, properties.author = report.facts["title"], report.facts["publisher"]
    properties.created = properties.modified = datetime(*STAMP[:3])
    for block in report.blocks:
        _add_block(document, block)
    draft = BytesIO()
    document.save(draft)
    path.write_bytes(_with_fixed_times(draft.getvalue()))


def _add_block(document: Any, block: Block) -> None:
    match block.kind:
        case "cover":
            document.add_paragraph(block.lines[0], style="Title")
            for line in block.lines[1:]:
                document.add_paragraph(line, style="Subtitle")
        case "heading":
            document.add_heading(block.text, level=block.level)
        case "table":
            _add_table(document, block)
        case "newpage":
            document.add_page_break()
        case _:
            _add_runs(document.add_paragraph(style=_style(block)), block)


def _style(block: Block) -> str:
    match block.kind:
        case "item":
            return "List Number" if block.marker else "List Bullet"
        case "recommendation":
            return "List Number"
        case "pull" | "box" | "notice":
            return "Intense Quote" if block.kind == "pull" else "Quote"
        case _:
            return "Normal"


def _add_runs(paragraph: Any, block: Block) -> None:
    for index, sentence in enumerate(block.sentences):
        position = 0
        for run in sentence.styles:
            paragraph.add_run(sentence.text[position : run.start])
            styled = paragraph.add_run(sentence.text[run.start : run.end])
            styled.bold, styled.italic = run.value == "b", run.value == "i"
            position = run.end
        paragraph.add_run(sentence.text[position:] + (" " if index + 1 < len(block.sentences) else ""))


def _add_table(document: Any, block: Block) -> None:
    if block.lines:
        document.add_paragraph(block.text, style="Caption")
    table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, block.rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text


def _with_fixed_times(content: bytes) -> bytes:
    fixed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
