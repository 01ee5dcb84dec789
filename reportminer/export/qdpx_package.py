"""Writes a REFI-QDA project: one ZIP with project.qde at its top and the files of its sources beside it.

Sources are written one after the other, so that a project may be larger than memory. Dates in the ZIP are fixed:
the same project is the same bytes.

Source: REFI-QDA 1.5, s.8 (container).
"""

import hashlib
import zipfile
from collections.abc import Iterable
from typing import BinaryIO, Self

from reportminer.errors import UsageError
from reportminer.export.qdpx_sources import Embedded

PROJECT = "project.qde"
FOLDER = "sources"
LARGEST = (1 << 31) - 1
"""Bytes that the project, and a file in it, may have at most."""
_DATE = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20


class Package:
    """A project in the making; used as a context manager.

    Args:
        file: to write to, from its beginning.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)

    def write_project(self, pieces: Iterable[str]) -> None:
        """Write project.qde: its text, piece by piece, in UTF-8 without a byte order mark."""
        with self._zip.open(_info(PROJECT), "w") as out:
            for piece in pieces:
                out.write(piece.encode())

    def write_text(self, name: str, text: str) -> None:
        """Write a text, in UTF-8 without a byte order mark, to the folder of sources."""
        self._zip.writestr(_info(f"{FOLDER}/{name}"), text.encode(), compresslevel=6)

    def write_file(self, name: str, file: Embedded) -> None:
        """Write a file, unchanged, to the folder of sources.

        Raises:
            UsageError: it has changed since it was looked at.
        """
        digest = hashlib.sha256()
        info = _info(f"{FOLDER}/{name}")
        info.file_size = file.size
        with file.path.open("rb") as source, self._zip.open(info, "w") as out:
            while piece := source.read(_PIECE):
                digest.update(piece)
                out.write(piece)
        if digest.hexdigest() != file.sha256:
            raise UsageError(
                f"{file.path} changed while it was copied",
                expected="the bytes that were read",
                remedy="run `reportminer run` again, then export again",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info
