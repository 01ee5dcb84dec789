"""manifest.json: what an export set was made from, with hashes; the only file of the set that holds a time."""

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportminer.codebook.model import Codebook
from reportminer.ids import hash_bytes, hash_file
from reportminer.settings import Settings
from reportminer.store.files import MANIFEST
from reportminer.store.views import FileRow, ReportRow

FORMAT = 1
"""Raised when the same content is exported in another form, so that older sets are made anew."""

_LIBRARIES = ("pdfplumber", "pdfminer.six", "pypdfium2", "pypdf", "spacy", "onnxruntime", "tokenizers", "numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What an export set is made from."""

    program: str
    """Version of reportminer."""
    content: str
    """Hash of what is stored."""
    settings: Settings
    """All settings."""
    codebook: Codebook
    """The codebook that explains and orders the patterns."""
    codebook_name: str
    """As the settings name it."""
    filters: Mapping[str, str]
    """What the set is narrowed to."""
    excel: bool
    """Whether CSV files begin with a byte order mark."""
    ocr_program: str = ""
    """Name, version and languages of the program for OCR of the last run; empty if it had none."""

    @property
    def state(self) -> str:
        """A hash of all that decides the bytes of the set: equal states give equal sets."""
        parts = (FORMAT, self.program, self.content, self.codebook.digest, dict(self.filters), self.excel)
        return hash_bytes(json.dumps(parts, sort_keys=True).encode())


def make_manifest(
    making: Making,
    *,
    files: Iterable[FileRow],
    reports: Sequence[ReportRow],
    encoders: Sequence[str],
    folder: Path,
    n_rows: Mapping[str, int],
) -> dict[str, object]:
    """Return the manifest of a set whose other files all stand in the folder.

    Args:
        making: what it is made from.
        files: every input file.
        reports: every report that was read.
        encoders: names of the encoders of the stored vectors.
        folder: where the set lies.
        n_rows: rows by file name, where a file has rows.
    """
    n_ocr = sum(report.ocr for report in reports)
    configuration = json.dumps(asdict(making.settings), sort_keys=True)
    return {
        "program": {"name": "reportminer", "version": making.program, "export_format": FORMAT},
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "state": making.state,
        "platform": {"python": platform.python_version(), "system": platform.system()},
        "libraries": _library_versions(),
        "configuration": {"sha256": hash_bytes(configuration.encode()), "settings": asdict(making.settings)},
        "codebook": {
            "name": Path(making.codebook_name).name,
            "title": making.codebook.title,
            "version": making.codebook.version,
            "sha256": making.codebook.digest,
        },
        "models": [
            {"coder": coder, "model": model} for coder, model in sorted({(r.coder, r.model) for r in reports})
        ],
        "encoders": list(encoders),
        "ocr": {"n_reports": n_ocr, "program": making.ocr_program if n_ocr else ""},
        "filters": dict(making.filters),
        "excel": making.excel,
        "inputs": [
            {
                "file": file.file,
                "report_id": file.report_id,
                "sha256": file.sha256,
                "bytes": file.size,
                "status": file.status,
            }
            for file in files
        ],
        "outputs": {
            name: {"sha256": digest, "bytes": size} | ({"rows": n_rows[name]} if name in n_rows else {})
            for name, (digest, size) in hash_outputs(folder).items()
        },
    }


def hash_outputs(folder: Path) -> dict[str, tuple[str, int]]:
    """Return SHA-256 and size in bytes of every file in the folder but the manifest, by relative name."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: (hash_file(path), path.stat().st_size) for name, path in sorted(paths.items()) if name != MANIFEST
    }


def is_whole(folder: Path, *, state: str) -> bool:
    """Say whether the folder holds a set of this state with every file at its size; reads the manifest only."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        sizes = {name: facts["bytes"] for name, facts in manifest["outputs"].items()}
        found = {name: (folder / name).stat().st_size for name in sizes}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return bool(manifest.get("state") == state and found == sizes)


def _library_versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
