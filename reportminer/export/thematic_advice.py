"""What the reports want done: the recommendations on a theme, and the formal ones of all reports."""

from collections.abc import Iterator

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_facts import AdviceFacts, Facts, ReadReport, ThemeFacts
from reportminer.export.thematic_model import (
    Block,
    Foreign,
    Heading,
    Line,
    Link,
    Paragraph,
    Quotation,
    Quotations,
    Table,
    TableRow,
    line,
)
from reportminer.export.thematic_numbers import ADVICE, whole
from reportminer.export.thematic_words import plural
from reportminer.records import Polarity
from reportminer.text import clip

_LONGEST = 600
"""Characters of a recommendation that are quoted."""


def list_advice(facts: Facts, theme: ThemeFacts) -> Iterator[Block]:
    """Yield the section of a theme's chapter on what the reports want done about it."""
    if not theme.advice:
        return
    yield Heading(level=3, line=line("Recommendations on this theme"))
    if theme.n_advice > len(theme.advice):
        yield Paragraph(line=line("A selection, at most one a report, formal ones first. ", _see_all(facts)))
    yield Quotations(items=tuple(map(_quote, theme.advice)))


def _see_all(facts: Facts) -> Line:
    if facts.theme_id:
        return line("All stand in ", Foreign(ADVICE), ".")
    return line(
        Link("All formal ones", "#recommendations"),
        " are listed below; all others stand in ",
        Foreign(ADVICE),
        ".",
    )


def tell_advice(facts: Facts) -> Iterator[Block]:
    """Yield the chapter on the recommendations of all reports; one theme alone lists its own in its chapter."""
    if facts.theme_id or not facts.n_advice:
        return
    yield Heading(level=2, line=line("Recommendations"), anchor="recommendations")
    yield Paragraph(
        line=line(
            whole(facts.n_advice, at.rows(ADVICE)),
            plural(facts.n_advice, "recommendation was found, ", "recommendations were found, "),
            whole(facts.n_formal, at.rows(ADVICE, {"form": "formal"})),
            " of them formal: numbered, titled or listed as such. The others are sentences that say what ought "
            "to be done. Long ones are cut here; they stand in full in ",
            Foreign(ADVICE),
            ".",
        )
    )
    yield _count_by_report(facts)
    for report in facts.reports:
        formal = [advice for advice in facts.advice if advice.report_id == report.row.report_id]
        if formal:
            yield Heading(level=3, line=line(Foreign(report.title)))
            yield Quotations(items=tuple(map(_quote, formal)))


def _count_by_report(facts: Facts) -> Table:
    with_some = [report for report in facts.reports if facts.advice_by_report.get(report.row.report_id)]
    return Table(
        caption="Recommendations by report",
        header=("Report", "Formal", "Other", "All"),
        rows=tuple(_count(report, facts) for report in with_some),
        origin=ADVICE,
        is_folded=True,
    )


def _count(report: ReadReport, facts: Facts) -> TableRow:
    n_formal, n_all = facts.advice_by_report[report.row.report_id]
    where: dict[str, object] = {"report_id": report.row.report_id}
    return TableRow(
        cells=(
            line(Foreign(report.title)),
            line(whole(n_formal, at.rows(ADVICE, where | {"form": "formal"}))),
            line(whole(n_all - n_formal, at.rows(ADVICE, where | {"form": "informal"}))),
            line(whole(n_all, at.rows(ADVICE, where))),
        )
    )


def _quote(advice: AdviceFacts) -> Quotation:
    said: list[Line] = []
    if advice.number:
        said.append(line("Recommendation ", Foreign(advice.number), ". "))
    if advice.addressee:
        said.append(line("To: ", Foreign(advice.addressee), ". "))
    if advice.deadline:
        said.append(line("By: ", Foreign(advice.deadline), ". "))
    return Quotation(
        text=clip(advice.text, _LONGEST),
        citation=advice.citation,
        href=advice.href,
        polarity=Polarity.NONE,
        remark=line(*said),
    )
