"""What a result can be narrowed by: for each facet the values under which a filter lets a sentence pass."""

from collections.abc import Mapping

from reportminer.analyse.selection import select_reports
from reportminer.records import Polarity
from reportminer.store.matching import Filters
from reportminer.store.views import FindingRow, ReportRow

FACETS = ("area", "report_type", "theme", "pattern", "polarity")
"""Fields of `Filters` that are facets, in the order in which they are shown."""

Traits = Mapping[str, frozenset[str]]
"""Values of a sentence by facet."""

_BOTH = frozenset({str(Polarity.MIXED), str(Polarity.GOOD_PRACTICE), str(Polarity.FAILURE)})


def area_value(report: ReportRow) -> str:
    """Return the value by which results are narrowed to a report's area: its code, which is exact, or its name."""
    return report.area_code or report.area


def find_areas(report: ReportRow, values: frozenset[str]) -> frozenset[str]:
    """Return the values of the facet on areas under which a report passes.

    These may be several: a name also lets longer names pass that begin with it.
    """
    return frozenset(value for value in values if value and select_reports([report], Filters(area=value)))


def find_traits(finding: FindingRow, report: ReportRow, areas: frozenset[str]) -> Traits:
    """Return the values under which a sentence passes, by the rules of `analyse.selection`.

    Args:
        finding: the sentence.
        report: its report.
        areas: as `find_areas` gives them.
    """
    sides = _BOTH if finding.polarity == Polarity.MIXED else frozenset({finding.polarity})
    return {
        "area": areas,
        "report_type": frozenset({report.report_type}),
        "theme": frozenset(finding.themes),
        "pattern": frozenset(tag.pattern_id for tag in finding.tags),
        "polarity": sides | {tag.polarity for tag in finding.tags},
    }
