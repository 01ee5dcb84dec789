"""Makes PNG of drawn pages: as they are, small, with their blocks marked, or a strip with a passage marked."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFont

from reportminer.ingest.render import Raster
from reportminer.records import BBox, BlockKind
from reportminer.text import clip

COLOURS: Final[dict[str, tuple[int, int, int]]] = {
    BlockKind.HEADING: (213, 94, 0),
    BlockKind.PARAGRAPH: (0, 114, 178),
    BlockKind.LIST_ITEM: (0, 158, 115),
    BlockKind.TABLE: (204, 121, 167),
    BlockKind.FOOTNOTE: (230, 159, 0),
    BlockKind.CAPTION: (86, 180, 233),
    BlockKind.OTHER: (90, 90, 90),
}
"""Colours that most colour-blind people tell apart; each label says the kind in words as well.

Source: M. Okabe and K. Ito, Color Universal Design, 2008.
"""

_INK, _PAPER, _FAINT = (30, 30, 30), (255, 255, 255), (150, 150, 150)
_HIGHLIGHT = (255, 235, 90)
_LABEL_PT, _GUTTER_PT, _PAD_PT = 7.5, 125.0, 3.0
_AROUND_PT = 60.0
_TINT = 0.14
_MAX_LABEL = 40
_SEEN, _SEEN_SHARE = 24, 0.002
"""A pixel that is off by more than this can be seen; a picture with a larger share of such keeps its colours."""
_NEARLY_WHITE = 252


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A rectangle to draw with what is said of it."""

    box: BBox
    """In points."""
    kind: str
    """A `BlockKind`."""
    label: str
    """A few words."""


def encode_page(page: Raster) -> bytes:
    """Return a PNG of a page, with a palette of 256 colours where the eye does not miss the others.

    Print, drawings and scans keep within it; photographs do not and keep all their colours. A third of the bytes.
    """
    return _png(_with_palette(_image(page)))


def encode_thumbnail(page: Raster, *, width: int) -> bytes:
    """Return a PNG of a page made small.

    Args:
        page: as drawn, best at two to five times the width wanted.
        width: pixels; a narrower page keeps its size.
    """
    picture = _image(page)
    if page.width > width:
        height = max(round(page.height * width / page.width), 1)
        picture = picture.resize((width, height), Image.Resampling.BOX)
    return _png(_with_palette(picture))


