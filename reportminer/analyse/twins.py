"""Which areas are alike: those whose reports speak of the same themes on the same sides."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from reportminer.analyse.count_records import AreaTwin
from reportminer.analyse.sided import Sided
from reportminer.records import Polarity
from reportminer.store.views import ReportRow

LEAST_FINDINGS: Final = 20
"""Findings with a side that an area must have: of fewer, over two dozen themes, the shares are mostly chance."""
N_TWINS: Final = 3
"""Nearest areas that are listed."""
N_ALIKE: Final = 3
"""Themes and sides that are named as what makes two areas alike."""
_NATIONS = ("E92", "K0", "N92", "S92", "W92")
"""First letters of the GSS codes of the United Kingdom and its nations (ONS, Register of Geographic Codes)."""

_Area = tuple[str, str]
_Trait = tuple[str, Polarity]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Profile:
    area: _Area
    n_findings: int
    shares: npt.NDArray[np.float64]
    """(traits,): a unit row."""


def find_twins(sided: Iterable[Sided], *, reports: Sequence[ReportRow]) -> list[AreaTwin]:
    """Return the nearest areas of each, by area, then rank; areas with few findings and nations are left out.

    Args:
        sided: as `sided.list_sided` gives it.
        reports: the counted reports.
    """
    counts, totals = _count(sided, reports)
    traits = sorted({trait for found in counts.values() for trait in found})
    profiles = [
        _make_profile(area, counts[area], traits, totals[area])
        for area in sorted(counts, key=lambda area: (area[0].casefold(), area[1]))
        if totals[area] >= LEAST_FINDINGS
    ]
    return [twin for profile in profiles for twin in _rank(profile, profiles, traits)]


def _count(
    sided: Iterable[Sided], reports: Sequence[ReportRow]
) -> tuple[Mapping[_Area, Counter[_Trait]], Mapping[_Area, int]]:
    """Return for each area its findings by theme and side, a mixed one half on either, and how many there are."""
    areas = {
        r.report_id: (r.area, r.area_code) for r in reports if r.area and not r.area_code.startswith(_NATIONS)
    }
    counts: dict[_Area, Counter[_Trait]] = defaultdict(Counter)
    members: dict[_Area, set[str]] = defaultdict(set)
    for item in sided:
        area = areas.get(item.finding.report_id)
        if area is None:
            continue
        members[area].add(item.finding.finding_id)
        if item.side is Polarity.MIXED:
            # Doubled, so that counts stay whole; shares do not change.
            counts[area][item.theme_id, Polarity.GOOD_PRACTICE] += 1
            counts[area][item.theme_id, Polarity.FAILURE] += 1
        else:
            counts[area][item.theme_id, item.side] += 2
    return counts, {area: len(found) for area, found in members.items()}


def _make_profile(area: _Area, counts: Mapping[_Trait, int], traits: Sequence[_Trait], n: int) -> _Profile:
    row = np.array([counts.get(trait, 0) for trait in traits], np.float64)
    return _Profile(area=area, n_findings=n, shares=row / np.linalg.norm(row))


def _rank(profile: _Profile, profiles: Sequence[_Profile], traits: Sequence[_Trait]) -> list[AreaTwin]:
    others = [other for other in profiles if other is not profile]
    if not others:
        return []
    likeness = [float(profile.shares @ other.shares) for other in others]
    nearest = sorted(range(len(others)), key=lambda place: -likeness[place])[:N_TWINS]
    return [
        AreaTwin(
            area=profile.area[0],
            area_code=profile.area[1],
            rank=rank,
            twin=others[place].area[0],
            twin_code=others[place].area[1],
            likeness=min(likeness[place], 1.0),
            mean_likeness=min(sum(likeness) / len(likeness), 1.0),
            n_findings=profile.n_findings,
            n_twin_findings=others[place].n_findings,
            alike=_name_alike(profile.shares * others[place].shares, traits),
        )
        for rank, place in enumerate(nearest, start=1)
    ]


def _name_alike(products: npt.NDArray[np.float64], traits: Sequence[_Trait]) -> tuple[str, ...]:
    best = sorted(range(len(traits)), key=lambda place: -products[place])[:N_ALIKE]
    return tuple(f"{traits[place][0]}:{traits[place][1]}" for place in best if products[place] > 0)
