"""One file from a server that behaves, or does not."""

import gzip
import hashlib
import time
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.errors import StorageError
from reportminer.fetch.addresses import HostList
from reportminer.fetch.records import Fetched, Missed
from tests.fetch.server import (
    LIMITS,
    PAGE,
    PDF,
    FakeClock,
    Handler,
    Server,
    cut_then_resume,
    drip,
    fetch,
    good,
    in_turn,
    make_session,
    names,
    redirect,
    status,
)


def test_a_good_file_is_whole_and_described(server: Server, tmp_path: Path) -> None:
    """The bytes are those of the server, and the row says what they are and how to name their source."""
    server.answers["/a.pdf"] = good
    result = fetch(server, tmp_path)
    assert isinstance(result, Fetched)
    assert (tmp_path / "halton.pdf").read_bytes() == PDF
    assert result.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (result.bytes, result.fetched, result.final_url) == (len(PDF), "2024-05-01", server.url())
    assert result.attribution.startswith("Care Quality Commission: Halton: Local system review report (2017).")


def test_requests_are_honest_and_ask_for_no_compression(server: Server, tmp_path: Path) -> None:
    """The program says what it is; nothing is sent that could swell."""
    server.answers["/a.pdf"] = good
    fetch(server, tmp_path)
    ((_, headers),) = server.asked
    assert headers["User-Agent"].startswith("reportminer/")
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Host"] == server.host


def test_a_redirect_is_followed_and_recorded(server: Server, tmp_path: Path) -> None:
    """The address that answered is kept beside the one that was asked for."""
    server.answers |= {"/a.pdf": redirect("/moved/a.pdf", 301), "/moved/a.pdf": good}
    result = fetch(server, tmp_path)
    assert isinstance(result, Fetched)
    assert (result.url, result.final_url) == (server.url(), server.url("/moved/a.pdf"))


@pytest.mark.parametrize(
    ("location", "part"),
    [
        ("http://192.168.0.1/a.pdf", "192.168.0.1 is not among the hosts"),
        ("http://localhost/a.pdf", "localhost is not among the hosts"),
        ("ftp://127.0.0.1/a.pdf", "not one of the web"),
        ("file:///etc/passwd", "not one of the web"),
        ("/a.pdf", "round in a circle"),
        ("", "without saying where"),
    ],
)
def test_a_bad_redirect_is_refused(server: Server, tmp_path: Path, location: str, part: str) -> None:
    """Each address on the way is checked as the first one is; nothing is kept."""
    server.answers["/a.pdf"] = redirect(location)
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert part in result.found
    assert len(server.asked) == 1
    assert names(tmp_path) == []


def test_a_listed_host_that_leads_inside_is_refused(server: Server, tmp_path: Path) -> None:
    """A name of the list may not be made to point into the private network: no request is made."""
    session = make_session(server, hosts=HostList(public=frozenset({server.host})))
    result = fetch(server, tmp_path, session=session)
    assert isinstance(result, Missed)
    assert "no public address" in result.found
    assert (server.asked, server.n_robots) == ([], 0)


def test_redirects_have_a_limit(server: Server, tmp_path: Path) -> None:
    """Also those that never come round."""
    server.answers |= {f"/{i}.pdf": redirect(f"/{i + 1}.pdf") for i in range(20)}
    result = fetch(server, tmp_path, path="/0.pdf")
    assert isinstance(result, Missed)
    assert "more than 5 times" in result.found
    assert len(server.asked) == 6


def test_a_file_that_is_not_there_is_not_asked_for_twice(server: Server, tmp_path: Path) -> None:
    """404 will not mend itself; the page to look at is named."""
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert "no such file (404)" in result.found
    assert result.page == "https://www.example.org/halton"
    assert len(server.asked) == 1


def test_errors_of_the_server_are_tried_again_with_growing_waits(server: Server, tmp_path: Path) -> None:
    """500 and 503 may mend themselves."""
    clock = FakeClock()
    server.answers["/a.pdf"] = in_turn(status(500), status(503), good)
    assert isinstance(fetch(server, tmp_path, session=make_session(server, clock)), Fetched)
    assert clock.waits == [0.5, 1.0]


