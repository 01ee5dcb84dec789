"""How a report is set: its body type, line spacing and margins, learned from all its lines."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reportminer.ingest.lines import Line
from reportminer.ingest.words import PLAIN, Typeface


@dataclass(frozen=True, slots=True, kw_only=True)
class Typography:
    """The measures that blocks are told apart by."""

    size: float = 11.0
    """Body size in points."""
    face: Typeface = PLAIN
    """Body typeface."""
    colour: int = 0
    """Body colour."""
    leading: dict[float, float]
    """Usual distance of base lines by type size, points."""

    def leading_of(self, size: float) -> float:
        """Return the usual distance of two base lines of a type size, points."""
        if size in self.leading:
            return self.leading[size]
        scale = self.leading[self.size] / self.size if self.size in self.leading else 1.2
        return size * min(scale, 1.35)


def measure(lines: Iterable[Line]) -> Typography:
    """Return the typography of a report.

    Args:
        lines: all lines outside furniture, in reading order.
    """
    sizes: Counter[float] = Counter()
    styles: dict[float, Counter[tuple[Typeface, int]]] = defaultdict(Counter)
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    before: Line | None = None
    for line in lines:
        length = len(line.text)
        sizes[line.size] += length
        styles[line.size][line.face, line.colour] += length
        if before is not None and _follows(before, line):
            steps[line.size][round((line.baseline - before.baseline) * 4) / 4] += 1
        before = line
    if not sizes:
        return Typography(leading={})
    size = sizes.most_common(1)[0][0]
    face, colour = styles[size].most_common(1)[0][0]
    leading = {s: _usual(counts) for s, counts in steps.items() if sum(counts.values()) >= 4}
    return Typography(size=size, face=face, colour=colour, leading=leading)


def _follows(before: Line, line: Line) -> bool:
    step = line.baseline - before.baseline
    same = before.page == line.page and before.column == line.column and before.size == line.size
    return same and 0.9 * line.size <= step <= 2.2 * line.size


def _usual(counts: Counter[float]) -> float:
    """Return the commonest step, or a smaller one that is nearly as common: space after paragraphs only adds."""
    top = counts.most_common(1)[0][1]
    return min(step for step, count in counts.items() if count >= 0.6 * top)
