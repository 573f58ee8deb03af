"""A TOML table into a frozen dataclass, strictly: known keys, right types, values within limits."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from corpus.errors import ConfigError, UnknownKey, Where, dotted
from corpus.limits import Limit

T = TypeVar("T")

TYPE_NAMES = {str: "文字", int: "整数", float: "数字", bool: "true 或 false", Path: "路径"}


def read_table(kind: type[T], table: Mapping[str, Any], within: Where = ()) -> T:
    """Build `kind` from `table`; `within` is the way to the table, for messages.

    Raises UnknownKey for a key `kind` lacks, ConfigError for a missing key, a wrong type, or a value that
    the type's limits (`corpus.limits`) do not allow.
    """
    hints = get_type_hints(kind, include_extras=True)
    known = {f.name: f for f in fields(kind) if f.metadata.get("key", True)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            nearest = get_close_matches(key, known, n=1, cutoff=0.0)
            raise UnknownKey((*within, key), dotted((*within, nearest[0])) if nearest else None)
    values = {}
    for name, spec in known.items():
        if name in table:
            values[name] = _convert(hints[name], table[name], (*within, name))
        elif spec.default is MISSING and spec.default_factory is MISSING:
            raise ConfigError((*within, name), "没有填写。请在配置文件中补上。")
    return kind(**values)


def _convert(hint: Any, value: Any, where: Where) -> Any:
    if get_origin(hint) is Annotated:
        plain, *limits = get_args(hint)
        return _limited(_convert(plain, value, where), limits, where)
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        if not isinstance(value, list):
            form = f"，每一项写作 [[{dotted(where)}]]" if is_dataclass(item) else ""
            raise ConfigError(where, f"应当是一个列表{form}。")
        return tuple(_convert(item, one, (*where, number)) for number, one in enumerate(value))
    if get_origin(hint) in (Union, types.UnionType):
        return _convert(next(option for option in get_args(hint) if option is not type(None)), value, where)
    if is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise ConfigError(where, f"应当是一个表，写作 [{dotted(where)}]。")
        return read_table(hint, value, where)  # type: ignore[arg-type]
    return _scalar(hint, value, where)


def _scalar(hint: Any, value: Any, where: Where) -> Any:
    if isinstance(value, str) and "\0" in value:
        raise ConfigError(where, "含有不能使用的空字符。请删去 \\u0000。")
    if hint is Path and isinstance(value, str):
        if not value.strip():
            raise ConfigError(where, f'不能是空的，请写成 {where[-1]} = "{where[-1]}" 这样的文件夹名。')
        return Path(value)
    if hint is float and type(value) is int:
        value = float(value)
    if type(value) is not hint:
        raise ConfigError(where, f"应当是{TYPE_NAMES[hint]}，现在是 {value!r}。")
    return value


def _limited(value: Any, limits: list[Limit], where: Where) -> Any:
    for limit in limits:
        if problem := limit.problem(value):
            raise ConfigError(where, f"{problem}，现在是 {value!r}。")
    return value