def test_attempts_have_a_limit(server: Server, tmp_path: Path) -> None:
    """A server that stays out of order is left alone."""
    server.answers["/a.pdf"] = status(503)
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert result.found.endswith("(503); tried 4 times")
    assert len(server.asked) == 4


@pytest.mark.parametrize(("value", "wait"), [("7", 7.0), ("Wed, 01 May 2024 12:00:09 GMT", 9.0), ("soon", 0.5)])
def test_the_wait_that_a_server_asks_for_is_kept(server: Server, tmp_path: Path, value: str, wait: float) -> None:
    """As seconds or as a date; what cannot be read is passed over."""
    clock = FakeClock()
    session = make_session(server, clock, limits=replace(LIMITS, whole_s=100))
    server.answers["/a.pdf"] = in_turn(status(429, Retry_After=value), good)
    assert isinstance(fetch(server, tmp_path, session=session), Fetched)
    assert clock.waits == [wait]


def test_a_very_long_wait_is_not_waited_for(server: Server, tmp_path: Path) -> None:
    """A server that asks for an hour is left alone."""
    clock = FakeClock()
    server.answers["/a.pdf"] = status(429, Retry_After="3600")
    result = fetch(server, tmp_path, session=make_session(server, clock))
    assert isinstance(result, Missed)
    assert "asks to wait 3600 s" in result.found
    assert (clock.waits, len(server.asked)) == ([], 1)


def test_a_cut_connection_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    """Only the missing bytes are asked for, and only if the file is still the same."""
    server.answers["/a.pdf"] = cut_then_resume(100_000)
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert (tmp_path / "halton.pdf").read_bytes() == PDF
    assert server.asked[1][1]["Range"] == "bytes=100000-"
    assert server.asked[1][1]["If-Range"] == '"v1"'


def test_a_later_run_goes_on_too(server: Server, tmp_path: Path) -> None:
    """What came before a stop is kept as .part."""
    server.answers["/a.pdf"] = cut_then_resume(100_000)
    once = make_session(server, limits=replace(LIMITS, attempts=1))
    assert isinstance(fetch(server, tmp_path, session=once), Missed)
    assert (tmp_path / "halton.pdf.part").stat().st_size == 100_000
    assert not (tmp_path / "halton.pdf").exists()
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert (tmp_path / "halton.pdf").read_bytes() == PDF


def test_a_file_that_changed_meanwhile_is_begun_anew(server: Server, tmp_path: Path) -> None:
    """Halves of two versions are never joined."""
    server.answers["/a.pdf"] = in_turn(cut_then_resume(100_000), lambda h: h.give(ETag='"v2"'))
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert (tmp_path / "halton.pdf").read_bytes() == PDF


@pytest.mark.parametrize("etag", ['W/"v1"', ""])
def test_without_a_strong_mark_a_file_is_begun_anew(server: Server, tmp_path: Path, etag: str) -> None:
    """A weak mark does not promise the same bytes."""
    server.answers["/a.pdf"] = in_turn(lambda h: h.give(PDF[:9000], length=len(PDF), ETag=etag), good)
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert "Range" not in server.asked[1][1]


@pytest.mark.parametrize("content_range", ["bytes 5-9/10", "bytes */10", "", "bytes 100000-1/2; x"])
def test_a_wrong_piece_is_not_joined(server: Server, tmp_path: Path, content_range: str) -> None:
    """A piece that is not the missing one is thrown away with what was there, and all is asked for again."""
    wrong = in_turn(
        cut_then_resume(100_000), lambda h: h.give(b"x" * 99, status=206, Content_Range=content_range), good
    )
    server.answers["/a.pdf"] = wrong
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert (tmp_path / "halton.pdf").read_bytes() == PDF


def test_a_piece_from_another_place_is_not_joined(server: Server, tmp_path: Path) -> None:
    """Its stated start decides, also where size and end would fit."""
    place = f"bytes 5-{len(PDF) - 1}/{len(PDF)}"
    piece = b"x" + PDF[100_001:]
    server.answers["/a.pdf"] = in_turn(
        cut_then_resume(100_000), lambda h: h.give(piece, status=206, Content_Range=place), good
    )
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert (tmp_path / "halton.pdf").read_bytes() == PDF


