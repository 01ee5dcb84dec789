"""The single writer: each report in one transaction, so that a kill leaves the old results or the new ones.

Of several files with the same bytes one is the report (the first by shown name, then by path) and the others are
`duplicate`. Every function keeps that true, so what is stored never depends on the order in which files came.
"""

from collections.abc import Collection, Iterable, Sequence

from reportminer.records import MinedDocument, Skipped, Source, Stage, Status
from reportminer.store import extracted, rows
from reportminer.store.connection import Connection, transaction
from reportminer.store.inventory import OUTCOME


def store_mined(connection: Connection, mined: MinedDocument, *, key: str, root: str = "") -> None:
    """Store a report and its file, in place of what was stored of them before; all or nothing.

    Args:
        connection: open for writing.
        mined: what was learned.
        key: hash of all that the result depends on beside the bytes.
        root: the folder or file that was given, under which the source was found.
    """
    document = mined.document
    with transaction(connection):
        _store_file(
            connection,
            document.source,
            root=root,
            outcome=(document.status, "", document.reason, "", len(document.pages), key),
        )
        connection.execute("DELETE FROM reports WHERE report_id = ?", (document.source.report_id,))
        _insert_report(connection, mined)


def store_skipped(connection: Connection, skipped: Skipped, *, key: str, root: str = "") -> None:
    """Store that a file could not be read, and drop what was stored of the same bytes before; all or nothing."""
    outcome = (skipped.code, skipped.stage, skipped.reason, skipped.remedy, skipped.n_pages, key)
    with transaction(connection):
        _store_file(connection, skipped, root=root, outcome=outcome)
        if skipped.report_id:
            connection.execute("DELETE FROM reports WHERE report_id = ?", (skipped.report_id,))


def store_duplicate(connection: Connection, source: Source | Skipped, *, root: str = "") -> bool:
    """Store a file whose bytes are stored already under another path; it may become the one that counts.

    Returns:
        Whether it was stored; not where no other file has these bytes.
    """
    with transaction(connection):
        found = connection.execute(
            f"SELECT {', '.join(OUTCOME)} FROM files WHERE sha256 = ? AND path <> ? AND status <> 'duplicate'",
            (source.sha256, source.path),
        ).fetchone()
        if found is not None:
            _store_file(connection, source, root=root, outcome=tuple(found))
    return found is not None


def rename_file(connection: Connection, path: str, *, file: str, root: str) -> None:
    """Change the name under which a stored file is shown."""
    with transaction(connection):
        connection.execute("UPDATE files SET file = ?, root = ? WHERE path = ?", (file, root, path))
        row = connection.execute("SELECT sha256 FROM files WHERE path = ?", (path,)).fetchone()
        if row is not None:
            _choose_report(connection, row["sha256"])


def forget_files(connection: Connection, paths: Collection[str]) -> None:
    """Drop files that are no longer there, and reports that no file holds any more; all or nothing."""
    with transaction(connection):
        for path in sorted(paths):
            _release(connection, path)


def _store_file(connection: Connection, found: Source | Skipped, *, root: str, outcome: Sequence[object]) -> None:
    """Write the row of a file as the one that counts, then choose among files with the same bytes."""
    old = connection.execute("SELECT sha256 FROM files WHERE path = ?", (found.path,)).fetchone()
    if old is not None and old["sha256"] != found.sha256:
        _release(connection, found.path)
    connection.execute(
        f"""INSERT OR REPLACE INTO files (path, file, root, sha256, size, report_id, {", ".join(OUTCOME)})
            VALUES (?, ?, ?, ?, ?, ?, {_marks(len(OUTCOME))})""",
        (found.path, found.file, root, found.sha256, found.size, found.report_id, *outcome),
    )
    if not found.sha256:
        return
    connection.execute(
        f"UPDATE files SET {_assignments()}, duplicate_of = '' WHERE sha256 = ?", (*outcome, found.sha256)
    )
    _choose_report(connection, found.sha256)


def _choose_report(connection: Connection, sha256: str) -> None:
    """Mark all files with these bytes but the first as duplicates; the first takes the outcome."""
    if not sha256:
        return
    found = connection.execute(
        f"""SELECT path, report_id, status, {", ".join(OUTCOME)} FROM files WHERE sha256 = ?
            ORDER BY file, path""",
        (sha256,),
    ).fetchall()
    counting = next((row for row in found if row["status"] != Status.DUPLICATE), None)
    if counting is None:
        return
    outcome = [counting[name] for name in OUTCOME]
    same = (
        Status.DUPLICATE,
        Stage.FIND,
        "the same bytes as another file",
        "",
        counting["n_pages"],
        counting["key"],
    )
    for row in found:
        first = row is found[0]
        connection.execute(
            f"UPDATE files SET {_assignments()}, duplicate_of = ? WHERE path = ?",
            (*(outcome if first else same), "" if first else row["report_id"], row["path"]),
        )


def _release(connection: Connection, path: str) -> None:
    """Take a file away; another with the same bytes becomes the report, or the report goes."""
    row = connection.execute("SELECT * FROM files WHERE path = ?", (path,)).fetchone()
    if row is None:
        return
    connection.execute("DELETE FROM files WHERE path = ?", (path,))
    heir = connection.execute(
        "SELECT path FROM files WHERE sha256 = ? ORDER BY file, path LIMIT 1", (row["sha256"],)
    ).fetchone()
    if heir is None or not row["sha256"]:
        connection.execute("DELETE FROM reports WHERE report_id = ?", (row["report_id"],))
    elif row["status"] != Status.DUPLICATE:
        connection.execute(
            f"UPDATE files SET {_assignments()}, duplicate_of = '' WHERE path = ?",
            (*(row[name] for name in OUTCOME), heir["path"]),
        )


def _insert_report(connection: Connection, mined: MinedDocument) -> None:
    document = mined.document
    report_id = document.source.report_id
    vectors = (report_id, mined.encoder, len(mined.sentences), mined.dim, mined.vectors)
    _insert(connection, "reports", [rows.report_row(mined)])
    _insert(connection, "pages", rows.page_rows(report_id, document.pages))
    _insert(connection, "blocks", rows.block_rows(report_id, document.blocks))
    _insert(connection, "tables", rows.table_rows(report_id, document.tables))
    _insert(connection, "sentences", ((None, *row) for row in rows.sentence_rows(mined)))
    _insert(connection, "tags", rows.tag_rows(report_id, mined.codings))
    _insert(connection, "nearest", rows.nearest_rows(mined))
    _insert(connection, "entities", rows.entity_rows(mined))
    _insert(connection, "themes", rows.theme_rows(mined))
    _insert(connection, "quotes", extracted.quote_rows(mined))
    _insert(connection, "statistics", extracted.statistic_rows(mined))
    _insert(connection, "recommendations", extracted.recommendation_rows(mined))
    _insert(connection, "answers", extracted.answer_rows(mined))
    _insert(connection, "vectors", [vectors])


def _insert(connection: Connection, table: str, found: Iterable[rows.Row]) -> None:
    """Insert rows that have a value for every column, in the order of the schema."""
    waiting = list(found)
    if waiting:
        connection.executemany(f"INSERT INTO {table} VALUES ({_marks(len(waiting[0]))})", waiting)


def _marks(n: int) -> str:
    return ", ".join("?" * n)


def _assignments() -> str:
    return ", ".join(f"{name} = ?" for name in OUTCOME)
