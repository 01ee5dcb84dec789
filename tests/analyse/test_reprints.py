"""Reports that repeat another one nearly word for word are found; those that only share a part are not."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportminer.analyse.reprints import Manuscript, drop_reprints, find_reprints, make_facts
from tests.analyse.rows import make_report


@pytest.fixture(scope="module")
def reviews(root: Path) -> dict[str, str]:
    """The texts of the sample reports by name: some two thousand words each, written in one manner."""
    folder = root / "corpus" / "samples" / "sources"
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}


def write(n_words: int, seed: int = 0) -> str:
    """A text of made words, no three in a row as in another one."""
    made = random.Random(seed)
    return " ".join("".join(made.choices("abcdefghij", k=6)) for _ in range(n_words))


def edit(text: str, share: float, seed: int = 0) -> str:
    """Change a share of the words, evenly spread: a third each is dropped, replaced, or gets a new neighbour."""
    chance = random.Random(seed)
    words = text.split()
    for place, word in enumerate(words):
        if chance.random() < share:
            words[place] = chance.choice(["", "edited", f"{word} newly"])
    return " ".join(words)


def find(*texts: str | tuple[str, tuple[str, ...]]) -> dict[str, str]:
    """Reprints among texts, with or without facts, that are named 0, 1, 2 ..."""

    def make() -> Iterator[Manuscript]:
        for number, given in enumerate(texts):
            text, facts = given if isinstance(given, tuple) else (given, ())
            yield Manuscript(report_id=str(number), text=text, facts=facts)

    return find_reprints(make())


@pytest.mark.parametrize("share", [0.0, 0.01, 0.05, 0.1])
@pytest.mark.parametrize("n_words", [60, 300, 2000, 30_000])
def test_small_edits_leave_a_reprint(share: float, n_words: int) -> None:
    """Up to one word in ten may differ, in a notice as in a long report; the first given is the original."""
    text = write(n_words)
    assert find(text, edit(text, share)) == {"1": "0"}
    assert find(edit(text, share), text) == {"1": "0"}


def test_edits_of_real_prose_leave_a_reprint(reviews: dict[str, str]) -> None:
    """What holds for made words holds for every sample report."""
    for text in reviews.values():
        assert find(text, edit(text, 0.1, seed=1)) == {"1": "0"}


def test_reports_of_one_series_are_no_reprints(reviews: dict[str, str]) -> None:
    """Reviews written in one manner, one of them a progress review of another, are all originals."""
    assert {"averndale-2017", "averndale-progress-2019"} <= set(reviews)
    assert find(*reviews.values()) == {}


def test_a_shared_background_makes_no_reprint() -> None:
    """Two reviews with half of their text in common, word for word, stay two."""
    background = write(1000)
    assert find(f"{background} {write(1000, 1)}", f"{background} {write(1000, 2)}") == {}


def test_a_text_within_a_longer_one_makes_no_reprint() -> None:
    """A report that quotes a whole press release is another report."""
    release = write(300)
    assert find(release, f"{write(700, 1)} {release}") == {}


def test_layout_and_case_do_not_matter() -> None:
    """Line breaks, capitals, quotes and accents are no edits."""
    text = f"{write(100)} the people's café"
    assert find(text, text.replace(" ", "\n").upper().replace("'", "’").replace("É", "E")) == {"1": "0"}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("local_system_review", "E1"), ("progress_review", "E1"), {}),
        (("press_release", "E1"), ("press_release", "E2"), {}),
        (("press_release", "E1"), ("press_release", ""), {"1": "0"}),
    ],
)
def test_stated_differences_keep_reports_apart(
    one: tuple[str, ...], other: tuple[str, ...], found: dict[str, str]
) -> None:
    """The same words about another area, or as another kind of report, are no reprint; what is not known is no
    difference."""
    text = write(200)
    assert find((text, one), (text, other)) == found


def test_new_figures_in_old_sentences_are_no_reprint() -> None:
    """A monthly notice with other numbers is news, a reprint with another date line is not."""
    text = write(200)
    june = " ".join(f"{number} beds" for number in range(10, 20))
    july = " ".join(f"{number} beds" for number in range(30, 40))
    assert find(f"{text} {june}", f"{text} {july}") == {}
    assert find(f"3 June 2018 {text} {june}", f"4 July 2018 {text} {june}") == {"1": "0"}


def test_very_short_texts_are_never_reprints() -> None:
    """Two notices of a few words are alike by chance."""
    assert find(write(40), write(40)) == {}


def test_all_reprints_of_one_original_name_it() -> None:
    """A third edition is a reprint of the first, not of the second."""
    text = write(500)
    assert find(text, edit(text, 0.05, seed=1), write(500, 9), edit(text, 0.05, seed=2)) == {"1": "0", "3": "0"}


def test_the_most_similar_original_is_named() -> None:
    """Where a text resembles two reports, the nearer one is its original."""
    text = write(500)
    far = edit(text, 0.17, seed=3)
    assert find(far, text) == {}
    assert find(far, text, edit(text, 0.02, seed=4)) == {"2": "1"}


def test_a_reprint_counts_only_without_its_original() -> None:
    """Of an original and its reprints the first that passes the filters counts."""
    reports = [make_report("R1"), make_report("R2"), make_report("R3"), make_report("R4")]
    reprints = {"R3": "R1", "R4": "R1"}
    assert [report.report_id for report in drop_reprints(reports, reprints)] == ["R1", "R2"]
    assert [report.report_id for report in drop_reprints(reports[1:], reprints)] == ["R2", "R3"]


def test_a_type_that_is_not_known_keeps_nothing_apart() -> None:
    """Facts are type, area and the dates of the review, empty where nothing is known."""
    known = make_report("R1", area_code="E1", review_start="2017-10-01")
    assert make_facts(known) == ("local_system_review", "E1", "2017-10-01", "")
    assert make_facts(make_report("R1", report_type="other", area="")) == ("", "", "", "")
