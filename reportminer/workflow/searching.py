"""Answers questions about a workspace; nothing heavy is imported on the way."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reportminer.analyse.duplicates import Passage, group_duplicates
from reportminer.embed.load import load_encoder
from reportminer.embed.protocol import Encoder, Vectors
from reportminer.errors import UsageError
from reportminer.records import Hit
from reportminer.search.alike import rank_alike
from reportminer.search.hybrid import Ranking, rank
from reportminer.search.lexical import Weighed, weigh
from reportminer.search.query import Question, Term, list_words, parse_question, show_term, write_term
from reportminer.settings import Settings
from reportminer.store.bm25 import count_sentences
from reportminer.store.candidates import Candidate, find_candidate
from reportminer.store.connection import Connection, reading, snapshot
from reportminer.store.matching import Filters
from reportminer.store.vectors import VectorTable, open_vectors
from reportminer.store.vocabulary import read_generation
from reportminer.workflow.encoders import check_encoder
from reportminer.workflow.known_words import check_filters
from reportminer.workflow.sides import narrow_to_side
from reportminer.workflow.unanswered import explain_nothing, suggest

if TYPE_CHECKING:
    from reportminer.store.views import ReportRow

_SHOWN_CHARS = 80
_MOST_COUNTS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search found."""

    hits: tuple[Hit, ...]
    """Best first."""
    n_sentences: int
    """Sentences in the workspace."""
    suggestions: tuple[str, ...] = ()
    """Other spellings of the question, each of which finds something, where words of this one stand nowhere."""
    repeats: tuple[Hit, ...] = ()
    """The near-duplicates that are folded into the hits, in the order of `Hit.others`."""
    same: tuple[Hit, ...] = ()
    """To a sentence: others that say nearly the same, word for word."""
    remarks: tuple[str, ...] = ()
    """What the person should know, in plain words: which words stand nowhere, why nothing was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """What is kept between two questions while the workspace does not change."""

    generation: int
    table: VectorTable
    counts: dict[str, int]


class Searcher:
    """Answers questions about one workspace, and keeps encoder and vectors open between them.

    It may be asked from several threads at once. The encoder is loaded when a question first needs it, and the
    vectors are opened anew when the workspace has changed.

    Args:
        workspace: its folder.
        settings: which encoder, and how hits are ranked.
        encoder: one that is loaded already; None for the one that the settings name.
    """

    def __init__(self, workspace: Path, *, settings: Settings, encoder: Encoder | None = None) -> None:
        self._workspace = workspace
        self._settings = settings
        self._encoder = encoder
        self._encoding = Lock()
        self._opened: _Opened | None = None
        self._opening = Lock()

    def search(self, query: str, *, filters: Filters | None = None, ranking: Ranking | None = None) -> Answer:
        """Answer a question in words; see `search.query` for what is understood.

        Raises:
            UsageError: the question holds no letter or digit, or the workspace is not there or does not know a
                filter.
            ConfigError: the workspace's vectors come from another encoder than the settings name.
        """
        filters, ranking = filters or Filters(), ranking or Ranking()
        question = parse_question(query)
        if not question.terms:
            raise UsageError(
                f"the question {query[:_SHOWN_CHARS]!r} holds no word",
                remedy='ask for example: search "pooled budgets"',
            )
        with self._reading(filters) as (connection, opened):
            weighed, unknown = self._weigh(connection, question, opened)
            is_meant = ranking.mode != "lexical" and len(opened.table.ids) > 0
            ranked = rank(
                connection,
                question=weighed,
                vector=self._encode(question.text, opened.table)[0] if is_meant else None,
                table=opened.table,
                filters=filters,
                settings=self._settings.search,
                ranking=ranking,
                group=group_candidates,
            )
            remarks = _remark(question, unknown)
            if not ranked.hits and (is_meant or weighed.terms):
                remarks += (explain_nothing(connection, None if is_meant else question, filters),)
            misspelt = list(dict.fromkeys(word for term in unknown for word in list_words([term])))
            suggestions = suggest(connection, query, misspelt, filters=filters) if misspelt else ()
        return Answer(
            hits=ranked.hits,
            n_sentences=len(opened.table.ids),
            suggestions=suggestions,
            repeats=ranked.repeats,
            remarks=remarks,
        )

    def similar(
        self,
        finding_id: str,
        *,
        filters: Filters | None = None,
        limit: int = 10,
        one_per_area: bool = False,
        side: str = "any",
    ) -> Answer:
        """Return sentences of like meaning: of other areas first, then of other reports, then of the same one.

        Args:
            finding_id: the sentence asked about.
            filters: what to narrow to.
            limit: how many at most.
            one_per_area: whether each area may appear only once.
            side: `any`; `same` for sentences of its side; `opposite` for good practice to a failure and the other
                way round.

        Raises:
            UsageError: the id, or a filter, is not in the workspace; or the sentence has no side to be compared.
        """
        with self._reading(filters or Filters()) as (connection, opened):
            asked = find_candidate(connection, finding_id)
            if asked is None:
                raise UsageError(
                    f"no sentence has the id {finding_id!r}",
                    expected="an id such as R0123456789ab-0a1b2c3d",
                    remedy="take one from a search or from findings.csv of this workspace",
                )
            narrowed = narrow_to_side(filters or Filters(), asked, side)
            alike = rank_alike(
                connection,
                asked=asked,
                table=opened.table,
                filters=narrowed,
                settings=self._settings.search,
                limit=limit,
                one_per_area=one_per_area,
                group=group_candidates,
            )
            remarks = () if alike.hits else (explain_nothing(connection, None, narrowed),)
        return Answer(
            hits=alike.hits,
            n_sentences=len(opened.table.ids),
            repeats=alike.repeats,
            same=alike.same,
            remarks=remarks,
        )

    @contextmanager
    def _reading(self, filters: Filters) -> Iterator[tuple[Connection, _Opened]]:
        """Open one state of the workspace, and check that it knows the filters."""
        with reading(self._workspace) as connection, snapshot(connection):
            check_filters(connection, filters, settings=self._settings)
            yield connection, self._open(connection)

    def _open(self, connection: Connection) -> _Opened:
        with self._opening:
            generation = read_generation(connection)
            if self._opened is None or self._opened.generation != generation:
                table = open_vectors(connection, self._workspace)
                self._opened = _Opened(generation=generation, table=table, counts={})
            return self._opened

    def _encode(self, text: str, table: VectorTable) -> Vectors:
        with self._encoding:
            if self._encoder is None:
                self._encoder = load_encoder(self._settings.encode)
            if table.encoder:
                check_encoder(table, self._encoder, compared="questions")
            return self._encoder.encode([text])

    def _weigh(self, connection: Connection, question: Question, opened: _Opened) -> tuple[Weighed, list[Term]]:
        """Return the terms that stand somewhere, weighed, and those that stand nowhere."""
        written = {term: write_term(term) for term in question.terms}
        found = {query: opened.counts[query] for query in written.values() if query in opened.counts}
        new = [query for query in written.values() if query not in found]
        found.update(zip(new, count_sentences(connection, new), strict=True))
        if len(opened.counts) < _MOST_COUNTS:
            opened.counts.update(found)
        known = {term: found[query] for term, query in written.items() if found[query]}
        weighed = weigh(list(known), list(known.values()), len(opened.table.ids))
        return weighed, [term for term in written if term not in known]


def read_sources(workspace: Path) -> "dict[str, ReportRow]":
    """Return the reports of a workspace by id, for a table of hits."""
    from reportminer.store.reading import read_reports

    with reading(workspace) as connection:
        return {report.report_id: report for report in read_reports(connection)}


def group_candidates(candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """Return for each sentence the id of the first of those that say nearly the same; see `analyse.duplicates`."""
    return group_duplicates(
        [Passage(id=c.finding_id, text=c.text, report_id=c.report_id, side=c.polarity) for c in candidates]
    )


def _remark(question: Question, unknown: Sequence[Term]) -> tuple[str, ...]:
    remarks = []
    if question.is_cut:
        remarks.append("The question is very long; only its beginning was used.")
    if unknown:
        remarks.append(f"No sentence has {' or '.join(show_term(term) for term in unknown)}.")
    return tuple(remarks)
