"""Labels of published sentences are kept without their text, and found again in the documents."""

from pathlib import Path

import pytest

from reportminer.classify.references import HASH_DIGITS, has_references, read_references, resolve
from reportminer.errors import ConfigError
from reportminer.ids import hash_text
from reportminer.records import Polarity, Sentence, Span
from tests.classify.builders import make_codebook

HEADER = "id,report_id,page,start,hash,first_words,themes,patterns,polarity,is_recommendation,group,use\n"


def make_sentences(*texts: str) -> tuple[Sentence, ...]:
    """Sentences of one document, one after the other."""
    found, at = [], 0
    for number, text in enumerate(texts):
        span = Span(start=at, end=at + len(text))
        found.append(
            Sentence(
                number=number,
                finding_id=f"F{number}",
                span=span,
                text=text,
                block=number,
                page=1,
                regions=(),
                section=("Findings",),
            )
        )
        at = span.end + 2
    return tuple(found)


def write_row(path: Path, *rows: str) -> Path:
    """A file of references."""
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def make_row(
    key: str, text: str, *, start: int = 0, patterns: str = "", report: str = "R1", use: str = "train"
) -> str:
    """A row for a sentence."""
    side = {"": "none", "bad_flow": "failure", "good_flow": "good_practice"}[patterns]
    return f"{key},{report},1,{start},{hash_text(text)[:HASH_DIGITS]},x,,{patterns},{side},0,{report},{use}"


def test_a_reference_finds_its_sentence_with_neighbours_and_heading(tmp_path: Path) -> None:
    """The label gets text, heading and neighbours from the document."""
    file = write_row(tmp_path / "r.csv", make_row("D1", "Beds were blocked.", patterns="bad_flow"))
    sentences = make_sentences("It was winter.", "Beds  were\nblocked.", "Nobody acted.")
    found = resolve(read_references(file, make_codebook()), {"R1": sentences}, make_codebook())
    (label,) = found.labels
    assert (label.text, label.patterns, label.polarity) == ("Beds were blocked.", ("bad_flow",), Polarity.FAILURE)
    assert (label.section, label.before, label.after) == (("Findings",), "It was winter.", "Nobody acted.")
    assert label.themes == ("flow",)


def test_sentences_that_repeat_are_told_apart_by_place(tmp_path: Path) -> None:
    """Each reference takes the repeat nearest to where it was coded, each once."""
    file = write_row(
        tmp_path / "r.csv",
        make_row("D1", "Same.", start=500, patterns="bad_flow"),
        make_row("D2", "Same.", start=0, patterns="good_flow"),
    )
    sentences = make_sentences("Same.", "x" * 400, "Same.")
    found = resolve(read_references(file, make_codebook()), {"R1": sentences}, make_codebook())
    assert [(x.id, x.before[:1]) for x in found.labels] == [("D1", "x"), ("D2", "")]


def test_what_is_not_found_is_counted_and_named(tmp_path: Path) -> None:
    """A sentence that is gone is counted, a document that is not at hand is named; the rest is still there."""
    file = write_row(
        tmp_path / "r.csv", make_row("D1", "Here."), make_row("D2", "Gone."), make_row("D3", "Far.", report="R2")
    )
    found = resolve(read_references(file, make_codebook()), {"R1": make_sentences("Here.")}, make_codebook())
    assert ([x.id for x in found.labels], found.n_lost, found.missing) == (["D1"], 1, ("R2",))


def test_unknown_codes_are_all_named(tmp_path: Path) -> None:
    """Bad codes are listed with their lines, as in labels with text."""
    bad = make_row("D1", "Here.").replace(",none,", ",sideways,")
    worse = make_row("D2", "There.", patterns="bad_flow").replace("bad_flow", "nope")
    with pytest.raises(ConfigError, match=r"line 2: polarity 'sideways'(.|\n)*line 3: unknown pattern 'nope'"):
        read_references(write_row(tmp_path / "r.csv", bad, worse), make_codebook())


def test_references_are_told_from_labels_by_their_columns(tmp_path: Path) -> None:
    """A table with texts is no table of references."""
    assert has_references(write_row(tmp_path / "r.csv"))
    (tmp_path / "l.csv").write_text("text,patterns\na,\n", encoding="utf-8")
    assert not has_references(tmp_path / "l.csv")
