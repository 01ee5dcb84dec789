"""What each page of the evidence browser holds, in which order."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.records import BBox, Block, BlockKind, MinedDocument, Region
from reportminer.workflow.browsing.browser import Browser
from tests.builders import make_mined, make_source
from tests.export.workspace import NO_VISION, VISION, make_workspace
from tests.workflow.browsing_workspaces import SHARED, SURE, browse, make_report, several, store


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Four reports of three areas."""
    return browse(store(tmp_path_factory.mktemp("w") / "several", several()))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """One of everything."""
    return browse(make_workspace(tmp_path_factory.mktemp("w") / "tiny"))


def test_unknown_ids_have_no_page(browser: Browser) -> None:
    """Whatever is asked for, what the workspace does not know is None and no error."""
    for word in ("", "nothing", "../../etc/passwd", "R0123456789ab-00000000", "<script>"):
        assert browser.finding(word) is None
        assert browser.report(word) is None
        assert browser.pattern(word) is None
        assert browser.theme(word) is None
        assert browser.area(word) is None
        assert browser.table(word) is None
        assert browser.table(f"patterns/{word}") is None


def test_every_listed_id_has_a_page(tiny: Browser) -> None:
    """The ids that a writer of static files takes all lead somewhere, and so does each table."""
    assert all(map(tiny.finding, tiny.finding_ids()))
    assert all(map(tiny.report, tiny.report_ids()))
    assert all(map(tiny.pattern, tiny.pattern_ids()))
    assert all(map(tiny.theme, tiny.theme_ids()))
    assert all(map(tiny.area, tiny.area_keys()))
    assert all(tiny.table(f"themes/{key}") for key in tiny.theme_ids())
    assert all(tiny.table(f"patterns/{key}") for key in tiny.pattern_ids())
    assert all(tiny.table(f"areas/{key}") for key in tiny.area_keys())


def test_listed_ids_close_over_what_pages_lead_to(tiny: Browser) -> None:
    """Near misses, repeats, likenesses and recommendations lead to sentences that are listed too."""
    listed = set(tiny.finding_ids())
    for pattern_id in tiny.pattern_ids():
        page = tiny.pattern(pattern_id)
        assert page is not None
        assert {miss.passage.finding.finding_id for miss in page.near_misses} <= listed
        assert {repeat for passage in page.quotations for repeat in passage.repeats} <= listed
    for finding_id in listed:
        finding = tiny.finding(finding_id)
        assert finding is not None
        hits = (*finding.repeats, *finding.similar, *finding.opposite)
        assert {hit.finding_id for hit in hits} | {other for hit in hits for other in hit.others} <= listed
    for report_id in tiny.report_ids():
        report = tiny.report(report_id)
        assert report is not None
        assert {stored.sentence_id for stored in report.recommendations} <= listed


def test_areas_have_keys_that_no_two_share(tmp_path: Path) -> None:
    """A code is its own key; names that would be alike get a number; reports without an area come last."""
    names = [("St Albans", ""), ("St. Albans", ""), ("Ärea", "E07000240"), ("no area", ""), ("…", ""), ("", "")]
    reports = [
        make_report(f"{number}.pdf", name, [(f"Vision {number}.", VISION)], code=code)
        for number, (name, code) in enumerate(names)
    ]
    browser = browse(store(tmp_path / "w", reports))
    assert {area.name: area.key for area in browser.overview().areas} == {
        "no area": "no-area-2",
        "St Albans": "st-albans",
        "St. Albans": "st-albans-2",
        "Ärea": "E07000240",
        "…": "area",
        "No area stated": "no-area",
    }
    assert browser.overview().areas[-1].key == "no-area"


def test_files_that_were_not_read_have_a_reason_and_a_remedy(tiny: Browser) -> None:
    """Also where the reader left none; a duplicate is no failure, and no folder of this machine is shown."""
    unread = {file.file: file for file in tiny.overview().unread}
    assert set(unread) == {"northbridge review.pdf", "scan.pdf", "gone.pdf"}
    assert all(file.reason and file.remedy for file in unread.values())
    assert tiny.overview().workspace == "tiny"


