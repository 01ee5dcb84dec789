"""Results of a question, or all findings under filters, with ways to narrow them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportminer.errors import ConfigError, Missing, UsageError
from reportminer.records import Hit
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters
from reportminer.workflow.browsing.asking import Asking
from reportminer.workflow.browsing.facets import count_facets
from reportminer.workflow.browsing.listing import list_hits, list_results
from reportminer.workflow.browsing.state import State
from reportminer.workflow.browsing.views import Facet, SearchPage
from reportminer.workflow.searching import Searcher

NO_FILTERS = Filters()
_NOTHING = "No finding passes all these filters. Take one of them away."
N_ON_PAGE = 20
N_BEST = 200
"""Results of a question that are counted and paged: those beyond them are hardly about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked."""

    query: str = ""
    """Words; empty for all findings under the filters."""
    filters: Filters = NO_FILTERS
    """What it is narrowed to."""
    mode: str = "hybrid"
    """`hybrid`, `lexical` or `semantic`."""
    one_per_area: bool = False
    """Whether each area appears once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found, over all pages."""

    hits: tuple[Hit, ...] = ()
    """Best first; without a question in the order of the reports."""
    facets: tuple[Facet, ...] = ()
    """Ways to narrow them."""
    n_considered: int = 0
    """As in `SearchPage`."""
    suggestions: tuple[str, ...] = ()
    """As in `SearchPage`."""
    problem: str = ""
    """As in `SearchPage`."""
    remarks: tuple[str, ...] = ()
    """As in `SearchPage`."""


def ask(connection: Connection, state: State, searcher: Searcher, question: Question) -> Results:
    """Answer a question that can be asked (see `problems`)."""
    asking = Asking(connection, state, searcher, question.query, mode=question.mode, limit=N_BEST)
    try:
        answer = asking.answer(question.filters, one_per_area=question.one_per_area)
        facets = count_facets(state, question.filters, asking.results_under)
    except (UsageError, ConfigError, Missing) as error:
        return Results(problem=f"{error.found[:1].upper()}{error.found[1:]}. Search by words alone instead.")
    return Results(
        hits=answer.hits,
        facets=facets,
        n_considered=N_BEST if len(answer.hits) >= N_BEST else 0,
        suggestions=answer.suggestions,
        remarks=answer.remarks,
    )


def list_all(state: State, question: Question) -> Results:
    """Return all findings under the filters of a question without words."""
    hits = list_hits(state, question.filters)
    return Results(
        hits=_one_per_area(hits) if question.one_per_area else tuple(hits),
        facets=count_facets(state, question.filters, lambda filters: list_results(state, filters)),
        remarks=() if hits else (_NOTHING,),
    )


def make_search_page(results: Results, question: Question, page: int) -> SearchPage:
    """Return one page of results; a number beyond the last page gives the last one."""
    n_pages = max(1, -(-len(results.hits) // N_ON_PAGE))
    page = min(max(page, 1), n_pages)
    start = (page - 1) * N_ON_PAGE
    return SearchPage(
        query=question.query,
        mode=question.mode,
        filters=question.filters,
        one_per_area=question.one_per_area,
        hits=results.hits[start : start + N_ON_PAGE],
        first=start + 1,
        n_hits=len(results.hits),
        n_considered=results.n_considered,
        page=page,
        n_pages=n_pages,
        facets=results.facets,
        suggestions=results.suggestions,
        problem=results.problem,
        remarks=results.remarks,
    )


def _one_per_area(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.area or hit.report_id, hit)
    return tuple(first.values())
