"""The definitions of columns, the data dictionary and the Data Package."""

import re
from typing import Any

import pytest

from reportminer.codebook.load import load_codebook
from reportminer.export.catalogue import list_tables
from reportminer.export.describe import dictionary_rows, make_data_package
from reportminer.export.model import Kind, TableSpec
from tests.export.workspace import GOLDEN

INTERFACE = {
    "reports.csv": "report_id, file, sha256, status, reason, title, report_type, area, area_code, publisher, "
    "published, review_start, review_end, n_pages, n_pages_ok, n_words, n_sentences, n_findings, "
    "ocr, language, duplicate_of, licence, source_url",
    "pages.csv": "report_id, page, label, status, engine, n_chars, n_blocks, ocr, warnings",
    "findings.csv": "finding_id, report_id, area, area_code, report_type, published, page, page_label, section, "
    "text, before, after, polarity, strength, patterns, pattern_scores, themes, voice, entities, "
    "needs_review, coder, bbox, duplicate_group, link",
    "tags.csv": "finding_id, report_id, pattern_id, theme_id, polarity, probability, threshold, decision, coder, "
    "model, why",
    "themes.csv": "finding_id, report_id, theme_id, start, end, text, rule",
    "entities.csv": "entity_id, report_id, page, sentence_id, start, end, text, label, canonical, code_system, "
    "code, score",
    "recurrence.csv": "pattern_id, theme_id, polarity, n_reports, share_of_reports, ci_low, ci_high, n_findings, "
    "n_areas, first_published, last_published, example_finding_ids",
    "silences.csv": "report_id, area, pattern_id, best_score, nearest_finding_id, note",
    "tables.csv": "report_id, page, n_rows, n_cols, caption, file",
    "skipped.csv": "report_id, file, page, stage, code, reason, remedy",
}
"""The columns that the design promises; scripts of users rely on them."""


def tables() -> list[TableSpec]:
    """All tables, with a codebook of three patterns."""
    codebook = load_codebook(GOLDEN / "codebook.toml")
    return list_tables(codebook, pattern_ids=codebook.pattern_ids, theme_ids=codebook.theme_ids)


def package() -> dict[str, Any]:
    """The Data Package of a set with all files."""
    names = [*(table.file for table in tables()), "blocks.jsonl"]
    return make_data_package(tables(), hashes=dict.fromkeys(names, ("0" * 64, 10)), version="1.2.3", excel=False)


@pytest.mark.parametrize("file", INTERFACE)
def test_promised_columns_are_there_in_order(file: str) -> None:
    """Every column of the design stands in its table, in the design's order; new ones follow at the right side."""
    table = next(table for table in tables() if table.file == file)
    promised = tuple(INTERFACE[file].split(", "))
    assert table.names[: len(promised)] == promised


def test_names_are_unique_and_plain() -> None:
    """No table has a column twice, and every name is plain."""
    for table in tables():
        assert len(set(table.names)) == len(table.names)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in table.names)


def test_every_column_is_explained() -> None:
    """The data dictionary has each column of each table once, with a meaning that is a sentence."""
    rows = list(dictionary_rows(tables()))
    assert len({(row["file"], row["name"]) for row in rows}) == len(rows)
    assert len(rows) == sum(len(table.columns) for table in tables())
    assert all(str(row["meaning"]).strip().endswith(".") for row in rows)


def test_allowed_values_and_ranges_are_told() -> None:
    """A closed list shows its values, a number its range, an open column nothing."""
    rows = {(row["file"], row["name"]): row["allowed"] for row in dictionary_rows(tables())}
    assert rows["tags.csv", "decision"] == ("accepted", "review")
    assert rows["tags.csv", "probability"] == ("0 to 1",)
    assert rows["recurrence.csv", "n_reports"] == ("0 or more",)
    assert rows["findings.csv", "text"] == ()


def test_columns_of_the_codebook() -> None:
    """The tables by area have a column for each pattern or theme, explained by its definition."""
    found = {(row["file"], row["name"]): row["meaning"] for row in dictionary_rows(tables())}
    assert "Money is held in common." in str(found["pattern_by_area.csv", "pooled_budgets"])
    assert "Money" in str(found["theme_by_area.csv", "finance"])


def test_package_describes_every_table() -> None:
    """Each CSV file and blocks.jsonl is a resource with a plain name, a path, its size and hash."""
    resources = package()["resources"]
    assert [r["path"] for r in resources] == [*(table.file for table in tables()), "blocks.jsonl"]
    assert all(re.fullmatch(r"[a-z0-9._-]+", r["name"]) for r in resources)
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", r["hash"]) and r["bytes"] == 10 for r in resources)


def test_fields_are_table_schema() -> None:
    """Fields have names and types of Table Schema, keys are fields, references lead to a resource and field."""
    resources = {r["name"]: r for r in package()["resources"] if "schema" in r}
    fields = {name: [f["name"] for f in r["schema"]["fields"]] for name, r in resources.items()}
    for name, resource in resources.items():
        schema = resource["schema"]
        assert {f["type"] for f in schema["fields"]} <= {"string", "integer", "number", "boolean"}
        assert set(schema.get("primaryKey", [])) <= set(fields[name])
        for key in schema.get("foreignKeys", []):
            assert key["fields"] in fields[name]
            assert key["reference"]["fields"] in fields[key["reference"]["resource"]]


def test_constraints_fit_their_type() -> None:
    """Only texts have closed lists, and only numbers have ranges."""
    for resource in package()["resources"]:
        for field in resource.get("schema", {}).get("fields", []):
            rules = field.get("constraints", {})
            assert "enum" not in rules or field["type"] == "string"
            assert "minimum" not in rules or field["type"] in {"integer", "number"}


def test_files_that_are_absent_are_not_described() -> None:
    """A resource stands for a file that is there."""
    found = make_data_package(tables(), hashes={"tags.csv": ("0" * 64, 1)}, version="1", excel=True)
    resources: Any = found["resources"]
    assert [(r["path"], r["encoding"]) for r in resources] == [("tags.csv", "utf-8-sig")]


def test_examples_can_be_read_by_their_kind() -> None:
    """The example of a number is a number, that of a closed list one of its values."""
    for table in tables():
        for column in table.columns:
            if column.example and column.kind in {Kind.INTEGER, Kind.NUMBER}:
                assert float(column.example) >= 0
            if column.example and column.allowed:
                assert column.example in column.allowed
