"""Hand-made records for tests: a few sentences become a whole mined report."""

from collections.abc import Sequence

import numpy as np

from reportminer.ids import hash_bytes, make_finding_id, make_report_id
from reportminer.records import (
    BBox,
    Block,
    BlockKind,
    Coding,
    Document,
    MinedDocument,
    Origin,
    Page,
    Polarity,
    Region,
    ReportFacts,
    ReportType,
    Sentence,
    Source,
    SourceKind,
    Span,
    Status,
    Tag,
)

DIM = 4


def make_source(name: str, content: bytes = b"") -> Source:
    """A source whose hash comes from its content (or its name)."""
    sha256 = hash_bytes(content or name.encode())
    return Source(
        path=f"/reports/{name}",
        file=name,
        report_id=make_report_id(sha256),
        sha256=sha256,
        size=len(content) or 100,
        kind=SourceKind.PDF,
    )


def make_tag(pattern_id: str, theme_id: str, polarity: str, probability: float = 0.9) -> Tag:
    """A tag above its threshold of 0.5, accepted from 0.8 on."""
    return Tag(
        pattern_id=pattern_id,
        theme_id=theme_id,
        polarity=Polarity(polarity),
        probability=probability,
        threshold=0.5,
        accepted=probability >= 0.8,
        why="made by hand",
    )


def make_mined(
    name: str,
    sentences: Sequence[str],
    *,
    area: str = "",
    area_code: str = "",
    published: str = "2018-06-01",
    tags: dict[int, tuple[Tag, ...]] | None = None,
    vectors: Sequence[Sequence[float]] | None = None,
) -> MinedDocument:
    """A mined one-page report in which each sentence is a block of its own.

    Args:
        name: the file's name; decides the ids.
        sentences: texts in order.
        area: name of the area.
        area_code: its GSS code.
        published: ISO date.
        tags: tags by number of the sentence; a tagged sentence takes the polarity of its first tag.
        vectors: one row of `DIM` numbers a sentence; made unit rows here. Random by the text where not given.
    """
    source = make_source(name)
    blocks, records, start = [], [], 0
    for number, text in enumerate(sentences):
        span = Span(start=start, end=start + len(text))
        region = Region(page=1, box=BBox(x0=72, top=72 + 20 * number, x1=500, bottom=84 + 20 * number))
        blocks.append(Block(number=number, kind=BlockKind.PARAGRAPH, span=span, page=1, regions=(region,)))
        records.append(
            Sentence(
                number=number,
                finding_id=make_finding_id(source.report_id, number, text),
                span=span,
                text=text,
                block=number,
                page=1,
                regions=(region,),
                section=("Findings",),
            )
        )
        start = span.end + 2
    page = Page(
        number=1,
        label="1",
        width=595,
        height=842,
        status=Status.OK,
        engine="pdfium",
        span=Span(start=0, end=max(start - 2, 0)),
        n_chars=start,
        n_blocks=len(blocks),
    )
    document = Document(
        source=source,
        status=Status.OK,
        title=name.removesuffix(".pdf"),
        text="\n\n".join(sentences),
        pages=(page,),
        blocks=tuple(blocks),
    )
    rows = np.array(vectors, np.float32) if vectors is not None else _vectors(sentences)
    rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return MinedDocument(
        document=document,
        facts=ReportFacts(
            title=document.title,
            report_type=ReportType.LOCAL_SYSTEM_REVIEW,
            area=area,
            area_code=area_code,
            published=published,
        ),
        sentences=tuple(records),
        entities=(),
        themes=(),
        codings=tuple(_coding(number, (tags or {}).get(number, ())) for number in range(len(sentences))),
        vectors=rows.astype("<f4").tobytes(),
        dim=DIM,
        origin=Origin(kind="model", name="hand", version="0"),
    )


def _coding(number: int, tags: tuple[Tag, ...]) -> Coding:
    return Coding(
        sentence=number,
        polarity=tags[0].polarity if tags else Polarity.NONE,
        polarity_probability=0.9,
        tags=tags,
        best_pattern=tags[0].pattern_id if tags else "shared_vision",
        best_score=tags[0].probability if tags else 0.1,
    )


def _vectors(sentences: Sequence[str]) -> np.ndarray:
    return (
        np.stack(
            [np.random.default_rng(int(hash_bytes(text.encode())[:8], 16)).normal(size=DIM) for text in sentences]
        )
        if sentences
        else np.empty((0, DIM))
    )
