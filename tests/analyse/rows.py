"""Hand-made rows for the tests of analysis and export."""

from reportminer.records import BBox, Region
from reportminer.store.views import FindingRow, ReportRow, TagRow


def make_report(report_id: str, **changes: object) -> ReportRow:
    """A report that was read, of ten pages."""
    facts: dict[str, object] = {
        "report_id": report_id,
        "file": f"{report_id}.pdf",
        "status": "ok",
        "kind": "pdf",
        "title": f"Review {report_id}",
        "report_type": "local_system_review",
        "area": "Northbridge",
        "area_code": "",
        "publisher": "",
        "published": "2018-06-01",
        "review_start": "",
        "review_end": "",
        "licence": "",
        "source_url": "",
        "conflicts": (),
        "n_pages": 10,
        "n_pages_ok": 10,
        "n_words": 1000,
        "n_sentences": 50,
        "ocr": False,
        "language": "en",
        "coder": "hand",
        "model": "0",
    }
    return ReportRow(**facts | changes)  # type: ignore[arg-type]


def make_tag(pattern_id: str, probability: float = 0.9, *, theme_id: str = "leadership") -> TagRow:
    """A failure, accepted from 0.8 on."""
    return TagRow(
        pattern_id=pattern_id,
        theme_id=theme_id,
        polarity="failure",
        probability=probability,
        threshold=0.5,
        accepted=probability >= 0.8,
        why="made by hand",
    )


def make_finding(finding_id: str, report_id: str, *tags: TagRow, **changes: object) -> FindingRow:
    """A finding on page 3; its text is its id."""
    facts: dict[str, object] = {
        "finding_id": finding_id,
        "report_id": report_id,
        "number": 0,
        "page": 3,
        "page_label": "1",
        "section": "Summary > Flow",
        "text": finding_id,
        "before": "",
        "after": "",
        "polarity": "failure",
        "strength": "",
        "voice": "",
        "is_recommendation": False,
        "regions": (Region(page=3, box=BBox(x0=72, top=100.04, x1=500, bottom=112.46)),),
        "tags": tags,
        "mentioned": (),
        "about": (),
        "entities": (),
    }
    return FindingRow(**facts | changes)  # type: ignore[arg-type]
