"""What suggestions are made from: written by an index run, mapped by every process, mended when damaged."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store
from indexer import SearchRequest, open_searcher
from indexer.building import build
from indexer.engines import whoosh
from indexer.suggest.files import BASE, RECENT

DOCUMENTS = 40
TEXT = "职工发生事故伤害，所在单位应当提出工伤认定申请，并提交劳动合同的复印件。"

ANSWERS = """
import sys
from pathlib import Path
from corpus.config import Config
from corpus.store import open_store
from indexer import SearchRequest, open_searcher

config = Config(data=Path(sys.argv[1]))
with open_store(config.store_url) as store:
    searcher = open_searcher(store, config)
    print(searcher.search(SearchRequest("工商认定")).meant, *searcher.complete("gongshangrending", 3))
print(*(name for name in ("pypinyin", "jieba", "indexer.building") if name in sys.modules))
"""


def document(number: int, title: str = "问答") -> Document:
    return Document(url=f"http://e.test/{number}", title=f"{title}第{number}号", text=TEXT)


@pytest.fixture
def built(store: Store, config: Config) -> Config:
    store.put_many([document(number) for number in range(DOCUMENTS)])
    build(store, config)
    return config


def written(config: Config) -> list[tuple[int, int]]:
    """What tells a file from the one before it."""
    found = [(config.suggestions_path / name).stat() for name in (BASE, RECENT)]
    return [(status.st_ino, status.st_mtime_ns) for status in found]


def meant(store: Store, config: Config) -> str | None:
    return open_searcher(store, config).search(SearchRequest("工商认定")).meant


def test_another_process_answers_from_them_and_makes_nothing(built: Config) -> None:
    pytest.importorskip("rjieba")
    before = written(built)
    said = subprocess.run([sys.executable, "-c", ANSWERS, built.data], stdout=subprocess.PIPE, check=True)
    first, loaded = said.stdout.decode().splitlines()
    assert first.split() == ["工伤认定", "工伤认定"]
    assert loaded == ""
    assert written(built) == before


def test_a_run_without_changes_writes_neither(built: Config, store: Store) -> None:
    before = written(built)
    build(store, built)
    assert written(built) == before


def test_a_few_changes_write_what_is_recent_and_many_write_both(built: Config, store: Store) -> None:
    before = written(built)
    store.put(document(DOCUMENTS, "青石县养老服务条例"))
    build(store, built)
    after = written(built)
    assert [new == old for new, old in zip(after, before, strict=True)] == [True, False]
    assert open_searcher(store, built).complete("青石", 1) == [f"青石县养老服务条例第{DOCUMENTS}号"]
    store.put_many([document(number) for number in range(100, 120)])
    build(store, built)
    assert all(new != old for new, old in zip(written(built), after, strict=True))


def test_a_document_more_is_taken_in_without_opening_the_index(
    built: Config, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(document(DOCUMENTS, "青石县养老服务条例"))
    with monkeypatch.context() as patched:
        patched.delattr(whoosh.engine, "Snapshot")
        report = build(store, built)
    assert (report.revision, report.suggestions_note) == (store.last_revision(), None)
    assert open_searcher(store, built).complete("青石", 1) == [f"青石县养老服务条例第{DOCUMENTS}号"]
    before = written(built)
    build(store, built)
    assert written(built) == before


def cut(content: bytes) -> bytes:
    return content[:-100]


def flip(content: bytes) -> bytes:
    """One bit in the middle, where only the checksum sees it."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("damage", [None, cut, flip, lambda content: b""])
@pytest.mark.parametrize("name", [BASE, RECENT])
def test_searches_are_answered_without_damaged_ones_and_the_next_run_mends_them(
    built: Config, store: Store, name: str, damage: Callable[[bytes], bytes] | None
) -> None:
    running = open_searcher(store, built)
    assert running.search(SearchRequest("工商认定")).meant == "工伤认定"
    path = built.suggestions_path / name
    content = path.read_bytes()
    # Not in place: what a process has mapped must not become shorter.
    path.unlink()
    if damage is not None:
        path.write_bytes(damage(content))
    assert running.search(SearchRequest("工商认定")).meant == "工伤认定"
    assert open_searcher(store, built).search(SearchRequest("工伤认定")).total == DOCUMENTS
    assert meant(store, built) in (None, "工伤认定")
    build(store, built)
    assert meant(store, built) == "工伤认定"
