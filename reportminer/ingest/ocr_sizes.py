"""Evens out the type sizes of words read from pictures."""

from collections.abc import Iterable
from statistics import median

from reportminer.ingest.ocr_words import OCR_BOLD, OCR_FACE
from reportminer.ingest.words import PageWords, Word

_NEAR = 1.08
"""Sizes whose ratio is below are one size: the height of ink is measured to a pixel or two."""
_NEAR_BODY = 1.15
"""The same beside the body size for plain type: a short line shows few letters, and headings that are not bold are
larger."""


def even_sizes(pages: list[PageWords | None]) -> list[PageWords | None]:
    """Return the pages with the type sizes of OCR words evened out over the report.

    The ink of equal lines differs by a pixel or two, which would look like many sizes of type. Sizes near the
    commonest become one; the others are joined to groups of neighbours.

    Args:
        pages: of one report; those not read by OCR stay as they are.
    """
    words = [word for page in pages if page for word in page.words if _is_ocr(word)]
    if not words:
        return pages
    body = median(word.size for word in words for _ in word.text)
    near_body = {word.size for word in words if _is_body(word, body)}
    others = {word.size for word in words} - near_body
    even = {size: shared for group in _groups(others) for size, shared in zip(group, _shared(group), strict=True)}
    even.update(dict.fromkeys(near_body, _half(body)))
    return [page and page._replace(words=tuple(_even(word, even, body) for word in page.words)) for page in pages]


def _is_ocr(word: Word) -> bool:
    return word.face in (OCR_FACE, OCR_BOLD)


def _is_body(word: Word, body: float) -> bool:
    return body / _NEAR <= word.size <= body * (_NEAR if word.face.bold else _NEAR_BODY)


def _groups(sizes: Iterable[float]) -> list[list[float]]:
    groups: list[list[float]] = []
    for size in sorted(sizes):
        if groups and size <= groups[-1][0] * _NEAR:
            groups[-1].append(size)
        else:
            groups.append([size])
    return groups


def _shared(group: list[float]) -> list[float]:
    return [_half(median(group))] * len(group)


def _half(size: float) -> float:
    return max(round(size * 2) / 2, 0.5)


def _even(word: Word, even: dict[float, float], body: float) -> Word:
    if not _is_ocr(word):
        return word
    return word._replace(size=_half(body) if _is_body(word, body) else even[word.size])
