"""Base labels and people's codes as one set of labels."""

from dataclasses import replace
from pathlib import Path

from reportminer.classify.label_union import join_labels, write_labels
from reportminer.classify.labels import read_labels
from reportminer.records import Polarity
from tests.classify.builders import make_codebook, make_labels
from tests.review_rows import make_coding, make_passage

BOOK = make_codebook()
BASE = make_labels()[:3]


def test_people_have_the_say_over_base_labels() -> None:
    """A base label of the same text gives way, whatever its case; the others stay in order."""
    passage = make_passage(1, text=BASE[1].text.upper())
    union = join_labels(BASE, [make_coding(passage, "uses_data")], BOOK)
    assert [label.id for label in union.labels] == [BASE[0].id, BASE[2].id, "R1-00001"]
    added = union.labels[-1]
    assert (added.patterns, added.themes, added.polarity, added.group) == (
        ("uses_data",),
        ("data",),
        Polarity.NEUTRAL,
        "R1",
    )
    assert union.n_replaced == 1


def test_most_coders_decide_and_a_tie_is_left_out() -> None:
    """Two of three give the pattern; one of two leaves the sentence out."""
    clear, tied = make_passage(1), make_passage(2)
    codings = [
        make_coding(clear, "good_flow", coder="anna"),
        make_coding(clear, "good_flow", "uses_data", coder="ben"),
        make_coding(clear, coder="cy"),
        make_coding(tied, "bad_flow", coder="anna"),
        make_coding(tied, coder="ben"),
    ]
    union = join_labels((), codings, BOOK)
    assert [(label.id, label.patterns) for label in union.labels] == [("R1-00001", ("good_flow",))]
    assert union.n_disputed == 1


def test_what_people_state_beside_patterns_is_kept() -> None:
    """Side, themes and advice as stated by most; codes that the codebook does not know are dropped."""
    coding = replace(
        make_coding(make_passage(1), "gone"), themes=("flow", "gone"), polarity="failure", is_recommendation=True
    )
    (label,) = join_labels((), [coding], BOOK).labels
    assert (label.patterns, label.themes, label.polarity, label.is_recommendation) == (
        (),
        ("flow",),
        Polarity.FAILURE,
        True,
    )


def test_written_labels_are_read_back(tmp_path: Path) -> None:
    """The file is one that `train` takes, and holds the same labels."""
    union = join_labels(
        BASE, [make_coding(make_passage(1, text='A "quoted", text'), "good_flow", "uses_data")], BOOK
    )
    write_labels(tmp_path / "new" / "labels.csv", union.labels)
    read = read_labels(tmp_path / "new" / "labels.csv", BOOK)
    assert [(x.id, x.text, x.patterns, x.polarity, x.group) for x in read] == [
        (x.id, x.text, x.patterns, x.polarity, x.group) for x in union.labels
    ]


def test_no_label_runs_as_a_formula(tmp_path: Path) -> None:
    """A text that a spreadsheet would run is made safe."""
    union = join_labels((), [make_coding(make_passage(1, text="=HYPERLINK(1)"))], BOOK)
    write_labels(tmp_path / "labels.csv", union.labels)
    assert ",'=HYPERLINK(1)," in (tmp_path / "labels.csv").read_text()
