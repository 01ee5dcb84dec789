"""Areas side by side as a person reads them."""

from collections.abc import Iterator, Sequence

from reportminer.cli.output import columns
from reportminer.cli.summaries import count
from reportminer.workflow.comparing import Cell, ComparedChange, ComparedRow, Comparison, Quoted

_WIDEST = 30
_CHANGES = {
    "gone": "No longer told of",
    "new": "New",
    "still_there": "Still told of",
    "repeated": "Only repeated word for word",
}
_SIDES = {"good_practice": "good practice", "failure": "failure", "neutral": "no side"}


def format_comparison(found: Comparison, *, limit: int) -> str:
    """Return a comparison as tables, then the passages of what differs most, or of what changed.

    Args:
        found: the comparison.
        limit: patterns shown with their passages.
    """
    parts = [_format_heads(found), _format_table("Themes", found.themes, found)]
    for side, title in (
        ("good_practice", "Patterns of good practice"),
        ("failure", "Patterns of failure"),
        ("neutral", "Patterns without a side"),
    ):
        parts.append(_format_table(title, [row for row in found.patterns if row.polarity == side], found))
    if found.changes:
        parts += _format_changes(found.changes, limit)
    else:
        parts.append(_format_differences(found, limit))
    return "\n\n".join(part for part in parts if part)


def _format_heads(found: Comparison) -> str:
    rows: list[list[object]] = [["", *_names(found)]]
    for title, values in (
        ("Reports", [len(column.reports) for column in found.columns]),
        ("Published", ["; ".join(r.published or "no date" for r in column.reports) for column in found.columns]),
        ("Findings", [column.n_findings for column in found.columns]),
        ("  of good practice", [column.n_good_practice for column in found.columns]),
        ("  of failure", [column.n_failure for column in found.columns]),
    ):
        rows.append([title, *map(str, values)])
    return columns(rows)


def _names(found: Comparison) -> list[str]:
    names = [column.name for column in found.columns]
    if len({column.area for column in found.columns}) == 1:
        # Titles of one area's reports begin alike: the kind and the year tell them apart.
        names = [
            _name_report(column.reports[0].report_type, column.reports[0].published) for column in found.columns
        ]
    return [name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…" for name in names]


def _name_report(report_type: str, published: str) -> str:
    kind = report_type.replace("_", " ")
    return f"{kind[:1].upper()}{kind[1:]}" + (f" {published[:4]}" if published else "")


def _format_table(title: str, rows: Sequence[ComparedRow], found: Comparison) -> str:
    if not rows:
        return ""
    body: list[list[object]] = [[f"{title}: findings (share of all)", *_names(found)]]
    body += [[f"  {row.name}", *map(_format_cell, row.cells)] for row in rows]
    return columns(body)


def _format_cell(cell: Cell) -> str:
    return f"{cell.n:>3} ({cell.share:.0%})" if cell.n else "  –"


def _format_differences(found: Comparison, limit: int) -> str:
    ranked = sorted(found.patterns, key=lambda row: -row.difference)[:limit]
    if not ranked:
        return ""
    return "\n\n".join(["Where they differ most", *(_format_row(row, found) for row in ranked)])


def _format_row(row: ComparedRow, found: Comparison) -> str:
    lines = [f"{row.name} ({_SIDES[row.polarity]})"]
    for column, cell in zip(found.columns, row.cells, strict=True):
        lines.append(f"  {column.name}: {count(cell.n, 'finding')} of {column.n_findings} ({cell.share:.0%})")
        lines += _quotation_lines(cell.quotation)
    return "\n".join(lines)


def _quotation_lines(quoted: Quoted | None) -> Iterator[str]:
    if quoted:
        yield f"    “{quoted.text}”"
        yield f"    {quoted.citation} [{quoted.finding_id}]"


def _format_changes(changes: Sequence[ComparedChange], limit: int) -> Iterator[str]:
    for key, title in _CHANGES.items():
        group = [change for change in changes if change.change.change == key]
        if group:
            yield "\n\n".join([f"{title}: {count(len(group), 'pattern')}", *map(_format_change, group[:limit])])
            if len(group) > limit:
                yield f"  and {len(group) - limit} more (see -k)"


def _format_change(change: ComparedChange) -> str:
    lines = [f"{change.name} ({_SIDES[change.change.polarity]}): {change.change.n_before} before, "]
    lines[0] += f"{change.change.n_after} after"
    for word, quoted in (("before", change.before), ("after", change.after)):
        if quoted:
            lines += [f"  {word}:", *_quotation_lines(quoted)]
    return "\n".join(lines)
