"""Passwords that a person gives for encrypted files; never stored, shown or logged."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from reportminer.errors import ConfigError, UsageError

_MAX_BYTES = 1 << 20
_SALT = b"reportminer password list"
_DIGITS = 6
_EXPECTED = "a text file (UTF-8) with one password a line, or a file name, a tab and its password"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passwords:
    """Passwords in the order in which they are tried; left out of its `repr`, so that no message shows them."""

    common: tuple[str, ...] = field(default=(), repr=False)
    """For every file."""
    by_file: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """File name, or its shown path, and the password for that file alone."""
    path: str = ""
    """Where the list lies, absolute, so that it is not taken for a report."""

    def __bool__(self) -> bool:
        return bool(self.common or self.by_file)

    def for_file(self, file: str) -> tuple[str, ...]:
        """Return what to try for a file, its own passwords first.

        Args:
            file: as in `Source.file`.
        """
        names = (file, PurePosixPath(file).name)
        own = [password for name, password in self.by_file if name in names]
        return tuple(dict.fromkeys((*own, *self.common)))

    def digest(self) -> str:
        """Return 6 hex digits that change with the list; empty for an empty one.

        A slow hash, and only 24 bits of it: enough to see that the list has changed, while every guess costs some
        ten milliseconds and fits by chance once in 17 million, so that it does not give a good password away.
        """
        if not self:
            return ""
        data = repr((self.common, self.by_file)).encode()
        return hashlib.scrypt(data, salt=_SALT, n=1 << 13, r=8, p=1, dklen=16).hex()[:_DIGITS]


NONE = Passwords()
"""No password at all; the empty one is tried always."""


def read_passwords(path: Path) -> Passwords:
    """Return the passwords in a file: one a line, or `name<TAB>password` for one file.

    Blank lines and lines that begin with `#` are passed over. Spaces belong to a password. No message quotes one.

    Raises:
        UsageError: the file cannot be read or holds no password.
        ConfigError: it is no text, or lines have a tab but no name or no password; all of them are numbered.
    """
    lines = _read_lines(path)
    common: list[str] = []
    by_file: list[tuple[str, str]] = []
    wrong: list[str] = []
    for number, line in enumerate(lines, 1):
        name, tab, password = line.partition("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if not tab:
            common.append(line)
        elif name.strip() and password:
            by_file.append((name.strip(), password))
        else:
            wrong.append(str(number))
    if wrong:
        raise ConfigError(
            f"{path} has a tab but no name before it, or no password after it, in line {', '.join(wrong)}",
            expected=_EXPECTED,
            remedy="correct or remove these lines",
        )
    if not (common or by_file):
        raise UsageError(f"{path} holds no password", expected=_EXPECTED, remedy="add the passwords to the file")
    return Passwords(common=tuple(common), by_file=tuple(by_file), path=str(path.resolve()))


def _read_lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}", expected=_EXPECTED, remedy="check the path"
        ) from error
    if len(data) > _MAX_BYTES:
        raise ConfigError(f"{path} is larger than 1 MiB", expected=_EXPECTED, remedy="check the path")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Its message would quote bytes of a password.
        raise ConfigError(
            f"{path} is not text in UTF-8", expected=_EXPECTED, remedy="save it as plain text (UTF-8)"
        ) from None
    return [line.removesuffix("\r") for line in text.split("\n")]
