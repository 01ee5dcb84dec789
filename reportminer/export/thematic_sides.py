"""Both sides of the themes: reports that tell of good practice, of failure, or of both."""

from collections.abc import Iterable, Iterator

from reportminer.export import thematic_sources as at
from reportminer.export.thematic_charts import Balance, BalanceRow
from reportminer.export.thematic_facts import Facts, ThemeFacts
from reportminer.export.thematic_model import (
    Block,
    Figure,
    Heading,
    Line,
    Link,
    Number,
    Paragraph,
    Table,
    TableRow,
    line,
)
from reportminer.export.thematic_numbers import chapter_of, whole

BALANCE = "theme_balance.csv"
"""The file of the export set that holds them."""
_COLUMNS = ("n_only_failure", "n_both", "n_only_good_practice")


def of_theme(theme: ThemeFacts, column: str, *, linked: bool = False) -> Number:
    """Return a figure of the table of balances.

    Args:
        theme: whose.
        column: of that table.
        linked: whether it leads to the theme's row.
    """
    sides = theme.sides
    values = {
        "n_reports": sides.n_reports,
        "n_only_failure": sides.only_failure,
        "n_both": sides.both,
        "n_only_good_practice": sides.only_good,
        "n_good_practice": sides.n_good_practice,
        "n_failure": sides.n_failure,
        "n_mixed": sides.n_mixed,
    }
    row = f"balance-{chapter_of(theme.theme_id)}" if linked else ""
    return whole(values[column], at.cell(BALANCE, column, {"theme_id": theme.theme_id}), row)


def n_sided(theme: ThemeFacts, *, linked: bool = False) -> Number:
    """Return the reports that take a side on a theme."""
    return of_theme(theme, "n_reports", linked=linked)


def tell_sides(facts: Facts) -> Iterator[Block]:
    """Yield the chapter: themes by how far reports on them lean towards failure."""
    told = sorted(
        (theme for theme in facts.themes if theme.sides.n_reports),
        key=lambda theme: (theme.sides.balance or 0.0, theme.theme_id),
    )
    if not told:
        return
    yield Heading(level=2, line=line("Both sides of each theme"), anchor="sides")
    yield Paragraph(
        line=line(
            "Of the reports that take a side on a theme, some tell of failure alone, some of good practice alone, "
            "and some of both. The theme that leans most towards failure comes first."
        )
    )
    yield Figure(
        caption="Reports on each theme by the side they tell of",
        description="A bar a theme, in three parts from the left: reports that tell of failure alone (hatched), "
        "of both sides (dotted), and of good practice alone (plain). Its length is the number of reports that "
        "take a side. The table below holds the same figures.",
        chart=Balance(rows=tuple(map(_bar, told))),
        table=_tabulate(told),
    )


def _bar(theme: ThemeFacts) -> BalanceRow:
    where = {"theme_id": theme.theme_id}
    only_failure, both, only_good = (at.cell(BALANCE, column, where) for column in _COLUMNS)
    return BalanceRow(
        label=theme.label,
        only_failure=theme.sides.only_failure,
        both=theme.sides.both,
        only_good=theme.sides.only_good,
        sources=(only_failure, both, only_good),
    )


def _tabulate(themes: Iterable[ThemeFacts]) -> Table:
    columns = ("n_reports", *_COLUMNS, "n_failure", "n_mixed", "n_good_practice")
    rows = (
        TableRow(
            cells=(_name(theme), *(line(of_theme(theme, column)) for column in columns)),
            anchor=f"balance-{chapter_of(theme.theme_id)}",
        )
        for theme in themes
    )
    return Table(
        caption="Reports and findings on each theme by side",
        header=(
            "Theme",
            "Reports that take a side",
            "Failure alone",
            "Both",
            "Good practice alone",
            "Findings of failure",
            "Mixed findings",
            "Findings of good practice",
        ),
        rows=tuple(rows),
        origin=BALANCE,
        is_folded=True,
        is_on_paper=False,
    )


def _name(theme: ThemeFacts) -> Line:
    return line(Link(theme.label, f"#{chapter_of(theme.theme_id)}"))
