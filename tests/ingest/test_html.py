from pathlib import Path

import pytest

from reportminer.ingest.html import parse_html
from reportminer.ingest.html_facts import to_iso_date
from reportminer.records import Part, SourceKind, Status
from tests.ingest.forms_builders import block_of, miss_file, outline, read_file, texts

RELEASE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Review of Northmarch | Care Regulator</title>
<meta property="og:site_name" content="Care Regulator">
<meta property="article:published_time" content="2018-02-12T09:30:00Z">
<script>document.write("<p>script</p>")</script><style>p {color: red}</style></head>
<body class="social-care overflow-hidden has-cookie-banner">
<div id="cookie-banner"><p>We use cookies to improve this site.</p><button>Accept</button></div>
<a class="govuk-skip-link" href="#m">Skip to main content</a>
<header role="banner"><div>Care Regulator</div><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">Home</a> &gt; <a href="/n">News</a></div>
<div class="content-wrapper social-care-reviews">
<h1>Regulator publishes its review of Northmarch <a class="headerlink" href="#x">¶</a></h1>
<div class="share-buttons"><a href="t">Tweet</a> <a href="f">Facebook</a></div>
<p>Leaders had a shared vision<sup><a href="#fn1">1</a></sup>. People <b>told</b> us that care was
good&nbsp;&ndash; mostly. The site covers 12 km<sup>2</sup>.</p>
<h2 id="related">What worked well</h2>
<ul><li>Staff worked well together.</li><li><p>Discharge was timely.</p><p>It began on admission.</p>
<ul><li>Home first</li></ul></li></ul>
<blockquote><p>“Older people waited too long,” said the inspector.</p></blockquote>
Some loose text<br><br>and a second paragraph<br>over two lines.
<ol start="3"><li>First step</li><li>Second step</li></ol>
<table><caption>Delays</caption><tr><th>Measure</th><th>2016</th></tr><tr><td>Days</td><td>12</td></tr></table>
<h3>Find out more</h3><ul><li><a href="r">Read the report</a></li><li><a href="s">Other reviews</a></li></ul>
<p>Print this page</p>
<ol class="footnotes"><li id="fn1">See the <a href="#a">method note</a> for detail.</li></ol>
</div>
<section class="comments"><h2>Comments</h2><p>John: rubbish</p></section>
<form action="/s"><label>Search</label><input name="q"></form>
<footer><p>Crown copyright</p></footer></body></html>
"""


def write(folder: Path, html: str | bytes) -> Path:
    """A page on disk."""
    path = folder / "page.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    return path


def read_texts(folder: Path, html: str | bytes) -> list[str]:
    """Texts of a page's blocks."""
    return texts(read_file(parse_html, write(folder, html), SourceKind.HTML))


def test_a_press_release_is_read_without_what_surrounds_it(tmp_path: Path) -> None:
    """Main text comes out in order and kind; navigation, notices, buttons, forms and comments do not."""
    document = read_file(parse_html, write(tmp_path, RELEASE), SourceKind.HTML)
    assert outline(document) == [
        ("heading", 1, "", "Regulator publishes its review of Northmarch"),
        (
            "paragraph",
            None,
            "",
            "Leaders had a shared vision. People told us that care was good – mostly. The site covers 12 km2.",
        ),
        ("heading", 2, "", "What worked well"),
        ("list_item", 1, "•", "Staff worked well together."),
        ("list_item", 1, "•", "Discharge was timely."),
        ("list_item", 1, "", "It began on admission."),
        ("list_item", 2, "•", "Home first"),
        ("paragraph", None, "", "“Older people waited too long,” said the inspector."),
        ("paragraph", None, "", "Some loose text"),
        ("paragraph", None, "", "and a second paragraph over two lines."),
        ("list_item", 1, "3.", "First step"),
        ("list_item", 1, "4.", "Second step"),
        ("table", None, "", "Measure | 2016 ; Days | 12"),
        ("heading", 3, "", "Find out more"),
        ("list_item", 1, "•", "Read the report"),
        ("list_item", 1, "•", "Other reviews"),
        ("footnote", None, "1.", "See the method note for detail."),
    ]
    assert document.tables[0].caption == "Delays"


def test_a_page_states_its_facts(tmp_path: Path) -> None:
    """Title, publisher, date and language come from heading and tags; the banner is front text."""
    document = read_file(parse_html, write(tmp_path, RELEASE), SourceKind.HTML)
    assert document.title == "Regulator publishes its review of Northmarch"
    assert dict(document.metadata) == {
        "title": "Review of Northmarch",
        "site_name": "Care Regulator",
        "published": "2018-02-12",
    }
    assert document.language == "en"
    assert "Care Regulator" in document.front_text
    assert document.pages == ()


def test_lists_of_links_yield_no_findings(tmp_path: Path) -> None:
    """A list of links only is kept, but as contents."""
    document = read_file(parse_html, write(tmp_path, RELEASE), SourceKind.HTML)
    assert block_of(document, "Other reviews").part is Part.CONTENTS
    assert block_of(document, "Staff worked well together.").part is Part.BODY


