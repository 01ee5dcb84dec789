"""Search in the evidence browser: lists, facets, pages, and questions that cannot be asked."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.errors import ConfigError
from reportminer.export.csv_files import format_csv
from reportminer.store.matching import Filters
from reportminer.workflow.browsing import search_page
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.browsing.keeping import StateKeeper
from reportminer.workflow.browsing.recent import N_KEPT, RecentResults
from reportminer.workflow.browsing.search_page import N_ON_PAGE, Question, Results
from reportminer.workflow.browsing.views import FacetValue, SearchPage
from tests.export.workspace import VISION, make_settings
from tests.workflow.browsing_workspaces import SHARED, SURE, browse, make_report, several, store


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Four reports of three areas and one without, seven findings of which two repeat each other."""
    return browse(store(tmp_path_factory.mktemp("w") / "several", several()))


def values(page: SearchPage, name: str) -> dict[str, int]:
    """The values of a facet with their numbers."""
    (facet,) = (facet for facet in page.facets if facet.name == name)
    return {value.value: value.n for value in facet.values}


def selected(page: SearchPage) -> list[FacetValue]:
    """What results are narrowed to now."""
    return [value for facet in page.facets for value in facet.values if value.selected]


def test_without_a_question_all_findings_are_listed(browser: Browser) -> None:
    """In the order of the reports; a passage that repeats another is folded into it."""
    page = browser.search()
    assert [hit.area for hit in page.hits] == ["North"] * 4 + ["South"] * 2 + ["South Valley", ""]
    assert (page.n_hits, page.n_considered, page.problem) == (8, 0, "")
    assert len(page.hits[0].others) == 1
    assert page.hits[-1].title == "press"


@pytest.mark.parametrize("query", ["", "money vision leaders pool"])
@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(polarity="good_practice"),
        Filters(theme="finance", area="north"),
        Filters(area="South"),
        Filters(pattern="no_shared_vision", since="2018"),
    ],
)
def test_a_value_leads_to_as_many_results_as_it_says(browser: Browser, query: str, filters: Filters) -> None:
    """Each value of each facet, chosen in place of the one chosen now, gives exactly its number of results."""
    page = browser.search(query, filters=filters, mode="lexical")
    for facet in page.facets:
        for value in facet.values:
            narrowed = browser.search(query, filters=replace(filters, **{facet.name: value.value}), mode="lexical")
            assert (facet.name, value.value, narrowed.n_hits) == (facet.name, value.value, value.n)


def test_facets_leave_their_own_filter_out(browser: Browser) -> None:
    """A person who has chosen one area sees what the others would give, and which one is chosen."""
    page = browser.search(filters=Filters(area="E1"))
    assert values(page, "area") == {"E1": 4, "South": 4, "South Valley": 1}
    assert values(page, "pattern") == {"pooled_budgets": 3, "no_shared_vision": 1}
    assert [value.label for value in selected(page)] == ["North"]


def test_an_area_may_be_asked_for_by_name(browser: Browser) -> None:
    """In any case, also where the value of the facet is its code."""
    page = browser.search(filters=Filters(area="NORTH"))
    assert [(value.value, value.n) for value in selected(page)] == [("E1", 4)]


def test_a_mixed_finding_is_on_both_sides(browser: Browser) -> None:
    """As in the exports: it passes the filter on either."""
    sides = values(browser.search(), "polarity")
    assert sides == {"good_practice": 7, "failure": 2, "mixed": 1}


def test_labels_are_for_people(browser: Browser) -> None:
    """Ids become words; the number stands apart."""
    labels = {facet.name: {v.label for v in facet.values} for facet in browser.search().facets}
    assert labels["pattern"] == {"Pooled budgets", "No shared vision", "Shared vision"}
    assert labels["report_type"] == {"Local system review"}
    assert "Good practice" in labels["polarity"]


def test_one_per_area_lists_each_area_once(browser: Browser) -> None:
    """A report without an area is an area of its own."""
    for query in ("", "money vision leaders pool"):
        page = browser.search(query, mode="lexical", one_per_area=True)
        areas = [hit.area for hit in page.hits]
        assert sorted(areas) == sorted(set(areas))
        assert page.one_per_area


def test_a_question_is_answered_best_first(browser: Browser) -> None:
    """With the words that matched, and sentences without the words left out."""
    page = browser.search("one pot", mode="lexical")
    assert page.hits[0].text == "The two councils of the north put their money into one pot."
    assert page.hits[0].matched
    assert page.hits[0].score >= page.hits[-1].score


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"query": "?!"}, "holds no word"),
        ({"query": "pool", "mode": "magic"}, "no way to search"),
        ({"filters": Filters(area="Nrth")}, "No area 'Nrth' in this workspace"),
        ({"filters": Filters(pattern="pooled")}, "did you mean 'pooled_budgets'?"),
        ({"filters": Filters(theme="<script>")}, "No theme"),
        ({"filters": Filters(report_type="novel")}, "no kind of report"),
        ({"filters": Filters(polarity="bad")}, "no side"),
        ({"filters": Filters(since="last year")}, "is no date"),
        ({"filters": Filters(until="2018-13")}, "is no date"),
    ],
)
def test_what_cannot_be_asked_is_said_in_plain_words(
    browser: Browser, asked: dict[str, object], said: str
) -> None:
    """No error, no hits, no hint of the command line; and the table is empty."""
    page = browser.search(**asked)  # type: ignore[arg-type]
    assert said in page.problem
    assert "--" not in page.problem
    assert (page.hits, page.n_hits, page.page, page.n_pages) == ((), 0, 1, 1)
    table = browser.table("search", **asked)  # type: ignore[arg-type]
    assert table is not None
    assert table[1] == []


