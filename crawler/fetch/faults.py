"""What errors of the libraries mean: they hide what happened some layers down."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import TypeAlias
from urllib.parse import urlsplit

import requests
import urllib3

from corpus.lazy_regex import lazy_regex
from crawler.fetch.errors import BadAnswer, FetchError, TimedOut, Unreachable
from crawler.fetch.tls import Certificate, is_for

Look: TypeAlias = Callable[[str], Certificate]

WRONG_CERTIFICATE = "网站的证书不是配置项 certificate_file 中的那一份：请核实后更换那个文件"

TIMEOUTS = (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)

_PINNED = "或确认无误后把它的证书写入该门户的配置项 certificate_file"
_AUTHORITY = "或把发证机构的证书写入该门户的配置项 ca_file"
_OLDER = "请网站升级，或只为该门户写上配置项 oldest_tls"

TO_COME, ENDED, OTHER_NAME = 9, 10, (62, 64)
_CERTIFICATES = {
    9: f"证书尚未生效：请核对本机时间，或请网站更换证书，{_PINNED}",
    10: f"证书已过期：请网站更换证书，{_PINNED}",
    18: f"证书是自签的，不受信任：请网站换用受信任的证书，{_PINNED}",
    19: f"证书链的根证书是自签的，不受信任：请网站换用受信任的证书，{_AUTHORITY}",
    20: f"证书链不完整，无法验证：请网站补上缺少的中间证书，{_AUTHORITY}",
    21: f"证书链不完整，无法验证：请网站补上缺少的中间证书，{_AUTHORITY}",
    62: f"证书与域名不符：请改用证书上的域名，{_PINNED}",
    64: f"证书与域名（IP 地址）不符：请改用证书上的域名，{_PINNED}",
}
"""By OpenSSL's code of verification (x509_vfy.h): what is wrong, and what deals with it."""

_WEAK_KEY = (66, 67, 68)
"""OpenSSL's codes for keys and signatures that are too short for its level of security."""

_END_OF_DATA = lazy_regex(rb"[}\])];?\s*$")
_END_OF_LIST = lazy_regex(rb"</(?:[\w.-]{1,100}:)?(?:urlset|sitemapindex|rss|feed)\s*>\s*$")

_OLD = ("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "NO_PROTOCOLS_AVAILABLE", "VERSION_TOO_LOW")
_WEAK = ("HANDSHAKE_FAILURE", "LEGACY", "DH_KEY_TOO_SMALL", "NO_CIPHERS", "WRONG_SIGNATURE_TYPE")


def meaning(url: str, error: BaseException, seconds: float, look: Look) -> FetchError:
    """The fault of the tree that an error of the libraries is; `seconds` was the time to wait.

    `look` tells what the certificate behind an address says.
    """
    layers = list(_layers(error))
    if any(isinstance(layer, TIMEOUTS) for layer in layers):
        return TimedOut(url, seconds)
    if found := next((layer for layer in layers if isinstance(layer, ssl.SSLError)), None):
        return Unreachable(url, tls_fault(found) + _what_else(url, found, look), lasting=True)
    if is_wrong_certificate(error):
        return Unreachable(url, WRONG_CERTIFICATE, lasting=True)
    if any(isinstance(layer, requests.exceptions.SSLError) for layer in layers):
        return Unreachable(url, "证书或加密连接有误")
    if any(isinstance(layer, urllib3.exceptions.IncompleteRead) for layer in layers):
        return BadAnswer(url, "内容不完整")
    if any(isinstance(layer, HTTPException) and not isinstance(layer, OSError) for layer in layers):
        return BadAnswer(url, "不符合 HTTP 格式")
    if isinstance(error, ValueError):
        return BadAnswer(url, "网址或回应头无效")
    return Unreachable(url)


def tls_fault(error: ssl.SSLError) -> str:
    """What is wrong with a certificate or a protocol, and who can mend it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        unknown = f"证书无法验证（{error.verify_message}）：请网站更换证书，{_PINNED}"
        if error.verify_code in _WEAK_KEY:
            return f"证书的密钥过短或签名算法过旧：请网站更换证书，{_PINNED}"
        return _CERTIFICATES.get(error.verify_code, unknown)
    reason = error.reason or ""
    if any(mark in reason for mark in _OLD):
        return f"网站的加密协议版本过旧，低于 TLS 1.2：{_OLDER}"
    if any(mark in reason for mark in _WEAK):
        return f"网站的加密方式过旧：{_OLDER}"
    if reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL"):
        return "网站在这个端口不使用 TLS 协议：请改用 http 网址，或核对端口"
    return "证书或加密连接有误"


def is_wrong_certificate(error: BaseException) -> bool:
    """Whether the portal showed another certificate than the configuration has."""
    return any("ingerprints did not match" in str(layer) for layer in _layers(error))


def _what_else(url: str, error: ssl.SSLError, look: Look) -> str:
    """What else is wrong with a certificate that is not believed: it ended, or is of another host."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return ""
    shown = look(url)
    said = "；而且证书已过期" if shown.ended and error.verify_code != ENDED else ""
    said += "；而且证书尚未生效" if shown.to_come and error.verify_code != TO_COME else ""
    if (
        shown.names
        and error.verify_code not in OTHER_NAME
        and not is_for(shown.names, urlsplit(url).hostname or "")
    ):
        said += f"；而且证书与域名不符，是 {'、'.join(shown.names[:3])} 的"
    return said


def is_whole_but_short(error: BaseException, end: bytes, kind: str) -> bool:
    """Whether a body ended before its Content-Length and yet with the end of a page: the length was wrong.

    `kind`: its media type; data end with the bracket or the root that they begin with.
    """
    short = any(isinstance(layer, urllib3.exceptions.IncompleteRead) for layer in _layers(error))
    is_data = any(mark in kind.lower() for mark in ("json", "javascript")) and _END_OF_DATA.search(end)
    return short and bool(b"</html" in end.lower() or is_data or _END_OF_LIST.search(end))


def _layers(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
