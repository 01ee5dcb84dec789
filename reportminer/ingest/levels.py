"""Levels of headings: looks are ranked by type, and by which of two looks stands above the other in the text."""

from collections.abc import Sequence
from itertools import takewhile

from reportminer.ingest.drafts import Draft
from reportminer.ingest.headings import Look, look_of
from reportminer.ingest.stated_levels import use_stated_levels
from reportminer.ingest.typography import Typography
from reportminer.records import BlockKind, Part

_MIN_TITLES = 3
_TITLES = (BlockKind.HEADING, BlockKind.OTHER, BlockKind.CAPTION)


def set_levels(drafts: Sequence[Draft], typography: Typography) -> None:
    """Give each heading a level from 1, without gaps; the front matter's own headings do not count.

    Looks are ranked by size, then capitals, weight, underline, colour and slant. Among looks of one size the text
    decides where it is plain: a look under which the other's headings would stand orphaned is not the higher one.

    Args:
        drafts: all blocks of the report, in reading order.
        typography: of the report.
    """
    headings = [d for d in drafts if d.kind == BlockKind.HEADING]
    looks = {id(h): look_of(h.lines, typography) for h in headings}
    counted = [looks[id(h)] for h in headings if h.part not in (Part.FRONT, Part.CONTENTS)]
    classes = _classes(set(counted))
    order = _by_nesting(classes, [_class_of(look, classes) for look in counted])
    level_by_class = {index: level for level, index in enumerate(order, 1)}
    for heading in headings:
        heading.level = level_by_class.get(_class_of(looks[id(heading)], classes), 1)
    use_stated_levels(headings)
    _lower_front(headings)


def _lower_front(headings: Sequence[Draft]) -> None:
    """Leave level 1 on each page of front matter to the title, the largest type there: the rest goes with it."""
    pages: dict[int, list[Draft]] = {}
    for heading in headings:
        if heading.part == Part.FRONT:
            pages.setdefault(heading.page, []).append(heading)
    for here in pages.values():
        title = max(here, key=lambda h: h.lines[0].size)
        for heading in here:
            if heading is not title and heading.level == 1:
                heading.level = 2


def mark_title_block(drafts: Sequence[Draft], typography: Typography) -> None:
    """Mark the title, subtitle and dates that open the first page as front matter, though text follows at once.

    They are headings without text between them, up to the last whose type no later heading has.

    Args:
        drafts: all blocks of the report, in reading order.
        typography: of the report.
    """
    opening = list(takewhile(lambda d: d.kind in _TITLES and d.part == Part.BODY and d.page == 1, drafts))
    later = {look_of(d.lines, typography) for d in drafts[len(opening) :] if d.kind == BlockKind.HEADING}
    own = [i for i, d in enumerate(opening) if look_of(d.lines, typography) not in later]
    for draft in opening[: own[-1] + 1] if len(opening) >= _MIN_TITLES and own else []:
        draft.part = Part.FRONT


def _weight(look: Look) -> tuple[float, bool, bool, bool, bool, bool]:
    return look.size, look.caps, look.bold, look.underlined, look.coloured, not look.italic


def _alike(one: Look, two: Look) -> bool:
    return _same_size(one, two) and _weight(one)[1:] == _weight(two)[1:]


def _same_size(one: Look, two: Look) -> bool:
    return abs(one.size - two.size) <= 0.04 * max(one.size, two.size)


def _classes(looks: set[Look]) -> list[list[Look]]:
    """Return looks that are alike together, the weightiest class first."""
    classes: list[list[Look]] = []
    for look in sorted(looks, key=_weight, reverse=True):
        for known in classes:
            if _alike(known[0], look):
                known.append(look)
                break
        else:
            classes.append([look])
    return classes


def _class_of(look: Look, classes: Sequence[Sequence[Look]]) -> int:
    return next((index for index, known in enumerate(classes) if look in known), -1)


def _by_nesting(classes: Sequence[Sequence[Look]], sequence: Sequence[int]) -> list[int]:
    """Return the classes in order of rank: neighbours of one size change places where the text says so."""
    order = list(range(len(classes)))
    for _ in order:
        for place in range(len(order) - 1):
            upper, lower = order[place], order[place + 1]
            if not _same_size(classes[upper][0], classes[lower][0]):
                continue
            higher = set(order[:place])
            if _orphans(sequence, upper, lower, higher) > _orphans(sequence, lower, upper, higher) + 1:
                order[place], order[place + 1] = lower, upper
    return order


def _orphans(sequence: Sequence[int], upper: int, lower: int, higher: set[int]) -> int:
    """Return how many headings of the lower class have none of the upper class above them in their section."""
    count = 0
    opened = False
    for item in sequence:
        if item in higher:
            opened = False
        elif item == upper:
            opened = True
        elif item == lower and not opened:
            count += 1
    return count
