"""Running heads, footers and page numbers: what repeats at the same place over the pages, or counts them.

Left and right pages may alternate and a running head may change with each chapter, so that lines are first put
into slots (edge of the page, height, type): a slot most of whose lines repeat is furniture as a whole.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportminer.ingest.lines import Line
from reportminer.text import fold

_DEPTH = 4
"""Lines from the upper and from the lower edge that can be furniture."""
EDGE = 0.16
"""Share of the page's height, from either edge, in which furniture stands."""
_NUMBER = re.compile(
    r"^[\[(|\-–—\s]*(?:p(?:age)?\.?\s*\|?\s*)?(\d{1,4}|[ivxlcdm]{1,8})(?:\s*(?:of|/)\s*\d{1,4})?[\])|\-–—\s]*$",
    re.I,
)
_FIRST_NUMBER = re.compile(r"^(?:page\s*\|?\s*)?(?P<number>\d{1,4})(?P<rest>\D.*)$")
_LAST_NUMBER = re.compile(r"^(?P<rest>.*\D)(?P<number>\d{1,4})$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_TOTAL = re.compile(r"(?<=\d)\s*(?:/|of)\s*\d{1,4}$")
"""The number of all pages after a page number at the end of a running head ("3/16", "page 3 of 16")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLines:
    """The lines of one page in reading order."""

    number: int
    """From 1."""
    height: float
    """Points."""
    lines: tuple[Line, ...]
    """In reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What was found to belong to the pages and not to the text."""

    lines: frozenset[Line]
    """All such lines."""
    labels: dict[int, str]
    """Printed page number by page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    page: int
    line: Line
    key: str
    slot: tuple[str, int]
    rank: int


def find_furniture(pages: Sequence[PageLines], *, keep: frozenset[Line] = frozenset()) -> Furniture:
    """Return the lines that repeat over the pages at one place, and the page numbers.

    Args:
        pages: all pages of the file.
        keep: lines that are never furniture (the head row of a table that goes on over pages).
    """
    edges = [edge for page in pages for edge in _edges(page) if edge.line not in keep]
    numbers = _page_numbers(edges)
    edges = _keyed(edges, offsets={_offset(edge) for edge in numbers})
    lone = {edge.line for edge in numbers}
    repeated = _repeated(edges, n_pages=sum(bool(p.lines) for p in pages))
    found = lone | _set_apart(repeated | lone, pages)
    labels = {edge.page: _label(edge.line.text) for edge in numbers}
    for edge in edges:
        if edge.line in found and edge.page not in labels and (label := _outer_number(edge, numbers)):
            labels[edge.page] = label
    return Furniture(lines=frozenset(found), labels=labels)


def _set_apart(found: set[Line], pages: Sequence[PageLines]) -> set[Line]:
    """Return the lines found less those in one stretch with text: a footnote may repeat on many pages."""
    apart = set(found)
    for page in pages:
        lines = sorted(page.lines, key=lambda line: line.baseline)
        for ordered in (lines, lines[::-1]):
            for inner, line in pairwise(ordered):
                if line in apart and inner not in apart and _is_one_stretch(line, inner, page.height):
                    apart.discard(line)
    return apart


def _is_one_stretch(line: Line, inner: Line, height: float) -> bool:
    outward = (line.baseline < height / 2) == (line.baseline < inner.baseline)
    near = abs(line.baseline - inner.baseline) < 1.5 * max(line.size, inner.size)
    return outward and near and abs(line.size - inner.size) < 0.05 * line.size


def _edges(page: PageLines) -> list[_Edge]:
    zone = EDGE * page.height
    upper = sorted((x for x in page.lines if x.bottom < zone), key=lambda x: x.baseline)
    lower = sorted((x for x in page.lines if x.top > page.height - zone), key=lambda x: -x.baseline)
    found = []
    for side, lines, origin in (("top", upper, 0.0), ("bottom", lower, page.height)):
        rows: list[float] = []
        for line in lines:
            if not rows or abs(line.baseline - rows[-1]) > 2:
                rows.append(line.baseline)
            if len(rows) > _DEPTH:
                break
            slot = (side, round((line.baseline - origin) / 4))
            key = _TOTAL.sub("", fold(line.text))
            found.append(_Edge(page=page.number, line=line, key=key, slot=slot, rank=len(rows)))
    return found


def _keyed(edges: list[_Edge], *, offsets: set[int]) -> list[_Edge]:
    """Return the edges with keys in which a page number at either end does not count.

    A number counts as one if its distance to the page is that of the page numbers that stand alone, or, where no
    numbers stand alone, one that a third of the pages share ("Recommendation 9" on page 12 is no running head).
    """
    ends = [(edge, found) for edge in edges if (found := _end_number(edge.key)) is not None]
    if not offsets:
        counts = Counter(edge.page - number for edge, (_, number) in ends)
        least = max(3, len({edge.page for edge in edges}) // 3)
        offsets = {offset for offset, count in counts.items() if count >= least}
    keys = {id(edge): rest for edge, (rest, number) in ends if edge.page - number in offsets}
    return [replace(edge, key=keys.get(id(edge), edge.key)) for edge in edges]


def _end_number(text: str) -> tuple[str, int] | None:
    for pattern in (_FIRST_NUMBER, _LAST_NUMBER):
        if (match := pattern.match(text)) and (rest := match["rest"].strip(" |-–—·")):
            return rest, int(match["number"])
    return None


def _offset(edge: _Edge) -> int:
    value = _value(edge.line.text)
    return edge.page - value[1] if value else 0


def _near(slots: dict[tuple[str, int], list[_Edge]], slot: tuple[str, int]) -> list[_Edge]:
    side, height = slot
    return [edge for step in (-1, 0, 1) for edge in slots.get((side, height + step), ())]


def _repeated(edges: list[_Edge], *, n_pages: int) -> set[Line]:
    slots: dict[tuple[str, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        slots[edge.slot].append(edge)
    least = 2 if n_pages <= 4 else 3
    found: set[Line] = set()
    known_heads: set[tuple[str, str, float]] = set()
    for slot in list(slots):
        here = _near(slots, slot)
        pages_by_key: dict[str, set[int]] = defaultdict(set)
        for edge in here:
            pages_by_key[edge.key].add(edge.page)
        repeated = {key for key, on in pages_by_key.items() if len(on) >= least and _clusters(on, least)}
        found |= {e.line for e in slots[slot] if e.key in repeated}
        known_heads |= {(slot[0], e.key, e.line.size) for e in slots[slot] if e.key in repeated and e.rank <= 2}
        typical = Counter((e.line.size, e.line.face) for e in here if e.key in repeated)
        known = sum(len(pages_by_key[key]) for key in repeated)
        if known >= 0.6 * len(here):
            found |= {e.line for e in slots[slot] if (e.line.size, e.line.face) in typical and e.rank <= 2}
    return found | {e.line for e in edges if e.rank <= 2 and (e.slot[0], e.key, e.line.size) in known_heads}


def _clusters(pages: set[int], least: int) -> bool:
    """Say whether the pages lie so close that one head runs over them (every page, or every second one)."""
    ordered = sorted(pages)
    return any(ordered[i + least - 1] - ordered[i] <= 4 * least for i in range(len(ordered) - least + 1))


def _page_numbers(edges: list[_Edge]) -> list[_Edge]:
    """Return the lines that hold nothing but a number which counts on with the pages."""
    candidates = [(edge, value) for edge in edges if (value := _value(edge.line.text)) is not None]
    offsets = Counter((edge.slot[0], kind, edge.page - number) for edge, (kind, number) in candidates)
    least = 2 if len({edge.page for edge in edges}) <= 6 else 3
    return [
        edge
        for edge, (kind, number) in candidates
        if offsets[edge.slot[0], kind, edge.page - number] >= least and edge.rank <= 3
    ]


def _value(text: str) -> tuple[str, int] | None:
    if not (match := _NUMBER.match(text.strip())):
        return None
    token = match[1].lower()
    return ("arabic", int(token)) if token.isdigit() else ("roman", _roman(token))


def _roman(token: str) -> int:
    values = [_ROMAN[c] for c in token]
    return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))


def _label(text: str) -> str:
    match = _NUMBER.match(text.strip())
    return match[1] if match else ""


def _outer_number(edge: _Edge, numbers: list[_Edge]) -> str:
    """Return the page number that stands at either end of a running head ("8   Annual report")."""
    words = [word.text.strip("|") for word in edge.line.words]
    ends = [word for word in (words[0], words[-1], *words[1:3]) if word.isdigit() and len(word) < 5]
    return ends[0] if ends and not any(n.page == edge.page for n in numbers) else ""
