"""A page's blocks and a finding's receipt as text."""

import textwrap
from collections.abc import Iterable, Iterator

from reportminer.cli.summaries import count
from reportminer.records import Hit, Region
from reportminer.store.codings import CodingRow
from reportminer.store.views import BlockRow, EntityRow, FileRow, TagRow
from reportminer.workflow.naming import name_block, name_page
from reportminer.workflow.showing import PageShown, Receipt

_WIDTH = 100
_SHOWN_REPEATS = 10


def describe_page(shown: PageShown) -> str:
    """Return a page's blocks in reading order: number, kind, level, place on the page, text."""
    page, report = shown.page, shown.report
    how = f"{page.status}, read by {page.engine}" if page.engine else page.status
    lines = [
        f"{report.title or report.file}",
        f"{report.file}, {name_page(page.page, page.label)} of {report.n_pages}, {report.report_id}: {how}, "
        f"{len(shown.blocks)} blocks",
        *(f"Remark: {warning}" for warning in page.warnings),
    ]
    above: tuple[str, ...] | None = None
    for block in shown.blocks:
        if block.section != above:
            above = block.section
            lines += ["", f"Below: {' > '.join(above) or '(no heading)'}"]
        lines += _block_lines(block, page.page)
    return "\n".join(lines)


def _block_lines(block: BlockRow, page: int) -> Iterator[str]:
    boxes = "; ".join(_box(region) for region in block.regions if region.page == page)
    elsewhere = sorted({region.page for region in block.regions} - {page})
    goes_on = f", also on page {', '.join(map(str, elsewhere))}" if elsewhere else ""
    yield f"{name_block(block)}  [{boxes}]{goes_on}"
    yield from _wrap(block.text, indent=4)


def describe_receipt(receipt: Receipt) -> str:
    """Return the evidence for a finding: quotation, context, place, codes and why, names, hash."""
    finding, report = receipt.finding, receipt.report
    lines = [*_wrap(f"“{finding.text}”", indent=0), ""]
    rows = [
        ("Finding", finding.finding_id),
        ("Before", finding.before),
        ("After", finding.after),
        ("Cite as", receipt.citation),
        ("Report", report.title),
        ("Area", " ".join(part for part in (report.area, report.area_code) if part)),
        ("Published", ", ".join(part for part in (report.publisher, report.published) if part)),
        ("Licence", report.licence),
        ("Source", report.source_url),
        ("File", _file(receipt.files)),
        ("Page", name_page(finding.page, finding.page_label) if finding.page else ""),
        ("Paragraph", receipt.paragraph),
        ("Headings", finding.section),
        ("Place", "; ".join(f"page {r.page} [{_box(r)}]" for r in finding.regions)),
        ("Characters", f"{receipt.stretch.start} to {receipt.stretch.end} of the report's text"),
        ("Polarity", finding.polarity),
        ("Voice", finding.voice),
        ("Strength", finding.strength),
        ("Recommends", "yes" if finding.is_recommendation else ""),
        ("Themes", ", ".join(finding.themes)),
    ]
    for name, value in rows:
        lines += _row(name, value)
    for tag in finding.tags:
        lines += _row("Pattern", _tag(tag))
    for entity in receipt.entities:
        lines += _row("Name", _entity(entity))
    coder = f"{report.coder} {report.model}".strip()
    lines += _row("Coder", coder)
    for coding in receipt.codings:
        lines += _row("Coded by", _coding(coding))
    for hit in receipt.repeats[:_SHOWN_REPEATS]:
        lines += _row("Also in", _repeat(hit))
    if (more := len(receipt.repeats) - _SHOWN_REPEATS) > 0:
        lines.append(" " * 12 + f"and in {count(more, 'more place')} (see --json)")
    lines += _row("Text hash", f"sha256 {receipt.text_hash}")
    return "\n".join(lines)


def _coding(coding: CodingRow) -> str:
    """Return what a coder says of the sentence, beside the machine's tags."""
    codes = ", ".join((*coding.patterns, *coding.themes)) or "no code"
    stated = [coding.polarity, "a recommendation" if coding.is_recommendation else "", coding.comment]
    said = "; ".join(part for part in (codes, *stated) if part)
    return f"{coding.coder} ({coding.coder_kind}, {coding.imported}): {said}"


def _repeat(hit: Hit) -> str:
    page = name_page(hit.page, hit.page_label) if hit.page else ""
    where = ", ".join(part for part in (hit.title, hit.published[:4], page) if part)
    return f"{where} [{hit.finding_id}]"


def _tag(tag: TagRow) -> str:
    decision = "accepted" if tag.accepted else "to be reviewed"
    return (
        f"{tag.pattern_id} ({tag.theme_id}, {tag.polarity}): probability {tag.probability:.2f}, "
        f"threshold {tag.threshold:.2f}, {decision}; {tag.why}"
    )


def _entity(entity: EntityRow) -> str:
    code = f" {entity.code_system} {entity.code}" if entity.code else ""
    known = f" = {entity.canonical}" if entity.canonical and entity.canonical != entity.text else ""
    return f"{entity.text} ({entity.label}){known}{code}"


def _file(files: Iterable[FileRow]) -> str:
    return "; the same bytes: ".join(f"{file.path} (sha256 {file.sha256})" for file in files)


def _row(name: str, value: str) -> list[str]:
    """Return a named value, broken into lines; nothing where there is no value."""
    if not value:
        return []
    return _fill(value, first=f"{name + ':':<12}", margin=" " * 12)


def _wrap(text: str, *, indent: int) -> list[str]:
    margin = " " * indent
    return _fill(text, first=margin, margin=margin) or [margin + "(no text)"]


def _fill(text: str, *, first: str, margin: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=margin,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _box(region: Region) -> str:
    box = region.box
    return " ".join(f"{side:.0f}" for side in (box.x0, box.top, box.x1, box.bottom))
