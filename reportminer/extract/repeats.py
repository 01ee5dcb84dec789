"""The same recommendation printed in several places: grouped, the fullest kept, and looked for in the prose."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportminer.extract.demand_words import ANCHOR
from reportminer.extract.formal_item import Item, number_of
from reportminer.records import Document, Part, Span
from reportminer.text import words

_LENGTH = 5
"""Words in a shingle."""
_SAME = 0.85
"""Share of the shorter text's words that the longer one has, from which both are one recommendation."""
_SAME_NUMBERED = 0.5
"""The same where both print one number."""
_PROSE = 0.5
"""Share of a recommendation's shingles that make a paragraph a repeat of it."""
_FEW = 6
"""Texts of fewer words are not compared by words alone."""
_ENOUGH = 8
"""Words other than small ones that a sentence needs to be compared by words alone."""
_COMMON = frozenset(
    words(
        "a an and are as at be been both but by for from has have in into is it its of on or should that "
        "the their them there these they this those to was which will with must each also "
    )
)


@dataclass(frozen=True, slots=True)
class Group:
    """One recommendation and the places in which it is printed."""

    best: Item
    """The fullest."""
    number: str
    """The number that says most."""
    items: tuple[Item, ...]
    """All places, in order of the text."""


def group_items(items: Sequence[Item]) -> list[Group]:
    """Return the recommendations of a report, each once, in order of their fullest texts."""
    groups: list[list[int]] = []
    bags = [Counter(word.lower() for word in words(item.text)) for item in items]
    by_shingle: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for at, item in enumerate(items):
        shingles = set(_shingles(item.text))
        near = {g for shingle in shingles for g in by_shingle.get(shingle, ())}
        near |= {
            g for g, members in enumerate(groups) if item.rank == 2 and _numbered_alike(item, items[members[0]])
        }
        chosen = max(near, key=lambda g: (_likeness(at, groups[g], items, bags), -g), default=None)
        if chosen is None or _likeness(at, groups[chosen], items, bags) <= 0:
            chosen = len(groups)
            groups.append([])
        groups[chosen].append(at)
        for shingle in shingles:
            by_shingle[shingle].add(chosen)
    return sorted((_make_group([items[at] for at in members]) for members in groups), key=_place)


def _place(group: Group) -> int:
    return group.best.pieces[0].start


def _numbered_alike(one: Item, other: Item) -> bool:
    return one.rank == other.rank == 2 and bool(one.number) and one.number == other.number


def _likeness(at: int, members: list[int], items: Sequence[Item], bags: list[Counter[str]]) -> float:
    """The share of words in common if it is enough to be one recommendation, else 0."""
    best = 0.0
    for other in members:
        one, two = items[at], items[other]
        if one.rank == two.rank == 2 and one.number and two.number and one.number != two.number:
            return 0.0
        shorter = min(bags[at].total(), bags[other].total())
        share = (bags[at] & bags[other]).total() / max(shorter, 1)
        needed = _SAME_NUMBERED if _numbered_alike(one, two) else _SAME
        if share >= needed and (shorter >= _FEW or needed < _SAME):
            best = max(best, share)
    return best


def _make_group(items: list[Item]) -> Group:
    best = max(items, key=lambda item: (len(words(item.text)), item.part is not Part.ANNEX, -item.pieces[0].start))
    ranked = max(items, key=lambda item: (bool(item.number), item.rank, item is best))
    return Group(best=best, number=ranked.number, items=tuple(items))


class Repeats:
    """Finds where prose repeats the recommendations of a report."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._by_shingle: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._sizes = []
        self._words = []
        for at, group in enumerate(groups):
            shingles = set(_shingles(group.best.text))
            self._sizes.append(len(shingles))
            self._words.append(_content(group.best.text))
            for shingle in shingles:
                self._by_shingle[shingle].add(at)

    def repeated_in(self, text: str) -> Iterator[int]:
        """Yield the recommendations of which a paragraph holds half or more, ascending."""
        if self._by_shingle and ANCHOR.search(text):
            found = Counter(at for shingle in set(_shingles(text)) for at in self._by_shingle.get(shingle, ()))
            yield from sorted(at for at, n in found.items() if n >= max(_PROSE * self._sizes[at], 3))

    def taken_from(self, sentence: str) -> int:
        """Return which recommendation a sentence says in whole or part, in much the same words; -1 for none."""
        shingles = list(_shingles(sentence))
        found = Counter(at for shingle in shingles for at in self._by_shingle.get(shingle, ()))
        at, n = max(found.items(), key=lambda pair: (pair[1], -pair[0]), default=(-1, 0))
        if shingles and n >= _PROSE * len(shingles):
            return at
        said = _content(sentence)
        shares = [len(said & own) / max(len(said), 1) for own in self._words]
        best = max(range(len(shares)), key=shares.__getitem__, default=-1)
        return best if best >= 0 and len(said) >= _ENOUGH and shares[best] >= 0.8 else -1


def find_repeats(document: Document, groups: Sequence[Group], repeats: Repeats) -> dict[int, list[Span]]:
    """Return where else in the prose each recommendation stands: blocks that repeat it or that its list names."""
    own = {number for group in groups for item in group.items for number in item.blocks}
    named = {item.paragraph: at for at, group in enumerate(groups) for item in group.items if item.paragraph}
    found: dict[int, list[Span]] = defaultdict(list)
    for block in document.blocks:
        if block.part not in (Part.SUMMARY, Part.BODY, Part.ANNEX) or block.number in own:
            continue
        text = block.span.of(document.text)
        hits = set(repeats.repeated_in(text))
        if (at := named.get(number_of(block))) is not None and _says_some(repeats, at, text):
            hits.add(at)
        for at in hits:
            found[at].append(block.span)
    return found


def _says_some(repeats: Repeats, at: int, text: str) -> bool:
    return any(at in repeats._by_shingle.get(shingle, ()) for shingle in _shingles(text))


def _shingles(text: str) -> Iterable[tuple[str, ...]]:
    said = [word.lower() for word in words(text)]
    if len(said) < _LENGTH:
        return [tuple(said)] if said else []
    return [tuple(said[at : at + _LENGTH]) for at in range(len(said) - _LENGTH + 1)]


def _content(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words(text)) - _COMMON
