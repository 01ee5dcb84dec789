"""Reads codes from a table: the codebook.csv of an export set, or a list that someone keeps in a spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence

from reportminer.codebook.settle import Loose, LoosePattern, LooseTheme
from reportminer.errors import ConfigError
from reportminer.text import fold, squash, undo_safe

SEPARATOR = ";"
"""Between the items of a list."""
_HEADERS = {
    "id": ("pattern_id", "id", "code_id"),
    "name": ("name", "code", "pattern", "label"),
    "theme_id": ("theme_id",),
    "theme": ("theme", "theme_label", "category", "group"),
    "polarity": ("polarity", "side"),
    "definition": ("definition", "description"),
    "include": ("include",),
    "exclude": ("exclude",),
    "confused_with": ("confused_with",),
    "examples": ("examples", "example"),
    "near_misses": ("near_misses", "near_miss"),
}
"""What a column is, and the headers under which it is known."""
_LISTS = ("include", "exclude", "confused_with", "examples", "near_misses")

Row = Mapping[str, str | None]
"""Cells by header."""


def read_table(rows: Iterable[Row], headers: Sequence[str], *, source: str) -> Loose:
    """Return the codes of a table, one a row.

    Args:
        rows: cells by header.
        headers: in the order of the file.
        source: name of the file, for messages.

    Raises:
        ConfigError: no column names the codes.
    """
    places = _find_columns(headers)
    if not {"id", "name"} & places.keys():
        raise ConfigError(
            f"{source} has no column that names the codes; it has {', '.join(headers) or 'none'}",
            expected=f"one of: {', '.join(_HEADERS['id'] + _HEADERS['name'])}",
            remedy="name the column so",
        )
    rows = list(rows)
    unknown = [h for h in headers if h not in places.values() and any(_cell(row.get(h)) for row in rows)]
    cells = [{name: _cell(row.get(header)) for name, header in places.items()} for row in rows]
    filled = [row for row in cells if row.get("id") or row.get("name")]
    remarks = [f"Columns that were left out: {', '.join(unknown)}."] if unknown else []
    if skipped := len(cells) - len(filled):
        remarks.append(f"Rows without a name that were left out: {skipped}.")
    themes: dict[str, LooseTheme] = {}
    for row in filled:
        if theme := _make_theme(row):
            themes.setdefault(theme.key, theme)
    return Loose(
        themes=tuple(themes.values()),
        patterns=tuple(map(_make_pattern, filled)),
        remarks=tuple(remarks),
    )


def _find_columns(headers: Sequence[str]) -> dict[str, str]:
    by_name: dict[str, str] = {}
    for header in headers:
        by_name.setdefault("_".join(fold(header or "").split()), header)
    found = {
        what: next((by_name[name] for name in names if name in by_name), None) for what, names in _HEADERS.items()
    }
    return {what: header for what, header in found.items() if header is not None}


def _cell(cell: str | None) -> str:
    return squash(undo_safe(cell or ""))


def _theme_key(row: Mapping[str, str]) -> str:
    return row.get("theme_id") or fold(row.get("theme", ""))


def _make_theme(row: Mapping[str, str]) -> LooseTheme | None:
    key = _theme_key(row)
    if not key:
        return None
    return LooseTheme(key=key, label=row.get("theme") or key, id=row.get("theme_id", ""))


def _make_pattern(row: Mapping[str, str]) -> LoosePattern:
    lists = {
        name: tuple(item for item in map(str.strip, row.get(name, "").split(SEPARATOR)) if item) for name in _LISTS
    }
    return LoosePattern(
        name=row.get("name") or row["id"],
        theme=_theme_key(row),
        id=row.get("id", ""),
        polarity=row.get("polarity", ""),
        definition=row.get("definition", ""),
        **lists,
    )
