"""One question under several filters: the answer, and what facets count over it."""

from collections.abc import Iterable

from reportminer.analyse.selection import select_reports
from reportminer.records import Polarity
from reportminer.search.hybrid import Ranking
from reportminer.store.connection import Connection
from reportminer.store.matching import Filters
from reportminer.store.reading import read_findings
from reportminer.store.views import FindingRow
from reportminer.workflow.browsing.facets import Result
from reportminer.workflow.browsing.listing import list_findings
from reportminer.workflow.browsing.state import State
from reportminer.workflow.searching import Answer, Searcher


class Asking:
    """Asks one question, each time under other filters, and remembers what it was told.

    Args:
        connection: an open workspace.
        state: its state.
        searcher: answers.
        query: the question.
        mode: how to search.
        limit: results at most.
    """

    def __init__(
        self, connection: Connection, state: State, searcher: Searcher, query: str, *, mode: str, limit: int
    ) -> None:
        self.state = state
        self._connection = connection
        self._searcher = searcher
        self._query = query
        self._mode = mode
        self._limit = limit
        self._answers: dict[tuple[Filters, bool], Answer] = {}
        self._sentences: dict[str, FindingRow] = {}

    def answer(self, filters: Filters, *, one_per_area: bool = False) -> Answer:
        """Return the best results under filters."""
        key = (filters, one_per_area)
        if key not in self._answers:
            # Nothing is gained by looking for more areas than there are, and it would take all sentences.
            limit = min(self._limit, self._count_areas(filters)) if one_per_area else self._limit
            ranking = Ranking(limit=limit, mode=self._mode, one_per_area=one_per_area)
            self._answers[key] = self._searcher.search(self._query, filters=filters, ranking=ranking)
        return self._answers[key]

    def _count_areas(self, filters: Filters) -> int:
        """Return in how many areas there may be a result, at least 1."""
        if filters.pattern or filters.polarity not in ("", Polarity.NONE):
            found = {self.state.area_of(finding) for finding in list_findings(self.state, filters)}
        else:
            reports = select_reports(self.state.evidence.reports, filters)
            found = {report.area or report.report_id for report in reports}
        return max(1, len(found))

    def results_under(self, filters: Filters) -> list[Result]:
        """Return what facets count of the best results under filters."""
        hits = self.answer(filters).hits
        ids_by_hit = [(hit.finding_id, *hit.others) for hit in hits]
        sentences = self._read(finding_id for ids in ids_by_hit for finding_id in ids)
        traits = {key: self.state.traits_of(sentence) for key, sentence in sentences.items()}
        return [tuple(traits[key] for key in ids if key in traits) for ids in ids_by_hit]

    def _read(self, finding_ids: Iterable[str]) -> dict[str, FindingRow]:
        unread = [key for key in finding_ids if key not in self._sentences]
        self._sentences |= read_sentences(self._connection, self.state, unread)
        return self._sentences


def read_sentences(connection: Connection, state: State, finding_ids: Iterable[str]) -> dict[str, FindingRow]:
    """Return sentences by id, also those without a code; one of a report that came later is left out."""
    wanted = [key for key in finding_ids if key.partition("-")[0] in state.reports]
    others = read_findings(connection, (key for key in wanted if key not in state.findings))
    return {key: row for key in wanted if (row := state.findings.get(key) or others.get(key))}
