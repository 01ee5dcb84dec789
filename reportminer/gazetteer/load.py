"""A gazetteer from the CSV files of a folder; bad rows are named all at once."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from reportminer.errors import ConfigError
from reportminer.gazetteer.model import Entry, Gazetteer, Name
from reportminer.ids import hash_bytes

COLUMNS = ("label", "kind", "code_system", "code", "name", "start", "end", "aliases", "places")
FORMER = "former_names.csv"
KNOWN_DATES = "known_dates.csv"
AMBIGUOUS = "ambiguous_places.csv"
LABELS = frozenset(
    {"LOCAL_AUTHORITY", "NHS_TRUST", "CCG", "ICS", "HOSPITAL", "PROVIDER", "REGULATOR", "GOVERNMENT", "CHARITY"}
    | {"ORGANISATION", "PERSON", "ROLE", "PROGRAMME", "SERVICE", "PLACE", "LAW", "DOCUMENT"}
    | {"DATE", "MONEY", "PERCENT", "COUNT", "MEASURE"}
)
"""The closed list of entity labels (interface design)."""
_LINKS = re.compile(r"(?<=[a-z])-(on|upon|le|in|the|by|under|super)-(?=[A-Z])")

Row = dict[str, str]


@cache
def load_gazetteer(folder: Path) -> Gazetteer:
    """Read every list of a folder; the result is kept for the life of the program.

    Raises:
        ConfigError: a file is missing or has bad rows; each is named with file and line.
    """
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise ConfigError(f"{folder} has no CSV file", expected="lists of names", remedy="check the folder")
    problems: list[str] = []
    entries: list[tuple[Entry, list[str]]] = []
    known = _read_known_dates(folder / KNOWN_DATES, problems)
    for path in files:
        if path.name not in (FORMER, AMBIGUOUS, KNOWN_DATES):
            entries += _read_entries(path, known, problems)
    names = _index_names(entries, _read_former(folder / FORMER, problems))
    ambiguous = frozenset(row["place"] for _, row in _rows(folder / AMBIGUOUS, ("place",), problems))
    if problems:
        raise ConfigError(
            f"{folder} has {len(problems)} problem(s):\n  " + "\n  ".join(problems),
            expected=f"the columns {', '.join(COLUMNS)}, dates as 2018-02-12, labels of the closed list",
            remedy="correct these rows",
        )
    return Gazetteer(
        entries=tuple(entry for entry, _ in entries),
        names=names,
        areas=_index_areas(entry for entry, _ in entries),
        ambiguous=ambiguous,
        digest=hash_bytes(b"\0".join(p.name.encode() + b"\0" + p.read_bytes() for p in files)),
    )


def spellings(name: str) -> Iterator[str]:
    """Give a name and its other spellings: "&" for "and", curly apostrophes, "Stoke on Trent" without hyphens."""
    forms = [name, *([name.replace(" & ", " and ")] if " & " in name else [name.replace(" and ", " & ")])]
    forms += [_LINKS.sub(r" \1 ", form) for form in forms]
    forms += [form.replace("'", "’") for form in forms]
    yield from dict.fromkeys(forms)


def _read_known_dates(path: Path, problems: list[str]) -> dict[str, tuple[date | None, date | None]]:
    """First and last days that the published lists lack or have only roughly, by code; the file may be absent."""
    if not path.is_file():
        return {}
    return {
        row["code"]: (
            _date(row["start"], f"{where}: start", problems),
            _date(row["end"], f"{where}: end", problems),
        )
        for where, row in _rows(path, ("code", "start", "end"), problems)
    }


def _read_entries(
    path: Path, known: dict[str, tuple[date | None, date | None]], problems: list[str]
) -> Iterator[tuple[Entry, list[str]]]:
    for where, row in _rows(path, COLUMNS, problems):
        if row["label"] not in LABELS:
            problems.append(f"{where}: label {row['label']!r} is not in the closed list")
        if not row["name"]:
            problems.append(f"{where}: no name")
        start, end = known.get(row["code"], (None, None)) if row["code"] else (None, None)
        entry = Entry(
            label=row["label"],
            kind=row["kind"],
            code_system=row["code_system"],
            code=row["code"],
            name=row["name"],
            start=start or _date(row["start"], f"{where}: start", problems),
            end=end or _date(row["end"], f"{where}: end", problems),
            places=tuple(_items(row["places"])),
        )
        yield entry, _items(row["aliases"])


def _read_former(path: Path, problems: list[str]) -> dict[str, list[tuple[str, date | None]]]:
    former: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
    for where, row in _rows(path, ("code", "name", "until"), problems):
        former[row["code"]].append((row["name"], _date(row["until"], f"{where}: until", problems)))
    return former


def _rows(path: Path, columns: tuple[str, ...], problems: list[str]) -> Iterator[tuple[str, Row]]:
    if not path.is_file():
        problems.append(f"{path.name}: missing")
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := set(columns) - set(reader.fieldnames or ()):
            problems.append(f"{path.name}: no column {', '.join(sorted(missing))}")
            return
        for row in reader:
            yield f"{path.name} line {reader.line_num}", {key: (row[key] or "").strip() for key in columns}


def _date(iso: str, where: str, problems: list[str]) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        problems.append(f"{where} = {iso!r}: expected a date such as 2018-02-12")
        return None


def _items(cell: str) -> list[str]:
    return [item for item in (part.strip() for part in cell.split(";")) if item]


def _index_names(
    entries: Iterable[tuple[Entry, list[str]]], former: dict[str, list[tuple[str, date | None]]]
) -> dict[str, tuple[Name, ...]]:
    index: dict[str, dict[str, Name]] = defaultdict(dict)
    for entry, aliases in entries:
        if entry.label == "PLACE":
            continue
        own = [Name(entry=entry, official=entry.name)]
        for form in [entry.name, *aliases]:
            _add(index, form, own[0])
        for old, until in former.get(entry.code, ()) if entry.code else ():
            name = Name(entry=entry, official=old, until=until)
            for form in [old, *_trust_forms(old)]:
                _add(index, form, name)
    return {form: tuple(by_key.values()) for form, by_key in index.items()}


def _add(index: dict[str, dict[str, Name]], form: str, name: Name) -> None:
    for spelling in spellings(form):
        index[spelling].setdefault(name.entry.code or name.entry.name, name)


def _trust_forms(name: str) -> list[str]:
    stem = re.sub(r" NHS(?: Foundation)? Trust$", "", name)
    return (
        [f"{stem} NHS Foundation Trust", f"{stem} NHS Trust", f"{stem} Foundation Trust"] if stem != name else []
    )


def _index_areas(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    index: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for place in entry.places:
            for spelling in spellings(place):
                if entry not in index[spelling]:
                    index[spelling].append(entry)
    return {place: tuple(found) for place, found in index.items()}
