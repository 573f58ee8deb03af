"""deploy/nginx.conf, run: TLS, what of a body is let through, and a sub-path as its head says."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
NAME = "gongkai.example.gov.cn"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


class Told(BaseHTTPRequestHandler):
    """Answers with what it was asked, and by which headers."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        names = ("Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Prefix")
        said = "\n".join([self.path, *(self.headers.get(name, "") for name in names)]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@dataclass
class Front:
    """A proxy in front, and under which path."""

    plain: int
    secure: int
    prefix: str

    def ask(self, path: str, size: int = 0, **headers: str) -> tuple[int, list[str]]:
        context = ssl._create_unverified_context()
        connection = HTTPSConnection("127.0.0.1", self.secure, timeout=30, context=context)
        connection.request("POST", self.prefix + path, b"a" * size, {"Host": NAME, **headers})
        answer = connection.getresponse()
        said = answer.read().decode(errors="replace").split("\n")
        connection.close()
        return answer.status, said


def free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def certify(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(timezone.utc)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
    ).sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(private)
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))


def under(prefix: str, text: str) -> str:
    """What the head of the file says of a sub-path."""
    block = r"location (/\S*)( \{[^}]*proxy_pass http://gongkai);"
    text = re.sub(block, rf"location {prefix}\1\2\1;", text)
    return text.replace('X-Forwarded-Prefix "";', f"X-Forwarded-Prefix {prefix};")


@pytest.fixture(params=["", "/gongkai"], ids=["root", "sub-path"])
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Front]:
    behind = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    thread = threading.Thread(target=behind.serve_forever)
    thread.start()
    made = Front(free(), free(), request.param)
    certify(tmp_path)
    text = re.sub(r" *listen \[::\].*\n", "", SHIPPED.read_text(encoding="utf-8"))
    changes = {
        "listen 80;": f"listen 127.0.0.1:{made.plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{made.secure} ssl;",
        "127.0.0.1:8000": f"127.0.0.1:{behind.server_address[1]}",
        "/etc/ssl/gongkai": str(tmp_path),
        "/var/log/nginx": str(tmp_path),
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    text = under(made.prefix, text) if made.prefix else text
    own = "".join(f"{one}_temp_path {tmp_path}/{one};\n" for one in TEMPORARY)
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = f"{user}pid {tmp_path}/pid;\ndaemon off;\nevents {{}}\nhttp {{\n{own}{text}\n}}\n"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [str(NGINX), "-e", str(tmp_path / "errors"), "-c", str(tmp_path / "nginx.conf")]
    with subprocess.Popen(command) as process:
        until = monotonic() + 30
        while monotonic() < until and process.poll() is None:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", made.secure)) == 0:
                    break
            sleep(0.05)
        yield made
        process.terminate()
    behind.shutdown()
    thread.join()
    behind.server_close()


@pytest.mark.parametrize(
    "path", ["/", "/search?q=%E5%A0%B4", "/staff/duplicates/check", "/api/v1/duplicates"]
)
def test_it_comes_with_its_path_and_who_asked(front: Front, path: str) -> None:
    forged = {"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Proto": "http", "X-Forwarded-Prefix": "/evil"}
    status, said = front.ask(path, **forged)
    assert (status, said) == (200, [path, NAME, "127.0.0.1", "https", front.prefix])


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/staff/duplicates/check", 1_000_000, 200),
        ("/api/v1/duplicates", 1_000_000, 200),
        ("/staff/duplicates/check", 61 << 20, 413),
        ("/search", 1_000_000, 413),
        ("/staff/sign-in", 1_000_000, 413),
    ],
)
def test_large_bodies_come_where_staff_upload(front: Front, path: str, size: int, status: int) -> None:
    try:
        answered = front.ask(path, size)[0]
    except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
        answered = 413  # told while the body was still being sent, and not waited for
    assert answered == status


def test_without_tls_it_leads_there(front: Front) -> None:
    connection = HTTPConnection("127.0.0.1", front.plain, timeout=30)
    connection.request("GET", "/search?q=a", headers={"Host": NAME})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/search?q=a")
    connection.close()