def mark_blocks(page: Raster, marks: Sequence[Mark], *, title: str) -> bytes:
    """Return a PNG of a page with each mark outlined and tinted, its label beside the page, and a legend below.

    Nothing is written on the page itself, so that its text can still be read.

    Args:
        page: the page as drawn.
        marks: in the order in which they are drawn.
        title: a line at the top.
    """
    s, middle = page.scale, page.width / page.scale / 2
    gutter, line = round(_GUTTER_PT * s), round(1.5 * _LABEL_PT * s)
    left = [mark for mark in marks if mark.box.x0 < middle]
    right = [mark for mark in marks if mark.box.x0 >= middle]
    width = page.width + gutter + (gutter if right else line)
    sheet = Image.new("RGB", (width, page.height + 3 * line), _PAPER)
    sheet.paste(_tinted(page, marks), (gutter, line))
    draw, font = ImageDraw.Draw(sheet), _font(s)
    draw.text((gutter, round(0.2 * line)), title, fill=_INK, font=font)
    draw.rectangle((gutter - 1, line - 1, gutter + page.width, line + page.height), outline=_FAINT)
    for side, is_left in ((left, True), (right, False)):
        _write_labels(draw, side, page=page, gutter=gutter, line=line, is_left=is_left)
    _write_legend(draw, font, x=gutter, y=line + page.height + line // 2, step=round(_PAD_PT * s))
    return _png(sheet)


def mark_passage(strips: Iterable[tuple[Raster, Sequence[BBox]]], *, title: str) -> bytes:
    """Return a PNG of the strips of pages on which a passage stands, the passage highlighted, with a line above.

    Args:
        strips: for each page in order the page as drawn and the boxes of the passage on it, at least one.
        title: a line at the top.
    """
    pictures = [_strip(page, boxes) for page, boxes in strips]
    scale = max(scale for _, scale in pictures)
    line = round(1.6 * _LABEL_PT * scale)
    width = max(picture.width for picture, _ in pictures)
    height = line + sum(picture.height + line // 2 for picture, _ in pictures)
    sheet = Image.new("RGB", (width, height), _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((line // 2, line // 5), title, fill=_INK, font=_font(scale))
    y = line
    for picture, _ in pictures:
        sheet.paste(picture, (0, y))
        draw.line((0, y, width, y), fill=_FAINT)
        y += picture.height + line // 2
    return _png(sheet)


def _tinted(page: Raster, marks: Iterable[Mark]) -> Image.Image:
    picture = _image(page)
    tint = picture.copy()
    under = ImageDraw.Draw(tint)
    for mark in marks:
        under.rectangle(_pixels(mark.box, page), fill=COLOURS[mark.kind])
    picture = Image.blend(picture, tint, _TINT)
    over = ImageDraw.Draw(picture)
    for mark in marks:
        width = max(round((1.6 if mark.kind == BlockKind.HEADING else 0.8) * page.scale), 1)
        over.rectangle(_pixels(mark.box, page), outline=COLOURS[mark.kind], width=width)
    return picture


def _write_labels(
    draw: ImageDraw.ImageDraw, marks: Sequence[Mark], *, page: Raster, gutter: int, line: int, is_left: bool
) -> None:
    """Write the labels of one side, each beside its box or below the label before it, with a line to the box."""
    s, free = page.scale, 0.0
    font, pad = _font(s), _PAD_PT * s
    for mark in sorted(marks, key=lambda m: (m.box.top, m.box.x0)):
        x0, top, x1, bottom = _pixels(mark.box, page)
        y = max(float(line + top), free)
        free = y + _LABEL_PT * s * 1.25
        label = clip(mark.label, _MAX_LABEL)
        at = pad if is_left else gutter + page.width + 4 * pad
        end = at + draw.textlength(label, font=font)
        draw.text((at, y), label, fill=_INK, font=font)
        colour, level = COLOURS[mark.kind], y + _LABEL_PT * s / 2
        near, edge = (end + pad / 2, gutter + x0) if is_left else (at - pad / 2, gutter + x1)
        bend = gutter - pad if is_left else gutter + page.width + pad
        draw.line((near, level, bend, level), fill=colour, width=max(round(0.6 * s), 1))
        reached = min(max(level, line + top), line + bottom)
        draw.line((bend, level, edge, reached), fill=colour, width=max(round(0.6 * s), 1))


def _write_legend(
    draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, *, x: float, y: float, step: float
) -> None:
    side = font.size
    for kind, colour in COLOURS.items():
        draw.rectangle((x, y, x + side, y + side), fill=colour)
        words = kind.replace("_", " ")
        draw.text((x + side + step, y), words, fill=_INK, font=font)
        x += side + step * 5 + draw.textlength(words, font=font)
    draw.text((x, y), "no outline: left out (running heads, page numbers)", fill=_INK, font=font)


def _strip(page: Raster, boxes: Sequence[BBox]) -> tuple[Image.Image, float]:
    """Return the part of a page around boxes, the boxes highlighted as by a marker pen; and its scale."""
    picture = _image(page)
    paint = Image.new("RGB", picture.size, _PAPER)
    brush = ImageDraw.Draw(paint)
    for box in boxes:
        brush.rectangle(_pixels(box, page), fill=_HIGHLIGHT)
    marked = ImageChops.darker(picture, paint)  # black letters stay black
    top = round(max(min(box.top for box in boxes) - _AROUND_PT, 0) * page.scale)
    bottom = round(min((max(box.bottom for box in boxes) + _AROUND_PT) * page.scale, page.height))
    return marked.crop((0, top, page.width, max(bottom, top + 1))), page.scale


def _with_palette(picture: Image.Image) -> Image.Image:
    """Return a picture with a palette, or as it is where that would show."""
    small = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    if _differs(picture, small.convert("RGB")):
        return picture
    # The colours are means, so paper comes out nearly white.
    small.putpalette(_whitened(small.getpalette() or []))
    return small


def _whitened(palette: list[int]) -> list[int]:
    colours = [palette[i : i + 3] for i in range(0, len(palette), 3)]
    return [part for colour in colours for part in (_PAPER if min(colour) >= _NEARLY_WHITE else colour)]


def _differs(one: Image.Image, other: Image.Image) -> bool:
    """Say whether two pictures of one size can be told apart by eye."""
    counts = ImageChops.difference(one, other).histogram()
    off = (sum(counts[band + _SEEN + 1 : band + 256]) for band in (0, 256, 512))
    return max(off) > _SEEN_SHARE * one.width * one.height


def _image(page: Raster) -> Image.Image:
    return Image.frombytes("RGB", (page.width, page.height), page.pixels)


def _pixels(box: BBox, page: Raster) -> tuple[int, int, int, int]:
    """Return a box in pixels, within the page and at least one pixel wide and high."""
    x0 = min(max(round(box.x0 * page.scale), 0), page.width - 1)
    top = min(max(round(box.top * page.scale), 0), page.height - 1)
    x1 = min(max(round(box.x1 * page.scale), x0), page.width - 1)
    bottom = min(max(round(box.bottom * page.scale), top), page.height - 1)
    return x0, top, x1, bottom


def _font(scale: float) -> ImageFont.FreeTypeFont:
    """Return Pillow's own font, the same on every machine."""
    font = ImageFont.load_default(size=max(_LABEL_PT * scale, 8))
    assert isinstance(font, ImageFont.FreeTypeFont)  # with a size given
    return font


def _png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG", optimize=False)
    return held.getvalue()
