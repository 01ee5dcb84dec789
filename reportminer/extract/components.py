"""The registered components of the pipeline: each calls a matcher and writes what it found on the `Doc`.

`configs/pipeline.cfg` says which of them run and in which order. A `Doc` is one block; what the report says of
itself comes in `doc.user_data` (`AREA`), and sentences go out there as exact character offsets (`SENTENCES`).
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from reportminer.codebook import Codebook
from reportminer.extract.abbreviations import Introduction
from reportminer.extract.bodies import BODIES, find_fronted
from reportminer.extract.heads import find_headed
from reportminer.extract.laws import find_laws
from reportminer.extract.measures import find_counts, find_measures
from reportminer.extract.mention import Mention
from reportminer.extract.negation import is_hedged, is_negated
from reportminer.extract.people import find_by_first_name, find_people
from reportminer.extract.phrases import Phrase, PhraseIndex, compile_phrase
from reportminer.extract.places import choose_places
from reportminer.extract.roles import find_roles
from reportminer.extract.sentences import split_sentences
from reportminer.extract.services import find_services
from reportminer.extract.titles import find_exercises, find_quoted_titles
from reportminer.extract.values import find_dates, find_money, find_percentages
from reportminer.gazetteer import Gazetteer

TEXT = "text"
"""Key of `doc.user_data`: the block's text; `doc.text` joins all tokens anew at each call."""
AREA = "area"
"""Key of `doc.user_data`: bare name of the area that the report is about."""
SENTENCES = "sentences"
"""Key of `doc.user_data`: spans of the block's sentences; what is not a sentence is left out."""
EXACT = "exact"
"""Key of `doc.user_data`: character offsets of mentions by their tokens and label."""
FOUND = "found"
"""Name of the span group that entity matchers write to, before overlaps are resolved."""
NEGATED, HEDGED = "negated", "hedged"
"""What may govern a theme mention."""
THEMES = "themes"
"""Name of the span group of theme mentions: label is the theme, kb_id the phrase, id what governs it."""
INTRODUCED = "introduced"
"""Key of `doc.user_data`: short names that the report has introduced, as (start, end, what it stands for)."""
SHORT_NAMES = "short_names"
"""Key of `doc.user_data`: what each short name of the block stands for, by its character offsets."""
_HOLDERS = BODIES | {"SERVICE"}
"""What people hold offices in."""
_MATCHERS = (
    find_laws,
    find_roles,
    find_people,
    find_by_first_name,
    find_headed,
    find_fronted,
    find_exercises,
    find_quoted_titles,
    find_measures,
    find_services,
    find_dates,
    find_money,
    find_percentages,
    find_counts,
)


@Language.factory("report_sentences", default_config={"max_chars": 2000})
class ReportSentences:
    """Marks sentence starts."""

    def __init__(self, nlp: Language, name: str, max_chars: int) -> None:
        self.max_chars = max_chars

    def __call__(self, doc: Doc) -> Doc:
        """Write the sentences of a block."""
        spans = list(split_sentences(text_of(doc), max_chars=self.max_chars))
        doc.user_data[SENTENCES] = spans
        if len(doc):
            starts = {0, *(span.start for span in spans)}
            marks = [1 if at in starts else -1 for at in doc.to_array(IDX).tolist()]
            values: Any = np.asarray(marks, dtype="int64").view("uint64").reshape(-1, 1)
            doc.from_array([SENT_START], values)
        return doc


@Language.component("introduced_entities")
def introduced_entities(doc: Doc) -> Doc:
    """Find the short names that the report has introduced before ("the council", "DHSC")."""
    found: list[tuple[int, int, Introduction]] = doc.user_data.get(INTRODUCED, [])
    doc.user_data[SHORT_NAMES] = {(start, end): known for start, end, known in found}
    write_mentions(doc, (Mention(start, end, known.label) for start, end, known in found))
    return doc


