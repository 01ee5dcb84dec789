"""References become labelled sentences where their documents are at hand."""

from pathlib import Path

import pytest

from reportminer.classify.references import HASH_DIGITS
from reportminer.codebook.load import load_codebook
from reportminer.errors import ConfigError
from reportminer.ids import hash_file, hash_text, make_report_id
from reportminer.settings import find_config, load_settings
from reportminer.workflow.label_documents import describe_followed, list_documents, read_label_files

TEXT = """\
# Findings

Beds were blocked for weeks. Nobody answered for it.

The report was written in May.
"""
HEADER = "id,report_id,page,start,hash,first_words,themes,patterns,polarity,is_recommendation,group,use\n"


def write_references(folder: Path, document: Path) -> Path:
    """References to two sentences of the document, to one that it does not have, and to another document."""
    report = make_report_id(hash_file(document))
    rows = [
        ("D1", report, "Beds were blocked for weeks.", "delayed_discharge", "failure", "train"),
        ("D2", report, "The report was written in May.", "", "none", "test"),
        ("D3", report, "This stands nowhere.", "", "none", "train"),
        ("D4", "R000000000000", "Far away.", "", "none", "train"),
    ]
    lines = [
        f"{key},{where},0,0,{hash_text(text)[:HASH_DIGITS]},x,,{pattern},{side},0,{where},{use}\n"
        for key, where, text, pattern, side, use in rows
    ]
    path = folder / "references.csv"
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def test_references_are_followed_into_documents(tmp_path: Path) -> None:
    """A document is known by its bytes, whatever its name; what is lost and what is missing is said."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "renamed.md").write_text(TEXT, encoding="utf-8")
    codebook = load_codebook(find_config("codebook.toml"))
    file = write_references(tmp_path, documents / "renamed.md")
    labels, followed = read_label_files(
        [file], documents=[documents], codebook=codebook, settings=load_settings(None), use="train"
    )
    (label,) = labels
    assert (label.id, label.text, label.patterns) == ("D1", "Beds were blocked for weeks.", ("delayed_discharge",))
    assert (label.section, label.after) == (("Findings",), "Nobody answered for it.")
    said = "\n".join(describe_followed(followed))
    assert "1 sentences are not found" in said
    assert "R000000000000" in said
    assert list_documents(followed)["missing"] == ["R000000000000"]


def test_without_any_document_the_way_out_is_named(tmp_path: Path) -> None:
    """References alone and no document: an error that names the option."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    file = write_references(tmp_path, tmp_path / "a.txt")
    codebook = load_codebook(find_config("codebook.toml"))
    with pytest.raises(ConfigError, match="--documents"):
        read_label_files([file], documents=[], codebook=codebook, settings=load_settings(None))
