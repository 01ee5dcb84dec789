"""Informal advice: sentences that say what ought to be done, and those that only look like it."""

from dataclasses import replace

import pytest

from reportminer.extract.addressees import find_addressee
from reportminer.extract.deadlines import find_deadline
from reportminer.extract.demands import hide_quotations, is_demand
from reportminer.extract.recommendations import find_recommendations
from reportminer.records import Advice, ReportFacts
from tests.extract.advice_documents import heading, item, make_reading, said


@pytest.mark.parametrize(
    "sentence",
    [
        "System leaders need to ensure that every ward has a discharge plan.",
        "The council should review its contracts with home care providers.",
        "Commissioners must involve carers in the design of the hub.",
        "We encourage the partners to share one record.",
        "It is essential that the board sets out who is responsible.",
        "There needs to be one point of access across the county.",
        "If it has not done so already the trust should publish the audit.",
        "Data systems should have complementary functions.",
        "It is clear that more needs to be done to support carers.",
    ],
)
def test_demands(sentence: str) -> None:
    """The reviewers' own demands count, however they are worded."""
    assert is_demand(hide_quotations(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The trust should have acted sooner.",
        "Leaders could and should have been better informed.",
        "The manager told us that the council should pay more.",
        "“The council should pay more,” a carer said.",
        "Staff did not know whether they should refer people to the hub.",
        "The first flats should be ready in 2020.",
        "It should be noted that figures for March are provisional.",
        "Should demand rise, the ward will reopen.",
        "By law the council must assess carers.",
        "We should like to thank everyone who spoke with us.",
        "We must build on what we have achieved.",
        "People who no longer needed to be in hospital waited for weeks.",
        "What should happen next?",
        "We do not think that areas should be ranked by this table.",
        "Claimants may return to the first offer, should they wish.",
    ],
)
def test_no_demands(sentence: str) -> None:
    """Past criticism, reported speech, conditions, law, expectations, questions and own plans do not."""
    assert not is_demand(hide_quotations(sentence))


def test_informal_rows() -> None:
    """A sentence is a row of its own, with its page; printed twice it is one row."""
    reading = make_reading(
        [
            said("The hub worked well. System leaders need to ensure that it stays open at night.", page=3),
            said("System leaders need to ensure that it stays open at night.", page=8),
        ]
    )
    found = find_recommendations(reading)
    assert [(one.advice, one.page, one.also_on, one.addressee) for one in found] == [
        (Advice.INFORMAL, 3, (8,), "System leaders")
    ]
    assert found[0].text == "System leaders need to ensure that it stays open at night."
    assert found[0].sentence == 1


def test_annual_report() -> None:
    """In a body's account of itself "should" states the rules that it follows: no advice."""
    reading = make_reading([said("The board should meet six times a year.")])
    account = replace(reading, facts=ReportFacts(title="Annual Report and Accounts 2018/19"))
    assert len(find_recommendations(reading)) == 1
    assert find_recommendations(account) == ()


def test_list_belongs_to_its_sentence() -> None:
    """A sentence that opens a list is one piece of advice with it."""
    reading = make_reading(
        [said("System leaders should:"), item("agree a plan;"), item("publish it."), said("It rained.")]
    )
    assert [one.text for one in find_recommendations(reading)] == [
        "System leaders should: agree a plan; publish it."
    ]


def test_sentence_of_a_formal_one() -> None:
    """A sentence of the body that says a formal recommendation again is no row of its own."""
    words = "Both trusts should make interpreters available at all hours of the day."
    reading = make_reading(
        [said("Few spoke English. " + words, page=2), heading("Recommendations"), item(words, "1.", page=9)]
    )
    assert [(one.advice, one.page, one.also_on) for one in find_recommendations(reading)] == [
        (Advice.FORMAL, 9, (2,))
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Marford Council, NHS Marford CCG and the Marford Care Partnership should agree.", None),
        ("The Ministry of Housing, Communities and Local Government should ask each board to report.", None),
        ("As part of its reply to the HMICFRS reports the Government should say how.", "the Government"),
        ("We urge the Department of Health, in particular, to publish it.", "the Department of Health"),
        ("The UK government should, in consultation with others, create a body.", "The UK government"),
        ("Therapy should be provided on seven days of the week.", ""),
        ("It should stop late discharges.", ""),
    ],
)
def test_addressee(text: str, who: str | None) -> None:
    """The addressee is who is to act, as it stands; a passive or a pronoun names nobody."""
    found = find_addressee(text)
    assert (found.of(text) if found else "") == (text[: text.index(" should")] if who is None else who)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("It should report by the end of 2018/19.", "by the end of 2018/19"),
        ("It should end this by the winter of 2018.", "by the winter of 2018"),
        ("A plan should be agreed within six months.", "within six months"),
        ("It should be published as soon as possible.", "as soon as possible"),
        ("Decisions should be made within 28 days.", ""),
        ("Find out why so many return within a month.", ""),
        ("Waits should be no more than four weeks.", ""),
    ],
)
def test_deadline(text: str, deadline: str) -> None:
    """A deadline is when the thing is to be done; a standard of service is none."""
    assert find_deadline(text) == deadline
