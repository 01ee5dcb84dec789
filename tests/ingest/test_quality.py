"""How far a page's text can be trusted, and what becomes of a page that cannot."""

import pytest

from reportminer.ingest.quality import better_page, is_doubtful, remarks, score_text, status_of
from reportminer.ingest.words import PageWords, Rect, Typeface, Word
from reportminer.records import Status

FACE = Typeface("Times", False, False)
PLAIN = ("There", "was", "a", "shared", "vision", "that", "partners", "owned", "together")


def page_of(*texts: str, n_unmapped: int = 0, images: tuple[Rect, ...] = ()) -> PageWords:
    """A page with these words on one line."""
    words = tuple(
        Word(text=text, x0=50 * i, top=100, x1=50 * i + 40, bottom=110, baseline=108, size=10, face=FACE)
        for i, text in enumerate(texts)
    )
    return PageWords(1, 595, 842, words, n_unmapped=n_unmapped, images=images, engine="pdfium")


def test_plain_text_is_ok() -> None:
    """Ordinary words score 1 and the page is ok, without remarks."""
    page = page_of(*PLAIN)
    assert score_text(page) == 1
    assert status_of(page) == Status.OK
    assert remarks(page) == ()


@pytest.mark.parametrize(
    "page",
    [
        page_of(*("\ue001\ue002\ue003\ue004" for _ in range(8))),
        page_of(*PLAIN, n_unmapped=30),
        page_of(*"Theresharedvision"),
    ],
    ids=["private-use", "no Unicode map", "torn apart"],
)
def test_garbled_text_never_passes_as_ok(page: PageWords) -> None:
    """A page whose characters have no meaning, or whose words are torn apart, is partial and says so."""
    assert is_doubtful(page)
    assert status_of(page) == Status.PARTIAL
    assert "text looks damaged" in remarks(page)


def test_the_reading_with_more_real_text_wins() -> None:
    """Of two readings of a page the one that looks more like text is taken, the first where they are as good."""
    good, bad = page_of(*PLAIN), page_of(*("\ue001\ue002" for _ in PLAIN))
    assert better_page(bad, good) is good
    assert better_page(good, page_of(*PLAIN)) is good
    assert better_page(None, good) is good


def test_a_picture_with_hardly_any_text_is_a_scan() -> None:
    """A page covered by a picture is scanned although a stamp or a number stands on it as text."""
    picture = (Rect(0, 0, 595, 842),)
    assert status_of(page_of("12", images=picture)) == Status.SCANNED
    assert status_of(page_of(images=picture)) == Status.SCANNED
    assert status_of(page_of()) == Status.EMPTY
    assert status_of(None) == Status.DAMAGED


@pytest.mark.parametrize(
    ("letters", "status"), [("àÀâÂäÄçÇéÉèÈêÊ", Status.OK), ("Theresharedvision", Status.PARTIAL)]
)
def test_an_alphabet_is_no_damaged_text(letters: str, status: Status) -> None:
    """Single letters that hardly repeat are a list of letters, mapped or not; torn words repeat theirs."""
    page = page_of(*letters, n_unmapped=len(letters))
    assert status_of(page) == status
    assert ("text looks damaged" in remarks(page)) == (status != Status.OK)


def test_codes_of_glyphs_are_no_alphabet() -> None:
    """Letters of other scripts without a Unicode map, and words of wrong letters, are still damaged text."""
    assert is_doubtful(page_of(*"ҨǥƹȥऋಱРЖ", n_unmapped=8))
    assert is_doubtful(page_of("7KLV", "LV", "D", "WHVW", n_unmapped=11))


PICTURED = "a picture covers most of the page; text in it is not read"


@pytest.mark.parametrize(
    ("n_words", "bottom", "told"), [(9, 842, True), (9, 300, False), (2, 842, False), (900, 842, False)]
)
def test_a_page_that_is_mostly_a_picture_says_so(n_words: int, bottom: float, told: bool) -> None:
    """A picture over most of a page with some text is remarked; small ones, scans and backgrounds are not."""
    page = page_of(*(PLAIN * 100)[:n_words], images=(Rect(0, 0, 595, bottom),))
    assert (PICTURED in remarks(page)) == told
    assert PICTURED not in remarks(page._replace(engine="tesseract"))
