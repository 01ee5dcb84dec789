"""Writes the blocks of all reports as JSON lines, one block a line, in reading order."""

import json
from collections.abc import Iterable
from pathlib import Path

from reportminer.export.tables import format_region
from reportminer.store.views import BlockRow


def write_blocks(path: Path, blocks: Iterable[BlockRow]) -> int:
    """Write the blocks and return their number.

    `start` and `end` are the offsets that themes.csv and entities.csv count in: the first character of a mention
    stands at `mention.start - block.start` of the block's text. `notes` are marks of footnotes: `at` counts like
    `start`, `block` is the number of the footnote's own line.
    """
    n_rows = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for block in blocks:
            file.write(json.dumps(_block_object(block), ensure_ascii=False) + "\n")
            n_rows += 1
    return n_rows


def _block_object(block: BlockRow) -> dict[str, object]:
    return {
        "report_id": block.report_id,
        "number": block.number,
        "page": block.page or None,
        "kind": block.kind,
        "part": block.part,
        "level": block.level,
        "marker": block.marker,
        "text": block.text,
        "bbox": [format_region(region) for region in block.regions],
        "section": list(block.section),
        "start": block.start,
        "end": block.end,
        "notes": [{"at": at, "mark": mark, "block": number} for at, mark, number in block.notes],
    }
