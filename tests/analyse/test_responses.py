"""Answers matched to the recommendations of other reports."""

from reportminer.analyse.responses import match_answers
from reportminer.records import Advice, Answer, AnswerKind, Recommendation, Span
from reportminer.store.extracted import Stored

_BUOYS = "The Port Agency should repaint the buoys of the inner channel."
_LOCK = "The island councils should rebuild the old lock and train its keepers."


def _wanted(
    report_id: str, *texts: tuple[str, str], advice: Advice = Advice.FORMAL
) -> list[Stored[Recommendation]]:
    return [
        Stored(
            report_id=report_id,
            number=at,
            sentence_id="",
            context="",
            page=1,
            regions=(),
            record=Recommendation(
                number=number, advice=advice, page=1, span=Span(start=0, end=1), text=text, regions=()
            ),
        )
        for at, (number, text) in enumerate(texts)
    ]


def _answer(number: str, recommendation: str) -> Answer:
    return Answer(
        number=number,
        recommendation=recommendation,
        kind=AnswerKind.ACCEPTED,
        page=1,
        span=Span(start=0, end=1),
        text="Yes.",
    )


def test_number_and_words() -> None:
    """The same number and like words make a match by number."""
    found = match_answers({"R1": _wanted("R1", ("1", _BUOYS), ("2", _LOCK))}, {"R2": [_answer("2", _LOCK)]})
    assert [(pair.recommendation.number if pair.recommendation else None, pair.matched_by) for pair in found] == [
        (1, "number")
    ]
    assert found[0].similarity == 1.0


def test_number_alone() -> None:
    """A number alone proves nothing: other words stay without a match."""
    found = match_answers(
        {"R1": _wanted("R1", ("1", _BUOYS))}, {"R2": [_answer("1", "Schools shall teach rowing.")]}
    )
    assert [(pair.recommendation, pair.matched_by, pair.similarity) for pair in found] == [(None, "", 0.0)]


def test_words_alone() -> None:
    """Like words make a match where the response misprints the number or gives none."""
    wanted = {"R1": _wanted("R1", ("1", _BUOYS), ("2", _LOCK))}
    found = match_answers(wanted, {"R2": [_answer("", _LOCK), _answer("2", _BUOYS)]})
    assert [pair.matched_by for pair in found] == ["words", "words"]
    assert [pair.answer.number for pair in found] == ["2", ""]


def test_quoted_in_part() -> None:
    """A later review that names a recommendation in a few words still finds it."""
    point = "rebuilding the old lock and training its keepers"
    found = match_answers({"R1": _wanted("R1", ("1", _BUOYS), ("2", _LOCK))}, {"R2": [_answer("", point)]})
    assert found[0].recommendation is not None
    assert found[0].recommendation.number == 1


def test_own_and_informal_are_not_answered() -> None:
    """A response does not answer itself, nor a sentence that is no formal recommendation."""
    wanted = {"R1": _wanted("R1", ("1", _BUOYS), advice=Advice.INFORMAL), "R2": _wanted("R2", ("1", _BUOYS))}
    found = match_answers(wanted, {"R2": [_answer("1", _BUOYS)]})
    assert found[0].recommendation is None


def test_order() -> None:
    """Pairs come in the order of the recommendations; what is not matched comes last."""
    wanted = {"R1": _wanted("R1", ("1", _BUOYS), ("2", _LOCK))}
    answers = {"R2": [_answer("9", "Schools shall teach rowing."), _answer("2", _LOCK), _answer("1", _BUOYS)]}
    assert [pair.answer.number for pair in match_answers(wanted, answers)] == ["1", "2", "9"]
