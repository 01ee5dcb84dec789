"""What was taken from a project, and what a coder says of a sentence with it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from reportminer.export.qdpx_codes import ADVICE, NO_ADVICE
from reportminer.records import Polarity
from reportminer.workflow.refi_codes import CodeFinder, CodeKind, KnownCode
from reportminer.workflow.refi_lists import NotMatched
from reportminer.workflow.refi_machine import CodesBySentence

_BETWEEN = " / "


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a coder says of a sentence."""

    patterns: tuple[str, ...]
    """Ids, ascending."""
    themes: tuple[str, ...]
    """Ids, ascending."""
    polarity: str
    """A `Polarity`, or empty."""
    is_recommendation: bool | None
    """None where nothing is said, or both."""
    comment: str
    """Notes, and what stands beside the passages."""


@dataclass(slots=True)
class Taken:
    """What was taken from a project so far."""

    n_codings: int = 0
    """Codings of the coder."""
    n_machine: int = 0
    """Codings of the machine."""
    n_wide: int = 0
    """Codings of the coder on more than one sentence."""
    how: Counter[str] = field(default_factory=Counter)
    """Codings of the coder whose passage and code were found, by how the passage was."""
    own: dict[str, set[KnownCode]] = field(default_factory=lambda: defaultdict(set))
    """The coder's codes by id of the sentence."""
    standing: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """GUIDs of the machine's codes by id of the sentence."""
    comments: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What the coder noted, by id of the sentence."""
    unknown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Sentences that the coder gave a code which the workspace does not know, by GUID of the code."""
    not_matched: list[NotMatched] = field(default_factory=list)
    """The coder's codings whose passage was not found."""
    counted: Counter[str] = field(default_factory=Counter)
    """Texts in which the program counted places otherwise than the standard, by what it counted."""

    def list_said(self, finder: CodeFinder, *, gone: CodesBySentence | None) -> dict[str, Said]:
        """Return what the coder says, by id of the sentence, ascending.

        Args:
            finder: knows the codes.
            gone: where the coder went over the machine's codes: those that are gone; else None.
        """
        codes = {finding_id: set(own) for finding_id, own in self.own.items()}
        if gone is not None:
            for finding_id in gone:
                codes.setdefault(finding_id, set())
            for finding_id, guids in self.standing.items():
                known = {code for code in map(finder.guid_code, guids) if code is not None}
                codes.setdefault(finding_id, set()).update(known)
        return {key: _make_said(codes[key], self.comments.get(key, [])) for key in sorted(codes)}


def _make_said(codes: set[KnownCode], comments: list[str]) -> Said:
    keys = {kind: tuple(sorted(code.key for code in codes if code.kind is kind)) for kind in CodeKind}
    marks = set(keys[CodeKind.MARK])
    advice = marks & {ADVICE, NO_ADVICE}
    return Said(
        patterns=keys[CodeKind.PATTERN],
        themes=keys[CodeKind.THEME],
        polarity=_settle_side(marks & set(Polarity)),
        is_recommendation=ADVICE in advice if len(advice) == 1 else None,
        comment=_BETWEEN.join(comments),
    )


def _settle_side(sides: set[str]) -> str:
    """Return the side that several marks of one sentence make together."""
    if {Polarity.GOOD_PRACTICE, Polarity.FAILURE} <= sides or Polarity.MIXED in sides:
        return Polarity.MIXED
    by_weight = (Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.NEUTRAL, Polarity.NONE)
    return next((side for side in by_weight if side in sides), "")
