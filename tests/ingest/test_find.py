import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportminer.errors import UsageError
from reportminer.ids import hash_bytes, make_report_id
from reportminer.ingest.find import Found, find_sources
from reportminer.records import Skipped, SourceKind, Stage, Status

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
HTML = b"<!DOCTYPE html>\n<html><head><title>404</title></head></html>"
DOCX = b"PK\x03\x04\x14\x00\x00\x00\x08\x00[Content_Types].xml"


def put(folder: Path, name: str, data: bytes = PDF) -> Path:
    """Write a file, with the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def find(*roots: Path, max_file_mb: int = 1, limit: int = 0) -> Found:
    """Look with small limits."""
    return find_sources(roots, max_file_mb=max_file_mb, limit=limit)


def only_miss(found: Found) -> Skipped:
    """Return the one miss, where nothing else was found."""
    assert not found.sources
    (skipped,) = found.skipped
    assert skipped.stage is Stage.FIND
    assert skipped.reason
    assert skipped.remedy
    return skipped


def test_files_are_found_at_any_depth_and_sorted(tmp_path: Path) -> None:
    """A folder is searched wholly; names are relative to it, with `/`, in order of their paths."""
    for name in ("b.pdf", "a/z.PDF", "a/deep/er/c.html", "a.txt"):
        put(tmp_path, name, HTML if name.endswith("html") else PDF if name.lower().endswith("pdf") else b"Text.")
    found = find(tmp_path)
    assert [source.file for source in found.sources] == ["a/deep/er/c.html", "a/z.PDF", "a.txt", "b.pdf"]
    assert found.roots == (tmp_path.resolve(),)
    assert not found.skipped


def test_a_source_states_hash_size_and_id(tmp_path: Path) -> None:
    """The identity of a report is the hash of all its bytes."""
    data = PDF + b"x" * 20_000
    (source,) = find(put(tmp_path, "a.pdf", data)).sources
    assert source.sha256 == hash_bytes(data)
    assert source.report_id == make_report_id(hash_bytes(data))
    assert (source.size, source.file) == (len(data), "a.pdf")
    assert Path(source.path).is_absolute()


def test_hidden_files_lock_files_and_other_suffixes_are_passed_over(tmp_path: Path) -> None:
    """What no person would call a report is not looked at in a folder."""
    for name in (".a.pdf", ".git/b.pdf", "~$c.docx", "d.xlsx", "e.doc", "README"):
        put(tmp_path, name)
    assert find(tmp_path) == Found(sources=(), skipped=(), roots=(tmp_path.resolve(),))


def test_a_named_file_is_looked_at_whatever_its_name(tmp_path: Path) -> None:
    """Someone who names a file wants it read."""
    (source,) = find(put(tmp_path, "download")).sources
    assert source.kind is SourceKind.PDF


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", b"junk before" * 20 + PDF, SourceKind.PDF),
        ("a.html", PDF, SourceKind.PDF),
        ("a.pdf", b"\x00\x01\x02 no header at all", SourceKind.PDF),
        ("a.htm", HTML, SourceKind.HTML),
        ("a.txt", b"\xef\xbb\xbf \n<!-- saved -->\n<HTML lang=en>", SourceKind.HTML),
        ("a.html", b"\xff\xfe" + "<html><p>é</p>".encode("utf-16-le"), SourceKind.HTML),
        ("a.html", b"<p>A fragment without a frame</p>", SourceKind.HTML),
        ("a.docx", DOCX, SourceKind.DOCX),
        ("report", DOCX, SourceKind.DOCX),
        ("a.txt", "The word “%PDF-” may stand in a text.".encode(), SourceKind.TXT),
        ("a.txt", "Café – at the end".encode("cp1252"), SourceKind.TXT),
        ("notes.md", b"# Notes", SourceKind.TXT),
    ],
)
def test_the_form_is_told_from_the_bytes_then_the_name(
    tmp_path: Path, name: str, data: bytes, kind: SourceKind
) -> None:
    """Bytes count more than names, and a name decides where bytes say nothing."""
    (source,) = find(put(tmp_path, name, data)).sources
    assert source.kind is kind


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.pdf", b"", Status.EMPTY, "no bytes"),
        ("a.pdf", HTML, Status.UNSUPPORTED, "web page, not a PDF"),
        ("a.docx", HTML, Status.UNSUPPORTED, "web page, not a Word file"),
        ("a.pdf", b"PK\x03\x04rest", Status.UNSUPPORTED, "archive"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", Status.UNSUPPORTED, "picture"),
        ("a.pdf", b"{\\rtf1 ", Status.UNSUPPORTED, "rich text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Status.UNSUPPORTED, ".doc"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Status.ENCRYPTED, "password"),
        ("a.txt", bytes(range(256)), Status.UNSUPPORTED, "binary"),
        ("a.csv", b"a,b\n1,2\n", Status.UNSUPPORTED, ".csv"),
        ("a.pdf", PDF + bytes(2 << 20), Status.TOO_LARGE, "2 MiB, more than the 1 allowed"),
    ],
)
def test_what_cannot_be_a_report_has_a_status_and_a_reason(
    tmp_path: Path, name: str, data: bytes, code: Status, words: str
) -> None:
    """Each miss says in plain words what the file is."""
    skipped = only_miss(find(put(tmp_path, name, data)))
    assert skipped.code is code
    assert words in skipped.reason


def test_links_are_refused(tmp_path: Path) -> None:
    """Symbolic links to files and folders are listed, not followed, whether found or named."""
    outside = put(tmp_path, "outside/secret.pdf")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.pdf").symlink_to(outside)
    (inside / "folder").symlink_to(outside.parent)
    (inside / "dangling.pdf").symlink_to(tmp_path / "nowhere")
    found = find(inside)
    assert not found.sources
    assert [skipped.file for skipped in found.skipped] == ["dangling.pdf", "folder", "link.pdf"]
    assert {skipped.code for skipped in found.skipped} == {Status.UNSUPPORTED}
    assert "symbolic link" in only_miss(find(inside / "link.pdf")).reason


def test_a_given_folder_may_be_a_link(tmp_path: Path) -> None:
    """A person who names a folder means it, also where the name is a link to a larger disk."""
    put(tmp_path, "real/a.pdf")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (source,) = find(tmp_path / "link").sources
    assert source.path == str((tmp_path / "real" / "a.pdf").resolve())


def test_pipes_and_sockets_are_refused_without_opening(tmp_path: Path) -> None:
    """Opening a pipe would wait for ever."""
    os.mkfifo(tmp_path / "a.pdf")
    with socket.socket(socket.AF_UNIX) as server, pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        server.bind("b.pdf")
        found = find(tmp_path, Path("/dev/null"))
    assert not found.sources
    assert [skipped.code for skipped in found.skipped] == [Status.UNSUPPORTED] * 3


@pytest.fixture
def common_user() -> Iterator[Path]:
    """A folder that everybody may enter, with the rights of a common user for the test."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o777)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            (folder / "folder").chmod(0o700)


