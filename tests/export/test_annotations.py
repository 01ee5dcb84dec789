"""Web Annotations and spans: the required properties, words and places, coders, sources."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reportminer.codebook.load import load_codebook
from reportminer.export.annotations import make_fragment
from reportminer.export.skos import make_skos
from reportminer.ids import hash_text
from reportminer.records import BBox, Region
from reportminer.store.codings import CodingRow, store_codings
from reportminer.store.connection import close_database, open_database, reading
from reportminer.store.matching import Filters
from reportminer.store.reading import read_text
from reportminer.workflow.coded_reports import export_annotations, export_spans
from tests.export.workspace import GOLDEN, make_settings, make_workspace

TERMS = {
    *("@context", "id", "type", "motivation", "creator", "generator", "body", "target", "source", "selector"),
    *("purpose", "format", "value", "name", "exact", "prefix", "suffix", "start", "end", "conformsTo", "language"),
}
"""Those of http://www.w3.org/ns/anno.jsonld that are used; its prefixes are dcterms, schema and skos."""
KINDS = {
    *("Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector", "TextPositionSelector"),
    *("FragmentSelector", "Person", "Software", "Text", "skos:Concept"),
}
PREFIXES = ("dcterms:", "schema:", "skos:", "reportminer:")
IRI = re.compile(r"(?:urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|ni:///sha-256;[\w-]{43}|https?://\S+)")


def code(workspace: Path, *codings: dict[str, Any]) -> None:
    """Store what people said of sentences."""
    connection = open_database(workspace, write=True)
    store_codings(
        connection,
        [
            CodingRow(
                **{"coder": "anna", "patterns": (), "machine": "patterns@1", "imported": "2024-05-01"} | coding,
                text_hash=hash_text(coding["text"]),
                report_id=coding["finding_id"].partition("-")[0],
            )
            for coding in codings
        ],
    )
    close_database(connection)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny workspace, in which a person coded a finding and a sentence that is none."""
    folder = make_workspace(tmp_path_factory.mktemp("w") / "workspace")
    with reading(folder) as connection:
        found = {
            text: finding_id for finding_id, text in connection.execute("SELECT finding_id, text FROM sentences")
        }
    pooled, council = "Budgets were pooled – well.", "The council held £3m."
    code(
        folder,
        {"finding_id": found[pooled], "text": pooled, "patterns": ("pooled_budgets",), "comment": "Clear."},
        {"finding_id": found[council], "text": council, "coder": "ben"},
    )
    return folder


@pytest.fixture(scope="module")
def annotations(workspace: Path) -> list[dict[str, Any]]:
    """Its annotations."""
    return read_lines(export_annotations(workspace, workspace / "annotations", settings=make_settings()).file)


@pytest.fixture(scope="module")
def spans(workspace: Path) -> list[dict[str, Any]]:
    """Its spans."""
    return read_lines(export_spans(workspace, workspace / "annotations", settings=make_settings()).file)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def iter_nodes(value: Any) -> Any:
    """Every object within a value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from iter_nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from iter_nodes(inner)


