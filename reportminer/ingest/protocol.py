"""What the parsing child and its parent say to each other: MessagePack frames with a length in front.

The child has read hostile bytes, so nothing it says is trusted: each frame is bounded before it is held in memory,
and decoded into the declared records only. No pickle crosses the pipe.

A new kind of message (for instance a page's partial result) is one more `Struct` in `Answer`.
"""

import os
import struct
from typing import Final

import msgspec

from reportminer.ingest.hints import Hints
from reportminer.records import Document, Skipped, Source, Status
from reportminer.settings import IngestSettings

_LENGTH: Final = struct.Struct(">Q")
_PIECE: Final = 1 << 16


class Request(msgspec.Struct, frozen=True):
    """Asks the child to read one report."""

    source: Source
    settings: IngestSettings
    hints: Hints = Hints()


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The child has started and loaded its parser."""


class Beat(msgspec.Struct, frozen=True, tag="beat"):
    """A page is done, or something else that takes time is; silence is counted from here."""

    page: int
    """Last page done, from 1; 0 before the first."""
    ocr_s: float = 0.0
    """Seconds that reading pictures of pages has taken so far."""
    n_pages: int = 0
    """Pages of the file, once it is open and where the parser says so; then page 1 is under way at the latest."""


class Parsed(msgspec.Struct, frozen=True, tag="parsed"):
    """The report was read."""

    document: Document


class Missed(msgspec.Struct, frozen=True, tag="missed"):
    """The parser found that the file cannot be read, and says why."""

    skipped: Skipped


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The parser ended with an exception."""

    code: Status
    """`memory`, `damaged`, `too_large` or `crashed`."""
    reason: str
    """In plain words."""


Answer = Ready | Beat | Parsed | Missed | Failed

_encoder: Final = msgspec.msgpack.Encoder()
_answers: Final = msgspec.msgpack.Decoder(Answer)
_requests: Final = msgspec.msgpack.Decoder(Request)


class Garbled(ValueError):
    """Bytes came that are no message, or a message over the limit (`oversized`)."""

    def __init__(self, found: str, *, oversized: bool = False) -> None:
        super().__init__(found)
        self.oversized = oversized


def encode(message: Request | Answer) -> bytes:
    """Return a message as one frame: its length in 8 bytes, then MessagePack."""
    body = _encoder.encode(message)
    return _LENGTH.pack(len(body)) + body


def write_all(descriptor: int, data: bytes) -> None:
    """Write all bytes to a pipe that blocks.

    Raises:
        BrokenPipeError: nobody reads any more.
    """
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_request(descriptor: int) -> Request | None:
    """Wait for a request; None when the other side has closed the pipe.

    Raises:
        Garbled: what came is no request.
    """
    head = _read_exactly(descriptor, _LENGTH.size)
    if head is None:
        return None
    body = _read_exactly(descriptor, _LENGTH.unpack(head)[0])
    if body is None:
        return None
    try:
        return _requests.decode(body)
    except msgspec.MsgspecError as error:
        raise Garbled(str(error)) from error


def _read_exactly(descriptor: int, n_bytes: int) -> bytes | None:
    held = bytearray()
    while len(held) < n_bytes:
        piece = os.read(descriptor, min(n_bytes - len(held), _PIECE))
        if not piece:
            return None
        held += piece
    return bytes(held)


class Inbox:
    """Puts answers together from the pieces in which a pipe gives them.

    Args:
        max_bytes: the longest answer that is accepted.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._held = bytearray()

    def feed(self, data: bytes) -> None:
        """Take bytes as they came.

        Raises:
            Garbled: the answer under way states a length over the limit.
        """
        self._held += data
        if (length := self._stated_length()) is not None and length > self._max_bytes:
            raise Garbled("it has more text than is allowed", oversized=True)

    def take(self) -> Answer | None:
        """Return the next whole answer, or None if it is not all here yet.

        Raises:
            Garbled: the bytes are no answer, or state a length over the limit.
        """
        length = self._stated_length()
        if length is None or len(self._held) < _LENGTH.size + length:
            return None
        body = bytes(memoryview(self._held)[_LENGTH.size : _LENGTH.size + length])
        del self._held[: _LENGTH.size + length]
        self.feed(b"")
        try:
            answer: Answer = _answers.decode(body)
            return answer
        except (msgspec.MsgspecError, ValueError) as error:
            raise Garbled(f"the program part that reads files gave no valid answer: {error}") from error

    def _stated_length(self) -> int | None:
        if len(self._held) < _LENGTH.size:
            return None
        length: int = _LENGTH.unpack_from(self._held)[0]
        return length
