"""The evidence browser in a real Chromium: a server of the mined samples, and a person before it."""

import csv
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.web.visiting import (
    NARROW,
    NARROWEST,
    WIDE,
    find_marks,
    overflow_of,
    page_size,
    path_of,
    tinted_share,
    visiting,
    words_at,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "pooled budgets"
EVIDENCE = "a:has-text('See the evidence')"
KINDS = (
    "overview",
    "search",
    "results",
    "finding",
    "report",
    "pattern",
    "theme",
    "area",
    "heat map",
    "codebook",
    "about",
)

needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("pdfinfo")),
    reason="pdftotext and pdfinfo (Poppler) are not here",
)


@pytest.fixture
def page(chromium: "Browser", served: str) -> Iterator["Page"]:
    """A wide page."""
    with visiting(chromium, served) as page:
        yield page


@pytest.fixture(scope="module")
def addresses(chromium: "Browser", served: str) -> dict[str, str]:
    """A path of each kind of page, found by following links."""
    with visiting(chromium, served) as page:
        found = {
            "overview": "/",
            "search": "/search",
            "results": f"/search?q={QUESTION.replace(' ', '+')}",
            "pattern": "/patterns/pooled_budget",
            "heat map": "/heat-map",
            "codebook": "/codebook",
            "about": "/about",
        }
        page.goto("/")
        for kind in ("report", "theme", "area"):
            found[kind] = page.locator(f"a[href^='/{kind}s/']").first.get_attribute("href") or ""
        page.goto(found["results"])
        found["finding"] = page.locator(EVIDENCE).first.get_attribute("href") or ""
    assert found.keys() == set(KINDS)
    return found


def squashed(text: str) -> str:
    """A text without spaces, quotation marks and the dashes at ends of lines: what two readers must agree on."""
    return re.sub(r"[\s“”\"‘’'\u00ad-]", "", text)


def source_file(page: "Page", samples: Path) -> Path:
    """The file that a finding's page names."""
    return samples / page.locator("table.facts tr", has_text=re.compile("^File")).locator("td").inner_text()


def test_a_question_is_asked_and_narrowed(page: "Page") -> None:
    """From the overview: ask in words, see the words marked, narrow to an area, and take the filter away again."""
    page.goto("/")
    page.fill("#q", QUESTION)
    with page.expect_navigation():
        page.press("#q", "Enter")
    assert path_of(page) == "/search"
    assert page.locator(".quotation mark").first.inner_text().lower() in {"pooled", "budget", "budgets"}
    before = page.locator("#results").inner_text()
    facet = page.locator("ul[aria-labelledby='facet-area'] a").first
    area = facet.inner_text()
    with page.expect_navigation():
        facet.click()
    shown = page.locator(".quotation .where").all_inner_texts()
    assert shown
    assert all(area in text for text in shown)
    assert area in page.locator(".narrowed").inner_text()
    with page.expect_navigation():
        page.locator(".narrowed a").first.click()
    assert page.locator("#results").inner_text() == before


def test_a_facet_counts_what_it_leads_to(page: "Page") -> None:
    """The number beside a way to narrow is the number of findings that are then listed."""
    page.goto("/search")
    item = page.locator("ul[aria-labelledby='facet-polarity'] li").first
    promised = re.search(r"\(([\d,]+)\)", item.inner_text())
    assert promised
    with page.expect_navigation():
        item.locator("a").click()
    assert page.locator("#results").inner_text().startswith(f"{promised[1]} finding")


@needs_poppler
def test_the_mark_stands_on_the_words(page: "Page", samples: Path) -> None:
    """The words that another reader finds under the marks on the screen are the words of the quotation."""
    page.goto(f"/search?q={QUESTION}")
    n_compared = 0
    for address in [link.get_attribute("href") or "" for link in page.locator(EVIDENCE).all()[:8]]:
        page.goto(address)
        captions = page.locator("figure.sheet figcaption").all_inner_texts()
        if not captions:  # a report in another form than PDF
            continue
        pdf, words = source_file(page, samples), []
        for number, caption in enumerate(captions):
            sheet = int(re.search(r"page (\d+)", caption)[1])  # type: ignore[index]
            words += words_at(pdf, sheet, find_marks(page, number, page_size(pdf, sheet)))
        assert squashed("".join(words)) == squashed(page.locator(".passage strong").inner_text())
        n_compared += 1
    assert n_compared >= 4


