"""Which addresses may be asked."""

import threading

import pytest

from reportminer.fetch.addresses import HostList, Resolver, check_address, follow, is_public, read_address
from reportminer.fetch.records import Trouble

HOSTS = HostList(public=frozenset({"www.example.org"}))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://www.example.org/a.pdf",
        "file:///etc/passwd",
        "//www.example.org/a.pdf",
        "javascript:alert(1)",
        "https://www.example.org@evil.example/a.pdf",
        "https://user:word@www.example.org/a.pdf",
        "https://www.example.org\\@evil.example/",
        "https://www.example.org/a b.pdf",
        "https://www.example.org/\r\nHost: evil.example",
        "https://www.example.org:99999/",
        "https://[::1/",
        "https:///a.pdf",
        "https://evil.example/www.example.org",
        "https://www.example.org.evil.example/",
        "https://www.example.org:8443/a.pdf",
        "https://10.0.0.1/a.pdf",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    """Only http(s), only hosts of the list on their usual ports, and nothing that can be read in two ways."""
    with pytest.raises(Trouble):
        check_address(url, HOSTS)


@pytest.mark.parametrize("url", ["https://WWW.example.org/a.pdf", "http://www.example.org./a.pdf?x=1#page=2"])
def test_hosts_of_the_list_are_allowed(url: str) -> None:
    """A host is the same in capitals and with the final dot of the domain system; a fragment is not sent."""
    address = check_address(url, HOSTS)
    assert address.host == "www.example.org"
    assert address.target in ("/a.pdf", "/a.pdf?x=1")


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0"),
        *("fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "no ip"),
    ],
)
def test_addresses_inside_a_network_are_not_public(ip: str) -> None:
    """Private, loopback, link-local, shared, reserved and multicast addresses, also wrapped in IPv6 ones."""
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_public_addresses_are_public(ip: str) -> None:
    """What lies on the internet can be asked."""
    assert is_public(ip)


def test_a_name_is_looked_up_once() -> None:
    """A second answer, which could lead elsewhere, is never asked for."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    resolver = Resolver(HOSTS, timeout_s=1, lookup=lambda host, port: next(answers))
    address = read_address("https://www.example.org/a.pdf")
    assert resolver.resolve(address) == resolver.resolve(address) == ("93.184.215.14",)


def test_a_name_that_also_leads_inside_is_refused() -> None:
    """One private address among public ones is enough."""
    resolver = Resolver(HOSTS, timeout_s=1, lookup=lambda host, port: ["93.184.215.14", "192.168.0.9"])
    with pytest.raises(Trouble, match=r"192\.168\.0\.9, which is no public address"):
        resolver.resolve(read_address("https://www.example.org/"))


def test_a_look_up_without_an_end_is_given_up() -> None:
    """The system's own look-up knows no time limit."""
    ever = threading.Event()
    resolver = Resolver(HOSTS, timeout_s=0.05, lookup=lambda host, port: [str(ever.wait(5))])
    with pytest.raises(Trouble, match="no answer within"):
        resolver.resolve(read_address("https://www.example.org/"))
    ever.set()


def test_a_redirect_from_https_to_http_is_refused() -> None:
    """A protected connection is not left for an open one."""
    with pytest.raises(Trouble, match="protected connection"):
        follow(read_address("https://www.example.org/"), "http://www.example.org/a.pdf", HOSTS)


def test_a_redirect_may_be_relative_and_hold_spaces() -> None:
    """Servers send raw names of files; they are written as an address asks for."""
    onward = follow(read_address("https://www.example.org/x/y"), "caf\xc3\xa9 1.pdf", HOSTS)
    assert onward.url == "https://www.example.org/x/caf%C3%A9%201.pdf"
