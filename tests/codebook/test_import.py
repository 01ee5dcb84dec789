"""Codes from elsewhere: ids, names, tables and REFI-QDA files."""

from pathlib import Path

import pytest

from reportminer.codebook.naming import assign_ids, make_name, make_slug, make_uuid
from reportminer.codebook.refi import read_qdc
from reportminer.codebook.settle import Loose, LoosePattern, LooseTheme, settle
from reportminer.codebook.table import read_table
from reportminer.errors import ConfigError, UsageError
from tests.codebook.builders import make_codebook, make_pattern

HEAD = '<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Other 1">'
FOREIGN = f"""{HEAD}<Codes>
<Code guid="A" name="Money" isCodable="true" color="#ff0000"><Description>All about money.</Description>
  <Code guid="B" name="Pooled budgets" isCodable="true"><Description>Money is shared.
Second line.</Description></Code>
  <Code guid="C" name="Failure" isCodable="false">
    <Code guid="D" name="Deficits &amp; cuts" isCodable="true"/></Code>
  <Code guid="E" name="Fees" isCodable="true"><Code guid="F" name="Low fees" isCodable="true"/></Code>
  <Code guid="G" name="Grants" isCodable="false"><Code guid="H" name="Late grants" isCodable="true"/></Code>
</Code>
<Code guid="I" name="Mistrust" isCodable="true"/>
</Codes><Sets><Set guid="S" name="Good practice"><MemberCode guid="B"/></Set>
<Set guid="T" name="Mine"/></Sets></CodeBook>"""


def write(folder: Path, text: str | bytes) -> Path:
    """Write a .qdc file."""
    path = folder / "codes.qdc"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Shared vision", "shared_vision"),
        ("  Café — culture (new!) ", "cafe_culture_new"),
        ("A & B / C", "a_b_c"),
        ("信頼", ""),
        ("word " * 30, "_".join(["word"] * 12)),
    ],
)
def test_ids_from_names(name: str, slug: str) -> None:
    """Letters a-z and digits stay, accents go, long names end at a word."""
    assert make_slug(name) == slug


@pytest.mark.parametrize("pattern_id", ["shared_vision", "a__b", "_x", "9", "__"])
def test_names_lead_back_to_ids(pattern_id: str) -> None:
    """An id whose name would lead to another one is its own name."""
    name = make_name(pattern_id)
    assert name == pattern_id or make_slug(name) == pattern_id


def test_ids_are_kept_before_names_take_them() -> None:
    """The first with an id keeps it, wherever it stands; the others get numbers."""
    wishes = [("", "Delay", "code"), ("delay", "Wait", "code"), ("delay", "X", "code"), ("", "信頼", "code")]
    assert assign_ids(wishes) == ["delay_2", "delay", "delay_3", "code"]


def test_identifiers_stay_and_differ() -> None:
    """They depend on title, kind and id, not on wording."""
    one, other = (
        make_codebook(make_pattern("a")),
        make_codebook(make_pattern("a", definition="New."), title=" small"),
    )
    assert make_uuid(one, "pattern", "a") == make_uuid(other, "pattern", "a")
    assert len({make_uuid(one, kind, "a") for kind in ("codebook", "theme", "pattern", "side")}) == 4
    assert make_uuid(one, "pattern", "a") != make_uuid(make_codebook(title="Other"), "pattern", "a")


def test_a_foreign_codebook_is_taken_over(tmp_path: Path) -> None:
    """Top codes become themes, all below patterns; a side comes from a set or from the code above."""
    codebook = settle(read_qdc(write(tmp_path, FOREIGN)), source="codes.qdc").codebook
    assert [(p.id, p.theme, str(p.polarity), p.definition) for p in codebook.patterns] == [
        ("pooled_budgets", "money", "good_practice", "Money is shared. Second line."),
        ("deficits_cuts", "money", "failure", "Deficits & cuts"),
        ("fees", "money", "neutral", "Fees"),
        ("low_fees", "money", "neutral", "Low fees"),
        ("late_grants", "money", "neutral", "Late grants"),
        ("mistrust", "codes_without_a_theme", "neutral", "Mistrust"),
    ]


