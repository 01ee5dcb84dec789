"""Which addresses may be asked: http(s) alone, hosts of a closed list, and nothing inside a private network."""

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from reportminer.fetch.records import Trouble

PORTS = {"http": 80, "https": 443}
_SAFE_IN_URL = "%/:=&?~#+!$,;'@()*[]-._"
_OPEN_IN_BROWSER = "open the address in a web browser and see what it is"

Lookup = Callable[[str, int], list[str]]
"""Takes a host's name and a port; gives its numeric addresses. Raises OSError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostList:
    """Hosts that may be asked."""

    public: frozenset[str] = frozenset()
    """Names, or `name:port` where the port is not the usual one of http or https."""
    private: frozenset[str] = frozenset()
    """Hosts that may also lie at a private address of this machine or network; made for tests and mirrors."""

    def allows(self, address: "Address") -> bool:
        """Say whether the list names the host of an address, with its port."""
        return not address.names.isdisjoint(self.public | self.private)

    def allows_private(self, address: "Address") -> bool:
        """Say whether the host may lie at a private address."""
        return not address.names.isdisjoint(self.private)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A checked web address."""

    scheme: str
    """`http` or `https`."""
    host: str
    """Lower case, ASCII, no brackets and no final dot."""
    port: int
    """1 to 65535."""
    target: str
    """Path and query as sent to the server."""

    @property
    def label(self) -> str:
        """The host, with the port where it is not the usual one; as the `Host` line of a request."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def names(self) -> frozenset[str]:
        """The ways to write the host in a list of hosts."""
        return frozenset({self.label, f"{self.host}:{self.port}"})

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.label}{self.target}"


def read_address(url: str) -> Address:
    """Return the parts of a web address.

    Raises:
        Trouble: it is none, is not http(s), or carries a user name or control characters.
    """
    shown = ascii(url[:200])
    if not url.isprintable() or " " in url or "\\" in url:
        raise Trouble(f"the address {shown} has characters that no address has", remedy=_OPEN_IN_BROWSER)
    try:
        parts = urlsplit(url)
        port, host = parts.port, _plain_host(parts.hostname or "")
    except ValueError as error:
        raise Trouble(f"the address {shown} cannot be read ({error})", remedy=_OPEN_IN_BROWSER) from error
    if parts.scheme not in PORTS:
        raise Trouble(f"the address {shown} is not one of the web", expected="http:// or https://")
    if not host or port == 0:
        raise Trouble(f"the address {shown} names no host", expected="https://host/path")
    if parts.username is not None or parts.password is not None:
        raise Trouble(f"an address on {host} carries a user name or a password", expected="an address without")
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_SAFE_IN_URL)
    return Address(scheme=parts.scheme, host=host, port=port or PORTS[parts.scheme], target=target)


def check_address(url: str, hosts: HostList) -> Address:
    """Return the parts of a web address whose host the list names.

    Raises:
        Trouble: as `read_address`, or the list does not name the host.
    """
    address = read_address(url)
    if not hosts.allows(address):
        known = ", ".join(sorted(hosts.public | hosts.private)) or "none"
        raise Trouble(
            f"{address.label} is not among the hosts that may be asked",
            expected=f"one of: {known}",
            remedy=f"if you know and trust it, add --allow-host {address.label}",
        )
    return address


def follow(address: Address, location: str, hosts: HostList) -> Address:
    """Return the address to which a redirect leads.

    Args:
        address: what redirects.
        location: the header's value, as Latin-1 text, which may hold raw UTF-8 bytes and spaces.
        hosts: may be asked.

    Raises:
        Trouble: as `check_address`, or it leads from https to http.
    """
    readable = quote(location.strip().encode("latin-1", "replace"), safe=_SAFE_IN_URL)
    try:
        onward = check_address(urljoin(address.url, readable), hosts)
    except Trouble as trouble:
        trouble.found = f"{address.label} sends us on, but {trouble.found}"
        raise
    except ValueError as error:
        raise Trouble(
            f"{address.label} sends us to an address that cannot be read", remedy=_OPEN_IN_BROWSER
        ) from error
    if address.scheme == "https" and onward.scheme == "http":
        raise Trouble(
            f"{address.label} sends us from a protected connection (https) to an open one ({onward.label}, http)",
            expected="https all the way",
            remedy=_OPEN_IN_BROWSER,
        )
    return onward


class Resolver:
    """Looks each host's numeric addresses up once and keeps to them, so that a name cannot change its meaning.

    Args:
        hosts: may be asked.
        timeout_s: for a look-up.
        lookup: how names are looked up.
    """

    def __init__(self, hosts: HostList, *, timeout_s: float, lookup: Lookup | None = None) -> None:
        self._hosts = hosts
        self._timeout_s = timeout_s
        self._lookup = lookup or look_up
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def resolve(self, address: Address) -> tuple[str, ...]:
        """Return the numeric addresses of a host, at least one, in the order to try them.

        Raises:
            Trouble: the name is not known, or leads to an address inside a private network.
        """
        key = (address.host, address.port)
        if key not in self._known:
            self._known[key] = self._look_up(address)
        return self._known[key]

    def _look_up(self, address: Address) -> tuple[str, ...]:
        try:
            found = _within(self._timeout_s, lambda: self._lookup(address.host, address.port))
        except OSError as error:
            raise Trouble(
                f"the address of {address.host} could not be found ({error})",
                expected="a connection to the internet",
                remedy="check the connection, then run the same command again",
                again=True,
            ) from error
        inside = [ip for ip in found if not is_public(ip)]
        if inside and not self._hosts.allows_private(address):
            raise Trouble(
                f"{address.host} leads to {inside[0]}, which is no public address",
                expected="an address on the public internet",
                remedy="this may be a filter of your network: try another network, or " + _OPEN_IN_BROWSER,
            )
        return tuple(dict.fromkeys(found))


def look_up(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host.

    Raises:
        OSError: it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(entry[4][0]) for entry in found]


def is_public(ip: str) -> bool:
    """Say whether a numeric address lies on the public internet, also where it is one wrapped in another.

    Source: IANA special-purpose address registries, as `ipaddress` knows them; RFC 4291, 3056, 6052 for wrapping.

    Example:
        >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
        (True, False, False)
    """
    try:
        found = ipaddress.ip_address(ip)
    except ValueError:
        return False  # also an IPv6 address with a zone, which is of this machine's network
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id is not None:
            return False
        if (inner := _unwrap(found)) is not None:
            return is_public(str(inner))
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _unwrap(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if found in _NAT64:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour


def _plain_host(host: str) -> str:
    host = host.rstrip(".").lower()
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _within(timeout_s: float, work: Callable[[], list[str]]) -> list[str]:
    """Do something that knows no time limit of its own; given up, it is left to end by itself.

    Raises:
        OSError: as raised by the work, or it took too long.
    """
    results: list[list[str] | OSError] = []

    def carry_out() -> None:
        try:
            results.append(work())
        except (OSError, UnicodeError) as error:
            results.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=carry_out, daemon=True)
    thread.start()
    thread.join(timeout_s)
    found = results[0] if results else TimeoutError(f"no answer within {timeout_s:.0f} s")
    if isinstance(found, OSError):
        raise found
    if not found:
        raise OSError("it has none")
    return found