def test_the_mark_can_be_seen(page: "Page") -> None:
    """On the screen the passage is yellow, its print still dark, and the rest of the page is not."""
    page.goto(f"/search?q={QUESTION}")
    with page.expect_navigation():
        page.locator(EVIDENCE).first.click()
    sheet = page.locator("figure.sheet svg").first
    page.wait_for_load_state("networkidle")
    [first, *_] = find_marks(page, 0, (1.0, 1.0))
    shown = sheet.screenshot()
    assert tinted_share(shown, first) > 0.5
    assert tinted_share(shown, (0.0, 0.0, 1.0, first.top - 0.05)) < 0.02
    sheet.evaluate("sheet => sheet.querySelectorAll('rect').forEach(mark => mark.remove())")
    assert tinted_share(sheet.screenshot(), first) < 0.02


def test_a_report_shows_its_pages_small(page: "Page", addresses: dict[str, str]) -> None:
    """Each page has a thumbnail that loads, and leads to the whole picture."""
    page.goto(addresses["report"])
    first = page.locator(".sheets img").first
    first.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert first.evaluate("image => image.naturalWidth") == 160
    with page.expect_navigation():
        page.locator(".sheets a").first.click()
    assert page.locator("img").evaluate("image => image.naturalWidth") > 800


def test_a_pattern_shows_evidence_for_and_against(page: "Page", addresses: dict[str, str]) -> None:
    """How many of how many reports, balanced passages, what speaks against it, near misses and silent reports."""
    page.goto(addresses["pattern"])
    said = page.locator("main").inner_text()
    assert re.search(r"Found in \d+ of \d+ reports \(\d+%, likely between \d+% and \d+%\)", said)
    headings = page.locator("h2").all_inner_texts()
    assert {"Passages", "Areas", "What speaks against it", "Near misses", "Reports that are silent"} <= set(
        headings
    )
    first = page.locator("h2:has-text('Passages') ~ .quotations .where").all_inner_texts()[:4]
    assert len({text.split(",")[0] for text in first}) == 4


