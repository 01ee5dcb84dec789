"""Counts corrected by what people read at random."""

import pytest

from reportminer.analyse.correction import (
    LEAN,
    NOTHING,
    Machine,
    Read,
    Share,
    correct_count,
    correct_prevalence,
    share_from_interval,
    share_from_weights,
)
from reportminer.analyse.intervals import wilson_interval

MACHINE = Machine(precision=Share(value=0.6, n=200), recall=Share(value=0.5, n=100), n_rows=300)


def test_published_examples() -> None:
    """20 of 120 with sensitivity 0.9 and specificity 0.99: 0.17603, Wilson 0.1129887 to 0.2623065 (RSurveillance,
    `tp`). 23 of 150 cows with 0.96 and 0.89: 5.1 in 100 (epiR, `epi.prev`)."""
    assert correct_prevalence(20 / 120, sensitivity=0.9, specificity=0.99) == pytest.approx(0.17603, abs=5e-6)
    ends = [correct_prevalence(end, sensitivity=0.9, specificity=0.99) for end in wilson_interval(20, 120)]
    assert ends == pytest.approx([0.1129887, 0.2623065], abs=1e-6)
    assert correct_prevalence(23 / 150, sensitivity=0.96, specificity=0.89) == pytest.approx(0.051, abs=5e-4)


def test_both_forms_are_the_same() -> None:
    """Of 1000 sentences 60 are tagged, 40 of them rightly, and 40 are missed: 60 x precision / recall is what the
    usual form gives, and the truth."""
    usual = correct_prevalence(60 / 1000, sensitivity=40 / 80, specificity=900 / 920)
    assert usual * 1000 == pytest.approx(80)
    n_tags, precision, recall = 60, 40 / 60, 40 / 80
    assert n_tags * precision / recall == pytest.approx(80)


def test_the_figure_of_one_pattern_leans_on_that_of_all() -> None:
    """Without a sentence of its own it is that of all; with as many as it leans on it stands half way."""
    assert correct_count([3], machine=MACHINE).precision.value == pytest.approx(0.6)
    own = Read(tagged=Share(value=1.0, n=LEAN), carrying=NOTHING.carrying)
    found = correct_count([3], machine=MACHINE, read=own)
    assert found.precision.value == pytest.approx(0.8)
    assert found.recall.value == pytest.approx(0.5)


def test_findings_and_reports() -> None:
    """Ten tags, six right, half of all found: twelve. Reports with three, three and four tags surely hold one."""
    found = correct_count([3, 3, 4], machine=MACHINE)
    assert (found.n_tags, found.n_rows) == (10, 300)
    assert found.findings.value == pytest.approx(12)
    assert found.reports.value == pytest.approx(2 * (1 - 0.4**3) + 1 - 0.4**4)
    for figure in (found.findings, found.reports, found.precision, found.recall):
        assert figure.value is not None
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low < figure.value < figure.high


def test_a_pattern_never_found_may_be_there() -> None:
    """Of no tag none is right, but some sentences may have been missed."""
    found = correct_count([], machine=MACHINE)
    assert (found.findings.value, found.findings.low, found.reports.high) == (0, 0, 0)
    assert found.findings.high is not None
    assert found.findings.high > 0


def test_more_reading_makes_the_interval_narrower() -> None:
    """A review of ten times as many sentences says more of the pattern."""
    ends = []
    for n in (20, 200):
        read = Read(tagged=Share(value=0.6, n=n), carrying=Share(value=0.5, n=n))
        found = correct_count([5] * 6, machine=MACHINE, read=read).findings
        assert found.low is not None
        assert found.high is not None
        ends.append(found.high - found.low)
    assert ends[1] < ends[0] / 1.5


@pytest.mark.parametrize(("right", "n"), [(0, 12), (12, 12), (5, 40)])
def test_a_share_is_as_known_as_its_interval_says(right: int, n: int) -> None:
    """From Wilson's interval of n sentences n comes back, nearly."""
    low, high = wilson_interval(right, n)
    assert share_from_interval(right / n, low, high).n == pytest.approx(n, rel=0.12)


def test_sentences_that_stand_for_many_tell_less() -> None:
    """Kish's effective number: of 1, 1 and 10 it is 144 / 102; the share is weighed."""
    found = share_from_weights([1, 1, 10], [1, 0, 1])
    assert found.value == pytest.approx(11 / 12)
    assert found.n == pytest.approx(144 / 102)
    assert share_from_weights([], []).n == 0
