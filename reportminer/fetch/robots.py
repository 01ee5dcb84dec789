"""What a host asks programs to leave alone (robots.txt)."""

import http.client
from urllib.robotparser import RobotFileParser

from reportminer.fetch.addresses import read_address
from reportminer.fetch.asking import AGENT, Session, ask
from reportminer.fetch.records import Trouble

_LONGEST = 512_000
"""Bytes that are read of a robots.txt (RFC 9309, section 2.5, asks for at least 500 KiB)."""


class Robots:
    """Reads each host's robots.txt once.

    Args:
        session: hosts, limits, certificates.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rules: dict[str, RobotFileParser] = {}

    def check(self, url: str, *, deadline: float) -> None:
        """Refuse an address that its host asks programs not to fetch.

        Raises:
            Trouble: it does, or its wishes cannot be learned at present.

        Source: RFC 9309, section 2.3.1: a file that is not there allows all, a server that fails allows nothing.
        """
        if not self._rules_of(url, deadline=deadline).can_fetch(AGENT, url):
            raise Trouble(
                f"{read_address(url).label} asks programs not to fetch this address (robots.txt)",
                expected="an address that programs may fetch",
                remedy="open the page in a web browser and save the PDF from there",
            )

    def pause_s(self, url: str) -> float:
        """Return the seconds that a host asks programs to wait between two requests; 0 where it does not."""
        address = read_address(url)
        rules = self._rules.get(f"{address.scheme}://{address.label}")
        asked = rules.crawl_delay(AGENT) if rules else None
        return min(float(asked or 0), self._session.limits.longest_wait_s)

    def _rules_of(self, url: str, *, deadline: float) -> RobotFileParser:
        address = read_address(url)
        root = f"{address.scheme}://{address.label}"
        if root not in self._rules:
            self._rules[root] = self._read(f"{root}/robots.txt", deadline=deadline)
        return self._rules[root]

    def _read(self, url: str, *, deadline: float) -> RobotFileParser:
        rules = RobotFileParser(url)
        with ask(url, self._session, deadline=deadline) as answer:
            if (
                answer.status >= http.client.INTERNAL_SERVER_ERROR
                or answer.status == http.client.TOO_MANY_REQUESTS
            ):
                raise Trouble(
                    f"{answer.address.label} is out of order ({answer.status} for robots.txt)",
                    expected="its rules for programs, or none",
                    remedy="run the same command again later",
                    again=True,
                )
            text = answer.response.read(_LONGEST) if answer.status == http.client.OK else b""
        rules.parse(text.decode("utf-8", "replace").splitlines())
        return rules
