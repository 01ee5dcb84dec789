"""One file from its address to its place: asked for, tried again, gone on with, checked, named."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from reportminer.fetch.asking import Answer, Session, ask
from reportminer.fetch.bodies import receive
from reportminer.fetch.ledger import describe_fetched
from reportminer.fetch.partial import Part
from reportminer.fetch.records import Fetched, Missed, Trouble, Wanted
from reportminer.fetch.robots import Robots
from reportminer.fetch.waiting import choose_wait, read_retry_after
from reportminer.ids import hash_file

_WORTH_ANOTHER_TRY = frozenset({408, 429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})
_CLOSED = frozenset({401, 403, 407, 451})
_BY_HAND = "open the page in a web browser and save the PDF from there"
_AGAIN_LATER = "run the same command again later"

Tell = Callable[[str], None]
"""Takes a sentence for the person who waits."""


def download(wanted: Wanted, folder: Path, session: Session, *, robots: Robots, tell: Tell) -> Fetched | Missed:
    """Fetch a report into a folder, with further attempts where they may help.

    Args:
        wanted: the report; its file must not be in the folder, unless an earlier run was killed while naming it.
        folder: is there.
        session: hosts, limits, certificates.
        robots: what hosts ask programs to leave alone.
        tell: told of attempts that failed.

    Raises:
        StorageError: the disk is full or the folder cannot be written.
        KeyboardInterrupt: asked to stop; the bytes so far stay as `.part`.
    """
    deadline = time.monotonic() + session.limits.whole_s
    attempt = 0
    while True:
        attempt += 1
        try:
            return _attempt(wanted, folder, session, robots=robots, deadline=deadline)
        except Trouble as trouble:
            wait_s = choose_wait(attempt, trouble.wait_s, session.limits)
            if why := _why_not_again(trouble, attempt, wait_s, session, deadline):
                return _miss(wanted, trouble, why)
            tell(f"{wanted.name}: {trouble.found}. Trying again in {wait_s:.0f} s.")
            session.clock.sleep(wait_s)


def _attempt(wanted: Wanted, folder: Path, session: Session, *, robots: Robots, deadline: float) -> Fetched:
    url = wanted.known.file_url
    robots.check(url, deadline=deadline)
    part = Part(folder / wanted.name)
    with ask(url, session, deadline=deadline, headers=_range_headers(part, url)) as answer:
        _check_status(answer, part, session, url=url)
        receive(answer, part, url=url, limits=session.limits)
        final_url = answer.address.url
    sha256 = hash_file(part.path)
    _check_hash(wanted, part, sha256)
    _put_in_place(part, sha256)
    return describe_fetched(
        wanted, final_url=final_url, sha256=sha256, size=part.target.stat().st_size, day=session.clock.now().date()
    )


def _range_headers(part: Part, url: str) -> dict[str, str]:
    """Ask for what is missing, if the file is still the same one (RFC 9110, 13.1.5)."""
    if etag := part.etag_for(url):
        return {"Range": f"bytes={part.size}-", "If-Range": etag}
    return {}


def _check_status(answer: Answer, part: Part, session: Session, *, url: str) -> None:
    where, status = answer.address.label, answer.status
    if status == 200 or (status == 206 and answer.header("ETag") in ("", part.etag_for(url)) and part.size):
        return
    if status in (206, 416):
        part.discard()
        raise Trouble(f"{where} cannot go on with the file ({status})", remedy=_AGAIN_LATER, again=True)
    if status in _WORTH_ANOTHER_TRY:
        asked = read_retry_after(answer.header("Retry-After"), now=session.clock.now())
        raise Trouble(
            f"{where} is busy or out of order ({status})",
            expected="the file",
            remedy=_AGAIN_LATER,
            again=True,
            wait_s=asked,
        )
    _refuse_status(where, status)


def _refuse_status(where: str, status: int) -> NoReturn:
    if status in _GONE:
        raise Trouble(
            f"{where} has no such file ({status}): it may have moved",
            expected="the file",
            remedy="open the page in a web browser and look for the PDF there",
        )
    if status in _CLOSED:
        raise Trouble(
            f"{where} does not give the file to programs ({status})", expected="the file", remedy=_BY_HAND
        )
    raise Trouble(f"{where} answers with status {status}", expected="the file (200)", remedy=_BY_HAND)


def _check_hash(wanted: Wanted, part: Part, sha256: str) -> None:
    known = wanted.known.sha256
    if known and known != sha256:
        part.discard()
        raise Trouble(
            f"the file is another one than the register knows (SHA-256 {sha256[:12]}..., not {known[:12]}...); "
            "it was not kept",
            expected="the same bytes",
            remedy="open the page in a web browser: the publisher may have replaced the report",
        )


def _put_in_place(part: Part, sha256: str) -> None:
    if part.target.exists() and hash_file(part.target) != sha256:
        part.discard()
        raise Trouble(
            f"{part.target} is there and is another file; it stays as it is",
            expected="no file of that name",
            remedy="move it elsewhere, then run the same command again",
        )
    part.put_in_place()


def _why_not_again(trouble: Trouble, attempt: int, wait_s: float, session: Session, deadline: float) -> str:
    """Return why there is no further attempt, in words to add; empty where there is one."""
    limits = session.limits
    if not trouble.again:
        return " "
    if wait_s > limits.longest_wait_s:
        return f"; it asks to wait {wait_s:.0f} s, longer than {limits.longest_wait_s:.0f} s"
    if attempt >= limits.attempts:
        return f"; tried {attempt} times"
    if time.monotonic() + wait_s >= deadline:
        return f"; no time is left of the {limits.whole_s:.0f} s for a file"
    return ""


def _miss(wanted: Wanted, trouble: Trouble, why: str) -> Missed:
    return Missed(
        file=wanted.name,
        title=wanted.known.title,
        url=wanted.known.file_url,
        found=(trouble.found + why).strip(),
        expected=trouble.expected,
        remedy=trouble.remedy or _BY_HAND,
        page=wanted.known.source_url or wanted.known.listed_at,
    )
