"""How results are printed: plain text for people, JSON for programs."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import Any

from reportminer.errors import StorageError
from reportminer.records import Hit
from reportminer.text import make_safe


def say(text: str, *, quiet: bool = False) -> None:
    """Tell a person something; on stderr, so that stdout stays for results."""
    if not quiet:
        print(text, file=sys.stderr)


def print_json(value: Any) -> None:
    """Print a record, or a list of them, as JSON on stdout."""
    print(format_json(value))


def format_json(value: Any) -> str:
    """Return a record, or a list of them, as JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, indent=2, default=str)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def format_hit(number: int, hit: Hit) -> str:
    """Return a hit as the few lines that a person reads: where, what, why."""
    page = f"p. {hit.page}" + (f" (printed {hit.page_label})" if hit.page_label not in ("", str(hit.page)) else "")
    page = page if hit.page else ""
    where = ", ".join(part for part in (hit.area or hit.title, hit.published[:4], page) if part)
    lines = [f"{number:>2}. {where}   [{hit.finding_id}]"]
    if hit.section:
        lines.append(f"    {hit.section}")
    lines.append(f"    “{hit.text}”")
    tags = ", ".join(hit.patterns)
    words = f"; words: {', '.join(hit.matched)}" if hit.matched else ""
    lines.append(
        f"    score {hit.score:.2f} (words {hit.score_lexical:.2f}, meaning {hit.score_semantic:.2f}){words}"
    )
    if hit.polarity not in ("", "none") or tags:
        lines.append(f"    {hit.polarity}" + (f": {tags}" if tags else ""))
    if hit.others:
        lines.append(f"    the same words also in: {', '.join(hit.others)}")
    return "\n".join(lines)


def write_hits(path: Path, hits: Sequence[Hit]) -> None:
    """Write hits as CSV (UTF-8, one row a hit, lists joined by `;`, formula starts made safe)."""
    names = [f.name for f in fields(Hit)]
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["rank", *names])
            for rank, hit in enumerate(hits, start=1):
                writer.writerow([rank, *(_cell(getattr(hit, name)) for name in names)])
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}", remedy="choose another file with --out"
        ) from error


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        value = ";".join(value)
    return make_safe(value) if isinstance(value, str) else value


def columns(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as text columns: words left, numbers right."""
    table = [[str(cell) for cell in row] for row in rows]
    kinds = [[isinstance(cell, (int, float)) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))] if table else []
    lines = []
    for row, numeric in zip(table, kinds, strict=True):
        cells = [c.rjust(w) if n else c.ljust(w) for c, w, n in zip(row, widths, numeric, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
