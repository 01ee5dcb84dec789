"""Protected connections: the certificate is checked, for the name and not for the numeric address."""

import datetime
import ipaddress
import ssl
from pathlib import Path

import pytest

from reportminer.fetch.addresses import HostList
from reportminer.fetch.asking import Session
from reportminer.fetch.records import Fetched, Missed
from tests.fetch.server import LIMITS, FakeClock, Server, fetch, good

x509 = pytest.importorskip("cryptography.x509", reason="makes the certificates of these tests")
NAME = "reports.example"


def make_certificate(folder: Path, name: str) -> Path:
    """A certificate that vouches for itself, with its key."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    today = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("10.9.8.7"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


def protect(server: Server, certificate: Path) -> list[str | None]:
    """Put a server behind TLS; return the list of names that clients ask it by."""
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda sock, name, _: names.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return names


def make_protected_session(server: Server, context: ssl.SSLContext) -> Session:
    """A session that finds the name on this machine."""
    hosts = HostList(private=frozenset({f"{NAME}:{server.server_port}"}))
    lookup = lambda host, port: ["127.0.0.1"]  # noqa: E731 - the whole of a resolver
    return Session(hosts=hosts, limits=LIMITS, context=context, clock=FakeClock(), lookup=lookup)


def test_a_trusted_certificate_is_asked_for_by_name(server: Server, tmp_path: Path) -> None:
    """The connection goes to the pinned address; the certificate and the request speak of the name."""
    certificate = make_certificate(tmp_path, NAME)
    names = protect(server, certificate)
    server.answers["/a.pdf"] = good
    session = make_protected_session(server, ssl.create_default_context(cafile=str(certificate)))
    url = f"https://{NAME}:{server.server_port}/a.pdf"
    assert isinstance(fetch(server, tmp_path, session=session, url=url), Fetched)
    assert set(names) == {NAME}
    assert server.asked[0][1]["Host"] == f"{NAME}:{server.server_port}"


@pytest.mark.parametrize("name", [NAME, "other.example"])
def test_other_certificates_are_refused_at_once(server: Server, tmp_path: Path, name: str) -> None:
    """One that nobody vouches for, or one for another name: nothing is asked and nothing tried again."""
    certificate = make_certificate(tmp_path, name)
    protect(server, certificate)
    trusted = ssl.create_default_context(cafile=None if name == NAME else str(certificate))
    clock_session = make_protected_session(server, trusted)
    result = fetch(server, tmp_path, session=clock_session, url=f"https://{NAME}:{server.server_port}/a.pdf")
    assert isinstance(result, Missed)
    assert "certificate" in result.found
    assert server.asked == []


def test_checks_are_never_off() -> None:
    """The context that is used where none is given checks certificates and names."""
    context = Session(hosts=HostList()).context
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
