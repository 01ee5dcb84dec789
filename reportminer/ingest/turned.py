"""Text that does not run from left to right: running heads on the side, labels of axes, watermarks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportminer.ingest.drafts import Draft
from reportminer.ingest.lines import Line
from reportminer.ingest.words import Word
from reportminer.records import BlockKind
from reportminer.text import fold

_SAME_PT = 6.0


def turned_lines(words: Sequence[Word], *, page: int) -> list[Line]:
    """Return the turned words of a page as lines, in the order of the file.

    Args:
        words: of the page; upright ones are left out.
        page: its number.
    """
    groups: list[list[Word]] = []
    for word in words:
        if word.angle == 0:
            continue
        last = groups[-1][-1] if groups else None
        if last is not None and last.angle == word.angle and abs(last.baseline - word.baseline) < 0.5 * word.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Line(page=page, words=tuple(group), column=-1) for group in groups]


def turned_blocks(pages: Sequence[Sequence[Line]], *, heads: Iterable[str] = ()) -> list[list[Draft]]:
    """Return one block a page of what its turned lines say, less those that repeat over the pages or are numbers.

    Args:
        pages: turned lines by page.
        heads: running heads of the other pages: on a page set sideways they stand at its side.

    Returns:
        For each page no block or one.
    """
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for lines in pages:
        for line in lines:
            places[_key(line)].append((line.page, line.baseline))
    known = {_bare(head) for head in heads}
    return [
        _block([x for x in lines if _bare(x.text) not in known and not _repeats(x, places[_key(x)])])
        for lines in pages
    ]


def _key(line: Line) -> str:
    return f"{line.words[0].angle} {_bare(line.text)}"


def _bare(text: str) -> str:
    return fold(text).strip("0123456789 |")


def _repeats(line: Line, places: Sequence[tuple[int, float]]) -> bool:
    if not any(char.isalpha() for char in line.text):
        return True
    return len({page for page, at in places if abs(at - line.baseline) < _SAME_PT}) >= 3


def _block(lines: list[Line]) -> list[Draft]:
    return [Draft(kind=BlockKind.OTHER, lines=lines)] if lines else []
