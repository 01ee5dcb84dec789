"""How long to wait before asking again."""

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from reportminer.fetch.records import Limits


class Clock(Protocol):
    """Time, so that tests need not wait."""

    def now(self) -> datetime:
        """Return the date and time, with its zone."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class RealClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """Return the date and time in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def read_retry_after(value: str, *, now: datetime) -> float | None:
    """Return the seconds that a `Retry-After` header asks to wait; None where it cannot be read.

    Source: RFC 9110, section 10.2.3: a number of seconds, or a date.

    Example:
        >>> read_retry_after("7", now=datetime(2020, 1, 1, tzinfo=UTC))
        7.0
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)


def choose_wait(attempt: int, asked_s: float | None, limits: Limits) -> float:
    """Return the seconds to wait after an attempt that failed: doubled each time, or longer where asked.

    Args:
        attempt: number of the attempt that failed, from 1.
        asked_s: what the server asks for.
        limits: first and longest wait.
    """
    own: float = min(limits.first_wait_s * 2.0 ** (attempt - 1), limits.longest_wait_s)
    return max(own, asked_s or 0.0)
