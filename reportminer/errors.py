"""Errors that stop a whole run. What could not be read is a `records.Skipped`, not an exception.

A message has three parts: what was found with its value and place, what was expected, what to do next.
"""


class ReportminerError(Exception):
    """The root of all errors of the program; never raised itself.

    Args:
        found: what was found, with its value and place.
        expected: what was expected instead.
        remedy: what the user can do next.
    """

    exit_code: int = 1

    def __init__(self, found: str, *, expected: str = "", remedy: str = "") -> None:
        self.found = found
        self.expected = expected
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        parts = [self.found]
        if self.expected:
            parts.append(f"Expected: {self.expected}")
        if self.remedy:
            parts.append(f"What to do: {self.remedy}")
        return "\n".join(parts)


class UsageError(ReportminerError):
    """The command was asked for something that it cannot do."""

    exit_code = 2


class ConfigError(ReportminerError):
    """A configuration file, codebook or label file has problems; all of them are listed at once."""

    exit_code = 2


class NothingUsable(ReportminerError):
    """No report could be read."""

    exit_code = 4


class StorageError(ReportminerError):
    """The disk is full, a folder cannot be written, or stored data is damaged."""

    exit_code = 5


class WorkspaceBusy(ReportminerError):
    """Another run holds the workspace."""

    exit_code = 6


class Missing(ReportminerError):
    """A model, an optional library or an external program is not there."""

    exit_code = 7


class SchemaMismatch(ReportminerError):
    """The workspace was written by a newer version of the program."""

    exit_code = 8
