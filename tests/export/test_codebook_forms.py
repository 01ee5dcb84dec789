"""A codebook for other programs: table, REFI-QDA, SKOS."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from reportminer.codebook.load import load_codebook
from reportminer.codebook.model import Codebook, Theme
from reportminer.codebook.refi import read_qdc
from reportminer.codebook.settle import settle
from reportminer.codebook.table import read_table
from reportminer.export.codebook_csv import list_csv_losses, make_codebook_csv
from reportminer.export.count_tables import CODEBOOK
from reportminer.export.qdc import NAMESPACE, list_qdc_losses, make_qdc
from reportminer.export.skos import make_skos
from reportminer.records import Polarity
from reportminer.settings import find_config
from tests.codebook.builders import LEGAL_IN_XML, codebooks, make_codebook, make_pattern, without_digest

SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "refi-qda-project.xsd"
CODE, NS = f"{{{NAMESPACE}}}Code", {"q": NAMESPACE}


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    """The codebook that comes with the program."""
    return load_codebook(find_config("codebook.toml"))


def through_qdc(codebook: Codebook, folder: Path) -> Codebook:
    """Write a codebook as .qdc and take it over again."""
    path = folder / "codebook.qdc"
    path.write_bytes(make_qdc(codebook).encode())
    settled = settle(read_qdc(path), source="codebook.qdc")
    assert settled.remarks == ()
    return settled.codebook


def test_the_shipped_codebook_survives_refi(shipped: Codebook, tmp_path: Path) -> None:
    """Exported and imported it says the same in every field."""
    assert without_digest(through_qdc(shipped, tmp_path)) == without_digest(shipped)
    assert list_qdc_losses(shipped) == ()


@given(codebook=codebooks(LEGAL_IN_XML))
@settings(max_examples=50, deadline=None)
def test_any_codebook_survives_refi(codebook: Codebook, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever its texts look like."""
    again = through_qdc(codebook, tmp_path_factory.getbasetemp())
    assert without_digest(again) == without_digest(codebook)


def test_refi_is_stable_and_its_guids_unique(shipped: Codebook) -> None:
    """The same codebook gives the same bytes; no two things share a GUID, and members of sets are codes."""
    text = make_qdc(shipped)
    root = ElementTree.fromstring(text)
    own = [e.get("guid") for e in root.iter() if e.tag in {CODE, f"{{{NAMESPACE}}}Set"}]
    members = {e.get("guid") for e in root.iterfind(".//q:MemberCode", NS)}
    assert text == make_qdc(shipped)
    assert len(set(own)) == len(own) == 24 + 59 + 2
    assert members <= set(own)
    assert len(members) == 59


def test_a_side_is_seen_in_other_programs() -> None:
    """By colour, by a set and in the description."""
    book = make_codebook(make_pattern("delay"), make_pattern("prompt", polarity=Polarity.GOOD_PRACTICE))
    root = ElementTree.fromstring(make_qdc(book))
    codes = root.findall(".//q:Code/q:Code", NS)
    assert [code.get("name") for code in codes] == ["Delay", "Prompt"]
    assert len({code.get("color") for code in codes}) == 2
    assert [found.get("name") for found in root.iterfind(".//q:Set", NS)] == ["Good practice", "Failure"]
    assert "Polarity: failure" in (codes[0].findtext("q:Description", "", NS)).split("\n")


def test_what_xml_does_not_allow_is_left_out() -> None:
    """A control character does not break the file."""
    text = make_qdc(make_codebook(make_pattern("delay", definition="Peo\x00ple\x0b \ufffewait & <stay>.")))
    found = ElementTree.fromstring(text).find(".//q:Code/q:Code/q:Description", NS)
    assert found is not None
    assert (found.text or "").startswith("People wait & <stay>.\n")


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of REFI-QDA is not beside this checkout")
def test_refi_is_valid_in_a_project(shipped: Codebook) -> None:
    """Codes and sets, moved to the namespace of a project, are valid by its schema."""
    from lxml import etree

    project = "urn:QDA-XML:project:1.0"
    moved = etree.fromstring(make_qdc(shipped).split("?>", 1)[1].replace(NAMESPACE, project))
    root = etree.Element(f"{{{project}}}Project", name="x")
    sets = moved[1]
    etree.SubElement(root, f"{{{project}}}CodeBook").append(moved[0])
    for member in sets.iter(f"{{{project}}}MemberCode"):
        member.set("targetGUID", member.attrib.pop("guid"))
    root.append(sets)
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    assert schema.validate(root), schema.error_log


def test_the_table_is_that_of_the_export_set(shipped: Codebook) -> None:
    """Its columns come first in the same order; near misses stand at the right; nothing is counted."""
    reader = csv.DictReader(io.StringIO(make_codebook_csv(shipped), newline=""))
    rows = list(reader)
    assert tuple(reader.fieldnames or ()) == (*CODEBOOK.names, "near_misses")
    assert [row["pattern_id"] for row in rows] == list(shipped.pattern_ids)
    assert {row["n_reports"] + row["n_findings"] for row in rows} == {""}


