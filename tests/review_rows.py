"""Hand-made sentences and codings for tests of the review loop."""

from collections.abc import Iterable, Sequence

import numpy as np

from reportminer.ids import hash_text
from reportminer.store.codings import CodingRow
from reportminer.store.passages import PassageRow, PassageTag
from reportminer.store.vectors import VectorTable


def make_tag_of(pattern_id: str, probability: float = 0.6, *, accepted: bool = False) -> PassageTag:
    """A tag above its threshold of 0.5."""
    return PassageTag(pattern_id=pattern_id, probability=probability, threshold=0.5, accepted=accepted)


def make_passage(
    number: int,
    *tags: PassageTag,
    text: str = "",
    report_id: str = "R1",
    section: Sequence[str] = ("Findings",),
    best: tuple[str, float] = ("", 0.0),
    machine: str = "patterns@1",
) -> PassageRow:
    """A sentence with a number of its own; it states a finding where it has a tag."""
    text = text or f"Sentence {number}."
    return PassageRow(
        id=number,
        finding_id=f"{report_id}-{number:05d}",
        report_id=report_id,
        section=tuple(section),
        text=text,
        text_hash=hash_text(text),
        polarity="failure" if tags else "none",
        best_pattern=best[0] or (tags[0].pattern_id if tags else ""),
        best_score=best[1] or (tags[0].probability if tags else 0.0),
        machine=machine,
        tags=tags,
    )


def make_vectors(passages: Sequence[PassageRow], rows: Iterable[Sequence[float]] = ()) -> VectorTable:
    """Vectors of sentences: those given, made unit rows, else random ones."""
    given = np.array(list(rows) or np.random.default_rng(0).normal(size=(len(passages), 32)), np.float32)
    unit = given / np.linalg.norm(given, axis=1, keepdims=True)
    order = np.argsort([passage.id for passage in passages])
    ids = np.array([passage.id for passage in passages], np.int64)
    return VectorTable(ids=ids[order], rows=unit[order], encoder="e@1")


def make_coding(
    passage: PassageRow,
    *patterns: str,
    coder: str = "anna",
    stratum: str = "random",
    drawn_from: int | None = 10,
    trained: tuple[str, ...] = (),
) -> CodingRow:
    """What a person says of a sentence."""
    return CodingRow(
        coder=coder,
        finding_id=passage.finding_id,
        report_id=passage.report_id,
        text=passage.text,
        text_hash=passage.text_hash,
        patterns=tuple(sorted(patterns)),
        stratum=stratum,
        weight=1.0 if drawn_from else None,
        drawn_from=drawn_from,
        machine=passage.machine,
        imported="2026-01-31",
        trained=trained,
    )
