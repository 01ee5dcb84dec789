"""Quotations: whose words a report repeats."""

import re

from reportminer.extract.antecedents import Cast
from reportminer.extract.quote_joining import Draft, join_quotes
from reportminer.extract.reading import Reading
from reportminer.extract.speakers import Attribution
from reportminer.records import Quote, ReportType, Sentence, Span, Speaker, Speech
from reportminer.text import squash

_AUTHORS = re.compile(
    r"(?:the|this|our) (?:inquiry|committee|review|review team|report)$|CQC$|the Care Quality Commission$", re.I
)
_GOVERNMENT = re.compile(
    r"(?:the |his majesty’s |her majesty’s |UK )*(?:government|department|ministry)\b|DBT$|HMG$", re.I
)


def find_quotes(reading: Reading) -> tuple[Quote, ...]:
    """Return the quotations of a document in order of the text."""
    cast = Cast(reading)
    made = (_make_quote(draft, reading, cast) for draft in join_quotes(reading))
    return tuple(quote for quote in made if quote is not None)


def _make_quote(draft: Draft, reading: Reading, cast: Cast) -> Quote | None:
    spoken = cast.identify(draft.who, draft.at, draft.block) if draft.who else Attribution()
    if draft.speech is Speech.REPORTED and (spoken is None or _is_author(spoken, reading)):
        return None
    spoken = Attribution() if spoken is None or _is_author(spoken, reading) else spoken
    document = reading.document
    sentence = _sentence_of(draft, reading)
    if sentence is None:
        return None
    _end_with_sentence(draft, sentence)
    text = squash(" ".join(piece.of(document.text) for piece in draft.pieces))
    if not text:
        return None
    regions = tuple(region for piece in draft.pieces for region in document.words.regions(piece))
    return Quote(
        sentence=sentence.number,
        span=Span(start=draft.pieces[0].start, end=draft.pieces[-1].end),
        text=text,
        page=regions[0].page if regions else draft.block.page,
        regions=regions,
        speech=draft.speech,
        speaker=spoken.speaker,
        kind=spoken.kind,
        role=spoken.role,
        organisation=spoken.organisation,
        cue=draft.cue,
    )


def _end_with_sentence(draft: Draft, sentence: Sentence) -> None:
    """Where a closing mark inside a paragraph was lost, the words are taken to end with their sentence."""
    if draft.open and draft.speech is Speech.DIRECT and len(draft.pieces) == 1:
        start = draft.pieces[0].start
        draft.pieces = [Span(start=start, end=max(start + 1, min(draft.pieces[0].end, sentence.span.end)))]


def _sentence_of(draft: Draft, reading: Reading) -> Sentence | None:
    """The sentence in which the words begin; that of their end where the first character lies between two."""
    start, end = draft.pieces[0].start, draft.pieces[0].end
    return reading.sentence_at(start) or reading.sentence_at(max(start, end - 1))


def _is_author(spoken: Attribution, reading: Reading) -> bool:
    """Say whether the speaker wrote the report: an inquiry in its own report, government in its response."""
    if spoken.kind not in (Speaker.ORGANISATION, Speaker.DOCUMENT, Speaker.UNKNOWN):
        return False
    if _AUTHORS.match(spoken.speaker):
        return True
    return reading.facts.report_type is ReportType.GOVERNMENT_RESPONSE and bool(_GOVERNMENT.match(spoken.speaker))
