"""The counts of a thematic report, gathered from a workspace."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from reportminer.codebook.load import load_codebook
from reportminer.records import MinedDocument, Part
from reportminer.store.codings import store_codings
from reportminer.store.connection import close_database, open_database, reading
from reportminer.store.matching import Filters
from reportminer.store.passages import read_passages
from reportminer.store.writing import store_mined
from reportminer.workflow.browsing.browser import Browser
from reportminer.workflow.exporting import export_workspace, exports_are_current
from reportminer.workflow.thematic import Thematic, gather_thematic
from tests.builders import make_mined
from tests.export.workspace import GOLDEN, NO_VISION, POOLED, REPEATED, VISION, make_settings, make_workspace
from tests.review_rows import make_coding

TEMPLATE = "In this area the partners had agreed to pool their budgets for the care of older people at home."
AREAS = ("Northbridge", "Southmoor", "Westcombe", "Eastleigh")


def store(folder: Path, reports: Iterable[MinedDocument]) -> Path:
    """Store reports and return the workspace's folder."""
    connection = open_database(folder, write=True)
    for mined in reports:
        store_mined(connection, mined, key="k")
    close_database(connection)
    return folder


def gather(workspace: Path, **filters: str) -> Thematic:
    """The counts of a workspace."""
    with reading(workspace) as connection:
        codebook = load_codebook(GOLDEN / "codebook.toml")
        return gather_thematic(connection, codebook=codebook, filters=Filters(**filters))


def area_report(number: int, *texts: str, template: bool = False) -> MinedDocument:
    """A report on one of the areas: a vision, then pooled budgets, in words of its own or of the template."""
    own = [f"The vision of {AREAS[number]} was shared by all of its {number + 3} partners.", *texts]
    pooled = TEMPLATE if template else f"{AREAS[number]} held {number + 2} budgets in one pot with its neighbours."
    return make_mined(
        f"{number}.pdf",
        [own[0], pooled, *own[1:]],
        area=AREAS[number],
        published=f"201{number}",
        tags={0: (VISION,), 1: (POOLED,)} | {i + 2: (NO_VISION,) for i in range(len(texts))},
    )


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four areas; three of their reports hold the same sentence on budgets."""
    reports = [area_report(i, template=i < 3) for i in range(4)]
    return store(tmp_path_factory.mktemp("areas"), reports)


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review, its progress review and a press release."""
    return make_workspace(tmp_path_factory.mktemp("reviews") / "w")


def test_template_text_counts_for_no_area(areas: Path) -> None:
    """What three reports say in the same words is listed and not counted; the fourth says it in its own."""
    found = gather(areas)
    pooled = next(p for p in found.patterns if p.recurrence.pattern_id == "pooled_budgets")
    assert (pooled.recurrence.n_reports, pooled.recurrence.n_reports_with_repeats) == (1, 4)
    assert pooled.areas == ("Eastleigh",)
    assert [(r.kind, r.patterns) for r in found.repeats] == [("boilerplate", ("pooled_budgets",))] * 3
    finance = next(b for b in found.balances if b.theme_id == "finance")
    assert finance.n_reports == 1


def test_template_text_is_known_when_one_area_is_looked_at(areas: Path) -> None:
    """Narrowed to an area its template text still counts for nothing: it is seen in view of all reports."""
    found = gather(areas, area="Northbridge")
    pooled = next(p for p in found.patterns if p.recurrence.pattern_id == "pooled_budgets")
    assert (pooled.recurrence.n_total, pooled.recurrence.n_reports) == (1, 0)


def test_the_browser_counts_alike(areas: Path) -> None:
    """Pages show the numbers of the tables, template text left out."""
    page = Browser(areas, settings=make_settings()).theme("finance")
    assert page is not None
    assert (page.entry.n_reports, page.entry.n_findings) == (1, 1)


def test_pairs_saturation_and_balance_hang_together(areas: Path) -> None:
    """Four reports hold the vision; the curve ends at what was found; each theme is balanced over its reports."""
    found = gather(areas)
    assert found.saturation.n_found == 2
    assert [p.n_patterns for p in found.saturation.points] == [1, 1, 1, 2]
    assert found.saturation.expected_new == pytest.approx(1 / 4)
    assert [(b.theme_id, b.n_reports, b.balance.value) for b in found.balances] == [
        ("leadership", 4, 1.0),
        ("finance", 1, 1.0),
    ]
    assert found.cooccurrences == ()


def test_summary_against_body(tmp_path: Path) -> None:
    """Where the summary praises what the body blames in like words, both passages are named and found by id."""
    mined = make_mined(
        "a.pdf",
        ["All partners shared one vision.", "The partners shared no vision."],
        tags={0: (VISION,), 1: (NO_VISION,)},
        vectors=[[1, 0, 0, 0], [0.9, 0.1, 0, 0]],
    )
    blocks = (replace(mined.document.blocks[0], part=Part.SUMMARY), *mined.document.blocks[1:])
    found = gather(store(tmp_path, [replace(mined, document=replace(mined.document, blocks=blocks))]))
    pair = found.contradictions[0]
    assert (pair.kind, pair.summary_id) == ("summary_against_body", pair.good_practice_id)
    assert found.findings[pair.failure_id].text == "The partners shared no vision."


