"""Where else nearly the words of a sentence stand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from reportminer.analyse.duplicates import Passage, group_duplicates
from reportminer.records import MinedDocument
from reportminer.store.connection import reading
from reportminer.workflow.repeating import find_repeats
from tests.builders import make_mined, make_tag
from tests.workflow.browsing_workspaces import store

TAG = make_tag("pooled_budgets", "finance", "good_practice")
LONG = (
    "When we visited in the spring, leaders of the council, of the two clinical commissioning groups and of the "
    "hospital trust told us that they had pooled the whole of their budgets for older people under one agreement."
)
SHORT = "Discharges were delayed."


def make_report(name: str, sentences: Sequence[str]) -> MinedDocument:
    """A report in which each sentence carries a tag."""
    return make_mined(name, sentences, tags=dict.fromkeys(range(len(sentences)), (TAG,)))


def repeats_of(tmp_path: Path, *reports: MinedDocument) -> list[str]:
    """Texts of the sentences that repeat the first sentence of the first report."""
    with reading(store(tmp_path / "w", reports)) as connection:
        return [hit.text for hit in find_repeats(connection, reports[0].sentences[0].finding_id)]


@pytest.mark.parametrize(
    "other",
    [
        LONG,
        LONG.upper(),
        LONG.replace("When we visited", "When we came"),
        LONG.replace("one agreement.", "one contract."),
        LONG.replace("the hospital trust told", "the hospital trust there told"),
    ],
    ids=["word for word", "in capitals", "another word at the beginning", "at the end", "in the middle"],
)
def test_a_repetition_is_found_as_the_grouping_has_it(tmp_path: Path, other: str) -> None:
    """What `group_duplicates` puts into one group is found, and nothing else."""
    passages = [Passage(id=str(n), text=t, report_id=str(n), side="x") for n, t in enumerate((LONG, other))]
    is_repeated = group_duplicates(passages)["1"] == "0"
    found = repeats_of(tmp_path, make_report("a.pdf", [LONG]), make_report("b.pdf", [other]))
    assert found == ([other] if is_repeated else [])


def test_another_sentence_is_none(tmp_path: Path) -> None:
    """Some words in common are not enough, and a sentence does not repeat itself."""
    other = "Leaders of the council told us of budgets for older people in the spring."
    assert repeats_of(tmp_path, make_report("a.pdf", [LONG, other])) == []


def test_a_short_sentence_repeats_within_its_report_alone(tmp_path: Path) -> None:
    """Two authors may well write the same few words."""
    assert repeats_of(tmp_path, make_report("a.pdf", [SHORT, "x", SHORT]), make_report("b.pdf", [SHORT])) == [
        SHORT
    ]


def test_signs_of_the_query_language_do_no_harm(tmp_path: Path) -> None:
    """Quotation marks, NEAR and stars in a sentence are its words."""
    said = 'Staff didn\'t say "NEAR (x*)" OR AND NOT that the - plan: was theirs, col:umn ^ or not.'
    assert repeats_of(tmp_path, make_report("a.pdf", [said]), make_report("b.pdf", [said])) == [said]
    assert repeats_of(tmp_path / "2", make_report("a.pdf", ["???"])) == []


def test_an_unknown_id_has_none(tmp_path: Path) -> None:
    """Nothing is found for what is not there."""
    with reading(store(tmp_path / "w", [make_report("a.pdf", [LONG])])) as connection:
        assert find_repeats(connection, "R000000000000-00000000") == ()
