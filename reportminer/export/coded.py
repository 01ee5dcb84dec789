"""Sentences with all codes that were given to them, and by whom: what annotations and spans are made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportminer.records import Span
from reportminer.store.codings import CodingRow
from reportminer.store.views import BlockRow, FindingRow, ReportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedSentence:
    """A sentence with its codes."""

    finding: FindingRow
    """The sentence, with the machine's tags."""
    span: Span
    """Where it stands in the report's text."""
    codings: tuple[CodingRow, ...]
    """What people said of it, by name of the coder."""
    citation: str
    """How to cite it."""

    @property
    def is_finding(self) -> bool:
        """Whether the machine gave it a pattern or a side; other sentences were coded by people alone."""
        return bool(self.finding.tags) or self.finding.polarity not in ("", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReport:
    """A report with its coded sentences."""

    report: ReportRow
    """The report."""
    sha256: str
    """Hash of its file's bytes."""
    text: str
    """Its text."""
    blocks: tuple[BlockRow, ...]
    """Its blocks that hold sentences, in reading order."""
    sentences: tuple[CodedSentence, ...]
    """Those that are coded, in reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCode:
    """A pattern that a coder gave to a sentence."""

    pattern_id: str
    """From the codebook."""
    coder: str
    """Name of the model or person."""
    probability: float | None = None
    """Of the machine's tags."""
    decision: str = ""
    """Of the machine's tags: `accepted` or `review`."""


def iter_given(sentence: CodedSentence, report: ReportRow) -> Iterator[GivenCode]:
    """Yield the patterns that were given to a sentence: by the machine, then by people."""
    for tag in sentence.finding.tags:
        yield GivenCode(
            pattern_id=tag.pattern_id,
            coder=report.coder,
            probability=tag.probability,
            decision="accepted" if tag.accepted else "review",
        )
    for coding in sentence.codings:
        for pattern_id in coding.patterns:
            yield GivenCode(pattern_id=pattern_id, coder=coding.coder)
