"""A report with its structure and profile."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from reportminer.records import BlockKind
from reportminer.store.connection import Connection
from reportminer.store.extracted import iter_recommendations
from reportminer.store.reading import iter_blocks, iter_pages
from reportminer.store.views import BlockRow, FindingRow
from reportminer.workflow.browsing.drawing import Drawings
from reportminer.workflow.browsing.entries import make_theme_entry
from reportminer.workflow.browsing.overview_page import is_found
from reportminer.workflow.browsing.passages import make_passage
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import (
    Heading,
    PatternEntry,
    ReportPage,
    ReportPageEntry,
    ThemeEntry,
)


def make_report_page(
    connection: Connection, state: State, drawings: Drawings, report_id: str
) -> ReportPage | None:
    """Return the page of a report; None if no report that was read has the id."""
    entry = state.reports.get(report_id)
    if entry is None:
        return None
    findings = state.findings_by_report.get(report_id, ())
    patterns = _list_patterns(state, findings)
    found = {pattern.pattern_id for pattern, _ in patterns}
    files = state.files_of(report_id)
    on_page = Counter(finding.page for finding in findings)
    return ReportPage(
        entry=entry,
        files=files,
        can_be_drawn=not drawings.why_not(entry.report, files),
        headings=_list_headings(list(iter_blocks(connection, report_id)), findings),
        pages=tuple(
            ReportPageEntry(page=page, n_findings=on_page[page.page]) for page in iter_pages(connection, report_id)
        ),
        themes=_list_themes(state, findings),
        patterns=patterns,
        silent=tuple(e for e in state.patterns.values() if is_found(e) and e.pattern_id not in found),
        findings=tuple(
            make_passage(state, finding, counts=finding.finding_id in state.counting.once) for finding in findings
        ),
        recommendations=tuple(iter_recommendations(connection, report_id)),
    )


def _list_headings(blocks: Sequence[BlockRow], findings: Sequence[FindingRow]) -> tuple[Heading, ...]:
    headings = [block for block in blocks if block.kind == BlockKind.HEADING]
    numbers = [heading.number for heading in headings]
    below = Counter(bisect_right(numbers, finding.block) - 1 for finding in findings)
    return tuple(
        Heading(text=h.text, level=h.level or 1, page=h.page, n_findings=below[place])
        for place, h in enumerate(headings)
    )


def _list_patterns(state: State, findings: Sequence[FindingRow]) -> tuple[tuple[PatternEntry, int], ...]:
    counts = Counter(tag.pattern_id for finding in findings for tag in finding.tags)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((state.patterns[pattern_id], n) for pattern_id, n in ranked)


def _list_themes(state: State, findings: Sequence[FindingRow]) -> tuple[ThemeEntry, ...]:
    by_theme: dict[str, list[FindingRow]] = defaultdict(list)
    for finding in findings:
        for theme_id in finding.themes:
            by_theme[theme_id].append(finding)
    entries = [
        make_theme_entry(
            theme_id,
            state.themes[theme_id].label,
            found,
            n_reports=state.themes[theme_id].n_reports,
            n_total=state.themes[theme_id].n_total,
        )
        for theme_id, found in by_theme.items()
    ]
    return tuple(sorted(entries, key=lambda entry: (-entry.n_findings, entry.theme_id)))
