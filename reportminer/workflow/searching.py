"""Open a workspace and answer a question; nothing heavy is imported on the way."""

from dataclasses import dataclass
from pathlib import Path

from reportminer.embed.load import load_encoder
from reportminer.errors import UsageError
from reportminer.records import Hit
from reportminer.search.hybrid import Ranking, rank
from reportminer.search.query import make_match_query
from reportminer.settings import Settings
from reportminer.store.connection import reading
from reportminer.store.matching import Filters, find_sentence
from reportminer.store.vectors import open_vectors
from reportminer.workflow.encoders import check_encoder
from reportminer.workflow.known_words import check_filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search found."""

    hits: tuple[Hit, ...]
    """Best first."""
    n_sentences: int
    """Sentences in the workspace."""


def search_workspace(
    workspace: Path, query: str, *, settings: Settings, filters: Filters, ranking: Ranking
) -> Answer:
    """Answer a question in words.

    Raises:
        UsageError: the question holds no letter or digit, or the workspace is not there or does not know a filter.
        ConfigError: the workspace's vectors come from another encoder than the settings name.
    """
    if not make_match_query(query):
        raise UsageError(
            f"the question {query!r} holds no word", remedy='ask for example: search "pooled budgets"'
        )
    with reading(workspace) as connection:
        check_filters(connection, filters, settings=settings)
        table = open_vectors(connection, workspace)
        vector = None
        if ranking.mode != "lexical" and len(table.ids):
            encoder = load_encoder(settings.encode)
            if table.encoder:
                check_encoder(table, encoder, compared="questions")
            vector = encoder.encode([query])[0]
        hits = rank(
            connection,
            text=query,
            vector=vector,
            table=table,
            filters=filters,
            settings=settings.search,
            ranking=ranking,
        )
        return Answer(hits=tuple(hits), n_sentences=len(table.ids))


def similar_in_workspace(
    workspace: Path,
    finding_id: str,
    *,
    settings: Settings,
    filters: Filters,
    limit: int,
    one_per_area: bool = False,
) -> Answer:
    """Return sentences of like meaning, those of other reports first.

    Raises:
        UsageError: the id, or a filter, is not in the workspace.
    """
    with reading(workspace) as connection:
        found = find_sentence(connection, finding_id)
        if found is None:
            raise UsageError(
                f"no sentence has the id {finding_id!r}",
                expected="an id such as R0123456789ab-0a1b2c3d",
                remedy="take one from a search or from findings.csv of this workspace",
            )
        check_filters(connection, filters, settings=settings)
        row_id, report_id, text = found
        table = open_vectors(connection, workspace)
        hits = rank(
            connection,
            text=text,
            vector=table.rows[table.position(row_id)],
            table=table,
            filters=filters,
            settings=settings.search,
            ranking=Ranking(
                limit=limit,
                mode="semantic",
                one_per_area=one_per_area,
                others_first=report_id,
                leave_out=frozenset({row_id}),
            ),
        )
        return Answer(hits=tuple(hits), n_sentences=len(table.ids))