def test_what_is_lost_is_said(tmp_path: Path) -> None:
    """Each thing that a codebook has no place for, and each that was filled in, with its codes."""
    said = "\n".join(settle(read_qdc(write(tmp_path, FOREIGN)), source="codes.qdc").remarks)
    for part in (
        "Descriptions of themes",
        "became themes; passages coded with them have no pattern: Money",
        "Low fees (under Fees), Late grants (under Grants)",
        "Sets of codes were left out: Mine",
        "Colours",
        "neutral was written: fees, low_fees, late_grants, mistrust",
        "No definition is stated; the name stands in its place: deficits_cuts",
        "they are under “Codes without a theme”: mistrust",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"not xml", "not well-formed"),
        (b"", "not well-formed"),
        (b'<?xml version="1.0" encoding="no-such"?><CodeBook/>', "not well-formed"),
        (b"<Project><CodeBook/></Project>", "root is <Project>"),
        (b"<CodeBook/>", "a REFI-QDA codebook"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><CodeBook><Codes/></CodeBook>', "declares a document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><CodeBook><Codes/></CodeBook>', "declares a document type"),
        ("<!DOCTYPE a><CodeBook><Codes/></CodeBook>".encode("utf-16"), "declares a document type"),
        (b"<CodeBook><Codes>" + b"<Code>" * 5000, "nests more than"),
    ],
)
def test_bad_and_hostile_files_are_refused(tmp_path: Path, content: bytes, part: str) -> None:
    """With what is wrong, before anything is built from them."""
    with pytest.raises(UsageError, match=part):
        read_qdc(write(tmp_path, content))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is said plainly."""
    with pytest.raises(UsageError, match="cannot be read"):
        read_qdc(tmp_path / "none.qdc")


def test_a_file_without_codes_is_an_error(tmp_path: Path) -> None:
    """An empty codebook is no codebook."""
    with pytest.raises(ConfigError, match="holds no codes"):
        settle(read_qdc(write(tmp_path, f"{HEAD}<Codes/></CodeBook>")), source="codes.qdc")


def test_names_that_collide_are_told_apart() -> None:
    """Themes of one name keep apart, ids get numbers, and nameless things get a name."""
    themes = (LooseTheme(key="1", label="Flow"), LooseTheme(key="2", label="flow"), LooseTheme(key="3", label=" "))
    patterns = (
        LoosePattern(name="Flow", theme="1"),
        LoosePattern(name="Delay", theme="2", confused_with=("FLOW", "nobody", "Delay")),
        LoosePattern(name="delay!", theme="3", polarity="bad", id="Not an id"),
    )
    settled = settle(Loose(themes=themes, patterns=patterns), source="x")
    assert [(t.id, t.label) for t in settled.codebook.themes] == [
        ("flow", "Flow"),
        ("flow_2", "flow (flow_2)"),
        ("theme_3", "Theme 3"),
    ]
    assert settled.codebook.pattern_ids == ("flow_3", "delay", "not_an_id")
    assert settled.codebook.pattern("delay").confused_with == ("flow_3", "delay")
    said = "\n".join(settled.remarks)
    for part in ("Two themes are called “flow”", "Not an id (now not_an_id)", "left out of confused_with: nobody"):
        assert part in said
    assert "not_an_id (bad)" in said


def test_a_list_from_a_spreadsheet() -> None:
    """A name is enough; headers may be spelled otherwise, lists are cut at semicolons, apostrophes undone."""
    rows = [
        {"Code": "Long waits", "Category": "Flow", "Side": "failure", "Examples": "He waited.; '=1", "Page": "3"},
        {"Code": "", "Category": "Flow", "Side": "", "Examples": "", "Page": ""},
        {"Code": "Debt", "Category": "", "Side": "Good Practice", "Examples": None, "Page": ""},
    ]
    loose = read_table(rows, list(rows[0]), source="x.csv")
    codebook = settle(loose, source="x.csv").codebook
    waits = codebook.pattern("long_waits")
    assert (waits.theme, str(waits.polarity), waits.examples) == ("flow", "failure", ("He waited.", "'=1"))
    assert str(codebook.pattern("debt").polarity) == "good_practice"
    assert loose.remarks == ("Columns that were left out: Page.", "Rows without a name that were left out: 1.")


def test_themes_keep_the_order_of_a_table() -> None:
    """Each stands where it came first."""
    rows = [{"id": str(at), "theme": theme} for at, theme in enumerate(["B", "A", "B", "C"])]
    assert [theme.label for theme in read_table(rows, ["id", "theme"], source="x").themes] == ["B", "A", "C"]


def test_a_table_needs_a_column_of_codes() -> None:
    """It is said which headers are known."""
    with pytest.raises(ConfigError, match="pattern_id, id, code_id, name"):
        read_table([], ["text"], source="x.csv")
