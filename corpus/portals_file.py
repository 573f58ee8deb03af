"""`portals.toml`: the portals that administrators write in the browser, and its former versions.

A portal in it takes the place of the one of that name in config.toml.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from corpus import toml
from corpus.atomic_file import OWNER, write_whole
from corpus.clock import CHINA, now
from corpus.config import Config
from corpus.errors import ConfigError, ConfigUnreadable, GongkaiError
from corpus.lazy_regex import lazy_regex
from corpus.portal_faults import portal_faults
from corpus.portal_settings import PortalSettings
from corpus.settings_reader import read_table

KEPT = 100
"""Former versions. A guess."""

NAME = "%Y%m%dT%H%M%S.%f"
"""Of a former version: when it gave way, in UTC; later than the others, whatever the clock says."""

_HEAD = "# 由“门户和栏目”页面写成：{when} {said}\n# 同名的门户以本文件为准，不再看 config.toml 中的那一段。\n"
_SAID = "# 由“门户和栏目”页面写成："
_CONTROLS = lazy_regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class _Written:
    """The whole file."""

    portal: tuple[PortalSettings, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerPortals:
    """A version that gave way."""

    name: str
    until: datetime
    said: str
    """When and how it came to be."""
    portals: int


class PortalsUnwritten(GongkaiError):
    """The file of portals cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"没有保存：{path} 写不进去（{reason}）。请检查文件夹的权限和磁盘空间后重试。")


class PortalsUnfit(GongkaiError):
    """Something in them cannot be written."""

    def __init__(self) -> None:
        super().__init__("没有保存：名称或网址里有不能显示的字符。请删去以后重试。")


class PortalsChanged(GongkaiError):
    """Somebody else wrote it meanwhile."""

    def __init__(self) -> None:
        super().__init__("门户的设置刚刚被别人改过，没有保存。请返回上一页刷新，看过以后再改。")


def with_written(config: Config) -> Config:
    """The configuration with the portals of the file as it is now.

    Raises ConfigUnreadable, also where a portal of the file is one of config.toml by another name.
    """
    return with_text(config, text_of(config.portals_path))


def with_text(config: Config, text: str) -> Config:
    """The configuration with the portals of a text in place of the file's. Raises ConfigUnreadable."""
    own = own_portals(config)
    both = merged(own, _read(config.portals_path, text) if text else ())
    for fault in portal_faults(both):
        raise ConfigUnreadable(config.portals_path, f"与 config.toml 合在一起有误：{fault}")
    return replace(config, own_portal=own, portal=both)


def own_portals(config: Config) -> tuple[PortalSettings, ...]:
    """Those of config.toml."""
    return config.portal if config.own_portal is None else config.own_portal


def merged(own: Sequence[PortalSettings], written: Sequence[PortalSettings]) -> tuple[PortalSettings, ...]:
    """Those of config.toml, or what was written in their place, then the others."""
    left = {portal.name: portal for portal in written}
    return (*(left.pop(portal.name, portal) for portal in own), *left.values())


def written(path: Path) -> tuple[PortalSettings, ...]:
    """The portals of the file; none where there is no file. Raises ConfigUnreadable."""
    text = text_of(path)
    return _read(path, text) if text else ()


def made(config: Config, portals: Sequence[PortalSettings], said: str, expected: str) -> str:
    """The file with other portals than what is there, if that is still the `expected` version.

    Raises PortalsChanged, PortalsUnfit, ConfigUnreadable.
    """
    if version(config) != expected:
        raise PortalsChanged
    return _text(portals, said)


def put_in_place(path: Path, text: str) -> None:
    """Write the file; what was there is kept. Raises ConfigUnreadable, PortalsUnwritten."""
    former = text_of(path)
    try:
        kept = _keep(former_folder(path), former) if former else None
        try:
            write_whole(path, text.encode(), OWNER)
        except OSError:
            if kept:
                kept.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PortalsUnwritten(path, error.strerror or "") from error
    for _, old in _by_moment(former_folder(path))[:-KEPT]:
        with suppress(OSError):
            old.unlink(missing_ok=True)


def _text(portals: Sequence[PortalSettings], said: str) -> str:
    """A whole file. Raises PortalsUnfit."""
    plain = "".join(sign if sign.isprintable() else " " for sign in said)
    text = _HEAD.format(when=now().astimezone(CHINA).strftime("%Y-%m-%d %H:%M"), said=" ".join(plain.split()))
    text += "".join(f"\n{part}" for portal in portals for part in _portal_lines(portal))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PortalsUnfit from error
    if _CONTROLS.search("".join(_words(portals))):
        raise PortalsUnfit
    return text


