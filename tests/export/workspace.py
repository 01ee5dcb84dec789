"""A tiny workspace with one of everything that an export shows."""

from dataclasses import replace
from pathlib import Path

from reportminer.records import (
    Advice,
    Answer,
    AnswerKind,
    BBox,
    Block,
    BlockKind,
    EntityMention,
    MinedDocument,
    Nearest,
    NotTagged,
    Page,
    Quote,
    Recommendation,
    ReportFacts,
    ReportType,
    Skipped,
    SourceKind,
    Span,
    Speaker,
    Speech,
    Stage,
    Statistic,
    Status,
    Table,
    ThemeMention,
)
from reportminer.settings import Settings, load_settings
from reportminer.store.connection import close_database, open_database
from reportminer.store.writing import store_duplicate, store_mined, store_skipped
from tests.builders import make_mined, make_source, make_tag

GOLDEN = Path(__file__).parents[1] / "golden" / "export"

REPEATED = "Partners told us that they had not agreed on one vision for older people in the area."
VISION = make_tag("shared_vision", "leadership", "good_practice", 0.91)
NO_VISION = make_tag("no_shared_vision", "leadership", "failure", 0.72)
POOLED = make_tag("pooled_budgets", "finance", "good_practice", 0.88)


def make_settings() -> Settings:
    """The shipped settings with the golden codebook."""
    return replace(load_settings(), codebook=str(GOLDEN / "codebook.toml"))


def make_workspace(workspace: Path, *, reverse: bool = False) -> Path:
    """Store three reports, a copy of one, a scan and a damaged file; return the workspace's folder.

    Args:
        workspace: the folder to make.
        reverse: store the reports in the opposite order.
    """
    connection = open_database(workspace, write=True)
    mined = [north(), north_later(), press_release()]
    for report in reversed(mined) if reverse else mined:
        store_mined(connection, report, key="k")
    store_duplicate(connection, replace(mined[0].document.source, path="/reports/copy.pdf", file="x/copy.pdf"))
    store_skipped(connection, skipped("scan.pdf", Status.SCANNED, "the pages hold images only"), key="k")
    store_skipped(connection, replace(skipped("gone.pdf", Status.DAMAGED, ""), remedy=""), key="k")
    close_database(connection)
    return workspace


def north() -> MinedDocument:
    """A review of two pages, one of them a scan, with a table, names, themes and risky cells."""
    mined = make_mined(
        "northbridge review.pdf",
        [
            "=SUM(A1) was shared vision, leaders said.",
            REPEATED,
            "The council held £3m.",
            "Budgets were pooled – well.",
        ],
        area="Northbridge",
        area_code="E06000001",
        published="2018-02-12",
        tags={0: (VISION,), 1: (NO_VISION,), 3: (POOLED, replace(VISION, probability=0.55, accepted=False))},
    )
    document = mined.document
    page = replace(document.pages[0], label="i", warnings=("some letters have no Unicode map",))
    scan = replace(page, number=2, label="", status=Status.SCANNED, engine="", n_chars=0, n_blocks=0, warnings=())
    table = Table(
        block=1,
        page=1,
        box=BBox(x0=1, top=2, x1=3, bottom=4),
        caption="Table 1; delays",
        rows=(("Area", "Change", "Note"), ("Northbridge", "-3.2", "-ve"), ("England", "+1", "@home\nonly")),
    )
    return replace(
        mined,
        document=replace(
            document,
            status=Status.PARTIAL,
            reason="1 of 2 pages was not read",
            pages=(page, scan),
            tables=(table,),
        ),
        facts=replace(
            mined.facts,
            title="Northbridge: local system review",
            publisher="Review Office",
            licence="Open Government Licence v3.0",
            source_url="https://example.org/northbridge",
            conflicts=("the file's properties say 2019; the cover says 2018",),
        ),
        entities=(
            EntityMention(
                sentence=2,
                span=Span(start=128, end=139),
                text="The council",
                label="LOCAL_AUTHORITY",
                canonical="Northbridge Council",
                code_system="GSS",
                code="E06000001",
                score=0.9,
            ),
            EntityMention(sentence=3, span=Span(start=150, end=157), text="Budgets", label="MEASURE"),
            EntityMention(sentence=3, span=Span(start=163, end=169), text="a;b", label="ORGANISATION"),
            EntityMention(
                sentence=3, span=Span(start=170, end=173), text="£3m", label="MONEY", canonical="3000000"
            ),
        ),
        themes=(
            ThemeMention(
                sentence=1,
                span=Span(start=85, end=91),
                text="vision",
                theme_id="leadership",
                rule="vision",
                negated=True,
            ),
            ThemeMention(
                sentence=3,
                span=Span(start=150, end=169),
                text="Budgets were pooled",
                theme_id="finance",
                rule="pool*",
            ),
        ),
        quotes=(
            Quote(
                sentence=0,
                span=Span(start=0, end=26),
                text="=SUM(A1) was shared vision",
                page=1,
                regions=mined.sentences[0].regions,
                speech=Speech.DIRECT,
                speaker="leaders",
                kind=Speaker.LEADERS,
                cue="said",
            ),
        ),
        statistics=(
            Statistic(
                sentence=2,
                span=Span(start=145, end=148),
                text="£3m",
                value=3_000_000.0,
                unit="pounds",
                measure="held by the council",
                comparator="the year before",
                comparator_value=2_500_000.0,
                direction="up",
            ),
        ),
        recommendations=(
            Recommendation(
                number="1",
                advice=Advice.FORMAL,
                page=1,
                span=Span(start=150, end=176),
                text="The council should pool its budgets.",
                regions=mined.sentences[3].regions,
                section=("Recommendations",),
                sentence=3,
                addressee="The council",
                addressee_code="E06000001",
                themes=("finance",),
                deadline="by May",
                also_on=(2,),
            ),
        ),
    )


