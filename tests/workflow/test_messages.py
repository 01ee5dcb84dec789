"""What a run and its workers say to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportminer.errors import ConfigError, Missing, ReportminerError
from reportminer.ingest.misses import miss
from reportminer.records import Stage, Status
from reportminer.settings import Settings
from reportminer.workflow.messages import (
    FrameReader,
    Kind,
    Setup,
    pack,
    pack_error,
    pack_outcome,
    unpack_error,
    unpack_outcome,
    unpack_setup,
    unpack_source,
)
from tests.builders import make_mined, make_source, make_tag

TAG = make_tag("shared_vision", "leadership", "good_practice")


@given(bodies=st.lists(st.binary(max_size=40), max_size=5), cuts=st.lists(st.integers(1, 30), min_size=1))
def test_frames_come_out_however_the_bytes_come_in(bodies: list[bytes], cuts: list[int]) -> None:
    """Cut anywhere, the stream gives the same frames in the same order."""
    stream = b"".join(pack(Kind.SOURCE, body) for body in bodies)
    reader, frames, at, turn = FrameReader(), [], 0, 0
    while at < len(stream):
        size = cuts[turn % len(cuts)]
        frames += reader.feed(stream[at : at + size])
        at, turn = at + size, turn + 1
    assert frames == [(Kind.SOURCE, body) for body in bodies]


def test_results_come_back_as_they_were() -> None:
    """A mined report and a skipped one are equal after the journey, enums and bytes included."""
    source = make_source("a.pdf")
    missed = miss(source, Status.MEMORY, "too much", stage=Stage.TAG)
    for outcome in (make_mined("a.pdf", ["One.", "Zwei ü 😀."], tags={0: (TAG,)}), missed):
        ((kind, body),) = FrameReader().feed(pack_outcome(outcome))
        assert unpack_outcome(kind, body) == outcome


def test_sources_and_settings_come_back_as_they_were() -> None:
    """What a worker is told is what the run meant."""
    ((_, body),) = FrameReader().feed(pack(Kind.SOURCE, make_source("a.pdf")))
    assert unpack_source(body) == make_source("a.pdf")
    setup = Setup(factory="a:b", settings=Settings())
    ((_, body),) = FrameReader().feed(pack(Kind.SETUP, setup))
    assert unpack_setup(body) == setup


@pytest.mark.parametrize("kind", [Missing, ConfigError])
def test_an_error_keeps_its_class_and_its_three_parts(kind: type[ReportminerError]) -> None:
    """The run ends as if the error had been raised here."""
    ((_, body),) = FrameReader().feed(pack_error(kind("found", expected="this", remedy="that")))
    error = unpack_error(body)
    assert type(error) is kind
    assert (error.found, error.expected, error.remedy) == ("found", "this", "that")
