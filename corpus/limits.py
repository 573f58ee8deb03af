"""What a setting may be, written beside its type: `port: Annotated[int, Between(1, 65_535)]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_network
from typing import Annotated, Any, Protocol, TypeAlias

from corpus import addresses
from corpus.lazy_regex import lazy_regex


class Limit(Protocol):
    """Says what is wrong with a value of the right type."""

    def problem(self, value: Any) -> str | None:
        """What the value should be, in Chinese, after the key; None when it is that."""
        ...


@dataclass(frozen=True, slots=True)
class Between:
    """A number within bounds, both allowed."""

    least: float
    most: float

    def problem(self, value: float) -> str | None:
        """Names the range."""
        return None if self.least <= value <= self.most else f"应当在 {self.least} 到 {self.most} 之间"


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a certain form."""

    form: re.Pattern[str]
    says: str

    def problem(self, value: str) -> str | None:
        """Names the form."""
        return None if self.form.fullmatch(value) else self.says


class IsNetwork:
    """Addresses of the internet: one, or those that begin alike."""

    def problem(self, value: str) -> str | None:
        """Names the form."""
        try:
            ip_network(value, strict=False)
        except ValueError:
            return "应当是网段，写作 10.1.0.0/16 或 2001:db8::/32"
        return None


class OneOf:
    """One of a few words; the empty one may be among them."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def problem(self, value: str) -> str | None:
        """Names them, the nearest by itself."""
        if value in self.words:
            return None
        words = [word for word in self.words if word]
        (nearest,) = get_close_matches(value.lower(), words, n=1, cutoff=0.0)
        return f"应当是 {'、'.join(words)} 之一，最接近的是 {nearest}"


@dataclass(frozen=True, slots=True)
class _IsPage:
    def problem(self, value: str) -> str | None:
        fault = addresses.fault(value)
        return f"应当是 https://www.example.gov.cn/ 这样的网址（{fault}）" if fault else None


@dataclass(frozen=True, slots=True)
class _IsHost:
    def problem(self, value: str) -> str | None:
        return None if addresses.is_host_and_port(value) else "应当是 files.example.gov.cn 这样的主机名"


BUCKET = "s3://"
"""What the address of a bucket begins with."""


class BucketOrFolder:
    """A bucket by its address, or a folder."""

    def problem(self, value: str) -> str | None:
        """Names the form of an address that is neither."""
        if "://" not in value or re.match(rf"{BUCKET}[^/?]+", value):
            return None
        return "应当是 s3://桶名/文件夹?endpoint=https://… 这样的地址，或一个文件夹"


PageAddress: TypeAlias = Annotated[str, _IsPage()]

Host: TypeAlias = Annotated[str, _IsHost()]
"""With its port where that is not the usual one."""

Line: TypeAlias = Annotated[
    str, Written(lazy_regex(r"[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*"), "应当是一行文字，不能是空的")
]

HeaderLine: TypeAlias = Annotated[
    str, Written(lazy_regex(r"[!-.0-~]([ -~]*[!-~])?"), "应当是一行英文字母、数字和半角符号，不能以 / 开头")
]
"""What may stand in a header (RFC 9110, 5.5) and names a product before its first slash."""

Listening: TypeAlias = Annotated[str, Written(lazy_regex(r"[\w.:%-]*"), "应当是本机的主机名或 IP 地址")]

Endpoint: TypeAlias = Annotated[
    str,
    Written(
        lazy_regex(r"(?:[\w.%-]+|\[[\da-fA-F:.%]+\]):\d{1,5}|"), "应当是本机的地址和端口，写作 127.0.0.1:9100"
    ),
]
"""A host of this machine and a port, or nothing."""

Network: TypeAlias = Annotated[str, IsNetwork()]

Delay: TypeAlias = Annotated[float, Between(0, 3_600)]
"""Seconds between two requests."""
