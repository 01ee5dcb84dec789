"""Figures in context: comparator, direction, judgement, measure, period, place."""

import pytest

from reportminer.extract.figures_in_context import FoundFigure, find_in_context
from reportminer.extract.reading import STATISTICS, Reading
from reportminer.extract.statistics import find_statistics
from reportminer.extract.values import find_dates
from reportminer.gazetteer import Gazetteer
from reportminer.records import EntityMention, ReportFacts, Sentence, Span
from tests.extract.documents import make_document

GAZETTEER = Gazetteer(entries=(), names={}, areas={}, ambiguous=frozenset(), digest="0" * 64)


def read(text: str, *places: str) -> list[FoundFigure]:
    """The figures of one sentence; `places` are names in it."""
    dates = [(mention.start, mention.end) for mention in find_dates(text)]
    named = sorted((text.index(place), text.index(place) + len(place)) for place in places)
    return list(find_in_context(text, [(0, len(text))], sorted([*dates, *named]), named))


@pytest.mark.parametrize(
    ("text", "comparator", "value", "direction"),
    [
        ("Turnover was 39%, compared with 28% in England in 2016/17.", "England", 28, "higher"),
        ("Delays were 4.2 per 100,000, above the England average of 3.1.", "England average", 3.1, "higher"),
        ("It saw 812 per 100,000, against an average of 689 for similar areas.", "similar areas", 689, "higher"),
        ("Turnover (12%) was lower than the national average (15%).", "national average", 15, "lower"),
        ("Satisfaction, at 35%, was below that in similar areas (38%).", "similar areas", 38, "lower"),
        ("Admissions were 2,977 per 100,000 (England: 1,320).", "England", 1320, "higher"),
        ("Only 46% of decisions were quick, when the expectation was 80%.", "the expectation", 80, "lower"),
        ("Decisions took 19 days on average, against 34 in the region.", "the region", 34, "lower"),
        ("It was offered to 4.1% in the north but to 1.6% in the south.", "the south", 1.6, "higher"),
        ("There were 1,204 falls, down from 1,550 in 2016.", "2016", 1550, "down"),
        ("It knew 4,200 carers, compared with 2,900 a year before.", "a year before", 2900, "up"),
        ("One in five went back, compared with 18.2% in similar areas.", "similar areas", 0.182, "higher"),
        ("It was 24.1%, nearly twice the England average of 13.4%.", "England average", 13.4, "higher"),
        ("Admissions stood at 900 per 100,000, lower than in similar areas.", "similar areas", None, "lower"),
        ("Arrests rose by 10% on the previous year.", "the previous year", None, "up"),
    ],
)
def test_comparators(text: str, comparator: str, value: float | None, direction: str) -> None:
    """The first figure has its comparator, the other figure in its own unit, and how it stands to it."""
    found = read(text)[0]
    assert (found.comparator, found.comparator_value, found.direction) == (comparator, value, direction)


def test_change_is_two_figures() -> None:
    """A change is two figures: the second is compared with the first and its period."""
    first, second = read("The share rose from 76.5% in 2016-17 to 79.5% in 2017-18.")
    assert (first.value, first.period, first.comparator_value, first.direction) == (76.5, "in 2016-17", None, "")
    assert (second.value, second.period) == (79.5, "in 2017-18")
    assert (second.comparator, second.comparator_value, second.direction) == ("2016-17", 76.5, "up")


def test_change_without_periods() -> None:
    """Both figures of "from ... to" take the unit that one of them has."""
    first, second = read("Average stays lengthened from 24 to 37 days.")
    assert (first.unit, second.unit, second.comparator_value, second.direction) == ("days", "days", 24, "up")


def test_figure_of_comparator_names_its_place() -> None:
    """The comparator's figure is a row of its own, about that place; a standard's figure is not."""
    _, other = read("Turnover was 39%, compared with 28% in similar areas.")
    assert (other.value, other.place_words, other.comparator) == (28, "similar areas", "")
    assert len(read("Handovers took 48 minutes against a national standard of 15.")) == 1


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Referrals had fallen by 38% in a year.", "down"),
        ("The deficit had grown to £12.3 million.", "up"),
        ("Use remained at 95% all year.", "same"),
        ("The number of visits doubled in a year.", "up"),
        ("Spending was cut by £3.5m.", "down"),
        ("There was a 25% drop in demand.", "down"),
    ],
)
def test_direction_over_time(text: str, direction: str) -> None:
    """A verb or noun of change beside a figure gives its direction."""
    assert read(text)[0].direction == direction


