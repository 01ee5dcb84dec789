"""Ids of sentences are unique within a report, also where hashes clash."""

import pytest

from reportminer.extract import extractor
from reportminer.ids import make_finding_id


def test_a_clash_of_hashes_is_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a hash of two values every sentence still gets an id of its own, the same in each run."""

    def narrow(report_id: str, block_number: int, text: str, occurrence: int = 0) -> str:
        return f"{report_id}-{(len(text) + occurrence) % 5}"

    monkeypatch.setattr(extractor, "make_finding_id", narrow)
    taken: set[str] = set()
    ids = [extractor._take_id("R", 0, text, 0, taken) for text in ("a", "b", "cc", "dd")]
    assert ids == ["R-1", "R-2", "R-3", "R-4"]
    assert taken == set(ids)


def test_without_a_clash_the_id_is_the_stated_one() -> None:
    """Ids are those of `make_finding_id`, repeats of a sentence counted."""
    taken: set[str] = set()
    ids = [extractor._take_id("R", 3, "Same.", occurrence, taken) for occurrence in (0, 1)]
    assert ids == [make_finding_id("R", 3, "Same.", 0), make_finding_id("R", 3, "Same.", 1)]