def test_pages_are_marked_where_the_finding_stands(tmp_path: Path) -> None:
    """A finding over two pages has both, with the boxes of each in points and the size of the page."""
    mined = make_report("a.pdf", "A", [(SHARED, SURE)])
    boxes = [BBox(x0=72, top=800, x1=500, bottom=812), BBox(x0=72, top=60, x1=300, bottom=72)]
    regions = (Region(page=1, box=boxes[0]), Region(page=2, box=boxes[1]))
    document = mined.document
    second = replace(document.pages[0], number=2, label="ii", width=842, height=595)
    mined = replace(
        mined,
        document=replace(document, pages=(*document.pages, second)),
        sentences=tuple(replace(sentence, regions=regions) for sentence in mined.sentences),
    )
    browser = browse(store(tmp_path / "w", [mined]))
    page = browser.finding(mined.sentences[0].finding_id)
    assert page is not None
    assert [(p.page, p.label, p.width, p.height, p.boxes) for p in page.pages] == [
        (1, "1", 595, 842, (boxes[0],)),
        (2, "ii", 842, 595, (boxes[1],)),
    ]


def test_it_is_said_why_there_is_no_picture(tmp_path: Path, tiny: Browser) -> None:
    """The file is gone, has changed, or has no pages; its folder is not named."""
    file = tmp_path / "private" / "a.pdf"
    file.parent.mkdir()
    file.write_bytes(b"as it was read")
    source = replace(make_source("a.pdf", file.read_bytes()), path=str(file))
    mined = make_report("a.pdf", "A", [(SHARED, SURE)])
    mined = replace(mined, document=replace(mined.document, source=source))
    browser = browse(store(tmp_path / "w", [mined]))
    finding_id = mined.sentences[0].finding_id

    def reason() -> str:
        page = browser.finding(finding_id)
        assert page is not None
        assert [marked.can_be_drawn for marked in page.pages] == [not page.why_no_picture]
        return page.why_no_picture

    assert reason() == ""
    file.write_bytes(b"as it is now, longer")
    assert reason() == "No page can be drawn: a.pdf has changed since it was read."
    file.unlink()
    assert reason() == "No page can be drawn: a.pdf is gone."
    press = tiny.report(tiny.report_ids()[-1])
    assert press is not None
    assert not press.can_be_drawn


def test_headings_count_what_stands_directly_below_them(tmp_path: Path) -> None:
    """A finding belongs to the last heading before it."""
    browser = browse(store(tmp_path / "w", [with_headings()]))
    page = browser.report(browser.report_ids()[0])
    assert page is not None
    assert [(h.text, h.level, h.n_findings) for h in page.headings] == [
        ("One", 1, 1),
        ("Two", 2, 0),
        ("Three", 2, 2),
    ]


def with_headings() -> MinedDocument:
    """Headings before the first and before the second of three findings, one of them above nothing."""
    texts = ["One", "All held one vision.", "Two", "Three", "Each had their own.", "Nobody agreed."]
    mined = make_mined("a.pdf", texts, tags={1: (VISION,), 4: (NO_VISION,), 5: (NO_VISION,)})
    levels = {0: 1, 2: 2, 3: 2}
    blocks: list[Block] = [
        replace(block, kind=BlockKind.HEADING, level=levels[block.number]) if block.number in levels else block
        for block in mined.document.blocks
    ]
    return replace(mined, document=replace(mined.document, blocks=tuple(blocks)))


