"""Calls the program `tesseract`, which reads pictures of text: a fixed list of arguments, no shell, a time limit.

It is a program of its own, not a library, so a machine may or may not have it. It runs under the limits of the
process that calls it and in its process group, and ends with it.
"""

import ctypes
import os
import re
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from reportminer.records import Status
from reportminer.text import clip, squash

INSTALL = (
    "install Tesseract, which reads text from pictures, and run again: on Debian or Ubuntu "
    "`sudo apt-get install tesseract-ocr`; on a Mac `brew install tesseract`; on Windows the installer that "
    "https://tesseract-ocr.github.io/tessdoc/Installation.html links to"
)
"""What a person can do where the program is missing."""

_PRINT_AS_TSV = ("--psm", "3", "-c", "tessedit_create_tsv=1")
"""A page of any layout; the answer as TSV by a variable, since not every machine has the file that means it."""
_PROBE_S = 20.0
_TICK_S = 0.5
_PIECE = 1 << 16
_MAX_ANSWER = 16 << 20
"""Bytes; the fullest page of print gives below 1 MiB."""
_KEEP_STDERR = 4096
_PR_SET_PDEATHSIG = 1
_MEMORY_WORDS = ("bad_alloc", "out of memory", "cannot allocate", "calloc fail", "malloc fail", "not made")
_VERSION = re.compile(r"^tesseract\s+v?(\S+)", re.M)
_LIBC = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A `tesseract` that can be used."""

    path: str
    """Where it is."""
    version: str
    """As it states it, "5.3.0"."""
    languages: str
    """What it reads in, "eng" or "eng+cym"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Why none can be used."""

    reason: str
    """In plain words."""
    remedy: str
    """What a person can do."""


class OcrFailed(Exception):
    """The program did not read a picture.

    Args:
        code: `timeout`, `memory` or `crashed`.
        reason: in plain words.
    """

    def __init__(self, code: Status, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def find_program(languages: str) -> Program | Absent:
    """Return the `tesseract` on the path, or why none can be used; asks each one only once.

    Args:
        languages: names of Tesseract's language files, joined by `+`.
    """
    path = shutil.which("tesseract")
    if path is None:
        return Absent(reason="the program Tesseract is not installed", remedy=INSTALL)
    return _probe(path, languages)


def name_program(languages: str) -> str:
    """Return version and languages of the program in use, for a key of results; empty where there is none."""
    program = find_program(languages)
    return f"tesseract {program.version} {program.languages}" if isinstance(program, Program) else ""


@cache
def _probe(path: str, languages: str) -> Program | Absent:
    stated = _VERSION.search(_ask(path, "--version"))
    if stated is None:
        return Absent(reason=f"{path} does not start or is not Tesseract", remedy=INSTALL)
    known = set(_ask(path, "--list-langs").split())
    missing = [name for name in languages.split("+") if name not in known]
    if missing:
        files = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing)
        return Absent(
            reason=f"Tesseract has no language file for {', '.join(missing)}",
            remedy=f"install it (on Debian or Ubuntu `sudo apt-get install {files}`; on a Mac "
            "`brew install tesseract-lang`), or change ocr_languages in your settings",
        )
    return Program(path=path, version=stated[1], languages=languages)


def _ask(path: str, option: str) -> str:
    """Return what the program says of itself; older versions say it on standard error."""
    try:
        done = subprocess.run(
            [path, option], capture_output=True, stdin=subprocess.DEVNULL, timeout=_PROBE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")


def read_picture(
    program: Program, picture: bytes, *, dpi: int, timeout_s: float, alive: Callable[[], None]
) -> str:
    """Return the words of a picture with their places, as Tesseract's TSV.

    Args:
        program: what reads it.
        picture: a PNM, PNG or TIFF file.
        dpi: pixels an inch.
        timeout_s: longest time, seconds.
        alive: called now and then while the program works.

    Raises:
        OcrFailed: it took too long, failed, or gave too much.

    Source: columns of the TSV, https://github.com/tesseract-ocr/tesseract/blob/main/doc/tesseract.1.asc
    """
    with tempfile.TemporaryFile() as file:
        file.write(picture)
        file.seek(0)
        try:
            process = subprocess.Popen(
                [program.path, "stdin", "stdout", "--dpi", str(dpi), "-l", program.languages, *_PRINT_AS_TSV],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
                preexec_fn=_die_with_caller if _LIBC else None,  # noqa: PLW1509 - the parsing child has one thread
            )
        except OSError as error:
            raise OcrFailed(Status.CRASHED, f"Tesseract does not start: {error.strerror}") from error
    with process:
        try:
            answer, said = _listen(process, end=time.monotonic() + timeout_s, timeout_s=timeout_s, alive=alive)
        finally:
            process.kill()
    if process.returncode:
        raise _explain(process.returncode, said)
    return answer.decode("utf-8", "replace")


def _die_with_caller() -> None:
    """Run in the new process before the program: the kernel ends it when its caller is gone."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _listen(
    process: subprocess.Popen[bytes], *, end: float, timeout_s: float, alive: Callable[[], None]
) -> tuple[bytes, str]:
    """Return what the program writes until it ends."""
    assert process.stdout is not None  # PIPE gave both
    assert process.stderr is not None
    held = {process.stdout.fileno(): bytearray(), process.stderr.fileno(): bytearray()}
    answer, said = held.values()
    late = OcrFailed(Status.TIMEOUT, f"reading its picture took longer than {timeout_s:g} s")
    with selectors.DefaultSelector() as selector:
        for pipe in held:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            if time.monotonic() >= end:
                raise late
            for key, _ in selector.select(_TICK_S):
                piece = os.read(key.fd, _PIECE)
                if not piece:
                    selector.unregister(key.fd)
                held[key.fd] += piece
            del said[:-_KEEP_STDERR]
            if len(answer) > _MAX_ANSWER:
                raise OcrFailed(Status.CRASHED, "Tesseract gave more text than a page can hold")
            alive()
    try:
        process.wait(max(end - time.monotonic(), 0.0))
    except subprocess.TimeoutExpired:
        raise late from None
    return bytes(answer), said.decode("utf-8", "replace")


def _explain(code: int, said: str) -> OcrFailed:
    if any(word in said.lower() for word in _MEMORY_WORDS):
        return OcrFailed(Status.MEMORY, "reading its picture needs more memory than is allowed")
    how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
    last = clip(squash(said.strip().rpartition("\n")[2]), 120)
    return OcrFailed(Status.CRASHED, f"Tesseract {how}{': ' + last if last else ''}")
