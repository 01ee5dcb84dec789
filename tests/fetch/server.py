"""A web server on this machine that misbehaves as told, and what a test needs to ask it."""

import csv
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from reportminer.fetch.addresses import HostList
from reportminer.fetch.asking import Session
from reportminer.fetch.download import download
from reportminer.fetch.records import Fetched, Limits, Missed, Wanted
from reportminer.fetch.robots import Robots
from reportminer.gazetteer.register import COLUMNS, FETCH_COLUMNS, Known
from reportminer.records import ReportType

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 1200 + b"\nstartxref\n9\n%%EOF\n"
"""About 300 kB that begin and end as a PDF does."""
PAGE = b"<!DOCTYPE html>\n<html><body>Please accept cookies</body></html>"
LIMITS = Limits(connect_s=5, silence_s=0.4, whole_s=5, attempts=4, first_wait_s=0.5, longest_wait_s=60)


class Handler(BaseHTTPRequestHandler):
    """Answers each path as the test told the server."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Note the request, then answer."""
        server = self.server
        assert isinstance(server, Server)
        if self.path == "/robots.txt":
            server.n_robots += 1
        else:
            server.asked.append((self.path, dict(self.headers)))
        self.close_connection = True
        server.answers.get(self.path, missing)(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def give(
        self,
        body: bytes = PDF,
        *,
        status: int = 200,
        kind: str = "application/pdf",
        length: int | None = -1,
        **headers: str,
    ) -> None:
        """Answer; `length` is what is stated (-1: the truth, None: nothing)."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length == -1 else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


Answerer = Callable[[Handler], None]


class Server(ThreadingHTTPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answerer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.n_robots = 0

    @property
    def host(self) -> str:
        """As `--allow-host` takes it."""
        return f"127.0.0.1:{self.server_port}"

    def url(self, path: str = "/a.pdf") -> str:
        """The address of a path."""
        return f"http://{self.host}{path}"

    def handle_error(self, *_: object) -> None:
        """A client that goes away is no error here."""


def missing(handler: Handler) -> None:
    """There is nothing at this path."""
    handler.give(b"no", status=404, kind="text/plain")


def good(handler: Handler) -> None:
    """The whole file."""
    handler.give()


def status(code: int, **headers: str) -> Answerer:
    """Answer with a status."""
    return lambda handler: handler.give(b"", status=code, **headers)


def redirect(location: str, code: int = 302) -> Answerer:
    """Send on."""
    return status(code, Location=location)


def in_turn(*answers: Answerer) -> Answerer:
    """Answer each request in another way; the last way stays."""
    left = list(answers)

    def answer(handler: Handler) -> None:
        chosen = left.pop(0) if len(left) > 1 else left[0]
        chosen(handler)

    return answer


def cut_then_resume(at: int, etag: str = '"v1"') -> Answerer:
    """Break off in the middle of the whole file; give the rest when asked for it."""

    def answer(handler: Handler) -> None:
        wanted = handler.headers.get("Range")
        if wanted and handler.headers.get("If-Range") == etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            handler.give(
                PDF[start:], status=206, ETag=etag, Content_Range=f"bytes {start}-{len(PDF) - 1}/{len(PDF)}"
            )
            return
        handler.give(PDF[:at], length=len(PDF), ETag=etag)

    return answer


def drip(handler: Handler, seconds: float = 0.1) -> None:
    """Send the file a few bytes at a time, without an end."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(PDF)))
    handler.end_headers()
    for i in range(1000):
        handler.wfile.write(PDF[i * 200 : i * 200 + 200])
        time.sleep(seconds)


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server until the block ends."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()


class FakeClock:
    """Does not wait, and notes how long it should have."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def now(self) -> datetime:
        """Always the same moment."""
        return datetime(2024, 5, 1, 12, tzinfo=UTC)

    def sleep(self, seconds: float) -> None:
        """Note the wait."""
        self.waits.append(seconds)


def make_known(file_url: str, **facts: str) -> Known:
    """A row of the register."""
    known = Known(
        file="",
        report_id="",
        area="Halton Borough Council",
        area_code="E06000006",
        report_type=ReportType("local_system_review"),
        title="Halton: Local system review report",
        publisher="Care Quality Commission",
        published="2017-10-12",
        review=None,
        licence="",
        source_url="https://www.example.org/halton",
        verified=True,
        note="",
        file_url=file_url,
    )
    return replace(known, **facts)  # type: ignore[arg-type]


def make_session(
    server: Server, clock: FakeClock | None = None, *, limits: Limits = LIMITS, hosts: HostList | None = None
) -> Session:
    """A session that may ask this server alone."""
    allowed = hosts or HostList(private=frozenset({server.host}))
    return Session(hosts=allowed, limits=limits, clock=clock or FakeClock())


def fetch(
    server: Server,
    folder: Path,
    *,
    path: str = "/a.pdf",
    session: Session | None = None,
    url: str = "",
    **facts: str,
) -> Fetched | Missed:
    """Fetch one file from the server as `halton.pdf`."""
    session = session or make_session(server)
    wanted = Wanted(known=make_known(url or server.url(path), **facts), name="halton.pdf")
    return download(wanted, folder, session, robots=Robots(session), tell=lambda text: None)


def write_register(path: Path, *rows: dict[str, str]) -> Path:
    """Write a register with these cells."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, *FETCH_COLUMNS], restval="")
        writer.writeheader()
        for row in rows:
            writer.writerow({"report_type": "local_system_review", "verified": "1"} | row)
    return path


def names(folder: Path) -> list[str]:
    """The names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())
