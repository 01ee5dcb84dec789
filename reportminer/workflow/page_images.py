"""Writes pictures of what was understood: a page with its blocks, or the lines around a passage."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportminer.errors import UsageError
from reportminer.ingest.marking import Mark, mark_blocks, mark_passage
from reportminer.ingest.render import render_page, render_pages, take_drawn
from reportminer.records import BBox
from reportminer.settings import Settings
from reportminer.store.files import write_atomically
from reportminer.store.views import BlockRow
from reportminer.workflow.naming import name_block, name_page
from reportminer.workflow.showing import PageShown, Receipt, find_unchanged_pdf


def write_page_image(shown: PageShown, image: Path, *, settings: Settings, dpi: float) -> None:
    """Draw a page with its blocks and write it as PNG.

    Args:
        shown: as `showing.find_page` gives it.
        image: the file to write; its name ends in `.png`.
        settings: limits of ingest.
        dpi: pixels an inch.

    Raises:
        UsageError: no PDF, gone, changed, or it cannot be drawn.
        StorageError: the image cannot be written.
    """
    _check_name(image)
    number = shown.page.page
    path = find_unchanged_pdf(shown.report, shown.files)
    page = render_page(path, number, dpi=dpi, settings=settings.ingest)
    marks = [mark for block in shown.blocks for mark in _marks(block, number)]
    title = f"{shown.report.file}, {name_page(number, shown.page.label)}, {shown.report.report_id}"
    write_atomically(image, mark_blocks(page, marks, title=title))


def write_passage_image(receipt: Receipt, image: Path, *, settings: Settings, dpi: float) -> None:
    """Draw the lines around a sentence with the sentence marked and write them as PNG.

    Raises:
        UsageError: no PDF, gone, changed, or it cannot be drawn.
        StorageError: the image cannot be written.
    """
    _check_name(image)
    path = find_unchanged_pdf(receipt.report, receipt.files)
    boxes_by_page: dict[int, list[BBox]] = {}
    for region in receipt.finding.regions:
        boxes_by_page.setdefault(region.page, []).append(region.box)
    if not boxes_by_page:
        raise UsageError(
            f"it is not known where on its page {receipt.finding.finding_id} stands",
            remedy="leave out --image",
        )
    drawn = render_pages(path, list(boxes_by_page), dpi=dpi, settings=settings.ingest)
    strips = [(take_drawn(path, page, raster), boxes_by_page[page]) for page, raster in drawn]
    finding = receipt.finding
    title = f"{receipt.report.file}, {name_page(finding.page, finding.page_label)}, {finding.finding_id}"
    write_atomically(image, mark_passage(strips, title=title))


def _marks(block: BlockRow, page: int) -> Iterator[Mark]:
    for place, region in enumerate(block.regions):
        if region.page == page:
            # The font has few signs, and a bullet says no more than "list item".
            named = block if block.marker.isascii() else replace(block, marker="")
            label = name_block(named) + (" (goes on)" if place else "")
            yield Mark(box=region.box, kind=block.kind, label=label)


def _check_name(image: Path) -> None:
    if image.suffix.lower() != ".png":
        raise UsageError(f"--image {image}", expected="a name that ends in .png", remedy="change the name")
