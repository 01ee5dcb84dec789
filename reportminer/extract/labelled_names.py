"""Sentences with the names in them marked, from a CSV file; every bad row is named at once."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from reportminer.errors import ConfigError
from reportminer.extract.mention import Mention
from reportminer.ids import hash_bytes

COLUMNS = ("id", "text", "entities", "group")
"""Columns of the file. `entities` holds `start-end LABEL` in order, separated by `;`, counted in characters."""
_MENTION = re.compile(r"(\d+)-(\d+) ([A-Z_]+)")
_SHOWN = 20
"""Most problems that a message lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledNames:
    """A sentence and the names in it."""

    id: str
    """From the file."""
    text: str
    """One sentence or heading."""
    mentions: tuple[Mention, ...]
    """In order, without overlaps."""
    group: str
    """Sentences that belong together (a writer, an invented area): never on both sides of a split."""

    def names(self) -> tuple[Mention, ...]:
        """Return the mentions that begin with a capital or a digit: names, and not common nouns for an office."""
        return tuple(mention for mention in self.mentions if not self.text[mention.start].islower())


def read_labelled_names(path: Path) -> tuple[LabelledNames, ...]:
    """Read sentences in the order of the file.

    Raises:
        ConfigError: the file cannot be read, lacks a column, or has bad rows, listed with their line.
    """
    problems: list[str] = []
    found: list[LabelledNames] = []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if missing := set(COLUMNS) - set(reader.fieldnames or ()):
                problems.append(f"no column {', '.join(sorted(missing))}")
            else:
                for row in reader:
                    _read_row(row, reader.line_num, found, problems)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(str(error))
    if problems or not found:
        raise ConfigError(
            f"{path}: {'; '.join(problems[:_SHOWN]) or 'no sentence'}",
            expected=f"a CSV file with the columns {', '.join(COLUMNS)}",
            remedy="correct these lines; corpus/labels/README.md describes the file",
        )
    return tuple(found)


def hash_labelled(labelled: tuple[LabelledNames, ...]) -> str:
    """Return a hash of all that training reads of the sentences, 64 hex digits."""
    return hash_bytes(
        "\n".join(repr((x.id, x.text, tuple(map(tuple, x.mentions)), x.group)) for x in labelled).encode()
    )


def _read_row(row: dict[str, str], line: int, found: list[LabelledNames], problems: list[str]) -> None:
    text = row["text"] or ""
    mentions: list[Mention] = []
    for written in filter(None, (row["entities"] or "").split(";")):
        match = _MENTION.fullmatch(written)
        mention = Mention(int(match[1]), int(match[2]), match[3]) if match else None
        if mention is None or not (mentions[-1].end if mentions else 0) <= mention.start < mention.end <= len(
            text
        ):
            problems.append(f"line {line}: {written!r} is no stretch of the text after the one before it")
        else:
            mentions.append(mention)
    if not text.strip():
        problems.append(f"line {line}: text is empty")
    found.append(LabelledNames(id=row["id"], text=text, mentions=tuple(mentions), group=row["group"]))
