"""Workspaces for tests of the evidence browser."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reportminer.records import MinedDocument, Polarity, Tag
from reportminer.store.connection import close_database, open_database
from reportminer.store.writing import store_mined
from reportminer.workflow.browsing.browser import Browser
from tests.builders import make_mined, make_tag
from tests.export.workspace import NO_VISION, POOLED, VISION, make_settings

SHARED = "Partners in this part of the country had agreed to pool their budgets for all older people."
SURE = POOLED
UNSURE = make_tag("pooled_budgets", "finance", "good_practice", 0.6)


def store(folder: Path, reports: Iterable[MinedDocument]) -> Path:
    """Store reports and return the workspace's folder."""
    connection = open_database(folder, write=True)
    for mined in reports:
        store_mined(connection, mined, key="k")
    close_database(connection)
    return folder


def browse(workspace: Path) -> Browser:
    """A browser with the codebook of the export tests."""
    return Browser(workspace, settings=make_settings())


def make_report(
    name: str, area: str, findings: Iterable[tuple[str, Tag]], *, code: str = "", published: str = "2018-06"
) -> MinedDocument:
    """A report in which each sentence carries one tag."""
    texts, tags = zip(*findings, strict=True)
    return make_mined(
        name,
        texts,
        area=area,
        area_code=code,
        published=published,
        tags={place: (tag,) for place, tag in enumerate(tags)},
    )


def several() -> tuple[MinedDocument, ...]:
    """Four reports of three areas: sure and unsure findings, a passage that two areas share, a mixed sentence,
    and one that is about a theme which none of its words or patterns name."""
    north = make_report(
        "north.pdf",
        "North",
        [
            (SHARED, SURE),
            ("The two councils of the north put their money into one pot.", replace(SURE, probability=0.97)),
            ("A joint fund paid for the beds.", UNSURE),
            ("Leaders of the north pulled in different directions.", NO_VISION),
        ],
        code="E1",
        published="2017-01",
    )
    codings = list(north.codings)
    codings[1] = replace(codings[1], themes=("leadership",))
    codings[2] = replace(codings[2], polarity=Polarity.MIXED)
    south = make_report(
        "south.pdf",
        "South",
        [
            (SHARED, SURE),
            ("Southern money lay in one account.", replace(SURE, probability=0.9)),
            ("Everybody in the south held the same vision.", VISION),
        ],
        published="2018-01",
    )
    southern_valley = make_report(
        "valley.pdf", "South Valley", [("The valley pooled a little.", UNSURE)], published="2019-01"
    )
    unknown = make_report(
        "press.pdf", "", [("Money was shared there too.", replace(SURE, probability=0.85))], published="2020-01"
    )
    return replace(north, codings=tuple(codings)), south, southern_valley, unknown
