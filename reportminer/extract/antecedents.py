"""Whom "she" or "one of them" means, and what office somebody holds who was introduced earlier."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reportminer.extract.person_names import LETTERS, TITLED, is_name
from reportminer.extract.reading import Reading
from reportminer.extract.speakers import Attribution, read_speaker
from reportminer.extract.subjects import subject_after, subject_of_sentence
from reportminer.records import Block, Sentence, Span, Speaker

_TITLED = re.compile(rf"(?<!\w){TITLED}")
_WOMAN = re.compile(r"(?:.* )?(?:Mrs|Ms|Miss|Dame|Lady|Baroness)\b")
_MAN = re.compile(r"(?:.* )?(?:Mr|Sir|Lord)\b")
_LETTERS = re.compile(LETTERS + "$")
_REACH = 8
"""Sentences before the one at hand, of its section, in which somebody must be named to be meant by "she"."""
_ONE = re.compile(r"(?:an?|one|the|its|another|our|their) ", re.IGNORECASE)
_MANY = re.compile(r"(?!.*\b(?:staff|people|police)\b).*\b(?:a|an|one|another) ", re.IGNORECASE)


class Cast:
    """Who has been named in a document so far."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[str, Attribution] = {}
        self._said: list[tuple[int, Attribution]] = []
        for attribution in _introductions(reading):
            self._learn(attribution)

    def identify(self, who: str, at: int, block: Block) -> Attribution | None:
        """Read the words for a speaker; None where they name nobody.

        Args:
            who: "Dr Doe", "she", "one of them".
            at: where in the document they are used.
            block: the block.
        """
        found = read_speaker(who)
        if found is not None and found.pronoun:
            found = self._resolve(found, at, block)
        if found is not None and found.kind is Speaker.PERSON:
            found = self._with_office(found)
        if found is not None and found.kind:
            self._said.append((at, found))
        return found

    def _learn(self, attribution: Attribution) -> None:
        surname = _surname(attribution.speaker)
        if attribution.role or attribution.organisation:
            known = self._known.get(surname)
            if known is None or (attribution.role and not known.role):
                self._known[surname] = attribution

    def _with_office(self, found: Attribution) -> Attribution:
        known = self._known.get(_surname(found.speaker))
        if known is None or not _may_be_one(known.speaker, found.speaker):
            return found
        if found.role and not known.role.startswith(found.role):
            return found
        return replace(found, role=known.role or found.role, organisation=found.organisation or known.organisation)

    def _resolve(self, found: Attribution, at: int, block: Block) -> Attribution | None:
        word = found.speaker.lower()
        if word in ("he", "she"):
            return self._person_before(word, at, block) or found
        meant = self._group_before(at, block, bodies=word == "it")
        if word in ("they", "it"):
            return meant or (found if word == "they" else None)
        return replace(found, kind=meant.kind if meant else Speaker.UNKNOWN)

    def _person_before(self, pronoun: str, at: int, block: Block) -> Attribution | None:
        """The person whom a sentence before, read backwards, names first; else the one who spoke last."""
        for sentence in self._sentences_before(at, block):
            for name in self._names_in(sentence, at):
                if _fits(name, pronoun):
                    return read_speaker(name)
            said = [a for where, a in self._said if sentence.span.start <= where <= sentence.span.end]
            single = [
                a for a in said if _ONE.match(a.speaker) and a.kind not in (Speaker.DOCUMENT, Speaker.ORGANISATION)
            ]
            if single:
                return single[-1]
        return None

    def _names_in(self, sentence: Sentence, at: int) -> Iterator[str]:
        text = self._reading.document.text
        end = min(sentence.span.end, at)
        spans = [Span(start=m.start(), end=m.end()) for m in _TITLED.finditer(text, sentence.span.start, end)]
        spans += [
            e.span
            for e in self._reading.entities_in(Span(start=sentence.span.start, end=max(end, sentence.span.start)))
            if e.label == "PERSON" and not any(s.start <= e.span.start < s.end for s in spans)
        ]
        for span in sorted(spans):
            yield " ".join(span.of(text).split())
        for where, attribution in self._said:
            if sentence.span.start <= where <= end and attribution.kind is Speaker.PERSON:
                yield attribution.speaker

    def _group_before(self, at: int, block: Block, *, bodies: bool) -> Attribution | None:
        """Who spoke last in the block, or of whom the sentence before speaks."""
        text = self._reading.document.text
        for sentence in self._sentences_before(at, block):
            if sentence.span.end > at:
                continue
            said = [a for where, a in self._said if sentence.span.start <= where <= sentence.span.end]
            if said and _is_group(said[-1], bodies=bodies):
                return replace(said[-1], cue="")
            if sentence.span.start < block.span.start:
                break
            subject = subject_of_sentence(text, sentence.span.start, sentence.span.end)
            found = read_speaker(text[slice(*subject)]) if subject else None
            if found is not None and found.kind and _is_group(found, bodies=bodies):
                return found
            if found is None or not found.pronoun:
                break
        return None

    def _sentences_before(self, at: int, block: Block) -> Iterator[Sentence]:
        """The sentence at hand and a few before it in the same section, last first."""
        here = self._reading.sentence_at(at) or self._reading.sentence_at(at - 1)
        if here is None:
            return
        for number in range(here.number, max(here.number - _REACH - 1, -1), -1):
            sentence = self._reading.sentences[number]
            if sentence.section != block.section:
                return
            yield sentence


def _is_group(one: Attribution, *, bodies: bool) -> bool:
    body = one.kind in (Speaker.DOCUMENT, Speaker.ORGANISATION)
    if bodies:
        return body
    return one.kind is not Speaker.PERSON and one.kind is not Speaker.DOCUMENT and not _MANY.match(one.speaker)


def _introductions(reading: Reading) -> Iterator[Attribution]:
    """People with the office that stands beside their name, wherever they are first introduced."""
    text = reading.document.text
    for mention in reading.entities:
        if mention.label != "PERSON" or text[mention.span.end : mention.span.end + 1] not in (",", " "):
            continue
        limit = min(len(text), mention.span.end + 170)
        if text[mention.span.end : mention.span.end + 2] != ", ":
            continue
        subject = subject_after(text, mention.span.start, limit)
        found = read_speaker(text[slice(*subject)]) if subject else None
        if found is not None and found.kind is Speaker.PERSON and is_name(found.speaker):
            yield found


def _surname(name: str) -> str:
    words = _LETTERS.sub("", name).split()
    return words[-1] if words else ""


def _may_be_one(known: str, found: str) -> bool:
    """Say whether two names with one surname may be one person: first names and gender do not differ."""
    if _surname(known) == known:
        return False
    firsts = [
        [w for w in _LETTERS.sub("", n).split()[:-1] if not _TITLE_WORD.fullmatch(w)] for n in (known, found)
    ]
    if firsts[0] and firsts[1] and firsts[0][0] != firsts[1][0]:
        return False
    return not ((_WOMAN.match(known) and _MAN.match(found)) or (_MAN.match(known) and _WOMAN.match(found)))


_TITLE_WORD = re.compile(
    r"(?:The|Rt|Right|Hon(?:ourable)?|Deputy|Assistant|Chief|Constable|Commissioner|Justice|Judge|Mr|Mrs|Ms"
    r"|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Cllr|Councillor|Rev|Reverend|Superintendent"
    r"|General)\.?"
)


def _fits(name: str, pronoun: str) -> bool:
    return not (_MAN if pronoun == "she" else _WOMAN).match(name)
