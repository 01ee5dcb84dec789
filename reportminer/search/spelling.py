"""How far apart two spellings are, and which known words are nearest to one that stands nowhere."""

from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from reportminer.search.stems import fold_word, stem

SHORTEST = 4
"""Letters of the shortest word for which others are looked for: a shorter one is near to too many."""
_TWO_SLIPS = 7  # letters from which two slips are forgiven


def allowed_slips(word: str) -> int:
    """Return how many slips of the pen a word of this length may have."""
    return 2 if len(word) >= _TWO_SLIPS else 1


def list_beginnings(word: str) -> Iterator[tuple[str, ...]]:
    """Yield how the word that was meant may begin: as this one, and then as if its first letter were a slip."""
    word = fold_word(word)
    yield (word[:1],)
    other = {letter + word[at] for letter in ascii_lowercase for at in (0, 1)}
    yield tuple(sorted(other | {word[1:3], word[1] + word[0]}))


def count_slips(one: str, other: str, *, most: int) -> int:
    """Return how many letters must be put in, left out, changed or swapped with their neighbour.

    Args:
        one: a word.
        other: another.
        most: where it is more, any number above `most` is returned.

    Source: optimal string alignment: F. Damerau (1964), A technique for computer detection and correction of
        spelling errors.

    Example:
        >>> count_slips("recieve", "receive", most=2), count_slips("budgit", "budget", most=2)
        (1, 1)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    return next(_iter_ends(one, other, most), [most + 1])[-1]


def count_slips_of_beginning(word: str, beginning: str, *, most: int) -> int:
    """Return the fewest slips between a beginning and any beginning of a word; above `most` where it is more."""
    return min(next(_iter_ends(beginning, word, most), [most + 1]))


def _iter_ends(one: str, other: str, most: int) -> Iterator[list[int]]:
    """Yield the last row of the table of slips between beginnings of two words; nothing where all are too many.

    Yields:
        Slips between `one` and the first 0, 1, ... letters of `other`.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, known in enumerate(other, start=1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != known))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == known:
                slips = min(slips, older[j - 2] + 1)
            row.append(slips)
        if min(row) > most:
            return
    yield row


def rank_stems(word: str, known: Iterable[tuple[str, int]], *, limit: int) -> list[str]:
    """Return the stems to which a misspelt word may belong, likeliest first.

    A slip may keep the word's ending from being taken off ("accountabilty", stem "account"): so a stem is compared
    with the beginnings of the word, and with the word's own stem.

    Args:
        word: that stands nowhere.
        known: stems with the number of sentences that hold them.
        limit: how many at most.
    """
    word = fold_word(word)
    own, letters, most = stem(word), set(word) | set(stem(word)), allowed_slips(word)
    found = []
    for known_stem, n in known:
        if len(known_stem) < SHORTEST - 1 or len(known_stem) > len(word) + most:
            continue
        if len(set(known_stem) - letters) > most:
            continue
        slips = min(
            count_slips_of_beginning(word, known_stem, most=most),
            count_slips(own, known_stem, most=most),
        )
        if slips <= most:
            found.append((slips - len(known_stem), -n, known_stem))
    return [known_stem for _, _, known_stem in sorted(found)[:limit]]


def rank_forms(word: str, forms: Iterable[tuple[str, int]], *, limit: int) -> list[str]:
    """Return the words nearest to a misspelt one, nearest first, of equally near ones the more frequent.

    Args:
        word: that stands nowhere.
        forms: words in lower case, with how often they stand in the workspace.
        limit: how many at most.
    """
    word, most = word.lower(), allowed_slips(word)
    slips = [(count_slips(word, form, most=most), -n, form) for form, n in forms]
    return [form for found, _, form in sorted(slips) if 0 < found <= most][:limit]
