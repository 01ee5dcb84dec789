"""What a tagged file says of its own structure, and how far it can be believed.

Many files are tagged by a converter that calls everything a paragraph, tags lines and not paragraphs, or follows
the order in which things were drawn. So each use of the tree is earned: by how much text it covers, by its order
against the page, by whether it breaks sentences, and by whether its headings look like headings.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportminer.ingest.drafts import Draft
from reportminer.ingest.headings import look_of, stands_out
from reportminer.ingest.lines import Line
from reportminer.ingest.typography import Typography
from reportminer.ingest.words import ARTIFACT, PageWords, Tagged
from reportminer.records import BlockKind, Part

_MIN_COVERAGE = 0.8
_MAX_BACKWARD = 0.25
_MAX_BROKEN = 0.03
_MAX_HEADING_SHARE = 0.3
_MIN_OUTSTANDING = 0.6
_COMPLETE = 0.75
"""Share of the headings told by type that the tree must call headings too before it may deny the others."""
_MAX_HEADING_WORDS = 45
_ASIDE = frozenset(("Note", "Figure", "Table", "Caption", "Formula", "Artifact"))
"""Kinds that stand in the tree where they are referred to, not where they are on the page."""
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """The part of the structure tree that can be believed."""

    by_line: Mapping[Line, Tagged] = field(default_factory=dict)
    """What each line belongs to; lines outside the tree are missing."""
    parts_text: bool = False
    """Whether its blocks are those that a reader sees."""
    names_headings: bool = False
    """Whether its headings are."""
    artifacts: frozenset[Line] = frozenset()
    """Lines that the file calls no text."""
    remark: str = ""
    """Why the tree is not used, in plain words; empty if it is, or if there is none."""

    def divides(self, before: Line, line: Line) -> bool | None:
        """Say whether two lines stand in different blocks of the tree; None where it says nothing."""
        one, two = self.by_line.get(before), self.by_line.get(line)
        return None if not self.parts_text or one is None or two is None else one.element != two.element


NO_TAGS = Tagging()
"""What holds for a file without a structure tree."""


def read_tagging(pages: Sequence[PageWords], flows: Sequence[Sequence[Line]], typography: Typography) -> Tagging:
    """Return what can be believed of a file's structure tree.

    Args:
        pages: with their tags.
        flows: the lines of each page in reading order, without furniture and tables.
        typography: of the report.
    """
    by_line: dict[Line, Tagged] = {}
    artifacts: set[Line] = set()
    for page, flow in zip(pages, flows, strict=True):
        known = {tagged.mark: tagged for tagged in page.tags}
        for line in flow if known else ():
            mark = _main_mark(line)
            if mark in known:
                by_line[line] = known[mark]
            elif mark == ARTIFACT:
                artifacts.add(line)
    if not by_line:
        return NO_TAGS
    lines = [line for flow in flows for line in flow]
    if remark := _why_untrusted(lines, by_line, artifacts):
        return Tagging(remark=f"the file's structure tags were not used: {remark}")
    return Tagging(
        by_line=by_line,
        parts_text=_keeps_sentences(lines, by_line, typography),
        names_headings=_knows_headings(lines, by_line, typography),
        artifacts=frozenset(artifacts),
    )


def _main_mark(line: Line) -> int:
    counts: Counter[int] = Counter()
    for word in line.words:
        counts[word.mark] += len(word.text)
    return counts.most_common(1)[0][0]


def _letters(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _is_heading(tagged: Tagged) -> bool:
    return tagged.kind[:1] == "H" and tagged.kind[1:] in ("", "1", "2", "3", "4", "5", "6")


def _why_untrusted(lines: Sequence[Line], by_line: Mapping[Line, Tagged], artifacts: set[Line]) -> str:
    whole = max(_letters(lines), 1)
    if (covered := _letters(by_line) / whole) < _MIN_COVERAGE:
        return f"they cover {covered:.0%} of the text"
    if _letters(artifacts) > (1 - _MIN_COVERAGE) * whole:
        return "they call much of the text no text"
    told = [(line, by_line[line]) for line in lines if line in by_line and by_line[line].kind not in _ASIDE]
    moves = [b.element - a.element for (x, a), (y, b) in pairwise(told) if x.page == y.page]
    changes = [move for move in moves if move]
    if len(changes) >= 10 and sum(move < 0 for move in changes) > _MAX_BACKWARD * len(changes):
        return "their order is not that of the page"
    if _letters(line for line, tagged in by_line.items() if _is_heading(tagged)) > _MAX_HEADING_SHARE * whole:
        return "they call much of the text a heading"
    return ""


def _keeps_sentences(lines: Sequence[Line], by_line: Mapping[Line, Tagged], typography: Typography) -> bool:
    """Say whether lines that plainly go on stand in one block of the tree."""
    broken = whole = 0
    for before, line in pairwise(lines):
        step = line.baseline - before.baseline
        near = 0 < step <= 1.2 * typography.leading_of(line.size) and before.size == line.size
        goes_on = line.text[:1].islower() and before.text[-1:].isalpha() and before.column == line.column
        if near and goes_on and before in by_line and line in by_line:
            whole += 1
            broken += by_line[before].element != by_line[line].element
    return whole >= 5 and broken <= _MAX_BROKEN * whole


def _knows_headings(lines: Sequence[Line], by_line: Mapping[Line, Tagged], typography: Typography) -> bool:
    """Say whether the tree has headings and they look like headings: short, and set in type that stands out."""
    blocks: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if line in by_line and _is_heading(by_line[line]):
            blocks.setdefault((line.page, by_line[line].element), []).append(line)
    if len(blocks) < 2:
        return False
    short = sum(sum(len(x.words) for x in block) <= _MAX_HEADING_WORDS for block in blocks.values())
    seen = sum(stands_out(look_of(block, typography), typography) for block in blocks.values())
    return short >= 0.9 * len(blocks) and seen >= _MIN_OUTSTANDING * len(blocks)


def settle_kinds(drafts: Sequence[Draft], tagging: Tagging, typography: Typography) -> None:
    """Correct the kinds of blocks, and note the levels of headings, by what the tree says.

    Args:
        drafts: all blocks of the report before paragraphs are joined, contents marked.
        tagging: of the report.
        typography: of the report.
    """
    told = [(d, found) for d in drafts if d.part != Part.CONTENTS and (found := _tag_of(d, tagging)) is not None]
    if tagging.names_headings:
        _settle_headings(told, typography)
    if tagging.parts_text:
        _settle_others(told)


def _tag_of(draft: Draft, tagging: Tagging) -> Tagged | None:
    """Return what the tree says of a block if it says one thing of all its lines."""
    found = [tagging.by_line.get(line) for line in draft.lines]
    first = found[0] if found else None
    if first is None or any(other is None or other.kind != first.kind for other in found):
        return None
    return first


def _settle_headings(told: Sequence[tuple[Draft, Tagged]], typography: Typography) -> None:
    """Name headings as the tree does; it denies a heading only if it knows most of them and none of its look."""
    by_type = [(draft, tagged) for draft, tagged in told if draft.kind == BlockKind.HEADING]
    agreed = sum(_is_heading(tagged) for _, tagged in by_type)
    looks = {look_of(draft.lines, typography) for draft, tagged in by_type if _is_heading(tagged)}
    complete = agreed >= 3 and agreed >= _COMPLETE * len(by_type)
    for draft, tagged in told:
        if _is_heading(tagged):
            if draft.kind in _TEXT and _can_be_heading(draft):
                draft.kind, draft.marker, draft.n_marker_words = BlockKind.HEADING, "", 0
            if draft.kind == BlockKind.HEADING and tagged.kind[1:]:
                draft.tag_level = int(tagged.kind[1:])
        elif complete and draft.kind == BlockKind.HEADING and look_of(draft.lines, typography) not in looks:
            draft.kind = BlockKind.PARAGRAPH


def _can_be_heading(draft: Draft) -> bool:
    words = [word for line in draft.lines for word in line.words]
    return len(words) <= _MAX_HEADING_WORDS and sum(c.isalpha() for word in words for c in word.text) >= 3


def _settle_others(told: Sequence[tuple[Draft, Tagged]]) -> None:
    before: Tagged | None = None
    for draft, tagged in told:
        opens = before is None or before.element != tagged.element
        before = tagged
        if draft.kind != BlockKind.PARAGRAPH:
            continue
        if tagged.kind == "LI" and opens and not draft.marker and not draft.text[:1].islower():
            draft.kind = BlockKind.LIST_ITEM
        elif tagged.kind == "Figure":
            draft.kind = BlockKind.OTHER
        elif tagged.kind == "Caption" and len(draft.text.split()) <= _MAX_HEADING_WORDS:
            draft.kind = BlockKind.CAPTION
