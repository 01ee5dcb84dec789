"""What the random rows prove of the machine: precision and recall with intervals, and how much more to read.

Each cell (accepted, for review, untagged) is a simple random sample of its sentences, so a mean over a cell times
the cell's size is an unbiased total, and a share is one total by another. Its interval is Wilson's at the number
of independent sentences that would be as precise, by the linearised variance of the share. To that variance each
cell adds one sentence that is wholly right and one that is wholly wrong: a cell in which no mistake was met is not
one without mistakes. Over 400 draws each from the samples and from three better machines, with 20 to 200 random
rows, the intervals held the truth in 92 to 98 of 100, and the shares were right on average to a point.

Source: Cochran 1977, Sampling Techniques, sections 5.3 and 6.11 (stratified sampling, ratio estimator); Korn and
    Graubard 1998, Survey Methodology 24, 193-201 (intervals at the effective sample size); Agresti and Coull 1998
    (adding successes and failures).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportminer.analyse.intervals import wilson_interval
from reportminer.classify.sampling import Cell, find_cell
from reportminer.store.passages import PassageRow

HALF_WIDTH = 0.1
"""Of the interval that the planner aims at: ten points to either side."""
_PRIOR = 0.5
_PRIOR_ROWS = 2
"""What is expected of a pattern leans on the figure of all patterns, as if that were so many sentences."""

Truth = Mapping[str, tuple[frozenset[str], ...]]
"""For each sentence read at random the patterns that each person gave it, by finding id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A share with its 95 % interval."""

    value: float | None
    """0 to 1; None where nothing speaks of it, or a cell that bears on it was not read."""
    low: float
    """Lower end."""
    high: float
    """Upper end."""
    n_rows: int
    """Sentences read at random that bear on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFigures:
    """How good the machine's tags are in this workspace, all patterns together."""

    n_rows: int
    """Sentences read at random."""
    precision: Estimate
    """Share of its tags that people gave too."""
    recall: Estimate
    """Share of people's codes that it gave too."""
    precision_accepted: Estimate
    """The same of accepted tags alone."""
    recall_accepted: Estimate
    """The same of accepted tags alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternPlan:
    """What is known of a pattern's tags, and how many more to read."""

    pattern_id: str
    """The pattern."""
    n_tags: int
    """Sentences of the workspace that the machine tagged with it."""
    n_read: int
    """Of these, read at random."""
    n_right: float
    """Of these, confirmed; where several people read one, the share of them that confirmed it."""
    precision: Estimate
    """Share of its tags that people gave too."""
    to_read: int
    """How many more of them to read until the interval is ten points to either side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a sentence counts in a share."""

    whole: float
    """Below the line: tags, or codes of people."""
    part: float
    """Above it: of these, what both gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSample:
    """What was read at random of a cell."""

    size: int
    """Sentences in the cell, read or not."""
    weights: tuple[float, ...]
    """How many sentences each one that was read stands for; they add up to the size."""
    units: tuple[Unit, ...]
    """What each of them counts, in the same order."""
    can_be_right: bool = True
    """Whether a sentence of the cell can count above the line: in one without tags, things are only missed."""


def measure_machine(
    passages: Iterable[PassageRow], truth: Truth, *, drawn_from: Mapping[str, int]
) -> MachineFigures:
    """Return precision and recall over all patterns.

    Args:
        passages: all sentences of the workspace that may carry a finding.
        truth: what people say of those drawn at random.
        drawn_from: sentences that each of these was drawn from, by finding id.
    """
    cells: dict[Cell, list[PassageRow]] = {cell: [] for cell in Cell}
    for passage in passages:
        cells[find_cell(passage)].append(passage)
    read = {cell: [p for p in rows if p.finding_id in truth] for cell, rows in cells.items()}
    base = _base_weights({p.finding_id: drawn_from[p.finding_id] for rows in read.values() for p in rows})

    def sample(cell: Cell, count: _Count, *, can_be_right: bool) -> CellSample:
        return CellSample(
            size=len(cells[cell]),
            weights=_calibrate(len(cells[cell]), [base[p.finding_id] for p in read[cell]]),
            units=tuple(_average([count(p, codes) for codes in truth[p.finding_id]]) for p in read[cell]),
            can_be_right=can_be_right,
        )

    def estimate(count: _Count, *, over: Sequence[Cell], right: Sequence[Cell]) -> Estimate:
        return estimate_share([sample(cell, count, can_be_right=cell in right) for cell in over if cells[cell]])

    tagged, accepted, everything = (Cell.ACCEPTED, Cell.REVIEW), (Cell.ACCEPTED,), tuple(Cell)
    return MachineFigures(
        n_rows=sum(map(len, read.values())),
        precision=estimate(lambda p, codes: _out_of(p.patterns, p.patterns & codes), over=tagged, right=tagged),
        recall=estimate(lambda p, codes: _out_of(codes, p.patterns & codes), over=everything, right=tagged),
        precision_accepted=estimate(
            lambda p, codes: _out_of(p.accepted, p.accepted & codes), over=accepted, right=accepted
        ),
        recall_accepted=estimate(
            lambda p, codes: _out_of(codes, p.accepted & codes), over=everything, right=accepted
        ),
    )


def plan_pattern(
    pattern_id: str, passages: Sequence[PassageRow], truth: Truth, *, expected: float | None
) -> PatternPlan:
    """Return what is known of a pattern's tags, and how many more to read.

    Args:
        pattern_id: the pattern.
        passages: all sentences that the machine tagged with it.
        truth: what people say of those drawn at random, also of those drawn for this pattern alone.
        expected: the precision over all patterns, as far as it is known.
    """
    cells: dict[Cell, list[PassageRow]] = defaultdict(list)
    for passage in passages:
        cells[find_cell(passage, pattern_id)].append(passage)
    samples = [_sample_pattern(pattern_id, rows, truth) for rows in cells.values()]
    precision = estimate_share(samples)
    n_read = sum(len(sample.units) for sample in samples)
    n_right = sum(unit.part for sample in samples for unit in sample.units)
    guess = (n_right + _PRIOR_ROWS * (_PRIOR if expected is None else expected)) / (n_read + _PRIOR_ROWS)
    is_known = precision.value is not None and precision.high - precision.low <= 2 * HALF_WIDTH
    return PatternPlan(
        pattern_id=pattern_id,
        n_tags=len(passages),
        n_read=n_read,
        n_right=round(n_right, 2),
        precision=precision,
        to_read=0
        if is_known
        else min(max(1, count_needed(guess, len(passages)) - n_read), len(passages) - n_read),
    )


def count_needed(share: float, size: int) -> int:
    """Return how many of `size` sentences to read at random, so that the interval of a share is narrow enough.

    Args:
        share: expected, 0 to 1.
        size: sentences there are; near to all of them, little is left to chance.

    Source: Cochran 1977, section 4.4 (finite population correction).

    Example:
        >>> count_needed(0.9, 10_000), count_needed(0.5, 10_000), count_needed(0.5, 21)
        (37, 92, 18)
    """
    for n in range(1, size):
        effective = n * (size - 1) / (size - n)
        low, high = wilson_interval(share * effective, effective)
        if high - low <= 2 * HALF_WIDTH:
            return n
    return size


def estimate_share(cells: Sequence[CellSample]) -> Estimate:
    """Return a share over several cells, each sampled at random."""
    n_rows = sum(unit.whole > 0 for cell in cells for unit in cell.units)
    whole = _total(cells, lambda unit: unit.whole)
    if whole == 0 or any(not cell.units for cell in cells):
        return Estimate(value=None, low=0.0, high=1.0, n_rows=n_rows)
    share = _total(cells, lambda unit: unit.part) / whole
    low, high = _interval(share, whole, cells)
    return Estimate(value=share, low=low, high=high, n_rows=n_rows)


_Count = Callable[[PassageRow, frozenset[str]], Unit]
"""Says what a sentence counts, given what a person says of it."""


def _out_of(whole: frozenset[str], part: frozenset[str]) -> Unit:
    return Unit(whole=len(whole), part=len(part))


def _sample_pattern(pattern_id: str, passages: Sequence[PassageRow], truth: Truth) -> CellSample:
    units = tuple(
        _average([Unit(whole=1, part=pattern_id in codes) for codes in truth[passage.finding_id]])
        for passage in passages
        if passage.finding_id in truth
    )
    return CellSample(size=len(passages), weights=_calibrate(len(passages), [1.0] * len(units)), units=units)


def _interval(share: float, whole: float, cells: Sequence[CellSample]) -> tuple[float, float]:
    nudged = share
    if share in (0, 1):
        # As if one sentence more had been read, the one that stands for most, and spoken against the others.
        more = max(cell.size / len(cell.units) for cell in cells)
        nudged = (share * whole + (1 - share) * more) / (whole + more)
    variance = sum(_variance(cell, nudged) for cell in cells) / whole**2
    if variance == 0:
        return share, share  # every sentence was read
    n = nudged * (1 - nudged) / variance
    return wilson_interval(share * n, n)


def _total(cells: Sequence[CellSample], value: Callable[[Unit], float]) -> float:
    return sum(w * value(unit) for cell in cells for w, unit in zip(cell.weights, cell.units, strict=True))


def _variance(cell: CellSample, share: float) -> float:
    """Return the variance of a cell's total of residuals, with two sentences added that need not have been met."""
    n = len(cell.units)
    residuals = [w * (u.part - share * u.whole) for w, u in zip(cell.weights, cell.units, strict=True)]
    residuals += [cell.size / n * (1 - share) if cell.can_be_right else 0.0, cell.size / n * -share]
    mean = sum(residuals) / len(residuals)
    spread = sum((residual - mean) ** 2 for residual in residuals) / (len(residuals) - 1)
    return (1 - n / cell.size) * n * spread


def _average(units: Sequence[Unit]) -> Unit:
    """Return what several people say of one sentence as one voice."""
    return Unit(
        whole=sum(unit.whole for unit in units) / len(units), part=sum(unit.part for unit in units) / len(units)
    )


def _base_weights(drawn_from: Mapping[str, int]) -> dict[str, float]:
    """Return how many sentences each row stands for, by the size of its cell and what was read of it.

    Several draws from one cell are one larger draw.
    """
    n_read = Counter(drawn_from.values())
    return {finding_id: size / n_read[size] for finding_id, size in drawn_from.items()}


def _calibrate(size: int, base: Sequence[float]) -> tuple[float, ...]:
    """Return the weights scaled so that they add up to the size of the cell as it is now."""
    total = sum(base)
    return tuple(size * weight / total for weight in base)
