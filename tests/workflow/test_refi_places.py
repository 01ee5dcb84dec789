"""Which sentences a marked passage covers, and what a code from elsewhere stands for."""

import pytest

from reportminer.codebook.load import load_codebook
from reportminer.codebook.memo import describe_pattern
from reportminer.export.qdpx_codes import CodeTree
from reportminer.export.qdpx_records import CodeIn
from reportminer.records import Span
from reportminer.store.stretches import SentencePlace
from reportminer.store.views import ReportRow
from reportminer.workflow.refi_codes import CodeFinder, CodeKind, KnownCode
from reportminer.workflow.refi_reports import ReportPlaces
from tests.export.workspace import GOLDEN

SENTENCES = (
    "Leaders met every week.",
    "They agreed on a plan.",
    "Nobody wrote it down.",
    "They agreed on a plan.",
)
TEXT = " ".join(SENTENCES)


def make_places() -> ReportPlaces:
    """A report of four sentences, the second of which stands twice."""
    places, at = [], 0
    for number, sentence in enumerate(SENTENCES):
        span = Span(start=at, end=at + len(sentence))
        places.append(SentencePlace(finding_id=f"s{number}", span=span, page=1, regions=()))
        at = span.end + 1
    report = ReportRow(
        **dict.fromkeys(ReportRow.__dataclass_fields__, ""),  # type: ignore[arg-type]
    )
    return ReportPlaces(report, TEXT, places, dict)


@pytest.mark.parametrize(
    ("passage", "covered"),
    [
        ("Leaders met every week.", ("s0",)),
        ("every week", ("s0",)),
        ("every week. They agreed on a plan. Nobody", ("s1",)),
        ("met every week. They agreed on a plan.", ("s0", "s1")),
        ("Leaders met every week. They", ("s0",)),
        (". They", ("s1",)),
    ],
)
def test_a_passage_covers_what_is_half_inside(passage: str, covered: tuple[str, ...]) -> None:
    """Sentences of which it has half, and the one that holds half of it."""
    at = TEXT.index(passage)
    assert make_places().cover(Span(start=at, end=at + len(passage))) == covered


def test_what_lies_between_sentences_covers_none() -> None:
    """A space, and a stretch at the end of the text."""
    gap = len(SENTENCES[0])
    assert make_places().cover(Span(start=gap, end=gap + 1)) == ()
    assert make_places().cover(Span(start=len(TEXT), end=len(TEXT) + 1)) == ()


def test_words_are_found_whatever_stands_between_them() -> None:
    """Line breaks, hyphens and punctuation do not count; each place is told; short ones are not looked for."""
    places = make_places()
    assert [span.of(TEXT) for span in places.find_words("lead-\ners   met\nEVERY week")] == [
        "Leaders met every week"
    ]
    assert len(places.find_words("They agreed on a plan")) == 2
    assert places.find_words("a plan") == []
    assert places.find_words("Nobody wrote anything down.") == []


def test_a_long_passage_may_differ_in_its_middle() -> None:
    """A page number or a running head between its halves does no harm."""
    text = "Leaders of the council and the health service met every week. " + TEXT
    report = ReportPlaces(make_places().report, text, [], dict)
    [span] = report.find_words(f"{text[:70]} 17 Northbridge review {text[70:]}")
    assert span == Span(start=0, end=len(text) - 1)


@pytest.fixture
def finder() -> CodeFinder:
    """Knows three patterns, two themes, the marks, and a stray."""
    return CodeFinder(CodeTree(load_codebook(GOLDEN / "codebook.toml"), stray_patterns=["money"]))


def make_code(name: str, *trail: str, description: str = "", guid: str = "X") -> CodeIn:
    """A code of another program."""
    return CodeIn(guid=guid, name=name, trail=trail, description=description)


PATTERN, THEME = CodeKind.PATTERN, CodeKind.THEME


@pytest.mark.parametrize(
    ("code", "known"),
    [
        (make_code("Shared vision"), (PATTERN, "shared_vision")),
        (make_code("shared_vision"), (PATTERN, "shared_vision")),
        (make_code("SHARED  VISION "), (PATTERN, "shared_vision")),
        (make_code("LEADERSHIP, vision & strategy"), None),
        (make_code("leadership, vision and strategy"), (THEME, "leadership")),
        (make_code("Money"), (THEME, "finance")),
        (make_code("Money", "Not in the codebook"), (PATTERN, "money")),
        (make_code("Read: no code applies"), (CodeKind.MARK, "no_code")),
        (make_code("信頼"), None),
        (make_code(""), None),
    ],
)
def test_codes_are_known_by_name(finder: CodeFinder, code: CodeIn, known: tuple[CodeKind, str] | None) -> None:
    """In whatever case; of a pattern and a theme of one name the one that stands where this one does."""
    assert finder.find(code) == (KnownCode(kind=known[0], key=known[1]) if known else None)


def test_a_renamed_code_is_known_by_guid_or_description(finder: CodeFinder) -> None:
    """Before its name is looked at."""
    book = load_codebook(GOLDEN / "codebook.toml")
    tree = CodeTree(book)
    wanted = KnownCode(kind=PATTERN, key="pooled_budgets")
    assert finder.find(make_code("Shared vision", guid=tree.patterns["pooled_budgets"])) == wanted
    memo = describe_pattern(book.pattern("pooled_budgets"))
    assert finder.find(make_code("Renamed", description=memo)) == wanted
