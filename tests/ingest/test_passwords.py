"""Encrypted PDFs open with an empty password or one that is given; passwords are never shown."""

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from reportminer.errors import ConfigError, ReportminerError, UsageError
from reportminer.ingest.hints import Hints
from reportminer.ingest.passwords import Passwords, read_passwords
from reportminer.ingest.protocol import Request
from reportminer.ingest.reader import parse_source
from reportminer.ingest.sandbox import Sandbox
from reportminer.records import Document, Skipped, Status
from reportminer.settings import IngestSettings, Settings
from reportminer.workflow.messages import Setup
from tests.builders import make_source
from tests.ingest.made_pdfs import PROSE, Sheet, make_pdf, source_of


def written(sheet: Sheet) -> None:
    """A page of text."""
    sheet.paragraph(PROSE)


def make_locked(folder: Path, user: str, owner: str = "the owner") -> Path:
    """A PDF that asks for a password; for none, if that of the reader is empty."""
    lock = StandardEncryption(user, ownerPassword=owner, canPrint=0, strength=128)
    return make_pdf(folder / "locked.pdf", [written], encrypt=lock)


def read(path: Path, *passwords: str) -> Document | Skipped:
    """Read a file with passwords."""
    return parse_source(source_of(path), IngestSettings(), lambda *_: None, Hints(passwords=passwords))


def put(folder: Path, text: str) -> Path:
    """Write a password file."""
    path = folder / "passwords.txt"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("given", [(), ("wrong",)])
def test_a_file_that_needs_no_password_to_be_read_is_read(tmp_path: Path, given: tuple[str, ...]) -> None:
    """An owner's password, which only forbids printing, does not keep a reader out."""
    document = read(make_locked(tmp_path, ""), *given)
    assert isinstance(document, Document)
    assert (document.status, document.text) == (Status.OK, PROSE)


@pytest.mark.parametrize("password", ["secret", "the owner"])
def test_the_first_password_that_fits_opens_the_file(tmp_path: Path, password: str) -> None:
    """All that are given are tried in order; that of the owner opens it as well."""
    document = read(make_locked(tmp_path, "secret"), "wrong", password, "later")
    assert isinstance(document, Document)
    assert document.text == PROSE


def test_where_none_fits_the_record_says_how_many_were_tried_and_none_of_them(tmp_path: Path) -> None:
    """The miss states a number and a remedy, and no password."""
    skipped = read(make_locked(tmp_path, "secret"), "hunter2", "letmein")
    assert isinstance(skipped, Skipped)
    assert skipped.code is Status.ENCRYPTED
    assert "none of those given (2)" in skipped.reason
    assert "--password-file" in skipped.remedy
    assert not any(word in str(skipped) for word in ("hunter2", "letmein"))


def test_passwords_reach_the_child(tmp_path: Path) -> None:
    """The sandbox hands them over its pipe, not on the command line."""
    source = source_of(make_locked(tmp_path, "sesam öffne dich"))
    with Sandbox(IngestSettings()) as box:
        assert isinstance(box.read(source), Skipped)
        assert isinstance(box.read(source, passwords=("no", "sesam öffne dich")), Document)


def test_real_encrypted_files(shared_dir: Path) -> None:
    """Files of other programs: an empty password opens three of them, the stated ones the others."""
    folder = shared_dir / "hostile"
    empty = [folder / f"pypdf_{name}-password.pdf" for name in ("r2-empty", "r2-owner", "r3-empty")]
    locked = [folder / f"pypdf_{name}-password.pdf" for name in ("r2-user", "r3-user", "r4-aes-user")]
    codes = [getattr(read(path), "code", "read") for path in (*empty, *locked)]
    assert codes == ["read"] * 3 + [Status.ENCRYPTED] * 3
    opened = [read(path, "no", "asdfzxcv", "openpassword") for path in locked]
    assert [isinstance(document, Document) for document in opened] == [True] * 3


def test_a_password_file_is_read(tmp_path: Path) -> None:
    """A line is a password, spaces included; a tab separates a file's name from its own password."""
    path = put(tmp_path, "\ufeff# ours\r\n\r\nfirst one \r\n2018/a.pdf\t#x\r\nb.pdf\tb\tc\nlast")
    passwords = read_passwords(path)
    assert passwords.common == ("first one ", "last")
    assert passwords.for_file("2018/a.pdf") == ("#x", "first one ", "last")
    assert passwords.for_file("x/b.pdf") == ("b\tc", "first one ", "last")
    assert passwords.for_file("a.pdf") == ("first one ", "last")


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"ok\n\tsecret\na.pdf\t\n", ConfigError, "line 2, 3"),
        (b"# nothing\n\n", UsageError, "holds no password"),
        (b"secret\xe9secret", ConfigError, "not text in UTF-8"),
        (b"secret\n" * 200_000, ConfigError, "larger than 1 MiB"),
    ],
)
def test_a_wrong_password_file_is_said_plainly(
    tmp_path: Path, data: bytes, error: type[ReportminerError], words: str
) -> None:
    """The message names the file and the line, and never quotes it, not in a traceback either."""
    path = tmp_path / "list.txt"
    path.write_bytes(data)
    with pytest.raises(error, match=words) as caught:
        read_passwords(path)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_missing_password_file_is_an_error(tmp_path: Path) -> None:
    """A misspelt path is found before anything is read."""
    with pytest.raises(UsageError, match="No such file"):
        read_passwords(tmp_path / "nowhere")


def test_no_record_shows_a_password() -> None:
    """What may be printed in an error or a log leaves passwords out."""
    passwords = Passwords(common=("hunter2",), by_file=(("a.pdf", "letmein"),))
    hints = Hints(passwords=passwords.for_file("a.pdf"))
    request = Request(source=make_source("a.pdf"), settings=IngestSettings(), hints=hints)
    shown = repr((passwords, hints, request, Setup(factory="a:b", settings=Settings(), passwords=passwords)))
    assert not any(word in shown for word in ("hunter2", "letmein"))


def test_the_digest_tells_lists_apart_and_nothing_more() -> None:
    """It changes with the list and its order, is empty for none, and is too short to give a password away."""
    lists = [
        Passwords(common=("a", "b")),
        Passwords(common=("b", "a")),
        Passwords(by_file=(("a", "b"),)),
        Passwords(),
    ]
    digests = [one.digest() for one in lists]
    assert len(set(digests)) == 4
    assert [len(digest) for digest in digests] == [6, 6, 6, 0]
    assert Passwords(common=("a", "b"), path="/elsewhere").digest() == digests[0]
