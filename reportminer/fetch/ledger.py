"""fetched.csv: what was fetched into a folder, from where, when, and how to name its source."""

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

from reportminer.errors import StorageError
from reportminer.fetch.records import Fetched, Wanted
from reportminer.ids import make_report_id
from reportminer.store.files import write_atomically
from reportminer.text import make_safe

LEDGER = "fetched.csv"
COLUMNS = tuple(f.name for f in fields(Fetched))


def describe_fetched(wanted: Wanted, *, final_url: str, sha256: str, size: int, day: date) -> Fetched:
    """Return the row of a report that is in its place.

    Args:
        wanted: what was asked for.
        final_url: what answered.
        sha256: 64 hex digits.
        size: bytes.
        day: on which it was fetched, UTC.
    """
    known = wanted.known
    return Fetched(
        file=wanted.name,
        title=known.title,
        area=known.area,
        area_code=known.area_code,
        report_type=str(known.report_type),
        publisher=known.publisher,
        published=known.published,
        licence=known.licence,
        attribution=attribute(known.publisher, known.title, known.published, known.licence),
        source_page=known.source_url or known.listed_at,
        url=known.file_url,
        final_url=final_url,
        sha256=sha256,
        report_id=make_report_id(sha256),
        bytes=size,
        fetched=day.isoformat(),
    )


def attribute(publisher: str, title: str, published: str, licence: str) -> str:
    """Return how to name a report as a source.

    Example:
        >>> attribute("Care Quality Commission", "Halton", "2017-10-12", "")
        'Care Quality Commission: Halton (2017). Licence: see the imprint of the report.'
    """
    year = f" ({published[:4]})" if published else ""
    named = ": ".join(part for part in (publisher, title) if part) or "Publisher and title not known"
    return f"{named}{year}. Licence: {licence or 'see the imprint of the report'}."


def read_ledger(folder: Path) -> dict[str, Fetched]:
    """Return the rows of a folder's fetched.csv by file; none where there is no such file.

    Raises:
        StorageError: it cannot be read as such a table.
    """
    path = folder / LEDGER
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        return {row["file"]: _read_row(row) for row in rows}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise StorageError(
            f"{path} cannot be read as a list of fetched files ({error})",
            expected=f"the columns {', '.join(COLUMNS)}",
            remedy="move it away: the files stay, and those not listed any more are taken as saved by hand",
        ) from error


def _read_row(row: dict[str, str]) -> Fetched:
    words = {name: str(row[name]) for name in COLUMNS if name != "bytes"}
    return Fetched(bytes=int(row["bytes"]), **words)


def write_ledger(folder: Path, rows: Iterable[Fetched]) -> None:
    """Write the list of fetched files, ordered by name.

    Raises:
        StorageError: the disk is full or the folder cannot be written; the old list stays.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: row.file):
        writer.writerow([make_safe(cell) if isinstance(cell, str) else cell for cell in asdict(row).values()])
    write_atomically(folder / LEDGER, text.getvalue().encode())
