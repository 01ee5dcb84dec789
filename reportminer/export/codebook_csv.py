"""A codebook as a table: the codebook.csv of the export set, without a workspace."""

import csv
import io
from collections.abc import Iterator

from reportminer.codebook.model import Codebook
from reportminer.export.columns import make_list
from reportminer.export.count_tables import CODEBOOK
from reportminer.export.csv_files import SEPARATOR, format_cell
from reportminer.export.model import Row

_LISTS = ("include", "exclude", "confused_with", "examples", "near_misses")
TABLE = CODEBOOK.with_columns((make_list("near_misses", "Sentences that look like it and do not carry it.", ""),))
"""That table with the near misses; its counts are empty here, as nothing was counted."""


def make_codebook_csv(codebook: Codebook) -> str:
    """Return the table as RFC 4180 text, a pattern a row in the order of the codebook."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(TABLE.names)
    for row in _rows(codebook):
        writer.writerow([format_cell(column, row[column.name]) for column in TABLE.columns])
    return out.getvalue()


def list_csv_losses(codebook: Codebook) -> tuple[str, ...]:
    """Return what a codebook holds that the table has no place for, in plain sentences."""
    used = list(dict.fromkeys(pattern.theme for pattern in codebook.patterns))
    empty = [theme.id for theme in codebook.themes if theme.id not in used]
    cut = [
        p.id for p in codebook.patterns if any(SEPARATOR in item for name in _LISTS for item in getattr(p, name))
    ]
    said = (
        ("Title and version of the codebook", codebook.title or codebook.version),
        ("The phrases that find mentions of themes", any(theme.phrases for theme in codebook.themes)),
        (f"Themes without a pattern ({', '.join(empty)})", empty),
        ("The order of themes", used != [theme.id for theme in codebook.themes if theme.id in used]),
        (f"Semicolons inside texts of {len(cut)} pattern(s), written as commas", cut),
    )
    return tuple(what for what, there in said if there)


def _rows(codebook: Codebook) -> Iterator[Row]:
    for pattern in codebook.patterns:
        yield {
            "pattern_id": pattern.id,
            "theme_id": pattern.theme,
            "theme": codebook.theme(pattern.theme).label,
            "polarity": pattern.polarity,
            "definition": pattern.definition,
            **{name: getattr(pattern, name) for name in _LISTS},
            "n_reports": None,
            "n_findings": None,
        }
