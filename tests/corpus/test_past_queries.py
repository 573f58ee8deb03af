"""Past queries: counts only, words from a threshold on, nothing personal."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from databases import config_at

from corpus.errors import SecretUnusable
from corpus.store import Store, open_store, secret_file
from corpus.store.past_queries import countable

THRESHOLD = 3

KEY = "keys/past-queries"


def content(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob("gongkai.db*"))


def test_words_are_kept_only_from_the_threshold_on(store: Store, tmp_path: Path) -> None:
    store.past_queries.add({"养老补贴": 2}, THRESHOLD, tmp_path / KEY)
    assert store.past_queries.kept(THRESHOLD) == []
    assert "养老补贴".encode() not in content(tmp_path / "gongkai.db")
    store.past_queries.add({"养老补贴": 1}, THRESHOLD, tmp_path / KEY)
    assert store.past_queries.kept(THRESHOLD) == [("养老补贴", 3)]


def test_a_higher_threshold_hides_what_was_kept(store: Store, tmp_path: Path) -> None:
    store.past_queries.add({"养老补贴": 3}, THRESHOLD, tmp_path / KEY)
    assert store.past_queries.kept(THRESHOLD + 1) == []


def test_counts_go_on_when_the_store_is_opened_again(data: Path, tmp_path: Path) -> None:
    for _ in range(THRESHOLD):
        with open_store(config_at(data).store_url) as store:
            store.past_queries.add({"养老补贴": 1}, THRESHOLD, tmp_path / KEY)
            kept = store.past_queries.kept(THRESHOLD)
    assert kept == [("养老补贴", THRESHOLD)]


def test_the_key_is_its_owners_alone(store: Store, tmp_path: Path) -> None:
    store.past_queries.add({"养老补贴": 1}, THRESHOLD, tmp_path / KEY)
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600


def test_every_key_is_another(tmp_path: Path) -> None:
    keys = {secret_file.read(tmp_path / name) for name in "abc"}
    secret_file.replace(tmp_path / "a")
    secret_file.replace(tmp_path / "b")
    keys |= {secret_file.read(tmp_path / name) for name in "ab"}
    assert len(keys) == 5
    assert len({key[:8] for key in keys} | {key[-8:] for key in keys}) == 10, "they have no part in common"


def test_digests_of_one_query_differ_with_the_key(store: Store, tmp_path: Path) -> None:
    store.past_queries.add({"养老补贴": THRESHOLD - 1}, THRESHOLD, tmp_path / "one")
    store.past_queries.add({"养老补贴": 1}, THRESHOLD, tmp_path / "another")
    assert store.past_queries.kept(1) == [], "nobody else can tell that it was one query"


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 31, b"x" * 33])
def test_a_key_that_is_none_is_refused_and_made_anew(store: Store, tmp_path: Path, content: bytes) -> None:
    key = tmp_path / "past-queries.key"
    store.past_queries.add({"养老补贴": 9}, THRESHOLD, key)
    key.write_bytes(content)
    with pytest.raises(SecretUnusable, match=r"past-queries\.key 是空的或不完整"):
        store.past_queries.add({"养老补贴": 1}, THRESHOLD, key)
    store.past_queries.renew_key(key)
    assert len(key.read_bytes()) == 32
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert store.past_queries.kept(1) == [], "what was counted under it is dropped"
    made = key.read_bytes()
    store.past_queries.add({"养老补贴": THRESHOLD}, THRESHOLD, key)
    store.past_queries.renew_key(key)
    assert key.read_bytes() == made, "a good one stays"
    assert store.past_queries.kept(1) == [("养老补贴", THRESHOLD)]


@pytest.mark.parametrize(
    "query",
    [
        "张三 11010519491231002X",
        "440106 19900101 1234",
        "13800138000",
        "138-0013-8000",
        "020-12345678",
        "138.0000.1234",
        "138·0000/1234",
        "电话138转0000再1234",
        "一三八〇〇〇〇一二三四",
        "一三八 零零零零 一二三四",
        "138零零零零1234",
        "zhangsan@example.test",
        "我" * 41,
        "",
    ],
)
def test_what_may_be_personal_is_never_kept(store: Store, tmp_path: Path, query: str) -> None:
    assert not countable(query)
    store.past_queries.add({query: 100}, THRESHOLD, tmp_path / KEY)
    assert store.past_queries.kept(THRESHOLD) == []


@pytest.mark.parametrize(
    "query", ["国发2019 5号", "养老补贴", "2024年低保标准", "二〇一九年第一季度", "一二三产业"]
)
def test_numbers_of_documents_are_not_personal(query: str) -> None:
    assert countable(query)


NOW = 1000


def counted(store: Store, tmp_path: Path, now: int, *askings: tuple[int, str]) -> frozenset[str]:
    """As each host does, over connections of its own."""
    return store.past_queries.count_once(askings, now, THRESHOLD, tmp_path / KEY)


def test_what_one_host_counted_another_does_not(store: Store, data: Path, tmp_path: Path) -> None:
    with open_store(config_at(data).store_url) as other:
        first = counted(store, tmp_path, NOW, (NOW, "养老金"))
        assert counted(other, tmp_path, NOW) == first, "it sees that somebody counted"
        for now in (NOW, NOW + 1):
            counted(other, tmp_path, now, (now, "养老金"), (NOW, "农机补贴"))
        for _ in range(THRESHOLD - 2):
            other.past_queries.add({"养老金": 1}, THRESHOLD, tmp_path / KEY)
        assert other.past_queries.kept(1) == [("养老金", THRESHOLD)]


def test_what_was_counted_a_moment_ago_is_forgotten_soon(store: Store, tmp_path: Path) -> None:
    assert len(counted(store, tmp_path, NOW, (NOW, "养老金"))) == 1
    assert len(counted(store, tmp_path, NOW + 1)) == 1
    assert counted(store, tmp_path, NOW + 2) == frozenset()
    assert counted(store, tmp_path, NOW + 2) == frozenset()
