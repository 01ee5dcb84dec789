"""Findings as lists show them: with their report, how to cite them, and what repeats them folded in."""

from collections.abc import Callable, Sequence

from reportminer.records import Hit
from reportminer.store.views import FindingRow, TagRow
from reportminer.workflow.browsing.balancing import balance
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import Passage
from reportminer.workflow.citing import cite

Counts = Callable[[FindingRow], bool]
"""Says whether a finding counts where it is listed."""


def make_passage(state: State, finding: FindingRow, *, counts: bool = True) -> Passage:
    """Return a finding as listed."""
    report = state.reports[finding.report_id]
    return Passage(
        finding=finding,
        report=report,
        citation=cite(
            report.report,
            page=finding.page,
            page_label=finding.page_label,
            paragraph=state.paragraphs.get((finding.report_id, finding.block), ""),
        ),
        repeats=state.repeats_of(finding.finding_id),
        counts=counts,
    )


def fold(state: State, findings: Sequence[FindingRow], counts: Counts) -> list[FindingRow]:
    """Return one finding of each duplicate group, in the order given: the one that counts, else the first.

    Args:
        state: which findings repeat each other.
        findings: what is listed.
        counts: whether a finding counts there; of a group one at most does.
    """
    chosen: dict[str, FindingRow] = {}
    for finding in findings:
        group = state.evidence.groups[finding.finding_id]
        if group not in chosen or (counts(finding) and not counts(chosen[group])):
            chosen[group] = finding
    place = {finding.finding_id: number for number, finding in enumerate(findings)}
    return sorted(chosen.values(), key=lambda finding: place[finding.finding_id])


def list_balanced(
    state: State,
    findings: Sequence[FindingRow],
    *,
    counts: Counts,
    tag_of: Callable[[FindingRow], TagRow | None],
    limit: int | None = None,
) -> tuple[Passage, ...]:
    """Return passages balanced over areas: the accepted ones, then those to be read first, then those that count
    nowhere because they only repeat others.

    Args:
        state: their reports and groups.
        findings: what is listed.
        counts: whether a finding counts there.
        tag_of: the tag that decides how certain a finding is; a finding without one is the least certain.
        limit: how many at most.
    """

    def rank(finding: FindingRow) -> tuple[int, float]:
        tag = tag_of(finding)
        standing = 2 if not counts(finding) else 0 if tag and tag.accepted else 1
        return standing, -(tag.probability if tag else 0.0)

    ranked = sorted(fold(state, findings, counts), key=rank)
    balanced: list[FindingRow] = []
    for standing in range(3):
        balanced += balance((f for f in ranked if rank(f)[0] == standing), state.area_of)
    return tuple(make_passage(state, finding, counts=counts(finding)) for finding in balanced[:limit])


def make_hit(state: State, finding: FindingRow, *, others: tuple[str, ...] = ()) -> Hit:
    """Return a finding as a search result without a question: it has no score."""
    entry = state.reports[finding.report_id]
    return Hit(
        finding_id=finding.finding_id,
        report_id=finding.report_id,
        title=entry.title,
        area=entry.report.area,
        published=entry.report.published,
        page=finding.page,
        page_label=finding.page_label,
        section=finding.section,
        text=finding.text,
        polarity=finding.polarity,
        patterns=tuple(tag.pattern_id for tag in finding.tags),
        score=0.0,
        score_lexical=0.0,
        score_semantic=0.0,
        matched=(),
        others=others,
    )
