"""Joins labels with what coders say of sentences they read, so that heads can be trained on both."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.classify.labels import LabelledSentence, join_sides
from reportminer.codebook.model import Codebook
from reportminer.errors import StorageError
from reportminer.records import Polarity
from reportminer.store.codings import CodingRow
from reportminer.text import make_safe, squash

COLUMNS = ("id", "text", "themes", "patterns", "polarity", "is_recommendation", "group")
"""Of the file that is written, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelUnion:
    """Labels from both sides, each text once."""

    labels: tuple[LabelledSentence, ...]
    """Base labels in their order, then what people coded by finding id."""
    n_replaced: int
    """Base labels whose sentence people coded: they have the say."""
    n_disputed: int
    """Sentences left out, because as many people gave a pattern as did not."""


def join_labels(base: Sequence[LabelledSentence], codings: Iterable[CodingRow], codebook: Codebook) -> LabelUnion:
    """Return both together: what most people say holds; where they are divided evenly a sentence is left out.

    Args:
        base: labels to begin with.
        codings: of people; codes that the codebook does not know are left out.
        codebook: completes themes and sides.
    """
    by_text: dict[str, list[CodingRow]] = defaultdict(list)
    for coding in codings:
        by_text[_key(coding.text)].append(coding)
    read = {key: _settle(group, codebook) for key, group in by_text.items()}
    kept = [label for label in base if _key(label.text) not in read]
    settled = {key: label for key, label in read.items() if label is not None}
    return LabelUnion(
        labels=(*kept, *sorted(settled.values(), key=lambda label: label.id)),
        n_replaced=len(base) - len(kept),
        n_disputed=len(read) - len(settled),
    )


def write_labels(path: Path, labels: Iterable[LabelledSentence]) -> None:
    """Write labels as a CSV file that `read_labels` reads; no text runs as a formula in a spreadsheet.

    Raises:
        StorageError: the file cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            for label in labels:
                lists = (";".join(label.themes), ";".join(label.patterns))
                row = (label.id, label.text, *lists, label.polarity, int(label.is_recommendation), label.group)
                writer.writerow([make_safe(cell) if isinstance(cell, str) else cell for cell in row])
        unfinished.replace(path)
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}", remedy="check the folder") from error


def _key(text: str) -> str:
    return squash(text).casefold()


def _settle(codings: Sequence[CodingRow], codebook: Codebook) -> LabelledSentence | None:
    """Return what most coders say of a text; None where they are divided evenly over a pattern."""
    half = len(codings) / 2
    votes = Counter(
        pattern for coding in codings for pattern in coding.patterns if pattern in codebook.pattern_ids
    )
    if half in votes.values():
        return None
    patterns = tuple(sorted(pattern for pattern, n in votes.items() if n > half))
    themes = {theme for coding in codings for theme in coding.themes if theme in codebook.theme_ids}
    sides = Counter(coding.polarity for coding in codings if coding.polarity)
    stated, n_stated = max(sorted(sides.items()), key=lambda side: side[1], default=("", 0))
    advised = sum(bool(coding.is_recommendation) for coding in codings)
    first = min(codings, key=lambda coding: coding.finding_id)
    return LabelledSentence(
        id=first.finding_id,
        text=squash(first.text),
        patterns=patterns,
        themes=tuple(sorted({*themes, *(codebook.pattern(pattern).theme for pattern in patterns)})),
        polarity=Polarity(stated)
        if n_stated > half
        else join_sides(codebook.pattern(p).polarity for p in patterns),
        is_recommendation=advised > half,
        group=first.report_id,
    )
