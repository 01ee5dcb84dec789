"""Ways to narrow results, each value with the number of results that it would leave."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from reportminer.records import Polarity, ReportType
from reportminer.store.matching import Filters
from reportminer.workflow.browsing.names import name_code, name_polarity
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.traits import FACETS, Traits, area_value
from reportminer.workflow.browsing.views import Facet, FacetValue

Result = tuple[Traits, ...]
"""The sentences that one result stands for."""

_LABELS = {
    "area": "Area",
    "report_type": "Kind of report",
    "theme": "Theme",
    "pattern": "Pattern",
    "polarity": "Side",
}


def count_facets(
    state: State, filters: Filters, results_under: Callable[[Filters], Iterable[Result]]
) -> tuple[Facet, ...]:
    """Return every facet with its values.

    Args:
        state: names of areas, themes and patterns.
        filters: what results are narrowed to now.
        results_under: gives the results under filters; it is asked once for each facet that narrows now, without
            that one, so that a person sees what another value would give, and once for all others.
    """
    labels = _label_values(state)
    under = {filters: list(results_under(filters))}
    facets = []
    for name in FACETS:
        others = replace(filters, **{name: ""})
        if others not in under:
            under[others] = list(results_under(others))
        chosen = _as_value(getattr(filters, name), labels[name])
        facets.append(
            _count_facet(name, under[others], chosen=chosen, n_now=len(under[filters]), labels=labels[name])
        )
    return tuple(facets)


def _count_facet(
    name: str, results: Iterable[Result], *, chosen: str, n_now: int, labels: Mapping[str, str]
) -> Facet:
    counts = Counter(value for result in results for value in {v for traits in result for v in traits[name]})
    if chosen:
        # Of a question only the best results are counted, and under this value more of them may be found.
        counts[chosen] = n_now
    values = [
        FacetValue(value=value, label=labels.get(value, value), n=n, selected=value == chosen)
        for value, n in counts.items()
    ]
    return Facet(
        name=name,
        label=_LABELS[name],
        values=tuple(sorted(values, key=lambda v: (-v.n, v.label.casefold(), v.value))),
    )


def _as_value(chosen: str, labels: Mapping[str, str]) -> str:
    """Return the value that is meant: an area may be asked for by its name, in any case, where it has a code."""
    for value, label in labels.items():
        if chosen and chosen.casefold() in (value.casefold(), label.casefold()):
            return value
    return chosen


def _label_values(state: State) -> dict[str, dict[str, str]]:
    reports = [entry.report for entry in state.reports.values()]
    return {
        "area": {area_value(report): report.area or report.area_code for report in reports if area_value(report)},
        "report_type": {kind: name_code(kind) for kind in ReportType},
        "theme": {theme_id: entry.label for theme_id, entry in state.themes.items()},
        "pattern": {pattern_id: entry.name for pattern_id, entry in state.patterns.items()},
        "polarity": {side: name_polarity(side) for side in Polarity},
    }
