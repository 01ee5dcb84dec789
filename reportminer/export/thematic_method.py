"""The chapter on how the figures were made, how to read them, and where they fall short."""

from collections.abc import Iterator

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_facts import Facts
from reportminer.export.thematic_model import (
    Block,
    Bullets,
    Foreign,
    Heading,
    Inline,
    Line,
    Paragraph,
    Strong,
    line,
)
from reportminer.export.thematic_numbers import RECURRENCE, REPORTS, n_counted, whole
from reportminer.export.thematic_reliability import tell_reliability
from reportminer.export.thematic_words import plural

REPEATS = "repeats.csv"


def tell_method(facts: Facts) -> Iterator[Block]:
    """Yield the chapter."""
    yield Heading(level=2, line=line("Method and limits"), anchor="method")
    yield Heading(level=3, line=line("How the findings were made"))
    yield Paragraph(line=_tell_making(facts))
    yield Heading(level=3, line=line("How it counts"))
    yield Bullets(items=tuple(_tell_counting(facts)))
    yield from tell_reliability(facts)
    yield Heading(level=3, line=line("What this cannot say"))
    yield Bullets(items=tuple(map(line, _LIMITS)))
    yield Heading(level=3, line=line("How to check a figure"))
    yield Paragraph(line=line(_CHECKING))


def _tell_making(facts: Facts) -> Line:
    name: list[str | Inline] = [Foreign(facts.codebook_title), ", "] if facts.codebook_title else []
    version: list[str | Inline] = [", version ", Foreign(facts.codebook_version)] if facts.codebook_version else []
    n_patterns = sum(1 for _ in facts.patterns)
    narrowed = {"theme_id": facts.theme_id} if facts.theme_id else None
    return line(
        "A program read the reports, kept their headings, pages and sentences, and left out running heads, "
        "contents and references. It gave each sentence a side (good practice, failure, mixed or none) and the "
        "patterns that it tells of, each with a probability. What to look for stands in a codebook (",
        *name,
        whole(n_patterns, at.rows(RECURRENCE, narrowed)),
        plural(n_patterns, "pattern"),
        " here",
        *version,
        "). A finding is a sentence with a side or a pattern. No sentence of this report was written by a model: "
        "what is said of the reports is said by counts and by their own words.",
    )


def _tell_counting(facts: Facts) -> Iterator[Line]:
    yield line(
        Strong("Reports, not mentions. "),
        "A pattern counts once a report, however often the report tells of it. Shares are out of ",
        n_counted(facts),
        " reports.",
    )
    yield line(
        Strong("Repeats count once. "),
        "Of passages that say nearly the same word for word the first alone counts, and text that stands in "
        "reports on three or more areas counts nowhere, since it is a template: ",
        whole(facts.n_repeats, at.rows(REPEATS)),
        plural(facts.n_repeats, "finding is", "findings are"),
        " left out so, ",
        whole(facts.n_boilerplate, at.rows(REPEATS, {"kind": "boilerplate"})),
        " of them as template text",
        _tell_reprints(facts),
        ".",
    )
    yield line(
        Strong("The likely range "),
        "after a share is its 95% interval (Wilson) for reports like these. It allows for chance in which "
        "reports were read, not for wrong tags.",
    )
    yield line(
        Strong("Quotations are balanced. "),
        "The surest passage of each area comes first, at most one an area, with passages of the opposite side as "
        "counter-evidence. A tag is accepted where it reaches the precision that the model states; all others are "
        "marked as to be reviewed.",
    )
    yield line(
        Strong("Silence is a result. "),
        "Where a pattern was looked for and not found, the passage that came nearest is shown with its "
        "probability.",
    )


def _tell_reprints(facts: Facts) -> Line:
    n = sum(not report.is_counted for report in facts.reports)
    if not n:
        return ()
    where = {"counted": "false", "status": "ok"}
    if any(not report.is_counted and report.row.status != "ok" for report in facts.reports):
        where = {"counted": "false", "n_pages_ok!": "0"}
    return line(
        "; ",
        whole(n, at.rows(REPORTS, where)),
        plural(n, "report prints", "reports print"),
        " another one again and is not counted",
    )


_LIMITS = (
    "The reports were not drawn at random: what recurs in them need not recur elsewhere.",
    "A report tells of what its authors looked at. That one says nothing of a subject does not mean that nothing "
    "is amiss, or that nothing works.",
    "The program misses findings that are put in unusual words, and takes some sentences for what they are not.",
    "Text that stands in pictures or in complex tables may be read with mistakes, or not at all.",
    "Figures on few reports have wide ranges: compare ranges, not shares.",
)
_CHECKING = (
    "Each figure leads to its row in a table here, and each table names the file of the export set that holds the "
    "same rows (reportminer export). In the HTML form the attribute data-source of a figure names file, row and "
    "column. Each quotation leads to its page; reportminer verify proves that it stands there."
)
