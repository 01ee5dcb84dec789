"""How often the 95 % intervals of the thematic tables hold the truth: `python -m benchmarks.intervals [--full]`.

Collections of 8, 20 and 100 reports are drawn at random from a world whose figures are known, and it is counted in
how many of them each interval holds the known figure. Aim: 93 to 97 of 100. Draws are seeded: the figures stay.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import beta

from reportminer.analyse.cooccurrence import draw_lift, lift_of
from reportminer.analyse.correction import (
    Machine,
    Read,
    Share,
    correct_count,
    share_from_interval,
    share_from_weights,
)
from reportminer.analyse.count_records import Figure
from reportminer.analyse.intervals import wilson_interval
from reportminer.analyse.report_draws import LIMITS, ReportDraws, estimate_mean, make_figure

Floats = npt.NDArray[np.float64]
Ends = tuple[float, float]

N_REPORTS = (8, 20, 100)
SHARES = np.linspace(0.05, 0.95, 19)
_SEED = 20180703


@dataclass(frozen=True)
class Coverage:
    """How an interval did in one world."""

    held: float
    """Share of collections in which it held the truth."""
    width: float
    """Mean width."""


def percentile_bootstrap(n_with: int, n: int) -> Ends:
    """The plain bootstrap over reports: draw n reports with replacement, take the middle 95 % of the shares."""
    drawn = np.random.default_rng(_SEED).binomial(n, n_with / n, 4000) / n
    low, high = np.percentile(drawn, LIMITS)
    return float(low), float(high)


def jeffreys(n_with: int, n: int) -> Ends:
    """The middle 95 % of the share's distribution if nothing was known before (Jeffreys' prior)."""
    low = beta.ppf(0.025, n_with + 0.5, n - n_with + 0.5) if n_with else 0.0
    high = beta.ppf(0.975, n_with + 0.5, n - n_with + 0.5) if n_with < n else 1.0
    return float(low), float(high)


def bayesian_bootstrap(n_with: int, n: int) -> Ends:
    """What `analyse.report_draws` makes of a share."""
    found = estimate_mean([1.0] * n_with + [0.0] * (n - n_with), ends=(0.0, 1.0))
    return float(found.low or 0.0), float(found.high or 0.0)


def exact(n_with: int, n: int) -> Ends:
    """Clopper and Pearson's interval."""
    low = beta.ppf(0.025, n_with, n - n_with + 1) if n_with else 0.0
    high = beta.ppf(0.975, n_with + 1, n - n_with) if n_with < n else 1.0
    return float(low), float(high)


METHODS: dict[str, Callable[[int, int], Ends]] = {
    "percentile bootstrap": percentile_bootstrap,
    "Wilson (in use)": wilson_interval,
    "Jeffreys": jeffreys,
    "Bayesian bootstrap": bayesian_bootstrap,
    "exact (Clopper-Pearson)": exact,
}


def cover_share(interval: Callable[[int, int], Ends], n: int, *, runs: int) -> list[Coverage]:
    """How an interval of n of N does, one result for each of the true shares."""
    ends = np.array([interval(n_with, n) for n_with in range(n + 1)])
    random = np.random.default_rng([_SEED, n])
    found = []
    for share in SHARES:
        seen = random.binomial(n, share, runs)
        low, high = ends[seen].T
        found.append(Coverage(float(((low <= share) & (share <= high)).mean()), float((high - low).mean())))
    return found


def show_shares(runs: int) -> None:
    """Print how each interval of n of N does."""
    print("n of N reports: true shares 0.05, 0.10 ... 0.95")
    print(f"  {'reports':>7}  {'interval':<24}{'mean':>6}{'least':>7}{'most':>6}  {'93 to 97':>8}  {'width':>5}")
    for n in N_REPORTS:
        for name, interval in METHODS.items():
            found = cover_share(interval, n, runs=runs)
            held = np.array([each.held for each in found]) * 100
            within = f"{((held >= 93) & (held <= 97)).sum()}/{len(held)}"
            width = np.mean([each.width for each in found])
            figures = f"{held.mean():>6.1f}{held.min():>7.1f}{held.max():>6.1f}"
            print(f"  {n:>7}  {name:<24}{figures}  {within:>8}  {width:>5.2f}")


def _covers(figure: Figure, truth: float) -> bool:
    return figure.low is not None and figure.high is not None and figure.low <= truth <= figure.high


def plain_mean(values: Floats) -> Figure:
    """The mean with the plain bootstrap over reports."""
    random = np.random.default_rng(_SEED)
    drawn = values[random.integers(0, len(values), (1000, len(values)))].mean(axis=1)
    return make_figure(float(values.mean()), drawn)


