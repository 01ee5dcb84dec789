"""Who is answered and who is not: foreign names, other sites' pages, tricks with addresses; and the headers."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Scope
from starlette.websockets import WebSocketDisconnect

from reportminer.errors import StorageError
from reportminer.web.app import make_app
from reportminer.web.security import HEADERS
from tests.web.made_records import FINDING_ID, PATTERN, REPORT_ID, SECRET, FakeBrowser, FakeImages

HOME = "http://127.0.0.1:8765"
FOLLOWED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.fixture
def browser() -> FakeBrowser:
    """What would be asked for records."""
    return FakeBrowser()


@pytest.fixture
def client(browser: FakeBrowser) -> TestClient:
    """A client on this machine."""
    app = make_app(browser, FakeImages(), port=8765)  # type: ignore[arg-type]
    return TestClient(app, base_url=HOME, raise_server_exceptions=False)


def ask_raw(path: bytes, *, headers: tuple[tuple[bytes, bytes], ...] = ((b"host", b"127.0.0.1:8765"),)) -> int:
    """Ask for exactly these bytes, which no client would send, and return the status."""
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path.decode("latin-1")),
        "raw_path": path,
        "query_string": b"",
        "root_path": "",
        "headers": list(headers),
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8765),
    }
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    app = make_app(FakeBrowser(), FakeImages(), port=8765)  # type: ignore[arg-type]
    with ThreadPoolExecutor() as pool:  # the driver of Chromium may hold the loop of this thread
        pool.submit(asyncio.run, app(scope, receive, send)).result()
    status: int = said[0]["status"]
    return status


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765", "LOCALHOST:8765"])
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    """By each of its own names, with the port that is served."""
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8766",
        "127.0.0.1.evil.example:8765",
        "localhost.:8765",
        "0.0.0.0:8765",
        "127.0.0.1:8765@evil.example",
        "",
    ],
)
def test_a_foreign_host_is_refused(client: TestClient, browser: FakeBrowser, host: str) -> None:
    """A name of somebody else that points to this machine (DNS rebinding) gets nothing of what stands here."""
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert f"Open {HOME}/" in answer.text
    assert browser.asked == []


def test_no_host_and_two_hosts_are_refused() -> None:
    """Which of two is meant would depend on who reads them."""
    own = (b"host", b"127.0.0.1:8765")
    assert ask_raw(b"/") == 200
    assert ask_raw(b"/", headers=()) == 421
    assert ask_raw(b"/", headers=(own, (b"host", b"evil.example"))) == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8765", "http://localhost", ""],
)
def test_a_foreign_origin_is_refused(client: TestClient, browser: FakeBrowser, origin: str) -> None:
    """A script of another site, or of another program on this machine, gets nothing."""
    assert client.get("/", headers={"Origin": origin}).status_code == 403
    assert browser.asked == []


@pytest.mark.parametrize("origin", [HOME, "http://localhost:8765"])
def test_its_own_origin_is_answered(client: TestClient, origin: str) -> None:
    """Whatever the pages themselves ask for."""
    assert client.get("/", headers={"Origin": origin}).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    "how",
    [
        {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
        {},
    ],
)
def test_other_sites_load_and_frame_nothing(client: TestClient, site: str, how: dict[str, str]) -> None:
    """Neither pictures nor pages, also not a program on another port of this machine."""
    assert client.get(f"/images/{REPORT_ID}/1.png", headers={"Sec-Fetch-Site": site, **how}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "same-origin", "none"])
def test_a_link_can_be_followed_from_anywhere(client: TestClient, site: str) -> None:
    """From a document, a message, a bookmark: the site that has the link does not see what is answered."""
    assert client.get("/", headers={"Sec-Fetch-Site": site, **FOLLOWED}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "ANYTHING"])
def test_everything_can_only_be_read(client: TestClient, browser: FakeBrowser, method: str) -> None:
    """Every other method is refused."""
    answer = client.request(method, "/search")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert browser.asked == []


@pytest.mark.parametrize(
    "path",
    [
        b"/../etc/passwd",
        b"/assets/../app.py",
        b"/assets/..",
        b"/assets/.",
        b"/assets/%2e%2e/app.py",
        b"/assets/..%2fapp.py",
        b"/assets/..%5capp.py",
        b"/assets%2fstyle.css",
        b"/assets//style.css",
        b"//evil.example/assets/style.css",
        b"/assets/style.css%00",
        b"/assets/.hidden",
        b"/assets/style.css/",
        b"/findings/" + FINDING_ID.encode() + b"%00",
        b"/findings/%252e%252e",
        b"/reports/..",
        b"/reports/" + b"R" * 400,
        b"/images/" + REPORT_ID.encode() + b"/../1.png",
        b"/images/" + REPORT_ID.encode() + b"/%31.png",
        b"/tables/..%2f..%2fsecret.csv",
        b"/tables/.csv",
        b"/patterns/" + "größe".encode(),
        b"/patterns/pooled budget",
        b"http://evil.example/",
        b"*",
        b"",
    ],
)
def test_tricks_with_addresses_lead_nowhere(path: bytes) -> None:
    """Dots, encoded slashes, NUL, double encoding, whole addresses: there is no such page."""
    assert ask_raw(path) == 404


def test_ids_reach_the_browser_only_where_they_look_like_ids(client: TestClient, browser: FakeBrowser) -> None:
    """Whatever else stands in an address is answered without asking."""
    for path in ("/findings/.x", "/reports/-x", "/patterns/x..y/z", "/areas/" + "a" * 200):
        assert client.get(path).status_code == 404
    assert browser.asked == []


def test_a_question_without_end_is_refused(client: TestClient, browser: FakeBrowser) -> None:
    """Nobody types four thousand characters into a form that takes five hundred."""
    assert client.get("/search", params={"q": "a" * 5000}).status_code == 414
    assert browser.asked == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/about", 200),
        (f"/findings/{FINDING_ID}", 200),
        (f"/images/{REPORT_ID}/1.png", 200),
        (f"/images/{REPORT_ID}/99.png", 404),
        ("/tables/overview.csv", 200),
        ("/assets/style.css", 200),
        ("/nothing", 404),
        ("/a%2fb", 404),
        (f"/search?q={'a' * 5000}", 414),
    ],
)
def test_headers_are_on_every_answer(client: TestClient, path: str, status: int) -> None:
    """Also on errors; no cookie, no name of the server; and nothing of a page is kept by the web browser."""
    answer = client.get(path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "set-cookie" not in answer.headers
    assert "server" not in answer.headers
    expected = "private, max-age=3600" if status == 200 and "images" in path else "no-store"
    assert answer.headers["cache-control"] == ("no-cache" if "assets" in path else expected)


def test_headers_are_on_refusals_and_faults(client: TestClient, browser: FakeBrowser) -> None:
    """Whoever is turned away, and whatever breaks."""
    browser.error = RuntimeError("broken")
    answers = [
        client.get("/"),
        client.post("/"),
        client.get("/", headers={"Host": "evil.example"}),
        client.get("/", headers={"Origin": "null"}),
    ]
    assert [answer.status_code for answer in answers] == [500, 405, 421, 403]
    assert {answer.headers["content-security-policy"] for answer in answers} == {
        HEADERS["Content-Security-Policy"]
    }


def test_the_policy_lets_nothing_run() -> None:
    """Pictures, style and forms of this server alone; everything else is forbidden."""
    rules = dict(rule.split(" ", 1) for rule in HEADERS["Content-Security-Policy"].split("; "))
    assert rules == {
        "default-src": "'none'",
        "img-src": "'self'",
        "style-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("error", [StorageError(f"{SECRET} is damaged"), RuntimeError(SECRET), KeyError(SECRET)])
def test_no_error_tells_where_files_lie(client: TestClient, browser: FakeBrowser, error: Exception) -> None:
    """Neither a folder nor a traceback reaches a page."""
    browser.error = error
    for path in ("/", "/search?q=a", f"/patterns/{PATTERN.id}", "/tables/overview.csv"):
        answer = client.get(path)
        assert answer.status_code >= 500
        assert SECRET not in answer.text
        assert "Traceback" not in answer.text


def test_a_web_socket_is_not_opened(client: TestClient) -> None:
    """Nothing here speaks over one."""
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
        pytest.fail("it was opened")
