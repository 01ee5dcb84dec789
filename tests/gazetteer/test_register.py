"""The register of known reports."""

import csv
from datetime import date
from pathlib import Path

import pytest

from reportminer.errors import ConfigError
from reportminer.gazetteer import load_gazetteer
from reportminer.gazetteer.register import COLUMNS, load_register
from reportminer.records import DateRange


def make_register(folder: Path, **cells: str) -> Path:
    """Write a register of one report."""
    path = folder / "reports.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerow(dict.fromkeys(COLUMNS, "") | {"report_type": "progress_review"} | cells)
    return path


def test_a_month_is_a_period_of_whole_days(tmp_path: Path) -> None:
    """Dates may be known to the month."""
    (known,) = load_register(make_register(tmp_path, review_start="2018-04", review_end="2018-04"))
    assert known.review == DateRange(start=date(2018, 4, 1), end=date(2018, 4, 30))


def test_a_missing_register_is_empty(tmp_path: Path) -> None:
    """A checkout without the corpus works."""
    assert load_register(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    "cells", [{"published": "May 2018"}, {"report_type": "leaflet"}, {"review_start": "2018-13"}]
)
def test_bad_rows_are_named(tmp_path: Path, cells: dict[str, str]) -> None:
    """Dates and kinds are checked, with the line."""
    with pytest.raises(ConfigError, match="line 2"):
        load_register(make_register(tmp_path, **cells))


def test_the_shipped_register_agrees_with_the_shipped_names(root: Path) -> None:
    """Each area has the official name and code of the lists."""
    entries = {entry.code: entry.name for entry in load_gazetteer(root / "configs" / "gazetteer").entries}
    for known in load_register(root / "corpus" / "reports.csv"):
        assert entries[known.area_code] == known.area