def test_report_tells_its_own_counts_beside_those_of_all(browser: Browser) -> None:
    """The theme's reports are counted over all, its findings in this report alone."""
    north = browser.report(browser.report_ids()[0])
    assert north is not None
    finance = north.themes[0]
    assert (finance.theme_id, finance.n_reports, finance.n_total, finance.n_findings) == ("finance", 4, 4, 3)
    assert [(entry.pattern_id, n) for entry, n in north.patterns] == [
        ("pooled_budgets", 3),
        ("no_shared_vision", 1),
    ]
    assert [entry.pattern_id for entry in north.silent] == ["shared_vision"]
    assert len(north.findings) == north.entry.n_findings == 4
    assert [page.n_findings for page in north.pages] == [4]


def test_shades_of_the_heat_map_begin_at_one(browser: Browser) -> None:
    """Every count has a shade, and no shade is empty of counts by its very bounds."""
    shown = browser.heat_map()
    most = max(n for row in shown.counts for n in row)
    assert shown.steps[0] == 1
    assert list(shown.steps) == sorted(set(shown.steps))
    assert shown.steps[-1] <= most


def test_an_empty_workspace_has_all_its_pages(tmp_path: Path) -> None:
    """Nothing was found, and that is shown."""
    browser = browse(store(tmp_path / "w", []))
    assert browser.overview().n_reports == 0
    assert len(browser.overview().not_found) == len(browser.pattern_ids())
    assert browser.heat_map().steps == (1,)
    assert browser.search().n_hits == 0
    assert all(map(browser.pattern, browser.pattern_ids()))
    assert all(map(browser.theme, browser.theme_ids()))
    assert browser.finding_ids() == ()


def test_findings_of_like_meaning_stand_by_side(tmp_path: Path) -> None:
    """What tells the opposite stands apart; sentences without a code, and mere repeats, are left out."""
    asked = make_mined(
        "a.pdf",
        ["All of the leaders held one vision of the care of older people.", "Nothing is said here."],
        area="A",
        tags={0: (VISION,)},
        vectors=[[1, 0, 0, 0], [1, 0.1, 0, 0]],
    )
    others = make_mined(
        "b.pdf",
        [
            "They shared a view of what was to come.",
            "Each of them wanted something else.",
            "All of the leaders held one vision of the care of older people.",
            "Another sentence without a code.",
        ],
        area="B",
        tags={0: (VISION,), 1: (NO_VISION,), 2: (VISION,)},
        vectors=[[1, 0.2, 0, 0], [1, 0.3, 0, 0], [1, 0, 0, 0], [1, 0.1, 0, 0]],
    )
    browser = browse(store(tmp_path / "w", [asked, others]))
    page = browser.finding(asked.sentences[0].finding_id)
    assert page is not None
    assert [hit.text for hit in page.similar] == ["They shared a view of what was to come."]
    assert [hit.text for hit in page.opposite] == ["Each of them wanted something else."]
    assert [hit.area for hit in page.repeats] == ["B"]


def test_what_recurs_most_comes_first(browser: Browser) -> None:
    """By falling number of reports, then of findings; neutral and unfound patterns stand apart."""
    shown = browser.overview()
    assert [(e.pattern_id, e.recurrence.n_reports) for e in shown.good_practice] == [
        ("pooled_budgets", 4),
        ("shared_vision", 1),
    ]
    assert [entry.pattern_id for entry in shown.failure] == ["no_shared_vision"]
    assert (shown.neutral, shown.not_found) == ((), ())
    assert [area.key for area in shown.areas] == ["E1", "south", "south-valley", "no-area"]


def test_reports_weigh_more_than_findings(tmp_path: Path) -> None:
    """What two reports say once stands before what one report says three times."""
    reports = [
        make_report("a.pdf", "A", [("All of them held one vision.", VISION)]),
        make_report("b.pdf", "B", [("Others were of one mind too.", VISION)]),
        make_report("c.pdf", "C", [(f"Pot number {number} was a joint one.", SURE) for number in range(3)]),
    ]
    shown = browse(store(tmp_path / "w", reports)).overview()
    assert [entry.pattern_id for entry in shown.good_practice] == ["shared_vision", "pooled_budgets"]
