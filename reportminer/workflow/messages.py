"""What a run and its workers say to each other: frames of MessagePack over a socket, never a pickle."""

import struct
from collections.abc import Iterator
from enum import Enum
from typing import assert_never

import msgspec

from reportminer import errors
from reportminer.errors import ReportminerError
from reportminer.ingest.passwords import NONE, Passwords
from reportminer.records import MinedDocument, Skipped, Source
from reportminer.settings import Settings

Outcome = MinedDocument | Skipped
"""How a report ended; both know their file."""

_HEAD = struct.Struct(">Qc")


class Kind(Enum):
    """What a frame holds."""

    SETUP = b"c"
    """To the worker: how to make what mines."""
    SOURCE = b"w"
    """To the worker: the next report."""
    READY = b"r"
    """From the worker: set up."""
    MINED = b"m"
    """From the worker: a report that was read."""
    SKIPPED = b"s"
    """From the worker: a report that could not be read."""
    FATAL = b"f"
    """From the worker: no report can be mined here, as with a missing model."""


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker needs before its first report."""

    factory: str
    """`package.module:function` that takes the settings and gives a `Miner`."""
    settings: Settings
    """All settings."""
    passwords: Passwords = NONE
    """What opens encrypted reports."""


class Fatal(msgspec.Struct, frozen=True, kw_only=True):
    """An error that ends the whole run, as data."""

    name: str
    """Its class in `reportminer.errors`."""
    found: str
    """As in `ReportminerError`."""
    expected: str
    """As in `ReportminerError`."""
    remedy: str
    """As in `ReportminerError`."""


def pack(kind: Kind, body: object = b"") -> bytes:
    """Return a frame: eight bytes of length, one byte of kind, the body."""
    data = body if isinstance(body, bytes) else msgspec.msgpack.encode(body)
    return _HEAD.pack(len(data), kind.value) + data


def pack_outcome(outcome: Outcome) -> bytes:
    """Return the frame of a result."""
    match outcome:
        case MinedDocument():
            return pack(Kind.MINED, outcome)
        case Skipped():
            return pack(Kind.SKIPPED, outcome)
        case _:
            assert_never(outcome)


def unpack_outcome(kind: Kind, body: bytes) -> Outcome:
    """Return the result in a frame, its types checked.

    Raises:
        msgspec.ValidationError: the body is no such record.
    """
    if kind is Kind.MINED:
        return msgspec.msgpack.decode(body, type=MinedDocument)
    return msgspec.msgpack.decode(body, type=Skipped)


def unpack_source(body: bytes) -> Source:
    """Return the report that a worker is to mine."""
    return msgspec.msgpack.decode(body, type=Source)


def unpack_setup(body: bytes) -> Setup:
    """Return what a worker needs before its first report."""
    return msgspec.msgpack.decode(body, type=Setup)


def pack_error(error: ReportminerError) -> bytes:
    """Return the frame of an error that ends the whole run."""
    return pack(
        Kind.FATAL,
        Fatal(name=type(error).__name__, found=error.found, expected=error.expected, remedy=error.remedy),
    )


def unpack_error(body: bytes) -> ReportminerError:
    """Return the error in a frame."""
    fatal = msgspec.msgpack.decode(body, type=Fatal)
    known = getattr(errors, fatal.name, None)
    make = known if isinstance(known, type) and issubclass(known, ReportminerError) else errors.Missing
    return make(fatal.found, expected=fatal.expected, remedy=fatal.remedy)


class FrameReader:
    """Puts bytes together to frames as they come in."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """Take some bytes and yield the frames that are complete by now."""
        self._data += data
        while len(self._data) >= _HEAD.size:
            length, kind = _HEAD.unpack_from(self._data)
            end = _HEAD.size + length
            if len(self._data) < end:
                return
            body = bytes(self._data[_HEAD.size : end])
            del self._data[:end]
            yield Kind(kind), body
