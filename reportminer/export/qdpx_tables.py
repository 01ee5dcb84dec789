"""What an import of a project could not take in, as tables: codes nobody knows, passages that were not found."""

from reportminer.export.columns import FINDING_ID, PAGE, REPORT_ID
from reportminer.export.model import Column, Kind, TableSpec

_CODE = Column(
    name="code",
    meaning="The code with the codes above it, as the file has them.",
    example="Culture > Trust",
    required=True,
)
_SOURCE = Column(name="source", meaning="The document, as the file calls it.", example="northbridge-2018")
_TEXT = Column(
    name="text", meaning="The sentence, or what is known of the passage.", example="Leaders met weekly."
)

PROPOSED = TableSpec(
    file="proposed_codings.csv",
    row_is="a sentence that was given a code which the codebook does not have",
    order="codes in the order of the file, then as its passages stand there",
    key=("proposed_pattern", "finding_id"),
    columns=(
        Column(
            name="proposed_pattern",
            meaning="Id of the draft in proposed-codebook.toml.",
            example="trust",
            required=True,
        ),
        _CODE,
        FINDING_ID,
        REPORT_ID,
        PAGE,
        _TEXT,
    ),
)

NOT_MATCHED = TableSpec(
    file="not_matched.csv",
    row_is="a coding whose passage was not found in the workspace",
    order="as the passages stand in the file",
    columns=(
        _SOURCE,
        _CODE,
        Column(
            name="place",
            meaning="Where the file has the passage: characters, or page and corners in points.",
            example="1032-1049",
        ),
        _TEXT,
        Column(
            name="reason",
            meaning="Why it was not found.",
            kind=Kind.TEXT,
            example="it is too short to be found by its words",
            required=True,
        ),
    ),
)
