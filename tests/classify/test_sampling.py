"""Which sentences are read next: what proves, and what teaches."""

from collections import Counter

import numpy as np
import pytest

from reportminer.classify.sampling import DIVERSE, RANDOM, UNCERTAIN, Cell, Pick, Plan, allot, choose_passages
from reportminer.store.passages import PassageRow
from reportminer.store.vectors import VectorTable
from tests.review_rows import make_passage, make_tag_of, make_vectors

ACCEPTED = [make_passage(n, make_tag_of("a", 0.9, accepted=True)) for n in range(8)]
REVIEW = [make_passage(n, make_tag_of("a" if n % 2 else "b", 0.5 + n / 1000)) for n in range(8, 48)]
UNTAGGED = [make_passage(n, best=("a", 0.001 * n)) for n in range(48, 148)]
ALL = [*ACCEPTED, *REVIEW, *UNTAGGED]


def choose(passages: list[PassageRow], *, vectors: VectorTable | None = None, **options: object) -> list[Pick]:
    """Sentences chosen by a plan; `read` and `drawn` are not of the plan."""
    known = {name: options.pop(name) for name in ("read", "drawn") if name in options}
    plan = Plan(**({"n": 20, "random_share": 0.0} | options))  # type: ignore[arg-type]
    return list(choose_passages(passages, vectors or make_vectors(passages), plan=plan, **known))  # type: ignore[arg-type]


def ids(picks: list[Pick], stratum: str = "") -> set[str]:
    """The ids of sentences chosen for a reason."""
    return {pick.passage.finding_id for pick in picks if stratum in ("", pick.stratum)}


def test_each_reason_has_its_share() -> None:
    """Three tenths at random, the others half in doubt and half unlike what was read."""
    picks = choose(ALL, random_share=0.3)
    assert Counter(pick.stratum for pick in picks) == {RANDOM: 6, UNCERTAIN: 7, DIVERSE: 7}
    assert len(ids(picks)) == 20


def test_random_rows_say_what_they_stand_for() -> None:
    """Weights add up to the sentences of each cell, so that totals can be estimated; the others carry none."""
    picks = choose(ALL, random_share=0.6)
    by_cell: Counter[int] = Counter()
    for pick in picks:
        if pick.stratum == RANDOM:
            assert pick.drawn_from is not None
            assert pick.weight is not None
            by_cell[pick.drawn_from] += pick.weight  # type: ignore[assignment]
        else:
            assert (pick.weight, pick.drawn_from) == (None, None)
    assert {size: round(total, 6) for size, total in by_cell.items()} == {8: 8, 40: 40, 100: 100}


def test_a_draw_is_simple_random_within_its_cell() -> None:
    """Over many seeds each sentence of a cell is drawn about equally often."""
    drawn = Counter(
        pick.passage.finding_id
        for seed in range(400)
        for pick in choose(REVIEW, random_share=1.0, n=10, seed=seed)
    )
    assert sum(drawn.values()) == 4000
    assert all(60 < n < 140 for n in drawn.values())


def test_the_draw_covers_what_was_read_for_another_reason() -> None:
    """A sentence read because it was in doubt may be drawn as well: else the draw would miss the hard ones."""
    everything = {p.finding_id for p in REVIEW}
    assert ids(choose(REVIEW, random_share=1.0, n=40, read=everything)) == everything


def test_a_further_draw_goes_on_from_the_last() -> None:
    """What was drawn before is not drawn again, and the cell keeps its size."""
    first = ids(choose(REVIEW, random_share=1.0, n=15))
    second = choose(REVIEW, random_share=1.0, n=40, read=first, drawn=first)
    assert ids(second) == {p.finding_id for p in REVIEW} - first
    assert {pick.drawn_from for pick in second} == {40}


def test_method_sections_are_not_drawn() -> None:
    """Sentences below a heading of how the review was done carry no finding and are not read."""
    hidden = [make_passage(n, section=("Terms of reference",)) for n in range(500, 600)]
    assert ids(choose([*ACCEPTED, *hidden], random_share=1.0, n=50)) == {p.finding_id for p in ACCEPTED}


