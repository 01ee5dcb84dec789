"""How far a page's text can be trusted: a score, plain remarks, and which of two readings is the better one."""

import unicodedata
from collections.abc import Sequence

from reportminer.ingest.words import PageWords, Rect
from reportminer.records import Status

_DOUBTFUL = 0.8
_SCANNED_SHARE = 0.3
_MIN_CHARS = 30
_FEW = 0.05
_LARGE = 0.6
"""Share of a page that a picture must cover before it may hold most of what there is to read."""
_LITTLE = 1000
"""Characters, a third of a full page: with more, a picture behind them is most likely a background."""
_ALONE = 0.8


def score_text(page: PageWords) -> float:
    """Return how much of a page's text looks like text, 0 to 1; more is better; 1 for a page without any.

    What counts against it: characters without a Unicode value, private-use and replacement characters, words of
    more than 30 letters (glued), and words of a single letter (torn apart).
    """
    texts = [word.text for word in page.words]
    flat = "".join(texts)
    n_chars = len(flat)
    if n_chars == 0:
        return 1.0 if page.n_unmapped == 0 else 0.0
    if _is_alphabet(texts):
        return 1.0
    odd = sum(flat.count(char) for char in set(flat) if _is_odd(char))
    glued = sum(len(text) for text in texts if len(text) > 30 and text.isalpha())
    torn = sum(len(word.text) == 1 and word.text.isalpha() and not word.joined for word in page.words)
    torn_share = torn / len(page.words)
    share = (odd + glued + min(page.n_unmapped, n_chars)) / n_chars
    return max(0.0, 1.0 - share - max(0.0, torn_share - 0.2))


def _is_alphabet(texts: Sequence[str]) -> bool:
    """Say whether a page lists single Latin letters, each but once: words torn apart would repeat theirs."""
    singles = [text for text in texts if len(text) == 1]
    if len(singles) < _ALONE * len(texts):
        return False
    letters = [text for text in singles if unicodedata.name(text, "").startswith("LATIN ")]
    return len(letters) >= _ALONE * len(texts) and len(set(letters)) >= _ALONE * len(letters)


def _is_odd(char: str) -> bool:
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or not char.isprintable()


def is_doubtful(page: PageWords | None) -> bool:
    """Say whether a page should be read again with the other engine."""
    if page is None:
        return True
    if page.n_chars == 0:
        return page.n_unmapped > 0
    return score_text(page) < _DOUBTFUL


def better_page(first: PageWords | None, second: PageWords | None) -> PageWords | None:
    """Return the reading with more text that looks like text; the first where they are as good."""
    if first is None or second is None:
        return second if first is None else first
    values = [score_text(page) * page.n_chars for page in (first, second)]
    return second if values[1] > 1.02 * values[0] else first


def status_of(page: PageWords | None) -> Status:
    """Return how the reading of a page ended."""
    if page is None:
        return Status.DAMAGED
    if page.ended is not None:
        return page.ended
    pictured = _pictured(page)
    if page.n_chars < _MIN_CHARS and pictured > 0.7:
        return Status.SCANNED
    if page.words:
        return Status.PARTIAL if page.cut or score_text(page) < _DOUBTFUL else Status.OK
    if pictured > _SCANNED_SHARE:
        return Status.SCANNED
    return Status.DAMAGED if page.n_unmapped else Status.EMPTY


def _pictured(page: PageWords) -> float:
    """Return the share of the page that pictures cover, at most 1."""
    area = sum(image.width * image.height for image in page.images)
    return min(area / max(page.width * page.height, 1.0), 1.0)


def _hides_text(page: PageWords) -> bool:
    """Say whether one picture covers most of a page that has little text and was not read by its picture."""
    if page.ended is not None or page.engine == "tesseract" or not _MIN_CHARS <= page.n_chars <= _LITTLE:
        return False
    areas = (_shown(image, page) for image in page.images)
    return max(areas, default=0.0) > _LARGE * max(page.width * page.height, 1.0)


def _shown(image: Rect, page: PageWords) -> float:
    """Return the area of a picture that lies on the page."""
    width = min(image.x1, page.width) - max(image.x0, 0.0)
    return max(width, 0.0) * max(min(image.bottom, page.height) - max(image.top, 0.0), 0.0)


def remarks(page: PageWords | None) -> tuple[str, ...]:
    """Return plain remarks on a page's text."""
    if page is None:
        return ("the page cannot be read",)
    found = list(page.notes)
    if _hides_text(page):
        found.append("a picture covers most of the page; text in it is not read")
    if page.n_unmapped > _FEW * max(page.n_chars, 1) and not _is_alphabet([word.text for word in page.words]):
        found.append("text has no Unicode map")
    if page.cut:
        found.append("more characters than the limit; the rest was left out")
    if score_text(page) < _DOUBTFUL:
        found.append("text looks damaged")
    return tuple(found)
