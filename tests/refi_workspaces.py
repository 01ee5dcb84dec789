"""Small workspaces for tests of REFI-QDA, and people's codings in them."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reportminer.ids import hash_bytes, make_finding_id, make_report_id
from reportminer.records import MinedDocument, SourceKind, Tag
from reportminer.settings import Settings
from reportminer.store.codings import CodingRow, read_codings, store_codings
from reportminer.store.connection import close_database, database_path, open_database, reading
from reportminer.store.passages import read_passages
from reportminer.store.writing import store_mined
from tests.builders import make_mined, make_tag
from tests.export.workspace import make_settings

SETTINGS: Settings = make_settings()
"""With a codebook of three patterns in two themes."""
VISION = make_tag("shared_vision", "leadership", "good_practice", 0.91)
NO_VISION = make_tag("no_shared_vision", "leadership", "failure", 0.72)
POOLED = make_tag("pooled_budgets", "finance", "good_practice", 0.88)
TEXTS = (
    "Leaders across the system held one clear vision for older people.",
    "Staff could not tell us what the plan of the partners was.",
    "Budgets for home care had been pooled since the spring.",
    "People waited for days although they were well enough to go home.",
)
TAGS = {0: (VISION,), 1: (NO_VISION,), 2: (POOLED, replace(VISION, probability=0.55, accepted=False))}


def mine(
    folder: Path,
    name: str,
    texts: Sequence[str] = TEXTS,
    *,
    tags: dict[int, tuple[Tag, ...]] | None = None,
    kind: SourceKind = SourceKind.PDF,
    area: str = "Northbridge",
    content: bytes = b"",
) -> MinedDocument:
    """Return a mined report whose file lies in a folder.

    Args:
        folder: where the file is written.
        name: of the file.
        texts: its sentences.
        tags: by number of the sentence.
        kind: its form.
        area: its area.
        content: of the file; made up of its name where not given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content or b"%PDF-1.4 " + name.encode())
    sha256 = hash_bytes(path.read_bytes())
    mined = make_mined(name, texts, area=area, area_code="E06000001", tags=TAGS if tags is None else tags)
    report_id = make_report_id(sha256)
    source = replace(
        mined.document.source,
        path=str(path),
        sha256=sha256,
        size=path.stat().st_size,
        report_id=report_id,
        kind=kind,
    )
    sentences = tuple(replace(s, finding_id=make_finding_id(report_id, s.block, s.text)) for s in mined.sentences)
    return replace(mined, document=replace(mined.document, source=source), sentences=sentences)


def store(workspace: Path, mined: Iterable[MinedDocument]) -> Path:
    """Store reports in a workspace and return its folder."""
    connection = open_database(workspace, write=True)
    for report in mined:
        store_mined(connection, report, key="k")
    close_database(connection)
    return workspace


def code(workspace: Path, number: int, *patterns: str, coder: str = "anna", **said: object) -> CodingRow:
    """Store what a person says of a sentence, by its place in the order of all ids, and return it."""
    [row] = code_all(workspace, [(number, coder, patterns, said)])
    return row


def code_all(
    workspace: Path, codings: Iterable[tuple[int, str, Iterable[str], Mapping[str, object]]]
) -> list[CodingRow]:
    """Store what people say: place of the sentence in the order of all ids, coder, patterns, all else."""
    connection = open_database(workspace, write=True)
    passages = read_passages(connection)
    rows = [
        CodingRow(
            coder=coder,
            finding_id=passages[number].finding_id,
            report_id=passages[number].report_id,
            text=passages[number].text,
            text_hash=passages[number].text_hash,
            patterns=tuple(sorted(patterns)),
            machine=passages[number].machine,
            imported="2026-01-31",
            **said,  # type: ignore[arg-type]
        )
        for number, coder, patterns, said in codings
    ]
    store_codings(connection, rows)
    close_database(connection)
    return rows


def copy_uncoded(workspace: Path, target: Path) -> Path:
    """Copy a workspace without what people said."""
    target.mkdir()
    shutil.copy(database_path(workspace), database_path(target))
    connection = open_database(target, write=True)
    connection.execute("DELETE FROM codings")
    close_database(connection)
    return target


def list_codings(workspace: Path) -> list[tuple[object, ...]]:
    """All that people said, without when and how it came in."""
    with reading(workspace) as connection:
        return [
            (c.coder, c.finding_id, c.patterns, c.themes, c.polarity, c.is_recommendation, c.comment)
            for c in read_codings(connection)
        ]


def find_id(workspace: Path, text: str) -> str:
    """The id of the sentence that begins so."""
    with reading(workspace) as connection:
        return next(p.finding_id for p in read_passages(connection) if p.text.startswith(text))
