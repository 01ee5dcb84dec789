"""The page of an evaluation: whole in itself, readable by everyone, and nothing left out."""

import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from reportminer.classify.evaluate import evaluate_codings
from reportminer.classify.evaluation_labels import SecondCodes
from reportminer.classify.evaluation_remarks import Knowledge
from reportminer.export import evaluation_style as style
from reportminer.export.evaluation_page import make_evaluation_page
from tests.classify.builders import make_codebook
from tests.classify.evaluation_builders import make_case

STATED = np.tile([0.62, 0.31, 0.04], (12, 1))
SVG = "{http://www.w3.org/2000/svg}"


def make_evaluation() -> dict[str, Any]:
    """What `evaluate --out` writes of a small case, with a second coder."""
    labels, codings = make_case()
    second = {
        label.id: SecondCodes(
            patterns=label.patterns, themes=label.themes, polarity=label.polarity, is_recommendation=None
        )
        for label in labels
    }
    figures = evaluate_codings(
        labels,
        codings,
        make_codebook(),
        probabilities=STATED,
        second=second,
        knowledge=Knowledge(stated_precision=0.85, share_of_nothing=0.8),
    )
    return {"model": "small <1>", "codebook": "c" * 64, "labels": "d" * 64, "figures": figures}


@pytest.fixture(scope="module")
def html() -> str:
    """The page."""
    return make_evaluation_page(make_evaluation(), file="a & b.csv")


@pytest.fixture(scope="module")
def page(html: str) -> ElementTree.Element:
    """The page as a tree: it is well-formed, whatever the names of files and models."""
    return ElementTree.fromstring(html)


def words(element: ElementTree.Element) -> str:
    """All text of an element."""
    return " ".join(" ".join(element.itertext()).split())


def test_it_has_a_language_a_title_and_one_main_heading(page: ElementTree.Element) -> None:
    """What a screen reader says first."""
    assert page.get("lang") == "en"
    title, heading = page.find("head/title"), page.findall(".//h1")
    assert title is not None
    assert words(title) == words(heading[0]) == "How well small <1> codes a & b.csv"
    assert len(heading) == 1


def test_headings_leave_out_no_level(page: ElementTree.Element) -> None:
    """A heading is at most one level below the one before it."""
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch(r"h[1-6]", each.tag)]
    assert levels[0] == 1
    assert all(following - level <= 1 for level, following in pairwise(levels))


def test_nothing_is_loaded_and_nothing_runs(html: str, page: ElementTree.Element) -> None:
    """No script, link, image or address, and a policy that forbids them."""
    assert {"script", "link", "img", "iframe", "object"} & {each.tag for each in page.iter()} == set()
    assert not any(
        name in ("src", "href") or name.startswith("on") for each in page.iter() for name in each.attrib
    )
    assert re.findall(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", html) == []
    assert "default-src 'none'" in html


def test_tables_have_captions_and_headers(page: ElementTree.Element) -> None:
    """Each names itself, its columns and its rows, no header is empty, and rows are as long as the header."""
    tables = page.findall(".//table")
    assert len(tables) >= 8
    for table in tables:
        caption, columns = table.find("caption"), table.findall("thead/tr/th")
        assert caption is not None
        assert words(caption)
        assert all(words(column) and column.get("scope") == "col" for column in columns)
        for row in table.findall("tbody/tr"):
            assert row[0].get("scope") in ("row", "rowgroup")
            assert sum(int(cell.get("colspan", "1")) for cell in row) == len(columns)


def test_the_plot_is_told_in_words(page: ElementTree.Element) -> None:
    """The reliability plot has a title and a description with its points, and a point for each bin in use."""
    plot = next(svg for svg in page.iter(f"{SVG}svg") if svg.get("role") == "img")
    names = {each.get("id") for each in plot if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert set((plot.get("aria-labelledby") or "").split()) == names
    described = plot.find(f"{SVG}desc")
    assert described is not None
    assert "stated 0.62, found 0.33, 12 decisions" in words(described)
    assert len(plot.findall(f"{SVG}circle")) == 3


def test_every_pattern_is_on_the_page(page: ElementTree.Element) -> None:
    """Those that no sentence carries stand in a table of their own."""
    tables = {words(table[0]): words(table) for table in page.findall(".//table")}
    carried = next(text for caption, text in tables.items() if "at least one sentence" in caption)
    absent = next(text for caption, text in tables.items() if "no sentence carries" in caption)
    assert "good_flow" in carried
    assert "uses_data" not in carried
    assert "uses_data" in absent


def test_remarks_confusions_coders_and_gaps_are_told(page: ElementTree.Element) -> None:
    """What limits the figures, what is taken for what, how coders agree, and what was not measured."""
    text = words(page)
    figures = make_evaluation()["figures"]
    assert all(each["remark"] in text and each["remedy"] in text for each in figures["remarks"])
    assert all(each in text for each in figures["not_measured"])
    assert "bad_flow good_flow same theme opposite s1, s4" in text
    assert "Model's F1 as a share of theirs" in text


def test_figures_that_are_not_there_leave_no_gap() -> None:
    """Without probabilities, second coder, tags and confusions the page says so, and is still well-formed."""
    evaluation = make_evaluation()
    labels, _ = make_case()
    silent = [coding for coding in make_case()[1] if not coding.tags][:1] * len(labels)
    evaluation["figures"] = evaluate_codings(labels, silent, make_codebook())
    page = ElementTree.fromstring(make_evaluation_page(evaluation, file="x.csv"))
    assert "Two coders" not in words(page)
    assert "No tag was given; of the 8 findings coded by people, 0% were found" in words(page)


def test_same_figures_give_the_same_page(html: str) -> None:
    """No time and no chance is on it."""
    assert make_evaluation_page(make_evaluation(), file="a & b.csv") == html


def luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["#ffffff", style.SHADE, style.NOTE])
@pytest.mark.parametrize("ink", [style.INK, style.QUIET, style.ACCENT])
def test_contrast_is_enough_for_small_text(ink: str, ground: str) -> None:
    """Every colour of text and data stands out from every ground by 4.5 : 1 or more, rules by 3 : 1."""
    assert contrast(ink, ground) >= 4.5
    assert contrast(style.LINE, "#ffffff") >= 3
