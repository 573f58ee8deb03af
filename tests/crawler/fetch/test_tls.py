"""Certificates and protocols at fault: told with the key that deals with them, and that key does."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile.server import HostileServer, hostile_server

from corpus.config import CrawlSettings
from corpus.errors import ConfigError
from crawler.fetch import Allowance, Client, Guard, Throttle, Unreachable
from crawler.fetch.faults import meaning
from crawler.fetch.tls import Certificate, is_for, said_of

CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""Of 127.0.0.1, signed by itself, with its key."""

Fetch = Callable[..., bytes]


def serving(tune: Callable[[ssl.SSLContext], None]) -> Iterator[HostileServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    tune(context)
    with hostile_server() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.page("/a", "x")
        yield server


@pytest.fixture
def secure() -> Iterator[HostileServer]:
    yield from serving(lambda context: None)


@pytest.fixture
def old() -> Iterator[HostileServer]:
    def tune(context: ssl.SSLContext) -> None:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1

    with pytest.warns(DeprecationWarning, match="TLSv1"):
        yield from serving(tune)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another certificate: the same with one byte of its signature changed."""
    der = bytearray(ssl.PEM_cert_to_DER_cert(own()))
    der[-1] ^= 1
    path = tmp_path / "other.pem"
    path.write_text(ssl.DER_cert_to_PEM_cert(bytes(der)))
    return path


def own() -> str:
    text = CERTIFICATE.read_text()
    return text[text.index(ssl.PEM_HEADER) : text.index(ssl.PEM_FOOTER) + len(ssl.PEM_FOOTER)]


def fetch(server: HostileServer, tls: Allowance | None = None, host: str = "127.0.0.1") -> bytes:
    address = server.host.replace("127.0.0.1", host)
    settings = CrawlSettings(delay_seconds=0, timeout_seconds=2, deadline_seconds=4, retries=0)
    client = Client(settings, Guard([address], [address]), Throttle(0), tls, [address])
    try:
        return client.get(f"https://{address}/a").body
    finally:
        client.close()


def test_the_sentence_names_the_fault_and_the_key(secure: HostileServer) -> None:
    with pytest.raises(Unreachable, match=r"自签.*certificate_file") as refused:
        fetch(secure)
    assert "域名" not in str(refused.value)


def test_a_certificate_of_another_host_is_told_where_nobody_vouches_for_it(
    secure: HostileServer,
) -> None:
    with pytest.raises(Unreachable, match=r"自签.*与域名不符，是 127\.0\.0\.1 的"):
        fetch(secure, host="localhost")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_portals_own_certificate_is_believed_whatever_it_says(secure: HostileServer, host: str) -> None:
    assert fetch(secure, Allowance(certificate_file=str(CERTIFICATE)), host) == b"x"


def test_any_other_certificate_is_refused_then(secure: HostileServer, other: Path) -> None:
    with pytest.raises(Unreachable, match="不是配置项 certificate_file 中的那一份"):
        fetch(secure, Allowance(certificate_file=str(other)))
    assert secure.seen == []


def test_another_authority_is_believed_but_for_its_hosts_alone(secure: HostileServer) -> None:
    allowed = Allowance(ca_file=str(CERTIFICATE))
    assert fetch(secure, allowed) == b"x"
    with pytest.raises(Unreachable, match="与域名不符"):
        fetch(secure, allowed, "localhost")


def test_an_old_protocol_is_refused_unless_it_is_allowed(old: HostileServer) -> None:
    with pytest.raises(Unreachable, match="oldest_tls"):
        fetch(old)
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        assert fetch(old, Allowance(ca_file=str(CERTIFICATE), oldest_tls="1.0")) == b"x"


@pytest.mark.parametrize("key", ["ca_file", "certificate_file"])
def test_a_file_that_holds_no_certificate_is_an_error_of_the_configuration(
    secure: HostileServer, tmp_path: Path, key: str
) -> None:
    (tmp_path / "a.pem").write_text("no certificate")
    with pytest.raises(ConfigError, match=key):
        fetch(secure, Allowance(**{key: str(tmp_path / "a.pem")}))


def test_a_name_with_a_star_stands_for_one_label() -> None:
    assert is_for(("*.a.test",), "www.a.test")
    assert not is_for(("*.a.test",), "a.b.a.test")
    assert said_of(b"no certificate") == Certificate()
    assert said_of(ssl.PEM_cert_to_DER_cert(own())) == Certificate(("127.0.0.1",))


def test_a_key_that_is_too_short_is_named() -> None:
    fault = ssl.SSLCertVerificationError(1, "EE certificate key too weak")
    fault.verify_code, fault.verify_message = 66, "EE certificate key too weak"
    assert "密钥过短" in str(meaning("https://a.test/", fault, 5, lambda _: Certificate()))


def test_a_certificate_that_nobody_vouches_for_may_have_ended_too() -> None:
    fault = ssl.SSLCertVerificationError(1, "self-signed certificate")
    fault.verify_code, fault.verify_message = 18, ""
    told = str(meaning("https://a.test/", fault, 5, lambda _: Certificate(("b.test",), ended=True)))
    assert "自签" in told
    assert "已过期；而且证书与域名不符，是 b.test 的" in told
    early = str(meaning("https://a.test/", fault, 5, lambda _: Certificate(("a.test",), to_come=True)))
    assert "自签" in early
    assert early.rstrip("）。").endswith("而且证书尚未生效")
