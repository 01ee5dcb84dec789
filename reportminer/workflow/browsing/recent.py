"""Remembers the latest answers, so that further pages and the table of a question come at once."""

from collections import OrderedDict
from threading import Lock

from reportminer.workflow.browsing.search_page import Question, Results
from reportminer.workflow.browsing.state import State

N_KEPT = 16
"""Answers remembered; each holds some hundred sentences at most."""


class RecentResults:
    """Answers to questions about one state of a workspace; several threads may ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: State | None = None
        self._kept: OrderedDict[Question, Results] = OrderedDict()

    def find(self, state: State, question: Question) -> Results | None:
        """Return the answer to a question about this very state, if it is remembered."""
        with self._lock:
            if self._state is not state or question not in self._kept:
                return None
            self._kept.move_to_end(question)
            return self._kept[question]

    def keep(self, state: State, question: Question, results: Results) -> None:
        """Remember an answer; those about an earlier state, and the oldest beyond `N_KEPT`, are forgotten."""
        with self._lock:
            if self._state is not state:
                self._state = state
                self._kept.clear()
            self._kept[question] = results
            if len(self._kept) > N_KEPT:
                self._kept.popitem(last=False)
