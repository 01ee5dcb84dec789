"""Glossaries, lists of references and indexes, known by the form of their entries where no heading names them."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportminer.ingest.drafts import Draft
from reportminer.ingest.lines import join_words
from reportminer.records import BlockKind, Part
from reportminer.text import fold

_FLOWING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_PARTS = (Part.BODY, Part.SUMMARY, Part.ANNEX)
_SHARE = 0.8
"""Share of the blocks between two headings that must have the form; a page of text has none."""
_MAX_WORDS = 80
_MAX_TERM = 6
_TAB_EM = 1.0
_NUMBER = re.compile(r"^\[?(\d{1,3})[\].)]?(?=\s|$)")
_AUTHOR = re.compile(r"^[\w'’-]+,? (?:[A-Z]\.?[- ]?){1,3}(?:,|\(|\.|&| and\b| et al)")
_DATED = re.compile(r"^[A-Z][^.!?]{1,90}?[(,.] ?\(?(?:19|20)\d\d[a-z]?\)?[).,:;]")
_WHERE = re.compile(r"https?://|\bwww\.|\bdoi\b|\baccessed\b|\bavailable (?:at|from)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
_INDEXED = re.compile(r"^[^\W\d].{0,80}?,? \d{1,4}(?:[–-]\d{1,4})?(?:, ?\d{1,4}(?:[–-]\d{1,4})?)*$")
_STATED = re.compile(r"\b(?:was|were|had|did|should|must|told|found|recommend|we|will)\b", re.I)
"""Words of findings and of what is to be done, which may stand place by place or body by body in a report."""
_DEFINED = re.compile(r"^([^:.!?–—]{2,60}?)(?:: | [–—-] )\S")


def mark_by_form(drafts: Sequence[Draft]) -> None:
    """Give glossaries, lists of references and indexes their part where their form is plain.

    Between two headings nearly all blocks must be entries of one form, and these must be many and in the order of
    the alphabet or of their numbers. What stands before the first and after the last entry keeps its part.

    Args:
        drafts: all blocks of the report in reading order, with their parts by heading.
    """
    for stretch in _stretches(drafts):
        flowing = [d for d in stretch if d.kind in _FLOWING and len(d.text) > 1]
        for form in _FORMS:
            if run := _find_run(flowing, form):
                _mark(stretch, run, form.part)
                break


def _stretches(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Return the blocks between two headings, the heading before them included."""
    stretches: list[list[Draft]] = []
    for draft in drafts:
        if draft.part not in _PARTS:
            stretches.append([])
        elif draft.kind == BlockKind.HEADING or not stretches:
            stretches.append([draft])
        else:
            stretches[-1].append(draft)
    return stretches


def _find_run(drafts: Sequence[Draft], form: "_Form") -> list[Draft]:
    """Return the blocks from the first to the last entry of a form, or none."""
    told = [index for index, draft in enumerate(drafts) if form.keys_of(draft)]
    if not told:
        return []
    run = list(drafts[told[0] : told[-1] + 1])
    keys = [key for draft in run for key in form.keys_of(draft)]
    if form.part == Part.GLOSSARY and 3 * sum(bool(_STATED.search(draft.text)) for draft in run) > len(run):
        return []
    ordered = _is_sorted(keys) or (form.part == Part.REFERENCES and _is_counted(run))
    return run if len(told) >= _SHARE * len(run) and len(keys) >= form.least and ordered else []


def _mark(stretch: Sequence[Draft], run: Sequence[Draft], part: Part) -> None:
    first, last = stretch.index(run[0]), stretch.index(run[-1])
    if first == 1 and stretch[0].kind == BlockKind.HEADING:
        first = 0
    for draft in stretch[first : last + 1]:
        draft.part = part


def _reference(draft: Draft) -> list[str]:
    """Return a block without its number if it is a reference."""
    text = _NUMBER.sub("", _whole(draft), count=1).strip()
    return [text] if _is_reference(text) else []


def _whole(draft: Draft) -> str:
    return " ".join(line.text for line in draft.lines)


def _is_counted(drafts: Sequence[Draft]) -> bool:
    """Say whether blocks begin with numbers that count on."""
    numbers = [int(match[1]) for draft in drafts if (match := _NUMBER.match(_whole(draft)))]
    return len(numbers) >= _SHARE * len(drafts) and all(b == a + 1 for a, b in pairwise(numbers))


def _is_reference(text: str) -> bool:
    if len(text.split()) > _MAX_WORDS or not text[:1].isupper():
        return False
    return bool(_YEAR.search(text)) and bool(_AUTHOR.match(text) or _DATED.match(text) or _WHERE.search(text))


def _term(draft: Draft) -> list[str]:
    """Return the words that are set off at the start of a block: bold, before a wide gap, or before a colon."""
    words = draft.lines[0].words
    if draft.marker or len(draft.text.split()) > _MAX_WORDS or not draft.text[:1].isalpha():
        return []
    for index, (before, word) in enumerate(pairwise(words[: _MAX_TERM + 1]), 1):
        if word.x0 - before.x1 > _TAB_EM * word.size or (before.face.bold and not word.face.bold):
            return [join_words(words[:index]).rstrip(":–—- ")]
    match = _DEFINED.match(draft.text)
    return [match[1]] if match and len(match[1].split()) <= _MAX_TERM else []


def _indexed(draft: Draft) -> list[str]:
    """Return the lines of a block if most end in numbers of pages, half of them after a comma."""
    found = [line.text for line in draft.lines if _INDEXED.match(line.text)]
    listed = sum("," in line for line in found)
    return found if len(found) >= _SHARE * len(draft.lines) and 2 * listed >= len(found) else []


def _is_sorted(keys: Sequence[str]) -> bool:
    """Say whether texts stand in the order of the alphabet, but for a few, and are not all alike."""
    plain = [re.sub(r"[^\w ]", "", fold(key)) for key in keys]
    pairs = list(pairwise(plain))
    return len({key[:1] for key in plain}) > 2 and sum(a <= b for a, b in pairs) >= 0.85 * len(pairs)


class _Form(NamedTuple):
    """How one of these lists is told."""

    part: Part
    """What it is."""
    keys_of: Callable[[Draft], list[str]]
    """Returns what the entries in a block are ordered by; nothing if it holds none."""
    least: int
    """Entries at least."""


_FORMS = (
    _Form(Part.INDEX, _indexed, 10),
    _Form(Part.REFERENCES, _reference, 5),
    _Form(Part.GLOSSARY, _term, 6),
)
