"""What pages say, and that they are sound HTML: every kind of page, from records made by hand."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from reportminer.store.matching import Filters
from reportminer.web.links import ServedLinks
from reportminer.web.rendering import render
from reportminer.web.site_links import SiteLinks
from tests.web.made_records import (
    DAMAGED,
    FILE,
    FINDING,
    FINDING_ID,
    HIT,
    MISSING,
    PAGES,
    PASSAGE,
    REPORT_ENTRY,
    REPORT_ID,
    SECRET,
    TAG,
    make_area,
    make_codebook,
    make_empty_overview,
    make_entry,
    make_finding,
    make_heat_map,
    make_overview,
    make_pattern,
    make_report,
    make_search,
    make_theme,
)
from tests.web.markup import Markup, find_faults, read_markup

SERVED = ServedLinks()
EMPTY = {
    "overview": make_empty_overview(),
    "search": make_search(query="", filters=Filters(), hits=(), n_hits=0, page=1, n_pages=1, facets=()),
    "finding": make_finding(pages=(), why_no_picture="It is gone.", repeats=(), similar=(), opposite=()),
    "report": make_report(
        headings=(), pages=(), themes=(), patterns=(), silent=(), findings=(), recommendations=()
    ),
    "pattern": make_pattern(
        entry=MISSING,
        pattern=None,
        confused_with=(),
        areas=(),
        quotations=(),
        n_accepted=0,
        near_misses=(),
        contradicting=(),
        silent_reports=(),
    ),
    "theme": make_theme(
        entry=replace(make_theme().entry, n_findings=0),
        patterns=(),
        good_practice=(),
        failure=(),
        other=(),
        areas=(),
    ),
    "area": make_area(reports=(), patterns=(), silent=(), findings=()),
    "heat_map": make_heat_map(areas=(), patterns=(), counts=()),
    "codebook": make_codebook(themes=()),
}
"""Pages that have nothing to show."""


def page(name: str, shown: object) -> Markup:
    """A page of the server, read."""
    return read_markup(render(name, SERVED, page=shown))


def words(name: str, shown: object) -> str:
    """What the main part of a page says, with single spaces."""
    return " ".join(page(name, shown).named("main")[0].text.split())


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound(name: str) -> None:
    """Elements nest, headings step down, tables and fields are named, and nothing in it could run."""
    assert find_faults(render(name, SERVED, page=PAGES[name])) == []


@pytest.mark.parametrize("name", EMPTY)
def test_every_page_is_sound_where_it_has_nothing_to_show(name: str) -> None:
    """An empty page is a page as well."""
    assert find_faults(render(name, SERVED, page=EMPTY[name])) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound_as_a_file(name: str) -> None:
    """The same templates make files, which have no form and lead to no search."""
    html = render(name, SiteLinks(f"{name}s/one.html"), page=PAGES[name])
    assert find_faults(html) == []
    assert read_markup(html).named("form") == []
    assert "/search" not in html


def test_the_check_of_markup_can_fail() -> None:
    """What is wrong on purpose is found."""
    wrong = '<h2>a</h2><table><tr><th>b</th></tr></table><p style="x"><img src="y"><a href="#z">c</p>'
    assert len(find_faults(wrong)) >= 6


@pytest.mark.parametrize("name", PAGES)
def test_no_page_tells_where_files_lie(name: str) -> None:
    """Names of files are shown, folders never."""
    assert SECRET not in render(name, SERVED, page=PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_passed_over_to_its_content(name: str) -> None:
    """The first link skips to the main part, and the page is in one language, with one of each landmark."""
    markup = page(name, PAGES[name])
    assert markup.named("a")[0].attributes["href"] == "#main"
    assert markup.named("html")[0].attributes["lang"] == "en-GB"
    assert [len(markup.named(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]


@pytest.mark.parametrize(
    "name", ["overview", "search", "report", "pattern", "theme", "area", "heat_map", "codebook"]
)
def test_what_a_page_shows_can_be_downloaded(name: str) -> None:
    """Each page with a table leads to the same as CSV."""
    assert any(
        e.attributes["href"].startswith("/tables/") and ".csv" in e.attributes["href"]
        for e in page(name, PAGES[name]).named("a")
    )


def test_a_pattern_is_counted_in_words() -> None:
    """The share has its numbers and its likely range in plain words."""
    assert "Found in 9 of 12 reports (75%, likely between 47% and 91%)." in words("pattern", make_pattern())


def test_a_pattern_that_was_never_found_says_so() -> None:
    """It does not speak of a share, and shows what came nearest."""
    shown = words("pattern", make_pattern(entry=MISSING, quotations=(), areas=()))
    assert "Found in none of 12 reports. Below are the passages that came nearest." in shown
    assert "likely between" not in shown


def test_a_near_miss_says_why_it_was_not_tagged() -> None:
    """Either it stayed below the threshold, or a rule took the tag away."""
    miss = replace(make_pattern().near_misses[0], note="other_side")
    assert "Probability 0.21. Below the threshold." in words("pattern", make_pattern())
    assert "a pattern of the opposite side was likelier" in words("pattern", make_pattern(near_misses=(miss,)))


def test_a_quotation_leads_to_its_evidence_and_its_report() -> None:
    """It shows page and printed number, both links, its side in a word and a shape, and its patterns."""
    quoted = page("pattern", make_pattern(contradicting=(), near_misses=())).with_class("quotation")[0]
    assert "June 2018, page 5 (printed 3)" in " ".join(quoted.text.split())
    assert "Good practice" in quoted.text
    html = render("pattern", SERVED, page=make_pattern())
    assert f'href="/findings/{FINDING_ID}"' in html
    assert f'href="/reports/{REPORT_ID}"' in html
    assert '<span class="side good_practice"><svg' in html


def test_long_lists_show_twenty_and_fold_the_rest() -> None:
    """The others are one keystroke away, numbered on."""
    many = tuple(replace(PASSAGE, finding=replace(FINDING, text=f"Passage {n}.")) for n in range(50))
    markup = page("pattern", make_pattern(quotations=many, contradicting=(), near_misses=()))
    folded = [e for e in markup.with_class("quotation") if "details" in e.inside]
    assert len(folded) == 30
    assert [e.text.strip() for e in markup.named("summary")] == ["Show the other 30 passages"]
    assert [e.attributes["start"] for e in markup.named("ol") if "start" in e.attributes] == ["21"]


def test_lists_without_end_stay_within_bounds() -> None:
    """Of thousands of passages a page shows five hundred and says where the others are."""
    many = (PASSAGE,) * 2000
    markup = page("area", make_area(findings=many))
    assert len(markup.with_class("quotation")) == 500
    assert "1,500 findings more are in the table to download" in words("area", make_area(findings=many))


def test_a_repeated_passage_says_so() -> None:
    """Readers see that others say the same, and what does not count."""
    repeated = replace(PASSAGE, repeats=("a", "b"), counts=False)
    shown = words("area", make_area(findings=(repeated,)))
    assert "2 other passages say nearly the same. Not counted here" in shown


def test_the_page_of_a_finding_is_marked() -> None:
    """The picture is as large as the page in points, and a frame stands around each line."""
    drawing = next(e for e in page("finding", make_finding()).named("svg") if "role" in e.attributes)
    html = render("finding", SERVED, page=make_finding())
    assert drawing.attributes["viewbox"] == "0 0 595.0 842.0"
    assert f'<image href="/images/{REPORT_ID}/5.png" width="595.0" height="842.0"/>' in html
    assert '<rect class="box" x="70.0" y="98.5" width="232.0" height="15.0"' in html


def test_the_picture_of_a_page_has_words_beside_it() -> None:
    """Who cannot see it learns which page it is and how much of it is marked."""
    assert "Picture of page 5 (printed 3) of Northbridge: Local system review, with the 1 line" in words(
        "finding", make_finding()
    )


def test_a_page_that_cannot_be_drawn_has_the_reason_in_its_place() -> None:
    """No broken picture is shown."""
    marked = replace(make_finding().pages[0], can_be_drawn=False)
    shown = make_finding(pages=(marked,), why_no_picture="The report is a file of type DOCX.")
    assert "The report is a file of type DOCX." in words("finding", shown)
    assert page("finding", shown).named("image", "img") == []


def test_a_page_of_unknown_size_is_shown_without_marks() -> None:
    """Nothing can be marked on it, so it is a plain picture."""
    marked = replace(make_finding().pages[0], width=0.0, height=0.0)
    markup = page("finding", make_finding(pages=(marked,)))
    assert [e.attributes["src"] for e in markup.named("img")] == [f"/images/{REPORT_ID}/5.png"]
    assert markup.with_class("box") == []


def test_a_finding_shows_its_evidence() -> None:
    """Context, headings, tag with its numbers and reason, names, hashes, licence, citation."""
    shown = words("finding", make_finding())
    for part in (
        "The sentence before it.",
        "The sentence after it.",
        "Commissioning > Money",
        "Accepted: probability 0.91, threshold 0.26.",
        "words: “pooled”",
        "Northbridge Council, GSS E06000001",
        f"sha256 {'cd' * 32}",
        f"sha256 {FILE.sha256}",
        "OGL v3.0",
        "characters 100 to 151",
        "A Commission (2018), Northbridge, p. 3",
        f"reportminer verify {FINDING_ID}",
    ):
        assert part in shown


def test_a_sentence_without_a_tag_is_no_finding() -> None:
    """Search finds those too; their page does not pretend."""
    bare = replace(FINDING, tags=(), polarity="none")
    receipt = replace(make_finding().receipt, finding=bare)
    shown = make_finding(receipt=receipt, passage=replace(PASSAGE, finding=bare, counts=False))
    assert words("finding", shown).startswith("Overview Northbridge: Local system review Passage on page 5")
    assert "No pattern of the codebook was given to this passage." in words("finding", shown)


def test_matching_words_are_marked() -> None:
    """Whole words alone, in any case, as they stand."""
    hit = replace(HIT, text="Pooled budgets; unpooled. POOLED", matched=("pooled", "budgets"))
    assert [e.text for e in page("search", make_search(hits=(hit,))).named("mark")] == [
        "Pooled",
        "budgets",
        "POOLED",
    ]


def test_a_hit_says_why_it_was_found() -> None:
    """The score is split, and the matching words are listed."""
    shown = words("search", make_search())
    assert "Score 0.66: words 0.75, meaning 0.59. Matching words: pooled, budgets." in shown


def test_a_list_without_a_question_has_no_scores() -> None:
    """Nothing was asked, so nothing can match."""
    assert "Score" not in words("search", make_search(query="", hits=(replace(HIT, matched=()),)))


def test_facets_keep_what_is_asked() -> None:
    """A further filter adds to the others and begins on the first page."""
    found = make_search(mode="lexical", one_per_area=True, filters=Filters(area="E06000001", since="2018"))
    asked = parse_qs(urlsplit(page("search", found).link("Failure")).query)
    assert asked == {
        "q": ["pooled budgets"],
        "mode": ["lexical"],
        "one_per_area": ["yes"],
        "area": ["E06000001"],
        "since": ["2018"],
        "polarity": ["failure"],
    }


def test_a_chosen_filter_can_be_removed() -> None:
    """In the list of facets and above the results, by its name for people."""
    markup = page("search", make_search())
    links = [e for e in markup.named("a") if " ".join(e.text.split()) == "Remove Area: Northbridge"]
    assert len(links) == 2
    assert {"area" in parse_qs(urlsplit(e.attributes["href"]).query) for e in links} == {False}


def test_a_new_question_keeps_the_filters() -> None:
    """The form carries on what the facets chose."""
    markup = page("search", make_search())
    hidden = {
        e.attributes["name"]: e.attributes["value"]
        for e in markup.named("input")
        if e.attributes["type"] == "hidden"
    }
    assert hidden == {"area": "E06000001"}


def test_results_can_be_paged() -> None:
    """Numbers go on, and both neighbours can be reached."""
    markup = page("search", make_search())
    assert "page=1" in markup.link("Previous page")
    assert "page=3" in markup.link("Next page")
    assert (
        next(e for e in markup.named("ol") if e.attributes.get("class") == "quotations").attributes["start"]
        == "21"
    )


def test_a_download_of_results_asks_the_same() -> None:
    """The table has what the page shows, over all of its pages."""
    links = [e.attributes["href"] for e in page("search", make_search()).named("a")]
    found = next(link for link in links if link.startswith("/tables/search.csv"))
    assert parse_qs(urlsplit(found).query) == {"q": ["pooled budgets"], "area": ["E06000001"]}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"filters": Filters()}, "Use fewer or other words"),
        ({}, "Nothing passes all of these filters. Remove one of them, or ask in other words."),
        ({"problem": "“2018-13” is no date."}, "This could not be asked “2018-13” is no date."),
        ({"suggestions": ("pooled budget",)}, "Did you mean pooled budget?"),
        ({"remarks": ("“poold” stands nowhere.",)}, "“poold” stands nowhere."),
    ],
)
def test_no_result_says_what_to_do_next(changed: dict[str, object], says: str) -> None:
    """The next step is in plain words."""
    empty = {"hits": (), "n_hits": 0, "page": 1, "n_pages": 1, "facets": ()}
    assert says in words("search", make_search(**(empty | changed)))


def test_what_was_not_read_stands_on_the_first_page() -> None:
    """File, reason and remedy; a gap is never silent."""
    shown = words("overview", make_overview())
    assert "1 file was not read, or only in part" in shown
    assert f"{DAMAGED.file}Damaged: {DAMAGED.reason} What to do: {DAMAGED.remedy}" in shown


def test_every_file_is_accounted_for() -> None:
    """Read, copies, damaged: the parts add up to the files; reprints are said to be left out."""
    statuses = (("ok", 11), ("partial", 1), ("duplicate", 2), ("damaged", 1))
    shown = words("overview", make_overview(statuses=statuses, n_files=15, reports=(REPORT_ENTRY,) * 13))
    assert (
        "Of 15 files 11 were read, 1 was read in part, 2 are copies of other files and 1 is damaged. "
        "1 report prints another one again and is not counted." in shown
    )


def test_an_empty_workspace_says_how_to_fill_it() -> None:
    """The command is there to copy."""
    shown = words("overview", make_empty_overview())
    assert "reportminer run FOLDER-WITH-REPORTS --workspace my-study" in shown


def test_a_codebook_without_sides_is_shown() -> None:
    """Patterns of other subjects are neither good nor bad."""
    neutral = make_overview(good_practice=(), failure=(), neutral=(make_entry("a_topic", "neutral"),))
    assert "Patterns without a side" in words("overview", neutral)


def test_the_heat_map_reads_as_a_table() -> None:
    """Every cell has its number, its row a pattern and its column an area; shades go by the steps."""
    markup = page("heat_map", make_heat_map())
    assert [e.text for e in markup.named("td")] == ["0", "1", "3", "7"]
    assert [e.attributes["class"] for e in markup.named("td")] == ["step-0", "step-1", "step-2", "step-3"]
    heads = [(e.text.strip(), e.attributes["scope"]) for e in markup.named("th")]
    assert heads == [
        ("Pattern", "col"),
        ("Northbridge", "col"),
        ("No area stated", "col"),
        ("Good practice", "rowgroup"),
        ("Pooled budget", "row"),
        ("Failure", "rowgroup"),
        ("Separate budgets", "row"),
    ]


def test_the_legend_names_every_shade() -> None:
    """Colour alone carries nothing."""
    legend = next(
        e for e in page("heat_map", make_heat_map()).named("ul") if e.attributes.get("class") == "legend"
    )
    assert legend.text.split("\n")[1:-1] == ["none", "1", "2 to 4", "5 or more"]


def test_a_wide_table_can_be_scrolled_by_keyboard() -> None:
    """Its frame takes the focus and has a name."""
    frame = page("heat_map", make_heat_map()).with_class("heat")[0]
    assert frame.attributes["tabindex"] == "0"
    assert frame.attributes["role"] == "region"
    assert frame.attributes["aria-labelledby"] == "heat-caption"


def test_a_reprint_says_what_it_prints() -> None:
    """Its numbers do not count, and it leads to the original."""
    reprint = replace(REPORT_ENTRY, reprint_of="Rffffffffffff")
    assert "so nothing in it is counted" in words("report", make_report(entry=reprint))


def test_findings_of_a_report_stand_below_their_headings() -> None:
    """The headings above a finding are said where they change."""
    other = replace(PASSAGE, finding=replace(FINDING, section="Workforce"))
    shown = make_report(findings=(PASSAGE, PASSAGE, other))
    texts = [" ".join(e.text.split()) for e in page("report", shown).with_class("section")]
    assert texts == ["Below the headings Commissioning > Money", "Below the headings Workforce"]


def test_what_is_said_of_trust_agrees_with_the_readme(root: Path) -> None:
    """Whoever measures anew and writes the figures there is reminded of this page."""
    about = words("about", None)
    trust = about[about.index("How far to trust it") : about.index("How it counts")]
    figures = set(re.findall(r"[0-9]+(?= tags in 100| in 100 )", trust))
    assert figures == {"63", "43", "41", "23"}
    readme = (root / "README.md").read_text(encoding="utf-8")
    for figure in figures:
        assert f"0.{figure}" in readme


def test_probability_and_decision_are_said_of_the_pattern_that_a_page_is_about() -> None:
    """Of other tags only the names stand there."""
    unsure = replace(TAG, pattern_id="risk_sharing", probability=0.28, accepted=False)
    both = replace(PASSAGE, finding=replace(FINDING, tags=(TAG, unsure)))
    shown = words("pattern", make_pattern(quotations=(both,), contradicting=(), near_misses=()))
    assert "probability 0.91, accepted" in shown
    assert "0.28" not in shown
