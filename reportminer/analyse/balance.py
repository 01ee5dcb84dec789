"""How good practice and failure balance on each theme, with one voice a report."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reportminer.analyse.count_records import ThemeBalance
from reportminer.analyse.report_draws import estimate_mean
from reportminer.analyse.sided import Sided
from reportminer.records import Polarity


def measure_balances(sided: Iterable[Sided], *, theme_ids: Sequence[str], n_reports: int) -> list[ThemeBalance]:
    """Return the balance of each theme, in the order given; also of those on which no report takes a side.

    Args:
        sided: as `sided.list_sided` gives it.
        theme_ids: the themes.
        n_reports: counted reports.
    """
    by_theme: dict[str, dict[str, Counter[Polarity]]] = {theme_id: defaultdict(Counter) for theme_id in theme_ids}
    for item in sided:
        if item.theme_id in by_theme:
            by_theme[item.theme_id][item.finding.report_id][item.side] += 1
    return [_measure(theme_id, counts, n_reports) for theme_id, counts in by_theme.items()]


def _measure(theme_id: str, by_report: Mapping[str, Counter[Polarity]], n_reports: int) -> ThemeBalance:
    reports = list(by_report.values())
    total = sum(reports, Counter[Polarity]())
    n_only_good = sum(set(+counts) == {Polarity.GOOD_PRACTICE} for counts in reports)
    n_only_failure = sum(set(+counts) == {Polarity.FAILURE} for counts in reports)
    return ThemeBalance(
        theme_id=theme_id,
        n_reports=len(reports),
        n_total=n_reports,
        n_only_good=n_only_good,
        n_only_failure=n_only_failure,
        n_both=len(reports) - n_only_good - n_only_failure,
        n_good_practice=total[Polarity.GOOD_PRACTICE],
        n_failure=total[Polarity.FAILURE],
        n_mixed=total[Polarity.MIXED],
        balance=estimate_mean([balance_of(counts) for counts in reports], ends=(-1.0, 1.0)),
    )


def balance_of(counts: Mapping[Polarity, int]) -> float:
    """Return the balance of one report, -1 (failure alone) to 1 (good practice alone).

    Example:
        >>> balance_of({Polarity.GOOD_PRACTICE: 3, Polarity.FAILURE: 1})
        0.5
    """
    good, failure = counts.get(Polarity.GOOD_PRACTICE, 0), counts.get(Polarity.FAILURE, 0)
    return (good - failure) / (good + failure + counts.get(Polarity.MIXED, 0))
