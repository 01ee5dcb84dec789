"""The sheet for pivot tables: a row for each pattern of a finding, with what one may want to count by."""

from reportminer.export.columns import AREA, AREA_CODE, PAGE, PUBLISHED, REPORT_TYPE
from reportminer.export.finding_tables import FINDINGS, TAGS
from reportminer.export.model import Column, Kind, Row, TableSpec
from reportminer.store.views import FindingRow, ReportRow


def _pick(spec: TableSpec, *names: str) -> tuple[Column, ...]:
    by_name = {column.name: column for column in spec.columns}
    return tuple(by_name[name] for name in names)


PIVOT = (
    Column(name="report", meaning="Title of the report, or the name of its file."),
    *(AREA, AREA_CODE, REPORT_TYPE, PUBLISHED),
    Column(name="year", meaning="Year of publication.", kind=Kind.INTEGER, unit="year", example="2018"),
    Column(name="theme", meaning="Label of the theme."),
    Column(name="pattern", meaning="Name of the pattern."),
    *_pick(TAGS, "polarity", "decision", "counted", "probability"),
    *_pick(FINDINGS, "strength", "voice", "is_recommendation"),
    PAGE,
    Column(name="link", meaning="Leads to the page."),
    *_pick(FINDINGS, "text", "section"),
    *_pick(TAGS, "coder", "model", "threshold", "why", "finding_id", "report_id", "pattern_id", "theme_id"),
)
"""Its columns: no lists, so that each can be a row or column of a pivot table."""


def make_pivot_row(tag: Row, *, finding: FindingRow, report: ReportRow) -> Row:
    """Return a row of tags.csv with what is known of its finding and report."""
    year = report.published[:4]
    return {
        **tag,
        "area": report.area,
        "area_code": report.area_code,
        "report_type": report.report_type,
        "published": report.published,
        "year": int(year) if year.isdecimal() else None,
        "strength": finding.strength,
        "voice": finding.voice,
        "is_recommendation": finding.is_recommendation,
        "page": finding.page or None,
        "section": finding.section,
        "text": finding.text,
    }
