"""Strength, voice and lexical features: rules on words."""

import numpy as np
import pytest

from reportminer.classify.features import fit_space, iter_features
from reportminer.classify.strength import find_strength
from reportminer.classify.voice import find_voice


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Few staff knew of the plan.", "few"),
        ("Only a handful of homes had joined.", "few"),
        ("A few staff knew of the plan.", "some"),
        ("Some, but not all, homes took part.", "some"),
        ("One in five calls went unanswered.", "some"),
        ("Most people we met felt safe.", "most"),
        ("Staff generally felt supported.", "most"),
        ("All wards had a plan.", "all"),
        ("Notes were consistently shared.", "all"),
        ("First of all, we met the board.", ""),
        ("The most senior nurse led the round.", ""),
        ("The plan was ready within the next few weeks.", ""),
        ("The ward was clean.", ""),
        ("Not everyone had a plan.", "some"),
        ("Records were not consistently shared.", "some"),
        ("The tool was not universally adopted.", "some"),
        ("The plan wasn't known to everyone.", "some"),
        ("Almost every ward had a plan.", "most"),
        ("Nearly every home took part.", "most"),
        ("All but two homes took part.", "most"),
        ("Staff almost never met.", "few"),
        ("It was not safe, and all wards were closed.", "all"),
        ("There was not only a plan but all staff knew it.", "all"),
    ],
)
def test_strength_is_the_weakest_stated(text: str, strength: str) -> None:
    """The weakest reach that the words state counts; fixed phrases state none."""
    assert find_strength(text) == strength


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("People living with dementia told us they liked it.", "people"),
        ("Carers said they felt invisible.", "carers"),
        ("Family members we spoke with described long waits.", "carers"),
        ("Staff across the system told us that discharge was slow.", "staff"),
        ("Social workers felt supported.", "staff"),
        ("The chief executive told us that budgets were pooled.", "leaders"),
        ("We heard from care home managers that pay was low.", "providers"),
        ("According to relatives, nobody had called.", "carers"),
        ("In 2017 delayed transfers were 14 per cent above the average.", "data"),
        ("Figures showed that waits had grown.", "data"),
        ("We found that discharge was slow.", "reviewers"),
        ("Discharge was slow.", ""),
        ("Staff were moved to another ward.", ""),
        ("These teams report to a manager.", ""),
        ("Directors report to the joint board.", ""),
        ("Two teams reported directly to the chief nurse.", ""),
        ("Care home managers raised wages.", ""),
        ("Doctors noted the time.", ""),
        ("Nurses agreed a date for the visit.", ""),
        ("Teams reported to us that pay was low.", "staff"),
        ("Nurses report that pay is low.", "staff"),
        ("Managers had raised serious concerns.", "leaders"),
        ("Doctors noted that waits had grown.", "staff"),
        ("Residents spoke highly of the home.", "people"),
    ],
)
def test_voice_is_who_says_so(text: str, voice: str) -> None:
    """The speaker with a verb of saying counts, then figures, then the reviewers."""
    assert find_voice(text) == voice


def test_negated_words_are_marked() -> None:
    """A word shortly after a negation has a feature of its own, with the words it stands for."""
    found = dict(iter_features("There was no shared vision."))
    assert found["not_shared"] == "not … shared"
    assert "not_there" not in found


def test_inflections_share_a_feature() -> None:
    """Discharge, discharged and discharging are one feature."""
    assert len({next(iter(iter_features(word)))[0] for word in ("discharge", "discharged", "discharging")}) == 1


def test_rows_have_length_one_and_unknown_words_none() -> None:
    """A known text's row has length 1; a text of unknown words is empty."""
    space = fit_space(["care was slow", "care was good", "good homes"])
    assert np.linalg.norm(space.row("care was good").values) == pytest.approx(1)
    assert len(space.row("xylophones quietly").columns) == 0
