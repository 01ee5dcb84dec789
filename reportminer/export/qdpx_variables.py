"""What is known of reports and areas as variables: on the sources, and on a case for each area.

Some programs read variables of cases only, others of sources only, so both have them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportminer.export.qdpx_guids import make_guid, source_guid
from reportminer.export.qdpx_xml import Element, add_description, add_reference, add_text, make_element
from reportminer.store.views import ReportRow
from reportminer.text import fold

_TYPES: Mapping[str, tuple[str, str]] = {
    "Area": ("Text", "Area that the report is about."),
    "Area code": ("Text", "Official code of the area (ONS GSS)."),
    "Report type": ("Text", "What kind of document it is."),
    "Title": ("Text", "Title as printed."),
    "Publisher": ("Text", "Who published it."),
    "Year": ("Integer", "Year of publication."),
    "Published": ("Text", "Date of publication, as precise as known: YYYY, YYYY-MM or YYYY-MM-DD."),
    "Review start": ("Date", "First day of the review."),
    "Review end": ("Date", "Last day of the review."),
    "Licence": ("Text", "Licence as stated in the report."),
    "Source": ("Text", "Where it was published."),
    "Report id": ("Text", "The report in the other exports of reportminer."),
    "Reports": ("Integer", "Reports on the area in this project."),
}
"""Type and meaning by name, in the order in which they are listed."""
_VALUES = {"Text": "TextValue", "Integer": "IntegerValue", "Date": "DateValue"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_JOINT = "; "

Values = Mapping[str, str]
"""Values by name of the variable; what is not known is not there."""


def report_values(report: ReportRow) -> Values:
    """Return what is known of a report."""
    values = {
        "Area": report.area,
        "Area code": report.area_code,
        "Report type": report.report_type.replace("_", " "),
        "Title": report.title,
        "Publisher": report.publisher,
        "Year": report.published[:4],
        "Published": report.published,
        "Review start": report.review_start if _DAY.fullmatch(report.review_start) else "",
        "Review end": report.review_end if _DAY.fullmatch(report.review_end) else "",
        "Licence": report.licence,
        "Source": report.source_url,
        "Report id": report.report_id,
    }
    return {name: value for name, value in values.items() if value.strip()}


def area_values(reports: Sequence[ReportRow]) -> Values:
    """Return what is known of an area from its reports: numbers and days where all agree, texts side by side."""
    known = [report_values(report) for report in reports]
    values = {"Reports": str(len(reports))}
    for name, (kind, _) in _TYPES.items():
        found = list(dict.fromkeys(value[name] for value in known if name in value))
        if len(found) == 1 or (found and kind == "Text"):
            values[name] = _JOINT.join(found)
    return values


def group_areas(reports: Iterable[ReportRow]) -> dict[tuple[str, str], list[ReportRow]]:
    """Return the reports of each area by name and code, in the order of the first; those without are left out."""
    areas: dict[tuple[str, str], list[ReportRow]] = {}
    for report in reports:
        if report.area.strip():
            areas.setdefault((fold(report.area), report.area_code), []).append(report)
    return areas


def make_variables(reports: Sequence[ReportRow]) -> Element | None:
    """Return the element `Variables` with those that have a value; None if none has."""
    used = {name for report in reports for name in report_values(report)}
    used |= {"Reports"} if group_areas(reports) else set()
    found = make_element("Variables")
    for name, (kind, meaning) in _TYPES.items():
        if name in used:
            variable = make_element("Variable", guid=_variable_guid(name), name=name, typeOfVariable=kind)
            add_description(variable, meaning)
            found.append(variable)
    return found if len(found) else None


def make_cases(reports: Iterable[ReportRow]) -> Element | None:
    """Return the element `Cases`, a case an area; None if no area is known."""
    found = make_element("Cases")
    areas = group_areas(reports)
    names = [name for name, _ in areas]
    for (name, code), group in areas.items():
        shown = group[0].area if names.count(name) == 1 else f"{group[0].area} ({code or 'no code'})"
        case = make_element("Case", guid=make_guid("case", name, code), name=shown)
        case.extend(make_values(area_values(group)))
        for report in group:
            add_reference(case, "SourceRef", source_guid(report.report_id))
        found.append(case)
    return found if len(found) else None


def make_values(values: Values) -> Iterator[Element]:
    """Yield an element `VariableValue` for each value."""
    for name, (kind, _) in _TYPES.items():
        if name in values:
            value = make_element("VariableValue")
            add_reference(value, "VariableRef", _variable_guid(name))
            add_text(value, _VALUES[kind], values[name])
            yield value


def _variable_guid(name: str) -> str:
    return make_guid("variable", name)
