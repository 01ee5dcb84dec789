"""The table of areas side by side: one row for each area and pattern or theme."""

from reportminer.export.columns import AREA, AREA_CODE, PAGE, SIDES, make_count, make_list, make_share
from reportminer.export.model import Column, TableSpec

COMPARISON = TableSpec(
    file="comparison.csv",
    row_is="an area (of a single area: a report) and a theme or pattern that one of those compared tells of",
    order="themes, then patterns, each as the codebook; then in the order in which the areas were asked for",
    columns=(
        Column(
            name="compared",
            meaning="Name of the area, or title of the report.",
            example="Northbridge",
            required=True,
        ),
        AREA,
        AREA_CODE,
        make_list("report_ids", "Its counted reports.", "R0a1b2c3d4e5f"),
        Column(
            name="kind", meaning="theme or pattern.", allowed=("theme", "pattern"), example="theme", required=True
        ),
        Column(
            name="id", meaning="Id of the theme or pattern; see codebook.csv.", example="leadership", required=True
        ),
        Column(name="name", meaning="The same for people.", example="Leadership", required=True),
        Column(name="theme_id", meaning="The theme, or the pattern's theme.", example="leadership", required=True),
        Column(
            name="polarity", meaning="The pattern's side; empty for a theme.", allowed=SIDES, example="failure"
        ),
        make_count(
            "n_findings", "Findings of the area with it, a repeated passage once.", "findings", required=True
        ),
        make_count("n_findings_of_area", "All findings of the area.", "findings", "45", required=True),
        make_share("share_of_findings", "n_findings out of n_findings_of_area.", "0 to 1", "0.1300"),
        Column(
            name="finding_id",
            meaning="The most certain of these findings; empty where there is none.",
            example="R0a1b2c3d4e5f-9c8d7e6f",
        ),
        PAGE,
        Column(name="page_label", meaning="Page number as printed, or empty.", example="12"),
        Column(name="text", meaning="Its words."),
        Column(name="citation", meaning="How to cite it, with the licence of its report."),
        Column(name="file", meaning="The report's file.", example="northbridge-2018.pdf"),
        Column(name="publisher", meaning="Who published the report, or empty.", example="Care Quality Commission"),
        Column(name="licence", meaning="Its licence as stated, or empty.", example="Open Government Licence v3.0"),
        Column(name="source_url", meaning="Where the report was published, or empty."),
    ),
)
"""Written by `compare --out`."""
