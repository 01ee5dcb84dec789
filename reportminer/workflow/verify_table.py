"""The table of verified quotations."""

from collections.abc import Iterable, Iterator

from reportminer.export.model import Column, Kind, Row, TableSpec
from reportminer.export.tables import format_region
from reportminer.workflow.verify_records import Place, Verdict, Verified
from reportminer.workflow.verify_wording import describe_changes


def _place_columns(prefix: str, what: str) -> tuple[Column, ...]:
    """Return the columns of a place."""

    def column(name: str, meaning: str, kind: Kind = Kind.TEXT, *, unit: str = "", example: str = "") -> Column:
        return Column(name=prefix + name, meaning=f"{what}: {meaning}", kind=kind, unit=unit, example=example)

    return (
        column(
            "page", "page from 1, counted in the file; empty where there are no pages.", Kind.INTEGER, example="12"
        ),
        column("page_label", "page as printed.", example="8"),
        column("section", 'headings above it, joined by " > ".', example="Leadership"),
        column(
            "bbox",
            "one rectangle a line of print: page:x0,top,x1,bottom.",
            Kind.LIST,
            unit="points, joined by ;",
            example="12:72.0,84.0,500.0,96.0",
        ),
        column("start", "first character in the report's text.", Kind.INTEGER, unit="characters", example="5210"),
        column("end", "one past the last character.", Kind.INTEGER, unit="characters", example="5273"),
    )


VERIFIED = TableSpec(
    file="verified.csv",
    row_is="a quotation",
    order="by report, then as they stand in the text",
    key=("finding_id",),
    columns=(
        Column(name="finding_id", meaning="The finding.", example="R0123456789ab-0a1b2c3d", required=True),
        Column(name="report_id", meaning="Its report.", example="R0123456789ab", required=True),
        Column(name="file", meaning="The report's file.", example="northbridge.pdf", required=True),
        Column(
            name="verdict",
            meaning="Whether the words still stand where they were found.",
            allowed=tuple(Verdict),
            example="stands",
            required=True,
        ),
        Column(name="text_hash", meaning="SHA-256 of the quotation in NFKC with single spaces.", required=True),
        Column(
            name="witness",
            meaning="What read the words again, or sha256 where only the file's bytes were compared.",
            example="pdfplumber",
        ),
        *_place_columns("", "where it was found when the report was mined"),
        *_place_columns("found_", "where it stands now"),
        Column(name="text", meaning="The quotation.", required=True),
        Column(name="found_text", meaning="The passage that stands there now, where its words are others."),
        Column(name="changes", meaning="The quotation with what was changed in square brackets."),
        Column(name="remark", meaning="What else should be known."),
    ),
)


def verified_rows(rows: Iterable[Verified]) -> Iterator[Row]:
    """Yield the rows of the table."""
    for row in rows:
        claim = row.claim
        yield {
            "finding_id": claim.finding_id,
            "report_id": claim.report_id,
            "file": row.file,
            "verdict": str(row.verdict),
            "text_hash": claim.text_hash,
            "witness": row.witness,
            **_place_cells("", claim.place),
            **_place_cells("found_", row.found),
            "text": claim.text,
            "found_text": row.found_text,
            "changes": describe_changes(row.changes),
            "remark": row.remark,
        }


def _place_cells(prefix: str, place: Place | None) -> Row:
    cells: Row = (
        {"page": None, "page_label": "", "section": "", "bbox": (), "start": None, "end": None}
        if place is None
        else {
            "page": place.page or None,
            "page_label": place.page_label,
            "section": place.section,
            "bbox": tuple(format_region(region) for region in place.regions),
            "start": place.stretch.start,
            "end": place.stretch.end,
        }
    )
    return {prefix + name: cell for name, cell in cells.items()}
