"""A codebook written as TOML."""

from pathlib import Path

from hypothesis import given, settings

from reportminer.codebook.load import load_codebook
from reportminer.codebook.model import Codebook
from reportminer.codebook.write import format_codebook
from reportminer.settings import find_config
from tests.codebook.builders import codebooks, make_codebook, make_pattern, without_digest


def reload(codebook: Codebook, folder: Path) -> Codebook:
    """Write a codebook and read it again."""
    path = folder / "codebook.toml"
    path.write_bytes(format_codebook(codebook).encode())
    return load_codebook(path)


def test_the_shipped_codebook_comes_back_whole(tmp_path: Path) -> None:
    """Read, written and read again it is the same, its hash included."""
    shipped = load_codebook(find_config("codebook.toml"))
    assert reload(shipped, tmp_path) == shipped


@given(codebook=codebooks())
@settings(max_examples=100, deadline=None)
def test_any_codebook_comes_back_whole(codebook: Codebook, tmp_path_factory: object) -> None:
    """Whatever characters its texts hold, it is the same after writing and reading, and so are the bytes."""
    folder = tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    again = reload(codebook, folder)
    assert without_digest(again) == without_digest(codebook)
    assert format_codebook(again) == format_codebook(codebook)


def test_what_is_empty_is_left_out(tmp_path: Path) -> None:
    """A bare codebook is a short file."""
    bare = make_codebook(make_pattern("delay"), title="")
    text = format_codebook(bare)
    assert "title" not in text
    assert "include" not in text.partition("[patterns.delay]")[2]
    assert reload(bare, tmp_path).pattern_ids == ("delay",)


def test_quotes_and_control_characters_are_escaped(tmp_path: Path) -> None:
    """A text cannot end its own quotation."""
    tricky = 'A "quoted" \\ back\x07slash\x7f, and = [a.b]'
    again = reload(make_codebook(make_pattern("delay", definition=tricky)), tmp_path)
    assert again.pattern("delay").definition == tricky
