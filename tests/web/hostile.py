"""A workspace made by hand whose every text is out to do harm, as the text of a report from anywhere may be."""

from dataclasses import replace
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from reportminer.embed.load import load_encoder
from reportminer.ids import make_finding_id
from reportminer.records import (
    Advice,
    BBox,
    Block,
    BlockKind,
    Coding,
    EntityMention,
    MinedDocument,
    Nearest,
    Page,
    Polarity,
    Quote,
    Recommendation,
    Region,
    ReportFacts,
    ReportType,
    Sentence,
    Skipped,
    Span,
    Speaker,
    Speech,
    Stage,
    Status,
    ThemeMention,
)
from reportminer.settings import load_settings
from reportminer.store.connection import close_database, open_database
from reportminer.store.writing import store_mined, store_skipped
from reportminer.workflow.encoders import stamp
from tests.builders import make_mined, make_source, make_tag
from tests.ingest.made_pdfs import HEIGHT, WIDTH, source_of

SCRIPT = "<script>alert('script')</script>"
IMAGE = "<img src=x onerror=\"alert('image')\">"
BREAKOUT = "\"'></p></title></textarea></style><svg onload=alert('svg')>"
TEMPLATE = "{{ 7 * 191 }} {% for x in y %}"
ENTITY = "&lt;b&gt; &amp; &#60;script&#62; <!-- ]]>"
FORMULA = '=HYPERLINK("javascript:alert(\'formula\')";"click")'
LONG = "pneumono" * 63
"""504 letters without a space."""
TURNED = "\u202eright to left without an end, \u0645\u0631\u062d\u0628\u0627 \u2067\u05e9\u05dc\u05d5\u05dd"
"""Overrides and isolates that nothing closes."""
CONTROLS = "bell \x07 escape \x1b null-like \ufffe end"

ALL = (SCRIPT, IMAGE, BREAKOUT, TEMPLATE, ENTITY, FORMULA, LONG, TURNED, CONTROLS)
WORD = "budgets"
"""Stands in every sentence, so that all can be searched for."""


def make_hostile_workspace(folder: Path) -> Path:
    """Store two reports of two pages, with their PDFs, and a file that could not be read; return the workspace."""
    workspace = folder / "workspace"
    connection = open_database(workspace, write=True)
    for number, area in enumerate((f"{SCRIPT}{LONG}", f"{TURNED}{BREAKOUT}")):
        store_mined(connection, _report(folder, number, area), key="k")
    store_skipped(connection, _skipped(), key="k")
    close_database(connection)
    return workspace


def _report(folder: Path, number: int, area: str) -> MinedDocument:
    pdf = folder / f"{number} {IMAGE} {TURNED[:20]} &amp; =1+1.pdf"
    _draw(pdf, number)
    sentences = [f"{text} {WORD} were pooled in report {number}." for text in ALL]
    mined = make_mined(pdf.name, sentences, area=area)
    source = source_of(pdf)
    encoder = load_encoder(load_settings().encode)
    placed = [_place(s, source.report_id) for s in mined.sentences]
    blocks = tuple(
        replace(b, regions=s.regions, page=s.page) for b, s in zip(mined.document.blocks, placed, strict=True)
    )
    return replace(
        mined,
        document=replace(
            mined.document,
            source=source,
            status=Status.PARTIAL,
            reason=f"not all was read: {SCRIPT}",
            title=f"{IMAGE} {number}",
            pages=tuple(_page(mined.document.pages[0], n) for n in (1, 2)),
            blocks=(*blocks[:1], *map(_as_heading, blocks[1:3]), *blocks[3:]),
        ),
        facts=ReportFacts(
            title=f"{BREAKOUT} {LONG} {TURNED} {number}",
            report_type=ReportType.LOCAL_SYSTEM_REVIEW,
            area=area,
            publisher=IMAGE + TURNED,
            published="2018-02",
            licence=SCRIPT,
            source_url="javascript:alert('source')",
            conflicts=(IMAGE,),
        ),
        sentences=tuple(placed),
        codings=tuple(_coding(s.number) for s in placed),
        entities=(
            EntityMention(
                sentence=0, span=Span(start=0, end=5), text=IMAGE, label="ORGANISATION", canonical=SCRIPT + TURNED
            ),
        ),
        themes=(
            ThemeMention(
                sentence=0, span=Span(start=0, end=5), text=SCRIPT, theme_id="shared_budgets", rule=IMAGE
            ),
        ),
        quotes=(
            Quote(
                sentence=0,
                span=Span(start=0, end=5),
                text=SCRIPT,
                page=1,
                regions=placed[0].regions,
                speech=Speech.DIRECT,
                speaker=IMAGE,
                kind=Speaker.LEADERS,
                cue=TURNED,
            ),
        ),
        recommendations=(
            Recommendation(
                number="=1",
                advice=Advice.FORMAL,
                page=1,
                span=Span(start=0, end=5),
                text=f"{IMAGE} {LONG} {TURNED}",
                regions=placed[0].regions,
                section=(SCRIPT, TURNED),
                sentence=0,
                addressee=BREAKOUT,
                themes=("shared_budgets",),
                deadline=SCRIPT,
            ),
        ),
        nearest=(Nearest(pattern_id="shared_vision", sentence=8, probability=0.4),),
        vectors=encoder.encode(sentences).astype("<f4").tobytes(),
        dim=encoder.dim,
        encoder=stamp(encoder),
    )


def _draw(pdf: Path, number: int) -> None:
    canvas = Canvas(str(pdf), pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in (1, 2):
        canvas.drawString(72, HEIGHT - 84, f"Report {number}, page {page}")
        canvas.showPage()
    canvas.save()


def _place(sentence: Sentence, report_id: str) -> Sentence:
    """Put the first sentence on both pages, and harmful headings above all."""
    regions = sentence.regions
    if sentence.number == 0:
        regions = (*regions, Region(page=2, box=BBox(x0=72, top=72, x1=300, bottom=84)))
    return replace(
        sentence,
        finding_id=make_finding_id(report_id, sentence.number, sentence.text),
        regions=regions,
        section=(SCRIPT, f"{IMAGE} {LONG}", TURNED, TEMPLATE),
    )


def _page(page: Page, number: int) -> Page:
    return replace(page, number=number, label=BREAKOUT[:20], warnings=(IMAGE, LONG))


def _as_heading(block: Block) -> Block:
    return replace(block, kind=BlockKind.HEADING, level=block.number)


def _coding(number: int) -> Coding:
    sides = ("good_practice", "failure")
    pattern_id, theme_id, side = (
        ("pooled_budget", "shared_budgets", sides[0]),
        ("no_shared_vision", "leadership", sides[1]),
    )[number % 2]
    tag = replace(make_tag(pattern_id, theme_id, side, 0.6 + number / 30), why=f"{SCRIPT} {TURNED} {LONG}")
    return Coding(
        sentence=number,
        polarity=Polarity(side),
        polarity_probability=0.9,
        strength="some",
        voice="leaders",
        tags=(tag,),
        best_pattern=pattern_id,
        best_score=0.6,
    )


def _skipped() -> Skipped:
    source = make_source(f"{BREAKOUT} {TURNED}.pdf".replace("/", "|"))
    return Skipped(
        report_id=source.report_id,
        file=source.file,
        path=source.path,
        sha256=source.sha256,
        stage=Stage.INGEST,
        code=Status.DAMAGED,
        reason=f"{SCRIPT} {LONG}",
        remedy=f"{IMAGE} {TURNED}",
    )
