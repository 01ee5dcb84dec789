"""A file that is not whole yet: its bytes so far, and what is needed to go on from there."""

import json
import os
from pathlib import Path
from typing import BinaryIO

from reportminer.errors import StorageError
from reportminer.store.faults import storage_errors
from reportminer.store.files import sync_folder, write_atomically

ENDING = ".part"


class Part:
    """The bytes of a file so far, beside the place where it will be.

    Args:
        target: the file to make.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(target.name + ENDING)
        self.notes = target.with_name(target.name + ENDING + ".json")
        for path in (self.target, self.path, self.notes):
            if path.is_symlink():
                raise StorageError(
                    f"{path} is a link to another place",
                    expected="a plain file, or none",
                    remedy="remove the link",
                )

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def etag_for(self, url: str) -> str:
        """Return the mark of the version whose bytes these are; empty where one cannot go on from them."""
        if not self.size:
            return ""
        try:
            notes = json.loads(self.notes.read_text(encoding="utf-8"))
            etag = notes["etag"] if notes["url"] == url else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        return etag if isinstance(etag, str) and is_strong(etag) else ""

    def begin(self, *, url: str, etag: str) -> None:
        """Forget the bytes so far and note what comes now."""
        with storage_errors(self.path):
            self.path.unlink(missing_ok=True)
        write_atomically(self.notes, json.dumps({"url": url, "etag": etag}).encode())

    def opened(self) -> BinaryIO:
        """Open it to add bytes at its end."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        with storage_errors(self.path):
            return os.fdopen(os.open(self.path, flags, 0o644), "wb", buffering=0)

    def discard(self) -> None:
        """Remove bytes and notes."""
        with storage_errors(self.path):
            self.path.unlink(missing_ok=True)
            self.notes.unlink(missing_ok=True)

    def put_in_place(self) -> None:
        """Give the file its name; its notes stay until `forget_notes`, to tell a file that is not yet recorded."""
        with storage_errors(self.target):
            handle = os.open(self.path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
            os.replace(self.path, self.target)
            sync_folder(self.target.parent)

    def forget_notes(self) -> None:
        """Remove the notes: the file is recorded."""
        with storage_errors(self.notes):
            self.notes.unlink(missing_ok=True)


def is_strong(etag: str) -> bool:
    """Say whether a mark stands for the very bytes, so that one may go on in the middle (RFC 9110, 8.8.3)."""
    return len(etag) > 2 and etag.isprintable() and etag.isascii() and etag[0] == etag[-1] == '"'
