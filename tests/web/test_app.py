"""Addresses and what they answer: pages, tables, pictures, errors; nothing is written."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportminer.errors import (
    ConfigError,
    Missing,
    ReportminerError,
    SchemaMismatch,
    StorageError,
    UsageError,
    WorkspaceBusy,
)
from reportminer.export.csv_files import format_csv
from reportminer.ids import hash_file
from reportminer.settings import load_settings
from reportminer.store.matching import Filters
from reportminer.web.app import make_app
from reportminer.web.rendering import ASSETS
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.browsing.images import PageImages
from tests.web.made_records import (
    AREA,
    FINDING_ID,
    PATTERN,
    PNG,
    REPORT_ID,
    ROWS,
    SECRET,
    SPEC,
    THEME,
    FakeBrowser,
    FakeImages,
)

ADDRESSES = {
    "/": "What 12 reports say",
    "/search?q=pooled": "Search",
    f"/findings/{FINDING_ID}": "Finding on page 5",
    f"/reports/{REPORT_ID}": "Northbridge: Local system review",
    f"/patterns/{PATTERN.id}": "Pooled budget",
    f"/themes/{THEME.theme_id}": "Shared budgets",
    f"/areas/{AREA.key}": "Northbridge",
    "/heat-map": "Areas and patterns",
    "/codebook": "Codebook",
    "/about": "About these pages",
}


@pytest.fixture
def browser() -> FakeBrowser:
    """Gives records made by hand, and notes what it is asked."""
    return FakeBrowser()


@pytest.fixture
def client(browser: FakeBrowser) -> TestClient:
    """A client on this machine."""
    app = make_app(browser, FakeImages())  # type: ignore[arg-type]
    return TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_answered(client: TestClient, address: str) -> None:
    """As HTML in UTF-8, with its heading."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert ADDRESSES[address] in answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_can_be_asked_for_its_headers(client: TestClient, address: str) -> None:
    """HEAD is answered like GET."""
    assert client.head(address).headers["content-length"] == client.get(address).headers["content-length"]


@pytest.mark.parametrize("kind", ["findings", "reports", "patterns", "themes", "areas"])
def test_an_unknown_id_is_answered_calmly(client: TestClient, kind: str) -> None:
    """With a page that says what may be the matter and where to go."""
    answer = client.get(f"/{kind}/R999999999999-00000000")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert 'href="/search"' in answer.text


@pytest.mark.parametrize(
    "address", ["/docs", "/redoc", "/openapi.json", "/nothing", "/findings", "/findings/", "/tables/x"]
)
def test_there_are_no_other_addresses(client: TestClient, address: str) -> None:
    """No page about the program's own interface, and no list of files."""
    assert client.get(address).status_code == 404


def test_all_that_is_asked_reaches_the_search(client: TestClient, browser: FakeBrowser) -> None:
    """Question, filters, mode, breadth and page; what the page does not know is passed over."""
    client.get(
        "/search?q=+pooled+budgets+&area=E06000001&report_type=inspection&theme=t&pattern=p&polarity=failure"
        "&section=money&since=2018&until=2019-03&mode=lexical&one_per_area=yes&page=3&unknown=x"
    )
    filters = Filters(
        area="E06000001",
        report_type="inspection",
        theme="t",
        pattern="p",
        polarity="failure",
        section="money",
        since="2018",
        until="2019-03",
    )
    how = {"filters": filters, "mode": "lexical", "one_per_area": True, "page": 3}
    assert browser.asked == [("search", "pooled budgets", how)]


def test_a_bare_search_asks_for_everything(client: TestClient, browser: FakeBrowser) -> None:
    """All findings, the first page."""
    client.get("/search")
    how = {"filters": Filters(), "mode": "hybrid", "one_per_area": False, "page": 1}
    assert browser.asked == [("search", "", how)]


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "٣", "9999999", "", "2.5"])
def test_what_is_no_page_number_means_the_first(client: TestClient, browser: FakeBrowser, page: str) -> None:
    """A mistyped number is no error."""
    client.get("/search", params={"page": page})
    assert browser.asked[0][2]["page"] == 1  # type: ignore[index]


def test_long_questions_are_cut(client: TestClient, browser: FakeBrowser) -> None:
    """The form takes no more than this either."""
    client.get("/search", params={"q": "a" * 600, "section": "b" * 300})
    _, query, how = browser.asked[0]
    assert len(str(query)) == 500
    assert len(how["filters"].section) == 200  # type: ignore[index]


def test_characters_that_mean_nothing_are_taken_out_of_questions(client: TestClient, browser: FakeBrowser) -> None:
    """NUL and broken UTF-8 come to no harm."""
    assert client.get("/search?q=a%00b%ff").status_code == 200
    assert browser.asked[0][1] == "a\ufffdb\ufffd"


