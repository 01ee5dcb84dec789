"""Words and phrases that set sentences apart."""

import pytest

from reportminer.analyse.discovery_terms import N_TERMS, TermSpace, content_words

ROTA = [
    "The rota depended on agency staff at weekends.",
    "Agency staff filled two shifts in three.",
    "Wards leaned on agency staff and the rota was late.",
]
OTHERS = [
    "Discharge letters were late and the hospital did not know.",
    "Letters to the hospital were lost at weekends.",
    "Families waited for letters.",
]


def terms_of(texts: list[str], others: list[str], reports: str = "") -> tuple[str, ...]:
    """The terms of some sentences, each in a report of its own unless letters name their reports."""
    return TermSpace([*texts, *others]).choose_terms(
        range(len(texts)), weights=[1.0] * len(texts), reports=list(reports) or [str(i) for i in range(len(texts))]
    )


def test_phrases_that_recur_come_first() -> None:
    """A phrase of several words stands for its parts; what stands once only, or elsewhere too, does not count."""
    assert terms_of(ROTA, OTHERS) == ("agency staff", "rota")


def test_a_phrase_of_one_report_gives_way() -> None:
    """Where the sentences come from several reports, what only one of them says is no term of the cluster."""
    texts = [*ROTA, "Corridors stood empty.", "Corridors were dark."]
    assert terms_of(texts, OTHERS, "ABCDD") == ("agency staff", "rota")
    assert terms_of(texts, OTHERS, "AAAAA") == ("agency staff", "corridors", "rota")


def test_names_are_no_terms() -> None:
    """Words with a capital inside a sentence name people and places, not subjects; abbreviations stay."""
    found = terms_of(
        ["Leaders in Northbridge trusted the NHS.", "Nobody in Northbridge could reach the NHS."],
        ["Roads were mended."],
    )
    assert found[0] == "nhs"
    assert not any("northbridge" in term for term in found)


def test_word_forms_are_one_term() -> None:
    """`discharge` and `discharged` are not both shown."""
    found = terms_of(
        ["Discharge was slow, and few were discharged.", "Discharged late, or the discharge failed."], OTHERS
    )
    assert sum("discharge" in term for term in found) == 1


def test_without_a_shared_word_each_sentence_speaks() -> None:
    """Sentences that share no phrase get their own, those of the most typical first."""
    space = TermSpace(["Bells rang.", "Doors closed.", "Roads were mended."])
    assert space.choose_terms([0, 1], weights=[0.2, 0.9], reports=["A", "B"]) == ("doors closed", "bells rang")


def test_there_are_never_too_many() -> None:
    """A long sentence said twice gives a handful of terms."""
    long = "Alpha beta, gamma delta, epsilon zeta, eta theta, iota kappa, lambda omicron, sigma upsilon, omega."
    assert len(terms_of([long.lower(), long.lower()], OTHERS)) == N_TERMS


@pytest.mark.parametrize("text", ["", "12 34", "It was not so.", "?!"])
def test_what_says_nothing(text: str) -> None:
    """Numbers and function words carry no meaning."""
    assert content_words(text) == []
    assert terms_of([text, text], OTHERS) == ()
