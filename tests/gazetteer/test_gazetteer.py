"""Official names and codes: what a name stands for, and when."""

import csv
from datetime import date
from pathlib import Path

import pytest

from reportminer.errors import ConfigError
from reportminer.gazetteer import Gazetteer, load_gazetteer
from reportminer.gazetteer.build import COLUMNS, title_case, trust_aliases, write_gazetteer


@pytest.fixture(scope="module")
def gazetteer(root: Path) -> Gazetteer:
    """The shipped lists."""
    return load_gazetteer(root / "configs" / "gazetteer")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Plymouth City Council", "E06000026"),
        ("Stoke on Trent City Council", "E06000021"),
        ("Bath & North East Somerset Council", "E06000022"),
        ("Bradford Council", "E08000032"),
        ("London Borough of Sutton", "E09000029"),
        ("Cumbria County Council", "E10000006"),
        ("Guy’s and St Thomas’ NHS Foundation Trust", "RJ1"),
        ("Halton Clinical Commissioning Group", "01F"),
        ("NHS Vale of York CCG", "03Q"),
        ("West Yorkshire ICB", "QWO"),
    ],
)
def test_names_in_use_lead_to_the_official_code(gazetteer: Gazetteer, name: str, code: str) -> None:
    """Short forms, other spellings and full names of a body have one code."""
    link = gazetteer.link(name, on=None)
    assert link is not None
    assert link.entry.code == code


def test_a_name_that_no_list_holds_is_not_linked(gazetteer: Gazetteer) -> None:
    """An invented council stands for nothing."""
    assert gazetteer.link("Averndale Borough Council") is None
    assert gazetteer.link_area("Averndale") is None


def test_a_trust_renamed_keeps_its_code_and_the_name_of_the_time(gazetteer: Gazetteer) -> None:
    """Plymouth Hospitals became University Hospitals Plymouth in April 2018."""
    before = gazetteer.link("Plymouth Hospitals NHS Trust", on=date(2018, 1, 31))
    after = gazetteer.link("Plymouth Hospitals NHS Trust", on=date(2019, 1, 31))
    assert before is not None
    assert after is not None
    assert (before.entry.code, before.canonical) == ("RK9", "Plymouth Hospitals NHS Trust")
    assert (after.entry.code, after.canonical) == ("RK9", "University Hospitals Plymouth NHS Trust")


@pytest.mark.parametrize(
    ("place", "on", "code"),
    [
        ("North Yorkshire", date(2018, 3, 1), "E10000023"),
        ("North Yorkshire", date(2024, 3, 1), "E06000065"),
        ("Northamptonshire", date(2018, 4, 1), "E10000021"),
        ("Greater Manchester", None, "E47000001"),
        ("Manchester", None, "E08000003"),
        ("York", None, "E06000014"),
        ("East Sussex", None, "E10000011"),
        ("West Midlands", date(2018, 1, 1), "E12000005"),
    ],
)
def test_an_area_has_the_authority_of_the_time(
    gazetteer: Gazetteer, place: str, on: date | None, code: str
) -> None:
    """A bare place name leads to the authority in force, and to no other of a like name."""
    link = gazetteer.link_area(place, on=on)
    assert link is not None
    assert link.entry.code == code


def test_an_abolished_body_is_linked_with_less_certainty(gazetteer: Gazetteer) -> None:
    """A report of 2024 may still speak of Cumbria County Council."""
    then, later = (gazetteer.link("Cumbria County Council", on=date(year, 5, 1)) for year in (2018, 2024))
    assert then is not None
    assert later is not None
    assert (then.entry.code, then.score) == ("E10000006", 1.0)
    assert later.entry.code == "E10000006"
    assert later.score < then.score


def test_one_name_of_two_bodies_goes_by_the_date(gazetteer: Gazetteer) -> None:
    """Two groups were called NHS Herefordshire CCG; the earlier bears the name in 2017."""
    link = gazetteer.link("NHS Herefordshire CCG", on=date(2017, 6, 1))
    assert link is not None
    assert (link.entry.code, link.score) == ("05F", 1.0)