def test_a_range_that_cannot_be_met_is_begun_anew(server: Server, tmp_path: Path) -> None:
    """As after a run that was killed once all bytes were there."""
    server.answers["/a.pdf"] = in_turn(cut_then_resume(100_000), status(416), good)
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert "Range" not in server.asked[2][1]


def test_a_piece_that_was_not_asked_for_is_refused(server: Server, tmp_path: Path) -> None:
    """206 to a plain request is not the file."""
    server.answers["/a.pdf"] = lambda h: h.give(status=206, Content_Range=f"bytes 0-{len(PDF) - 1}/{len(PDF)}")
    assert isinstance(fetch(server, tmp_path), Missed)
    assert names(tmp_path) == []


def test_a_silent_server_is_given_up(server: Server, tmp_path: Path) -> None:
    """No byte for a while ends the attempt."""
    server.answers["/a.pdf"] = in_turn(lambda h: drip(h, seconds=1.5), good)
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert len(server.asked) == 2


def test_a_dripping_server_is_given_up_in_the_end(server: Server, tmp_path: Path) -> None:
    """Bytes that keep coming, but too slowly, end with the time for the file."""
    server.answers["/a.pdf"] = drip
    result = fetch(server, tmp_path, session=make_session(server, limits=replace(LIMITS, whole_s=0.8)))
    assert isinstance(result, Missed)
    assert "the time for one file" in result.found
    assert not (tmp_path / "halton.pdf").exists()


def test_the_time_for_a_file_also_ends_a_silence(server: Server, tmp_path: Path) -> None:
    """The last wait is no longer than the time that is left."""
    server.answers["/a.pdf"] = lambda h: drip(h, seconds=2)
    began = time.monotonic()
    fetch(server, tmp_path, session=make_session(server, limits=replace(LIMITS, silence_s=30, whole_s=0.5)))
    assert time.monotonic() - began < 1.5


