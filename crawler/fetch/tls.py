"""What one portal is allowed of TLS beyond the rule: an authority, its own certificate, an old protocol."""

from __future__ import annotations

import hashlib
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.clock import now
from corpus.errors import ConfigError

if TYPE_CHECKING:
    from cryptography import x509

OLD_CIPHERS = "DEFAULT:@SECLEVEL=0"
"""What servers of TLS 1.0 and 1.1 still offer (OpenSSL's ciphers(1))."""

LEGACY_SERVER_CONNECT = 0x4
"""SSL_OP_LEGACY_SERVER_CONNECT: Python names it from 3.12 on."""

_VERSIONS = {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1}


@dataclass(frozen=True, slots=True)
class Allowance:
    """Of one portal; without any, the rule holds: known authorities, its own name, TLS 1.2 and newer."""

    ca_file: str = ""
    """PEM of authorities, the ones between included, that are believed beside the usual."""
    certificate_file: str = ""
    """PEM of the portal's own certificate: that and no other is believed on its hosts, whatever it says."""
    oldest_tls: str = ""
    """`1.0` or `1.1`."""

    def widen(self, context: ssl.SSLContext) -> None:
        """Have connections to the portal's hosts allow it. Raises ConfigError for a file that is none."""
        if self.ca_file:
            context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
            try:
                context.load_verify_locations(self.ca_file)
            except (OSError, ssl.SSLError) as error:
                raise _unusable("ca_file", self.ca_file) from error
        if self.oldest_tls:
            context.set_ciphers(OLD_CIPHERS)
            context.minimum_version = _VERSIONS[self.oldest_tls]
            context.options |= LEGACY_SERVER_CONNECT

    @property
    def fingerprint(self) -> str | None:
        """SHA-256 of the portal's own certificate. Raises ConfigError for a file that is none."""
        if not self.certificate_file:
            return None
        try:
            return hashlib.sha256(_first_certificate(Path(self.certificate_file).read_text())).hexdigest()
        except (OSError, ValueError) as error:
            raise _unusable("certificate_file", self.certificate_file) from error


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says of itself."""

    names: tuple[str, ...] = ()
    """The hosts that it is for; none where it cannot be read."""
    ended: bool = False
    to_come: bool = False
    """Whether it holds from a later day on."""


def said_of(certificate: bytes) -> Certificate:
    """What a certificate (DER) says."""
    from cryptography import x509

    try:
        read = x509.load_der_x509_certificate(certificate)
    except ValueError:
        return Certificate()
    return Certificate(_names(read), read.not_valid_after_utc < now(), read.not_valid_before_utc > now())


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    from cryptography import x509

    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return ()
    addresses = map(str, names.get_values_for_type(x509.IPAddress))
    return (*names.get_values_for_type(x509.DNSName), *addresses)


def is_for(names: tuple[str, ...], host: str) -> bool:
    """Whether one of the names of a certificate is that of a host (RFC 9525, 6.3)."""
    own = host.lower()
    return any(
        own == name.lower() or (name.startswith("*.") and own.partition(".")[2] == name[2:].lower())
        for name in names
    )


def _first_certificate(text: str) -> bytes:
    start, end = text.index(ssl.PEM_HEADER), text.index(ssl.PEM_FOOTER) + len(ssl.PEM_FOOTER)
    return ssl.PEM_cert_to_DER_cert(text[start:end])


def _unusable(key: str, path: str) -> ConfigError:
    return ConfigError(("portal", key), f"不是 PEM 格式的证书文件，或者读不出来：{path}。请检查路径和内容。")
