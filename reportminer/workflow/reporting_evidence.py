"""What a thematic report tells of each theme and pattern: counts, and passages chosen to be quoted."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from reportminer.analyse.count_records import Corrected as CorrectedCount
from reportminer.analyse.count_records import PatternCount, ThemeBalance
from reportminer.export.thematic_facts import (
    AdviceFacts,
    Corrected,
    NearMiss,
    Passage,
    PatternFacts,
    SidesOfTheme,
    ThemeFacts,
)
from reportminer.records import Polarity
from reportminer.store.connection import Connection
from reportminer.store.views import FindingRow
from reportminer.workflow.browsing import views
from reportminer.workflow.browsing.pattern_page import make_pattern_page
from reportminer.workflow.browsing.state import State
from reportminer.workflow.reporting_links import PageLinks
from reportminer.workflow.reporting_quotes import quote_finding
from reportminer.workflow.thematic import Thematic

N_QUOTATIONS = 3
"""Of each pattern, each from another area."""
N_COUNTER = 1
"""Passages of the opposite side shown with a pattern."""
N_ADVICE = 4
"""Recommendations in a theme's chapter, each of another report."""
_SHORT, _LONG = 40, 500
"""Characters between which a passage can be quoted; a shorter or longer one only where there is no other."""
_ENDS = re.compile(r"[.!?]['\"’”)\]]*$")
_OPPOSITES = {Polarity.GOOD_PRACTICE, Polarity.FAILURE}


class EvidenceChooser:
    """Chooses what is quoted of each pattern, so that no passage is quoted twice where another would do.

    Args:
        connection: an open workspace.
        state: its evidence.
        links: where the reports lie.
    """

    def __init__(self, connection: Connection, state: State, links: PageLinks) -> None:
        self._state = state
        self._links = links
        self._pages = {
            pattern_id: page
            for pattern_id in state.patterns
            if (page := make_pattern_page(connection, state, pattern_id)) is not None
        }
        self._quoted = {pattern_id: self._quote(page) for pattern_id, page in self._pages.items()}
        self._used = {p.finding_id for passages in self._quoted.values() for p in passages}

    def tell_themes(
        self, thematic: Thematic, theme_ids: Iterable[str], advice: Sequence[AdviceFacts]
    ) -> tuple[ThemeFacts, ...]:
        """Return themes with their patterns, in the order given."""
        counts = {count.recurrence.pattern_id: count for count in thematic.patterns}
        balances = {balance.theme_id: balance for balance in thematic.balances}
        told = [self._tell(page, counts[pattern_id]) for pattern_id, page in self._pages.items()]
        n_findings = Counter[str]()
        for area in self._state.evidence.themes_by_area:
            n_findings.update(dict(area.counts))
        return tuple(
            ThemeFacts(
                theme_id=theme_id,
                label=self._state.themes[theme_id].label,
                n_findings=n_findings[theme_id],
                sides=_make_sides(balances.get(theme_id)),
                patterns=tuple(pattern for pattern in told if pattern.theme_id == theme_id),
                advice=_choose_advice(each for each in advice if theme_id in each.themes),
                n_advice=sum(theme_id in each.themes for each in advice),
            )
            for theme_id in theme_ids
        )

    def _tell(self, page: views.PatternPage, count: PatternCount) -> PatternFacts:
        entry = page.entry
        return PatternFacts(
            pattern_id=entry.pattern_id,
            name=entry.name,
            definition=entry.definition,
            theme_id=entry.theme_id,
            recurrence=entry.recurrence,
            quotations=self._quoted[entry.pattern_id],
            counter_evidence=self._choose_counter(page.contradicting),
            opposite=self._list_opposite(entry),
            voices=count.voices,
            n_silent=sum(s.pattern_id == entry.pattern_id for s in self._state.evidence.silences),
            nearest=self._nearest(page),
            corrected=_correct(count.corrected),
        )

    def _quote(self, page: views.PatternPage) -> tuple[Passage, ...]:
        """Return the surest passages, at most one an area; whole sentences before scraps."""
        counting = [passage.finding for passage in page.quotations if passage.counts]
        by_area: dict[str, FindingRow] = {}
        for finding in sorted(counting, key=lambda finding: not is_quotable(finding.text)):
            by_area.setdefault(self._state.area_of(finding), finding)
        return tuple(self._passage(f, page.entry.pattern_id) for f in list(by_area.values())[:N_QUOTATIONS])

    def _choose_counter(self, contradicting: Iterable[views.Passage]) -> tuple[Passage, ...]:
        findings = [p.finding for p in contradicting if is_quotable(p.finding.text)]
        chosen = [finding for finding in findings if finding.finding_id not in self._used][:N_COUNTER]
        self._used.update(finding.finding_id for finding in chosen)
        return tuple(self._passage(finding, finding.tags[0].pattern_id) for finding in chosen)

    def _list_opposite(self, entry: views.PatternEntry) -> tuple[str, ...]:
        return tuple(
            other.pattern_id
            for other in self._state.patterns.values()
            if other.theme_id == entry.theme_id
            and other.recurrence.n_reports
            and {other.recurrence.polarity, entry.recurrence.polarity} == _OPPOSITES
        )

    def _nearest(self, page: views.PatternPage) -> NearMiss | None:
        if not page.near_misses:
            return None
        nearest = page.near_misses[0]
        finding = nearest.passage.finding
        return NearMiss(
            passage=self._passage(finding), report_id=finding.report_id, score=nearest.score, note=nearest.note
        )

    def _passage(self, finding: FindingRow, pattern_id: str = "") -> Passage:
        return quote_finding(self._state, self._links, finding, pattern_id=pattern_id)


def is_quotable(text: str) -> bool:
    """Say whether a passage can be read alone: a whole sentence, neither a scrap nor a page.

    Example:
        >>> is_quotable("The borough had no agreed plan for the next year."), is_quotable("Our two goals are:")
        (True, False)
    """
    begins = text.lstrip("'\"‘“([")[:1]
    return _SHORT <= len(text) <= _LONG and not begins.islower() and bool(_ENDS.search(text))


def _correct(corrected: CorrectedCount | None) -> Corrected | None:
    if corrected is None or corrected.reports.value is None:
        return None
    return Corrected(value=corrected.reports.value, low=corrected.reports.low, high=corrected.reports.high)


def _choose_advice(advice: Iterable[AdviceFacts]) -> tuple[AdviceFacts, ...]:
    """Return recommendations, formal ones and short ones first, at most one a report."""
    by_report: dict[str, AdviceFacts] = {}
    for each in sorted(advice, key=lambda each: (not each.is_formal, len(each.text) > _LONG)):
        by_report.setdefault(each.report_id, each)
    return tuple(by_report.values())[:N_ADVICE]


def _make_sides(balance: ThemeBalance | None) -> SidesOfTheme:
    if balance is None:
        return SidesOfTheme(
            n_reports=0,
            only_good=0,
            only_failure=0,
            both=0,
            n_good_practice=0,
            n_failure=0,
            n_mixed=0,
            balance=None,
        )
    return SidesOfTheme(
        n_reports=balance.n_reports,
        only_good=balance.n_only_good,
        only_failure=balance.n_only_failure,
        both=balance.n_both,
        n_good_practice=balance.n_good_practice,
        n_failure=balance.n_failure,
        n_mixed=balance.n_mixed,
        balance=balance.balance.value,
    )
