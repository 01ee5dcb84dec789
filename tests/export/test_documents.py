"""README.md and ATTRIBUTION.md of an export set."""

from reportminer.export.documents import make_attribution, make_readme
from tests.analyse.rows import make_report
from tests.export.test_describe import tables


def test_readme_names_every_table() -> None:
    """Each table has a line that says what a row is."""
    text = make_readme(tables(), filters={}, n_read=3, n_files=6)
    for table in tables():
        assert f"| {table.file} | {table.row_is} |" in text
    assert "6 file(s), of which 3 report(s) count" in text
    assert "Narrowed" not in text


def test_readme_tells_filters() -> None:
    """A set that is narrowed says to what."""
    text = make_readme(tables(), filters={"area": "Northbridge", "since": "2018"}, n_read=1, n_files=6)
    assert "Narrowed to: area = Northbridge, since = 2018." in text


def test_attribution_names_what_is_known() -> None:
    """Each report has publisher, licence and source; what is not known is said to be so."""
    text = make_attribution([make_report("R1", publisher="Review Office")])
    assert "## Review R1\n" in text
    assert "- Publisher: Review Office" in text
    assert "- Licence: not stated in the report" in text


def test_attribution_is_safe_markdown() -> None:
    """A title cannot bring in a tag, a link or a new heading."""
    text = make_attribution([make_report("R1", title="A <script>\n# [x](y) & `z`")])
    assert "## A &lt;script> # \\[x](y) &amp; \\`z\\`" in text
