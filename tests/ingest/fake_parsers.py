"""Parsers that misbehave on demand: the verb is the file's name. Run in the sandbox's child by import path."""

import ctypes
import os
import sys
import time
from collections.abc import Callable

from reportminer.ingest.hints import Hints
from reportminer.records import Document, Page, Skipped, Source, Span, Stage, Status
from reportminer.settings import IngestSettings

PATH = "tests.ingest.fake_parsers:parse"
"""How the sandbox is told to use `parse`."""


def make_document(source: Source, text: str = "Staff worked well together.") -> Document:
    """A document of one page."""
    page = Page(
        number=1,
        label="1",
        width=595.0,
        height=842.0,
        status=Status.OK,
        engine="fake",
        span=Span(start=0, end=len(text)),
        n_chars=len(text),
        n_blocks=0,
    )
    return Document(source=source, status=Status.OK, title="", text=text, pages=(page,), blocks=())


def parse(
    source: Source, settings: IngestSettings, on_page: Callable[..., None], hints: Hints
) -> Document | Skipped:
    """Do what the file's name says."""
    return _VERBS[source.file](source, settings, on_page)


def _answer(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    on_page(1)
    return make_document(source, f"read by {os.getpid()}")


def _hang(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    on_page(1)
    on_page(2, 9)
    time.sleep(60)
    return make_document(source)


def _hang_at_once(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    time.sleep(60)
    return make_document(source)


def _busy(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    while True:
        pass


def _beat_for_ever(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    page = 0
    while True:
        page += 1
        on_page(page)
        time.sleep(0.01)


def _fill_memory(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    held = []
    while True:
        held.append(bytearray(1 << 24))


def _abort_when_full(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    """As pdfium does: no exception, no word, only an abort when an allocation fails."""
    held = [bytearray(1 << 24) for _ in range(8)]
    time.sleep(0.2)
    os.abort()
    return make_document(source, str(len(held)))


def _wrapped_memory(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    raise ValueError(MemoryError("wrapped as a PDF library does"))


def _nest(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    return _nest(source, settings, on_page)


def _raise(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    raise KeyError("MediaBox")


def _exit(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    sys.exit(7)


def _segfault(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    ctypes.string_at(0)
    return make_document(source)


def _print(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    for _ in range(2000):
        print("noise of a library " * 10, flush=True)
        print("noise of a library " * 10, file=sys.stderr, flush=True)
    os.write(1, b"\x00\x00\x00\x00\x00\x00\x00\x08\x81\xa4type\xa5ready")
    return make_document(source)


def _huge(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    return make_document(source, "x" * (3 << 20))


def _large(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    return make_document(source, "é" * 400_000)


def _surrogate(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    return make_document(source, "half a pair \ud800")


def _no_pages(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    return Document(source=source, status=Status.OK, title="", text="", pages=(), blocks=())


def _no_text(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    return make_document(source, " ")


def _skip(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Skipped:
    return Skipped(
        report_id="R000000000000",
        file="another.pdf",
        path="/another.pdf",
        stage=Stage.INGEST,
        code=Status.ENCRYPTED,
        reason="it asks for a password",
        remedy="give a version without one",
    )


def _forge(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    """As a child taken over by a hostile file might: bytes on the pipe that are no message."""
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, (5).to_bytes(8, "big") + b"junk!")
        except OSError:
            continue
    time.sleep(60)
    return make_document(source)


def _boast(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    """States an answer of 2**60 bytes."""
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, (1 << 60).to_bytes(8, "big"))
        except OSError:
            continue
    time.sleep(60)
    return make_document(source)


def _spawn(source: Source, settings: IngestSettings, on_page: Callable[..., None]) -> Document:
    """Starts a program of its own, as for OCR, and hangs; the file at `source.path` receives its id."""
    child = os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "60")
    with open(source.path, "w", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {child}")
    time.sleep(60)
    return make_document(source)


_VERBS: dict[str, Callable[[Source, IngestSettings, Callable[..., None]], Document | Skipped]] = {
    "answer": _answer,
    "hang": _hang,
    "hang_at_once": _hang_at_once,
    "busy": _busy,
    "beat_for_ever": _beat_for_ever,
    "fill_memory": _fill_memory,
    "abort_when_full": _abort_when_full,
    "wrapped_memory": _wrapped_memory,
    "nest": _nest,
    "raise": _raise,
    "exit": _exit,
    "segfault": _segfault,
    "print": _print,
    "huge": _huge,
    "large": _large,
    "surrogate": _surrogate,
    "no_pages": _no_pages,
    "no_text": _no_text,
    "skip": _skip,
    "forge": _forge,
    "boast": _boast,
    "spawn": _spawn,
}
