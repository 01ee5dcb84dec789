"""Labels of sentences in published documents, kept as references: which document, where, and a hash, but no text.

A published report's sentences need not be copied to share what people coded in them. Whoever has the same file
gets the same sentences out of it, and the labels with them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.classify.csv_reading import UTF8, open_table
from reportminer.classify.labels import LabelledSentence, label_problems, make_label
from reportminer.codebook.model import Codebook
from reportminer.errors import ConfigError, UsageError
from reportminer.ids import hash_text
from reportminer.records import Sentence

COLUMNS = ("id", "report_id", "page", "start", "hash", "first_words", "themes", "patterns", "polarity")
"""What a file of references must have; `is_recommendation`, `group` and `use` may follow."""
HASH_DIGITS = 16
"""Of `ids.hash_text`; enough to tell any two sentences apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A label without its sentence."""

    id: str
    """Stable name of the label."""
    report_id: str
    """Document in which the sentence stands."""
    page: int
    """Page on which it begins; 0 where the form has no pages."""
    start: int
    """First character in `Document.text` when it was coded: tells apart sentences that repeat."""
    hash: str
    """First `HASH_DIGITS` of `ids.hash_text` of the sentence."""
    use: str
    """`train` or `test`."""
    codes: Mapping[str, str]
    """Cells `patterns`, `themes`, `polarity`, `is_recommendation` and `group` as they stand in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Labels whose sentences were found, and what was not."""

    labels: tuple[LabelledSentence, ...]
    """In the order of the references."""
    n_lost: int
    """References into documents that are at hand whose sentence is not found there any more."""
    missing: tuple[str, ...]
    """Ids of documents that are not at hand, sorted."""


def has_references(path: Path) -> bool:
    """Say whether a table holds references, by its columns: a hash and no text."""
    try:
        columns = set(open_table(path, encodings=UTF8).fieldnames or ())
    except UsageError:
        return False
    return {"report_id", "hash"} <= columns and "text" not in columns


def read_references(path: Path, codebook: Codebook) -> tuple[Reference, ...]:
    """Read references in the order of the file.

    Raises:
        ConfigError: the file cannot be read, lacks a column, or names unknown codes; all problems are listed.
    """
    try:
        reader = open_table(path, encodings=UTF8)
    except UsageError as error:
        raise ConfigError(error.found, expected=error.expected, remedy=error.remedy) from error
    if lacking := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
        raise ConfigError(f"{path} has no column {', '.join(lacking)}", expected=", ".join(COLUMNS))
    found: list[Reference] = []
    problems: list[str] = []
    for row in reader:
        problems += [f"line {reader.line_num}: {problem}" for problem in label_problems(row, codebook)]
        found.append(_make_reference(row))
    if problems:
        raise ConfigError(f"{path} has {len(problems)} problem(s):\n  " + "\n  ".join(problems[:50]))
    return tuple(found)


def _make_reference(row: Mapping[str, str | None]) -> Reference:
    names = ("patterns", "themes", "polarity", "is_recommendation", "group")
    return Reference(
        id=row["id"] or "",
        report_id=row["report_id"] or "",
        page=int(row["page"] or 0),
        start=int(row["start"] or 0),
        hash=row["hash"] or "",
        use=row.get("use") or "train",
        codes={name: row.get(name) or "" for name in names},
    )


def resolve(
    references: Sequence[Reference], sentences: Mapping[str, Sequence[Sentence]], codebook: Codebook
) -> Resolved:
    """Return labels with their sentences.

    Of sentences that repeat in a document, the one nearest to where it was coded is taken, each once.

    Args:
        references: as `read_references` gives them.
        sentences: of each document at hand, by its report id.
        codebook: the one that the references were checked against.
    """
    labels: list[LabelledSentence] = []
    for report_id, group in _by_report(references).items():
        if report_id in sentences:
            labels += _match(group, sentences[report_id], codebook)
    at_hand = sum(reference.report_id in sentences for reference in references)
    order = {reference.id: at for at, reference in enumerate(references)}
    return Resolved(
        labels=tuple(sorted(labels, key=lambda label: order[label.id])),
        n_lost=at_hand - len(labels),
        missing=tuple(sorted({x.report_id for x in references} - set(sentences))),
    )


def _by_report(references: Iterable[Reference]) -> dict[str, list[Reference]]:
    groups: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        groups[reference.report_id].append(reference)
    return groups


def _match(
    references: Sequence[Reference], sentences: Sequence[Sentence], codebook: Codebook
) -> list[LabelledSentence]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(sentences):
        places[hash_text(sentence.text)[:HASH_DIGITS]].append(at)
    found = []
    for reference in references:
        free = places[reference.hash]
        if free:
            at = min(free, key=lambda place: abs(sentences[place].span.start - reference.start))
            free.remove(at)
            row = {**reference.codes, "text": sentences[at].text, "id": reference.id}
            found.append(make_label(row, codebook, default_id=reference.id, near=_near(sentences, at)))
    return found


def _near(sentences: Sequence[Sentence], at: int) -> tuple[tuple[str, ...], str, str]:
    before = sentences[at - 1].text if at else ""
    after = sentences[at + 1].text if at + 1 < len(sentences) else ""
    return sentences[at].section, before, after