@pytest.mark.parametrize(
    ("name", "on", "active"),
    [
        ("NHS Bracknell and Ascot CCG", date(2018, 3, 31), True),
        ("NHS Bracknell and Ascot CCG", date(2018, 4, 1), False),
        ("NHS Leeds CCG", date(2018, 3, 31), False),
        ("NHS Leeds CCG", date(2018, 4, 1), True),
        ("NHS Halton CCG", date(2022, 7, 1), False),
    ],
)
def test_days_known_from_elsewhere_go_before_those_of_the_lists(
    gazetteer: Gazetteer, name: str, on: date, active: bool
) -> None:
    """Groups merged in April 2018, which the published lists do not say."""
    link = gazetteer.link(name, on=on)
    assert link is not None
    assert link.entry.active_on(on) is active
    assert link.score == (1.0 if active else 0.8)


def test_candidates_of_one_name_share_the_score(gazetteer: Gazetteer) -> None:
    """In 2019 two groups bore one name by the lists: the other is kept beside the one taken."""
    link = gazetteer.link("NHS Herefordshire CCG", on=date(2019, 6, 1))
    assert link is not None
    assert (link.entry.code, link.score, link.others) == ("05F", 0.5, (("18C", 0.5),))


def test_without_a_date_a_name_is_that_of_the_body_still_in_being(gazetteer: Gazetteer) -> None:
    """NICE was another institute until 2013."""
    now, then = gazetteer.link("NICE"), gazetteer.link("NICE", on=date(2011, 7, 1))
    assert now is not None
    assert then is not None
    assert (now.canonical, now.score) == ("National Institute for Health and Care Excellence", 1.0)
    assert then.canonical == "National Institute for Health and Clinical Excellence"


def test_sussex_is_no_authority(gazetteer: Gazetteer) -> None:
    """Sussex is a place without a code; East Sussex is another."""
    link = gazetteer.link_area("Sussex")
    assert link is not None
    assert (link.entry.label, link.entry.code) == ("PLACE", "")


def test_the_digest_follows_the_files(tmp_path: Path) -> None:
    """Another list gives another digest."""
    first = load_gazetteer(make_folder(tmp_path / "a", name="Northbridge Council"))
    second = load_gazetteer(make_folder(tmp_path / "b", name="Southbridge Council"))
    assert first.digest != second.digest


def test_all_bad_rows_are_named_at_once(tmp_path: Path) -> None:
    """Label, name and date are checked, and each problem has its file and line."""
    folder = make_folder(tmp_path / "a", name="", label="COUNCIL", start="2018")
    with pytest.raises(ConfigError) as caught:
        load_gazetteer(folder)
    said = str(caught.value)
    assert "bodies.csv line 2: label 'COUNCIL'" in said
    assert "bodies.csv line 2: no name" in said
    assert "bodies.csv line 2: start = '2018'" in said


def test_trust_names_come_in_ordinary_case() -> None:
    """Small words stay small, NHS stays large, and nothing is capital after an apostrophe."""
    assert title_case("birmingham women's and children's nhs foundation trust") == (
        "Birmingham Women's and Children's NHS Foundation Trust"
    )
    assert (
        title_case("the newcastle upon tyne hospitals nhs trust") == "The Newcastle upon Tyne Hospitals NHS Trust"
    )


def test_a_town_alone_is_no_alias_of_its_trust() -> None:
    """Stockport NHS Foundation Trust is never just Stockport, but Oxford Health stands for its trust."""
    assert "Stockport" not in trust_aliases("Stockport NHS Foundation Trust")
    assert "Oxford Health" in trust_aliases("Oxford Health NHS Foundation Trust")


def test_the_shipped_lists_are_those_that_the_build_makes(shared_dir: Path, root: Path, tmp_path: Path) -> None:
    """Building from the published lists gives the committed files, byte for byte."""
    for name in write_gazetteer(shared_dir / "gazetteer", tmp_path):
        assert (tmp_path / name).read_bytes() == (root / "configs" / "gazetteer" / name).read_bytes()


def make_folder(folder: Path, *, name: str, label: str = "LOCAL_AUTHORITY", start: str = "") -> Path:
    """Write a gazetteer of one body."""
    folder.mkdir()
    row = dict.fromkeys(COLUMNS, "") | {"label": label, "name": name, "start": start}
    with (folder / "bodies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerow(row)
    (folder / "former_names.csv").write_text("code,name,until\n")
    (folder / "ambiguous_places.csv").write_text("place,also\nReading,verb\n")
    return folder
