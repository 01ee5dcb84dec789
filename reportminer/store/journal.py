"""Whether the write-ahead log (WAL) is safe on the disk where a workspace lies.

WAL needs memory that all processes share. On network drives SQLite says that it works and breaks later; folders
that a service copies to a server may be copied in the middle of a write. So WAL is used on known local file
systems only; everywhere else the rollback journal is, which is slower and safe.

Source: https://www.sqlite.org/wal.html, "All processes using a database must be on the same host computer".
"""

import os
import sqlite3
from pathlib import Path

_LOCAL = {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay", "reiserfs", "jfs", "bcachefs"}
_SYNCHRONISED = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "mobile documents",
    "nextcloud",
    "owncloud",
    "box sync",
    "sharepoint",
    "syncthing",
)
_MOUNTS = Path("/proc/self/mountinfo")


def choose_journal(connection: sqlite3.Connection, folder: Path) -> str:
    """Set the journal for writing and return its name, `wal` or `delete`.

    Args:
        connection: open for writing.
        folder: the workspace.
    """
    if is_synchronised(folder) or file_system(folder) not in _LOCAL:
        return _set(connection, "DELETE")
    # The probe: SQLite answers with the mode that it could set.
    return "wal" if _set(connection, "WAL") == "wal" else _set(connection, "DELETE")


def is_synchronised(folder: Path) -> bool:
    """Say whether the path goes through a folder that a service keeps in step with a server."""
    return any(part.casefold().startswith(_SYNCHRONISED) for part in folder.parts)


def file_system(folder: Path, *, mounts: Path = _MOUNTS) -> str:
    """Return the type of the file system that holds a folder ("ext4", "nfs4"); empty where it is not known.

    Source: proc_pid_mountinfo(5).
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    place = os.path.realpath(folder)
    best, found = "", ""
    for line in lines:
        fields, _, rest = line.partition(" - ")
        point = fields.split(" ")[4].encode("utf-8", "surrogateescape").decode("unicode_escape", "replace")
        if len(point) >= len(best) and (place == point or place.startswith(point.rstrip("/") + "/")):
            best, found = point, rest.split(" ")[0]
    return found


def _set(connection: sqlite3.Connection, mode: str) -> str:
    return str(connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0])