def north_later() -> MinedDocument:
    """A progress review that quotes the first one."""
    mined = make_mined(
        "northbridge progress.pdf",
        [REPEATED, "Leaders now hold one vision.", "A plan is due in May."],
        area="Northbridge",
        area_code="E06000001",
        published="2019-03",
        tags={0: (NO_VISION,), 1: (VISION,)},
    )
    codings = list(mined.codings)
    codings[1] = replace(codings[1], strength="most", voice="leaders")
    codings[2] = replace(codings[2], is_recommendation=True, best_pattern="pooled_budgets", best_score=0.31)
    facts = replace(mined.facts, report_type=ReportType.PROGRESS_REVIEW)
    nearest = (
        Nearest(pattern_id="shared_vision", sentence=1, probability=0.91),
        Nearest(pattern_id="pooled_budgets", sentence=2, probability=0.31),
    )
    return replace(mined, codings=tuple(codings), facts=facts, nearest=nearest)


def press_release() -> MinedDocument:
    """A page of HTML without an area, a date or pages."""
    mined = make_mined(
        "news.html", ["Money", "They pooled all of their budgets."], published="", tags={1: (POOLED,)}
    )
    document = mined.document
    heading, paragraph = document.blocks
    blocks: tuple[Block, ...] = (
        replace(heading, kind=BlockKind.HEADING, level=1, page=0, regions=()),
        replace(paragraph, page=0, regions=(), section=("Money",)),
    )
    pages: tuple[Page, ...] = ()
    return replace(
        mined,
        document=replace(
            document, source=replace(document.source, kind=SourceKind.HTML), blocks=blocks, pages=pages
        ),
        sentences=tuple(replace(s, page=0, regions=(), section=("Money",)) for s in mined.sentences[1:]),
        codings=mined.codings[1:],
        vectors=mined.vectors[-4 * mined.dim :],
        facts=ReportFacts(),
        answers=(
            Answer(
                number="1",
                recommendation="The council should pool its budgets.",
                kind=AnswerKind.ACCEPTED,
                page=0,
                span=Span(start=7, end=40),
                text="They pooled all of their budgets.",
            ),
        ),
        nearest=(
            Nearest(pattern_id="no_shared_vision", sentence=1, probability=0.66, not_tagged=NotTagged.OTHER_SIDE),
        ),
    )


def skipped(name: str, code: Status, reason: str) -> Skipped:
    """A file that could not be read."""
    source = make_source(name)
    return Skipped(
        report_id=source.report_id,
        file=name,
        path=source.path,
        sha256=source.sha256,
        size=source.size,
        n_pages=4,
        stage=Stage.INGEST,
        code=code,
        reason=reason,
        remedy="run again with --ocr always",
    )
