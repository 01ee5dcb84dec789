"""Where a review stands: who read what, how far coders agree, and what the random rows prove of the machine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportminer.classify.coders import Codes, PairAgreement, compare_pairs, measure_reliability
from reportminer.classify.sampling import RANDOM, is_eligible
from reportminer.codebook.load import load_codebook
from reportminer.codebook.model import Codebook
from reportminer.settings import Settings, find_config
from reportminer.store.codings import CodingRow, read_codings
from reportminer.store.connection import reading
from reportminer.store.passages import PassageIndex, PassageRow, read_passages
from reportminer.workflow.review_figures import MachineFigures, PatternPlan, Truth, measure_machine, plan_pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderStatus:
    """What one coder has read."""

    name: str
    """Who."""
    kind: str
    """`person` or `model`."""
    n_rows: int
    """Sentences read, or tagged."""
    n_random: int
    """Of these, read because they were drawn at random."""
    last: str
    """ISO date of the last sheet; empty for the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStatus:
    """Where the review of a workspace stands."""

    coders: tuple[CoderStatus, ...]
    """The machine first, then people by name."""
    agreement: tuple[PairAgreement, ...]
    """Each coder with each other one, over all that both read."""
    alpha: float | None
    """Krippendorff's alpha of the people, sets of patterns by the MASI distance."""
    machine: MachineFigures
    """What the random rows say of all patterns together."""
    patterns: tuple[PatternPlan, ...]
    """What they say of each pattern that was tagged, in the order of the codebook."""
    n_learned: int
    """Sentences read that the present machine was trained on: they prove nothing of it and are left out."""
    n_lost: int
    """Codings whose sentence is in no report of the workspace any more; they are kept."""


def read_review(workspace: Path, *, settings: Settings) -> ReviewStatus:
    """Return where the review of a workspace stands.

    Raises:
        UsageError: there is no workspace.
    """
    with reading(workspace) as connection:
        passages, codings = read_passages(connection), read_codings(connection)
    return summarise_review(passages, codings, load_codebook(find_config(settings.codebook)))


def summarise_review(
    passages: Sequence[PassageRow], codings: Sequence[CodingRow], codebook: Codebook
) -> ReviewStatus:
    """Return where a review stands.

    Args:
        passages: all sentences of the workspace.
        codings: all codes of people.
        codebook: what they chose from.
    """
    placed = _place(passages, codings)
    by_id = {passage.finding_id: passage for passage in passages}
    learned = {finding_id for finding_id, group in placed.items() if _has_learned(by_id[finding_id], group)}
    fresh = {finding_id: group for finding_id, group in placed.items() if finding_id not in learned}
    machine = ", ".join(sorted({passage.machine for passage in passages if passage.machine != "@"}))
    people = _codes_by_coder(placed)
    tags: Codes = {p.finding_id: p.patterns for p in passages if p.finding_id in fresh}
    figures = measure_machine(
        [passage for passage in passages if is_eligible(passage)],
        _truth(fresh, by_id, {RANDOM}),
        drawn_from=_list_drawn_from(fresh),
    )
    return ReviewStatus(
        coders=(
            CoderStatus(
                name=machine, kind="model", n_rows=sum(bool(p.tags) for p in passages), n_random=0, last=""
            ),
            *_list_people(codings),
        ),
        agreement=compare_pairs([(machine, tags), *sorted(people.items())], codebook.pattern_ids),
        alpha=measure_reliability(list(people.values())),
        machine=figures,
        patterns=_plan_patterns(passages, fresh, by_id, codebook, expected=figures.precision.value),
        n_learned=len(learned),
        n_lost=len(codings) - sum(map(len, placed.values())),
    )


def read_random_rows(
    passages: Sequence[PassageRow], codings: Sequence[CodingRow]
) -> tuple[Truth, Mapping[str, int]]:
    """Return what people say of sentences drawn at random, and out of how many each was drawn, by finding id.

    Those that the present machine was trained on are left out: they prove nothing of it.

    Args:
        passages: all sentences of the workspace.
        codings: all codes of people.
    """
    placed = _place(passages, codings)
    by_id = {passage.finding_id: passage for passage in passages}
    fresh = {key: group for key, group in placed.items() if not _has_learned(by_id[key], group)}
    return _truth(fresh, by_id, {RANDOM}), _list_drawn_from(fresh)


Placed = Mapping[str, Sequence[CodingRow]]
"""The codings of each sentence, by finding id."""


def _place(passages: Iterable[PassageRow], codings: Iterable[CodingRow]) -> Placed:
    """Return the codings by the sentence they belong to now; of a coder's two the one under its own id."""
    index = PassageIndex(passages)
    placed: dict[str, dict[str, CodingRow]] = defaultdict(dict)
    for coding in codings:
        passage = index.find(coding.finding_id, text_hash=coding.text_hash)
        if passage is not None:
            group = placed[passage.finding_id]
            if coding.coder not in group or coding.finding_id == passage.finding_id:
                group[coding.coder] = coding
    return {finding_id: tuple(group.values()) for finding_id, group in placed.items()}


def _list_drawn_from(placed: Placed) -> dict[str, int]:
    return {
        finding_id: coding.drawn_from
        for finding_id, group in placed.items()
        for coding in group
        if coding.stratum == RANDOM and coding.drawn_from
    }


def _has_learned(passage: PassageRow, codings: Iterable[CodingRow]) -> bool:
    version = passage.machine.rpartition("@")[2]
    return any(version in coding.trained for coding in codings)


def _codes_by_coder(placed: Placed) -> dict[str, Codes]:
    people: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for finding_id, group in placed.items():
        for coding in group:
            people[coding.coder][finding_id] = frozenset(coding.patterns)
    return dict(people)


def _truth(placed: Placed, by_id: Mapping[str, PassageRow], strata: set[str]) -> Truth:
    """Return what people say of sentences drawn at random.

    A draw among the tags of one pattern speaks only of the machine that gave them.
    """
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for finding_id, group in placed.items():
        counting = [
            coding
            for coding in group
            if coding.stratum in strata
            and (coding.stratum == RANDOM or coding.machine == by_id[finding_id].machine)
        ]
        if counting:
            found[finding_id] = tuple(frozenset(coding.patterns) for coding in counting)
    return found


def _list_people(codings: Iterable[CodingRow]) -> list[CoderStatus]:
    by_coder: dict[str, list[CodingRow]] = defaultdict(list)
    for coding in codings:
        by_coder[coding.coder].append(coding)
    return [
        CoderStatus(
            name=name,
            kind=group[0].coder_kind,
            n_rows=len(group),
            n_random=sum(coding.stratum.startswith(RANDOM) for coding in group),
            last=max(coding.imported for coding in group),
        )
        for name, group in sorted(by_coder.items())
    ]


def _plan_patterns(
    passages: Iterable[PassageRow],
    placed: Placed,
    by_id: Mapping[str, PassageRow],
    codebook: Codebook,
    *,
    expected: float | None,
) -> tuple[PatternPlan, ...]:
    tagged: dict[str, list[PassageRow]] = {pattern: [] for pattern in codebook.pattern_ids}
    for passage in passages:
        for pattern in sorted(passage.patterns):
            tagged.setdefault(pattern, []).append(passage)
    return tuple(
        plan_pattern(pattern, rows, _truth(placed, by_id, {RANDOM, f"{RANDOM}:{pattern}"}), expected=expected)
        for pattern, rows in tagged.items()
        if rows
    )
