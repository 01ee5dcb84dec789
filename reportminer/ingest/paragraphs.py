"""Where one block ends and the next begins: lines of a column grouped into stretches that belong together."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportminer.ingest.entries import is_attribution, is_quotation, part_entries
from reportminer.ingest.headings import is_caption
from reportminer.ingest.lines import Line, fits_before
from reportminer.ingest.markers import Marker, is_entry, read_marker
from reportminer.ingest.tags import NO_TAGS, Tagging
from reportminer.ingest.typography import Typography

_END = tuple(".!?:;”’\"')")
_LOOSE = 1.2
"""A step wider than this many times the usual leading is space between paragraphs."""


def split_paragraphs(
    lines: Iterable[Line], typography: Typography, tagging: Tagging = NO_TAGS
) -> list[list[Line]]:
    """Group the lines of a page into stretches: one paragraph, list item or heading each.

    Args:
        lines: in reading order, without furniture and footnotes.
        typography: of the report.
        tagging: what the file says of its structure.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, typography, tagging):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [part for group in groups for part in _part(group, typography)]


def _part(group: list[Line], typography: Typography) -> list[list[Line]]:
    """Cut lists of names and the like into their entries; titles and centred lines break where they like."""
    large = group[0].size >= 1.1 * typography.size
    if len(group) == 1 or large or any(_is_centred(a, b) for a, b in pairwise(group)):
        return [group]
    return part_entries(group)


def _continues(group: Sequence[Line], line: Line, typography: Typography, tagging: Tagging) -> bool:
    before = group[-1]
    if before.column != line.column or before.page != line.page or line.baseline <= before.baseline:
        return False
    if abs(before.size - line.size) > 0.07 * max(before.size, line.size) or is_entry(before):
        return False
    usual = typography.leading_of(line.size)
    if line.baseline - before.baseline > max(_LOOSE * usual, usual + 1.5):
        return False
    divided = tagging.divides(before, line)
    if divided is not None and (divided or line.text[:1].islower()):
        return not divided
    if _restyled(group, line) or _starts_item(group, line) or _signs(group, line):
        return False
    return _is_display(group, line, typography) or _same_shape(group, line)


def _signs(group: Sequence[Line], line: Line) -> bool:
    """Say whether a line says who spoke the quotation that ends right above it."""
    quoted = group[0].text + " " + group[-1].text
    return is_quotation(quoted) and fits_before(group[-1], line) and is_attribution(quoted, line.text)


def _is_display(group: Sequence[Line], line: Line, typography: Typography) -> bool:
    """Say whether both are larger than the body: lines of a heading break where the designer liked."""
    least = 1.1 * typography.size
    return group[-1].size >= least and line.size >= least and line.baseline - group[-1].baseline < 1.6 * line.size


def _restyled(group: Sequence[Line], line: Line) -> bool:
    """Say whether a heading ends or begins here although no space says so."""
    before = group[-1]
    one, two = _style(before), _style(line)
    if one == two or one is None or two is None:
        return False
    return fits_before(before, line) or (one[0] != two[0] and len(group) == 1 and not _is_full(before, line))


def _style(line: Line) -> tuple[bool, bool, int] | None:
    """Return weight, slant and colour if the whole line shares them, else None."""
    styles = {(w.face.bold, w.face.italic, w.colour) for w in line.words if any(c.isalpha() for c in w.text)}
    return next(iter(styles)) if len(styles) == 1 else None


def _starts_item(group: Sequence[Line], line: Line) -> bool:
    marker = read_marker(line)
    if marker is None or marker.kind == "bullet":
        return marker is not None
    if marker.kind == "item" and is_caption(group[0].text):
        return False
    opened = read_marker(group[0])
    left = opened.text_x0 if opened is not None else group[-1].x0
    if marker.kind == "dash":
        if _goes_on_after_dash(group[-1], line, left):
            return False
    elif opened is not None and abs(marker.x0 - opened.text_x0) < 2:
        return False
    set_in = marker.x0 > left + 0.5 * line.size and marker.kind != "bare"
    aligned = opened is not None and opened.kind == marker.kind and abs(opened.x0 - marker.x0) < 4
    ends = group[-1].text.rstrip().endswith(_END) or fits_before(group[-1], line)
    return set_in or ends or aligned or marker.x0 < group[-1].x0 - line.size


def _goes_on_after_dash(before: Line, line: Line, left: float) -> bool:
    """Say whether a dash at the start of a line stands in the middle of a sentence: where any line would begin."""
    low = len(line.words) > 1 and line.words[1].text[:1].islower()
    ended = before.text.endswith((":", ";", ",", ".", " and", " or"))
    return low and not ended and abs(line.x0 - left) < 0.5 * line.size


def _same_shape(group: Sequence[Line], line: Line) -> bool:
    """Say whether the line's indent fits the stretch before it."""
    before, em = group[-1], line.size
    marker = read_marker(group[0])
    if marker is not None and marker.n_words < len(group[0].words):
        return _under_marker(group, line, marker)
    if _is_centred(before, line):
        return True
    shift = line.x0 - before.x0
    if abs(shift) <= 0.5 * em:
        return not _ends_short(before, line)
    if len(group) == 1 and shift > 0:
        return _under_tab(before, line) or (shift < 6 * em and _is_full(before, line))
    return len(group) == 1 and -4 * em < shift and _is_full(before, line)


def _under_tab(before: Line, line: Line) -> bool:
    """Say whether a line goes on under a column of the line before it ("* (QQ 1-50)   Dr David ...")."""
    stops = [b.x0 for a, b in pairwise(before.words) if b.x0 - a.x1 > before.size]
    return any(abs(line.x0 - stop) < 2 for stop in stops)


def _under_marker(group: Sequence[Line], line: Line, marker: Marker) -> bool:
    em = line.size
    if len(group) == 1:
        hanging = abs(line.x0 - marker.text_x0) <= 0.6 * em or _under_tab(group[0], line)
        wrapped = marker.x0 - 0.6 * em <= line.x0 < marker.text_x0
        far = line.x0 > marker.text_x0 and line.x0 - marker.text_x0 < 3 * em
        return (hanging and not _ends_short(group[-1], line)) or ((wrapped or far) and _is_full(group[-1], line))
    return abs(line.x0 - group[-1].x0) <= 0.6 * em and not _ends_short(group[-1], line)


def _is_centred(before: Line, line: Line) -> bool:
    middle = abs((before.x0 + before.x1) - (line.x0 + line.x1)) / 2
    return middle < 2 and abs(before.x0 - line.x0) > 3 and abs(before.x1 - line.x1) > 3


def _is_full(line: Line, after: Line) -> bool:
    return line.x1 > line.right - 0.15 * (line.right - line.left) or not fits_before(line, after)


def _ends_short(before: Line, line: Line) -> bool:
    """Say whether a line ends a paragraph: a sentence is over and much of the line is left empty."""
    left = (before.right - before.x1) / max(before.right - before.left, 1.0)
    over = left > 0.3 and before.text.endswith(_END)
    return (over or left > 0.45) and not line.text[:1].islower() and fits_before(before, line)
