"""A small workspace with sentences that no pattern covers, encoded by the shipped encoder."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from reportminer.embed.load import load_encoder
from reportminer.embed.protocol import Encoder
from reportminer.records import MinedDocument, Polarity, Tag
from reportminer.settings import load_settings
from reportminer.store.connection import close_database, open_database
from reportminer.store.writing import store_mined
from tests.builders import make_mined, make_tag

DELAY = make_tag("delayed_discharge", "hospital_flow", "failure")
PARKING = (
    "Visitors could not find a parking space near the hospital entrance.",
    "Parking charges at the hospital were a burden for visiting families.",
    "Families missed appointments because the hospital car park was full.",
    "The hospital car park was full by nine and visitors drove round in circles.",
)
MEALS = (
    "Meals arrived cold and many patients left their food untouched.",
    "Patients told us that the food was cold and served too late.",
    "The kitchen closed early, so patients went without a hot meal.",
)
COVERED = "People waited for weeks to leave hospital because no care at home was found."
PLAIN = (
    "The council has nine wards and is run by a committee of elected members.",
    "The council is led by a committee whose members are elected in nine wards.",
    "Elected members of nine wards sit on the committee that runs the council.",
)


CODEBOOK = """
[themes]
hospital_flow = "Hospital flow"
housing = "Housing"

[patterns.delayed_discharge]
theme = "hospital_flow"
polarity = "failure"
definition = "People wait in hospital although they could leave."
examples = ["Patients were stuck on the ward for weeks."]

[patterns.damp_homes]
theme = "housing"
polarity = "failure"
definition = "Homes are cold and damp."

[patterns.timely_discharge]
theme = "hospital_flow"
polarity = "good_practice"
definition = "People leave hospital as soon as they are able to."
"""


def write_config(folder: Path) -> Path:
    """Write a settings file with a small codebook beside it; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "settings.toml").write_text('codebook = "codebook.toml"\n', encoding="utf-8")
    return folder / "settings.toml"


@cache
def _encoder() -> Encoder:
    return load_encoder(load_settings().encode)


def make_report(
    name: str, texts: dict[str, str], *, tags: dict[int, tuple[Tag, ...]] | None = None, area: str = ""
) -> MinedDocument:
    """A report whose sentences have the sides given, and vectors of the shipped encoder.

    Args:
        name: its file.
        texts: side by sentence.
        tags: as for `make_mined`.
        area: its area.
    """
    mined = make_mined(name, list(texts), tags=tags, area=area)
    encoder = _encoder()
    codings = [replace(c, polarity=Polarity(side)) for c, side in zip(mined.codings, texts.values(), strict=True)]
    return replace(
        mined,
        codings=tuple(codings),
        vectors=encoder.encode(list(texts)).astype("<f4").tobytes(),
        dim=encoder.dim,
        encoder=f"{encoder.name}@{encoder.digest[:12]}",
    )


def make_workspace(workspace: Path, *, reverse: bool = False, reports: list[MinedDocument] | None = None) -> Path:
    """Store three reports that complain of parking and meals; return the workspace's folder.

    Args:
        workspace: the folder to make.
        reverse: store the reports in the opposite order.
        reports: store these instead.
    """
    mined = reports if reports is not None else [ash(), birch(), cedar()]
    connection = open_database(workspace, write=True)
    for report in reversed(mined) if reverse else mined:
        store_mined(connection, report, key="k")
    close_database(connection)
    return workspace


def ash() -> MinedDocument:
    """Three complaints, one covered finding and a plain sentence."""
    texts = dict.fromkeys((PARKING[0], PARKING[1], MEALS[0], COVERED), "failure") | {PLAIN[0]: "none"}
    return make_report("ash.pdf", texts, tags={3: (DELAY,)}, area="Ashby")


def birch() -> MinedDocument:
    """Two complaints, one said before, and a plain sentence."""
    return make_report(
        "birch.pdf",
        dict.fromkeys((PARKING[2], MEALS[1], PARKING[0]), "failure") | {PLAIN[1]: "none"},
        area="Birchford",
    )


def cedar() -> MinedDocument:
    """Two complaints and a plain sentence, in a report whose area is not known."""
    return make_report("cedar.pdf", dict.fromkeys((PARKING[3], MEALS[2]), "failure") | {PLAIN[2]: "none"})
