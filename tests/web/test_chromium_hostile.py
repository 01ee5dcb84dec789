"""Text that is out to do harm, on every page of the evidence browser in a real Chromium: served, and as files."""

from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from reportminer.web.site import write_site
from tests.export.workspace import make_settings
from tests.web.hostile import WORD
from tests.web.test_site import make_workspace
from tests.web.visiting import NARROWEST, WIDE, overflow_of, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ALL_FINDINGS, SOME_OF_A_KIND = 20, 3
KINDS = {
    "findings/": 18,
    "reports/": 2,
    "areas/": 2,
    "patterns/": 3,
    "themes/": 2,
    "search": 2,
    "heat-map": 1,
    "codebook": 1,
    "about": 1,
}
"""How many pages of each kind a walk must have seen at least."""

HARM = """() => {
    const all = [...document.querySelectorAll("*")];
    const runs = element => element.localName === "script"
        || [...element.attributes].some(a => a.name.startsWith("on") || /^\\s*(javascript|data):/i.test(a.value));
    const count = (text, signs) => (text.match(signs) || []).length;
    const open = text => count(text, /[\\u202a\\u202b\\u202d\\u202e]/g) > count(text, /\\u202c/g)
        || count(text, /[\\u2066-\\u2068]/g) > count(text, /\\u2069/g);
    const kept = element => element.closest("bdi, [dir=auto]");
    const told = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const loose = [];
    for (let node = told.nextNode(); node; node = told.nextNode())
        if (open(node.data) && !kept(node.parentElement))
            loose.push(node.parentElement.outerHTML.slice(0, 200));
    return { running: all.filter(runs).map(e => e.outerHTML.slice(0, 200)), loose };
}"""
"""Elements that would run something, and text whose turns of direction neither end with it nor are kept in."""


@pytest.fixture(scope="module")
def site(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile workspace as a static site."""
    out = tmp_path_factory.mktemp("hostile site") / "a site"
    write_site(hostile, out, settings=make_settings())
    return out


def walk(page: "Page", root: str, first: str) -> Iterator[str]:
    """Open pages that can be reached by links, each once: every finding, and some of each other kind."""
    waiting, seen, n_of_kind = deque([f"{root}/{first}"]), {f"{root}/{first}"}, Counter[str]()
    while waiting:
        page.goto(waiting.popleft())
        yield page.url
        for link in page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
            address = urldefrag(urljoin(page.url, link))[0]
            kind = urlsplit(address.removeprefix(root)).path.strip("/").split("/")[0]
            if address in seen or not address.startswith(root) or kind in {"tables", "images"}:
                continue
            seen.add(address)
            n_of_kind[kind] += 1
            if n_of_kind[kind] <= (ALL_FINDINGS if kind == "findings" else SOME_OF_A_KIND):
                waiting.append(address)


def test_no_served_page_lets_text_do_harm(chromium: "Browser", served_hostile: str) -> None:
    """On no page does text open a window, become an element that runs, or turn what stands around it."""
    with visiting(chromium, served_hostile) as page:
        addresses = []
        for address in walk(page, served_hostile, ""):
            assert page.evaluate(HARM) == {"running": [], "loose": []}, address
            addresses.append(address)
        for kind, at_least in KINDS.items():
            assert sum(f"/{kind}" in address for address in addresses) >= at_least


@pytest.mark.parametrize("width", [WIDE, NARROWEST])
def test_long_words_stay_within_the_window(chromium: "Browser", served_hostile: str, width: int) -> None:
    """Five hundred letters without a space make no page scroll sideways."""
    with visiting(chromium, served_hostile, width=width) as page:
        too_wide = {}
        for address in ("/", "/search", f"/search?q={WORD}", "/heat-map", "/codebook", *one_of_each(page)):
            page.goto(address)
            if pixels := overflow_of(page):
                too_wide[address] = pixels
        assert too_wide == {}


def one_of_each(page: "Page") -> list[str]:
    """The first report, area, pattern and theme of the overview, and the first finding."""
    page.goto("/")
    kinds = [page.locator(f"a[href^='/{kind}/']").first for kind in ("reports", "areas", "patterns", "themes")]
    addresses = [link.get_attribute("href") or "" for link in kinds]
    page.goto(f"/search?q={WORD}")
    return [*addresses, page.locator("a[href^='/findings/']").first.get_attribute("href") or ""]


@pytest.mark.parametrize(
    "question",
    [
        '<script>alert("q")</script>',
        '"><img src=x onerror=alert(1)>',
        "=1+1",
        "\u202ebudgets",
        "' OR 1=1 --",
        "a" * 500,
    ],
)
def test_a_hostile_question_is_only_text(chromium: "Browser", served_hostile: str, question: str) -> None:
    """What was asked stands in the box as it was typed, whatever it is."""
    with visiting(chromium, served_hostile) as page:
        page.goto("/search")
        page.fill("#q", question)
        with page.expect_navigation():
            page.press("#q", "Enter")
        assert page.input_value("#q").rstrip("\u202c") == question
        assert page.evaluate(HARM)["running"] == []
        assert overflow_of(page) == 0


def test_no_page_of_the_hostile_site_lets_text_do_harm(chromium: "Browser", site: Path) -> None:
    """The same holds for the files, opened by double-click; and they ask for nothing but files of the site."""
    with visiting(chromium, site.as_uri()) as page:
        addresses = []
        for address in walk(page, site.as_uri(), "index.html"):
            assert page.evaluate(HARM) == {"running": [], "loose": []}, address
            addresses.append(address)
        for kind, at_least in KINDS.items():
            assert sum(f"/{kind}" in address for address in addresses) >= at_least or kind == "search"


def test_the_site_opens_by_double_click(chromium: "Browser", tmp_path: Path) -> None:
    """Styled, without a server, from the overview to a finding with its marked picture; no search is offered."""
    write_site(make_workspace(tmp_path), tmp_path / "my site", settings=make_settings())
    root = (tmp_path / "my site").as_uri()
    with visiting(chromium, root) as page:
        page.goto(f"{root}/index.html")
        assert (
            page.locator("header.banner").evaluate("e => getComputedStyle(e).backgroundColor")
            != "rgba(0, 0, 0, 0)"
        )
        assert page.locator("form, input").count() == 0
        with page.expect_navigation():
            page.get_by_role("link", name="Shared vision", exact=True).first.click()
        with page.expect_navigation():
            page.locator("a:has-text('See the evidence')").first.click()
        page.wait_for_load_state("networkidle")
        assert "Partners had one vision." in page.locator(".passage").inner_text()


def test_the_site_shows_its_pictures(chromium: "Browser", tmp_path: Path) -> None:
    """A picture of the site is drawn on the screen, with the mark on it, and so are thumbnails."""
    write_site(make_workspace(tmp_path), tmp_path / "site", settings=make_settings())
    root = (tmp_path / "site").as_uri()
    with visiting(chromium, root) as page:
        page.goto(f"{root}/index.html")
        with page.expect_navigation():
            page.locator("a[href^='reports/']", has_text="north").first.click()
        thumbnails = page.locator(".sheets img")
        thumbnails.first.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        assert thumbnails.first.evaluate("image => image.naturalWidth") == 160
        assert thumbnails.count() == 2
        with page.expect_navigation():
            page.locator("a:has-text('See the evidence')").first.click()
        page.wait_for_load_state("networkidle")
        assert page.locator("figure.sheet svg rect").count() == 1
