"""Lists whose entries are lines and not sentences: names of witnesses and members, and who said what is quoted."""

import re
from collections.abc import Sequence
from itertools import pairwise

from reportminer.ingest.drafts import Draft
from reportminer.ingest.lines import Line, fits_before
from reportminer.records import BlockKind

_TITLE = re.compile(
    r"(?:Lord|Lady|Baroness|Baron|Earl|Viscount|Countess|Sir|Dame|Dr|Mrs?|Ms|Miss|Mx|Prof(?:essor)?|Rev(?:erend)?"
    r"|Cllr|Councillor|Rt|The Rt|Judge|Justice|Bishop)\b\.?"
)
_PARTICLES = frozenset(("of", "the", "and", "for", "de", "la", "le", "van", "von", "der", "in", "&"))
_UNENDED = _PARTICLES | frozenset(
    ("a", "an", "to", "by", "on", "at", "with", "from", "or", "that", "is", "was", "are")
)
_CAPITAL = re.compile(r"[\"'“‘(]?(?:[a-z]{1,2}['’])?[A-Z][\w'’.-]*\)?$")
_MARKS = re.compile(r"^[†‡*§\s]+")
_STOPS = (".", "!", "?", ";", ":")
_OPENERS = ("“", "‘", '"', "'")
_CLOSED = re.compile(r"[”’\"'][.,]?$")
_DASHES = "-–—―"
_MAX_NAME = 10
_MAX_ROLE = 22
_MAX_UNNAMED = 6
"""Words of a line such as "Carer of a man aged 84" under a quotation."""
_MIN_ENTRIES = 3
_MAX_TERM = 6
_SAME_STOP_PT = 3.0
_LOOSE_SHARE = 0.4


def is_name(text: str) -> bool:
    """Say whether a text names a person or a body, with an office after a comma or not, and says nothing of it.

    Example:
        >>> is_name("Baroness Vale of Ambershire (Chair)"), is_name("Ambershire was visited in May")
        (True, False)
    """
    text = _MARKS.sub("", text)
    words = text.split()
    if not 1 < len(words) <= _MAX_ROLE or text.endswith(_STOPS):
        return False
    name = re.split(r"[,;(]| [–—-] ", text, maxsplit=1)[0].split()
    if not 1 < len(name) <= _MAX_NAME or not _CAPITAL.match(name[0]):
        return False
    return all(_CAPITAL.match(word) or word in _PARTICLES for word in name)


def is_titled(text: str) -> bool:
    """Say whether a text begins as persons are addressed ("Dr", "Baroness") and is a name."""
    return _TITLE.match(_MARKS.sub("", text)) is not None and is_name(text)


def part_entries(group: Sequence[Line]) -> list[list[Line]]:
    """Cut a stretch of lines into entries where its lines do not run on.

    Running text takes as many words into a line as fit. Where line after line the next word would have fitted, and
    begins with a capital letter, the lines were ended on purpose.

    Args:
        group: lines told to be one paragraph.
    """
    if stops := _tab_stops(group):
        return _cut(group, [line.x0 < stops - line.size for line in group[1:]])
    pairs = list(pairwise(group))
    loose = [fits_before(before, line) and not _hangs(before) for before, line in pairs]
    low = any(free and line.text[:1].islower() for free, (_, line) in zip(loose, pairs, strict=True))
    one_sentence = group[-1].text.endswith(".") and not any(line.text.endswith(".") for line in group[:-1])
    whole = low or one_sentence or not _are_entries(group, loose)
    return [list(group)] if whole else _cut(group, loose)


def _cut(group: Sequence[Line], opens: Sequence[bool]) -> list[list[Line]]:
    """Cut lines before those that open an entry.

    Args:
        group: the lines.
        opens: whether each but the first opens one.
    """
    parts = [[group[0]]]
    for opened, line in zip(opens, group[1:], strict=True):
        if opened:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _tab_stops(group: Sequence[Line]) -> float:
    """Return where the text begins in entries of a term, a wide gap and its meaning; 0 if they are none."""
    opening = [line for line in group if line.x0 < group[0].x0 + line.size]
    stops = [_stop(line) for line in opening]
    if len(stops) < _MIN_ENTRIES or min(stops) == 0 or max(stops) - min(stops) > _SAME_STOP_PT:
        return 0.0
    return min(stops)


