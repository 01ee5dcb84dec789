"""Counts over all themes as a thematic report tells them: names in the place of ids, passages as quoted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportminer.analyse.count_records import (
    AreaTwin,
    Contradiction,
    ContradictionKind,
    Cooccurrence,
    PatternChange,
)
from reportminer.export.thematic_facts import (
    ChangeFacts,
    ContradictionFacts,
    CurveFacts,
    PairFacts,
    ReadReport,
    TwinFacts,
)
from reportminer.workflow.browsing.names import name_code
from reportminer.workflow.browsing.state import State
from reportminer.workflow.reporting_links import PageLinks
from reportminer.workflow.reporting_quotes import quote_finding
from reportminer.workflow.thematic import Thematic

N_PAIRS = 10
"""Pairs of patterns shown within reports, and within sections."""
N_CONTRADICTIONS = 12
"""Pairs of passages shown, each of another report or theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTeller:
    """Turns counts into what is told of them."""

    state: State
    """Names and reports."""
    thematic: Thematic
    """The counts."""
    links: PageLinks
    """Where the reports lie."""
    theme: str
    """Id of the one theme to tell of; empty for all."""

    def list_reports(self) -> tuple[ReadReport, ...]:
        """Return the reports that were read, in the stated order."""
        counted = {report.report_id for report in self.state.evidence.counted_reports}
        titles = {report_id: entry.title for report_id, entry in self.state.reports.items()}
        return tuple(
            ReadReport(
                row=entry.report,
                title=entry.title,
                n_findings=entry.n_findings,
                is_counted=report_id in counted,
                reprint_of=titles.get(entry.reprint_of, ""),
                href=self.links.of(entry.report),
            )
            for report_id, entry in self.state.reports.items()
        )

    def make_curve(self) -> CurveFacts:
        """Return how new patterns come with further reports."""
        curve = self.thematic.saturation
        return CurveFacts(
            points=tuple((p.n_reports, p.mean, p.low, p.high, p.n_patterns) for p in curve.points),
            report_ids=tuple(p.report_id for p in curve.points),
            n_patterns=curve.n_patterns,
            n_found=curve.n_found,
            once=tuple(map(self._name, curve.once)),
            expected_new=curve.expected_new,
        )

    def choose_pairs(self) -> tuple[PairFacts, ...]:
        """Return the pairs that stand together more often than chance with their whole interval."""
        shown: Counter[str] = Counter()
        chosen = []
        for pair in self.thematic.cooccurrences:
            if shown[pair.within] < N_PAIRS and (pair.lift.low or 0.0) > 1:
                shown[pair.within] += 1
                chosen.append(self._make_pair(pair))
        return tuple(chosen)

    def _make_pair(self, pair: Cooccurrence) -> PairFacts:
        return PairFacts(
            within=pair.within,
            one=pair.one,
            other=pair.other,
            names=(self._name(pair.one), self._name(pair.other)),
            n_both=pair.n_both,
            n_units=pair.n_units,
            lift=pair.lift.value or 0.0,
            low=pair.lift.low or 0.0,
            high=pair.lift.high or 0.0,
        )

    @property
    def contradictions(self) -> Sequence[Contradiction]:
        """All pairs of passages that take opposite sides."""
        return [pair for pair in self.thematic.contradictions if self.theme in {"", pair.theme_id}]

    def choose_contradictions(self) -> Sequence[Contradiction]:
        """Return the clearest pairs: summary against body, then by likeness; one a report and theme."""
        ranked = sorted(
            self.contradictions,
            key=lambda pair: (pair.kind != ContradictionKind.SUMMARY_AGAINST_BODY, -pair.likeness),
        )
        chosen: dict[tuple[str, str], Contradiction] = {}
        for pair in ranked:
            chosen.setdefault((pair.report_id, pair.theme_id), pair)
        return list(chosen.values())[:N_CONTRADICTIONS]

    def make_contradiction(self, pair: Contradiction) -> ContradictionFacts:
        """Return a pair of passages as it is told."""
        good, failure = (
            quote_finding(self.state, self.links, self.thematic.findings[finding_id])
            for finding_id in (pair.good_practice_id, pair.failure_id)
        )
        return ContradictionFacts(
            report_title=self.state.reports[pair.report_id].title,
            theme_id=pair.theme_id,
            theme_label=self.state.themes[pair.theme_id].label,
            is_summary_against_body=pair.kind == ContradictionKind.SUMMARY_AGAINST_BODY,
            summary_id=pair.summary_id,
            good_practice=good,
            failure=failure,
        )

    def list_changes(self) -> tuple[ChangeFacts, ...]:
        """Return what changed between reviews and their progress reviews."""
        return tuple(
            self._make_change(change) for change in self.thematic.changes if self.theme in {"", change.theme_id}
        )

    def _make_change(self, change: PatternChange) -> ChangeFacts:
        return ChangeFacts(
            area=change.area,
            before_id=change.before,
            before=self.state.reports[change.before].title,
            after_id=change.after,
            after=self.state.reports[change.after].title,
            pattern_id=change.pattern_id,
            name=self._name(change.pattern_id),
            polarity=change.polarity,
            change=change.change,
            n_before=change.n_before,
            n_after=change.n_after,
        )

    def list_twins(self) -> tuple[TwinFacts, ...]:
        """Return for each area the one that is most like it."""
        return tuple(self._make_twin(twin) for twin in self.thematic.twins if twin.rank == 1)

    def _make_twin(self, twin: AreaTwin) -> TwinFacts:
        pairs = (each.rpartition(":") for each in twin.alike)
        return TwinFacts(
            area=twin.area,
            area_code=twin.area_code,
            twin=twin.twin,
            likeness=twin.likeness,
            mean_likeness=twin.mean_likeness,
            alike=tuple((self._label(theme_id), side) for theme_id, _, side in pairs),
        )

    def _name(self, pattern_id: str) -> str:
        entry = self.state.patterns.get(pattern_id)
        return entry.name if entry else name_code(pattern_id)

    def _label(self, theme_id: str) -> str:
        entry = self.state.themes.get(theme_id)
        return entry.label if entry else name_code(theme_id)
