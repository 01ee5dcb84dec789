"""Periods in a sentence."""

import pytest

from reportminer.extract.periods import find_periods


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("It was 39% in 2016/17 and fell.", "in 2016/17"),
        ("In 2016-17, it was 39%.", "In 2016-17"),
        ("Only 46% met it in the third quarter of 2017/18.", "in the third quarter of 2017/18"),
        ("Between April and September 2018 it saw 512.", "Between April and September 2018"),
        ("It was 8.1 from July to September 2018.", "from July to September 2018"),
        ("In the three months to March 2018 it was 16.", "In the three months to March 2018"),
        ("It had fallen by 38% in a year.", "in a year"),
        ("Since 2016 there has been one.", "Since 2016"),
        ("On 23 January it held 17.", "On 23 January"),
        ("They introduced 300 last year.", "last year"),
        ("Ten left in the four weeks before our visit.", "in the four weeks before our visit"),
        ("It was 2,900 a year earlier.", "a year earlier"),
        ("It has £5bn over the next ten years.", "over the next ten years"),
    ],
)
def test_forms_of_periods(text: str, period: str) -> None:
    """A period stands as in the text, its preposition included."""
    assert [text[p.start : p.end] for p in find_periods(text)] == [period]


@pytest.mark.parametrize(
    "text",
    ["The 2011 Strategy said so.", "A 2009 study found it.", "They may leave.", "It closed within 28 days."],
)
def test_no_period(text: str) -> None:
    """The year in a name and a time limit are no periods."""
    assert find_periods(text) == []
