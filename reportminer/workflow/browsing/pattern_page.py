"""A pattern with its evidence for and against."""

from reportminer.records import Polarity
from reportminer.store.connection import Connection
from reportminer.store.reading import read_findings
from reportminer.store.views import FindingRow, TagRow
from reportminer.workflow.browsing.by_area import list_areas
from reportminer.workflow.browsing.passages import list_balanced, make_passage
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import NearMiss, Passage, PatternEntry, PatternPage

N_NEAR_MISSES = 10
N_CONTRADICTING = 20
_OPPOSITE = {Polarity.GOOD_PRACTICE: Polarity.FAILURE, Polarity.FAILURE: Polarity.GOOD_PRACTICE}


def make_pattern_page(connection: Connection, state: State, pattern_id: str) -> PatternPage | None:
    """Return the page of a pattern; None if neither the codebook nor a tag knows it."""
    entry = state.patterns.get(pattern_id)
    if entry is None:
        return None
    pattern = next((p for p in state.codebook.patterns if p.id == pattern_id), None)
    quotations = _quote(state, pattern_id)
    carrying = {f.report_id for f in state.evidence.findings if find_tag(f, pattern_id)}
    return PatternPage(
        entry=entry,
        pattern=pattern,
        confused_with=tuple(
            state.patterns[key] for key in (pattern.confused_with if pattern else ()) if key in state.patterns
        ),
        areas=list_areas(state, state.evidence.patterns_by_area, pattern_id),
        quotations=quotations,
        n_accepted=sum(p.counts and _is_accepted(p.finding, pattern_id) for p in quotations),
        near_misses=list_near_misses(connection, state, pattern_id),
        contradicting=_contradict(state, entry),
        silent_reports=tuple(
            state.reports[r.report_id] for r in state.evidence.counted_reports if r.report_id not in carrying
        ),
    )


def find_tag(finding: FindingRow, pattern_id: str) -> TagRow | None:
    """Return the tag of a finding with a pattern, or None."""
    return next((tag for tag in finding.tags if tag.pattern_id == pattern_id), None)


def list_near_misses(connection: Connection, state: State, pattern_id: str) -> tuple[NearMiss, ...]:
    """Return the nearest passages of reports in which a pattern was not found, as in silences.csv."""
    silences = [s for s in state.evidence.silences if s.pattern_id == pattern_id and s.nearest_finding_id]
    nearest = sorted(silences, key=lambda silence: -(silence.best_score or 0.0))[:N_NEAR_MISSES]
    findings = read_findings(connection, [silence.nearest_finding_id for silence in nearest])
    return tuple(
        NearMiss(
            passage=make_passage(state, findings[silence.nearest_finding_id], counts=False),
            score=silence.best_score or 0.0,
            note=silence.note,
        )
        for silence in nearest
        if silence.nearest_finding_id in findings
    )


def _quote(state: State, pattern_id: str) -> tuple[Passage, ...]:
    return list_balanced(
        state,
        [finding for finding in state.evidence.findings if find_tag(finding, pattern_id)],
        counts=lambda finding: (finding.finding_id, pattern_id) in state.counting.with_pattern,
        tag_of=lambda finding: find_tag(finding, pattern_id),
    )


def _is_accepted(finding: FindingRow, pattern_id: str) -> bool:
    tag = find_tag(finding, pattern_id)
    return tag is not None and tag.accepted


def _contradict(state: State, entry: PatternEntry) -> tuple[Passage, ...]:
    """Return findings of the theme's patterns of the opposite side that do not carry the pattern as well."""
    opposite = _OPPOSITE.get(entry.recurrence.polarity)
    against = {
        other.pattern_id
        for other in state.patterns.values()
        if other.theme_id == entry.theme_id and other.recurrence.polarity == opposite
    }

    def tag_against(finding: FindingRow) -> TagRow | None:
        return next((tag for tag in finding.tags if tag.pattern_id in against), None)

    def counts(finding: FindingRow) -> bool:
        return any((finding.finding_id, key) in state.counting.with_pattern for key in against)

    chosen = [
        finding
        for finding in state.evidence.findings
        if counts(finding) and not find_tag(finding, entry.pattern_id)
    ]
    return list_balanced(state, chosen, counts=counts, tag_of=tag_against, limit=N_CONTRADICTING)
