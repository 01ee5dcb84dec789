"""Labelled sentences from a CSV file; every bad row is named at once."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportminer.classify.csv_reading import UTF8, open_table
from reportminer.codebook.model import Codebook
from reportminer.errors import ConfigError, UsageError
from reportminer.ids import hash_bytes
from reportminer.records import Polarity
from reportminer.text import squash

REQUIRED = ("text", "patterns")
"""Columns without which nothing can be learned."""
_YES = {"1", "true", "yes", "y"}
_NO = {"", "0", "false", "no", "n"}
_SHOWN = 50
"""Most problems that a message lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSentence:
    """A sentence with the codes that a person gave it."""

    id: str
    """From the file, or the number of its row."""
    text: str
    """With single spaces."""
    patterns: tuple[str, ...]
    """Ids from the codebook, sorted; empty if it carries none."""
    themes: tuple[str, ...]
    """Stated ids and those of its patterns, sorted."""
    polarity: Polarity
    """As stated, else that of its patterns."""
    is_recommendation: bool
    """Whether it says what should be done."""
    group: str
    """Sentences that belong together (a report, a writer): never on both sides of a split."""
    section: tuple[str, ...] = ()
    """The headings above it, highest first, where they are known."""
    before: str = ""
    """The sentence before it in the document, where it is known."""
    after: str = ""
    """The sentence after it."""


def read_labels(path: Path, codebook: Codebook) -> tuple[LabelledSentence, ...]:
    """Read labelled sentences in the order of the file.

    Columns: `text` and `patterns` (ids separated by `;`); optional `id`, `themes`, `polarity`,
    `is_recommendation`, `group`.

    Raises:
        ConfigError: the file cannot be read, lacks a column, or has bad rows: unknown codes, empty text, the same
            text twice with different codes, the same id twice. All are listed with their line.
    """
    reader = _open(path)
    _check_columns(path, reader.fieldnames or ())
    problems: list[str] = []
    labels: list[LabelledSentence] = []
    seen: dict[str, tuple[int, tuple[str, ...]]] = {}
    ids: dict[str, int] = {}
    for row in reader:
        line = reader.line_num
        found = [] if squash(row["text"] or "") else ["text is empty"]
        found += label_problems(row, codebook)
        label = None if found else make_label(row, codebook, default_id=str(len(labels) + 1))
        if label is not None:
            found += _repeats(label, line, seen, ids)
            labels.append(label)
        problems += [f"line {line}: {problem}" for problem in found]
    _raise_if_bad(path, problems, n_labels=len(labels))
    return tuple(labels)


def hash_labels(labels: tuple[LabelledSentence, ...]) -> str:
    """Return a hash of all that training reads of the labels, 64 hex digits."""
    lines = (
        "\t".join(
            (x.id, x.text, ";".join(x.patterns), ";".join(x.themes), x.polarity, str(x.is_recommendation), x.group)
        )
        for x in labels
    )
    return hash_bytes("\n".join(lines).encode())


def _open(path: Path) -> "csv.DictReader[str]":
    try:
        return open_table(path, encodings=UTF8)
    except UsageError as error:
        raise ConfigError(error.found, expected=error.expected, remedy=error.remedy) from error


def _check_columns(path: Path, columns: object) -> None:
    there = list(columns) if isinstance(columns, list | tuple) else []
    missing = [name for name in REQUIRED if name not in there]
    if missing:
        raise ConfigError(
            f"{path} has no column {' and '.join(missing)}; it has {', '.join(map(str, there)) or 'none'}",
            expected="columns text and patterns; optional id, themes, polarity, is_recommendation, group",
            remedy="rename or add the columns",
        )


def _codes(cell: str | None) -> tuple[str, ...]:
    return tuple(sorted({code.strip() for code in (cell or "").split(";") if code.strip()}))


def label_problems(row: Mapping[str, str | None], codebook: Codebook) -> Iterator[str]:
    """Yield what is wrong with the codes of a row of labels, in plain words."""
    yield from (
        f"unknown pattern {code!r}" for code in _codes(row["patterns"]) if code not in codebook.pattern_ids
    )
    yield from (f"unknown theme {code!r}" for code in _codes(row.get("themes")) if code not in codebook.theme_ids)
    polarity = (row.get("polarity") or "").strip()
    if polarity and polarity not in set(Polarity):
        yield f"polarity {polarity!r} is none of {', '.join(Polarity)}"
    if (row.get("is_recommendation") or "").strip().casefold() not in _YES | _NO:
        yield f"is_recommendation {row['is_recommendation']!r} is neither 1 nor 0"


def make_label(
    row: Mapping[str, str | None],
    codebook: Codebook,
    *,
    default_id: str,
    near: tuple[tuple[str, ...], str, str] = ((), "", ""),
) -> LabelledSentence:
    """Return a row without problems as a label.

    Args:
        row: cells by the names of the columns.
        codebook: completes themes and side from the patterns.
        default_id: where the row has none.
        near: headings above the sentence, the sentence before it, the one after it.
    """
    patterns = _codes(row["patterns"])
    stated = (row.get("polarity") or "").strip()
    return LabelledSentence(
        id=(row.get("id") or "").strip() or default_id,
        text=squash(row["text"] or ""),
        patterns=patterns,
        themes=tuple(sorted({*_codes(row.get("themes")), *(codebook.pattern(code).theme for code in patterns)})),
        polarity=Polarity(stated) if stated else join_sides(codebook.pattern(code).polarity for code in patterns),
        is_recommendation=(row.get("is_recommendation") or "").strip().casefold() in _YES,
        group=(row.get("group") or "").strip(),
        section=near[0],
        before=near[1],
        after=near[2],
    )


def join_sides(sides: Iterable[Polarity]) -> Polarity:
    """Return a sentence's side from those of its patterns: `mixed` where they differ, `none` without any."""
    found = set(sides)
    if len(found - {Polarity.NEUTRAL}) > 1:
        return Polarity.MIXED
    return next(iter(found - {Polarity.NEUTRAL} or found), Polarity.NONE)


def _repeats(
    label: LabelledSentence, line: int, seen: dict[str, tuple[int, tuple[str, ...]]], ids: dict[str, int]
) -> Iterator[str]:
    first, codes = seen.setdefault(label.text.casefold(), (line, label.patterns))
    if codes != label.patterns:
        yield f"the same text as line {first} with other patterns"
    if ids.setdefault(label.id, line) != line:
        yield f"the same id {label.id!r} as line {ids[label.id]}"


def _raise_if_bad(path: Path, problems: list[str], *, n_labels: int) -> None:
    if problems:
        more = [f"... and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise ConfigError(
            f"{path} has {len(problems)} problem(s):\n  " + "\n  ".join(problems[:_SHOWN] + more),
            expected="codes from the codebook, a text in every row, each text and id once",
            remedy="correct these rows",
        )
    if not n_labels:
        raise ConfigError(f"{path} has no rows", expected="at least one labelled sentence")
