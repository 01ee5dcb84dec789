"""Which areas are alike."""

import pytest

from reportminer.analyse.twins import LEAST_FINDINGS, find_twins
from reportminer.records import Polarity
from reportminer.store.views import FindingRow
from tests.analyse.rows import make_report
from tests.analyse.sided_rows import bad, good, sided

REPORTS = [
    make_report("R0", area="North", area_code="E06000001"),
    make_report("R1", area="South"),
    make_report("R2", area="West"),
    make_report("R3", area="England", area_code="E92000001"),
    make_report("R4", area=""),
]


def many(report: int, n_flow: int, n_homes: int) -> list[FindingRow]:
    """Failures of flow and praise of homes in one report."""
    flow = [bad(f"R{report}-f{i}") for i in range(n_flow)]
    return flow + [good(f"R{report}-h{i}", "homes") for i in range(n_homes)]


def test_the_nearest_area_comes_first() -> None:
    """Shares count and not numbers: thirty findings in the same proportion as twenty are a perfect twin."""
    found = find_twins(sided(*many(0, 15, 5), *many(1, 30, 10), *many(2, 0, 20)), reports=REPORTS)
    north = [twin for twin in found if twin.area == "North"]
    assert [(twin.rank, twin.twin) for twin in north] == [(1, "South"), (2, "West")]
    assert north[0].likeness == pytest.approx(1.0)
    assert north[1].likeness == pytest.approx(5 / (15**2 + 5**2) ** 0.5)
    assert north[0].mean_likeness == pytest.approx((1 + north[1].likeness) / 2)
    assert (north[0].area_code, north[0].n_findings, north[0].n_twin_findings) == ("E06000001", 20, 40)
    assert north[0].alike == ("flow:failure", "homes:good_practice")


def test_few_findings_nations_and_unknown_areas_have_no_twins() -> None:
    """Below twenty findings shares are chance; England is no area like others."""
    findings = sided(*many(0, 20, 0), *many(1, LEAST_FINDINGS - 1, 0), *many(3, 20, 0), *many(4, 20, 0))
    assert find_twins(findings, reports=REPORTS) == []


def test_a_mixed_finding_is_half_of_either_side() -> None:
    """Ten mixed findings and fifteen of praise weigh twenty to five."""
    mixed = [type(i)(finding=i.finding, theme_id="homes", side=Polarity.MIXED) for i in sided(*many(0, 0, 10))]
    praise = [good(f"R0-p{i}", "homes") for i in range(15)]
    blame = [bad(f"R1-{i}", "homes") for i in range(20)]
    found = find_twins([*mixed, *sided(*praise, *blame)], reports=REPORTS)
    assert found[0].area == "North"
    assert found[0].likeness == pytest.approx(5 / (20**2 + 5**2) ** 0.5)
