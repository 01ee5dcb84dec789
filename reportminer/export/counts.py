"""Rows of the tables of counts and of the codebook."""

from collections.abc import Iterable, Iterator, Mapping

from reportminer.codebook.model import Codebook, Pattern
from reportminer.export.model import Row
from reportminer.records import AreaCounts, Recurrence, Silence


def recurrence_rows(recurrences: Iterable[Recurrence]) -> Iterator[Row]:
    """Yield the rows of recurrence.csv."""
    for found in recurrences:
        yield {
            "pattern_id": found.pattern_id,
            "theme_id": found.theme_id,
            "polarity": found.polarity,
            "n_reports": found.n_reports,
            "share_of_reports": found.share,
            "ci_low": found.ci_low,
            "ci_high": found.ci_high,
            "n_findings": found.n_findings,
            "n_areas": found.n_areas,
            "first_published": found.first_published,
            "last_published": found.last_published,
            "example_finding_ids": found.examples,
            "n_reports_read": found.n_total,
            "n_reports_accepted": found.n_reports_accepted,
            "n_reports_with_repeats": found.n_reports_with_repeats,
        }


def area_rows(areas: Iterable[AreaCounts], *, ids: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of pattern_by_area.csv or theme_by_area.csv, with a column for each id."""
    columns = tuple(ids)
    for area in areas:
        counts = dict(area.counts)
        yield {
            "area": area.area,
            "area_code": area.area_code,
            "n_reports": area.n_reports,
            **{key: counts.get(key, 0) for key in columns},
        }


def silence_rows(silences: Iterable[Silence]) -> Iterator[Row]:
    """Yield the rows of silences.csv."""
    for silence in silences:
        yield {
            "report_id": silence.report_id,
            "area": silence.area,
            "pattern_id": silence.pattern_id,
            "best_score": silence.best_score,
            "nearest_finding_id": silence.nearest_finding_id,
            "note": silence.note,
            "page": silence.page or None,
        }


def codebook_rows(codebook: Codebook, recurrences: Iterable[Recurrence]) -> Iterator[Row]:
    """Yield the rows of codebook.csv, one for each recurrence.

    Args:
        codebook: where a pattern's definition stands; one that it does not know has none.
        recurrences: the counts of each pattern.
    """
    patterns = {pattern.id: pattern for pattern in codebook.patterns}
    labels = {theme.id: theme.label for theme in codebook.themes}
    for found in recurrences:
        yield {
            "pattern_id": found.pattern_id,
            "theme_id": found.theme_id,
            "theme": labels.get(found.theme_id, ""),
            "polarity": found.polarity,
            **_notes(patterns, found.pattern_id),
            "n_reports": found.n_reports,
            "n_findings": found.n_findings,
        }


def _notes(patterns: Mapping[str, Pattern], pattern_id: str) -> Row:
    lists = ("include", "exclude", "confused_with", "examples")
    pattern = patterns.get(pattern_id)
    if pattern is None:
        unknown = "Not in the codebook of this export; it was when the report was coded."
        return {"definition": unknown, **dict.fromkeys(lists, ())}
    return {"definition": pattern.definition, **{name: getattr(pattern, name) for name in lists}}
