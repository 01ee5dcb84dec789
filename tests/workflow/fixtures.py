"""What tests of runs share: a small data folder, reports to write, an export without pandas, all rows."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportminer.ids import hash_bytes
from reportminer.settings import Settings
from reportminer.store.connection import database_path
from reportminer.store.files import staged_folder
from reportminer.workflow.executor import SerialExecutor
from reportminer.workflow.local import LocalExecutor
from reportminer.workflow.run import run
from reportminer.workflow.summary import Summary
from tests.workflow.fake_miner import FAKE


def write_data(folder: Path) -> Path:
    """Write the smallest folder of configs and models from which a key can be made."""
    for name, text in {
        "configs/reportminer.toml": "",
        "configs/codebook.toml": "version = 1\n",
        "configs/pipeline.cfg": "[nlp]\n",
        "configs/gazetteer/areas.csv": "name\n",
        "models/patterns/card.json": "{}",
        "models/minilm-l6-v2-int8/card.json": "{}",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def write_reports(folder: Path, reports: Mapping[str, str]) -> Path:
    """Write reports: name -> verb and sentences, separated by `|`."""
    for name, text in reports.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(part.strip() for part in text.split("|")), encoding="utf-8")
    return folder


def run_fake(reports: Path, workspace: Path, *, workers: int = 0, **options: Any) -> Summary:
    """Run with the fake miner: in this process, or with worker processes."""
    settings = options.pop("settings", Settings())
    executor = (
        LocalExecutor(settings, workers=workers, factory=FAKE)
        if workers
        else SerialExecutor(settings, factory=FAKE)
    )
    options = {"executor": executor, "publish": publish_dump} | options
    return run([reports], workspace=workspace, settings=settings, **options)


def publish_dump(workspace: Path, out: Path, settings: Settings) -> bool:
    """Export all rows of the store as one JSON file with a manifest; nothing where the same rows are there."""
    data = json.dumps(dump(workspace), indent=1).encode()
    if (out / "manifest.json").is_file() and (out / "rows.json").read_bytes() == data:
        return False
    with staged_folder(out) as staged:
        (staged / "rows.json").write_bytes(data)
        (staged / "manifest.json").write_text(json.dumps({"outputs": {"rows.json": hash_bytes(data)}}))
    return True


def dump(workspace: Path) -> dict[str, list[list[Any]]]:
    """Every row of every table but what may differ between two runs: ids of sentences and counters of changes."""
    connection = sqlite3.connect(database_path(workspace))
    connection.row_factory = sqlite3.Row
    tables = (
        "files",
        "reports",
        "pages",
        "blocks",
        "tables",
        "sentences",
        "tags",
        "entities",
        "themes",
        "vectors",
    )
    try:
        return {table: _rows(connection, table) for table in tables}
    finally:
        connection.close()


def _rows(connection: sqlite3.Connection, table: str) -> list[list[Any]]:
    rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
    for row in rows:
        row.pop("id", None)
    return sorted(([_plain(value) for value in row.values()] for row in rows), key=str)


def _plain(value: Any) -> Any:
    return hash_bytes(value) if isinstance(value, bytes) else value
