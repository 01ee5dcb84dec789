"""Every table of the export set in the order in which it is explained, and the columns that the codebook adds.

Each column is defined once, in the modules named `..._tables`. Header, order, data
dictionary, Data Package and README are made from there. Names are stable, because scripts of users rely on them:
add at the right side, rename never.
"""

from reportminer.codebook.model import Codebook
from reportminer.export.analysis_tables import ANALYSIS
from reportminer.export.columns import count_column
from reportminer.export.count_tables import (
    CODEBOOK,
    DATA_DICTIONARY,
    PATTERN_BY_AREA,
    RECURRENCE,
    SILENCES,
    THEME_BY_AREA,
)
from reportminer.export.extract_tables import QUOTATIONS, RECOMMENDATIONS, RESPONSES, STATISTICS
from reportminer.export.finding_tables import ENTITIES, FINDINGS, TAGS, THEMES
from reportminer.export.model import TableSpec
from reportminer.export.report_tables import PAGES, REPORTS, SKIPPED, TABLES


def list_tables(
    codebook: Codebook, *, pattern_ids: tuple[str, ...], theme_ids: tuple[str, ...]
) -> list[TableSpec]:
    """Return every table with all its columns.

    Args:
        codebook: where the meaning of patterns and themes stands.
        pattern_ids: columns of pattern_by_area.csv.
        theme_ids: columns of theme_by_area.csv.
    """
    definitions = {pattern.id: pattern.definition for pattern in codebook.patterns}
    labels = {theme.id: theme.label for theme in codebook.themes}
    by_pattern = tuple(
        count_column(key, f"Findings that count with the pattern: {definitions.get(key, key)}")
        for key in pattern_ids
    )
    by_theme = tuple(
        count_column(key, f"Findings on the theme, a repeated passage once: {labels.get(key, key)}.")
        for key in theme_ids
    )
    return [
        FINDINGS,
        REPORTS,
        RECURRENCE,
        PATTERN_BY_AREA.with_columns(by_pattern),
        THEME_BY_AREA.with_columns(by_theme),
        SILENCES,
        *ANALYSIS,
        TAGS,
        THEMES,
        ENTITIES,
        QUOTATIONS,
        STATISTICS,
        RECOMMENDATIONS,
        RESPONSES,
        PAGES,
        TABLES,
        SKIPPED,
        CODEBOOK,
        DATA_DICTIONARY,
    ]