def show_balances(runs: int) -> None:
    """Print how the interval of a theme's balance does: reports with some findings each, good or bad."""
    print(
        "\nbalance of a theme: reports with a finding or more each, of which a share that varies is good practice"
    )
    print(f"  {'reports':>7}  {'true balance':>12}  {'spread':<12}{'plain bootstrap':>16}{'in use':>8}")
    for n in N_REPORTS:
        for good, bad, extra in ((1, 1, 3), (3, 1, 3), (1, 4, 3), (0.4, 0.4, 2), (9, 1, 3), (18, 2, 2)):
            truth = 2 * good / (good + bad) - 1
            random = np.random.default_rng([_SEED, n])
            held = np.zeros(2)
            for _ in range(runs):
                n_found = 1 + random.poisson(extra, n)
                values = 2 * random.binomial(n_found, random.beta(good, bad, n)) / n_found - 1
                found = (plain_mean(values), estimate_mean(values, ends=(-1.0, 1.0)))
                held += [_covers(figure, truth) for figure in found]
            plain, used = held / runs * 100
            print(f"  {n:>7}  {truth:>12.2f}  {f'beta({good}, {bad})':<12}{plain:>16.1f}{used:>8.1f}")


def cells_of(one: float, other: float, lift: float) -> Floats:
    """How often a unit has both patterns, the first alone, the second alone, and neither."""
    both = lift * one * other
    return np.array([both, one - both, other - both, 1 - one - other + both])


def draw_units(random: np.random.Generator, cells: Floats, n: int, *, mean_sections: float) -> Floats:
    """(n, 4): units of each kind in each report; with sections the reports differ among each other."""
    if not mean_sections:
        return random.multinomial(1, cells, n).astype(np.float64)
    n_sections = 1 + random.poisson(mean_sections, n)
    own = random.dirichlet(cells * 8, n)
    return np.array([random.multinomial(k, p) for k, p in zip(n_sections, own, strict=True)], np.float64)


def find_lift(units: Floats) -> Figure:
    """The lift with its interval, as `analyse.cooccurrence` makes them."""
    counts = np.stack(
        [units[:, 0], units[:, 0] + units[:, 1], units[:, 0] + units[:, 2], units.sum(axis=1)], axis=1
    )
    draws = ReportDraws(len(units), n_extremes=4)
    totals = draws.totals(counts)
    both, one, other, every = counts.sum(axis=0)
    value = lift_of(n_both=both, n_one=one, n_other=other, n_units=every)
    return make_figure(value, draw_lift(totals[:, 0], totals[:, 1], totals[:, 2], totals[:, 3], draws.extremes))


def show_lifts(runs: int) -> None:
    """Print how the interval of the lift does: for all pairs, and for those with minimal support alone."""
    print("\nlift of two patterns: all pairs seen together, and those seen together in three reports or more")
    print(f"  {'reports':>7}  {'within':<9}{'shares':<12}{'lift':>5}{'all':>7}{'listed':>8}{'listed of 100':>15}")
    for n in N_REPORTS:
        for name, mean_sections, one, other, lifts in (
            ("report", 0, 0.5, 0.5, (0.6, 1, 1.4)),
            ("report", 0, 0.25, 0.4, (1, 2)),
            ("section", 8, 0.15, 0.1, (1, 3)),
        ):
            for lift in lifts:
                found = list(_draw_lifts(n, cells_of(one, other, lift), mean_sections, runs=runs))
                every = np.mean([held for held, _ in found]) * 100
                listed = [held for held, is_listed in found if is_listed]
                share = np.mean(listed) * 100 if len(listed) >= 100 else float("nan")
                print(
                    f"  {n:>7}  {name:<9}{f'{one}, {other}':<12}{lift:>5.1f}{every:>7.1f}{share:>8.1f}"
                    f"{len(listed) / len(found) * 100:>15.0f}"
                )


def _draw_lifts(n: int, cells: Floats, mean_sections: float, *, runs: int) -> Iterator[tuple[bool, bool]]:
    """Yield for each collection whether the interval held the lift, and whether the pair would be listed."""
    random = np.random.default_rng([_SEED, n])
    truth = lift_of(n_both=cells[0], n_one=cells[0] + cells[1], n_other=cells[0] + cells[2], n_units=1.0)
    for _ in range(runs):
        units = draw_units(random, cells, n, mean_sections=mean_sections)
        n_reports = int((units[:, 0] > 0).sum())
        if n_reports:
            yield _covers(find_lift(units), truth), n_reports >= 3


@dataclass(frozen=True)
class World:
    """A tagger and what is true."""

    precision: float
    recall: float
    spread: float
    """How much patterns differ: as if each one's figure came from so many sentences; less is more different."""
    n_carrying: int
    """Mean number of sentences that carry a pattern."""


