"""A miner for tests: each report is a text file whose first line is a verb and whose other lines are sentences."""

import ctypes
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from reportminer.errors import Missing
from reportminer.ids import make_finding_id
from reportminer.ingest.misses import miss
from reportminer.ingest.passwords import NONE, Passwords
from reportminer.records import MinedDocument, Skipped, Source, Stage, Status
from reportminer.settings import Settings
from tests.builders import make_mined, make_tag

FAKE = "tests.workflow.fake_miner:FakeMiner"
DIES_AT_START = "tests.workflow.fake_miner:dies_at_start"


class FakeMiner:
    """Does what the file says: ok, raise, exit, segfault, hang, memory, missing, print, once, slow, locked ..."""

    stage = Stage.EXTRACT

    def __init__(self, settings: Settings, passwords: Passwords = NONE) -> None:
        self.settings, self.passwords = settings, passwords

    def mine(self, source: Source) -> MinedDocument | Skipped:
        """Read the file and obey its first line."""
        verb, *sentences = Path(source.path).read_text(encoding="utf-8").splitlines()
        _obey(verb, Path(source.path))
        if verb == "timeout" and self.settings.ingest.page_timeout_s < 100:
            return miss(source, Status.TIMEOUT, "it took too long", stage=Stage.INGEST, remedy="be patient")
        if verb == "locked" and sentences[0] not in self.passwords.for_file(source.file):
            return miss(source, Status.ENCRYPTED, "it asks for a password", stage=Stage.INGEST, remedy="give it")
        return _mined(source, sentences)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is open."""


def dies_at_start(settings: Settings, passwords: Passwords) -> FakeMiner:
    """A factory that takes its process down."""
    os._exit(9)


def _obey(verb: str, path: Path) -> None:
    match verb:
        case "raise":
            raise RuntimeError("a fault in the program")
        case "surrogate":
            raise RuntimeError("\udc80")
        case "exit":
            os._exit(3)
        case "once" if not (mark := path.with_suffix(".mark")).exists():
            mark.touch()
            os._exit(3)
        case "segfault":
            ctypes.string_at(0)
        case "hang":
            time.sleep(600)
        case "slow":
            time.sleep(0.15)
        case "memory":
            raise MemoryError
        case "missing":
            raise Missing("the model is not there", remedy="install it")
        case "print":
            print("noise on standard output", flush=True)
            print("noise on standard error", file=sys.stderr, flush=True)


def _mined(source: Source, sentences: list[str]) -> MinedDocument:
    """A whole result; sentences with the word "good" carry a pattern."""
    tags = {
        number: (make_tag("shared_vision", "leadership", "good_practice"),)
        for number, text in enumerate(sentences)
        if "good" in text
    }
    mined = make_mined("report", sentences, tags=tags)
    named = tuple(
        replace(s, finding_id=make_finding_id(source.report_id, s.number, s.text)) for s in mined.sentences
    )
    return replace(mined, document=replace(mined.document, source=source), sentences=named, encoder="fake@0")