def test_a_pattern_is_drawn_among_its_tags_alone() -> None:
    """With a pattern random rows are tags of it, told apart from a draw of all sentences."""
    picks = choose(ALL, random_share=1.0, n=100, pattern="b")
    assert {pick.stratum for pick in picks} == {"random:b"}
    assert ids(picks) == {p.finding_id for p in ALL if "b" in p.patterns}


def test_doubt_is_nearness_to_the_threshold() -> None:
    """Of one pattern the sentences nearest to its threshold come first, from above and from below."""
    passages = [
        make_passage(1, make_tag_of("a", 0.9)),
        make_passage(2, make_tag_of("a", 0.52)),
        make_passage(3, best=("a", 0.49)),
        make_passage(4, best=("a", 0.1)),
        make_passage(5, make_tag_of("a", 0.51, accepted=True)),
    ]
    assert ids(choose(passages, n=4), UNCERTAIN) == {"R1-00003", "R1-00002"}


def test_patterns_take_turns_in_doubt() -> None:
    """A pattern with many doubtful tags does not crowd out the others."""
    crowd = [make_passage(n, make_tag_of("a", 0.501)) for n in range(30)]
    lonely = make_passage(99, make_tag_of("b", 0.8))
    assert lonely.finding_id in ids(choose([*crowd, lonely], n=4), UNCERTAIN)


def test_near_copies_are_read_once() -> None:
    """Neither doubtful nor diverse rows repeat the words or the sense of what was chosen or read."""
    copies = [make_passage(n, make_tag_of("a", 0.51), text="The same." if n < 3 else "") for n in range(6)]
    vectors = make_vectors(copies, [(1, 0), (1, 0), (1, 0), (1, 0.01), (0, 1), (0.01, 1)])
    assert len(ids(choose(copies, n=6, vectors=vectors), UNCERTAIN)) == 2
    read = choose(copies, n=6, vectors=vectors, read={copies[0].finding_id})
    assert copies[1].finding_id not in ids(read)


def test_diverse_rows_are_far_apart() -> None:
    """Of three crowds of findings one each is taken before any second one."""
    corners = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    crowds = [make_passage(n, make_tag_of("a", 0.9, accepted=True)) for n in range(30)]
    spread = [[c + 0.001 * (n + k) for k, c in enumerate(corners[n % 3])] for n in range(30)]
    picks = choose(crowds, n=3, vectors=make_vectors(crowds, spread))
    assert {int(pick.passage.finding_id[-5:]) % 3 for pick in picks} == {0, 1, 2}


def test_the_choice_depends_on_the_seed_alone() -> None:
    """The same sentences give the same sheet, wherever they lie in the database; another seed gives another."""
    again = [make_passage(int(p.finding_id[-5:]), *p.tags, best=(p.best_pattern, p.best_score)) for p in ALL]
    one, two = choose(ALL, random_share=0.3), choose(again, random_share=0.3)
    assert [p.passage.finding_id for p in one] == [p.passage.finding_id for p in two]
    assert ids(one, RANDOM) != ids(choose(ALL, random_share=0.3, seed=2), RANDOM)


def test_a_small_workspace_gives_what_it_has() -> None:
    """Where less is there than was asked for, everything is read once; without vectors too."""
    few = [*ACCEPTED[:2], *UNTAGGED[:2]]
    nothing = VectorTable(ids=np.empty(0, np.int64), rows=np.empty((0, 0), np.float32), encoder="")
    assert len(choose(few, random_share=0.5, n=50, vectors=nothing)) == 4
    assert choose([], vectors=nothing) == []


@pytest.mark.parametrize(
    ("n", "sizes", "expected"),
    [
        (20, (50, 50, 90), (5, 5, 10)),
        (20, (2, 50, 90), (2, 6, 12)),
        (4, (50, 50, 90), (1, 1, 2)),
        (20, (5, 0, 5), (5, 0, 5)),
        (0, (5, 5, 5), (0, 0, 0)),
    ],
)
def test_what_one_cell_lacks_the_others_give(n: int, sizes: tuple[int, ...], expected: tuple[int, ...]) -> None:
    """A quarter each of accepted and review, half untagged; no cell gives more than it has."""
    assert tuple(allot(n, dict(zip(Cell, sizes, strict=True))).values()) == expected
