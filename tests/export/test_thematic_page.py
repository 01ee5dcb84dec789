"""The thematic report as a page: whole in itself, readable by everyone, harmless whatever the reports hold."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from reportminer.export.thematic_document import make_document
from reportminer.export.thematic_page import make_page
from reportminer.export.thematic_style import STYLE
from reportminer.export.thematic_svg_curve import choose_ticks
from tests.export.thematic import make_facts, make_quote, make_report, make_row, make_themes
from tests.export.tracing import iter_sourced, iter_unsourced, parse

SVG = "{http://www.w3.org/2000/svg}"
HARM = "<script>alert(1)</script>\"'&amp;<!-- ]]> \u202eturned \x07"


@pytest.fixture(scope="module")
def html() -> str:
    """The page."""
    return make_page(make_document(make_facts()))


@pytest.fixture(scope="module")
def page(html: str) -> ET.Element:
    """The page as a tree."""
    return parse(html)


def words(element: ET.Element) -> str:
    """All text of an element."""
    return " ".join(" ".join(element.itertext()).split())


def test_it_has_a_language_a_title_and_one_main_heading(page: ET.Element) -> None:
    """The title of the report names the page and stands above it."""
    assert page.get("lang") == "en"
    assert [words(h) for h in page.iter("h1")] == ["What the reviews say"]
    assert words(next(page.iter("title"))) == "What the reviews say"


def test_headings_follow_each_other_without_gaps(page: ET.Element) -> None:
    """No level is left out on the way down."""
    levels = [int(e.tag[1]) for e in page.iter() if re.fullmatch(r"h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_contents_lead_to_every_chapter(page: ET.Element) -> None:
    """Each heading of the second level in the main part stands in the list of contents, in order."""
    listed = [a.get("href") for a in page.findall(".//nav//a")]
    main = next(page.iter("main"))
    assert listed == [f"#{h.get('id')}" for h in main.iter("h2")]


def test_a_skip_link_comes_first(page: ET.Element) -> None:
    """The first link of the page leads past the contents."""
    first = next(page.iter("a"))
    assert (first.get("class"), first.get("href")) == ("skip", "#summary")


def test_nothing_is_loaded_or_run(html: str, page: ET.Element) -> None:
    """No script, picture, frame, form or style sheet from elsewhere; a policy forbids them too."""
    forbidden = {"script", "img", "iframe", "object", "embed", "link", "form", "base", "audio", "video"}
    assert not forbidden & {element.tag for element in page.iter()}
    assert "default-src 'none'; style-src 'unsafe-inline'" in html
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_ids_are_unique_and_links_lead_somewhere(page: ET.Element) -> None:
    """Within the page; what labels a part is there too."""
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    inner = {e.get("href", "")[1:] for e in page.iter("a") if e.get("href", "").startswith("#")}
    labels = {one for e in page.iter() for one in e.get("aria-labelledby", "").split()}
    assert inner | labels <= set(ids)


def test_tables_have_captions_and_scopes(page: ET.Element) -> None:
    """Each table has a caption, and each header says what it heads."""
    tables = list(page.iter("table"))
    assert tables
    for table in tables:
        assert words(table.find("caption") or table)
        assert {th.get("scope") for th in table.iter("th")} == {"col", "row"}


def test_charts_have_a_name_and_a_description(page: ET.Element) -> None:
    """Each chart is one picture to a screen reader, with a title, a description without numbers, and a table."""
    charts = [svg for svg in page.iter(f"{SVG}svg") if svg.get("role") == "img"]
    assert len(charts) == 6
    for chart in charts:
        title, description = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
        assert title is not None
        assert words(title)
        assert description is not None
        assert "table" in words(description)
        assert not re.search(r"\d", words(description))


def test_sides_are_told_apart_without_colour(page: ET.Element) -> None:
    """Failure and both sides have a texture over their colour; every side beside a passage is a word."""
    filled = [e.get("fill", "") for e in page.iter(f"{SVG}rect") if "url(#" in e.get("fill", "")]
    assert any(fill.endswith("-failure)") for fill in filled)
    assert any(fill.endswith("-mixed)") for fill in filled)
    sides = [words(span) for span in page.iter("span") if "side" in span.get("class", "").split()]
    assert sides
    assert set(sides) <= {"Good practice", "Failure", "Mixed", "Neutral", "No side"}


def test_drawings_that_only_repeat_are_hidden_from_screen_readers(page: ET.Element) -> None:
    """Every drawing outside a chart is decoration."""
    parts = {id(part) for chart in page.iter(f"{SVG}svg") if chart.get("role") for part in chart.iter()}
    drawings = [e for e in page.iter() if e.tag.rpartition("}")[2] == "svg" and id(e) not in parts]
    assert drawings
    assert {drawing.get("aria-hidden") for drawing in drawings} == {"true"}


def test_every_number_has_an_address(page: ET.Element) -> None:
    """No digit stands in the page's own words without saying where it comes from."""
    assert len(list(iter_sourced(page))) > 80
    assert list(iter_unsourced(page)) == []


def test_numbers_of_the_summary_lead_to_their_rows(page: ET.Element) -> None:
    """The reader of the summary can follow a number with a click."""
    main = next(page.iter("main"))
    links = [a for li in main.findall("ul/li") for a in li.iter("a") if a.get("class") == "num"]
    assert {a.get("href") for a in links} >= {"#pattern-pooled_budgets", "#balance-theme-money"}


def test_quotations_lead_to_their_page(page: ET.Element) -> None:
    """The citation is a link to the page of the file."""
    places = [a.get("href") for a in page.findall(".//cite/a")]
    assert "reports/R1.pdf#page=4" in places


def test_wide_tables_scroll_where_the_keyboard_can_reach_them(page: ET.Element) -> None:
    """A table of four columns or more stands in a region with a name."""
    for region in page.findall(".//div[@class='wide']"):
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-label")
    inside = {id(table) for region in page.findall(".//div[@class='wide']") for table in region.iter("table")}
    wide = [table for table in page.iter("table") if len(table.findall("thead/tr/th")) > 3]
    assert wide
    assert {id(table) for table in wide} <= inside


def test_harmful_text_stays_text() -> None:
    """Tags, quotation marks, turns of direction and control characters of reports do nothing."""
    money, *others = make_themes()
    quoted = make_quote(HARM, citation=HARM, href="x.pdf#page=1")
    money = replace(money, label=HARM, patterns=(replace(money.patterns[0], name=HARM, quotations=(quoted,)),))
    report = make_report("R1", row=make_row("R1", area=HARM, licence=HARM, publisher=HARM), title=HARM)
    facts = make_facts(title=HARM, themes=(money, *others), reports=(report,), machine=HARM, codebook_title=HARM)
    page = parse(make_page(make_document(facts)))
    assert "script" not in {element.tag for element in page.iter()}
    assert not [e for e in page.iter() for name in e.attrib if name.startswith("on")]
    text = "".join(page.itertext())
    assert "<script>alert(1)</script>" in text
    assert "\x07" not in text
    assert text.count("\u202e") == text.count("\u202c")


def test_same_facts_give_the_same_bytes(html: str) -> None:
    """Nothing of the moment or the machine is in it."""
    assert make_page(make_document(make_facts())) == html


@pytest.mark.parametrize("most", [1, 2, 7, 59, 480])
def test_axes_have_a_few_round_numbers(most: int) -> None:
    """From nought up to the greatest, at most six."""
    ticks = choose_ticks(most)
    assert ticks[0] == 0
    assert ticks[-1] <= most
    assert 2 <= len(ticks) <= 6
