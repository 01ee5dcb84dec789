"""Lines of print: words on one base line, with the raised and lowered ones put back in their places."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from reportminer.ingest.words import Rect, Typeface, Word

T = TypeVar("T")

_MARK = re.compile(r"^[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3})(?:[,;–-]\s?\d{1,4})*[\])]?,?$")
_UNITS = frozenset(("m", "km", "cm", "mm", "ft"))
BOXED = 1000
"""From this column number on lines stand in a box that is drawn on the page; each box has a thousand of them."""
_SPLIT_EM = 1.0
"""A wider gap in a line may be the gutter of two columns; see `columns`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """Words on one base line, from left to right; compared by identity."""

    page: int
    """From 1."""
    words: tuple[Word, ...]
    """At least one."""
    left: float = 0.0
    """Left edge of the column that it stands in."""
    right: float = 0.0
    """Right edge of the column."""
    column: int = 0
    """Number of the stretch of reading order on its page; a new one begins at each column."""
    underlined: bool = False
    """Whether a ruled line runs under all of it."""
    x0: float = field(init=False)
    """Left edge."""
    x1: float = field(init=False)
    """Right edge."""
    size: float = field(init=False)
    """Size of most of its letters, to a tenth of a point."""
    baseline: float = field(init=False)
    """Of most of its letters."""

    def __post_init__(self) -> None:
        size, baseline = _main(self.words)
        for name, value in (("size", size), ("baseline", baseline)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "x0", min(w.x0 for w in self.words))
        object.__setattr__(self, "x1", max(w.x1 for w in self.words))

    @cached_property
    def text(self) -> str:
        """Return its words with spaces between those that are not joined, without marks of footnotes."""
        return join_words(self.text_words)

    @cached_property
    def text_words(self) -> tuple[Word, ...]:
        """Return its words without the raised marks of footnotes; one that begins the line is kept."""
        if all(w.size > 0.85 * self.size for w in self.words):
            return self.words
        before = (None, *self.words[:-1])
        pairs = zip(self.words, before, strict=True)
        return tuple(
            w for w, b in pairs if b is None or not is_note_mark(w, b, size=self.size, baseline=self.baseline)
        )

    @cached_property
    def face(self) -> Typeface:
        """Return the typeface of most of its letters."""
        return _most(self.words, [w.face for w in self.words])

    @cached_property
    def colour(self) -> int:
        """Return the colour of most of its letters."""
        return _most(self.words, [w.colour for w in self.words])

    @cached_property
    def all_bold(self) -> bool:
        """Say whether every word with letters is bold."""
        return all(w.face.bold for w in self.words if any(c.isalpha() for c in w.text))

    @property
    def box(self) -> int:
        """Return the number of the box on its page that it stands in, from 1; 0 outside of any."""
        return self.column // BOXED if self.column > 0 else 0

    @property
    def top(self) -> float:
        """Return the upper edge of its main letters."""
        return self.baseline - 0.78 * self.size

    @property
    def bottom(self) -> float:
        """Return the lower edge of its main letters."""
        return self.baseline + 0.22 * self.size


def is_raised(word: Word, *, size: float, baseline: float) -> bool:
    """Say whether a word is smaller than its line and stands above its base line."""
    return word.size < 0.85 * size and word.baseline < baseline - 0.12 * size


def is_note_mark(word: Word, before: Word, *, size: float, baseline: float) -> bool:
    """Say whether a word in running text is the raised mark of a footnote, and not a power ("km2").

    Args:
        word: the word.
        before: the word before it in the line.
        size: of the line.
        baseline: of the line.
    """
    if not is_raised(word, size=size, baseline=baseline) or not _MARK.match(word.text):
        return False
    return not (word.joined and before.text.lower() in _UNITS)


def join_words(words: Iterable[Word]) -> str:
    """Return the words as text, with a space before each that is not joined to the one before it."""
    return "".join(w.text if w.joined else f" {w.text}" for w in words).strip()


def _most(words: Sequence[Word], values: Sequence[T]) -> T:
    if values.count(values[0]) == len(values):
        return values[0]
    counts: Counter[T] = Counter()
    for word, value in zip(words, values, strict=True):
        counts[value] += len(word.text)
    return counts.most_common(1)[0][0]


def _main(words: Sequence[Word]) -> tuple[float, float]:
    if len(words) == 1:
        return round(words[0].size, 1), words[0].baseline
    first = words[0]
    if all(word.size == first.size and word.baseline == first.baseline for word in words):
        return round(first.size, 1), round(first.baseline, 1)
    counts: dict[tuple[float, float], float] = defaultdict(float)
    for word in words:
        counts[round(word.size, 1), round(word.baseline, 1)] += len(word.text) * word.size
    return max(counts, key=lambda key: counts[key])


