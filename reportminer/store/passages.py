"""The sentences of a workspace as a review sees them, and how a coding finds its sentence after a new run."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reportminer.ids import hash_text
from reportminer.store.connection import Connection
from reportminer.store.rows import SECTION_SEPARATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageTag:
    """A pattern that the machine gave to a sentence."""

    pattern_id: str
    """From the codebook."""
    probability: float
    """0 to 1."""
    threshold: float
    """The balanced threshold it passed."""
    accepted: bool
    """Whether it also reaches the stated precision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow:
    """A sentence with what the machine says of it."""

    id: int
    """`sentences.id`: its row among the vectors."""
    finding_id: str
    """Its id."""
    report_id: str
    """Its report."""
    section: tuple[str, ...]
    """The headings above it, highest first."""
    text: str
    """The sentence."""
    text_hash: str
    """`ids.hash_text` of it."""
    polarity: str
    """A `Polarity`."""
    best_pattern: str
    """The likeliest pattern, also below its threshold."""
    best_score: float
    """Its probability, 0 to 1."""
    machine: str
    """The tagger: name, `@`, version."""
    tags: tuple[PassageTag, ...]
    """By falling probability, then id."""

    @property
    def patterns(self) -> frozenset[str]:
        """Every pattern above its balanced threshold."""
        return frozenset(tag.pattern_id for tag in self.tags)

    @property
    def accepted(self) -> frozenset[str]:
        """Those that also reach the stated precision."""
        return frozenset(tag.pattern_id for tag in self.tags if tag.accepted)


def read_passages(connection: Connection) -> tuple[PassageRow, ...]:
    """Return all sentences by id of the finding, an order that does not depend on when they were stored."""
    tags: dict[tuple[str, int], list[PassageTag]] = defaultdict(list)
    for report_id, sentence, *tag in connection.execute(
        """SELECT report_id, sentence, pattern_id, probability, threshold, accepted FROM tags
           ORDER BY report_id, sentence, probability DESC, pattern_id"""
    ):
        pattern_id, probability, threshold, accepted = tag
        tags[report_id, sentence].append(
            PassageTag(
                pattern_id=pattern_id, probability=probability, threshold=threshold, accepted=bool(accepted)
            )
        )
    rows = connection.execute(
        """SELECT s.id, s.finding_id, s.report_id, s.number, s.section, s.text, s.text_hash, s.polarity,
                  s.best_pattern, s.best_score, r.coder || '@' || r.model AS machine
           FROM sentences s JOIN reports r USING (report_id) ORDER BY s.finding_id"""
    )
    return tuple(
        PassageRow(
            id=row["id"],
            finding_id=row["finding_id"],
            report_id=row["report_id"],
            section=tuple(row["section"].split(SECTION_SEPARATOR)) if row["section"] else (),
            text=row["text"],
            text_hash=row["text_hash"],
            polarity=row["polarity"],
            best_pattern=row["best_pattern"],
            best_score=row["best_score"],
            machine=row["machine"],
            tags=tuple(tags.get((row["report_id"], row["number"]), ())),
        )
        for row in rows
    )


class PassageIndex:
    """Finds the sentence that an id or a text belongs to.

    Args:
        passages: all sentences of the workspace.
    """

    def __init__(self, passages: Iterable[PassageRow]) -> None:
        self._by_id: dict[str, PassageRow] = {}
        self._by_hash: dict[str, list[PassageRow]] = defaultdict(list)
        for passage in passages:
            self._by_id[passage.finding_id] = passage
            self._by_hash[passage.text_hash].append(passage)

    def find(self, finding_id: str, *, text: str = "", text_hash: str = "") -> PassageRow | None:
        """Return the sentence with an id, else the only one with the same text: in the report, then anywhere.

        Args:
            finding_id: its first part is the id of the report.
            text: of the sentence.
            text_hash: in place of the text.
        """
        found = self._by_id.get(finding_id)
        if found is not None or not (text or text_hash):
            return found
        same = self._by_hash.get(text_hash or hash_text(text), [])
        here = [passage for passage in same if passage.report_id == finding_id.partition("-")[0]]
        return next((group[0] for group in (here, same) if len(group) == 1), None)
