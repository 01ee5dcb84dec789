"""One report through all stages."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reportminer.records import Source, Status
from tests.builders import make_mined, make_source

WITHOUT_TORCH = """
import importlib.util
import sys
import reportminer.workflow.mine
print(sys.modules.get("torch", "absent"))
print(importlib.util.find_spec("json") is not None and not any("Absent" in str(f) for f in sys.meta_path))
"""


def on_disk(folder: Path) -> Source:
    """A source whose file is there with the bytes that were hashed."""
    path = folder / "a.txt"
    path.write_bytes(b"text")
    return replace(make_source("a.txt", b"text"), path=str(path))


def test_a_worker_does_not_import_torch_for_spacy() -> None:
    """torch, which spaCy would load where it is installed, stays outside, and can still be imported later."""
    done = subprocess.run([sys.executable, "-c", WITHOUT_TORCH], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["absent", "True"]


def test_a_file_that_stays_as_it_is_is_no_miss(tmp_path: Path) -> None:
    """The bytes that were found are the bytes that were read."""
    from reportminer.workflow.mine import find_change

    assert find_change(on_disk(tmp_path)) is None


def test_a_file_that_changes_while_it_is_read_is_a_miss(tmp_path: Path) -> None:
    """Other bytes under the same name would get wrong ids, so they wait for the next run."""
    from reportminer.workflow.mine import find_change

    source = on_disk(tmp_path)
    Path(source.path).write_bytes(b"other")
    changed = find_change(source)
    assert changed is not None
    assert (changed.code, changed.reason) == (Status.DAMAGED, "the file was changed while it was read")


def test_a_file_that_goes_away_is_a_miss(tmp_path: Path) -> None:
    """A file that is taken away during the run is said to have gone."""
    from reportminer.workflow.mine import find_change

    source = on_disk(tmp_path)
    Path(source.path).unlink()
    gone = find_change(source)
    assert gone is not None
    assert "went away" in gone.reason


def test_a_whole_result_passes() -> None:
    """A result in which all parts go together is let through."""
    from reportminer.workflow.mine import check_whole

    check_whole(make_mined("a.pdf", ["One.", "Two."]))


@pytest.mark.parametrize("broken", ["numbers", "ids", "vectors", "codings", "blocks"])
def test_parts_that_do_not_go_together_are_refused(broken: str) -> None:
    """A mistake of a stage is found before the store, where it costs one report only."""
    from reportminer.workflow.mine import check_whole

    mined = make_mined("a.pdf", ["One.", "Two."])
    one, two = mined.sentences
    document = mined.document
    wrong = {
        "numbers": replace(mined, sentences=(two, one)),
        "ids": replace(mined, sentences=(one, replace(two, finding_id=one.finding_id))),
        "vectors": replace(mined, vectors=mined.vectors[4:]),
        "codings": replace(mined, codings=mined.codings[:1]),
        "blocks": replace(mined, document=replace(document, blocks=document.blocks[:1] * 2)),
    }
    with pytest.raises(ValueError, match=r"\w"):
        check_whole(wrong[broken])


def test_codings_take_the_numbers_of_their_sentences() -> None:
    """The tagger counts what it was given; the store needs the numbers in the document."""
    from reportminer.workflow.mine import number_codings

    mined = make_mined("a.pdf", ["One.", "Two."])
    given = tuple(replace(coding, sentence=0) for coding in mined.codings)
    assert number_codings(given, mined.sentences) == mined.codings
