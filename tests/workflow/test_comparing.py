"""Areas side by side, and a review beside its progress review."""

import csv
from pathlib import Path

import pytest

from reportminer.errors import UsageError
from reportminer.store.matching import Filters
from reportminer.text import undo_safe
from reportminer.workflow.comparing import Comparison, compare_areas
from reportminer.workflow.comparison_rows import write_comparison
from reportminer.workflow.exporting import export_workspace
from tests.builders import make_mined
from tests.export.workspace import NO_VISION, POOLED, VISION, make_settings, north, north_later, press_release
from tests.workflow.test_thematic import store

SOUTH = make_mined(
    "south.pdf",
    [
        "The south never agreed on where it wanted to go.",
        "Nobody in the south could name the plan that all had signed.",
        "Southern budgets lay in one account and were well looked after.",
    ],
    area="Southmoor",
    area_code="E06000002",
    published="2018-05",
    tags={0: (NO_VISION,), 1: (NO_VISION,), 2: (POOLED,)},
)
NORTH_END = make_mined(
    "end.pdf", ["The end of the north had a plan."], area="Northbridge End", tags={0: (VISION,)}, published="2017"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with its progress review, another area, one whose name begins alike, and a report on none."""
    return store(tmp_path_factory.mktemp("w"), [north(), north_later(), SOUTH, NORTH_END, press_release()])


def compare(workspace: Path, *areas: str, **filters: str) -> Comparison:
    """Areas side by side."""
    return compare_areas(workspace, areas, settings=make_settings(), filters=Filters(**filters))


def counts(found: Comparison) -> dict[str, list[int]]:
    """Findings by pattern."""
    return {row.id: [cell.n for cell in row.cells] for row in found.patterns}


def test_areas_stand_in_the_order_asked_for(workspace: Path) -> None:
    """Each with its reports, findings and sides; an area asked for twice stands there once."""
    found = compare(workspace, "southmoor", "E06000001", "Southmoor")
    assert [(c.name, len(c.reports), c.n_findings, c.n_good_practice, c.n_failure) for c in found.columns] == [
        ("Southmoor", 1, 3, 1, 2),
        ("Northbridge", 2, 4, 3, 1),
    ]
    assert counts(found) == {"shared_vision": [0, 3], "no_shared_vision": [2, 1], "pooled_budgets": [1, 1]}
    assert found.not_found == ()


def test_shares_are_out_of_the_areas_findings(workspace: Path) -> None:
    """Two of three in the south, one of four in the north."""
    row = next(
        row for row in compare(workspace, "Southmoor", "Northbridge").patterns if row.id == "no_shared_vision"
    )
    assert [cell.share for cell in row.cells] == [pytest.approx(2 / 3), 0.25]
    assert row.difference == pytest.approx(2 / 3 - 0.25)


def test_the_best_passage_is_quoted_with_its_page(workspace: Path) -> None:
    """The most certain finding, with a citation that names page and licence; none where there is no finding."""
    rows = {row.id: row.cells for row in compare(workspace, "Northbridge", "Southmoor").patterns}
    quoted = rows["pooled_budgets"][0].quotation
    assert quoted is not None
    assert (quoted.text, quoted.page, quoted.page_label) == ("Budgets were pooled – well.", 1, "i")
    assert "p. i (page 1 of the file)" in quoted.citation
    assert "Open Government Licence v3.0" in quoted.citation
    assert rows["shared_vision"][1].quotation is None


def test_the_counts_are_those_of_the_export(workspace: Path, tmp_path: Path) -> None:
    """What stands side by side stands in pattern_by_area.csv and theme_by_area.csv too."""
    export_workspace(workspace, tmp_path / "set", settings=make_settings())
    found = compare(workspace, "Northbridge", "Southmoor", "Northbridge End")
    for name, rows in (("pattern_by_area.csv", found.patterns), ("theme_by_area.csv", found.themes)):
        with (tmp_path / "set" / name).open(encoding="utf-8", newline="") as file:
            table = {row["area"]: row for row in csv.DictReader(file)}
        for row in rows:
            assert [cell.n for cell in row.cells] == [int(table[c.name][row.id]) for c in found.columns]


def test_one_area_is_its_review_beside_its_progress_review(workspace: Path) -> None:
    """Reports are the columns, and what became of each pattern is told with both passages."""
    found = compare(workspace, "Northbridge")
    assert [column.reports[0].report_type for column in found.columns] == [
        "local_system_review",
        "progress_review",
    ]
    assert counts(found) == {"shared_vision": [2, 1], "no_shared_vision": [1, 0], "pooled_budgets": [1, 0]}
    told = {c.change.pattern_id: (c.change.change, c.before, c.after) for c in found.changes}
    assert {key: value[0] for key, value in told.items()} == {
        "shared_vision": "still_there",
        "no_shared_vision": "repeated",
        "pooled_budgets": "gone",
    }
    _, before, after = told["shared_vision"]
    assert before is not None
    assert after is not None
    assert after.text == "Leaders now hold one vision."
    assert told["pooled_budgets"][2] is None


def test_filters(workspace: Path) -> None:
    """A theme chooses the rows and leaves counts and shares; a date chooses the reports."""
    found = compare(workspace, "Northbridge", "Southmoor", theme="finance")
    assert list(counts(found)) == ["pooled_budgets"]
    assert found.columns[0].n_findings == 4
    assert [
        len(column.reports) for column in compare(workspace, "Northbridge", "Southmoor", until="2018").columns
    ] == [
        1,
        1,
    ]


def test_an_unknown_area_is_answered_with_those_known(workspace: Path) -> None:
    """A slip of the pen is named, and all areas are listed."""
    with pytest.raises(UsageError) as caught:
        compare(workspace, "Southmor", "Northbridge")
    text = str(caught.value)
    assert "did you mean Southmoor?" in text
    assert "Northbridge, Northbridge End, Southmoor" in text


def test_the_first_words_are_enough_where_one_area_has_them(workspace: Path, tmp_path: Path) -> None:
    """A whole name wins over a longer one; of two that begin alike neither is guessed."""
    assert [c.name for c in compare(workspace, "northbridge", "northbridge end").columns] == [
        "Northbridge",
        "Northbridge End",
    ]
    valley = [
        make_mined(f"{n}.pdf", [f"Budgets {n} were pooled."], area=f"North {n}", tags={0: (POOLED,)}) for n in "ab"
    ]
    with pytest.raises(UsageError, match=r"North a or North b"):
        compare(store(tmp_path, valley), "North")


def test_one_report_has_nothing_beside_it(workspace: Path) -> None:
    """Two areas are asked for, or one that was reviewed twice."""
    with pytest.raises(UsageError, match="nothing to compare it with"):
        compare(workspace, "Southmoor")


def test_all_rows_as_csv(workspace: Path, tmp_path: Path) -> None:
    """One row for each area and theme or pattern, with passage, citation, publisher and licence; safe cells."""
    found = compare(workspace, "Northbridge", "Southmoor")
    assert write_comparison(found, tmp_path / "x" / "side.csv") == 2 * (len(found.themes) + len(found.patterns))
    with (tmp_path / "x" / "side.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    vision = next(row for row in rows if row["id"] == "shared_vision" and row["compared"] == "Northbridge")
    assert undo_safe(vision["text"]) == "=SUM(A1) was shared vision, leaders said."
    assert (vision["n_findings"], vision["share_of_findings"]) == ("3", "0.7500")
    assert (vision["publisher"], vision["licence"]) == ("Review Office", "Open Government Licence v3.0")
    assert list((tmp_path / "x").iterdir()) == [tmp_path / "x" / "side.csv"]