def group_fragments(words: Iterable[Word], *, page: int) -> list[Line]:
    """Group upright words into fragments of lines, cut where a gap is so wide that a gutter may run there.

    Args:
        words: of one page; those that do not read from left to right are left out.
        page: its number.

    Returns:
        Fragments from the top down, then from the left.
    """
    rows: list[list[Word]] = []
    for word in sorted((w for w in words if w.angle == 0), key=lambda w: (w.baseline, w.x0)):
        row = rows[-1] if rows else None
        if row is not None and abs(word.baseline - row[0].baseline) <= 0.2 * min(word.size, row[0].size):
            row.append(word)
        else:
            rows.append([word])
    fragments = [Line(page=page, words=tuple(part)) for row in rows for part in _cut(row)]
    return sorted(_attach(fragments), key=lambda f: (f.baseline, f.x0))


def _cut(row: list[Word]) -> list[list[Word]]:
    row = sorted(row, key=lambda w: w.x0)
    parts = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > _SPLIT_EM * max(word.size, before.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _attach(fragments: list[Line]) -> list[Line]:
    """Put raised and lowered fragments (footnote marks, indices) into the line that they belong to."""
    small = [f for f in fragments if sum(len(w.text) for w in f.words) <= 24]
    hosts: dict[Line, list[Line]] = {}
    gone: set[int] = set()
    for fragment in small:
        if host := _host(fragment, fragments):
            hosts.setdefault(host, []).append(fragment)
            gone.add(id(fragment))
    kept = []
    for fragment in fragments:
        if id(fragment) in gone:
            continue
        guests = hosts.get(fragment)
        kept.append(merge_lines([fragment, *guests]) if guests else fragment)
    return kept


def _host(small: Line, fragments: list[Line]) -> Line | None:
    middle = small.baseline - 0.3 * small.size
    near = [
        f
        for f in fragments
        if f.size >= 1.2 * small.size
        and f.top <= middle <= f.bottom + 0.1 * f.size
        and f.x0 - 1.5 * f.size <= small.x1
        and small.x0 <= f.x1 + 1.5 * f.size
        and f is not small
    ]
    near = near or [f for f in fragments if _slipped(small, f)]
    return min(near, key=lambda f: (round(abs(f.baseline - small.baseline)), -len(f.words)), default=None)


def _slipped(small: Line, line: Line) -> bool:
    """Say whether a few words stand right after a line but slightly off its base line: a slip of typesetting."""
    after = -0.3 * line.size <= small.x0 - line.x1 <= 0.6 * line.size
    off = 0 < abs(small.baseline - line.baseline) < 0.4 * line.size
    return small is not line and after and off and len(small.words) < len(line.words)


def merge_lines(parts: Sequence[Line]) -> Line:
    """Return one line with the words of all parts from left to right; the column is the first part's."""
    words = sorted((w for part in parts for w in part.words), key=lambda w: w.x0)
    first = parts[0]
    return replace(first, words=tuple(words))


def group_rows(fragments: Iterable[Line]) -> list[list[Line]]:
    """Return fragments on one base line together, from left to right, from the top down."""
    rows: list[list[Line]] = []
    for fragment in sorted(fragments, key=lambda f: (f.baseline, f.x0)):
        row = rows[-1] if rows else None
        if row and abs(fragment.baseline - row[0].baseline) <= 0.3 * min(fragment.size, row[0].size):
            row.append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda f: f.x0) for row in rows]


def merge_rows(fragments: Iterable[Line]) -> list[Line]:
    """Merge fragments on one base line into lines, from the top down."""
    return [merge_lines(row) if len(row) > 1 else row[0] for row in group_rows(fragments)]


def mark_underlined(lines: Iterable[Line], rules: Sequence[Rect]) -> list[Line]:
    """Return the lines with those marked under which a ruled line runs from end to end.

    Args:
        lines: of one page.
        rules: the page's ruled lines across.
    """
    return [replace(line, underlined=True) if _is_underlined(line, rules) else line for line in lines]


def _is_underlined(line: Line, rules: Sequence[Rect]) -> bool:
    near = [r for r in rules if line.baseline - 1 < r.top < line.baseline + 0.3 * line.size]
    covered = sum(max(0.0, min(r.x1, line.x1) - max(r.x0, line.x0)) for r in near)
    within = all(r.x0 > line.x0 - 6 and r.x1 < line.x1 + 6 for r in near)
    return bool(near) and within and covered > 0.8 * (line.x1 - line.x0)


def hang_markers(lines: Sequence[Line], is_marker: Callable[[Line], bool]) -> list[Line]:
    """Put a marker that stands alone in the margin before the line that begins beside it.

    Args:
        lines: of one page in reading order.
        is_marker: says whether a line is nothing but a marker.
    """
    done = list(lines)
    for marker in [line for line in lines if is_marker(line)]:
        beside = [
            x
            for x in done
            if x.column == marker.column
            and 0 < x.x0 - marker.x1 < 6 * x.size
            and abs(x.baseline - marker.baseline) < 0.9 * max(x.size, marker.size)
        ]
        if beside:
            host = min(beside, key=lambda x: abs(x.baseline - marker.baseline))
            done[done.index(host)] = replace(host, words=(*marker.words, *host.words))
            done.remove(marker)
    return done


def fits_before(before: Line, line: Line) -> bool:
    """Say whether the first word of a line would have had room at the end of the one before it."""
    first = line.words[0]
    return before.x1 + 1.3 * line.size + (first.x1 - first.x0) < before.right
