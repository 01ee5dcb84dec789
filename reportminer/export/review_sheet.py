"""The sheet that a coder fills in: the rows that are written, and what filled rows say."""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from reportminer.codebook.model import Codebook
from reportminer.export.columns import AREA, FINDING_ID, PAGE, POLARITIES, make_list
from reportminer.export.model import Column, Kind, Row, TableSpec
from reportminer.store.passages import PassageRow
from reportminer.store.views import FindingRow, ReportRow
from reportminer.text import squash, undo_safe

SHEET = TableSpec(
    file="review.csv",
    row_is="a sentence to read",
    order="an order that tells nothing of why they were chosen",
    key=("finding_id",),
    columns=(
        FINDING_ID,
        Column(name="report", meaning="The report's file.", required=True),
        AREA,
        PAGE,
        Column(name="section", meaning="Headings above it, highest first, joined by ' > '."),
        Column(name="before", meaning="The sentence before it below the same heading, or empty."),
        Column(name="text", meaning="The sentence to code, as it stands.", required=True),
        Column(name="after", meaning="The sentence after it below the same heading, or empty."),
        make_list(
            "machine_patterns", "What the machine gave; empty where that is hidden, or nothing.", "staffing"
        ),
        make_list("patterns", "To fill in: ids from codebook.csv, or empty if none applies.", "staffing"),
        make_list("themes", "To fill in, if you like: themes beside those of the patterns.", "workforce"),
        Column(name="polarity", meaning="To fill in, if it does not follow.", allowed=POLARITIES),
        Column(name="is_recommendation", meaning="To fill in: 1 where it says what should be done.", example="1"),
        Column(
            name="done", meaning="To fill in: 1 once it is read; not needed where a code is given.", example="1"
        ),
        Column(name="comment", meaning="Yours."),
        Column(name="stratum", meaning="Why it was chosen; leave it as it is.", example="random"),
        Column(
            name="weight",
            meaning="Sentences that a random row stands for; leave it as it is.",
            kind=Kind.NUMBER,
            unit="sentences",
        ),
        Column(
            name="drawn_from",
            meaning="Sentences that a random row was drawn from; leave it as it is.",
            kind=Kind.INTEGER,
            unit="sentences",
        ),
    ),
)
"""Of these columns `review import` needs finding_id and patterns."""

NEEDED = ("finding_id", "patterns")
"""Columns without which nothing can be read in."""

_CODES = ("patterns", "themes", "polarity", "is_recommendation")
_YES = {"1", "1.0", "true", "yes", "y", "x", "✓"}
_NO = {"0", "0.0", "false", "no", "n"}
_BETWEEN = re.compile(r"[;,\s]+")
_LETTERS = re.compile(r"[a-z0-9]+")

Find = Callable[[str, str], PassageRow | None]
"""Finds a sentence of the workspace by its id, else by its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """What a filled row says."""

    passage: PassageRow
    """The sentence."""
    patterns: tuple[str, ...]
    """Ids, ascending."""
    themes: tuple[str, ...]
    """Ids, ascending."""
    polarity: str
    """A `Polarity`, or empty."""
    is_recommendation: bool | None
    """None where the cell is empty."""
    comment: str
    """As written."""
    stratum: str
    """As written by `review sample`, or empty."""
    weight: float | None
    """Likewise."""
    drawn_from: int | None
    """Likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSheet:
    """What a sheet says."""

    rows: tuple[SheetRow, ...]
    """Those that were read, in order."""
    n_unread: int
    """Rows that nobody filled in."""
    problems: tuple[str, ...]
    """All that is wrong, each with its row."""


def sheet_row(
    finding: FindingRow,
    report: ReportRow,
    *,
    stratum: str,
    weight: float | None,
    drawn_from: int | None,
    is_blind: bool,
) -> Row:
    """Return a row to fill in.

    Args:
        finding: the sentence with its neighbours.
        report: its report.
        stratum: why it was chosen.
        weight: of a random row.
        drawn_from: of a random row.
        is_blind: whether the coder is not to see what the machine gave.
    """
    return {
        "finding_id": finding.finding_id,
        "report": report.file,
        "area": report.area,
        "page": finding.page or None,
        "section": finding.section,
        "before": finding.before,
        "text": finding.text,
        "after": finding.after,
        "machine_patterns": () if is_blind else tuple(tag.pattern_id for tag in finding.tags),
        **dict.fromkeys(("patterns", "themes"), ()),
        **dict.fromkeys(("polarity", "is_recommendation", "done", "comment"), ""),
        "stratum": stratum,
        "weight": weight,
        "drawn_from": drawn_from,
    }