def test_the_shipped_codebook_survives_the_table(shipped: Codebook) -> None:
    """Ids, themes, sides and definitions come back; what does not is said."""
    reader = csv.DictReader(io.StringIO(make_codebook_csv(shipped), newline=""))
    again = settle(read_table(reader, list(reader.fieldnames or ()), source="x"), source="x").codebook
    assert [(p.id, p.theme, p.polarity, p.definition, p.confused_with) for p in again.patterns] == [
        (p.id, p.theme, p.polarity, p.definition, p.confused_with) for p in shipped.patterns
    ]
    assert [(t.id, t.label) for t in again.themes] == [(t.id, t.label) for t in shipped.themes]
    assert len(list_csv_losses(shipped)) == 3


def test_losses_are_only_told_where_there_are_any() -> None:
    """A bare codebook loses nothing; a theme without a pattern and an order by theme are told."""
    bare = replace(make_codebook(make_pattern("delay")), title="", version="")
    assert list_csv_losses(bare) == ()
    mixed = make_codebook(
        make_pattern("debt", theme="money"),
        make_pattern("delay"),
        themes=(Theme(id="money", label="Money"), Theme(id="bare", label="Bare")),
    )
    assert list_qdc_losses(mixed) == ("The order of patterns, which stand theme by theme",)
    said = "\n".join(list_csv_losses(mixed))
    assert "Themes without a pattern (bare)" in said
    assert "order of themes" in said


def test_skos_is_a_thesaurus(shipped: Codebook) -> None:
    """Themes are top concepts with their patterns below; every reference leads to a concept of the file."""
    graph = json.loads(make_skos(shipped))["@graph"]
    nodes = {node["id"]: node for node in graph}
    scheme = graph[0]
    by_id = {node.get("notation"): node for node in graph}
    assert len(nodes) == 1 + 2 + 24 + 59
    assert [nodes[urn]["notation"] for urn in scheme["hasTopConcept"]] == list(shipped.theme_ids)
    vision, theme = by_id["shared_vision"], by_id["leadership"]
    assert nodes[vision["broader"]] is theme
    assert vision["id"] in theme["narrower"]
    assert {nodes[urn]["notation"] for urn in vision["related"]} == set(
        shipped.pattern("shared_vision").confused_with
    )
    assert vision["scopeNote"][0].startswith("Include: ")
    assert len(vision["example"]) == 5
    assert vision["polarity"] == "good_practice"


@given(codebook=codebooks(LEGAL_IN_XML))
@settings(max_examples=50, deadline=None)
def test_skos_keeps_the_conditions_of_its_reference(codebook: Codebook) -> None:
    """Every name leads to a node; what is broader is narrower the other way; nothing relates to what is above it.

    Source: SKOS Reference, S9, S13, S14, S27, S37 and section 6.5.1.
    """
    content = json.loads(make_skos(codebook))
    nodes = {node["id"]: node for node in content["@graph"]}
    links = ("inScheme", "topConceptOf", "hasTopConcept", "broader", "narrower", "related", "member")
    assert len(nodes) == len(content["@graph"])
    assert content["@context"]["notation"]["@type"].startswith("urn:")
    for node in nodes.values():
        ends = [
            end
            for name in links
            for end in ([node[name]] if isinstance(node.get(name), str) else node.get(name, ()))
        ]
        assert set(ends) <= nodes.keys()
        if node["type"] == "skos:Concept":
            assert isinstance(node["prefLabel"], str)
            assert ("broader" in node) != ("topConceptOf" in node)
            assert "broader" not in node or node["id"] in nodes[node["broader"]]["narrower"]
            assert not {node["id"], node.get("broader")} & set(node.get("related", ()))
        if node["type"] == "skos:Collection":
            assert {nodes[member]["type"] for member in node["member"]} == {"skos:Concept"}


def test_skos_is_stable_and_shares_its_identifiers_with_refi(shipped: Codebook) -> None:
    """URNs of the same UUIDs, so that the two files can be joined."""
    text = make_skos(shipped)
    assert text == make_skos(shipped)
    urns = {node["id"] for node in json.loads(text)["@graph"]}
    guids = {code.get("guid", "").lower() for code in ElementTree.fromstring(make_qdc(shipped)).iter(CODE)}
    assert {f"urn:uuid:{guid}" for guid in guids} <= urns


def test_a_concept_is_never_related_to_itself_or_to_nothing() -> None:
    """SKOS does not know that; the check of the codebook calls it an error."""
    graph = json.loads(make_skos(make_codebook(make_pattern("delay", confused_with=("delay", "gone")))))["@graph"]
    assert "related" not in graph[-1]
