"""Evidence for and against in the evidence browser: what is quoted, in which order, and what counts."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.records import Nearest
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.browsing.views import Passage
from tests.export.workspace import NO_VISION, REPEATED, VISION, make_workspace
from tests.workflow.browsing_workspaces import SHARED, SURE, browse, make_report, several, store
from tests.workflow.test_reprints import make_release


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Four reports of three areas."""
    return browse(store(tmp_path_factory.mktemp("w") / "several", several()))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """One of everything."""
    return browse(make_workspace(tmp_path_factory.mktemp("w") / "tiny"))


def texts(passages: tuple[Passage, ...]) -> list[str]:
    """What is quoted."""
    return [passage.finding.text for passage in passages]


def test_quotations_are_balanced_over_areas(browser: Browser) -> None:
    """First the accepted ones in rounds, the surest first and one an area each; then those to be read first."""
    page = browser.pattern("pooled_budgets")
    assert page is not None
    assert texts(page.quotations) == [
        "The two councils of the north put their money into one pot.",
        "Southern money lay in one account.",
        "Money was shared there too.",
        SHARED,
        "A joint fund paid for the beds.",
        "The valley pooled a little.",
    ]
    assert page.n_accepted == 4


def test_repeats_are_folded_into_the_one_that_counts(browser: Browser) -> None:
    """A passage that two reports share is quoted once, from the first published, and names the other."""
    page = browser.pattern("pooled_budgets")
    assert page is not None
    shared = [passage for passage in page.quotations if passage.finding.text == SHARED]
    assert [passage.report.report.area for passage in shared] == ["North"]
    assert [passage.counts for passage in shared] == [True]
    (repeat,) = shared[0].repeats
    finding = browser.finding(repeat)
    assert finding is not None
    assert finding.passage.report.report.area == "South"
    assert not finding.passage.counts
    assert [hit.finding_id for hit in finding.repeats] == [shared[0].finding.finding_id]


def test_what_only_repeats_stands_in_its_area_uncounted(browser: Browser) -> None:
    """An area's page shows all that its reports say, and marks what another report said before."""
    page = browser.area("south")
    assert page is not None
    assert {passage.finding.text: passage.counts for passage in page.findings}[SHARED] is False
    assert page.entry.n_findings == sum(passage.counts for passage in page.findings) == 2


def test_findings_of_a_reprint_are_shown_and_not_counted(tmp_path: Path) -> None:
    """The reprint's page lists them; the pattern counts those of the original alone."""
    releases = [make_release("a.pdf", "2018-07"), make_release("b.pdf", "2018-08", seed=5)]
    browser = browse(store(tmp_path / "w", releases))
    original, reprint = browser.overview().reports
    assert reprint.reprint_of == original.report.report_id
    page = browser.report(reprint.report.report_id)
    assert page is not None
    assert len(page.findings) == 2
    assert not any(passage.counts for passage in page.findings)
    pattern = browser.pattern("no_shared_vision")
    assert pattern is not None
    assert [(p.report.report.report_id, p.counts) for p in pattern.quotations] == [
        (original.report.report_id, True),
        (reprint.report.report_id, False),
    ]


def test_contradicting_evidence_is_of_the_same_theme_and_the_other_side(browser: Browser) -> None:
    """A shared vision is contradicted by the failure to share one, not by money."""
    page = browser.pattern("shared_vision")
    assert page is not None
    assert texts(page.contradicting) == ["Leaders of the north pulled in different directions."]
    money = browser.pattern("pooled_budgets")
    assert money is not None
    assert money.contradicting == ()


def test_near_miss_says_why_it_was_not_tagged(tiny: Browser) -> None:
    """A sentence that lost to the opposite side keeps its note, one far below the threshold has none."""
    page = tiny.pattern("no_shared_vision")
    assert page is not None
    assert [(miss.score, miss.note) for miss in page.near_misses] == [(0.66, "other_side")]


def test_patterns_easily_confused_are_named(tiny: Browser) -> None:
    """Those that the codebook names and knows."""
    pages = [tiny.pattern(key) for key in tiny.pattern_ids()]
    named = {page.entry.pattern_id: [e.pattern_id for e in page.confused_with] for page in pages if page}
    stated = {page.entry.pattern_id: page.pattern.confused_with for page in pages if page and page.pattern}
    assert any(named.values())
    assert all(set(named[key]) <= set(wanted) for key, wanted in stated.items())


def test_a_pattern_that_the_codebook_no_longer_knows_keeps_its_page(tmp_path: Path) -> None:
    """Its tags are evidence still; it has no definition."""
    stray = replace(SURE, pattern_id="old_nhs_code", theme_id="old_theme")
    browser = browse(store(tmp_path / "w", [make_report("a.pdf", "A", [("Old words.", stray)])]))
    page = browser.pattern("old_nhs_code")
    assert page is not None
    assert page.pattern is None
    assert (page.entry.name, page.entry.definition, page.entry.theme_label) == ("Old NHS code", "", "Old theme")
    assert [entry.pattern_id for entry in browser.codebook().unknown] == ["old_nhs_code"]
    assert browser.theme("old_theme") is not None


