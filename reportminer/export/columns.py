"""Columns that several tables share, and short ways to define one; see `export.catalogue`."""

from collections.abc import Sequence

from reportminer.export.model import Column, Kind
from reportminer.records import Polarity, ReportType, Status

STATUSES = tuple(Status)
POLARITIES = tuple(Polarity)
SIDES = (Polarity.GOOD_PRACTICE, Polarity.FAILURE, Polarity.NEUTRAL)
ITEMS = "items separated by ;"
DATE = "YYYY, YYYY-MM or YYYY-MM-DD, as precise as known"
REPORT_ORDER = "reports by publication date (unknown last), then by file name"


def make_count(name: str, meaning: str, unit: str, example: str = "12", *, required: bool = False) -> Column:
    """Define a number of things, from 0."""
    return Column(
        name=name, meaning=meaning, kind=Kind.INTEGER, unit=unit, low=0, example=example, required=required
    )


def make_share(name: str, meaning: str, unit: str, example: str = "0.8731") -> Column:
    """Define a number from 0 to 1."""
    return Column(name=name, meaning=meaning, kind=Kind.NUMBER, unit=unit, low=0, high=1, example=example)


def make_flag(name: str, meaning: str) -> Column:
    """Define a column that is true or false."""
    return Column(
        name=name, meaning=meaning, kind=Kind.BOOLEAN, allowed=("true", "false"), example="true", required=True
    )


def make_list(name: str, meaning: str, example: str, allowed: Sequence[str] = ()) -> Column:
    """Define a list of texts."""
    return Column(name=name, meaning=meaning, kind=Kind.LIST, unit=ITEMS, example=example, allowed=tuple(allowed))


REPORT_ID = Column(
    name="report_id",
    meaning="The report: R and the first 12 hex digits of the SHA-256 of its file.",
    example="R0a1b2c3d4e5f",
    required=True,
)
ANY_REPORT_ID = Column(
    name="report_id",
    meaning=REPORT_ID.meaning + " Empty if the file could not be opened.",
    example="R0a1b2c3d4e5f",
)
FINDING_ID = Column(
    name="finding_id",
    meaning="The sentence: report id, a dash and 8 hex digits; the same on every run and machine.",
    example="R0a1b2c3d4e5f-9c8d7e6f",
    required=True,
)
AREA = Column(name="area", meaning="Area that the report is about; empty if not known.", example="Northbridge")
AREA_CODE = Column(name="area_code", meaning="Official code of the area (ONS GSS), or empty.", example="E06000001")
PAGE = Column(
    name="page",
    meaning="Page in the file, counted from 1; empty where the form (HTML, DOCX, TXT) has no pages.",
    kind=Kind.INTEGER,
    unit="page",
    low=1,
    example="14",
)
PATTERN_ID = Column(
    name="pattern_id", meaning="The pattern; see codebook.csv.", example="shared_vision", required=True
)
THEME_ID = Column(name="theme_id", meaning="The theme; see codebook.csv.", example="leadership", required=True)
SIDE = Column(name="polarity", meaning="The pattern's side.", allowed=SIDES, example="failure", required=True)
PUBLISHED = Column(
    name="published",
    meaning="When the report was published; empty if not known.",
    kind=Kind.DATE,
    unit=DATE,
    example="2018-02-12",
)
REPORT_TYPE = Column(
    name="report_type",
    meaning="What kind of document it is; empty if it was not read.",
    allowed=tuple(ReportType),
    example="local_system_review",
)
START = make_count("start", "First character in the report's text, from 0.", "character", "1032", required=True)
END = make_count("end", "One past the last character.", "character", "1049", required=True)
CODER = Column(name="coder", meaning="Who gave the codes: the name of a model or person.", example="patterns")
OCR = "text was read from an image (optical character recognition), so that words may be misread."


def count_column(name: str, meaning: str) -> Column:
    """Return a column that holds the findings of a pattern or theme by area."""
    return make_count(name, meaning, "findings", "3", required=True)