def _stop(line: Line) -> float:
    first = line.words[: _MAX_TERM + 1]
    return next((b.x0 for a, b in pairwise(first) if b.x0 - a.x1 > line.size), 0.0)


def _are_entries(group: Sequence[Line], loose: Sequence[bool]) -> bool:
    if len(group) == _MIN_ENTRIES - 1:
        return all(loose) and all(is_titled(line.text) for line in group)
    return sum(loose) >= max(_MIN_ENTRIES - 1, _LOOSE_SHARE * len(loose))


def _hangs(line: Line) -> bool:
    """Say whether a line cannot be the end of an entry ("Chair of the", "well-")."""
    last = line.text.split()[-1:]
    return line.text.endswith(("-", "–", ",", "/", "&")) or last[0] in _UNENDED


def keep_names_apart(rows: Sequence[Sequence[Line]]) -> set[int]:
    """Return which rows hold names side by side: three rows on end whose pieces are names in the same columns.

    Args:
        rows: pieces of each line of print, from left to right, from the top down.
    """
    found: set[int] = set()
    run: list[int] = []
    for index, row in enumerate(rows):
        named = len(row) > 1 and all(is_name(piece.text) for piece in row)
        if not named or (run and not _same_columns(rows[run[-1]], row)):
            found.update(run if _are_people(rows, run) else ())
            run = []
        if named:
            run.append(index)
    found.update(run if _are_people(rows, run) else ())
    return found


def _are_people(rows: Sequence[Sequence[Line]], run: Sequence[int]) -> bool:
    """Say whether rows hold persons in every column; names beside offices ("Jane Doe   Chair") stay together."""
    if len(run) < _MIN_ENTRIES:
        return False
    right = [piece.text for index in run for piece in rows[index][1:]]
    return 2 * sum(is_titled(text) for text in right) >= len(right)


def _same_columns(one: Sequence[Line], two: Sequence[Line]) -> bool:
    return all(any(abs(a.x0 - b.x0) < 3 for b in one) for a in two)


def is_attribution(quoted: str, text: str, *, headed: bool = False) -> bool:
    """Say whether a text says who spoke the quotation above it ("Jane Doe, Director of Care", "– A carer").

    Args:
        quoted: the block above.
        text: of the block.
        headed: whether it is set like a heading, and so must be more plainly a person.
    """
    if not is_quotation(quoted) or text.startswith(_OPENERS) or text.endswith(_STOPS):
        return False
    dashed = text[:1] in _DASHES
    bare = text.lstrip(_DASHES + " ")
    if not 0 < len(bare.split()) <= _MAX_ROLE or not bare[:1].isupper():
        return False
    if headed:
        return dashed or is_titled(bare) or ("," in bare and is_name(bare))
    return dashed or is_name(bare) or len(bare.split()) <= _MAX_UNNAMED


def is_quotation(text: str) -> bool:
    """Say whether a text stands in quotation marks from its beginning to its end."""
    text = text.strip()
    return text.startswith(_OPENERS) and _CLOSED.search(text) is not None


def set_names_aside(drafts: Sequence[Draft]) -> None:
    """Call the entries of lists of names, and the lines that say who is quoted, `other`: they state nothing.

    Args:
        drafts: of one page, in reading order.
    """
    for quoted, draft in pairwise(drafts):
        flowing = draft.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)
        headed = draft.kind == BlockKind.HEADING
        if flowing and len(draft.lines) <= 2 and is_attribution(quoted.text, _whole(draft), headed=headed):
            draft.kind, draft.level = BlockKind.OTHER, None
            draft.marker, draft.n_marker_words = "", 0
    run: list[Draft] = []
    for draft in drafts:
        if draft.kind == BlockKind.PARAGRAPH and not draft.marker and is_name(draft.text):
            run.append(draft)
        else:
            _set_aside(run)
            run = []
    _set_aside(run)


def _whole(draft: Draft) -> str:
    return " ".join(line.text for line in draft.lines)


def _set_aside(run: Sequence[Draft]) -> None:
    titled = sum(is_titled(draft.text) for draft in run)
    if len(run) >= _MIN_ENTRIES or (len(run) == _MIN_ENTRIES - 1 and titled == len(run)):
        for draft in run:
            draft.kind = BlockKind.OTHER
