"""What evaluation reads beside the labels: a second coder's columns, and the texts that taught the heads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.classify.csv_reading import UTF8, open_table
from reportminer.classify.labels import label_problems, make_label
from reportminer.classify.model_files import EXAMPLES
from reportminer.codebook.model import Codebook
from reportminer.errors import ConfigError
from reportminer.records import Polarity

NAMES = ("patterns", "themes", "polarity", "is_recommendation")
"""What a second coder may give, each in a column of this name and `_2`."""
NOT_READ = "?"
"""In a cell: the second coder did not read the sentence. An empty cell means that they read it, and gave none."""
_SHOWN = 50
"""Most problems that a message lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondCodes:
    """What a second coder gave to a sentence; None for what they did not look at, or where there is no column."""

    patterns: tuple[str, ...] | None
    """Ids, sorted."""
    themes: tuple[str, ...] | None
    """Ids stated and those of the patterns, sorted."""
    polarity: Polarity | None
    """As stated, else that of the patterns."""
    is_recommendation: bool | None
    """Whether it says what should be done."""


def read_second_coder(path: Path, codebook: Codebook) -> dict[str, SecondCodes]:
    """Read a second coder's columns from a file of labels, by the ids of the sentences; empty where it has none.

    Columns: `patterns_2`, `themes_2` (ids separated by `;`), `polarity_2`, `is_recommendation_2`, each optional. A
    cell with `?` says that the second coder did not read the sentence. A sentence without an id has the number of
    its row.

    Raises:
        ConfigError: unknown codes or values. All are listed with their line.
    """
    reader = open_table(path, encodings=UTF8)
    there = [name for name in NAMES if f"{name}_2" in (reader.fieldnames or ())]
    problems: list[str] = []
    found: dict[str, SecondCodes] = {}
    for number, row in enumerate(reader if there else (), start=1):
        cells = {name: (row[f"{name}_2"] or "").strip() for name in there}
        asked = {"text": "", "patterns": "", **{name: "" if x == NOT_READ else x for name, x in cells.items()}}
        bad = [f"line {reader.line_num}: {problem}" for problem in label_problems(asked, codebook)]
        if not bad:
            found[(row.get("id") or "").strip() or str(number)] = _make_codes(cells, asked, codebook)
        problems += bad
    _raise_if_bad(path, problems)
    return found


def read_taught_texts(folder: Path) -> frozenset[str]:
    """Return the labelled positives that a folder of heads keeps, folded; empty where it keeps none.

    Figures on sentences that taught the heads say nothing of sentences to come.
    """
    file = folder / EXAMPLES
    kept = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    return frozenset(text.casefold() for text in kept if isinstance(text, str))


def _make_codes(cells: Mapping[str, str], asked: Mapping[str, str], codebook: Codebook) -> SecondCodes:
    label = make_label(asked, codebook, default_id="")
    read = {name for name in cells if not _is_unread(cells, name)}
    return SecondCodes(
        patterns=label.patterns if "patterns" in read else None,
        themes=label.themes if "themes" in read else None,
        polarity=label.polarity if "polarity" in read else None,
        is_recommendation=label.is_recommendation if "is_recommendation" in read else None,
    )


def _is_unread(cells: Mapping[str, str], name: str) -> bool:
    """Say whether a cell is marked as not read, or left empty beside patterns that are."""
    return cells[name] == NOT_READ or (not cells[name] and cells.get("patterns") == NOT_READ)


def _raise_if_bad(path: Path, problems: Sequence[str]) -> None:
    if problems:
        more = [f"... and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise ConfigError(
            f"{path} has {len(problems)} problem(s) in the second coder's columns:\n  "
            + "\n  ".join([*problems[:_SHOWN], *more]),
            expected=f"codes from the codebook; {NOT_READ} in rows that the second coder did not read",
            remedy="correct these cells",
        )