@Language.factory("gazetteer_entities")
class GazetteerEntities:
    """Finds names of the gazetteer and bare names of places."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp = nlp
        self.labels: dict[int, str] = {}
        self.names = PhraseMatcher(nlp.vocab)
        self.areas = PhraseMatcher(nlp.vocab)
        self.ambiguous: frozenset[str] = frozenset()

    def supply(self, gazetteer: Gazetteer) -> None:
        """Take the names to look for."""
        by_label: dict[str, list[str]] = {}
        for written, candidates in gazetteer.names.items():
            by_label.setdefault(candidates[0].entry.label, []).append(written)
        for label, names in by_label.items():
            self.names.add(label, [self.nlp.make_doc(name) for name in names])
        self.areas.add("PLACE", [self.nlp.make_doc(name) for name in gazetteer.areas])
        self.ambiguous = gazetteer.ambiguous

    def __call__(self, doc: Doc) -> Doc:
        """Write names and places."""
        found = [span for span in self.names(doc, as_spans=True) if not _is_attribute(span)]
        places = filter_spans(self.areas(doc, as_spans=True))
        text, own = text_of(doc), doc.user_data.get(AREA, "")
        offsets = sorted({(span.start_char, span.end_char) for span in places} | _occurrences(text, own))
        chosen = choose_places(text, offsets, ambiguous=self.ambiguous, own=own)
        write_mentions(doc, chosen, found)
        return doc


@Language.component("pattern_entities")
def pattern_entities(doc: Doc) -> Doc:
    """Find bodies, people, offices, laws, documents, programmes, services, measures and figures by their form."""
    write_mentions(doc, (mention for matcher in _MATCHERS for mention in matcher(text_of(doc))))
    return doc


@Language.component("resolve_entities")
def resolve_entities(doc: Doc) -> Doc:
    """Keep the longest of overlapping mentions; of equals the one written first; a name before a number",
    "of things."""
    found = [span for span in doc.spans.get(FOUND, ()) if span.label_ != "COUNT"]
    names = sorted(
        span.start for span in found if span.label_ in BODIES or span.label_ in ("PLACE", "LAW", "PERSON")
    )
    counts = [
        s for s in doc.spans.get(FOUND, ()) if s.label_ == "COUNT" and not _any_between(names, s.start, s.end)
    ]
    doc.ents = filter_spans([_without_body(span, found) for span in (*found, *counts)])
    return doc


@Language.factory("theme_mentions")
class ThemeMentions:
    """Finds the codebook's phrases."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.index = PhraseIndex(())

    def supply(self, codebook: Codebook) -> None:
        """Take the phrases to look for."""
        compiled = (compile_phrase(theme.id, rule) for theme in codebook.themes for rule in theme.phrases)
        self.index = PhraseIndex(phrase for phrase in compiled if isinstance(phrase, Phrase))

    def __call__(self, doc: Doc) -> Doc:
        """Write theme mentions, with whether a negation or a hedge governs them in their sentence."""
        text, sentences = text_of(doc), doc.user_data.get(SENTENCES, ())
        spans = []
        for found in self.index.find(text):
            inside = next((s for s in sentences if s.start <= found.start and found.end <= s.end), None)
            span = doc.char_span(found.start, found.end, found.theme_id, found.rule, alignment_mode="expand")
            if inside is None or span is None:
                continue
            place = (inside.of(text), found.start - inside.start, found.end - inside.start)
            span.id_ = " ".join(
                name for name, governs in ((NEGATED, is_negated), (HEDGED, is_hedged)) if governs(*place)
            )
            spans.append(span)
        doc.spans[THEMES] = spans
        return doc


def text_of(doc: Doc) -> str:
    """Return the block's text, joined once."""
    text: str = doc.user_data.get(TEXT) or doc.user_data.setdefault(TEXT, doc.text)
    return text


def write_mentions(doc: Doc, mentions: Iterable[Mention], more: Iterable[Span] = ()) -> None:
    """Add mentions to the span group that `resolve_entities` reads."""
    spans: list[Any] = [*doc.spans.get(FOUND, ()), *more]
    doc.user_data.setdefault(EXACT, {})
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, mention.label, alignment_mode="expand")
        if span is not None:
            spans.append(span)
            doc.user_data[EXACT][span.start, span.end, mention.label] = (mention.start, mention.end)
    doc.spans[FOUND] = spans


def exact_mention(doc: Doc, ent: Span) -> Mention:
    """Return an entity with the offsets that its matcher gave: tokens may hold a full stop more ("£3m.")."""
    start, end = doc.user_data.get(EXACT, {}).get((ent.start, ent.end, ent.label_), (ent.start_char, ent.end_char))
    return Mention(start, end, ent.label_)


def _without_body(span: Span, found: list[Span]) -> Span:
    """An office ends before the body that it is of: "Chief Executive" of "NHS England"."""
    if span.label_ != "ROLE":
        return span
    ends = [
        o.start
        for o in found
        if o.label_ in _HOLDERS and span.start < o.start < span.end
        if span.end <= o.end or span.doc[o.end].text in ("’s", "'s")
    ]
    if not ends:
        return span
    end = min(ends)
    while end > span.start + 1 and span.doc[end - 1].text in ("of", "for", "the", "The"):
        end -= 1
    return Span(span.doc, span.start, end, label=span.label_)


def _any_between(starts: list[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _is_attribute(span: Span) -> bool:
    """ "GP" in "GP practice" names no person."""
    if span.label_ != "ROLE" or span.end >= len(span.doc):
        return False
    return span.text == "GP" and span.doc[span.end].text.lower() not in {"and", "or", "who", "said", ",", "."}


def _occurrences(text: str, name: str) -> set[tuple[int, int]]:
    """Places where the name of an area that no list holds stands."""
    found: set[tuple[int, int]] = set()
    at = text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            found.add((at, end))
        at = text.find(name, end)
    return found