def test_the_progress_review_is_compared_with_the_review(reviews: Path) -> None:
    """The vision is still told of, its absence only in the review's own words, and pooled budgets no longer."""
    changes = {change.pattern_id: change for change in gather(reviews).changes}
    assert {key: change.change for key, change in changes.items()} == {
        "shared_vision": "still_there",
        "no_shared_vision": "repeated",
        "pooled_budgets": "gone",
    }
    assert changes["pooled_budgets"].best_score == pytest.approx(0.31)


def test_a_silence_says_where_it_came_nearest(reviews: Path) -> None:
    """Searched, best score 0.31 on page 1."""
    silence = next(s for s in gather(reviews).silences if s.pattern_id == "pooled_budgets")
    assert (silence.best_score, silence.page) == (pytest.approx(0.31), 1)


def test_filters_on_themes_choose_what_is_listed(reviews: Path) -> None:
    """A theme narrows patterns and balances and leaves every count as it is."""
    found, every = gather(reviews, theme="leadership"), gather(reviews)
    assert [p.recurrence.pattern_id for p in found.patterns] == ["shared_vision", "no_shared_vision"]
    assert found.patterns == every.patterns[:2]
    assert found.balances == every.balances[:1]


def test_nothing_is_corrected_without_a_review(reviews: Path) -> None:
    """Where nobody has read at random there is no corrected count, whatever else people coded."""
    found = gather(reviews)
    assert not found.is_reviewed
    assert all(pattern.corrected is None for pattern in found.patterns)


def test_a_review_corrects_the_counts(tmp_path: Path) -> None:
    """People confirm half of the tags and find as much again: the corrected count stands beside the raw one."""
    texts = [f"Partners number {i} pooled what they had for the people of the valley." for i in range(8)]
    texts += [f"The {i} hills of the valley are green and wide and seldom without rain." for i in range(8)]
    mined = make_mined("a.pdf", texts, tags=dict.fromkeys(range(8), (POOLED,)))
    workspace = store(tmp_path, [mined])
    connection = open_database(workspace, write=True)
    codings = []
    for passage in read_passages(connection):
        number = texts.index(passage.text)
        carries = number % 2 == 0
        codings.append(make_coding(passage, *(["pooled_budgets"] if carries else []), drawn_from=8))
    export(workspace, tmp_path / "set")
    store_codings(connection, codings)
    close_database(connection)
    assert not exports_are_current(workspace, tmp_path / "set", settings=make_settings())
    found = gather(workspace)
    pooled = next(p for p in found.patterns if p.recurrence.pattern_id == "pooled_budgets")
    assert found.is_reviewed
    assert pooled.corrected is not None
    assert (pooled.recurrence.n_findings, pooled.corrected.n_tags, pooled.corrected.n_rows) == (8, 8, 16)
    assert pooled.corrected.precision.value == pytest.approx(0.5)
    assert pooled.corrected.recall.value == pytest.approx(0.5)
    assert pooled.corrected.findings.value == pytest.approx(8)
    table = pd.read_csv(export(workspace, tmp_path / "set") / "pattern_profiles.csv").set_index("pattern_id")
    assert table.loc["pooled_budgets", "corrected_findings"] == pytest.approx(8)


def test_the_tables_hold_what_was_gathered(reviews: Path, tmp_path: Path) -> None:
    """Rows of the export set are the records, with passages and pages beside the ids."""
    folder = export(reviews, tmp_path / "set")
    found = gather(reviews)
    assert len(pd.read_csv(folder / "saturation.csv")) == len(found.saturation.points)
    changes = pd.read_csv(folder / "changes.csv").set_index("pattern_id")
    assert changes.loc["no_shared_vision", ["before_text", "after_text"]].tolist() == [REPEATED, REPEATED]
    repeats = pd.read_csv(folder / "repeats.csv")
    assert repeats.finding_id.tolist() == [repeat.finding_id for repeat in found.repeats]


def export(workspace: Path, out: Path) -> Path:
    """Write the export set and return its folder."""
    export_workspace(workspace, out, settings=make_settings())
    return out


def test_every_named_sentence_is_there(reviews: Path, areas: Path) -> None:
    """What a record names by id can be looked up."""
    for found in (gather(reviews), gather(areas)):
        named = {repeat.first_id for repeat in found.repeats} | {repeat.finding_id for repeat in found.repeats}
        named |= {i for pattern in found.patterns for i in (*pattern.finding_ids, *pattern.repeat_ids)}
        named |= {i for change in found.changes for i in (*change.before_ids, *change.after_ids)}
        named |= {i for pair in found.contradictions for i in (pair.good_practice_id, pair.failure_id)}
        assert named <= found.findings.keys()


def test_an_empty_workspace_has_nothing_to_count(tmp_path: Path) -> None:
    """Every part is there and empty."""
    found = gather(store(tmp_path, []))
    assert (found.saturation.points, found.cooccurrences, found.changes, found.twins) == ((), (), (), ())
    assert all(pattern.recurrence.n_reports == 0 for pattern in found.patterns)