def read_sheet(
    cells: Iterable[Mapping[str, str | None]], *, find: Find, codebook: Codebook, strata: Collection[str]
) -> FilledSheet:
    """Return what filled rows say, and all that is wrong with them at once.

    A row counts as read where a code is given or `done` says so; codes beside `done` = 0 are not finished yet.

    Args:
        cells: of each row by column name, the header not included.
        find: finds a sentence.
        codebook: whose codes may be given.
        strata: that a row may name.
    """
    rows: list[SheetRow] = []
    problems: list[str] = []
    n_unread = 0
    first_by_id: dict[str, int] = {}
    for number, row in enumerate(cells, start=2):  # as a spreadsheet counts
        values = {name: undo_safe(squash(value or "")) for name, value in row.items() if isinstance(name, str)}
        if not _is_read(values):
            n_unread += any(values.values())
            continue
        found = list(_row_problems(values, find=find, codebook=codebook, strata=strata))
        passage = find(values["finding_id"], values.get("text", ""))
        if passage is not None and first_by_id.setdefault(passage.finding_id, number) != number:
            found.append(f"the same sentence as in row {first_by_id[passage.finding_id]}")
        problems += [f"row {number} ({values['finding_id'] or 'no id'}): {problem}" for problem in found]
        if passage is not None and not found:
            rows.append(_make_row(values, passage))
    return FilledSheet(rows=tuple(rows), n_unread=n_unread, problems=tuple(problems))


def _is_read(values: Mapping[str, str]) -> bool:
    done = values.get("done", "").casefold()
    return done not in _NO and bool(done or any(values.get(name) for name in _CODES))


def _row_problems(
    values: Mapping[str, str], *, find: Find, codebook: Codebook, strata: Collection[str]
) -> Iterator[str]:
    yield from _passage_problems(values, find)
    yield from _unknown("pattern", _codes(values["patterns"]), codebook.pattern_ids)
    yield from _unknown("theme", _codes(values.get("themes", "")), codebook.theme_ids)
    if polarity := values.get("polarity", ""):
        yield from _unknown("polarity", (polarity.casefold(),), POLARITIES)
    for name in ("is_recommendation", "done"):
        if values.get(name, "").casefold() not in {"", *_YES, *_NO}:
            yield f"{name} {values[name]!r} is neither 1 nor 0"
    stratum = values.get("stratum", "")
    yield from _unknown("stratum", (stratum,) if stratum else (), strata)
    drawn = [_number(values.get(name, "")) for name in ("weight", "drawn_from")]
    if stratum.startswith("random") and not all(number is not None and number >= 1 for number in drawn):
        yield "weight or drawn_from of a random row is no longer the number that was written there"


def _passage_problems(values: Mapping[str, str], find: Find) -> Iterator[str]:
    text = values.get("text", "")
    passage = find(values["finding_id"], text)
    if not values["finding_id"]:
        yield "finding_id is empty"
    elif passage is None:
        yield "no sentence of this workspace has this id"
    elif text and _letters(text) != _letters(passage.text):
        yield f"the text is not that of this id, which is {passage.text!r}; was one column sorted alone?"


def _unknown(kind: str, codes: Iterable[str], known: Collection[str]) -> Iterator[str]:
    for code in codes:
        if code not in known:
            close = difflib.get_close_matches(code, known, n=2)
            yield f"unknown {kind} {code!r}" + (f"; did you mean {' or '.join(close)}?" if close else "")


def _make_row(values: Mapping[str, str], passage: PassageRow) -> SheetRow:
    stated = values.get("is_recommendation", "").casefold()
    stratum = values.get("stratum", "")
    weight, drawn_from = (_number(values.get(name, "")) for name in ("weight", "drawn_from"))
    is_random = stratum.startswith("random")
    return SheetRow(
        passage=passage,
        patterns=_codes(values["patterns"]),
        themes=_codes(values.get("themes", "")),
        polarity=values.get("polarity", "").casefold(),
        is_recommendation=stated in _YES if stated else None,
        comment=values.get("comment", ""),
        stratum=stratum,
        weight=weight if is_random else None,
        drawn_from=int(drawn_from) if is_random and drawn_from is not None else None,
    )


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(sorted({code for code in _BETWEEN.split(cell.casefold()) if code}))


def _number(cell: str) -> float | None:
    """Return a number, also one that a spreadsheet wrote with a decimal comma."""
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _letters(text: str) -> list[str]:
    """Return what survives a wrong guess at the encoding: the plain letters and digits."""
    return _LETTERS.findall(text.casefold())
