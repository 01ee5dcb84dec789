"""Takes a file in piece by piece: of the right kind, not too large, and whole."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from reportminer.fetch.asking import Answer
from reportminer.fetch.partial import Part
from reportminer.fetch.records import MEGABYTE, Limits, Trouble
from reportminer.store.faults import storage_errors

_PIECE = 1 << 16
_HEAD = 1024
"""Bytes within which a PDF begins (ISO 32000-1, annex H, note 13)."""
_TAIL = 4096
"""Bytes before the end within which its end mark stands; the standard's readers look at 1,024."""
_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)")
_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)", re.I | re.S
)
_SIGNATURES = {
    b"\x1f\x8b": "a gzip archive",
    b"PK\x03\x04": "a ZIP archive or an Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{": "data in JSON",
}
_SAVE_BY_HAND = "open the page in a web browser and save the PDF from there"


def receive(answer: Answer, part: Part, *, url: str, limits: Limits) -> None:
    """Add the body of an answer to a file, or begin the file anew where the server sends all of it.

    Args:
        answer: with status 200 or 206.
        part: the bytes so far.
        url: address that was asked for.
        limits: of size.

    Raises:
        Trouble: it is not a PDF, too large, compressed, or cut short.
        OSError, http.client.HTTPException: the connection failed; what came before is kept.
        StorageError: the disk is full.
    """
    whole = _check_headers(answer, part, limits)
    pieces = _iter_pieces(answer)
    if answer.status == 200:
        first = _read_head(pieces)
        _check_kind(first, answer)
        part.begin(url=url, etag=answer.header("ETag"))
    else:
        first = b""
    with part.opened() as file:
        size = part.size
        for piece in _chain(first, pieces):
            size += len(piece)
            if size > limits.max_bytes:
                part.discard()
                raise _too_large(answer, limits)
            with storage_errors(part.path):
                _write_all(file.fileno(), piece)
    _check_whole(part, answer, size=size, whole=whole)


def _check_headers(answer: Answer, part: Part, limits: Limits) -> int | None:
    """Return the size of the whole file, where it is stated."""
    coding = answer.header("Content-Encoding").lower()
    if coding not in ("", "identity"):
        raise Trouble(
            f"{answer.address.label} sends the file compressed ({coding[:40]!a}), which was not asked for",
            expected="the file as it is",
            remedy=_SAVE_BY_HAND,
        )
    stated = answer.response.length
    whole = stated if answer.status == 200 else _read_range(answer, part, stated)
    if whole is not None and whole > limits.max_bytes:
        part.discard()
        raise _too_large(answer, limits, whole)
    return whole


def _read_range(answer: Answer, part: Part, stated: int | None) -> int | None:
    """Return the size of the whole file of which the server sends the rest.

    Raises:
        Trouble: the answer does not go on where the file so far ends; the next attempt begins anew.
    """
    match = _RANGE.fullmatch(answer.header("Content-Range"))
    if not match or int(match[1]) != part.size:
        part.discard()
        raise Trouble(
            f"{answer.address.label} sends another piece of the file than the missing one",
            expected=f"the bytes from {part.size} on",
            remedy="run the same command again: the file is begun anew",
            again=True,
        )
    if match[3] != "*":
        return int(match[3])
    return None if stated is None else part.size + stated


def _iter_pieces(answer: Answer) -> Iterator[bytes]:
    # One read of the connection at a time: what came before a cut must not be lost in a half-filled piece.
    while piece := answer.response.read1(_PIECE):
        yield piece


def _read_head(pieces: Iterator[bytes]) -> bytes:
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= _HEAD:
            break
    return head


def _chain(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from pieces


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _check_kind(head: bytes, answer: Answer) -> None:
    """Refuse what is no PDF, told by its first bytes and not by what the server calls it."""
    if b"%PDF-" in head[:_HEAD]:
        return
    if not head:
        raise Trouble(
            f"{answer.address.label} sends an empty file", expected="a PDF", remedy=_SAVE_BY_HAND, again=True
        )
    called = answer.header("Content-Type").partition(";")[0]
    kind = _name_kind(head)
    raise Trouble(
        f"{answer.address.label} sends {kind} in place of the PDF"
        + (f" (called {called[:60]!a})" if called else "")
        + "; it was not kept",
        expected="a PDF, which begins with %PDF-",
        remedy=_SAVE_BY_HAND,
    )


def _name_kind(head: bytes) -> str:
    if _PAGE.match(head):
        return "a web page"
    return next((kind for start, kind in _SIGNATURES.items() if head.startswith(start)), "something else")


def _check_whole(part: Part, answer: Answer, *, size: int, whole: int | None) -> None:
    """Refuse a file that is shorter or longer than stated, or lacks its end."""
    if whole is not None and size < whole:
        raise Trouble(
            f"{answer.address.label} broke off after {_mb(size)} of {_mb(whole)} MB",
            expected="the whole file",
            remedy="run the same command again: it goes on from there, where the server can",
            again=True,
        )
    if (whole is not None and size > whole) or not ends_well(part.path):
        if whole is not None:  # otherwise it may have been cut, and can be gone on with
            part.discard()
        raise Trouble(
            f"{answer.address.label} sends a PDF that stops before its end mark (after {_mb(size)} MB); "
            "it was not kept",
            expected="%%EOF near the end",
            remedy="run the same command again; if it stays so, open the page in a web browser and save the PDF",
            again=True,
        )


def ends_well(path: Path) -> bool:
    """Say whether a PDF has its end mark near its end."""
    with storage_errors(path), path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL, 0))
        return b"%%EOF" in file.read()


def _too_large(answer: Answer, limits: Limits, whole: int | None = None) -> Trouble:
    size = f"{_mb(whole)} MB" if whole is not None else f"more than {_mb(limits.max_bytes)} MB"
    return Trouble(
        f"{answer.address.label} sends a file of {size}; it was not kept",
        expected=f"at most {_mb(limits.max_bytes)} MB",
        remedy="if it is the right file, allow more with --max-mb",
    )


def _mb(size: int) -> str:
    return f"{size / MEGABYTE:.3g}"
