"""The tables about files, reports, pages and what they hold."""

from reportminer.export.columns import (
    ANY_REPORT_ID,
    AREA,
    AREA_CODE,
    DATE,
    OCR,
    PAGE,
    PUBLISHED,
    REPORT_ID,
    REPORT_ORDER,
    REPORT_TYPE,
    STATUSES,
    make_count,
    make_flag,
    make_list,
)
from reportminer.export.model import Column, Kind, TableSpec
from reportminer.records import SourceKind, Stage

REPORTS = TableSpec(
    file="reports.csv",
    row_is="an input file, read or not",
    order=f"{REPORT_ORDER}; files that were not read follow, by name",
    columns=(
        ANY_REPORT_ID,
        Column(
            name="file",
            meaning="File name, below the folder that was given.",
            example="northbridge.pdf",
            required=True,
        ),
        Column(name="sha256", meaning="Hash of the file's bytes, 64 hex digits.", example="0a1b2c..."),
        Column(name="status", meaning="How it ended.", allowed=STATUSES, example="ok", required=True),
        Column(name="reason", meaning="Why it is not ok, or what it repeats.", example="its pages are images"),
        Column(name="title", meaning="Title as printed.", example="Northbridge: local system review"),
        REPORT_TYPE,
        AREA,
        AREA_CODE,
        Column(name="publisher", meaning="Who published it.", example="Care Quality Commission"),
        PUBLISHED,
        Column(name="review_start", meaning="First day of the review.", kind=Kind.DATE, unit=DATE),
        Column(name="review_end", meaning="Last day of the review.", kind=Kind.DATE, unit=DATE),
        make_count("n_pages", "Pages of the file.", "pages", required=True),
        make_count("n_pages_ok", "Pages that were read in full.", "pages", required=True),
        make_count("n_words", "Words of its text, running heads left out.", "words", "21044", required=True),
        make_count("n_sentences", "Sentences of its text.", "sentences", "940", required=True),
        make_count("n_findings", "Its rows in findings.csv.", "findings", "118", required=True),
        make_flag("ocr", f"Whether {OCR}"),
        Column(name="language", meaning="Language (ISO 639-1), or empty.", example="en"),
        Column(
            name="duplicate_of",
            meaning="Report that it repeats: with the same bytes where the status is duplicate, else nearly word "
            "for word (two thirds of all sequences of three words, and no other type, area or review dates).",
        ),
        Column(name="licence", meaning="Licence as stated in the report.", example="Open Government Licence v3.0"),
        Column(name="source_url", meaning="Where it was published, as far as the report says."),
        Column(name="kind", meaning="Form of the file; empty if it was not read.", allowed=tuple(SourceKind)),
        make_flag(
            "counted",
            "Whether the report is one of those that shares in recurrence.csv are out of: it was read "
            "(ok or partial), passes the filters of this export on area, type and date, and repeats no other "
            "report that does.",
        ),
        make_list("conflicts", "Where sources of title, area or dates disagree, each said plainly.", ""),
    ),
)


PAGES = TableSpec(
    file="pages.csv",
    row_is="a page of a report that was read",
    order=f"{REPORT_ORDER}, then by page",
    key=("report_id", "page"),
    refers=(("report_id", "reports.csv", "report_id"),),
    columns=(
        REPORT_ID,
        PAGE,
        Column(name="label", meaning="Page number as printed, or empty.", example="12"),
        Column(name="status", meaning="How the page ended.", allowed=STATUSES, example="ok", required=True),
        Column(name="engine", meaning="What read it: pdfium, pdfplumber, tesseract, html, docx, txt, or empty."),
        make_count("n_chars", "Characters found, spaces not counted.", "characters", "2310", required=True),
        make_count("n_blocks", "Blocks that begin on the page.", "blocks", required=True),
        make_flag("ocr", f"Whether {OCR}"),
        make_list("warnings", "Plain remarks on the page.", "text has no Unicode map"),
    ),
)


TABLES = TableSpec(
    file="tables.csv",
    row_is="a table found in a report",
    order=f"{REPORT_ORDER}, then in reading order",
    key=("file",),
    refers=(("report_id", "reports.csv", "report_id"),),
    columns=(
        REPORT_ID,
        PAGE,
        make_count("n_rows", "Rows, the header row included.", "rows", required=True),
        make_count("n_cols", "Columns.", "columns", "4", required=True),
        Column(name="caption", meaning="Its caption, or empty.", example="Table 2: delayed transfers"),
        Column(
            name="file",
            meaning="The CSV file with its cells.",
            example="tables/R0a1b2c3d4e5f-001.csv",
            required=True,
        ),
    ),
)


SKIPPED = TableSpec(
    file="skipped.csv",
    row_is="a file, or a page of a file, that was not read in full",
    order="as reports.csv; a file before its pages",
    columns=(
        ANY_REPORT_ID,
        Column(
            name="file", meaning="File name, below the folder that was given.", example="scan.pdf", required=True
        ),
        Column(
            name="page",
            meaning="Page, from 1; empty if the row is about the whole file.",
            kind=Kind.INTEGER,
            unit="page",
            low=1,
            example="3",
        ),
        Column(
            name="stage",
            meaning="Where it ended; empty if the file was read in part.",
            allowed=tuple(Stage),
            example="ingest",
        ),
        Column(name="code", meaning="How it ended.", allowed=STATUSES[1:], example="scanned", required=True),
        Column(name="reason", meaning="What was found, in plain words.", required=True),
        Column(name="remedy", meaning="What you can do.", example="run again with --ocr always"),
    ),
)
