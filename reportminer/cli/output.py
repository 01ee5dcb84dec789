"""How results are printed: plain text for people, JSON for programs."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reportminer.errors import StorageError
from reportminer.records import Hit
from reportminer.text import make_safe

if TYPE_CHECKING:
    from reportminer.store.views import ReportRow

_SHOWN_REPEATS = 3
_OF_SOURCE = ("area_code", "report_type", "publisher", "file", "link", "citation")
"""Columns that tell of the report, in a table of hits."""


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
    if isinstance(value, Mapping):
        return {key: _plain(v) for key, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def format_hit(
    number: int,
    hit: Hit,
    *,
    repeats: Mapping[str, Hit] | None = None,
    unfolded: bool = False,
    to_sentence: bool = False,
) -> str:
    """Return a hit as the few lines that a person reads: where, what, why.

    Args:
        number: its rank.
        hit: what was found.
        repeats: by id the passages that are folded into hits.
        unfolded: whether they are shown whole.
        to_sentence: whether it was compared with a sentence, by meaning alone, and not with a question.
    """
    lines = [f"{number:>2}. {_name_place(hit)}   [{hit.finding_id}]"]
    if hit.section:
        lines.append(f"    {hit.section}")
    lines += [f"    {_quote(hit.text)}", f"    {_compare(hit) if to_sentence else _explain(hit)}"]
    if hit.polarity not in ("", "none") or hit.patterns:
        lines.append(f"    {hit.polarity}" + (f": {', '.join(hit.patterns)}" if hit.patterns else ""))
    lines += _repeat_lines(hit, repeats or {}, unfolded=unfolded)
    return "\n".join(lines)


def list_with_repeats(hits: Sequence[Hit], repeats: Mapping[str, Hit]) -> list[dict[str, Any]]:
    """Return hits for JSON, each with the passages that were folded into it."""
    return [
        asdict(hit) | {"repeats": [asdict(repeats[other]) for other in hit.others if other in repeats]}
        for hit in hits
    ]


def write_hits(
    path: Path, hits: Sequence[Hit], sources: "Mapping[str, ReportRow]", *, repeats: Mapping[str, Hit]
) -> int:
    """Write hits as CSV (UTF-8, lists joined by `;`, formula starts made safe).

    A hit and the passages that repeat it have one rank; `repeat_of` is empty for the hit itself.

    Args:
        path: of the file.
        hits: best first.
        sources: their reports by id.
        repeats: by id the passages that are folded into hits and written as well.

    Returns:
        How many rows were written.

    Raises:
        StorageError: the file cannot be written.
    """
    names = [f.name for f in fields(Hit)]
    rows = [
        (rank, shown, hit.finding_id if shown is not hit else "")
        for rank, hit in enumerate(hits, start=1)
        for shown in (hit, *(repeats[other] for other in hit.others if other in repeats))
    ]
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["rank", *names, "repeat_of", *_OF_SOURCE])
            for rank, hit, repeat_of in rows:
                cells = [*(getattr(hit, name) for name in names), repeat_of]
                cells += _source_cells(sources.get(hit.report_id), hit)
                writer.writerow([rank, *map(_cell, cells)])
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}", remedy="choose another file with --out"
        ) from error
    return len(rows)


def _source_cells(report: "ReportRow | None", hit: Hit) -> list[str]:
    if report is None:
        return [""] * len(_OF_SOURCE)
    from reportminer.workflow.citing import cite

    page = f"#page={hit.page}" if hit.page and report.kind == "pdf" else ""
    citation = cite(report, page=hit.page, page_label=hit.page_label)
    link = f"{quote(report.file)}{page}"
    return [report.area_code, report.report_type, report.publisher, report.file, link, citation]


def _name_place(hit: Hit) -> str:
    page = f"p. {hit.page}" + (f" (printed {hit.page_label})" if hit.page_label not in ("", str(hit.page)) else "")
    return ", ".join(part for part in (hit.area or hit.title, hit.published[:4], page if hit.page else "") if part)


def _explain(hit: Hit) -> str:
    words = f"; words: {', '.join(hit.matched)}" if hit.matched else ""
    if hit.score_lexical and not hit.matched:
        words = "; words only in the headings above"
    return f"score {hit.score:.2f} (words {hit.score_lexical:.2f}, meaning {hit.score_semantic:.2f}){words}"


def _compare(hit: Hit) -> str:
    words = f"; words in common: {', '.join(hit.matched)}" if hit.matched else ""
    return f"likeness {hit.score_semantic:.2f}{words}"


def _quote(text: str) -> str:
    """Return a text in quotation marks, unless it brings its own."""
    return text if text.startswith("“") and text.endswith("”") else f"“{text}”"


def _repeat_lines(hit: Hit, repeats: Mapping[str, Hit], *, unfolded: bool) -> Iterator[str]:
    """Yield where else it stands: a few places by name, or all with their words."""
    if not hit.others:
        return
    shown = hit.others if unfolded else hit.others[:_SHOWN_REPEATS]
    places = [f"{_name_place(repeats[other])} [{other}]" if other in repeats else f"[{other}]" for other in shown]
    if not unfolded:
        more = len(hit.others) - len(shown)
        yield f"    also in: {'; '.join(places)}" + (f"; and {more} more (see --all)" if more else "")
        return
    for other, place in zip(shown, places, strict=True):
        yield f"    also in: {place}"
        if other in repeats and repeats[other].text != hit.text:
            yield f"        {_quote(repeats[other].text)}"


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