def test_what_is_shown_can_be_downloaded(page: "Page", addresses: dict[str, str], tmp_path: Path) -> None:
    """The CSV of a pattern holds the passages that its page shows, and a spreadsheet can read it."""
    page.goto(addresses["pattern"])
    heading = page.locator("h2:has-text('Passages')")
    shown = heading.locator("xpath=following-sibling::*[following-sibling::h2[.='Areas']]").locator("blockquote")
    quotations = {text.strip("“”\n ") for text in shown.all_text_contents()}
    with page.expect_download() as waiting:
        page.locator(".download a").first.click()
    assert waiting.value.suggested_filename == "pattern-pooled_budget.csv"
    waiting.value.save_as(tmp_path / "pattern.csv")
    with (tmp_path / "pattern.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert quotations
    assert {row["text"] for row in rows if row["counted"] == "true"} <= quotations
    assert quotations <= {row["text"] for row in rows}
    assert all("pooled_budget" in row["patterns"].split(";") for row in rows)


def test_results_can_be_downloaded(page: "Page", tmp_path: Path) -> None:
    """The CSV of a search has the same results in the same order, with their scores."""
    page.goto(f"/search?q={QUESTION}&polarity=failure")
    shown = [text.strip("“”\n ") for text in page.locator(".found blockquote").all_text_contents()]
    with page.expect_download() as waiting:
        page.locator(".download a").first.click()
    waiting.value.save_as(tmp_path / "search.csv")
    with (tmp_path / "search.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows][: len(shown)] == shown
    assert [int(row["rank"]) for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["score"] >= rows[-1]["score"]


FOCUS = """() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    return {
        id: at.id,
        text: at.innerText,
        href: at.getAttribute("href") || "",
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 0,
    };
}"""


def tab_to(page: "Page", wanted: str) -> None:
    """Press Tab until the focus is on an element with this id or beginning; it is seen at each step."""
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["outline"] >= 2, at
        assert at["inside"], at
        if wanted == at["id"] or (at["text"] or "").startswith(wanted):
            return
    raise AssertionError(f"{wanted} is not reached")


def test_the_keyboard_alone_is_enough(page: "Page") -> None:
    """Skip link, search box, question, result: Tab and Enter lead from the overview to the evidence."""
    page.goto("/")
    tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, "q")
    page.keyboard.type(QUESTION)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert path_of(page) == "/search"
    tab_to(page, "See the evidence")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert path_of(page).startswith("/findings/")
    assert page.locator(".passage strong").inner_text()


def test_scripts_are_not_needed(chromium: "Browser", served: str) -> None:
    """With scripts forbidden the same way leads to the same evidence, picture and mark included."""
    with visiting(chromium, served, scripts=False) as page:
        pictures: list[int] = []
        page.on("response", lambda r: pictures.append(r.status) if "/images/" in r.url else None)
        page.goto("/")
        page.fill("#q", QUESTION)
        with page.expect_navigation():
            page.press("#q", "Enter")
        with page.expect_navigation():
            page.locator("ul[aria-labelledby='facet-area'] a").first.click()
        with page.expect_navigation():
            page.locator(EVIDENCE).first.click()
        page.wait_for_load_state("networkidle")
        assert page.locator("figure.sheet svg rect").count() >= 1
        assert pictures == [200] * page.locator("figure.sheet svg").count()


def test_no_request_leaves_this_machine(page: "Page", served: str, addresses: dict[str, str]) -> None:
    """All that the pages load, pictures and styles included, comes from the server on 127.0.0.1."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    for kind in ("overview", "results", "finding", "report"):
        page.goto(addresses[kind])
        page.wait_for_load_state("networkidle")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(served).netloc}
    assert {"html", "css", "png"} <= {Path(urlsplit(url).path).suffix[1:] or "html" for url in asked}


def test_no_page_has_a_script(page: "Page", addresses: dict[str, str]) -> None:
    """There is none that could run, so none can be made to do harm."""
    for address in addresses.values():
        page.goto(address)
        assert page.locator("script").count() == 0
        assert page.locator("a[target], iframe, object, embed").count() == 0


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_serious_stands_in_anyones_way(
    kind: str, width: int, chromium: "Browser", served: str, addresses: dict[str, str]
) -> None:
    """axe-core finds nothing serious or critical on any kind of page, on a screen and on a telephone."""
    with visiting(chromium, served, width=width) as page:
        page.goto(addresses[kind])
        assert find_barriers(page) == []


def find_barriers(page: "Page") -> list[str]:
    """What axe-core calls serious or critical, with the first element of each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def test_no_page_scrolls_sideways(chromium: "Browser", served: str, addresses: dict[str, str]) -> None:
    """At 320 pixels, as on a wide screen at 400%, every kind of page fits its window."""
    with visiting(chromium, served, width=NARROWEST) as page:
        too_wide = {}
        for kind, address in addresses.items():
            page.goto(address)
            too_wide[kind] = overflow_of(page)
        assert {kind: pixels for kind, pixels in too_wide.items() if pixels} == {}


@needs_poppler
def test_a_finding_can_be_printed(page: "Page", addresses: dict[str, str], tmp_path: Path) -> None:
    """The print holds the passage, where it stands and how to cite it, and leaves the menu out."""
    page.goto(addresses["finding"])
    quotation = page.locator(".passage strong").inner_text()
    citation = page.locator(".cite").inner_text()
    (tmp_path / "finding.pdf").write_bytes(page.pdf())
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "finding.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    assert squashed(quotation)[:60] in squashed(printed).replace("—", "")
    assert squashed(citation) in squashed(printed)
    assert "Areas and patterns" not in printed


def test_an_address_that_leads_nowhere_says_so(chromium: "Browser", served: str) -> None:
    """The page for it has the menu, says what to do, and is as easy to use as the others."""
    context = chromium.new_context(base_url=served)
    page = context.new_page()
    answer = page.goto("/findings/R000000000000-00000000")
    assert answer is not None
    assert answer.status == 404
    assert "There is no such page" in page.locator("h1").inner_text()
    assert find_barriers(page) == []
    context.close()