@pytest.mark.parametrize(
    "name", ["social-care", "menu-of-services-review", "age-related-needs", "overflow-hidden"]
)
def test_class_names_that_only_contain_a_clutter_word_stay(tmp_path: Path, name: str) -> None:
    """A name counts whole: content about social care is not taken for sharing buttons."""
    page = f"<p>One two three four.</p><div class='{name}'><p>Kept.</p></div>"
    assert "Kept." in read_texts(tmp_path, page)


def test_a_misleading_name_does_not_take_away_most_of_the_page(tmp_path: Path) -> None:
    """What holds half of the text stays whatever its class, and so does the main heading."""
    page = "<div class='modal'><h1>Title</h1></div><div class='sidebar'><p>All of the text is here.</p></div>"
    assert read_texts(tmp_path, page) == ["Title", "All of the text is here."]


def test_everything_named_clutter_is_read_rather_than_nothing(tmp_path: Path) -> None:
    """Where names would leave no text at all, they are not followed."""
    page = "<div class='share'>One.</div><div class='share'>Two.</div><div class='share'>Three.</div>"
    assert read_texts(tmp_path, page) == ["One.", "Two.", "Three."]


def test_main_is_preferred_and_a_title_outside_of_it_is_added(tmp_path: Path) -> None:
    """Text beside `main` is left out, the page's heading is not."""
    page = "<div><h1>The title</h1></div><p>Beside.</p><main><p>The text of the page is here.</p></main>"
    assert read_texts(tmp_path, page) == ["The title", "The text of the page is here."]


def test_the_name_of_the_site_is_no_title(tmp_path: Path) -> None:
    """A heading outside of the text that ends the head's title is the site's name."""
    head = "<title>Discharge - The Site</title><div><h1>The Site</h1></div>"
    page = f"{head}<main><h2>Discharge</h2><p>Text.</p></main>"
    document = read_file(parse_html, write(tmp_path, page), SourceKind.HTML)
    assert texts(document) == ["Discharge", "Text."]


def test_an_old_page_laid_out_with_tables_is_text(tmp_path: Path) -> None:
    """Layout tables give paragraphs, not cells."""
    page = "<table><tr><td>Left.</td><td><h1>Title</h1><p>A paragraph.</p></td></tr><tr><td>End.</td></tr></table>"
    document = read_file(parse_html, write(tmp_path, page), SourceKind.HTML)
    assert texts(document) == ["Left.", "Title", "A paragraph.", "End."]
    assert not document.tables


def test_windows_encoding_with_a_wrong_label(tmp_path: Path) -> None:
    """Dashes and quotation marks of Windows pages are right whatever the page declares."""
    page = "<meta charset='iso-8859-1'><p>“Care” – it’s good</p>".encode("cp1252")
    assert read_texts(tmp_path, page) == ["“Care” – it’s good"]


def test_entities_of_the_page_are_not_expanded(tmp_path: Path) -> None:
    """A declared entity stays as it is written: no bomb, no outside file."""
    page = "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><p>x &a; y &amp; z</p>"
    assert read_texts(tmp_path, page)[-1] == "x &a; y & z"


def test_text_too_deep_to_follow_is_damaged(tmp_path: Path) -> None:
    """The parser stops at some depth; text lost there is not passed over in silence."""
    page = "<p>Before.</p>" + "<div>" * 5000 + "Deep" + "</div>" * 5000
    assert miss_file(parse_html, write(tmp_path, page), SourceKind.HTML).code is Status.DAMAGED


@pytest.mark.parametrize("page", ["<html></html>", " ", "<div id='app'></div><script>render()</script>"])
def test_a_page_without_text_is_empty(tmp_path: Path, page: str) -> None:
    """A page that a script would fill holds nothing to read, and the remedy says what helps."""
    skipped = miss_file(parse_html, write(tmp_path, page), SourceKind.HTML)
    assert skipped.code is Status.EMPTY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-02-12T09:30:00+00:00", "2018-02-12"),
        ("Published: 12 February 2018", "2018-02-12"),
        ("1st Mar. 2019", "2019-03-01"),
        ("05/04/2018", "2018-04-05"),
        ("2018-02", "2018-02"),
        ("2018-02-31", ""),
        ("yesterday", ""),
    ],
)
def test_dates_are_written_as_iso_dates(text: str, day: str) -> None:
    """British order of day and month; what is no day is left out."""
    assert to_iso_date(text) == day


@pytest.mark.parametrize(
    "tag",
    [
        "<meta name='dcterms.issued' content='2018-02-12'>",
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2018-02-12"}]}</script>',
        "<time datetime='2018-02-12' pubdate>Monday</time>",
    ],
)
def test_the_day_of_publication_is_found_in_every_usual_place(tmp_path: Path, tag: str) -> None:
    """Meta tags, linked data and `time` elements are read."""
    document = read_file(parse_html, write(tmp_path, f"{tag}<p>Some text.</p>"), SourceKind.HTML)
    assert dict(document.metadata)["published"] == "2018-02-12"
