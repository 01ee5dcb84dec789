"""Where a review stands: the machine beside people, and what proves nothing any more."""

from dataclasses import replace

from reportminer.store.passages import PassageRow
from reportminer.workflow.review_status import ReviewStatus, summarise_review
from tests.classify.builders import make_codebook
from tests.review_rows import make_coding, make_passage, make_tag_of

BOOK = make_codebook()
PASSAGES = [
    make_passage(1, make_tag_of("bad_flow", accepted=True)),
    make_passage(2, make_tag_of("bad_flow")),
    make_passage(3),
    make_passage(4),
]


def summarise(*codings: object, passages: list[PassageRow] = PASSAGES) -> ReviewStatus:
    """Where the review of four sentences stands."""
    return summarise_review(passages, codings, BOOK)  # type: ignore[arg-type]


def test_the_machine_is_one_coder_among_others() -> None:
    """It comes first, under its own name, and is compared with each person as they are with each other."""
    status = summarise(
        make_coding(PASSAGES[0], "bad_flow"),
        make_coding(PASSAGES[1], coder="ben", stratum="uncertain", drawn_from=None),
        make_coding(PASSAGES[1], "bad_flow"),
    )
    assert [(c.name, c.kind, c.n_rows, c.n_random) for c in status.coders] == [
        ("patterns@1", "model", 2, 0),
        ("anna", "person", 2, 2),
        ("ben", "person", 1, 0),
    ]
    assert [(pair.one, pair.other, pair.n_rows) for pair in status.agreement] == [
        ("patterns@1", "anna", 2),
        ("patterns@1", "ben", 1),
        ("anna", "ben", 1),
    ]


def test_only_random_rows_prove_anything() -> None:
    """What was read because it was in doubt enters agreement, never precision and recall."""
    doubtful = [make_coding(p, stratum="uncertain", drawn_from=None) for p in PASSAGES]
    assert summarise(*doubtful).machine.n_rows == 0
    assert summarise(*doubtful, make_coding(PASSAGES[0], coder="ben")).machine.n_rows == 1


def test_what_the_machine_learned_from_proves_nothing_of_it() -> None:
    """Rows that had a part in its training are left out of the estimates and of its agreement; for another
    machine they count."""
    rows = [make_coding(PASSAGES[0], "bad_flow", trained=("1",)), make_coding(PASSAGES[1], "bad_flow")]
    status = summarise(*rows)
    assert (status.n_learned, status.machine.n_rows) == (1, 1)
    assert [pair.n_rows for pair in status.agreement] == [1]
    later = [replace(p, machine="patterns@2") for p in PASSAGES]
    assert summarise(*rows, passages=later).n_learned == 0


def test_a_colleague_does_not_make_a_learned_sentence_fresh() -> None:
    """A sentence that the machine was trained on stays out, also where a second person reads it later."""
    status = summarise(make_coding(PASSAGES[0], trained=("1",)), make_coding(PASSAGES[0], coder="ben"))
    assert (status.n_learned, status.machine.n_rows) == (1, 0)


def test_a_draw_among_tags_speaks_of_its_pattern_and_machine_only() -> None:
    """It enters that pattern's precision, no other figure, and not that of a later machine."""
    row = make_coding(PASSAGES[1], "bad_flow", stratum="random:bad_flow")
    status = summarise(row)
    assert (status.machine.n_rows, status.patterns[0].n_read) == (0, 1)
    later = [replace(p, machine="patterns@2") for p in PASSAGES]
    assert summarise(row, passages=later).patterns[0].n_read == 0


def test_codings_find_their_sentence_again() -> None:
    """A sentence with a new id is found by its text; one that is gone is counted as lost."""
    moved = replace(make_coding(PASSAGES[0]), finding_id="R1-old")
    lost = make_coding(make_passage(9, text="Gone."))
    status = summarise(moved, lost)
    assert (status.machine.n_rows, status.n_lost) == (1, 1)


def test_without_readers_there_is_only_the_machine() -> None:
    """Nothing is read, nothing is known, and every tagged pattern has its plan."""
    status = summarise()
    assert [coder.kind for coder in status.coders] == ["model"]
    assert (status.agreement, status.alpha, status.machine.n_rows) == ((), None, 0)
    assert [(p.pattern_id, p.n_tags, p.to_read) for p in status.patterns] == [("bad_flow", 2, 2)]