@pytest.mark.parametrize(
    ("text", "judgement"),
    [
        ("Vacancies fell from 12% to 9%.", "better"),
        ("Emergency admissions had risen by 7%.", "worse"),
        ("In all, 86% of people were still at home, compared with 82% in England.", "better"),
        ("In all, 71% were seen within four hours, well short of the standard of 95%.", "worse"),
        ("Performance improved from 40% to 55%.", "better"),
        ("Spending on wards rose by 4%.", ""),
        ("One in five was back in hospital within 30 days, compared with 18% in England.", "worse"),
    ],
)
def test_judgement_only_where_plain(text: str, judgement: str) -> None:
    """Better or worse is said where the measure or the text leaves no doubt."""
    assert read(text)[-1 if "from" in text else 0].judgement == judgement


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("There were 1,030 vacancies in social care in May 2018.", "vacancies in social care"),
        ("In 2016/17, turnover in social care was 39%.", "turnover in social care"),
        ("Data showed that 8% of practices offered extended access.", "practices offered extended access"),
        ("The trust had a deficit of £9.8 million for the year.", "deficit"),
        ("The council reduced its spending on adult social care by £26 million.", "spending on adult social care"),
    ],
)  # fmt: skip
def test_measure(text: str, measure: str) -> None:
    """What is measured is told in words of the sentence, without the period."""
    assert read(text)[0].measure == measure


def test_bare_number_counts_what_the_one_before_counts() -> None:
    """A number without a noun takes the noun of the number before it."""
    assert [f.unit for f in read("At least 199 officers were assaulted, with 302 injured.")] == ["officers"] * 2


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("In 2017/18 there were 40 falls, and 30 complaints were made.", ["In 2017/18", "In 2017/18"]),
        ("There were 40 falls in May 2018 and 30 in June 2018.", ["in May 2018", "in June 2018"]),
        ("Turnover was 39%, compared with 28% in England in 2016/17.", ["in 2016/17", "in 2016/17"]),
        ("It trained 40 nurses and will open in 2030.", [""]),
    ],
)
def test_periods_belong_to_their_figures(text: str, periods: list[str]) -> None:
    """A figure takes the period beside it, or the one that opens the sentence."""
    assert [found.period for found in read(text)] == periods


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("There were 40 falls in Derby last year.", "Derby"),
        ("In Derby, 40 people fell.", "Derby"),
        ("Rates in England and Wales, at 3.4%, were low.", "England and Wales"),
        ("The England manager saw 40 people.", ""),
        ("It backed 19 students for the UK launch industry.", ""),
    ],
)
def test_place(text: str, place: str) -> None:
    """A figure is about the place that stands with it, not about one that is part of another name."""
    names = [name for name in ("Derby", "England", "Wales", "UK") if name in text]
    found = read(text, *names)[0].place
    assert (text[found[0] : found[1]] if found else "") == place


def make_reading(text: str, facts: ReportFacts) -> Reading:
    """A document of one sentence that names Derby and gives what the component found in it."""
    document = make_document([(1, "Before."), (1, text)])
    block = document.blocks[1]
    at = block.span.start + text.index("Derby")
    derby = EntityMention(
        sentence=0,
        span=Span(start=at, end=at + 5),
        text="Derby",
        label="PLACE",
        canonical="Derby",
        code_system="GSS",
        code="E06000015",
    )
    sentence = Sentence(
        number=0, finding_id="x", span=block.span, text=text, block=1, page=1, regions=(), section=()
    )
    return Reading(
        document=document,
        facts=facts,
        sentences=(sentence,),
        entities=(derby,),
        themes=(),
        layers={STATISTICS: {1: tuple(read(text, "Derby"))}},
    )


def test_records_have_places_of_the_document() -> None:
    """A record's span counts in the document, and a place is linked to its code."""
    text = "There were 40 falls in Derby last year."
    reading = make_reading(text, ReportFacts())
    (statistic,) = find_statistics(reading, GAZETTEER)
    assert statistic.span.of(reading.document.text) == statistic.text == "40"
    assert (statistic.unit, statistic.period, statistic.sentence) == ("falls", "last year", 0)
    assert (statistic.area, statistic.area_code) == ("Derby", "E06000015")


def test_own_area_is_left_out() -> None:
    """The report's own area is not repeated on its figures."""
    facts = ReportFacts(area="Derby City Council", area_code="E06000015")
    (statistic,) = find_statistics(make_reading("There were 40 falls in Derby last year.", facts), GAZETTEER)
    assert (statistic.area, statistic.area_code) == ("", "")
