"""One request and its answer, through redirects that are checked one by one."""

import http.client
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportminer import __version__
from reportminer.fetch.addresses import Address, HostList, Lookup, Resolver, check_address, follow
from reportminer.fetch.connecting import OutOfTime, PinnedConnection
from reportminer.fetch.records import Limits, Trouble
from reportminer.fetch.waiting import Clock, RealClock

AGENT = "reportminer"
USER_AGENT = f"{AGENT}/{__version__} (research tool; fetches public reports one by one for a person who asked)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRY_LATER = "run the same command again later: what is there already is not fetched twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said."""

    address: Address
    """What answered, after redirects."""
    response: http.client.HTTPResponse
    """Status, headers, and the body still to be read."""

    @property
    def status(self) -> int:
        """The three-digit status."""
        return self.response.status

    def header(self, name: str) -> str:
        """Return a header's value; empty where there is none."""
        return (self.response.getheader(name) or "").strip()


@dataclass(slots=True, kw_only=True)
class Session:
    """What all requests of a run share."""

    hosts: HostList
    """May be asked."""
    limits: Limits = field(default_factory=Limits)
    """Of time, size and number."""
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    """How certificates are checked: always, and against the authorities that this machine trusts."""
    clock: Clock = field(default_factory=RealClock)
    """For waiting."""
    lookup: Lookup | None = None
    """How names are looked up; as the machine does where not given."""
    resolver: Resolver = field(init=False)
    """Keeps the addresses of hosts."""

    def __post_init__(self) -> None:
        self.resolver = Resolver(self.hosts, timeout_s=self.limits.connect_s, lookup=self.lookup)


@contextmanager
def ask(
    url: str, session: Session, *, deadline: float, headers: Mapping[str, str] | None = None
) -> Iterator[Answer]:
    """Ask for an address, follow its redirects, and give the answer to be read until the block ends.

    Args:
        url: where.
        session: hosts, limits, certificates.
        deadline: moment of `time.monotonic` at which all must be over.
        headers: further lines of the request.

    Raises:
        Trouble: an address may not be asked, cannot be reached, or leads round in circles; also for what goes
            wrong with the connection inside the block.
    """
    address = check_address(url, session.hosts)
    seen: set[str] = set()
    while True:
        if address.url in seen:
            raise Trouble(
                f"{address.label} sends us round in a circle", expected="a redirect that ends", remedy=_IN_BROWSER
            )
        seen.add(address.url)
        with _asked(address, session, deadline=deadline, headers=headers or {}) as answer:
            if answer.status not in _REDIRECTS:
                yield answer
                return
            if len(seen) > session.limits.max_redirects:
                raise Trouble(
                    f"{address.label} sends us on more than {session.limits.max_redirects} times",
                    expected="the file after a redirect or two",
                    remedy=_IN_BROWSER,
                )
            address = follow(address, _location(answer), session.hosts)


_IN_BROWSER = "open the address in a web browser and save the PDF from there"


def _location(answer: Answer) -> str:
    if location := answer.header("Location"):
        return location
    raise Trouble(f"{answer.address.label} sends us on ({answer.status}) without saying where", remedy=_IN_BROWSER)


@contextmanager
def _asked(address: Address, session: Session, *, deadline: float, headers: Mapping[str, str]) -> Iterator[Answer]:
    """Make one request; what goes wrong with the connection is said in plain words."""
    connection = PinnedConnection(
        address,
        session.resolver.resolve(address),
        context=session.context,
        limits=session.limits,
        deadline=deadline,
    )
    lines = {
        "Host": address.label,
        "User-Agent": USER_AGENT,
        "Accept": "application/pdf, */*;q=0.5",
        "Accept-Encoding": "identity",  # what is not compressed cannot swell without limit
        "Connection": "close",
        **headers,
    }
    try:
        connection.request("GET", address.target, headers=lines)
        yield Answer(address=address, response=connection.getresponse())
    except (OSError, http.client.HTTPException) as error:
        raise _explain(error, address, session.limits) from error
    finally:
        connection.end()


def _explain(error: OSError | http.client.HTTPException, address: Address, limits: Limits) -> Trouble:
    """Return what a failure of the connection means."""
    where = address.label
    match error:
        case ssl.SSLCertVerificationError():
            return Trouble(
                f"the certificate of {where} is not good: {error.verify_message}",
                expected="a certificate that this machine trusts, for this very name",
                remedy="if your organisation inspects connections, ask its IT staff to install its certificate "
                "(SSL_CERT_FILE names one); otherwise try another network",
            )
        case OutOfTime():
            return Trouble(
                f"{where} was still sending after {limits.whole_s:.0f} s, the time for one file",
                expected="the whole file by then",
                remedy=_TRY_LATER,
            )
        case TimeoutError():
            return Trouble(f"{where} does not answer", expected="an answer in time", remedy=_TRY_LATER, again=True)
        case http.client.HTTPException() if not isinstance(error, (http.client.IncompleteRead, ConnectionError)):
            return Trouble(
                f"{where} gives an answer that is not HTTP ({type(error).__name__})", remedy=_TRY_LATER, again=True
            )
        case http.client.IncompleteRead() | ConnectionResetError() | http.client.RemoteDisconnected():
            return Trouble(
                f"{where} broke the connection off", expected="the whole file", remedy=_TRY_LATER, again=True
            )
        case _:
            return Trouble(
                f"{where} cannot be reached ({error})",
                expected="a connection to the internet",
                remedy="check the connection, then run the same command again; where the internet is reached "
                "through a proxy alone, save the PDF with a web browser",
                again=True,
            )
