"""Evens out the type sizes of words read from pictures."""

from statistics import median

from reportminer.ingest.ocr_words import OCR_FACE
from reportminer.ingest.words import PageWords, Word

_NEAR = 1.08
"""Sizes of lines whose ratio is below are one size: the height of ink is measured to a pixel or two."""


def even_sizes(pages: list[PageWords | None]) -> list[PageWords | None]:
    """Return the pages with the type sizes of OCR words evened out over the report.

    The ink of equal lines differs by a pixel or two, which would look like many sizes of type. Sizes near the
    commonest become one; the others are joined to groups of neighbours.

    Args:
        pages: of one report; those not read by OCR stay as they are.
    """
    sizes = sorted(word.size for page in pages if page for word in page.words if word.face.name == OCR_FACE.name)
    if not sizes:
        return pages
    even = _group_sizes(sizes, body=median(word_sizes(pages)))
    return [page and page._replace(words=tuple(_even(word, even) for word in page.words)) for page in pages]


def word_sizes(pages: list[PageWords | None]) -> list[float]:
    """Return the size of each character read by OCR."""
    words = (word for page in pages if page for word in page.words if word.face.name == OCR_FACE.name)
    return [word.size for word in words for _ in word.text]


def _even(word: Word, even: dict[float, float]) -> Word:
    return word._replace(size=even[word.size]) if word.face.name == OCR_FACE.name else word


def _group_sizes(sizes: list[float], *, body: float) -> dict[float, float]:
    groups: list[list[float]] = []
    near = [size for size in sizes if body / _NEAR <= size <= body * _NEAR]
    for part in (
        [size for size in sizes if size < body / _NEAR],
        [size for size in sizes if size > body * _NEAR],
    ):
        first = len(groups)
        for size in part:
            if len(groups) > first and size <= groups[-1][0] * _NEAR:
                groups[-1].append(size)
            else:
                groups.append([size])
    found = {size: round(body * 2) / 2 for size in near}
    for group in groups:
        found.update(dict.fromkeys(group, max(round(median(group) * 2) / 2, 0.5)))
    return found
