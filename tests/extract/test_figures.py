"""Figures, shares and what is no figure."""

import pytest

from reportminer.extract.figures import find_figures
from reportminer.extract.numerals import find_numerals
from reportminer.extract.values import find_dates


def read(text: str) -> list[tuple[str, float, str]]:
    """Figure as it stands, value and unit of each figure of a sentence."""
    dates = [(mention.start, mention.end) for mention in find_dates(text)]
    return [(text[f.start : f.end], f.value, f.unit) for f in find_figures(text, dates) if f.said]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two hundred and fifty-six", [256]),
        ("£1.2 billion and £26m", [1.2e9, 26e6]),
        ("1,030 of 380", [1030, 380]),
        ("a million or 2.3 million", [1e6, 2.3e6]),
        ("seventy two", [72]),
    ],
)
def test_numbers_in_digits_and_words(text: str, values: list[float]) -> None:
    """A number has the value that its digits, words and scale say."""
    assert [numeral.value for numeral in find_numerals(text)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turnover was 39% that year.", ("39%", 39, "percent")),
        ("Twelve per cent of posts were empty.", ("Twelve per cent", 12, "percent")),
        ("It was 12.5 percentage points lower.", ("12.5 percentage points", 12.5, "percentage_points")),
        ("The council spent £240m on care.", ("£240m", 240e6, "pounds")),
        ("The gap was £1,931k.", ("£1,931k", 1_931_000, "pounds")),
        ("A unit would cost around 21p.", ("around 21p", 0.21, "pounds")),
        ("Admissions were 25,977 per 100,000 people.", ("25,977 per 100,000", 25977, "per_100000")),
        ("It reached 212 in every 1,000 carers.", ("212 in every 1,000", 212, "per_1000")),
        ("There were 1,030 vacancies in May.", ("1,030", 1030, "vacancies")),
        ("More than 302 police officers were hurt.", ("More than 302", 302, "police officers")),
        ("A total of 44,438 police officer shifts were worked.", ("44,438", 44438, "police officer shifts")),
        ("People waited 23 days on average.", ("23 days", 23, "days")),
        ("Handovers took 48 minutes.", ("48 minutes", 48, "minutes")),
        ("Calls had halved since Easter.", ("halved", 0.5, "times")),
        ("Prices are eleven times the median wage.", ("eleven times", 11, "times")),
        ("The waiting list stood at 212 in October.", ("212", 212, "")),
    ],
)
def test_values_and_units(text: str, expected: tuple[str, float, str]) -> None:
    """A figure has its unit: a sum, a percentage, a rate, a time that was measured, or the noun counted."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "figure", "value"),
    [
        ("One in three people agreed.", "One in three", 0.3333),
        ("It answered nine calls in ten within a minute.", "nine calls in ten", 0.9),
        ("Four of ten records had no plan.", "Four of ten", 0.4),
        ("Nine of the 61 homes had closed.", "Nine of the 61", 0.1475),
        ("Only 8 out of 42 forums took part.", "8 out of 42", 0.1905),
        ("Nearly half of carers agreed.", "Nearly half", 0.5),
        ("Fewer than a third had used them.", "Fewer than a third", 0.3333),
        ("Two-thirds of staff stayed.", "Two-thirds", 0.6667),
        ("Falls had dropped by a quarter since May.", "a quarter", 0.25),
    ],
)
def test_shares(text: str, figure: str, value: float) -> None:
    """A part of a whole is a share from 0 to 1, with the words that bound it."""
    assert read(text) == [(figure, value, "share")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Between 40 and 60 people came each week.", 40, 60),
        ("Some 10-15% were readmitted.", 10, 15),
        ("It would save £5-10 million.", 5e6, 10e6),
        ("Costs varied from £10m to £12m.", 10e6, 12e6),
        ("Between 1% and 4% needed a bed.", 1, 4),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    """A range is one figure with two ends, in the scale of the upper."""
    (figure,) = find_figures(text)
    assert (figure.value, figure.value_to) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Section 48 applies, see page 12, table 3, paragraph 4.16 and recommendations 3, 5 and 7.",
        "COVID-19, H1N1 and type 2 diabetes are covered in Module 1 and Phase 2.",
        "Ring 0300 061 6161 before 17:30, or write to PL6 8DH.",
        "It was open 24/7, from 9am to 6.30pm.",
        "The review took place in 2017 and ended on 3 May 2018.",
        "Services for adults aged 18 to 64 and people over 75 were separate.",
        "A two-year-old plan was out of date within 28 days.",
        "It should report within six months, and every three years after that.",
        "One of the problems was that the two reports differed.",
        "There were two reasons for this in the third quarter.",
        "A third party ran it in the second half of the year.",
        "The first 21 days are the hardest for the 2nd team.",
        "3. Introduction",
        "The ward closed.12 It reopened later.",
        "See www.example.org/a/2018/33 for more.",
        "None of the 27 had asked.",
    ],
)
def test_other_numbers_are_left_out(text: str) -> None:
    """Numbers that date, name, refer, order, or set a limit are no figures."""
    assert read(text) == []


def test_masked_names_give_no_figure() -> None:
    """A number inside a name that another component found is part of the name."""
    text = "Calls to NHS 111 rose to 4,000 calls."
    assert [f.value for f in find_figures(text, [(9, 16)])] == [4000]


def test_rows_of_numbers_are_no_sentence() -> None:
    """A damaged page that is nothing but numbers gives no figures, and soon."""
    assert read("12 people " * 100) == []
