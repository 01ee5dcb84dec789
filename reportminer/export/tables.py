"""Rows of the tables about reports and findings, from what the store reads."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from reportminer.export.model import Row
from reportminer.export.unread import READ, explain, find_originals
from reportminer.records import Region
from reportminer.store.views import (
    EntityRow,
    FileRow,
    FindingRow,
    PageRow,
    ReportRow,
    TableRow,
    TagRow,
    ThemeRow,
)

Reports = Mapping[str, ReportRow]
"""Reports by id."""


def report_rows(
    files: Sequence[FileRow],
    *,
    reports: Reports,
    n_findings: Mapping[str, int],
    counted: Collection[str],
    reprints: Mapping[str, str],
) -> Iterator[Row]:
    """Yield the rows of reports.csv.

    Args:
        files: every input file.
        reports: every report that was read.
        n_findings: rows in findings.csv by report id.
        counted: ids of the reports that count.
        reprints: original by reprint, for reports that repeat another one nearly word for word.
    """
    originals = find_originals(files)
    for file in files:
        report = reports.get(file.report_id) if file.status in READ else None
        described = _described(report) if report else _undescribed(file)
        original = reprints.get(file.report_id, "") if report else ""
        yield {
            "report_id": file.report_id,
            "file": file.file,
            "sha256": file.sha256,
            "status": file.status,
            "reason": _why(explain(file, originals), originals.get(original, "")),
            "duplicate_of": file.duplicate_of or original,
            "n_findings": n_findings.get(file.report_id, 0) if report else 0,
            "counted": report is not None and report.report_id in counted,
            **described,
        }


def _why(reason: str, original: str) -> str:
    repeats = f"nearly the same text as {original}" if original else ""
    return "; ".join(part for part in (reason, repeats) if part)


def _described(report: ReportRow) -> Row:
    names = (
        *("title", "report_type", "area", "area_code", "publisher", "published", "review_start", "review_end"),
        *("n_pages", "n_pages_ok", "n_words", "n_sentences", "ocr", "language", "licence", "source_url", "kind"),
        "conflicts",
    )
    return {name: getattr(report, name) for name in names}


def _undescribed(file: FileRow) -> Row:
    texts = (
        *("title", "report_type", "area", "area_code", "publisher", "published", "review_start", "review_end"),
        *("language", "licence", "source_url", "kind"),
    )
    numbers = {"n_pages": file.n_pages, "n_pages_ok": 0, "n_words": 0, "n_sentences": 0}
    return {**dict.fromkeys(texts, ""), **numbers, "ocr": False, "conflicts": ()}


def page_rows(pages: Iterable[PageRow]) -> Iterator[Row]:
    """Yield the rows of pages.csv."""
    for page in pages:
        yield {
            "report_id": page.report_id,
            "page": _page(page.page),
            "label": page.label,
            "status": page.status,
            "engine": page.engine,
            "n_chars": page.n_chars,
            "n_blocks": page.n_blocks,
            "ocr": page.ocr,
            "warnings": page.warnings,
        }


def finding_rows(
    findings: Iterable[FindingRow],
    *,
    reports: Reports,
    groups: Mapping[str, str],
    group_reports: Mapping[str, int],
) -> Iterator[Row]:
    """Yield the rows of findings.csv.

    Args:
        findings: in order.
        reports: by id.
        groups: duplicate group by finding id.
        group_reports: reports in which a group stands.
    """
    for finding in findings:
        report = reports[finding.report_id]
        group = groups[finding.finding_id]
        yield {
            "finding_id": finding.finding_id,
            "report_id": finding.report_id,
            "area": report.area,
            "area_code": report.area_code,
            "report_type": report.report_type,
            "published": report.published,
            "page": _page(finding.page),
            "page_label": finding.page_label,
            "section": finding.section,
            "text": finding.text,
            "before": finding.before,
            "after": finding.after,
            "polarity": finding.polarity,
            "strength": finding.strength,
            "patterns": tuple(tag.pattern_id for tag in finding.tags),
            "pattern_scores": tuple(f"{tag.probability:.4f}" for tag in finding.tags),
            "themes": finding.themes,
            "voice": finding.voice,
            "entities": finding.entities,
            "needs_review": any(not tag.accepted for tag in finding.tags),
            "coder": report.coder,
            "bbox": tuple(format_region(region) for region in finding.regions),
            "duplicate_group": group,
            "link": make_link(report, finding.page),
            "accepted": tuple(tag.pattern_id for tag in finding.tags if tag.accepted),
            "group_reports": group_reports[group],
            "is_recommendation": finding.is_recommendation,
        }


def format_region(region: Region) -> str:
    """Return a rectangle as `page:x0,top,x1,bottom` with one decimal."""
    box = region.box
    return f"{region.page}:{box.x0:.1f},{box.top:.1f},{box.x1:.1f},{box.bottom:.1f}"


def make_link(report: ReportRow, page: int) -> str:
    """Return a link to a page below the folder of reports: no machine's path, so the same on every machine."""
    return quote(report.file) + (f"#page={page}" if page and report.kind == "pdf" else "")


def tag_rows(
    findings: Iterable[FindingRow], *, reports: Reports, counted: frozenset[tuple[str, str]]
) -> Iterator[Row]:
    """Yield the rows of tags.csv.

    Args:
        findings: in order.
        reports: by id.
        counted: pairs of finding id and pattern id that count in recurrence.csv.
    """
    for finding in findings:
        for tag in finding.tags:
            counts = (finding.finding_id, tag.pattern_id) in counted
            yield _tag_row(finding, tag, report=reports[finding.report_id], counts=counts)


def _tag_row(finding: FindingRow, tag: TagRow, *, report: ReportRow, counts: bool) -> Row:
    return {
        "finding_id": finding.finding_id,
        "report_id": finding.report_id,
        "pattern_id": tag.pattern_id,
        "theme_id": tag.theme_id,
        "polarity": tag.polarity,
        "probability": tag.probability,
        "threshold": tag.threshold,
        "decision": "accepted" if tag.accepted else "review",
        "coder": report.coder,
        "model": report.model,
        "why": tag.why,
        "counted": counts,
    }


def theme_rows(mentions: Iterable[ThemeRow]) -> Iterator[Row]:
    """Yield the rows of themes.csv."""
    for mention in mentions:
        yield {
            "finding_id": mention.finding_id,
            "report_id": mention.report_id,
            "theme_id": mention.theme_id,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "rule": mention.rule,
            "page": _page(mention.page),
            "negated": mention.negated,
            "hedged": mention.hedged,
        }


def entity_rows(mentions: Iterable[EntityRow]) -> Iterator[Row]:
    """Yield the rows of entities.csv."""
    for mention in mentions:
        yield {
            "entity_id": f"{mention.report_id}-e{mention.number:05d}",
            "report_id": mention.report_id,
            "page": _page(mention.page),
            "sentence_id": mention.sentence_id,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "label": mention.label,
            "canonical": mention.canonical,
            "code_system": mention.code_system,
            "code": mention.code,
            "score": mention.score,
            "candidates": tuple(mention.candidates.split(";")) if mention.candidates else (),
        }


def table_row(table: TableRow, *, file: str) -> Row:
    """Return the row of tables.csv about a table whose cells are written to a file."""
    return {
        "report_id": table.report_id,
        "page": _page(table.page),
        "n_rows": len(table.cells),
        "n_cols": max(map(len, table.cells), default=0),
        "caption": table.caption,
        "file": file,
    }


def _page(number: int) -> int | None:
    return number or None
