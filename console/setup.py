"""What the options before a command, and the names after it, mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from corpus import addresses
from corpus.config import Config
from corpus.config_file import DEFAULT_CONFIG, find_config
from corpus.errors import GongkaiError
from corpus.portal_settings import PortalSettings


class UnknownPortal(GongkaiError):
    """A portal that the configuration does not have."""

    def __init__(self, name: str, known: list[str]) -> None:
        self.name = name
        nearest = get_close_matches(name, known, n=1)
        meant = f"，是否想写 {nearest[0]}？" if nearest else "。"
        hint = f"已配置的有：{'、'.join(known)}" if known else "配置文件中还没有门户"
        super().__init__(
            f"没有名为 {name} 的门户{meant}{hint}；也可以直接写网址，如 https://www.example.gov.cn/。"
        )


class BadAddress(GongkaiError):
    """What was typed cannot be the address of a page."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        super().__init__(f"无法使用网址 {url}：{reason}。请写成 https://www.example.gov.cn/ 这样的网址。")


@dataclass(frozen=True, slots=True)
class Setup:
    """The options that stand before the command."""

    config_path: Path | None
    data: Path | None

    def config(self) -> Config:
        """The settings; the defaults when no file was named and none lies here."""
        return find_config(self.config_path, self.data)

    def config_file(self) -> Path | None:
        """Where they were read; None where they are the defaults."""
        named = self.config_path or DEFAULT_CONFIG
        return named.resolve() if self.config_path or named.exists() else None


def find_portal(config: Config, name: str) -> PortalSettings:
    """A configured portal, or one made from an address that was typed."""
    for portal in config.portal:
        if name == portal.name:
            return portal
    if "://" not in name:
        raise UnknownPortal(name, [portal.name for portal in config.portal])
    check_address(name)
    parts = urlsplit(name)
    # Whoever types an address means that host, even one inside the own network.
    return PortalSettings(name=parts.netloc, home=name, private_hosts=(str(parts.hostname),))


def check_addresses(names: Sequence[str]) -> None:
    """Raises BadAddress for an address among what was typed that cannot be one."""
    for name in names:
        if "://" in name:
            check_address(name)


def check_address(url: str) -> None:
    """Raises BadAddress for what was typed and cannot be the address of a page."""
    if fault := addresses.fault(url):
        raise BadAddress(url, fault)
