"""Gathers from an open workspace all that an export counts and lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportminer.analyse.areas import count_patterns_by_area, count_themes_by_area
from reportminer.analyse.boilerplate import find_boilerplate
from reportminer.analyse.duplicates import Passage, count_reports, group_duplicates
from reportminer.analyse.recurrence import PatternKey, find_counted, list_patterns, measure_recurrence
from reportminer.analyse.reprints import Manuscript, drop_reprints, find_reprints, make_facts
from reportminer.analyse.selection import finding_passes, pattern_passes, section_passes, select_reports
from reportminer.analyse.silences import find_silences
from reportminer.codebook.model import Codebook
from reportminer.records import AreaCounts, Recurrence, Silence
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters
from reportminer.store.reading import iter_findings, read_files, read_nearest, read_reports, read_text
from reportminer.store.views import FileRow, FindingRow, ReportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an export shows; see `analyse.selection` for what filters change."""

    files: tuple[FileRow, ...]
    """Every input file."""
    reports: tuple[ReportRow, ...]
    """Every report that was read."""
    listed_reports: tuple[ReportRow, ...]
    """Those that pass the filters."""
    counted_reports: tuple[ReportRow, ...]
    """Those of them that shares are out of: a report and its reprints once."""
    reprints: Mapping[str, str]
    """Id of the original by id of the reprint; see `analyse.reprints`."""
    findings: tuple[FindingRow, ...]
    """Those listed."""
    groups: Mapping[str, str]
    """Duplicate group by finding id."""
    group_reports: Mapping[str, int]
    """Reports in which a duplicate group stands."""
    evident: tuple[FindingRow, ...]
    """Those of the counted reports that pass the filters on what is counted, whether they are listed or not."""
    boilerplate: frozenset[str]
    """Ids of findings that are template text and count for no report; see `analyse.boilerplate`."""
    counted: frozenset[tuple[str, str]]
    """Pairs of finding and pattern that count."""
    all_recurrences: tuple[Recurrence, ...]
    """Every pattern."""
    recurrences: tuple[Recurrence, ...]
    """The patterns listed."""
    theme_ids: tuple[str, ...]
    """The themes listed."""
    patterns_by_area: tuple[AreaCounts, ...]
    """Findings by area and pattern."""
    themes_by_area: tuple[AreaCounts, ...]
    """Findings by area and theme."""
    silences: tuple[Silence, ...]
    """Patterns not found."""


def gather_evidence(connection: Connection, *, codebook: Codebook, filters: Filters) -> Evidence:
    """Return all that an export counts and lists, from one look at the workspace."""
    reports = read_reports(connection)
    chosen = select_reports(reports, filters)
    stated = _read_findings(connection, chosen)
    findings = [finding for finding in stated if section_passes(finding, filters)]
    groups = _group(findings)
    # With one area's reports alone in view nothing would be template text.
    everything = stated if len(chosen) == len(reports) else _read_findings(connection, reports)
    boilerplate = find_boilerplate(
        everything, reports=reports, groups=groups if len(findings) == len(everything) else _group(everything)
    )
    reprints = find_reprints(_manuscripts(connection, reports))
    counting = drop_reprints(chosen, reprints)
    counting_ids = {report.report_id for report in counting}
    evident = [finding for finding in findings if finding.report_id in counting_ids]
    telling = [finding for finding in evident if finding.finding_id not in boilerplate]
    counted = find_counted(telling, groups)
    listed = [finding for finding in findings if finding_passes(finding, filters)]
    telling_listed = [finding for finding in telling if finding_passes(finding, filters)]
    recurrences = measure_recurrence(
        evident,
        reports=counting,
        patterns=_patterns(codebook, findings),
        counted=counted,
    )
    shown = [r for r in recurrences if pattern_passes(r.pattern_id, r.theme_id, r.polarity, filters)]
    return Evidence(
        files=tuple(read_files(connection)),
        reports=tuple(reports),
        listed_reports=tuple(chosen),
        counted_reports=tuple(counting),
        reprints=reprints,
        findings=tuple(listed),
        groups=groups,
        group_reports=count_reports(groups, {f.finding_id: f.report_id for f in findings}),
        evident=tuple(evident),
        boilerplate=boilerplate,
        counted=counted,
        all_recurrences=tuple(recurrences),
        recurrences=tuple(shown),
        theme_ids=_themes(codebook, listed, filters),
        patterns_by_area=tuple(count_patterns_by_area(evident, reports=counting, counted=counted)),
        themes_by_area=tuple(count_themes_by_area(telling_listed, reports=counting, groups=groups)),
        silences=tuple(
            # What a report says outside the section asked for is no silence of the report.
            find_silences(
                stated,
                reports=counting,
                pattern_ids=[found.pattern_id for found in shown],
                nearest=read_nearest(connection),
            )
        ),
    )


def _read_findings(connection: Connection, reports: Iterable[ReportRow]) -> list[FindingRow]:
    return [finding for report in reports for finding in iter_findings(connection, report.report_id)]


def _group(findings: Iterable[FindingRow]) -> dict[str, str]:
    return group_duplicates(
        [Passage(id=f.finding_id, text=f.text, report_id=f.report_id, side=f.polarity) for f in findings]
    )


def _manuscripts(connection: Connection, reports: Sequence[ReportRow]) -> Iterator[Manuscript]:
    for report in reports:
        text = read_text(connection, report.report_id)
        yield Manuscript(report_id=report.report_id, text=text, facts=make_facts(report))


def _patterns(codebook: Codebook, findings: list[FindingRow]) -> list[PatternKey]:
    known = [PatternKey(pattern_id=p.id, theme_id=p.theme, polarity=p.polarity) for p in codebook.patterns]
    return list_patterns(known, findings, known=codebook.pattern_ids)


def _themes(codebook: Codebook, findings: list[FindingRow], filters: Filters) -> tuple[str, ...]:
    strays = {theme for finding in findings for theme in finding.themes} - set(codebook.theme_ids)
    return tuple(t for t in (*codebook.theme_ids, *sorted(strays)) if filters.theme in {"", t})
