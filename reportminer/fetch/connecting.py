"""Connections to an address that was checked before, with a limit on silence and on the whole."""

import http.client
import io
import socket
import ssl
import time
from typing import Any

from reportminer.fetch.addresses import Address
from reportminer.fetch.records import Limits


class OutOfTime(TimeoutError):
    """The time for the whole file is over, however lively the connection is."""


class TimedSocket:
    """A connected socket as `http.client` uses one; each read waits for a while, and all of them until a moment.

    Args:
        sock: connected.
        silence_s: longest wait for a byte.
        deadline: moment of `time.monotonic` at which all must be over.
    """

    def __init__(self, sock: socket.socket, *, silence_s: float, deadline: float) -> None:
        self._sock = sock
        self._silence_s = silence_s
        self._deadline = deadline

    def sendall(self, data: Any) -> None:
        """Send bytes."""
        self._sock.settimeout(self._wait_s())
        self._sock.sendall(data)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        """Return what the response is read from."""
        return io.BufferedReader(_Reader(self))

    def recv_into(self, buffer: Any) -> int:
        """Read some bytes.

        Raises:
            OutOfTime: the deadline has passed.
            OSError: the connection was cut, or is silent.
        """
        self._sock.settimeout(self._wait_s())
        try:
            return self._sock.recv_into(buffer)
        except TimeoutError:
            self._wait_s()  # tells silence from the end of all time
            raise

    def close(self) -> None:
        """Leave it open: `http.client` closes it once the headers are read, and what follows is still to come."""

    def end(self) -> None:
        """Close it."""
        self._sock.close()

    def _wait_s(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return min(left, self._silence_s)


class _Reader(io.RawIOBase):
    def __init__(self, sock: TimedSocket) -> None:
        self._timed = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._timed.recv_into(buffer)


class PinnedConnection(http.client.HTTPConnection):
    """A connection that goes to a numeric address, and calls the host by its name for the certificate.

    Args:
        address: what is asked for.
        ips: numeric addresses of its host, tried in order.
        context: how certificates are checked.
        limits: of time.
        deadline: moment of `time.monotonic` at which all must be over.
    """

    def __init__(
        self, address: Address, ips: tuple[str, ...], *, context: ssl.SSLContext, limits: Limits, deadline: float
    ) -> None:
        super().__init__(address.host, address.port)
        self._address = address
        self._ips = ips
        self._context = context
        self._limits = limits
        self._deadline = deadline
        self._timed: TimedSocket | None = None

    def connect(self) -> None:
        """Connect to the first address that answers.

        Raises:
            OSError: none does, or its certificate is not good.
        """
        sock = self._reach()
        if self._address.scheme == "https":
            sock = self._context.wrap_socket(sock, server_hostname=self._address.host)
        self._timed = TimedSocket(sock, silence_s=self._limits.silence_s, deadline=self._deadline)
        self.sock = self._timed

    def _reach(self) -> socket.socket:
        error: OSError = OutOfTime()
        for ip in self._ips:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise OutOfTime
            try:
                return socket.create_connection(
                    (ip, self._address.port), timeout=min(self._limits.connect_s, left)
                )
            except OSError as found:
                error = found
        raise error

    def end(self) -> None:
        """Close it for good."""
        self.close()
        if self._timed is not None:
            self._timed.end()
