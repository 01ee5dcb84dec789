"""Opens the ZIP of a REFI-QDA project that may come from anywhere. Nothing is ever unpacked to the disk.

What is read is limited in size before it is read; names that lead out of the ZIP, two files of one name, files
behind a password and files that claim to be larger than any project are refused.
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Container
from pathlib import Path, PurePosixPath
from typing import Self

from reportminer.codebook.xml_files import Element, parse_content
from reportminer.errors import UsageError
from reportminer.export.qdpx_sources import INTERNAL

_EXPECTED = "a REFI-QDA project (QDPX): a ZIP with a file .qde in it"
_AGAIN = "export the project again as QDPX from the program it comes from"
_DISTRUST = "do not trust this file; export the project again"
_LARGEST_XML_MB = 200
_LARGEST_TEXT_MB = 64
_LARGEST_TEXTS_MB = 512
_MOST_FILES = 50_000
_PIECE = 1 << 20
_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
"""What `zipfile` raises on damaged or unusual files."""


class Archive:
    """A project's ZIP, open to read; used as a context manager.

    Args:
        path: a `.qdpx` file.

    Raises:
        UsageError: it cannot be read, or holds what is refused.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = _LARGEST_TEXTS_MB << 20
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise UsageError(f"{path} cannot be read: no such file", remedy="check the path") from error
        except _BROKEN as error:
            raise UsageError(
                f"{path} cannot be read as QDPX: {error}", expected=_EXPECTED, remedy=_AGAIN
            ) from error
        self._files = self._list_files()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read_project(self) -> Element:
        """Return the root of the project's XML.

        Raises:
            UsageError: there is none, or more than one; it is too large, or no safe XML.
        """
        found = [info for name, info in self._files.items() if name.endswith(".qde")]
        top = [info for info in found if "/" not in info.filename.replace("\\", "/")] or found
        if len(top) != 1:
            raise UsageError(
                f"{self._path} holds {len(top)} files .qde", expected=f"{_EXPECTED}, and one only", remedy=_AGAIN
            )
        content = self._read(top[0], _LARGEST_XML_MB)
        return parse_content(
            content,
            source=f"{self._path}: {top[0].filename}",
            expected="the XML of a REFI-QDA project",
            largest_mb=_LARGEST_XML_MB,
        )

    def read_text(self, path: str) -> tuple[str | None, str]:
        """Return the text that a path of the project leads to, and else why there is none.

        A byte order mark is kept, since it depends on the program whether it counts.
        """
        info, reason = self._find(path)
        if info is None:
            return None, reason
        if info.file_size > min(_LARGEST_TEXT_MB << 20, self._left):
            return None, f"its text has {info.file_size >> 20} MiB, which is more than is read"
        self._left -= info.file_size
        return decode(self._read(info, _LARGEST_TEXT_MB)), ""

    def hash_file(self, path: str, *, sizes: Container[int]) -> str:
        """Return the SHA-256 of a file of the project; empty if it is not there or has none of the sizes given."""
        info, _ = self._find(path)
        if info is None or info.file_size not in sizes:
            return ""
        digest = hashlib.sha256()
        try:
            with self._zip.open(info) as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
        except _BROKEN:
            return ""
        return digest.hexdigest()

    def _list_files(self) -> dict[str, zipfile.ZipInfo]:
        """Return what is in the ZIP by name in lower case and with slashes: programs write names in any case."""
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > _MOST_FILES:
            raise self._refuse(f"holds {len(infos):,} files")
        files: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename.replace("\\", "/")
            parts = PurePosixPath(name).parts
            if name.startswith("/") or ".." in parts or _DRIVE.match(name):
                raise self._refuse(f"holds a file named {info.filename!r}, which leads out of it")
            if name.lower() in files:
                raise self._refuse(f"holds two files named {info.filename!r}")
            if info.flag_bits & 1:
                raise UsageError(
                    f"{self._path} is protected by a password", expected=_EXPECTED, remedy="save it without one"
                )
            files[name.lower()] = info
        return files

    def _refuse(self, what: str) -> UsageError:
        return UsageError(f"{self._path} {what}", expected=_EXPECTED, remedy=_DISTRUST)

    def _find(self, path: str) -> tuple[zipfile.ZipInfo | None, str]:
        """Return the file that a path leads to, or why none; paths out of the project are never followed."""
        if not path:
            return None, "the project names no plain text of it"
        scheme, mark, name = path.partition("://")
        if not mark or f"{scheme}://" != INTERNAL:
            return None, f"its file lies outside the project ({path})"
        wanted = name.replace("\\", "/").lstrip("/").lower()
        for place in (f"sources/{wanted}", wanted):
            if place in self._files:
                return self._files[place], ""
        return None, f"the project does not hold {name}"

    def _read(self, info: zipfile.ZipInfo, largest_mb: int) -> bytes:
        if info.file_size > largest_mb << 20:
            raise self._refuse(f"holds {info.filename!r} of {info.file_size >> 20} MiB")
        try:
            with self._zip.open(info) as file:
                return file.read((largest_mb << 20) + 1)
        except _BROKEN as error:
            raise UsageError(
                f"{self._path}: {info.filename} cannot be read: {error}", expected=_EXPECTED, remedy=_AGAIN
            ) from error


def decode(content: bytes) -> str:
    """Return a text: UTF-16 where its mark says so, else UTF-8, else that of western Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
