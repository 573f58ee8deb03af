"""Reading `config.toml`: its bytes, its form, and what no key shows by itself; every fault with its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus import toml
from corpus.config import Config
from corpus.errors import ConfigError, ConfigUnreadable
from corpus.lazy_regex import lazy_regex
from corpus.limits import BUCKET
from corpus.portal_faults import portal_faults
from corpus.portals_file import with_written
from corpus.settings_reader import read_table

DEFAULT_CONFIG = Path("config.toml")
"""In the working folder; used where no other file is named."""

SYSTEM_CONFIG, SYSTEM_DATA = Path("/etc"), Path("/var/lib/gongkai")
"""Where the system keeps configuration, and what belongs to it (Filesystem Hierarchy Standard 3.0, 5.8)."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""What Windows' Notepad writes as “Unicode” begins with one of these marks."""

RETIRED = (("web", "staff_token"),)
"""Keys of older versions that mean nothing any more: a file that still has them is read without them."""

PLACE = lazy_regex(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
"""How `tomllib` ends what it says."""


def find_config(path: Path | None, data: Path | None) -> Config:
    """The settings of a file, or of config.toml where one lies here, or the defaults; with the portals that
    administrators wrote in the browser.

    `data` goes before their data folder. Raises what `load_config` does, ConfigUnreadable for those portals.
    """
    named = path or DEFAULT_CONFIG
    config = load_config(named) if path or named.exists() else Config(data=Path("data").resolve())
    return with_written(config.with_data(data) if data else config)


def data_beside(path: Path) -> Path:
    """The data folder of a configuration that names none."""
    path = path.resolve()
    return SYSTEM_DATA if path.is_relative_to(SYSTEM_CONFIG) else path.parent / "data"


def load_config(path: Path) -> Config:
    """Read a configuration file.

    Raises ConfigUnreadable when the file is missing or is not TOML, ConfigError for an unknown key, a value
    that is not allowed, or two portals or columns that are one.
    """
    text = _text(path)
    table = _without_retired(_table(path, text))
    try:
        config = read_table(Config, table)
        for fault in portal_faults(config.portal):
            raise fault
    except ConfigError as error:
        error.line = toml.line_of(text, error.where)
        raise
    if "data" not in table:
        config = replace(config, data=data_beside(path))
    folder = path.resolve().parent
    # Where the system keeps configuration, the service cannot write.
    beside = None if folder.is_relative_to(SYSTEM_CONFIG) else folder
    return replace(_placed(config, folder), beside=beside)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigUnreadable(
            path, "不存在。请用 --config 或环境变量 GONGKAI_CONFIG 指出配置文件。"
        ) from error
    except OSError as error:
        raise ConfigUnreadable(path, f"无法读取（{error.strerror}）。请检查权限。") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"是{_encoding(content)}，而 TOML 须为 UTF-8 编码。请在编辑器中选“另存为”，编码选 UTF-8。"
        raise ConfigUnreadable(path, said) from error


def _encoding(content: bytes) -> str:
    """What a text that is no UTF-8 is, in words."""
    if content.startswith(UTF_16):
        return " UTF-16 编码（记事本称之为 Unicode）"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "认不出的编码"
    return " GBK 编码（记事本称之为 ANSI）"


def _table(path: Path, text: str) -> dict[str, Any]:
    try:
        return toml.loads(text)
    except RecursionError as error:
        raise ConfigUnreadable(path, "中的括号套得太深。请对照 docs/configuration.md 改正。") from error
    except toml.TOMLDecodeError as error:
        said, place = str(error), PLACE.search(str(error))
        where = "结尾处" if place is None or place[1] is None else f"第 {place[1]} 行第 {place[2]} 列"
        said = PLACE.sub("", said)
        raise ConfigUnreadable(path, f"{where}不是有效的 TOML（{said}）。请检查引号、括号和等号。") from error


def _without_retired(table: dict[str, Any]) -> dict[str, Any]:
    for section, key in RETIRED:
        if isinstance(table.get(section), dict):
            table[section] = {name: value for name, value in table[section].items() if name != key}
    return table


def _placed(config: Config, base: Path) -> Config:
    """With all paths from the folder of the configuration file on."""

    def absolute(settings: Any, *names: str) -> Any:
        given = {name: getattr(settings, name) for name in names if getattr(settings, name)}
        return replace(settings, **{name: str(base / value) for name, value in given.items()})

    return replace(
        config,
        data=base / config.data,
        store=absolute(config.store, "files"),
        files=config.files if config.files.url.startswith(BUCKET) else absolute(config.files, "url"),
        index=absolute(config.index, "folder", "duplicates_folder", "user_dictionary"),
        portal=tuple(absolute(portal, "ca_file", "certificate_file") for portal in config.portal),
        web=absolute(config.web, "access_log"),
        search=absolute(config.search, "past_query_key", "thesaurus"),
    )
