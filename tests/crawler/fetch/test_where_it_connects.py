"""Where a client connects to: the hosts that were named, the addresses that were checked, nothing between."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile.server import HostileServer, hostile_server

from corpus.config import CrawlSettings
from crawler.fetch import Client, Guard, Refused, Throttle, Unreachable
from crawler.fetch.guard import Address, is_public

CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""Of 127.0.0.1, signed by itself, with its key."""

PUBLIC = "93.184.216.34"

Resolve = Callable[..., None]


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Gives a name these addresses, the first time and then."""

    def answering(*answers: list[str]) -> None:
        left = list(answers)

        def getaddrinfo(_: str, port: int, **__: object) -> list[tuple[object, ...]]:
            found = left.pop(0) if len(left) > 1 else left[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (literal, port)) for literal in found]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    return answering


def client_of(*hosts: str) -> Client:
    settings = CrawlSettings(delay_seconds=0, timeout_seconds=2, deadline_seconds=4, retries=0)
    return Client(settings, Guard(hosts, hosts), Throttle(0))


def literals(found: list[Address]) -> list[str]:
    return [address[0] for _, address in found]


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "file:///etc/passwd", "http://staff:secret@127.0.0.1/"])
def test_only_http_and_https_are_spoken(url: str) -> None:
    guard = Guard(["127.0.0.1", ""], ["127.0.0.1"])
    assert guard.allows("http://127.0.0.1/")
    assert not guard.allows(url)


@pytest.mark.parametrize(
    ("literal", "public"),
    [
        (PUBLIC, True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.1.2.3", False),
        (f"::ffff:{PUBLIC}", True),
        ("64:ff9b::a01:203", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:a01:203::1", False),
        ("2002:7f00:1::", False),
        ("2001:0:4136:e378:8000:63bf:f5fe:fdfc", False),
        ("nonsense", False),
    ],
)
def test_an_ipv4_address_counts_in_whatever_form_it_is_written(literal: str, public: bool) -> None:
    assert is_public(literal) is public


@pytest.mark.parametrize("first", [True, False])
def test_of_several_addresses_only_the_public_ones_are_used(resolve: Resolve, first: bool) -> None:
    resolve([PUBLIC, "10.1.2.3", "127.0.0.1"] if first else ["127.0.0.1", "10.1.2.3", PUBLIC])
    found = Guard(["portal.test"]).addresses("portal.test", 80, "http://portal.test/")
    assert literals(found) == [PUBLIC]


def test_a_private_host_opens_no_other(resolve: Resolve) -> None:
    resolve(["10.1.2.3"])
    guard = Guard(["a.test", "b.test"], ["a.test", "b.test:8080"])
    assert literals(guard.addresses("a.test", 80, "")) == ["10.1.2.3"]
    assert literals(guard.addresses("b.test", 8080, "")) == ["10.1.2.3"]
    for host, port in (("b.test", 80), ("aa.test", 80), ("a.tes", 80)):
        with pytest.raises(Refused, match="内部网络"):
            guard.addresses(host, port, "")


def test_a_name_is_resolved_once_for_the_check_and_the_connection(
    portal_server: HostileServer, resolve: Resolve
) -> None:
    # An address in place of a name: where it is resolved again, no name server need be waited for.
    name = f"127.0.0.9:{portal_server.server_port}"
    portal_server.page("/a", "x")
    resolve(["127.0.0.1"], ["169.254.169.254"])
    client = client_of(name)
    assert client.get(f"http://{name}/a").body == b"x"
    client.close()


def test_a_proxy_of_the_environment_is_not_asked(
    portal_server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal_server.page("/a", "x")
    with hostile_server() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        client = client_of(portal_server.host)
        assert client.get(portal_server.url + "/a").body == b"x"
        client.close()
        assert proxy.seen == []


def test_passwords_of_the_environment_are_not_sent(
    portal_server: HostileServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    passwords = tmp_path / "netrc"
    passwords.write_text("machine 127.0.0.1 login staff password secret\n")
    monkeypatch.setenv("NETRC", str(passwords))
    portal_server.page("/a", "x")
    client = client_of(portal_server.host)
    client.get(portal_server.url + "/a")
    client.close()
    assert all("Authorization" not in seen.headers for seen in portal_server.seen)


@pytest.fixture
def secure_server(portal_server: HostileServer) -> HostileServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    portal_server.socket = context.wrap_socket(portal_server.socket, server_side=True)
    portal_server.page("/a", "x")
    return portal_server


def test_a_certificate_that_nobody_vouches_for_is_refused(secure_server: HostileServer) -> None:
    client = client_of(secure_server.host)
    with pytest.raises(Unreachable, match="证书"):
        client.get(f"https://{secure_server.host}/a")
    client.close()
    assert secure_server.seen == []


def test_one_that_is_vouched_for_is_taken(secure_server: HostileServer) -> None:
    client = client_of(secure_server.host)
    client._session.verify = str(CERTIFICATE)
    assert client.get(f"https://{secure_server.host}/a").body == b"x"
    client.close()