def test_what_may_not_be_opened_is_a_miss(common_user: Path) -> None:
    """A file or folder without permission is listed with the system's own words; the rest is found."""
    put(common_user, "good.pdf")
    put(common_user, "locked.pdf").chmod(0)
    put(common_user, "folder/a.pdf").parent.chmod(0)
    found = find(common_user)
    assert [source.file for source in found.sources] == ["good.pdf"]
    assert [(skipped.file, skipped.code) for skipped in found.skipped] == [
        ("folder", Status.DAMAGED),
        ("locked.pdf", Status.DAMAGED),
    ]
    assert all("Permission denied" in skipped.reason for skipped in found.skipped)


def test_names_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """A name that is not UTF-8 cannot be written into a table, so the user is asked to change it."""
    name = os.fsencode(tmp_path) + b"/caf\xe9.pdf"
    try:
        Path(os.fsdecode(name)).write_bytes(PDF)
    except OSError:
        pytest.skip("this disk takes only UTF-8 names")
    skipped = only_miss(find(tmp_path))
    assert skipped.file == "caf\\xe9.pdf"
    assert skipped.path.encode().endswith(b"caf\\xe9.pdf")


def test_missing_roots_are_all_named(tmp_path: Path) -> None:
    """One message names every path that is not there."""
    with pytest.raises(UsageError, match=r"nowhere.*neither"):
        find(tmp_path / "nowhere", tmp_path, tmp_path / "neither")


def test_a_file_given_twice_is_found_once(tmp_path: Path) -> None:
    """A folder and a file inside it do not count the file double."""
    path = put(tmp_path, "a/b.pdf")
    found = find(tmp_path, path, tmp_path / "a", tmp_path / "a" / ".." / "a")
    assert [source.file for source in found.sources] == ["a/b.pdf"]


def test_same_names_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    """Files of the same name from different folders are shown with their folder."""
    put(tmp_path, "2017/a.pdf")
    put(tmp_path, "2018/a.pdf")
    put(tmp_path, "2018/b.pdf")
    found = find(tmp_path / "2017", tmp_path / "2018")
    assert [source.file for source in found.sources] == ["2017/a.pdf", "2018/a.pdf", "b.pdf"]


def test_the_limit_counts_sources(tmp_path: Path) -> None:
    """A limit takes the first files by path."""
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        put(tmp_path, name)
    assert [source.file for source in find(tmp_path, limit=2).sources] == ["a.pdf", "b.pdf"]
