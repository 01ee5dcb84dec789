"""The chapters across themes: contradictions, patterns that stand together, changes, areas that are alike."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_facts import ChangeFacts, ContradictionFacts, Facts, PairFacts, Passage, TwinFacts
from reportminer.export.thematic_model import (
    Block,
    Foreign,
    Heading,
    Line,
    Link,
    Number,
    Paragraph,
    Quotation,
    Quotations,
    Side,
    Strong,
    Table,
    TableRow,
    join,
    line,
)
from reportminer.export.thematic_numbers import chapter_of, row_of_id, whole
from reportminer.export.thematic_words import name_side, plural

CONTRADICTIONS, PAIRS, CHANGES, TWINS = "contradictions.csv", "cooccurrence.csv", "changes.csv", "area_twins.csv"
_UNITS = {"report": "the same report", "section": "the same section"}
_CHANGES = {
    "gone": "No longer told of",
    "new": "New",
    "still_there": "Still told of",
    "repeated": "Only repeated in the words of the review",
}


def tell_contradictions(facts: Facts) -> Iterator[Block]:
    """Yield the chapter on reports that take both sides of a theme."""
    if not facts.contradictions:
        return
    yield Heading(level=2, line=line("Both sides in one report"), anchor="contradictions")
    narrowed = {"theme_id": facts.theme_id} if facts.theme_id else {}
    n = facts.n_contradictions
    n_shown = len(facts.contradictions)
    yield Paragraph(
        line=line(
            whole(n, at.rows(CONTRADICTIONS, narrowed)),
            plural(n, "pair of passages tells", "pairs of passages tell"),
            " of good practice and of failure on one theme within one report, in words close in meaning. That "
            "need not be a contradiction: only a reader can say. A summary that differs from its body comes "
            "first, then the pairs closest in meaning.",
            " Those shown are a selection, at most one a report and theme." if n > n_shown else "",
        )
    )
    for pair in facts.contradictions:
        yield Heading(level=3, line=line(Foreign(pair.report_title)))
        yield Paragraph(line=_name_pair(pair))
        yield Quotations(items=(_quote(pair.good_practice), _quote(pair.failure)))


def _name_pair(pair: ContradictionFacts) -> Line:
    theme = Link(pair.theme_label, f"#{chapter_of(pair.theme_id)}")
    if not pair.is_summary_against_body:
        return line(theme, ".")
    which = "good practice" if pair.summary_id == pair.good_practice.finding_id else "failure"
    return line(theme, f": the summary tells of {which}, the body of the opposite.")


def _quote(passage: Passage) -> Quotation:
    return Quotation(text=passage.text, citation=passage.citation, href=passage.href, polarity=passage.polarity)


def tell_pairs(facts: Facts) -> Iterator[Block]:
    """Yield the chapter on patterns that stand together more often than chance would have it."""
    if not facts.pairs:
        return
    yield Heading(level=2, line=line("Patterns that stand together"), anchor="together")
    yield Paragraph(
        line=line(
            "Lift says how much more often two patterns stand together than they would by chance, which is ",
            Strong("one"),
            ". Shown are pairs whose lift lies above one with its whole likely range. Many pairs were compared, "
            "so that some stand here by chance; and standing together does not say that one leads to the other.",
        )
    )
    for within, pairs in groupby(facts.pairs, key=lambda pair: pair.within):
        yield _tabulate_pairs(within, list(pairs))


def _tabulate_pairs(within: str, pairs: Sequence[PairFacts]) -> Table:
    return Table(
        caption=f"Patterns that stand together in {_UNITS[within]}",
        header=("One", "Other", f"Both, of {within}s", "Lift (likely range)"),
        rows=tuple(TableRow(cells=_pair_cells(pair)) for pair in pairs),
        numbers_from=2,
        origin=PAIRS,
    )


def _pair_cells(pair: PairFacts) -> tuple[Line, ...]:
    where = {"within": pair.within, "pattern_one": pair.one, "pattern_other": pair.other}

    def shown(value: float, column: str) -> Number:
        return Number(f"{value:.1f}", at.cell(PAIRS, column, where))

    both, units = (
        whole(value, at.cell(PAIRS, column, where))
        for value, column in ((pair.n_both, "n_both"), (pair.n_units, "n_units"))
    )
    low, high = shown(pair.low, "ci_low"), shown(pair.high, "ci_high")
    return (
        line(Link(pair.names[0], f"#{row_of_id(pair.one)}")),
        line(Link(pair.names[1], f"#{row_of_id(pair.other)}")),
        line(both, " of ", units),
        line(shown(pair.lift, "lift"), " (", low, " to ", high, ")"),
    )


def tell_changes(facts: Facts) -> Iterator[Block]:
    """Yield the chapter on what changed between a review and its progress review."""
    if not facts.changes:
        return
    yield Heading(level=2, line=line("What changed since the review"), anchor="changes")
    yield Paragraph(
        line=line(
            "For areas with a review and a later progress review: the patterns that either tells of. A progress "
            "review looks at fewer subjects, so that a pattern it no longer tells of need not be gone."
        )
    )
    for (area, before, after), changes in groupby(facts.changes, key=lambda c: (c.area, c.before, c.after)):
        yield Heading(level=3, line=line(Foreign(area or before)))
        yield Paragraph(line=line("From ", Foreign(before), " to ", Foreign(after), "."))
        yield _tabulate_changes(f"Findings before and after: {area or before}", list(changes))


def _tabulate_changes(caption: str, changes: Sequence[ChangeFacts]) -> Table:
    order = tuple(_CHANGES)
    return Table(
        caption=caption,
        header=("Pattern", "Side", "What became of it", "Findings before", "After"),
        rows=tuple(
            TableRow(cells=_change_cells(change))
            for change in sorted(changes, key=lambda change: order.index(change.change))
        ),
        numbers_from=3,
        origin=CHANGES,
    )


def _change_cells(change: ChangeFacts) -> tuple[Line, ...]:
    where = {"report_id": change.after_id, "pattern_id": change.pattern_id}
    return (
        line(Link(change.name, f"#{row_of_id(change.pattern_id)}")),
        line(Side(change.polarity)),
        line(_CHANGES[change.change]),
        line(whole(change.n_before, at.cell(CHANGES, "n_before", where))),
        line(whole(change.n_after, at.cell(CHANGES, "n_after", where))),
    )


def tell_twins(facts: Facts) -> Iterator[Block]:
    """Yield the chapter on areas that are alike."""
    if not facts.twins:
        return
    yield Heading(level=2, line=line("Areas that are alike"), anchor="alike")
    yield Paragraph(
        line=line(
            "For each area the one whose reports speak most of the same themes on the same sides. Likeness is "
            "from none to one; it is to be seen against the mean of the area with all others."
        )
    )
    yield Table(
        caption="The area that is most like each area",
        header=("Area", "Most like", "What makes them alike", "Likeness", "Mean of all others"),
        rows=tuple(TableRow(cells=_twin_cells(twin)) for twin in facts.twins),
        numbers_from=3,
        origin=TWINS,
    )


def _twin_cells(twin: TwinFacts) -> tuple[Line, ...]:
    where = {"area": twin.area, "area_code": twin.area_code, "rank": 1}
    likeness, mean = (
        Number(f"{value:.2f}", at.cell(TWINS, column, where))
        for value, column in ((twin.likeness, "likeness"), (twin.mean_likeness, "mean_likeness"))
    )
    alike = join([line(Foreign(label), f" ({name_side(side).lower()})") for label, side in twin.alike], "; ", "; ")
    return line(Foreign(twin.area)), line(Foreign(twin.twin)), alike, line(likeness), line(mean)