def test_headers_that_drip_are_given_up_too(server: Server, tmp_path: Path) -> None:
    """The limit holds before the first byte of the file as well."""

    def endless(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(50):
            handler.wfile.write(b"x")
            time.sleep(0.1)

    server.answers["/a.pdf"] = endless
    result = fetch(server, tmp_path, session=make_session(server, limits=replace(LIMITS, whole_s=0.8)))
    assert isinstance(result, Missed)
    assert "the time for one file" in result.found


@pytest.mark.parametrize(
    ("body", "kind", "part"),
    [
        (PAGE, "text/html", "a web page in place of the PDF (called 'text/html')"),
        (PAGE, "application/pdf", "a web page in place of the PDF (called 'application/pdf')"),
        (b"\xef\xbb\xbf  <html lang=en>", "text/html", "a web page"),
        (b"PK\x03\x04" + bytes(5000), "application/pdf", "a ZIP archive or an Office file"),
        (b"MZ" + bytes(5000), "application/pdf", "something else"),
    ],
)
def test_what_is_no_pdf_is_refused(server: Server, tmp_path: Path, body: bytes, kind: str, part: str) -> None:
    """The first bytes decide, not the name that the server gives them; nothing is kept."""
    server.answers["/a.pdf"] = lambda h: h.give(body, kind=kind)
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert part in result.found
    assert "not kept" in result.found
    assert names(tmp_path) == []
    assert len(server.asked) == 1


def test_a_page_does_not_replace_what_came_before(server: Server, tmp_path: Path) -> None:
    """A server that gives a page for a moment costs nothing of the download."""
    server.answers["/a.pdf"] = in_turn(cut_then_resume(100_000), lambda h: h.give(PAGE))
    fetch(server, tmp_path)
    assert (tmp_path / "halton.pdf.part").read_bytes() == PDF[:100_000]


def test_an_empty_file_is_refused(server: Server, tmp_path: Path) -> None:
    """Nothing is no report."""
    server.answers["/a.pdf"] = lambda h: h.give(b"")
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert "an empty file" in result.found


def test_a_file_stated_too_large_is_refused_unread(server: Server, tmp_path: Path) -> None:
    """The stated size is enough."""
    server.answers["/a.pdf"] = lambda h: h.give(PDF[:2000], length=10**12)
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert "a file of 1e+06 MB" in result.found
    assert names(tmp_path) == []


def test_a_file_that_grows_too_large_is_refused(server: Server, tmp_path: Path) -> None:
    """Also where no size is stated."""
    server.answers["/a.pdf"] = lambda h: h.give(length=None)
    result = fetch(server, tmp_path, session=make_session(server, limits=replace(LIMITS, max_bytes=100_000)))
    assert isinstance(result, Missed)
    assert "more than 0.1 MB" in result.found
    assert names(tmp_path) == []


def test_a_compressed_answer_is_refused_unread(server: Server, tmp_path: Path) -> None:
    """What was not asked for could swell without limit."""
    bomb = gzip.compress(bytes(10_000_000))
    server.answers["/a.pdf"] = lambda h: h.give(bomb, Content_Encoding="gzip")
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert "compressed ('gzip')" in result.found
    assert names(tmp_path) == []


def test_a_file_longer_than_stated_is_refused(server: Server, tmp_path: Path) -> None:
    """Cut at the stated length it lacks its end."""
    server.answers["/a.pdf"] = lambda h: h.give(length=5000)
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert "stops before its end mark" in result.found
    assert names(tmp_path) == []


def test_a_file_without_a_stated_length_is_taken_if_whole(server: Server, tmp_path: Path) -> None:
    """Old servers end a file by ending the connection."""
    server.answers["/a.pdf"] = in_turn(lambda h: h.give(PDF[:9000], length=None), lambda h: h.give(length=None))
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert (tmp_path / "halton.pdf").read_bytes() == PDF


def test_a_file_in_chunks_is_taken(server: Server, tmp_path: Path) -> None:
    """A server may send a file in pieces of its own."""

    def chunked(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for i in range(0, len(PDF), 50_000):
            piece = PDF[i : i + 50_000]
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    server.answers["/a.pdf"] = chunked
    assert isinstance(fetch(server, tmp_path), Fetched)
    assert (tmp_path / "halton.pdf").read_bytes() == PDF


def test_what_is_not_http_is_said(server: Server, tmp_path: Path) -> None:
    """Another kind of server answers at this port."""
    server.answers["/a.pdf"] = lambda h: h.wfile.write(b"220 mail.example ESMTP\r\n") and None
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert "not HTTP" in result.found


def test_the_hash_of_the_register_is_held(server: Server, tmp_path: Path) -> None:
    """Where the register knows the file, another one is refused."""
    server.answers["/a.pdf"] = good
    assert isinstance(fetch(server, tmp_path, sha256="0" * 64), Missed)
    assert names(tmp_path) == []
    assert isinstance(fetch(server, tmp_path, sha256=hashlib.sha256(PDF).hexdigest()), Fetched)


def test_a_file_of_the_users_own_is_not_replaced(server: Server, tmp_path: Path) -> None:
    """Whatever lies under the name stays."""
    server.answers["/a.pdf"] = good
    (tmp_path / "halton.pdf").write_bytes(b"mine")
    assert isinstance(fetch(server, tmp_path), Missed)
    assert (tmp_path / "halton.pdf").read_bytes() == b"mine"


def test_a_link_is_not_written_through(server: Server, tmp_path: Path) -> None:
    """A link in the folder could lead anywhere."""
    server.answers["/a.pdf"] = good
    (tmp_path / "halton.pdf.part").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="is a link"):
        fetch(server, tmp_path)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("agent", ["*", "reportminer"])
def test_the_wishes_of_a_host_are_kept(server: Server, tmp_path: Path, agent: str) -> None:
    """An address that robots.txt closes to programs is not asked for."""
    rules = f"User-agent: {agent}\nDisallow: /a.pdf\n".encode()
    server.answers |= {"/robots.txt": lambda h: h.give(rules, kind="text/plain"), "/a.pdf": good}
    result = fetch(server, tmp_path)
    assert isinstance(result, Missed)
    assert "robots.txt" in result.found
    assert server.asked == []


def test_a_host_whose_wishes_cannot_be_learned_is_left_alone(server: Server, tmp_path: Path) -> None:
    """A server that fails has not said yes."""
    server.answers |= {"/robots.txt": status(503), "/a.pdf": good}
    assert isinstance(fetch(server, tmp_path), Missed)
    assert server.asked == []
