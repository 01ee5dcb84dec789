"""Workspaces as older versions of the program left them."""

from reportminer.store.connection import Connection

_UNDO = {
    5: (
        "DROP INDEX sentences_polarity",
        "DROP INDEX tags_theme",
        "DROP INDEX sentences_themes",
        "DROP INDEX vectors_encoder",
    ),
    4: (
        "ALTER TABLE sentences DROP COLUMN themes",
        "ALTER TABLE themes DROP COLUMN hedged",
        "ALTER TABLE entities DROP COLUMN candidates",
        *(f"DROP TABLE {table}" for table in ("quotes", "statistics", "recommendations", "answers")),
    ),
    3: ("DROP TABLE codings",),
    2: ("DROP TABLE nearest",),
    1: ("ALTER TABLE blocks DROP COLUMN notes",),
}
"""Version -> what takes a workspace of the next one back to it."""


def take_back(connection: Connection, version: int) -> None:
    """Make an empty workspace one of this older version."""
    steps = [step for at in sorted(_UNDO, reverse=True) if at >= version for step in _UNDO[at]]
    connection.executescript(";".join([*steps, f"PRAGMA user_version = {version}"]))
