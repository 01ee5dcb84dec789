"""Reported speech: what somebody is said to have said, without quotation marks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportminer.extract.speakers import read_speaker
from reportminer.extract.speech_cues import OBJECT
from reportminer.extract.speech_words import PARTICIPLES, THAT_VERBS, VIEW
from reportminer.extract.subjects import OWN_VOICE, subject_after, subject_before, subject_of_sentence
from reportminer.records import Speaker

_ASIDE = (
    r"(?:,? (?:to|in|at|during|on|when|for|before|after) [^,.;:“”\"]{2,60}?,?|, [^,.;:“”\"]{3,45},| (?:very "
    r"|quite )?(?:clearly|separately|repeatedly|candidly|openly|again|also))?"
)
_CLAUSE_WORDS = (
    r"(?:they|it|there|he|she|the|this|these|their|its|his|her|people|staff|services|some|most|many|not enough"
    r"|no|all|a|an|if|when|we|patients|carers|residents|communication|care|access|having|being|more|both|it’s"
    r"|at times|although|while)\b"
)
_THAT = re.compile(
    rf"\b(?P<verb>{THAT_VERBS})(?P<to>{OBJECT})(?P<aside>{_ASIDE}),?(?<!\bso)(?<!\bsuch) that\b,? ?(?:that )?|"
    rf"(?P<view>{VIEW}) that |\b(?P<hanging>{PARTICIPLES}) (?:that|how) "
    r"|\b(?P<how>described|explained|outlined|recalled|discussed|set out)(?: how\b,?| (?=(?:why|what|whether"
    r"|where)\b)) ?|\b(?P<thing>acknowledged|highlighted|stressed|emphasi[sz]ed|outlined|described"
    r"|complained (?:of|about)|praised|explained|criticised|questioned"
    r"|expressed (?=concerns?|doubts?|frustration|surprise|worr)|raised (?=concerns?|doubts?)) ?(?=(?:the"
    r"|an?|both|their|its|his|her|some|many|concerns?|doubts?|frustration|[a-z]+s)\b)(?!as\b|\w+ing\b)"
    rf"|\b(?P<told>told|informed)(?P<whom>{OBJECT}) (?P<link>about|of|how|why|what|where|whether) "
    rf"|\b(?P<bare>said|says|say|felt|feel|thought|think|believed|believe|reported feeling"
    rf"|reported being) (?={_CLAUSE_WORDS})(?!(?:in|at|a|the|this|no) [\w ’-]{{2,40}}[.,;:])"
)
_HEARD = re.compile(
    r"\b(?P<cue>(?:[Ww]e|[Tt]he Inquiry|[Tt]he Committee|[Rr]eviewers|[Ii]nspectors) (?:also |often "
    r"|repeatedly )?(?:(?:was|were) (?:also |often |repeatedly )?told|heard))(?P<by> (?:by"
    r"|from)(?P<who> [^,.;:“”\"]{2,110}?))?(?:,? in [^,;]{3,40},)?,? (?P<link>that|about|of|how)\b,? ?"
)
_IMPERSONAL = re.compile(
    r"\b[Ii]t (?P<cue>(?:was|has been) (?:also |further )?(?:noted|suggested|said|argued|reported|pointed out"
    r"|explained|claimed|put to us|emphasised"
    r"|stressed))(?: to us)?(?: by (?P<who>[^,.;:“”\"]{2,80}?))? that\b,? ?"
)
_ACCORDING = re.compile(r"\b(?P<cue>[Aa]ccording to|[Ii]n the (?:view|opinion|words) of) ")
_INTERPOSED = re.compile(
    rf", (?P<who>[^,.;:“”\"]{{2,70}}) (?P<cue>(?:said|says|told|explained|added|argued|suggested|felt"
    rf"|thought){OBJECT})(?=[,.]|$)"
)
_NO_SOURCE = re.compile(
    r"(?:their|its|your|our|evidence|his|her|need|needs|circumstances|whether|how|what|size|age|where|local"
    r"|clinical|national guid|the (?:terms|size|needs|number|type|following|level|requirements|principle|rules"
    r"|law|severity|degree|amount|time|position))\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?:,|;| –| —) ?(?:and |but |although |though |however,? |while |whereas |yet |which )(?:we|our|this (?:is"
    r"|was)|the (?:review team|inquiry|committee)|inspectors|reviewers)\b|; (?:however|nevertheless)\b|;"
    r"|, according to\b|,? although we\b"
)
_FORMS = ("verb", "view", "hanging", "how", "thing", "told", "bare")
_QUESTION = re.compile(r"\b(?:where|what|how|which|why|whether|as|than|if) $")
_ASIDE_THAT = re.compile(r", that ?")
_HANGS = re.compile(r"\b(?:that|and|but|because|which|where|although|while),?$")
_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are|being)(?: (?:\w+ly|also|often|once))? $")
_PARALLEL = re.compile(
    r"(?:[;:(—–]|,? (?:and|but|while|whereas|although|though|yet|however),?|[”\"],?|, as)\s*(?:(?:in|on|at|by"
    r"|for) [\w ]{3,40},? )?$"
)
_LAST = re.compile(r"[\s,;:.–—]+$")


class Reported(NamedTuple):
    """A clause that gives somebody's words in the report's own syntax."""

    start: int
    """First character of the clause in the block."""
    end: int
    """One past its last, without the full stop."""
    at: int
    """Where what tells of the speech begins."""
    who: str
    """The words of the speaker; empty where the text does not say."""
    cue: str
    """The words that tell of the speech."""


def find_reported(text: str, low: int, high: int) -> Iterator[Reported]:
    """Give the reported clauses of a sentence, in order; what the report's own authors say is left out.

    Args:
        text: a block.
        low: where the sentence begins.
        high: where it ends.
    """
    found = sorted(
        [
            *_after_that(text, low, high),
            *_heard(text, low, high),
            *_impersonal(text, low, high),
            *_according(text, low, high),
        ]
    )
    found = found or list(_interposed(text, low, high))
    parallel = [one for one in found if one.at <= low or _PARALLEL.search(text, low, one.at) or one is found[0]]
    end = low
    for at, one in enumerate(parallel):
        following = parallel[at + 1].at if at + 1 < len(parallel) else high + 1
        if one.start >= end:
            cut = _cut(text, one, following)
            if len(text[cut.start : cut.end].split()) >= 4:
                yield cut
                end = cut.end


def _after_that(text: str, low: int, high: int) -> Iterator[Reported]:
    for match in _THAT.finditer(text, low, high):
        verb = next(match[name] for name in _FORMS if match[name]).strip()
        if _PASSIVE.search(text, max(low, match.start() - 24), match.start()) and not verb.startswith(
            ("was", "is", "are", "were")
        ):
            continue
        if match["told"] and not match["whom"]:
            continue
        subject, at = _subject_of(text, match, low)
        if subject is None:
            continue
        who = text[slice(*subject)]
        if OWN_VOICE.match(who) or who.lower() in ("that", "which", "who"):
            continue
        if match["thing"] and not _is_somebody(who):
            continue
        if who.lower() == "it" and verb.startswith(("was", "is", "are", "were")):
            continue
        if match["bare"] and _QUESTION.search(text, max(low, subject[0] - 12), subject[0]):
            continue
        cue = verb.removeprefix("’s ").lstrip("’' ") + (match["to"] or match["whom"] or "")
        start = match.end() - (
            len(match["link"]) + 1 if match["link"] in ("why", "what", "where", "whether") else 0
        )
        if (
            match["verb"]
            and _ASIDE_THAT.fullmatch(match[0], len(match["verb"] + match["to"]))
            and text[: subject[0]].endswith(", ")
        ):
            start = match.end() - len("that ")
        yield Reported(start, high, at, " ".join(who.split()), cue)


def _subject_of(text: str, match: re.Match[str], low: int) -> tuple[tuple[int, int] | None, int]:
    """The subject of a verb, and where what tells of speech begins."""
    start = match.start()
    absolute = match["hanging"] and text[max(low, start - 2) : start] != ", "
    if match["hanging"] and not absolute:
        return subject_of_sentence(text, low, start), start
    if (found := subject_before(text, low, start)) is not None:
        return found, found[0]
    return _shared(text, low, start), start


def _is_somebody(who: str) -> bool:
    found = read_speaker(who)
    return found is not None and (found.pronoun or found.kind not in (Speaker.DOCUMENT, Speaker.UNKNOWN))


def _shared(text: str, low: int, verb: int) -> tuple[int, int] | None:
    if re.search(r"\b(?:and|but)(?: \w+ly| also| then| further| later)?,? $", text[max(low, verb - 30) : verb]):
        return subject_of_sentence(text, low, verb)
    return None


def _heard(text: str, low: int, high: int) -> Iterator[Reported]:
    for match in _HEARD.finditer(text, low, high):
        if match["link"] == "of" and "told" not in match["cue"]:
            continue
        yield Reported(match.end(), high, match.start(), (match["who"] or "").strip(), match["cue"])


def _impersonal(text: str, low: int, high: int) -> Iterator[Reported]:
    """ "It was suggested (by X) that ..."."""
    for match in _IMPERSONAL.finditer(text, low, high):
        yield Reported(match.end(), high, match.start(), (match["who"] or "").strip(), match["cue"])


def _according(text: str, low: int, high: int) -> Iterator[Reported]:
    for match in _ACCORDING.finditer(text, low, high):
        subject = subject_after(text, match.end(), high)
        if subject is None or _NO_SOURCE.match(text, match.end()):
            continue
        who = " ".join(text[slice(*subject)].split())
        rest = re.compile(r"\)?,\s*").match(text, subject[1], high)
        before = text[low : match.start()].rstrip(" ,(")
        if rest and (len(before.split()) < 4 or _HANGS.search(before)):
            yield Reported(rest.end(), high, match.start(), who, match["cue"])
        elif len(before.split()) >= 4:
            yield Reported(low, low + len(before), low, who, match["cue"])


def _interposed(text: str, low: int, high: int) -> Iterator[Reported]:
    """ "The forms, they said, had changed" and "the forms had changed, they said.": the sentence is the clause."""
    for match in _INTERPOSED.finditer(text, low, high):
        subject = subject_before(text, match.start("who"), match.start("cue"))
        if (
            subject is None
            or text[match.start("who") : subject[0]].strip()
            or OWN_VOICE.match(text[slice(*subject)])
        ):
            continue
        last = not text[match.end() : high].strip(' .,”"')
        yield Reported(low, match.start() if last else high, low, match["who"], match["cue"])
        return


def _cut(text: str, one: Reported, following: int) -> Reported:
    """End the clause where the authors' own voice or another speaker goes on, and before the full stop."""
    end = one.end
    if turn := _TURN.search(text, one.start, end):
        end = turn.start()
    if following < end:
        joins = list(
            re.finditer(r",? (?:and|but|while|whereas|although|though)\b|[,;(]", text[one.start : following])
        )
        end = one.start + joins[-1].start() if joins else following
    tail = _LAST.search(text, one.start, end)
    return one._replace(end=tail.start() if tail else end)
