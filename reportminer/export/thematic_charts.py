"""What the charts of the thematic report show; how they are drawn depends on the form: SVG, or charts of Word."""

from dataclasses import dataclass

from reportminer.export.thematic_sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """A pattern and the share of reports in which it was found."""

    label: str
    """The pattern's name."""
    row: str
    """Anchor of its row in a table."""
    n: int
    """Reports with it."""
    n_source: Source
    """Where that comes from."""
    n_total: int
    """Reports counted."""
    total_source: Source
    """Where that comes from."""
    share: float
    """0 to 1."""
    low: float
    """Lower end of its interval."""
    high: float
    """Upper end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Shares with their intervals, one below the other."""

    polarity: str
    """The side of all patterns shown."""
    rows: tuple[BarRow, ...]
    """From the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A pattern and its findings in each area."""

    label: str
    """The pattern's name."""
    counts: tuple[int, ...]
    """One an area."""
    sources: tuple[Source, ...]
    """Where each comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Findings by area and pattern, as shades with their number."""

    polarity: str
    """The side of all patterns shown."""
    areas: tuple[str, ...]
    """From the left; may hold anything."""
    rows: tuple[HeatRow, ...]
    """From the top."""
    steps: tuple[int, ...]
    """Least number of each shade, ascending, the first is 1."""

    def shade(self, n: int) -> int:
        """Return the step of a number's shade, 0 for none."""
        return sum(n >= step for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """A theme and how many reports tell of either side."""

    label: str
    """The theme."""
    only_failure: int
    """Reports that tell of failure and not of good practice."""
    both: int
    """Reports that tell of both."""
    only_good: int
    """Reports that tell of good practice and not of failure."""
    sources: tuple[Source, Source, Source]
    """Where these come from, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Reports on each theme by side."""

    rows: tuple[BalanceRow, ...]
    """From the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """How many patterns are known after so many reports."""

    n_reports: int
    """From 1."""
    mean: float
    """Patterns, mean over all orders of the reports."""
    low: float
    """Of 100 orders 2.5 have fewer."""
    high: float
    """2.5 have more."""
    found: int
    """Patterns in the order of publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How new patterns come with further reports."""

    points: tuple[CurvePoint, ...]
    """One a report."""


Chart = Bars | Heat | Balance | Curve
