"""Passages as a thematic report quotes them."""

from collections.abc import Mapping

from reportminer.export.thematic_facts import AdviceFacts, Passage
from reportminer.records import Advice, Recommendation
from reportminer.store.connection import Connection
from reportminer.store.extracted import Stored, iter_recommendations
from reportminer.store.reading import iter_pages
from reportminer.store.views import FindingRow
from reportminer.workflow.browsing.pattern_page import find_tag
from reportminer.workflow.browsing.state import State
from reportminer.workflow.citing import cite
from reportminer.workflow.reporting_links import PageLinks


def quote_finding(state: State, links: PageLinks, finding: FindingRow, *, pattern_id: str = "") -> Passage:
    """Return a finding as it is quoted.

    Args:
        state: its report.
        links: where the reports lie.
        finding: the sentence.
        pattern_id: the pattern for which it is quoted, or empty.
    """
    report = state.reports[finding.report_id].report
    tag = find_tag(finding, pattern_id)
    return Passage(
        finding_id=finding.finding_id,
        text=finding.text,
        citation=cite(
            report,
            page=finding.page,
            page_label=finding.page_label,
            paragraph=state.paragraphs.get((finding.report_id, finding.block), ""),
        ),
        href=links.of(report, finding.page),
        polarity=finding.polarity,
        is_accepted=tag is not None and tag.accepted,
        n_repeats=len(state.repeats_of(finding.finding_id)),
    )


def quote_advice(connection: Connection, state: State, links: PageLinks) -> tuple[AdviceFacts, ...]:
    """Return every recommendation, in the order of reports and text."""
    return tuple(
        _quote_one(state, links, stored, labels)
        for report_id in state.reports
        for labels in [{page.page: page.label for page in iter_pages(connection, report_id)}]
        for stored in iter_recommendations(connection, report_id)
    )


def _quote_one(
    state: State, links: PageLinks, stored: Stored[Recommendation], labels: Mapping[int, str]
) -> AdviceFacts:
    report, advice = state.reports[stored.report_id].report, stored.record
    return AdviceFacts(
        report_id=stored.report_id,
        text=advice.text,
        citation=cite(report, page=advice.page, page_label=labels.get(advice.page, "")),
        href=links.of(report, advice.page),
        number=advice.number,
        addressee=advice.addressee,
        deadline=advice.deadline,
        themes=advice.themes,
        is_formal=advice.advice == Advice.FORMAL,
    )
