"""Records of pages, made by hand, and a browser that gives them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reportminer.codebook.model import Pattern
from reportminer.errors import UsageError
from reportminer.export.model import Column, Row, TableSpec
from reportminer.records import Advice, BBox, Hit, Polarity, Recommendation, Recurrence, Region, Span
from reportminer.store.extracted import Stored
from reportminer.store.matching import Filters
from reportminer.store.views import EntityRow, FileRow, FindingRow, PageRow, ReportRow, TagRow
from reportminer.workflow.browsing.views import (
    AreaEntry,
    AreaPage,
    CodebookPage,
    Facet,
    FacetValue,
    FindingPage,
    Heading,
    HeatMap,
    MarkedPage,
    NearMiss,
    Overview,
    Passage,
    PatternEntry,
    PatternPage,
    ReportEntry,
    ReportPage,
    ReportPageEntry,
    SearchPage,
    ThemeEntry,
    ThemePage,
)
from reportminer.workflow.showing import Receipt

REPORT_ID = "R0123456789ab"
FINDING_ID = f"{REPORT_ID}-0a1b2c3d"
TEXT = "Partners had pooled their budgets for older people."
PNG = b"\x89PNG\r\n\x1a\n made by hand"
SECRET = "/home/somebody/secret"
"""A path of the machine, which no page may show."""

REPORT = ReportRow(
    report_id=REPORT_ID,
    file="northbridge.pdf",
    status="ok",
    kind="pdf",
    title="Northbridge: Local system review",
    report_type="local_system_review",
    area="Northbridge",
    area_code="E06000001",
    publisher="A Commission",
    published="2018-06-14",
    review_start="2018-03-12",
    review_end="2018-03-16",
    licence="OGL v3.0",
    source_url="https://example.org/northbridge",
    conflicts=(),
    n_pages=12,
    n_pages_ok=12,
    n_words=2400,
    n_sentences=115,
    ocr=False,
    language="en",
    coder="patterns",
    model="21d1aeca8bc7",
)
FILE = FileRow(
    path=f"{SECRET}/northbridge.pdf",
    file="northbridge.pdf",
    sha256="ab" * 32,
    size=1000,
    report_id=REPORT_ID,
    status="ok",
    stage="",
    reason="",
    remedy="",
    n_pages=12,
    duplicate_of="",
)
DAMAGED = replace(FILE, file="broken.pdf", status="damaged", reason="its end is missing", remedy="fetch it again")
TAG = TagRow(
    pattern_id="pooled_budget",
    theme_id="shared_budgets",
    polarity="good_practice",
    probability=0.914,
    threshold=0.26,
    accepted=True,
    why="words: “pooled”",
)
FINDING = FindingRow(
    finding_id=FINDING_ID,
    report_id=REPORT_ID,
    number=7,
    page=5,
    page_label="3",
    section="Commissioning > Money",
    text=TEXT,
    before="The sentence before it.",
    after="The sentence after it.",
    polarity="good_practice",
    strength="most",
    voice="leaders",
    is_recommendation=False,
    regions=(Region(page=5, box=BBox(x0=72, top=100, x1=300, bottom=112)),),
    tags=(TAG,),
    mentioned=(),
    about=("shared_budgets",),
    entities=("Northbridge",),
)
PATTERN = Pattern(
    id="pooled_budget",
    theme="shared_budgets",
    polarity=Polarity.GOOD_PRACTICE,
    definition="Money is shared.",
    include=("A fund that two hold.",),
    exclude=("Plans to share.", "What the law allows."),
    confused_with=("separate_budgets",),
    examples=("They share a purse.",),
    near_misses=("They may share a purse.",),
)
AREA = AreaEntry(key="e06000001", name="Northbridge", code="E06000001", n_reports=1, n_findings=3)
NOWHERE = AreaEntry(key="no-area", name="No area stated", code="", n_reports=1, n_findings=0)
THEME = ThemeEntry(
    theme_id="shared_budgets",
    label="Shared budgets",
    n_reports=9,
    n_total=12,
    n_findings=19,
    n_good_practice=14,
    n_failure=4,
    n_other=1,
)
REPORT_ENTRY = ReportEntry(report=REPORT, title=REPORT.title, area_key="e06000001", n_findings=3, reprint_of="")
PASSAGE = Passage(finding=FINDING, report=REPORT_ENTRY, citation="A Commission (2018), Northbridge, p. 3")
HIT = Hit(
    finding_id=FINDING_ID,
    report_id=REPORT_ID,
    title=REPORT.title,
    area="Northbridge",
    published="2018-06-14",
    page=5,
    page_label="3",
    section="Commissioning > Money",
    text=TEXT,
    polarity="good_practice",
    patterns=("pooled_budget",),
    score=0.66,
    score_lexical=0.75,
    score_semantic=0.59,
    matched=("pooled", "budgets"),
    others=("R0123456789ab-11111111",),
)
SPEC = TableSpec(file="made.csv", row_is="a thing", order="as made", columns=(Column(name="text", meaning="It."),))
ROWS: list[Row] = [{"text": "=1+1"}, {"text": "Größe"}]


def make_entry(
    pattern_id: str = "pooled_budget", side: str = "good_practice", *, n_reports: int = 9, n_findings: int = 14
) -> PatternEntry:
    """A pattern found in some of twelve reports."""
    return PatternEntry(
        pattern_id=pattern_id,
        name=pattern_id.replace("_", " ").capitalize(),
        definition="Money is shared.",
        theme_id="shared_budgets",
        theme_label="Shared budgets",
        recurrence=Recurrence(
            pattern_id=pattern_id,
            theme_id="shared_budgets",
            polarity=Polarity(side),
            n_reports=n_reports,
            n_total=12,
            share=n_reports / 12,
            ci_low=0.468,
            ci_high=0.911,
            n_findings=n_findings,
            n_areas=8,
            first_published="2017-12",
            last_published="2019-01",
            n_reports_accepted=2,
            n_reports_with_repeats=n_reports + 1,
        ),
    )


POOLED, SEPARATE = make_entry(), make_entry("separate_budgets", "failure", n_reports=3)
MISSING = make_entry("reactive_system", "failure", n_reports=0, n_findings=0)


def make_overview(**changed: object) -> Overview:
    """The first page of a workspace with a damaged file."""
    whole = Overview(
        workspace="my-study",
        statuses=(("ok", 12), ("damaged", 1)),
        n_files=13,
        n_reports=12,
        n_pages=69,
        n_sentences=1161,
        n_findings=476,
        reports=(REPORT_ENTRY,),
        good_practice=(POOLED,),
        failure=(SEPARATE,),
        not_found=(MISSING,),
        themes=(THEME,),
        areas=(AREA, NOWHERE),
        unread=(DAMAGED,),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def make_empty_overview() -> Overview:
    """The first page of a workspace without a report."""
    return Overview(
        workspace="my-study",
        statuses=(),
        n_files=0,
        n_reports=0,
        n_pages=0,
        n_sentences=0,
        n_findings=0,
        reports=(),
        good_practice=(),
        failure=(),
        not_found=(),
        themes=(),
        areas=(),
        unread=(),
    )


def make_search(**changed: object) -> SearchPage:
    """The second of three pages of results, narrowed to an area."""
    areas = Facet(
        name="area",
        label="Area",
        values=(
            FacetValue(value="E06000001", label="Northbridge", n=41, selected=True),
            FacetValue(value="Southbridge", label="Southbridge", n=7, selected=False),
        ),
    )
    sides = Facet(
        name="polarity",
        label="Side",
        values=(FacetValue(value="failure", label="Failure", n=12, selected=False),),
    )
    whole = SearchPage(
        query="pooled budgets",
        mode="hybrid",
        filters=Filters(area="E06000001"),
        one_per_area=False,
        hits=(HIT,),
        first=21,
        n_hits=41,
        n_considered=0,
        page=2,
        n_pages=3,
        facets=(areas, sides),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def make_finding(**changed: object) -> FindingPage:
    """A finding with its page, a repeat, one like it and one against it."""
    marked = MarkedPage(
        report_id=REPORT_ID,
        page=5,
        label="3",
        width=595.0,
        height=842.0,
        boxes=tuple(region.box for region in FINDING.regions),
        can_be_drawn=True,
    )
    entity = EntityRow(
        report_id=REPORT_ID,
        number=0,
        page=5,
        sentence_id=FINDING_ID,
        start=0,
        end=8,
        text="Northbridge",
        label="LOCAL_AUTHORITY",
        canonical="Northbridge Council",
        code_system="GSS",
        code="E06000001",
        score=1.0,
        candidates="",
    )
    whole = FindingPage(
        receipt=Receipt(
            finding=FINDING,
            report=REPORT,
            files=(FILE,),
            stretch=Span(start=100, end=151),
            entities=(entity,),
            text_hash="cd" * 32,
        ),
        passage=PASSAGE,
        pages=(marked,),
        why_no_picture="",
        repeats=(HIT,),
        similar=(HIT,),
        opposite=(replace(HIT, polarity="failure"),),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def make_report(**changed: object) -> ReportPage:
    """A report of two pages with one of everything."""
    advice = Recommendation(
        number="1",
        advice=Advice.FORMAL,
        page=6,
        span=Span(start=0, end=9),
        text="The partners should pool more.",
        regions=(),
        addressee="The partners",
        deadline="March 2019",
    )
    pages = [
        PageRow(
            report_id=REPORT_ID,
            page=number,
            label="",
            status="ok",
            engine="pdfium",
            n_chars=900,
            n_blocks=9,
            ocr=False,
            warnings=(),
            width=595.0,
            height=842.0,
        )
        for number in (1, 2)
    ]
    whole = ReportPage(
        entry=REPORT_ENTRY,
        files=(FILE,),
        can_be_drawn=True,
        headings=(Heading(text="Commissioning", level=1, page=4, n_findings=3),),
        pages=tuple(ReportPageEntry(page=page, n_findings=1) for page in pages),
        themes=(THEME,),
        patterns=((POOLED, 2), (SEPARATE, 1)),
        silent=(MISSING,),
        findings=(PASSAGE,),
        recommendations=(
            Stored(
                report_id=REPORT_ID,
                number=0,
                sentence_id=FINDING_ID,
                context="",
                page=6,
                regions=(),
                record=advice,
            ),
        ),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def make_pattern(**changed: object) -> PatternPage:
    """A pattern with passages for and against it."""
    whole = PatternPage(
        entry=POOLED,
        pattern=PATTERN,
        confused_with=(SEPARATE,),
        areas=((AREA, 3), (NOWHERE, 0)),
        quotations=(PASSAGE,),
        n_accepted=1,
        near_misses=(NearMiss(passage=replace(PASSAGE, counts=False), score=0.21, note=""),),
        contradicting=(PASSAGE,),
        silent_reports=(REPORT_ENTRY,),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def make_theme(**changed: object) -> ThemePage:
    """A theme with passages of both sides."""
    whole = ThemePage(
        entry=THEME,
        patterns=(POOLED, SEPARATE),
        good_practice=(PASSAGE,),
        failure=(PASSAGE,),
        other=(PASSAGE,),
        areas=((AREA, 3), (NOWHERE, 0)),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def make_area(**changed: object) -> AreaPage:
    """An area with one report."""
    whole = AreaPage(
        entry=AREA,
        reports=(REPORT_ENTRY,),
        patterns=((POOLED, 2), (SEPARATE, 1)),
        silent=(MISSING,),
        findings=(PASSAGE,),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]


def make_heat_map(**changed: object) -> HeatMap:
    """Two areas by two patterns."""
    whole = HeatMap(areas=(AREA, NOWHERE), patterns=(POOLED, SEPARATE), counts=((0, 3), (1, 7)), steps=(1, 2, 5))
    return replace(whole, **changed)  # type: ignore[arg-type]


def make_codebook(**changed: object) -> CodebookPage:
    """One theme with one pattern."""
    whole = CodebookPage(title="Reviews", version="2", digest="ef" * 32, themes=((THEME, ((PATTERN, POOLED),)),))
    return replace(whole, **changed)  # type: ignore[arg-type]


PAGES: Mapping[str, object] = {
    "overview": make_overview(),
    "search": make_search(),
    "finding": make_finding(),
    "report": make_report(),
    "pattern": make_pattern(),
    "theme": make_theme(),
    "area": make_area(),
    "heat_map": make_heat_map(),
    "codebook": make_codebook(),
    "about": None,
}
"""One of each kind by the name of its template."""


class FakeBrowser:
    """Knows one thing of each kind, notes what it is asked, and fails on request."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.error: Exception | None = None

    def _note(self, *asked: object) -> None:
        self.asked.append(asked)
        if self.error:
            raise self.error

    def overview(self) -> Overview:
        """Return the first page."""
        self._note("overview")
        return make_overview()

    def search(self, query: str = "", **how: object) -> SearchPage:
        """Return the same results whatever is asked."""
        self._note("search", query, how)
        return make_search()

    def finding(self, finding_id: str) -> FindingPage | None:
        """Return the finding."""
        self._note("finding", finding_id)
        return make_finding() if finding_id == FINDING_ID else None

    def report(self, report_id: str) -> ReportPage | None:
        """Return the report."""
        self._note("report", report_id)
        return make_report() if report_id == REPORT_ID else None

    def pattern(self, pattern_id: str) -> PatternPage | None:
        """Return the pattern."""
        self._note("pattern", pattern_id)
        return make_pattern() if pattern_id == PATTERN.id else None

    def theme(self, theme_id: str) -> ThemePage | None:
        """Return the theme."""
        self._note("theme", theme_id)
        return make_theme() if theme_id == THEME.theme_id else None

    def area(self, key: str) -> AreaPage | None:
        """Return the area."""
        self._note("area", key)
        return make_area() if key == AREA.key else None

    def heat_map(self) -> HeatMap:
        """Return areas by patterns."""
        self._note("heat_map")
        return make_heat_map()

    def codebook(self) -> CodebookPage:
        """Return the codebook."""
        self._note("codebook")
        return make_codebook()

    def table(self, name: str, query: str = "", **how: object) -> tuple[TableSpec, list[Row]] | None:
        """Return the same table whatever is asked."""
        self._note("table", name, query, how)
        known = {"overview", "search", "reports", "heat-map", "codebook", f"reports/{REPORT_ID}"}
        return (SPEC, ROWS) if name in known else None


class FakeImages:
    """Has a picture of the first pages of one report."""

    def page(self, report_id: str, page: int) -> bytes:
        """Return the picture, or say why there is none."""
        if report_id != REPORT_ID or page > 12:
            raise UsageError(f"{Path(SECRET) / 'northbridge.pdf'} is gone", remedy="put it back")
        return PNG

    def thumbnail(self, report_id: str, page: int) -> bytes:
        """Return the small picture."""
        return self.page(report_id, page) + b" small"