def check_annotation(annotation: dict[str, Any]) -> None:
    """Check what the Web Annotation Data Model says that an annotation must have, section by section."""
    assert annotation["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert annotation["type"] == "Annotation"
    assert IRI.fullmatch(annotation["id"])
    assert annotation["target"]
    for node in iter_nodes({k: v for k, v in annotation.items() if k != "@context"}):
        assert {key for key in node if not key.startswith(PREFIXES)} <= TERMS
        assert node["type"] in KINDS if "type" in node else node is not annotation
        assert "id" not in node or IRI.fullmatch(node["id"])
        check_node(node)


def check_node(node: dict[str, Any]) -> None:
    """Check what a body, agent or selector of some type must have."""
    match node.get("type"):
        case "TextualBody":
            assert isinstance(node["value"], str)
            assert node["purpose"] in {"tagging", "commenting"}
        case "SpecificResource":
            assert IRI.fullmatch(node["source"]["id"])
        case "TextQuoteSelector":
            assert node["exact"]
            assert all(isinstance(node[name], str) for name in ("prefix", "suffix"))
        case "TextPositionSelector":
            assert 0 <= node["start"] < node["end"]
        case "FragmentSelector":
            assert re.fullmatch(r"page=[1-9]\d*(&viewrect=\d+,\d+,\d+,\d+)?", node["value"])
            assert node["conformsTo"] == "http://tools.ietf.org/rfc/rfc3778"
        case "Person" | "Software":
            assert node["name"]


def selector(annotation: dict[str, Any], kind: str) -> dict[str, Any]:
    """The selector of a type."""
    return next(one for one in annotation["target"]["selector"] if one["type"] == kind)


def tags(annotation: dict[str, Any], kind: str) -> list[str]:
    """The words of a kind that an annotation gives."""
    return [body["value"] for body in annotation["body"] if body.get("reportminer:kind") == kind]


def test_every_annotation_is_one(annotations: list[dict[str, Any]]) -> None:
    """Each has the properties that the model requires, and no term that its context does not know."""
    assert annotations
    for annotation in annotations:
        check_annotation(annotation)
    assert len({annotation["id"] for annotation in annotations}) == len(annotations)


def test_the_words_stand_at_the_place(annotations: list[dict[str, Any]], workspace: Path) -> None:
    """Quotation and position select the same stretch of the report's text, with what stands around it."""
    with reading(workspace) as connection:
        for annotation in annotations:
            text = read_text(connection, annotation["dcterms:identifier"].partition("-")[0])
            quote, place = (selector(annotation, f"Text{kind}Selector") for kind in ("Quote", "Position"))
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert text[: place["start"]].endswith(quote["prefix"])
            assert text[place["end"] :].startswith(quote["suffix"])
            assert bool(quote["prefix"]) == (place["start"] > 0)
            assert bool(quote["suffix"]) == (place["end"] < len(text))


def test_fragments_show_the_lines() -> None:
    """A page alone, or with the rectangle around the passage's lines on it, rounded outwards."""
    lines = [
        Region(page=2, box=BBox(x0=72.4, top=310.6, x1=523.1, bottom=322.4)),
        Region(page=2, box=BBox(x0=72.0, top=322.5, x1=200.0, bottom=334.2)),
        Region(page=3, box=BBox(x0=10.0, top=10.0, x1=20.0, bottom=20.0)),
    ]
    assert make_fragment(2, lines) == "page=2&viewrect=72,310,452,25"
    assert make_fragment(2, []) == "page=2"


def test_forms_without_pages_have_no_fragment(annotations: list[dict[str, Any]]) -> None:
    """A web page is selected by its words alone."""
    kinds = {
        (
            annotation["target"]["source"]["format"],
            any("conformsTo" in s for s in annotation["target"]["selector"]),
        )
        for annotation in annotations
    }
    assert kinds == {("application/pdf", True), ("text/html", False)}


def test_the_machine_and_people_are_named(annotations: list[dict[str, Any]]) -> None:
    """Each coder has an annotation of his own: the machine as software, a person as one."""
    pooled = [a for a in annotations if selector(a, "TextQuoteSelector")["exact"].startswith("Budgets were")]
    assert [(a["creator"]["type"], a["creator"]["name"]) for a in pooled] == [
        ("Software", pooled[0]["creator"]["name"]),
        ("Person", "anna"),
    ]
    machine, anna = pooled
    assert tags(machine, "pattern") == ["pooled_budgets", "shared_vision"]
    assert tags(anna, "pattern") == ["pooled_budgets"]
    assert anna["dcterms:date"] == "2024-05-01"
    assert [b["value"] for b in anna["body"] if b.get("purpose") == "commenting"] == ["Clear."]


def test_a_sentence_that_only_people_read_is_theirs(annotations: list[dict[str, Any]]) -> None:
    """Where the machine found nothing, only the person's annotation is there; no pattern is said as such."""
    (ben,) = [a for a in annotations if selector(a, "TextQuoteSelector")["exact"].startswith("The council")]
    assert ben["creator"]["name"] == "ben"
    assert tags(ben, "pattern") == ["none"]


def test_tags_say_how_sure_they_are(annotations: list[dict[str, Any]]) -> None:
    """Probability and decision of the machine's tags, and the side of the sentence."""
    first = annotations[0]
    (tag,) = [body for body in first["body"] if body.get("reportminer:kind") == "pattern"]
    assert (tag["value"], tag["reportminer:probability"], tag["reportminer:decision"]) == (
        "shared_vision",
        0.91,
        "accepted",
    )
    assert tags(first, "polarity") == ["good_practice"]


def test_concepts_are_those_of_the_codebook(annotations: list[dict[str, Any]]) -> None:
    """Each concept stands in the codebook's SKOS file under the same name."""
    graph = json.loads(make_skos(load_codebook(GOLDEN / "codebook.toml")))["@graph"]
    labels = {node["id"]: node.get("prefLabel") for node in graph}
    concepts = [b["source"] for a in annotations for b in a["body"] if b["type"] == "SpecificResource"]
    assert concepts
    assert all(labels[concept["id"]] == concept["skos:prefLabel"] for concept in concepts)


def test_sources_are_carried(annotations: list[dict[str, Any]]) -> None:
    """Each annotation names the report's publisher, licence and source, and how to cite the passage."""
    target = annotations[0]["target"]
    assert target["source"]["dcterms:publisher"] == "Review Office"
    assert target["source"]["dcterms:rights"] == "Open Government Licence v3.0"
    assert target["source"]["dcterms:source"] == "https://example.org/northbridge"
    assert target["dcterms:bibliographicCitation"].startswith("Review Office (2018) Northbridge: local system")


def test_filters_narrow_both(workspace: Path, tmp_path: Path) -> None:
    """Only what passes is annotated; of other paragraphs no span is left."""
    wanted = Filters(pattern="pooled_budgets")
    summary = export_annotations(workspace, tmp_path, settings=make_settings(), filters=wanted)
    assert {"pooled_budgets"} <= {tag for a in read_lines(summary.file) for tag in tags(a, "pattern")}
    assert summary.n_sentences == 2
    made = export_spans(workspace, tmp_path, settings=make_settings(), filters=wanted)
    assert sum(bool(line["spans"]) for line in read_lines(made.file)) == 2


def test_spans_cover_their_sentences(spans: list[dict[str, Any]], annotations: list[dict[str, Any]]) -> None:
    """Each span cuts the sentence out of the paragraph; both forms of labels say the same."""
    words = {a["dcterms:identifier"]: selector(a, "TextQuoteSelector")["exact"] for a in annotations}
    for line in spans:
        for span in line["spans"]:
            assert line["text"][span["start"] : span["end"]] == words[span["finding_id"]]
            assert span["end"] - span["start"] == len(words[span["finding_id"]])
        assert {tuple(label) for label in line["label"]} == {
            (span["start"], span["end"], span["label"]) for span in line["spans"]
        }


def test_no_given_pattern_is_lost_from_the_spans(
    spans: list[dict[str, Any]], annotations: list[dict[str, Any]]
) -> None:
    """What was given to a sentence stands in its paragraph, with the coder; bare paragraphs are there too."""
    given = {
        (a["dcterms:identifier"], a["creator"]["name"], tag)
        for a in annotations
        for tag in tags(a, "pattern")
        if tag != "none"
    }
    assert given == {(s["finding_id"], s["coder"], s["label"]) for line in spans for s in line["spans"]}
    assert any(not line["spans"] for line in spans)
    assert spans[0]["meta"]["licence"] == "Open Government Licence v3.0"


def test_same_bytes_whatever_the_order_of_storing(tmp_path: Path) -> None:
    """There is no time in the files."""
    one, two = make_workspace(tmp_path / "one"), make_workspace(tmp_path / "two", reverse=True)
    for write in (export_annotations, export_spans):
        made = [write(w, tmp_path / f"{w.name}-out", settings=make_settings()).file for w in (one, two)]
        assert made[0].read_bytes() == made[1].read_bytes()