def _words(portals: Sequence[PortalSettings]) -> Iterator[str]:
    """What is a name or an address in them."""
    for portal in portals:
        yield from _texts(portal)
        for column in portal.column:
            yield from _texts(column)


def _texts(settings: Any) -> Iterator[str]:
    values = (getattr(settings, one.name) for one in fields(settings))
    yield from (value for value in values if isinstance(value, str))


def _keep(folder: Path, text: str) -> Path:
    """Where a version that gives way lies from now on. Raises OSError."""
    folder.mkdir(exist_ok=True)
    kept = _by_moment(folder)
    moment = max(now(), kept[-1][0] + timedelta(microseconds=1)) if kept else now()
    path = folder / f"{moment.strftime(NAME)}.toml"
    write_whole(path, text.encode(), OWNER)
    return path


def _by_moment(folder: Path) -> list[tuple[datetime, Path]]:
    """The versions that gave way, the last one last; other files are none."""
    return sorted((moment, path) for path in folder.glob("*.toml") if (moment := moment_of(path.stem)))


def moment_of(name: str) -> datetime | None:
    """When the former version of this name gave way; None where none is called so."""
    with suppress(ValueError):
        return datetime.strptime(name, NAME).replace(tzinfo=now().tzinfo)
    return None


def version(config: Config) -> str:
    """Tells whether somebody wrote it meanwhile."""
    return version_of(text_of(config.portals_path))


def version_of(text: str) -> str:
    """A mark of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def former(config: Config) -> list[FormerPortals]:
    """The versions that gave way, the last first; what cannot be read is left out."""
    return [
        one
        for until, path in reversed(_by_moment(former_folder(config.portals_path)))
        for one in _former(path, until)
    ]


def former_portals(config: Config, name: str) -> tuple[PortalSettings, ...] | None:
    """Those of one of them, None where there is none of that name. Raises ConfigUnreadable."""
    paths = {path.stem: path for path in former_folder(config.portals_path).glob("*.toml")}
    return written(paths[name]) if name in paths else None


def _former(path: Path, until: datetime) -> Iterator[FormerPortals]:
    try:
        text = text_of(path)
        said = text.partition("\n")[0].removeprefix(_SAID).strip("# ")
        # Reading each whole costs seconds.
        portals = sum(line.strip() == "[[portal]]" for line in text.split("\n"))
        yield FormerPortals(path.stem, until, said, portals)
    except ConfigError:
        return


def former_folder(path: Path) -> Path:
    """Where versions that gave way lie."""
    return path.with_name("portals-former")


def text_of(path: Path) -> str:
    """The whole file; empty where there is none. Raises ConfigUnreadable."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or "不是 UTF-8 编码"
        raise ConfigUnreadable(
            path, f"无法读取（{said}）。请检查，或换回旁边 portals-former 中的旧版。"
        ) from error


def _read(path: Path, text: str) -> tuple[PortalSettings, ...]:
    try:
        portals = read_table(_Written, toml.loads(text)).portal
        for fault in portal_faults(portals):
            raise fault
    except (toml.TOMLDecodeError, RecursionError) as error:
        raise ConfigUnreadable(
            path, f"不是有效的 TOML（{error}）。请改正，或换回旁边 portals-former 中的旧版。"
        ) from error
    except ConfigError as error:
        error.line = toml.line_of(text, error.where)
        raise ConfigUnreadable(path, f"有误：{error}") from error
    return portals


def _portal_lines(portal: PortalSettings) -> Iterator[str]:
    yield "[[portal]]\n" + "".join(_lines(portal, leave="column"))
    for column in portal.column:
        yield "[[portal.column]]\n" + "".join(_lines(column))


def _lines(settings: Any, leave: str = "") -> Iterator[str]:
    """Every key that is not as it is by itself."""
    for one in fields(settings):
        value = getattr(settings, one.name)
        if one.name != leave and (one.default is MISSING or value != one.default):
            yield f"{one.name} = {_toml(value)}\n"


def _toml(value: str | float | bool | tuple[str, ...]) -> str:
    """A value as TOML has it; JSON's strings are TOML's, but for one character."""
    plain = list(value) if isinstance(value, tuple) else value
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