def test_an_encoder_that_does_not_fit_is_a_problem_and_no_error(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vectors of another program cannot be compared; words can still be searched for."""

    def refuse(*_: object, **__: object) -> None:
        raise ConfigError("the workspace was encoded with A, the settings name B", remedy="run again")

    monkeypatch.setattr(browser._searcher, "search", refuse)
    assert browser.search("pool").problem == (
        "The workspace was encoded with A, the settings name B. Search by words alone instead."
    )


def test_results_come_in_pages(tmp_path: Path) -> None:
    """Every result stands on one page; a page beyond the last is the last, one before the first the first."""
    findings = [(f"Budget number {number} of the towns was pooled.", SURE) for number in range(N_ON_PAGE + 5)]
    browser = browse(store(tmp_path / "w", [make_report("a.pdf", "A", findings)]))
    first, second = browser.search(), browser.search(page=2)
    assert (first.n_hits, first.n_pages, first.first, len(first.hits)) == (25, 2, 1, N_ON_PAGE)
    assert (second.page, second.first, len(second.hits)) == (2, N_ON_PAGE + 1, 5)
    assert not {h.finding_id for h in first.hits} & {h.finding_id for h in second.hits}
    assert browser.search(page=99) == second
    assert browser.search(page=-3) == first


def test_only_the_best_results_of_a_question_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their number is stated; a value that is chosen has the number of results that are shown."""
    monkeypatch.setattr(search_page, "N_BEST", 5)
    findings = [(f"Budget number {number} was pooled.", SURE if number % 4 else VISION) for number in range(20)]
    browser = browse(store(tmp_path / "w", [make_report("a.pdf", "A", findings)]))
    page = browser.search("budget pooled", mode="lexical")
    assert (page.n_hits, page.n_considered) == (5, 5)
    assert sum(values(page, "pattern").values()) == 5
    chosen = browser.search("budget pooled", mode="lexical", filters=Filters(pattern="shared_vision"))
    assert [(value.value, value.n) for value in selected(chosen)] == [("shared_vision", chosen.n_hits)]


def test_the_table_holds_all_pages_of_results(browser: Browser) -> None:
    """In the same order, with what was folded in named."""
    page = browser.search()
    table = browser.table("search")
    assert table is not None
    spec, rows = table
    assert [row["finding_id"] for row in rows] == [hit.finding_id for hit in page.hits]
    assert [row["rank"] for row in rows] == list(range(1, page.n_hits + 1))
    assert rows[0]["repeats"] == page.hits[0].others
    assert format_csv(spec, rows).decode().startswith("finding_id,report_id,area,")


def test_the_table_of_a_question_holds_sentences_without_a_code(tmp_path: Path) -> None:
    """What a search finds need not be a finding; it has its row, page and facets all the same."""
    mined = make_report("a.pdf", "A", [(SHARED, SURE), ("The fund is kept at the town hall.", SURE)])
    plain = replace(mined.codings[1], tags=(), polarity="none")
    browser = browse(store(tmp_path / "w", [replace(mined, codings=(mined.codings[0], plain))]))
    assert browser.search().n_hits == 1
    page = browser.search("town hall", mode="lexical")
    assert [hit.text for hit in page.hits] == ["The fund is kept at the town hall."]
    assert values(page, "area") == {"A": 1}
    assert values(page, "polarity") == {"none": 1}
    table = browser.table("search", "town hall", mode="lexical")
    assert table is not None
    assert [row["polarity"] for row in table[1]] == ["none"]
    assert format_csv(*table).count(b"\r\n") == 2
    assert browser.finding(page.hits[0].finding_id) is not None


def test_further_pages_of_a_question_are_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is remembered until the workspace changes."""
    findings = [(f"Budget number {number} of the towns was pooled.", SURE) for number in range(N_ON_PAGE + 5)]
    workspace = store(tmp_path / "w", [make_report("a.pdf", "A", findings)])
    browser, asked = browse(workspace), []
    search = browser._searcher.search

    def count(query: str, **options: object) -> object:
        asked.append(query)
        return search(query, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(browser._searcher, "search", count)
    first = browser.search("pooled budget", mode="lexical")
    assert browser.search("pooled budget", mode="lexical", page=2).n_hits == first.n_hits
    assert browser.table("search", "pooled budget", mode="lexical") is not None
    assert len(asked) == 1
    store(workspace, [make_report("b.pdf", "B", [("Another budget was pooled, far away.", SURE)])])
    assert browser.search("pooled budget", mode="lexical").n_hits == first.n_hits + 1


def test_remembered_answers_are_few(tmp_path: Path) -> None:
    """The oldest makes room; one that is asked for again stays."""
    keeper = StateKeeper(store(tmp_path / "w", several()), settings=make_settings())
    recent, questions = RecentResults(), [Question(query=str(number)) for number in range(N_KEPT + 1)]
    with keeper.look() as (_, state):
        for question in questions[:-1]:
            recent.keep(state, question, Results())
        assert recent.find(state, questions[0]) is not None
        recent.keep(state, questions[-1], Results())
        assert recent.find(state, questions[0]) is not None
        assert recent.find(state, questions[1]) is None


@pytest.mark.parametrize("filters", [Filters(), Filters(polarity="failure"), Filters(area="South")])
def test_every_area_with_a_match_has_its_best_one(browser: Browser, filters: Filters) -> None:
    """No area is lost because only as many are looked for as there are."""
    query = "money vision leaders pool"
    every = browser.search(query, filters=filters, mode="lexical")
    once = browser.search(query, filters=filters, mode="lexical", one_per_area=True)
    assert {hit.area or hit.report_id for hit in once.hits} == {hit.area or hit.report_id for hit in every.hits}
    assert once.hits[0] == every.hits[0]