def test_sides_of_a_theme_stand_apart(browser: Browser) -> None:
    """A mixed sentence is neither good practice nor failure."""
    page = browser.theme("finance")
    assert page is not None
    assert "A joint fund paid for the beds." in texts(page.other)
    assert "A joint fund paid for the beds." not in texts(page.good_practice)
    assert page.failure == ()
    assert (page.entry.n_good_practice, page.entry.n_other) == (5, 1)


def test_silences_of_an_area_are_found_elsewhere(browser: Browser) -> None:
    """What no report of the area says and another area does."""
    page = browser.area("south")
    assert page is not None
    assert [entry.pattern_id for entry in page.silent] == ["no_shared_vision"]


def test_citation_names_report_year_and_printed_page(tiny: Browser) -> None:
    """What a reader needs to find it again."""
    page = tiny.pattern("no_shared_vision")
    assert page is not None
    passage = next(p for p in page.quotations if p.finding.text == REPEATED)
    assert passage.citation == (
        "Review Office (2018) Northbridge: local system review, p. i (page 1 of the file). "
        "Open Government Licence v3.0."
    )


def test_citation_names_the_paragraph(tmp_path: Path) -> None:
    """Where one is printed before the passage's block."""
    mined = make_report("a.pdf", "A", [(SHARED, SURE)])
    blocks = (replace(mined.document.blocks[0], marker="3.14"),)
    browser = browse(store(tmp_path / "w", [replace(mined, document=replace(mined.document, blocks=blocks))]))
    finding = browser.finding(mined.sentences[0].finding_id)
    assert finding is not None
    assert finding.passage.citation.endswith("p. 1, para. 3.14.")


def test_the_one_that_counts_is_shown_where_a_reprint_stands_before_it(tmp_path: Path) -> None:
    """A sentence that only a reprint added, and a later report repeats, is quoted from the later report."""
    original, reprint = make_release("a.pdf", "2018-07"), make_release("b.pdf", "2018-08", seed=5)
    later = make_report("c.pdf", "West", [(reprint.sentences[1].text, NO_VISION)], published="2019-01")
    different = replace(original.sentences[1], text="Each of the leaders went a way of their own in those years.")
    original = replace(original, sentences=(original.sentences[0], different))
    browser = browse(store(tmp_path / "w", [original, reprint, later]))
    page = browser.pattern("no_shared_vision")
    assert page is not None
    assert [(p.report.report.file, p.counts, len(p.repeats)) for p in page.quotations] == [
        ("a.pdf", True, 0),
        ("c.pdf", True, 1),
    ]
    assert page.entry.recurrence.n_findings == 2


def test_reports_without_an_area_are_areas_of_their_own(tmp_path: Path) -> None:
    """Of two such reports each speaks in the first round."""
    two = [("The first pot was shared by all.", SURE), ("A second pot was held in common.", SURE)]
    reports = [
        make_report("a.pdf", "", two),
        make_report("b.pdf", "", [("Money lay in a joint account.", replace(SURE, probability=0.81))]),
    ]
    browser = browse(store(tmp_path / "w", reports))
    page = browser.pattern("pooled_budgets")
    assert page is not None
    assert [passage.report.report.file for passage in page.quotations] == ["a.pdf", "b.pdf", "a.pdf"]
    assert [hit.title for hit in browser.search(one_per_area=True).hits] == ["a", "b"]


def test_near_misses_come_nearest_first(tmp_path: Path) -> None:
    """Whatever the order of the reports."""
    reports = [
        replace(
            make_report(f"{number}.pdf", "A", [(f"Money {number}.", SURE)], published=f"201{number}"),
            nearest=(Nearest(pattern_id="shared_vision", sentence=0, probability=probability),),
        )
        for number, probability in enumerate([0.2, 0.4, 0.1])
    ]
    page = browse(store(tmp_path / "w", reports)).pattern("shared_vision")
    assert page is not None
    assert [miss.score for miss in page.near_misses] == [0.4, 0.2, 0.1]


def test_what_is_found_nowhere_is_no_silence(tmp_path: Path) -> None:
    """A report or area is silent only on what others speak of."""
    reports = [
        make_report("a.pdf", "A", [("All held one vision.", VISION)]),
        make_report("b.pdf", "B", [("Nothing was to be seen there.", replace(VISION, pattern_id="stray"))]),
    ]
    browser = browse(store(tmp_path / "w", reports))
    area, report = browser.area("b"), browser.report(browser.report_ids()[1])
    assert area is not None
    assert report is not None
    assert [e.pattern_id for e in area.silent] == [e.pattern_id for e in report.silent] == ["shared_vision"]


def test_downloads_mark_what_counts_and_what_is_sure(browser: Browser) -> None:
    """Every finding has its row; the flags add up to the numbers of the page."""
    table = browser.table("patterns/pooled_budgets")
    assert table is not None
    rows = {(row["area"], row["text"]): (row["decision"], row["counted"]) for row in table[1]}
    assert rows["North", SHARED] == ("accepted", True)
    assert rows["South", SHARED] == ("accepted", False)
    assert rows["South Valley", "The valley pooled a little."] == ("review", True)
    for name in ("areas/south", f"reports/{browser.report_ids()[1]}"):
        table = browser.table(name)
        assert table is not None
        assert [row["counted"] for row in table[1]] == [False, True, True]
    table = browser.table("themes/finance")
    assert table is not None
    assert sum(bool(row["counted"]) for row in table[1]) == 6
