"""How a response answers a recommendation, by its wording."""

import re
from collections.abc import Sequence

from reportminer.extract.sentences import split_sentences
from reportminer.records import AnswerKind

_THIS = (
    r"(?:(?:with |to )?(?:all (?:of )?)?(?:the |this |that |these |both |its |your )?(?:(?:committee"
    r"|inquiry|review|panel|chair)(?:['’‘]s)? )?"
    r"(?:recommendations?|conclusions?)|with the (?:committee|inquiry|review)\b(?!['’‘]s)|recommendation"
    r" \d+|(?:with )?(?:this|these|that|(?:the )?(?:committee|inquiry)['’‘]s)"
    r" (?:\w+ )?(?:views?|findings?|proposals?|suggestions?|aims?|sentiment|points?|insights?|focus))"
)
_ADVERB = (
    r"(?:(?:also|fully|therefore|strongly|entirely|wholly|broadly|largely|very much|has|have|is|can|will) ){0,2}"
)
_RULES: tuple[tuple[AnswerKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            AnswerKind.IN_PART,
            r"\b(?:partially|partly|in part) (?:accept|agree|reject)|\b(?:accept|agree)(?:s"
            r"|ed)?\b[^.]{0,80}\bin part\b"
            r"|\b(?:accept|agree)(?:s|ed)?[^.]{0,60}\b(?:with (?:some )?(?:modifications?|amendments?"
            r"|caveats?|reservations?)|subject to)\b"
            r"|\baccepts? (?:the first|the second|some|most|elements|parts?|aspects)\b|\bpartial(?:ly)? accept",
        ),
        (
            AnswerKind.IN_PRINCIPLE,
            r"\b(?:accept|agree|support)(?:s|ed)?\b[^.]{0,80}\bin principle\b|\bin principle,?"
            r" [^.]{0,60}\b(?:accept|agree|support)",
        ),
        (
            AnswerKind.REJECTED,
            rf"\b(?:does|do|did|is|are|can|could|will)(?: not|n['’]t|not) (?:\w+ )?(?:accept|agree with"
            rf"|agree to|agree that|support|endorse) {_THIS}"
            rf"|\bcannot (?:\w+ )?(?:accept|agree)|\breject(?:s|ed)? {_THIS}|\bdisagrees? with {_THIS}"
            rf"|\b(?:recommendation|conclusion) (?:is |was )?"
            r"(?:rejected|not accepted|declined|not agreed)|^(?:reject(?:ed)?|not accepted|disagree|declined)\b",
        ),
        (
            AnswerKind.ACCEPTED,
            rf"\b{_ADVERB}(?:(?:accept|agree|endorse)(?:s|ed)?|supports?) {_THIS}|\b(?:recommendation"
            rf"|conclusion) (?:is |was |has been )?(?:accepted|agreed)"
            r"|^(?:accept(?:ed)?|agree(?:d)?)\b|\bin line with (?:the|this) recommendation|\bas (?:per"
            r" )?the (?:inquiry|committee)['’]s recommend",
        ),
    )
)
_DECLINES = re.compile(
    r"\b(?:does|do) not (?:believe|consider|think|agree) (?:that )?(?:it (?:is|would be) (?:appropriate"
    r"|necessary|right|desirable|helpful)|this (?:is|would be)|such|there is a (?:need|case))"
    r"|\b(?:has|have) no (?:current |immediate )?plans? to\b|\bwill not be (?:taking|implementing"
    r"|introducing)\b|\b(?:does|do) not (?:intend|propose|plan) to\b"
    r"|\bnot (?:minded|persuaded|convinced)\b",
    re.IGNORECASE,
)
_NOTED_VERDICT = re.compile(r"\b(?:noted?|acknowledged?)\b", re.IGNORECASE)
_AGREES = re.compile(
    rf"^(?:\W|and |also )*(?:(?:we|ministers) {_ADVERB}(?:agree|accept|support)|(?:the )?[\w’' ]{{3,50}}?"
    rf" {_ADVERB}(?:agrees|accepts|supports))\b",
    re.IGNORECASE,
)
_ALREADY = re.compile(
    r"\b(?:already (?:in place|exists?|been|have|has|had|does|do|publish\w*|provid\w+|requir\w+|work\w+"
    r"|tak\w+|underway|done|committed|set out|established|under way|put"
    r"|well established|includ\w+|made|introduced|use[sd]?|offers?|delivering|happen\w*)|(?:has|have|are"
    r"|is|had) already\b|was paid in full|has been implemented)",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"\b(?:notes?|acknowledges?|recogni[sz]es?|welcomes?|will (?:carefully )?(?:consider|reflect|explore"
    r"|review|look (?:at|into))|(?:is|are) (?:\w+ )?considering"
    r"|careful consideration|under consideration|keep (?:this )?under review|no decisions?|not been taken)\b",
    re.IGNORECASE,
)
_TONES = ((AnswerKind.REJECTED, _DECLINES), (AnswerKind.IN_PLACE, _ALREADY), (AnswerKind.NOTED, _NOTED))
_FIRST = 4
"""Sentences of an answer that are looked at for a general statement."""


def tell_kind(verdict: str, paragraphs: Sequence[str]) -> AnswerKind:
    """Return how a recommendation is answered.

    A heading that says so counts first; then what the answer says of "this recommendation" in its first dozen
    sentences; then the tone of the first few.

    Args:
        verdict: a heading such as "Recommendation accepted", or empty.
        paragraphs: the answer.
    """
    sentences = [s.of(text) for text in paragraphs for s in split_sentences(text, max_chars=2000)]
    said = [verdict] if verdict else []
    explicit = next((kind for text in [*said, *sentences[: 3 * _FIRST]] if (kind := _by_rules(text))), None)
    if verdict and not _by_rules(verdict) and _NOTED_VERDICT.search(verdict):
        return AnswerKind.NOTED
    return explicit or _by_tone(sentences[:_FIRST])


def _by_rules(text: str) -> AnswerKind | None:
    return next((kind for kind, pattern in _RULES if pattern.search(text)), None)


def _by_tone(opening: Sequence[str]) -> AnswerKind:
    if opening and _AGREES.match(opening[0]):
        return AnswerKind.ACCEPTED
    for kind, pattern in _TONES:
        if any(pattern.search(sentence) for sentence in opening):
            return kind
    return AnswerKind.UNCLEAR
