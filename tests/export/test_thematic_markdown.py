"""The thematic report as Markdown."""

import re
from dataclasses import replace

import pytest

from reportminer.export.thematic_document import make_document
from reportminer.export.thematic_markdown import make_markdown, plain
from tests.export.thematic import make_facts, make_quote, make_themes


@pytest.fixture(scope="module")
def markdown() -> str:
    """The report."""
    return make_markdown(make_document(make_facts()))


def test_headings_are_real(markdown: str) -> None:
    """One title, and a heading for each chapter and section."""
    assert re.findall(r"^# .+", markdown, re.M) == ["# What the reviews say"]
    assert "## Summary" in markdown
    assert "### Good practice: Pooled budgets" in markdown


def test_tables_have_as_many_cells_in_each_row(markdown: str) -> None:
    """A row of a table has the columns of its header."""
    for table in re.findall(r"(?:^\|.*\|\n)+", markdown, re.M):
        counts = {len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().split("\n")}
        assert len(counts) == 1, table


def test_charts_are_tables(markdown: str) -> None:
    """What a picture shows in other forms stands here as its figures."""
    after = markdown.split("**Figure 1: Good practice: patterns by reports**")[1]
    assert after.lstrip().startswith("| Pattern | Reports | Share (likely range) |")
    assert "| Pooled budgets | 3 of 4 | 75% (10% to 90%) |" in after


def test_quotations_lead_to_their_page(markdown: str) -> None:
    """The citation is a link to the page of the file."""
    place = "[Review Office (2018) Review R1, p. 4.](reports/R1.pdf#page=4)"
    assert f"> “Budgets were pooled well.”\n>\n> Good practice. {place}" in markdown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<b>*bold*</b>", r"\<b\>\*bold\*\</b\>"),
        ("1. a list", r"1\. a list"),
        ("- a point", r"\- a point"),
        ("a | b", r"a \| b"),
        ("[x](javascript:1)", r"\[x\](javascript:1)"),
        ("two\n\n# lines", r"two \# lines"),
        ("&lt;", r"\&lt;"),
    ],
)
def test_text_of_reports_is_no_markup(text: str, written: str) -> None:
    """What Markdown or HTML would act on is escaped."""
    assert plain(text) == written


def test_an_address_cannot_end_its_link_early() -> None:
    """Brackets and spaces in the name of a file are encoded."""
    money = make_themes()[0]
    quote = make_quote(href="a (1).pdf#page=2")
    theme = replace(money, patterns=(replace(money.patterns[0], quotations=(quote,)),))
    assert "](a%20%281%29.pdf#page=2)" in make_markdown(make_document(make_facts(themes=(theme,))))