@pytest.mark.parametrize("name", ["overview", "reports", "heat-map", "codebook", f"reports/{REPORT_ID}", "search"])
def test_tables_are_downloaded(client: TestClient, name: str) -> None:
    """As the export writes them: CSV in UTF-8, cells made safe, under a name of their own."""
    answer = client.get(f"/tables/{name}.csv")
    assert answer.status_code == 200
    assert answer.content == format_csv(SPEC, ROWS) == "text\r\n'=1+1\r\nGröße\r\n".encode()
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"] == 'attachment; filename="made.csv"'


def test_a_table_of_results_asks_what_the_page_asked(client: TestClient, browser: FakeBrowser) -> None:
    """With the same filters and mode, over all pages."""
    client.get("/tables/search.csv?q=pooled&area=E1&mode=semantic&one_per_area=yes&page=2")
    how = {"filters": Filters(area="E1"), "mode": "semantic", "one_per_area": True}
    assert browser.asked == [("table", "search", "pooled", how)]


@pytest.mark.parametrize("name", ["nothing", "reports/R999999999999", "nothing/x"])
def test_there_is_no_table_of_what_there_is_not(client: TestClient, name: str) -> None:
    """An empty file would say that nothing was found."""
    assert client.get(f"/tables/{name}.csv").status_code == 404


def test_pages_are_shown_as_pictures(client: TestClient) -> None:
    """Whole and small."""
    assert client.get(f"/images/{REPORT_ID}/5.png").content == PNG
    small = client.get(f"/thumbnails/{REPORT_ID}/5.png")
    assert small.content == PNG + b" small"
    assert small.headers["content-type"] == "image/png"


@pytest.mark.parametrize("name", ["R999999999999/1", f"{REPORT_ID}/99", f"{REPORT_ID}/0", f"{REPORT_ID}/x"])
def test_a_picture_that_cannot_be_drawn_says_so(client: TestClient, name: str) -> None:
    """In plain words, without the path that the error names."""
    for kind in ("images", "thumbnails"):
        answer = client.get(f"/{kind}/{name}.png")
        assert answer.status_code == 404
        assert "<h1>" in answer.text
        assert SECRET not in answer.text


def test_all_assets_are_served(client: TestClient) -> None:
    """Each with its type, byte for byte."""
    types = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
    assert {path.name for path in ASSETS.iterdir()} >= {"style.css", "icon.svg"}
    for path in ASSETS.iterdir():
        answer = client.get(f"/assets/{path.name}")
        assert answer.content == path.read_bytes()
        assert answer.headers["content-type"] == types[path.suffix]


def test_only_assets_are_assets(client: TestClient) -> None:
    """Whatever else lies on the disk has no address."""
    for name in ("app.py", "style", "nothing.css"):
        assert client.get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (WorkspaceBusy(SECRET), "The workspace is busy"),
        (StorageError(SECRET), "The workspace cannot be read"),
        (SchemaMismatch(SECRET), "written by a newer version"),
        (ConfigError(SECRET), "settings or the codebook cannot be read"),
        (Missing(SECRET), "A part of the program is missing"),
        (UsageError(SECRET), "The workspace is not there any more"),
    ],
)
def test_errors_are_pages_with_a_way_out(
    client: TestClient,
    browser: FakeBrowser,
    capsys: pytest.CaptureFixture[str],
    error: ReportminerError,
    says: str,
) -> None:
    """The page stays calm; the details stand where the program was started."""
    browser.error = error
    answer = client.get("/")
    assert answer.status_code == 503
    assert says in answer.text
    assert SECRET in capsys.readouterr().err


def test_a_fault_of_the_program_is_a_page_as_well(client: TestClient, browser: FakeBrowser) -> None:
    """It says that nothing was harmed, and what to do."""
    browser.error = ZeroDivisionError("oops")
    answer = client.get("/codebook")
    assert answer.status_code == 500
    assert "Your reports and results are safe" in answer.text
    assert "oops" not in answer.text


def test_nothing_is_written_in_the_workspace(hostile: Path) -> None:
    """After every kind of request the folder holds the same files with the same bytes and times."""
    settings = load_settings()
    browser = Browser(hostile, settings=settings)
    app = make_app(browser, PageImages(hostile, settings=settings))
    client = TestClient(app, base_url="http://127.0.0.1:8765")
    before = _look(hostile)
    report_id = browser.report_ids()[0]
    for address in (
        "/",
        "/search?q=budgets",
        "/tables/search.csv?q=budgets",
        f"/findings/{browser.finding_ids()[0]}",
        f"/reports/{report_id}",
        f"/patterns/{browser.pattern_ids()[0]}",
        f"/areas/{browser.area_keys()[0]}",
        "/heat-map",
        f"/images/{report_id}/1.png",
        f"/thumbnails/{report_id}/1.png",
    ):
        assert client.get(address).status_code == 200, address
    assert _look(hostile) == before


def _look(folder: Path) -> dict[str, tuple[str, int]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (hash_file(path), path.stat().st_mtime_ns) for path in files}
