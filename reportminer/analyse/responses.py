"""Matches the answers of responses to the recommendations they answer."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportminer.records import Advice, Answer, Recommendation
from reportminer.store.extracted import Answered, Stored
from reportminer.text import fold, words

_NUMBERED = 0.35
"""Least likeness of texts that print the same number."""
_ALONE = 0.6
"""Least likeness of texts whose numbers differ or are missing."""
_STEM = 5
"""Letters of a word that count: "making" is "make" in a later review's list."""
_CANDIDATES = 12
"""Recommendations compared with one answer: those that share most of its rarer words."""
_SMALL = frozenset(
    words(
        "a an and are as at be been both but by for from has have in into is it its of on or should that "
        "the their them there these they this those to was which will with must each shall we "
    )
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A recommendation prepared for comparison."""

    found: Stored[Recommendation]
    stems: Counter[str]


def match_answers(
    recommendations: Mapping[str, Sequence[Stored[Recommendation]]], answers: Mapping[str, Sequence[Answer]]
) -> list[Answered]:
    """Return every answer with the recommendation it answers.

    An answer repeats what it answers; the likest recommendation of another report is taken: of those with the same
    number if the texts are alike at all, else of all if they are much alike. A number alone proves nothing.

    Args:
        recommendations: by report id.
        answers: by report id of the response.

    Returns:
        In the order of the recommendations, then of the responses; answers without a match last.
    """
    wanted = [
        _Wanted(found, _stems(found.record.text))
        for stored in recommendations.values()
        for found in stored
        if found.record.advice is Advice.FORMAL
    ]
    matcher = _Matcher(wanted)
    places = {(item.found.report_id, item.found.number): at for at, item in enumerate(wanted)}
    pairs = [matcher.match(response_id, answer) for response_id, given in answers.items() for answer in given]
    last = len(places)

    def place(pair: Answered) -> int:
        found = pair.recommendation
        return places[found.report_id, found.number] if found else last

    return sorted(pairs, key=place)


class _Matcher:
    """Finds the recommendation that an answer repeats."""

    def __init__(self, wanted: Sequence[_Wanted]) -> None:
        self._wanted = wanted
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, item in enumerate(wanted):
            for stem in item.stems:
                self._holders[stem].append(at)

    def match(self, response_id: str, answer: Answer) -> Answered:
        """Return an answer with its recommendation, or without one where no report of the set has it."""
        said = _stems(answer.recommendation)
        best: tuple[float, float, int] | None = None
        for at in self._candidates(said, answer.number):
            found = self._wanted[at].found
            if found.report_id == response_id:
                continue
            same = bool(answer.number) and _number(found.record.number) == _number(answer.number)
            likeness = self._likeness(said, self._wanted[at].stems)
            if likeness >= (_NUMBERED if same else _ALONE):
                best = max(best or (0.0, 0.0, 0), (round(likeness + 0.1 * same, 6), likeness, -at))
        if best is None:
            return Answered(response_id=response_id, answer=answer)
        found = self._wanted[-best[2]].found
        same = bool(answer.number) and _number(found.record.number) == _number(answer.number)
        return Answered(
            response_id=response_id,
            answer=answer,
            recommendation=found,
            matched_by="number" if same else "words",
            similarity=round(best[1], 4),
        )

    def _candidates(self, said: Counter[str], number: str) -> list[int]:
        """The recommendations that share most with a text, by the weight of the words they share."""
        weights: dict[int, float] = defaultdict(float)
        for stem in said:
            for at in self._holders.get(stem, ()):
                weights[at] += self._weight(stem)
        ranked = sorted(weights, key=lambda at: (-weights[at], at))
        alike = [
            at for at in ranked if number and _number(self._wanted[at].found.record.number) == _number(number)
        ]
        return list(dict.fromkeys([*ranked[:_CANDIDATES], *alike[:_CANDIDATES]]))

    def _weight(self, stem: str) -> float:
        return 1.0 + math.log(len(self._wanted) / len(self._holders[stem])) if stem in self._holders else 1.0

    def _likeness(self, one: Counter[str], other: Counter[str]) -> float:
        """Mean of Dice's and the overlap coefficient of two bags of words, 0 to 1; rare words count more.

        Dice alone is low where a response quotes in part; overlap alone is 1 for any few words.

        Source: Dice (1945), Ecology 26(3); Szymkiewicz-Simpson overlap coefficient.
        """
        shared = self._mass(one & other)
        first, second = self._mass(one), self._mass(other)
        if not shared:
            return 0.0
        return 0.5 * (2 * shared / (first + second) + shared / min(first, second))

    def _mass(self, bag: Counter[str]) -> float:
        return sum(n * self._weight(stem) for stem, n in sorted(bag.items()))


def _stems(text: str) -> Counter[str]:
    return Counter(_short(word) for word in words(fold(text)) if word not in _SMALL)


def _short(word: str) -> str:
    return word[:_STEM] if len(word) <= _STEM else word.removesuffix("ing").removesuffix("e")[:_STEM]


def _number(number: str) -> str:
    return number.strip(" .:()").lower()
