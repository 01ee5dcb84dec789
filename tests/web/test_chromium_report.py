"""The thematic report in a real Chromium: the mined samples and hostile text, on screens, and on paper."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportminer.settings import load_settings
from reportminer.workflow.exporting import export_workspace
from reportminer.workflow.reporting import write_report
from tests.export.tracing import Tables, agrees, iter_sourced, iter_unsourced, parse, read_json
from tests.web.test_chromium_hostile import HARM
from tests.web.visiting import NARROW, NARROWEST, WIDE, overflow_of, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
A4 = (595, 842)
"""Points."""
CUT = """() => [...document.querySelectorAll(".chart text")].filter(text => {
    const frame = text.closest("svg[role=img]").getBoundingClientRect(), box = text.getBoundingClientRect();
    return box.width && (box.left < frame.left - 2 || box.right > frame.right + 12);
}).map(text => text.textContent)"""
"""Words of charts that stick out of them."""


@pytest.fixture(scope="module")
def report(mined: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the samples."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(mined, [path], settings=load_settings())
    return path


@pytest.fixture(scope="module")
def hostile_report(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a workspace whose every text is out to do harm."""
    path = tmp_path_factory.mktemp("hostile report") / "report.html"
    write_report(hostile, [path], settings=load_settings())
    return path


def open_report(chromium: "Browser", path: Path, width: int = WIDE) -> Iterator["Page"]:
    """Open a report as a file; nothing but the file may be asked for."""
    with visiting(chromium, path.as_uri(), width=width) as page:
        page.goto(path.as_uri())
        yield page


@pytest.fixture
def page(chromium: "Browser", report: Path) -> Iterator["Page"]:
    """The report on the samples, on a wide screen."""
    yield from open_report(chromium, report)


def test_every_number_on_the_samples_is_that_of_the_export(report: Path, mined: Path, tmp_path: Path) -> None:
    """Thousands of numbers, each compared with the row of the export that it names."""
    settings = load_settings()
    export_workspace(mined, tmp_path / "set", settings=settings)
    card = read_json(Path(__file__).parents[2] / "models" / "patterns" / "card.json")
    tables, tree = Tables(tmp_path / "set", card=card), parse(report.read_text(encoding="utf-8"))
    sourced = list(iter_sourced(tree))
    assert [(n, source) for n, source in sourced if not agrees(n, tables.look_up(source))] == []
    assert list(iter_unsourced(tree)) == []
    assert len(sourced) > 2000


@pytest.mark.parametrize("width", [WIDE, NARROW, NARROWEST])
def test_nothing_sticks_out_at_any_width(chromium: "Browser", report: Path, width: int) -> None:
    """The page is as wide as its window, also at 400% zoom, and no word of a chart is cut."""
    for page in open_report(chromium, report, width):
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert overflow_of(page) == 0
        assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", [WIDE, NARROWEST])
def test_axe_finds_nothing(chromium: "Browser", report: Path, width: int) -> None:
    """No rule of axe-core on WCAG 2.2 AA or best practice is broken, with all tables open."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for page in open_report(chromium, report, width):
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = axe.run(page, options={"runOnly": RULES}).response["violations"]
        assert [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found] == []


def test_a_number_of_the_summary_leads_to_its_row(page: "Page") -> None:
    """A click brings the row into view, also one in a table that is folded."""
    for target in ("pattern-", "balance-"):
        link = page.locator(f"main > ul a.num[href^='#{target}']").first
        row = page.locator(link.get_attribute("href") or "")
        link.click()
        assert row.is_visible()
        box = row.bounding_box()
        assert box
        assert 0 <= box["y"] <= 800


def test_the_skip_link_is_the_first_to_be_reached(page: "Page") -> None:
    """By keyboard, and it is seen then."""
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("element => element === document.activeElement")
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0


def test_it_prints_on_paper_without_losing_tables(page: "Page", tmp_path: Path) -> None:
    """A4 pages; the folded table of all patterns is printed, those that repeat a chart are not."""
    if not (shutil.which("pdftotext") and shutil.which("pdfinfo")):
        pytest.skip("pdftotext and pdfinfo (Poppler) are not here")
    path = tmp_path / "report.pdf"
    page.pdf(path=str(path), prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True).stdout
    width, height = (float(told.split("Page size:")[1].split()[at]) for at in (0, 2))
    assert (round(width), round(height)) == A4
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert "In how many reports each pattern was found" in text
    assert "as a table:" not in text
    assert "Skip to the summary" not in text


def test_quotations_are_not_cut_by_the_end_of_a_page(page: "Page") -> None:
    """On paper each passage stays with its place."""
    page.emulate_media(media="print")
    cut = "all => all.filter(each => getComputedStyle(each).breakInside !== 'avoid').length"
    assert page.locator(".quotation, figure, tr").evaluate_all(cut) == 0


@pytest.mark.parametrize("width", [WIDE, NARROWEST])
def test_hostile_text_does_no_harm(chromium: "Browser", hostile_report: Path, width: int) -> None:
    """No window opens, nothing runs, no turn of direction gets out, and nothing sticks out of the page."""
    for page in open_report(chromium, hostile_report, width):
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = page.evaluate(HARM)
        assert found["running"] == []
        assert found["loose"] == []
        assert overflow_of(page) == 0
