from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from corpus import addresses
from corpus.config import Config
from corpus.config_file import load_config
from corpus.errors import ConfigError, ConfigUnreadable, UnknownKey
from corpus.limits import Between

NO_ADDRESSES = (
    "",
    "x",
    "http://",
    "http://[::1",
    "http://a:99999999/",
    "http://a:b/",
    "http://exa mple/",
    "http://a..b/",
    "http://u:p@x/",
    "ftp://x/",
    "http://a\\nb/",
)
COLUMN_URL = "portal.column.url"

ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def keys(kind: Any, prefix: str = "") -> Iterator[str]:
    for name, hint in get_type_hints(kind).items():
        if name not in {f.name for f in fields(kind) if f.metadata.get("key", True)}:
            continue
        inner = next((option for option in (hint, *get_args(hint)) if is_dataclass(option)), None)
        if inner:
            yield from keys(inner, f"{prefix}{name}.")
        else:
            yield prefix + name


def numbers(kind: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The keys of numbers with their types."""
    for name, hint in get_type_hints(kind, include_extras=True).items():
        if name not in {f.name for f in fields(kind) if f.metadata.get("key", True)}:
            continue
        options = [option for option in (hint, *get_args(hint)) if option is not type(None)]
        inner = next((o for o in options if isinstance(o, type) and is_dataclass(o)), None)
        if inner:
            yield from numbers(inner, f"{prefix}{name}.")
        elif {int, float}.intersection(getattr(option, "__origin__", option) for option in options[:2]):
            yield prefix + name, next((o for o in options if hasattr(o, "__metadata__")), hint)


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
        UnknownKey, match=r"crawl\.dealy_seconds（第 2 行）不存在，是否想写 crawl\.delay_seconds"
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
        ("[crawl]\ndelay_seconds = nan", "crawl.delay_seconds"),
        ("[crawl]\ntimeout_seconds = 0", "crawl.timeout_seconds"),
        ("[crawl]\nmax_documents = 0", "crawl.max_documents"),
        ("[crawl]\nmax_recheck_days = 1e300", "crawl.max_recheck_days"),
        ("[web]\nport = 70000", "web.port"),
        ("[web]\nthreads = 0", "web.threads"),
        ('[web]\nhost = "a b"', "web.host"),
        ('[crawl]\nuser_agent = "公开/1.0"', "crawl.user_agent"),
        ('[crawl]\nuser_agent = "Gongkai\\nX: y"', "crawl.user_agent"),
        ('[crawl]\nuser_agent = ""', "crawl.user_agent"),
        ('data = "a\\u0000b"', "data"),
        ('[[portal]]\nname = ""\nhome = "http://x/"', "portal.name"),
        ('[[portal]]\nname = "a"\nhome = "http://x/"\ndelay_seconds = -1', "portal.delay_seconds"),
        ('[[portal]]\nname = "a"\nhome = "http://x/"\nprivate_hosts = ["]["]', "portal.private_hosts"),
        *((f'[[portal]]\nname = "a"\nhome = "{url}"', "portal.home") for url in NO_ADDRESSES),
        *(
            (f'[[portal]]\nname="a"\nhome="http://x/"\n[[portal.column]]\nname="c"\nurl="{url}"', COLUMN_URL)
            for url in ("http://[::1", "http://a:b/", "ftp://x/")
        ),
        ('[[portal]]\nname = "a"', "portal.home"),
        ("crawl = 3", "crawl"),
        ('portal = "a"', "portal"),
        ('[[portal]]\nname="a"\nhome="http://x/"\n[[portal]]\nname="a"\nhome="http://y/"', "portal.name"),
    ],
)
def test_a_wrong_value_names_its_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    assert caught.value.key == key


SITE = '[site]\ntitle = "云岭县政府信息公开"\n'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not toml", "第 1 行第 5 列不是有效的 TOML"),
        (b'a = "', "结尾处不是有效的 TOML"),
        (b"a = " + b"[" * 100_000, ""),
        (SITE.encode("gbk"), "是 GBK 编码"),
        (SITE.encode("utf-16"), "是 UTF-16 编码"),
        (b"a = \x81", "是认不出的编码"),
    ],
)
def test_a_file_that_is_no_toml_is_called_what_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigUnreadable) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"配置文件 {path} {says}")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(SITE, encoding="utf-8-sig")
    assert load_config(path).site.title == "云岭县政府信息公开"


PORTAL = '[[portal]]\nname = "{}"\nhome = "{}"\n'
COLUMN = '[[portal.column]]\nname = "{}"\nurl = "{}"\n'
A = PORTAL.format("a", "http://a.example/")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (A + '\n# 类型\nfamily = "trss"\n', 6, "最接近的是 trs，现在是 'trss'"),
        (A + 'family = "TRS"\n', 4, "最接近的是 trs"),
        ('[index]\nsegmenter = "jeiba"\n', 2, "最接近的是 jieba"),
        ('[index]\nengine = "woosh"\n', 2, "最接近的是 whoosh"),
        ('\n\ndata = ""\n', 3, '不能是空的，请写成 data = "data"'),
        (A + PORTAL.format("b", "https://www.a.example/index.html"), 6, "与门户 a 的首页是同一个网址"),
        (A + PORTAL.format("a", "http://b.example/"), 5, "重复：a"),
        (
            A + COLUMN.format("公告", "gg/") + COLUMN.format("通知", "/gg/index.html"),
            9,
            "与栏目“公告”是同一个网址",
        ),
        (A + COLUMN.format("公告", "gg/") + COLUMN.format("公告", "tz/"), 8, "重复：公告"),
        (A + COLUMN.format("公告", "gg/") + '[[portal.column]]\nurl = "tz/"\n', 7, "没有填写"),
        (A + '[portal.column]\nname = "公告"\nurl = "gg/"\n', 4, "写作 [[portal.column]]"),
        ("[crawl]\r\nretries = 1\r\nretrys = 2\r\n", 3, "是否想写 crawl.retries"),
        (A + 'private_hosts = [\n  "a.example",\n  "] [",\n]\n', 4, "主机名"),
        ('[guide]\nagency = """\nport = 0\n"""\n[web]\nport = 0\n', 6, "应当在 1 到 65535 之间"),
        ("web.port = 0", 1, "应当在 1 到 65535 之间"),
        ("web = {threads = 1, port = 0}", 1, "应当在 1 到 65535 之间"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    assert caught.value.line == line
    assert f"（第 {line} 行）" in str(caught.value)
    assert says in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="不存在"):
        load_config(tmp_path / "none.toml")


def test_a_number_beyond_its_range_is_told_the_range(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"web\.port（第 2 行）应当在 1 到 65535 之间，现在是 70000。"):
        load_config(write(tmp_path, "[web]\nport = 70000"))


@pytest.mark.parametrize(("key", "hint"), list(numbers(Config)))
def test_every_number_has_a_range_that_is_documented(key: str, hint: Any) -> None:
    (between,) = [limit for limit in getattr(hint, "__metadata__", ()) if isinstance(limit, Between)]
    documented = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    row = next(line for line in documented.splitlines() if line.startswith(f"| `{key}` |"))
    told = [float(number.replace("_", "")) for number in re.findall(r"[\d_.]+", row.split("|")[3])]
    assert told == [between.least, between.most]


@pytest.mark.parametrize(
    "host", ["a.gov.cn", "a.gov.cn:8080", "10.0.0.5", "::1", "[::1]:80", "中文.cn", "a_b.cn", "localhost"]
)
def test_hosts_are_named_with_or_without_a_port(host: str) -> None:
    assert addresses.is_host_and_port(host)


@pytest.mark.parametrize(
    "host", ["", "a b", "a/b", "http://a", "a?b", "u@a", "[::1", "a:0", "a:70000", "a\\b"]
)
def test_what_is_no_host_is_not_taken_for_one(host: str) -> None:
    assert not addresses.is_host_and_port(host)