def show_corrections(runs: int) -> None:
    """Print how the intervals of the corrected counts do: many patterns, few of which a review reads much of."""
    print("\ncorrected counts: 60 patterns in 5,000 sentences, a review of so many random rows")
    print(
        f"  {'rows':>5}  {'precision':>9}{'recall':>8}{'differ':>8}"
        f"{'findings':>10}{'reports':>9}{'width of findings':>19}"
    )
    for rows in (100, 200, 400):
        for world in (
            World(0.63, 0.43, 40, 20),
            World(0.63, 0.43, 10, 20),
            World(0.85, 0.6, 20, 20),
            World(0.4, 0.25, 10, 20),
        ):
            found = np.array([row for run in range(runs) for row in _review(world, rows, run)])
            findings, reports, width = found.mean(axis=0)
            print(
                f"  {rows:>5}  {world.precision:>9.2f}{world.recall:>8.2f}{world.spread:>8.0f}"
                f"{findings * 100:>10.1f}{reports * 100:>9.1f}{width:>19.1f}"
            )


def _review(world: World, rows: int, run: int) -> Iterator[tuple[float, float, float]]:
    """Yield for each pattern whether its corrected findings and reports hold the truth, and how wide they are.

    Half of the rows are tagged sentences, half are not, as `review sample` draws them.
    """
    random = np.random.default_rng([_SEED, rows, run])
    n_patterns, n_reports, n_sentences = 60, 12, 5000
    precision = random.beta(world.precision * world.spread, (1 - world.precision) * world.spread, n_patterns)
    recall = random.beta(world.recall * world.spread, (1 - world.recall) * world.spread, n_patterns)
    carrying = 1 + random.poisson(world.n_carrying, n_patterns)
    hits = random.binomial(carrying, recall)
    wrong = random.negative_binomial(hits + 0.5, np.clip(precision, 0.01, 0.99))
    misses = carrying - hits
    tagged = int((hits + wrong).sum())
    kinds = np.repeat(np.arange(n_patterns * 2), np.stack([hits, wrong], axis=1).ravel())
    read = np.bincount(random.choice(kinds, min(rows // 2, tagged), replace=False), minlength=n_patterns * 2)
    read = read.reshape(n_patterns, 2)
    missed = np.repeat(np.arange(n_patterns), misses)
    blank = np.full(max(n_sentences - tagged - len(missed), 0), n_patterns)
    untagged = np.concatenate([missed, blank])
    n_untagged = min(rows - rows // 2, len(untagged))
    read_missed = np.bincount(random.choice(untagged, n_untagged, replace=False), minlength=n_patterns + 1)[:-1]
    weights = tagged / read.sum(), len(untagged) / n_untagged
    if not read[:, 0].sum():
        return
    machine = _measure(read, read_missed, weights, rows)
    for pattern in range(n_patterns):
        spread = random.multinomial(hits[pattern] + wrong[pattern], np.full(n_reports, 1 / n_reports))
        right = _place(random, spread, int(hits[pattern]))
        found = correct_count(
            [int(n) for n in spread if n],
            machine=machine,
            read=_read_of(read[pattern], int(read_missed[pattern]), weights),
        )
        width = (found.findings.high or 0.0) - (found.findings.low or 0.0)
        yield _covers(found.findings, carrying[pattern]), _covers(found.reports, (right > 0).sum()), width


def _place(random: np.random.Generator, spread: npt.NDArray[np.int64], n_right: int) -> npt.NDArray[np.int64]:
    """How many of the right tags stand in each report."""
    reports = np.repeat(np.arange(len(spread)), spread)
    return np.bincount(random.permutation(reports)[:n_right], minlength=len(spread))


def _measure(read: npt.NDArray[np.int64], missed: npt.NDArray[np.int64], weights: Ends, rows: int) -> Machine:
    """Precision and recall over all patterns, with Wilson intervals at the effective number of rows."""
    right, wrong = read.sum(axis=0)
    low, high = wilson_interval(right, right + wrong)
    precision = share_from_interval(right / (right + wrong), low, high)
    carrying = share_from_weights(
        [weights[0]] * right + [weights[1]] * int(missed.sum()), [1.0] * right + [0.0] * int(missed.sum())
    )
    return Machine(precision=precision, recall=carrying, n_rows=rows)


def _read_of(read: Sequence[int], missed: int, weights: Ends) -> Read:
    right, wrong = int(read[0]), int(read[1])
    tagged = Share(value=right / (right + wrong), n=right + wrong) if right + wrong else Share(value=0.0, n=0.0)
    return Read(
        tagged=tagged,
        carrying=share_from_weights([weights[0]] * right + [weights[1]] * missed, [1.0] * right + [0.0] * missed),
    )


def main() -> None:
    """Print the tables."""
    runs = 2000 if "--full" in sys.argv else 400
    show_shares(runs * 5)
    show_balances(runs)
    show_lifts(runs)
    show_corrections(max(runs // 40, 5))


if __name__ == "__main__":
    main()
