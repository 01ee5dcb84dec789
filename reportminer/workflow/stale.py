"""What a result depends on beside the report's bytes, as one short key; never a time.

A result whose key is not the present one is stale and its report is mined again. Limits of time and memory are a
part of the key only where they may have been what stopped a report.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportminer.errors import Missing
from reportminer.ids import hash_bytes, hash_file
from reportminer.ingest.passwords import NONE, Passwords
from reportminer.ingest.tesseract import name_program
from reportminer.records import SourceKind, Stage, Status
from reportminer.settings import Settings, data_folder, find_config, find_model

STAGE_VERSIONS: Mapping[Stage, int] = {
    Stage.FIND: 1,
    Stage.INGEST: 3,
    Stage.EXTRACT: 3,
    Stage.ENCODE: 2,
    Stage.TAG: 3,
}
"""Raised with every change of the code that can change a stage's results."""

GAZETTEER = "gazetteer"
"""Folder of official names under `configs/`."""

PIPELINE = "pipeline.cfg"
"""The extraction pipeline under `configs/`."""

NAMES_MODEL = "entities"
"""The recogniser of names under `models/`."""

LIBRARIES = (
    "lxml",
    "onnxruntime",
    "pdfminer.six",
    "pdfplumber",
    "pypdf",
    "pypdfium2",
    "python-docx",
    "spacy",
    "tokenizers",
)
"""Libraries whose version can change a result."""

_LIMITS = (
    "memory_limit_mb",
    "page_timeout_s",
    "report_timeout_s",
    "max_answer_mb",
    "max_file_mb",
    "max_bad_pages",
    "ocr_timeout_s",
    "ocr_report_timeout_s",
)
_NO_EFFECT = ("recycle_after", "threads")
_SETTLED = (Status.OK, Status.SCANNED, Status.EMPTY, Status.ENCRYPTED, Status.UNSUPPORTED)
_KEY_DIGITS = 16
_READER_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultKey:
    """The key of results made now."""

    settled: str
    """16 hex digits, for results that no limit of time or memory had a part in."""
    limited: str
    """32 hex digits, for all others: the same, then those of the limits."""
    reader: str = ""
    """6 hex digits of the program for OCR, for results that ended `scanned`; empty where none is used."""
    passwords: str = ""
    """6 hex digits of the passwords given, for results that ended `encrypted`; see `Passwords.digest`."""
    pageless: "ResultKey | None" = None
    """The key of forms other than PDF, on which OCR has no bearing; None where they have the same."""

    def of(self, status: str, kind: SourceKind = SourceKind.PDF) -> str:
        """Return the key of a result that ended in this status, of a file of this form."""
        if self.pageless and kind is not SourceKind.PDF:
            return self.pageless.of(status)
        if status == Status.ENCRYPTED:
            return self.settled + self.passwords
        if status == Status.SCANNED:
            return self.settled + self.reader
        return self.settled if status in _SETTLED else self.limited

    def is_current(self, status: str, key: str) -> bool:
        """Say whether a stored result would come out the same now; a duplicate has the key of its original.

        Without any password, a file that asked for one is current whatever was tried before.
        """
        if self.pageless and self.pageless.is_current(status, key):
            return True
        if status == Status.DUPLICATE:
            return key == self.limited or self._is_settled(key)
        if status == Status.ENCRYPTED and not self.passwords:
            return self._is_settled(key)
        return key == self.of(status)

    def _is_settled(self, key: str) -> bool:
        return key.startswith(self.settled) and len(key) < len(self.limited)


def result_key(settings: Settings, *, passwords: Passwords = NONE) -> ResultKey:
    """Return the key of results made with these settings; reads configs and models, imports nothing heavy.

    Args:
        settings: all settings.
        passwords: what opens encrypted reports.

    Raises:
        Missing: the codebook or the heads are not there.
    """
    ingest = _effective(asdict(settings.ingest))
    chosen = {
        "extract": asdict(settings.extract),
        "encode": _effective(asdict(settings.encode)),
        "codebook": digest_path(find_config(settings.codebook)),
        "heads": digest_path(find_model(settings.tag.model)),
        "encoder": _digest_encoder(settings.encode.encoder),
        "inputs": [
            *(digest_path(shipped_config(name)) for name in (GAZETTEER, PIPELINE)),
            digest_path(register_file()),
            _digest_if_there(NAMES_MODEL),
        ],
        "stages": {str(stage): number for stage, number in STAGE_VERSIONS.items()},
        "libraries": {name: _version(name) for name in LIBRARIES},
    }
    reader = "" if settings.ingest.ocr == "never" else name_program(settings.ingest.ocr_languages)
    limits = {name: getattr(settings.ingest, name) for name in _LIMITS}
    limits["mine_timeout_s"] = settings.run.mine_timeout_s
    settled = _digest({**chosen, "ingest": ingest})
    plain = _digest({**chosen, "ingest": _without_ocr(ingest), "form": "pageless"})
    return ResultKey(
        settled=settled,
        limited=settled + _digest({**limits, "reader": reader}),
        pageless=ResultKey(
            settled=plain, limited=plain + _digest(_without_ocr(limits)), passwords=passwords.digest()
        ),
        reader=_digest({"reader": reader})[:_READER_DIGITS] if reader else "",
        passwords=passwords.digest(),
    )


def shipped_config(name: str) -> Path:
    """Return a file or folder that comes with the program, whatever lies where the user stands."""
    return data_folder() / "configs" / name


def register_file() -> Path:
    """Return the register of known reports that comes with the program."""
    return data_folder() / "corpus" / "reports.csv"


def digest_path(path: Path) -> str:
    """Return a hash (64 hex digits) of a file's bytes, or of the names and bytes of all files below a folder.

    Hidden files and compiled Python are left out: they come and go without a meaning.
    """
    if path.is_file():
        return hash_file(path)
    found = (p for p in path.rglob("*") if p.is_file() and not _is_byproduct(p.relative_to(path)))
    return hash_bytes("\n".join(_lines(path, found)).encode())


def _lines(folder: Path, found: Iterable[Path]) -> list[str]:
    return sorted(f"{path.relative_to(folder).as_posix()} {hash_file(path)}" for path in found)


def _is_byproduct(path: Path) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in path.parts)


def _digest_encoder(name: str) -> str:
    try:
        return digest_path(find_model(name))
    except Missing:
        # A name on a model hub: the library loads it; its name and the library's version are what is known here.
        return f"{name} {_version('sentence-transformers')}"


def _digest_if_there(name: str) -> str:
    """The hash of a model that the pipeline can do without; empty where it is not there."""
    try:
        return digest_path(find_model(name))
    except Missing:
        return ""


def _effective(section: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in section.items() if name not in (*_LIMITS, *_NO_EFFECT)}


def _without_ocr(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if not name.startswith("ocr")}


def _digest(values: Mapping[str, object]) -> str:
    return hash_bytes(json.dumps(values, sort_keys=True).encode())[:_KEY_DIGITS]


@cache
def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
