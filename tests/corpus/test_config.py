from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from corpus.config import Config, load_config
from corpus.errors import ConfigError, UnknownKey

ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def keys(kind: Any, prefix: str = "") -> Iterator[str]:
    for name, hint in get_type_hints(kind).items():
        if name not in {f.name for f in fields(kind)}:
            continue
        inner = next((option for option in (hint, *get_args(hint)) if is_dataclass(option)), None)
        if inner:
            yield from keys(inner, f"{prefix}{name}.")
        else:
            yield prefix + name


def test_the_shipped_configuration_says_exactly_the_defaults() -> None:
    assert load_config(ROOT / "config.toml") == replace(Config(), data=ROOT / "data")


@pytest.mark.parametrize("key", list(keys(Config)))
def test_every_key_is_documented(key: str) -> None:
    documented = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert f"| `{key}` |" in documented


@pytest.mark.parametrize("key", [key for key in keys(Config) if not key.startswith("portal.")])
def test_every_key_stands_in_the_shipped_configuration(key: str) -> None:
    shipped = (ROOT / "config.toml").read_text(encoding="utf-8")
    assert f"\n{key.rpartition('.')[2]} = " in shipped


def test_a_portal_with_columns_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        data = "d"
        [[portal]]
        name = "a"
        home = "http://a.example/"
        delay_seconds = 2
        attachment_hosts = ["f.example"]
        [[portal.column]]
        name = "公告"
        url = "gg/"
        """,
    )
    config = load_config(path)
    assert config.data == tmp_path / "d"
    (portal,) = config.portal
    assert (portal.delay_seconds, portal.attachment_hosts) == (2.0, ("f.example",))
    assert [(column.name, column.url) for column in portal.column] == [("公告", "gg/")]


def test_an_unknown_key_names_itself_and_the_nearest_known_one(tmp_path: Path) -> None:
    with pytest.raises(
        UnknownKey, match=r"crawl\.dealy_seconds 不存在，是否想写 crawl\.delay_seconds"
    ) as caught:
        load_config(write(tmp_path, "[crawl]\ndealy_seconds = 1"))
    assert (caught.value.key, caught.value.nearest) == ("crawl.dealy_seconds", "crawl.delay_seconds")


def test_even_a_far_off_key_gets_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(UnknownKey) as caught:
        load_config(write(tmp_path, "[crawl]\ndealy = 1"))
    assert caught.value.nearest == "crawl.delay_seconds"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[web]\nport = "80"', "web.port"),
        ("[web]\nport = true", "web.port"),
        ("[crawl]\ndelay_seconds = -1", "crawl.delay_seconds"),
        ('[[portal]]\nname = "a"', "portal.home"),
        ("crawl = 3", "crawl"),
        ('portal = "a"', "portal"),
        ('[[portal]]\nname="a"\nhome="x"\n[[portal]]\nname="a"\nhome="y"', "portal.name"),
    ],
)
def test_a_wrong_value_names_its_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    assert caught.value.key == key


@pytest.mark.parametrize("content", [b"not toml", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="TOML"):
        load_config(path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="不存在"):
        load_config(tmp_path / "none.toml")
