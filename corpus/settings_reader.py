"""A TOML table into a frozen dataclass, strictly: known keys, right types, values within limits."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from corpus.errors import ConfigError, UnknownKey
from corpus.limits import Limit

T = TypeVar("T")

TYPE_NAMES = {str: "文字", int: "整数", float: "数字", bool: "true 或 false", Path: "路径"}


def read_table(kind: type[T], table: Mapping[str, Any], prefix: str = "") -> T:
    """Build `kind` from `table`; `prefix` is the dotted path for messages.

    Raises UnknownKey for a key `kind` lacks, ConfigError for a missing key, a wrong type, or a value that
    the type's limits (`corpus.limits`) do not allow.
    """
    hints = get_type_hints(kind, include_extras=True)
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            nearest = get_close_matches(key, known, n=1, cutoff=0.0)
            raise UnknownKey(prefix + key, prefix + nearest[0] if nearest else None)
    values = {}
    for name, spec in known.items():
        if name in table:
            values[name] = _convert(hints[name], table[name], prefix + name)
        elif spec.default is MISSING and spec.default_factory is MISSING:
            raise ConfigError(prefix + name, "没有填写。请在配置文件中补上。")
    return kind(**values)


def _convert(hint: Any, value: Any, key: str) -> Any:
    if get_origin(hint) is Annotated:
        plain, *limits = get_args(hint)
        return _limited(_convert(plain, value, key), limits, key)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise ConfigError(key, "应当是一个列表。")
        return tuple(_convert(get_args(hint)[0], item, key) for item in value)
    if get_origin(hint) in (Union, types.UnionType):
        return _convert(next(option for option in get_args(hint) if option is not type(None)), value, key)
    if is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise ConfigError(key, f"应当是一个表，写作 [{key}]。")
        return read_table(hint, value, key + ".")  # type: ignore[arg-type]
    return _scalar(hint, value, key)


def _scalar(hint: Any, value: Any, key: str) -> Any:
    if isinstance(value, str) and "\0" in value:
        raise ConfigError(key, "含有不能使用的空字符。请删去 \\u0000。")
    if hint is Path and isinstance(value, str):
        return Path(value)
    if hint is float and type(value) is int:
        value = float(value)
    if type(value) is not hint:
        raise ConfigError(key, f"应当是{TYPE_NAMES[hint]}，现在是 {value!r}。")
    return value


def _limited(value: Any, limits: list[Limit], key: str) -> Any:
    for limit in limits:
        if problem := limit.problem(value):
            raise ConfigError(key, f"{problem}，现在是 {value!r}。")
    return value
