"""A damaged index is told, however it came to be: by the status, by a search, by the next build."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalogue import Filters
from corpus.config import Config
from indexer.engines import EngineRequest, IndexedDocument
from indexer.engines.whoosh import WhooshEngine
from indexer.engines.whoosh.storage import IndexFolder
from indexer.errors import IndexBroken
from indexer.query import Numbered, Phrase, Words
from indexer.segments.array_file import ArrayFile
from indexer.text import fingerprint

Damage = Callable[[Path], object]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    """One bit in the middle, where only the checksum sees it."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def built(config: Config) -> WhooshEngine:
    engine = WhooshEngine(config, fingerprint(config.index))
    with engine.writer(rebuild=True, store="") as writer:
        writer.add(
            IndexedDocument(n, "公园", f"第{n}份", {"agency": "园林局"}, numbers=(f"云政发(2019){n}号",))
            for n in range(1, 300)
        )
        writer.commit(1)
    return engine


@pytest.mark.parametrize("damage", [Path.unlink, cut, flip, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("file", ["CURRENT", "*/*.toc", "*/*.arrays"])
def test_damage_shows_in_the_status(built: WhooshEngine, config: Config, file: str, damage: Damage) -> None:
    built.reader()
    assert built.status().problem is None
    (path,) = config.index_path.glob(file)
    damage(path)
    for engine in (built, WhooshEngine(config, fingerprint(config.index))):
        assert "请" in (engine.status(thorough=damage == flip).problem or "")
    assert engine.rebuild_reason() or not engine.status().present


REQUESTS = [
    EngineRequest(),
    EngineRequest(Words(("公园", "第"), "公园第"), limit=100),
    EngineRequest(Phrase("第7份"), filters=Filters(agency=("园林局",))),
    EngineRequest(Numbered(("云政发(2019)7号",))),
]


def answers(config: Config) -> list[object]:
    reader = WhooshEngine(config, fingerprint(config.index)).reader()
    return [*map(reader.search, REQUESTS), reader.standing(["第7份", "第七份"]), reader.rarity(["公园"])]


def test_no_flipped_byte_changes_an_answer(built: WhooshEngine, config: Config) -> None:
    (path,) = config.index_path.glob("*/*.arrays")
    sound, content = answers(config), path.read_bytes()
    refused = 0
    for place in range(0, len(content), len(content) // 150):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        try:
            assert answers(config) == sound
        except IndexBroken:
            refused += 1
    assert refused > 50


def test_words_that_were_altered_are_refused(built: WhooshEngine, config: Config) -> None:
    (path,) = config.index_path.glob("*/words-*.txt")
    path.write_bytes(path.read_bytes() + "\n公园 9".encode())
    assert "校验不符" in (WhooshEngine(config, fingerprint(config.index)).status().problem or "")


def test_what_a_search_met_the_next_build_mends(built: WhooshEngine, config: Config) -> None:
    (path,) = config.index_path.glob("*/*.arrays")
    content, ids = bytearray(path.read_bytes()), ArrayFile(path)["ids"].tobytes()
    content[content.index(ids) + len(ids) // 2] ^= 1
    path.write_bytes(content)
    assert built.status().problem is None
    with pytest.raises(IndexBroken):
        built.reader()
    assert "已损坏" in (built.rebuild_reason() or "")


def test_what_a_commit_cleaned_up_is_no_damage(built: WhooshEngine, config: Config) -> None:
    index = IndexFolder(config.index_path)
    former = index.current()
    assert former is not None
    with built.writer(rebuild=False, store="") as writer:
        writer.add([IndexedDocument(1_000, "公园", "又一份")])
        writer.commit(2)
    with pytest.raises(IndexBroken), index.noticing(former):
        raise IndexBroken("无法读取")
    assert built.rebuild_reason() is None
    assert built.status().problem is None


def test_a_word_of_damage_goes_when_all_was_read_and_is_whole(built: WhooshEngine, config: Config) -> None:
    index = IndexFolder(config.index_path)
    current = index.current()
    assert current is not None
    with pytest.raises(IndexBroken), index.noticing(current):
        raise IndexBroken("一处")
    assert "一处" in (built.status().problem or "")
    assert built.rebuild_reason() is None
    assert built.status().problem is None


def test_who_may_only_read_names_the_command_that_mends(
    built: WhooshEngine, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = built.reader()
    (path,) = config.index_path.glob("*/*.arrays")
    content = bytearray(path.read_bytes())
    content[content.index(ArrayFile(path)["pair.docs"].tobytes()) + 5] ^= 1
    path.write_bytes(content)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "write_text", refused)
    with pytest.raises(IndexBroken, match="gongkai index --rebuild"):
        reader.search(EngineRequest(Phrase("第7份")))


def test_too_many_open_files_are_no_damage(built: WhooshEngine, config: Config) -> None:
    script = """
import resource, sys
from pathlib import Path
from indexer.errors import IndexBroken, IndexFault
from indexer.segments.array_file import ArrayFile
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
try:
    ArrayFile(Path(sys.argv[1]))
except IndexFault as fault:
    print(type(fault) is IndexFault, fault.detail)
"""
    (path,) = config.index_path.glob("*/*.arrays")
    command = [sys.executable, "-c", script, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("True 打开的文件太多")


def test_an_index_of_much_is_gone_on_with_without_being_read(built: WhooshEngine, config: Config) -> None:
    (path,) = config.index_path.glob("*/*.arrays")
    content = bytearray(path.read_bytes())
    content[content.index(ArrayFile(path)["pair.docs"].tobytes()) + 5] ^= 1
    path.write_bytes(content)
    assert built.rebuild_reason() is None
    with built.writer(rebuild=False, store="") as writer:
        writer.add([IndexedDocument(1_000, "公园", "又一份")])
        writer.commit(2)
    assert built.reader().search(EngineRequest()).total == 300
    with pytest.raises(IndexBroken):
        built.reader().search(EngineRequest(Phrase("第7份")))
    assert built.rebuild_reason()


def test_a_search_over_damage_is_refused(built: WhooshEngine, config: Config) -> None:
    (path,) = config.index_path.glob("*/*.arrays")
    path.unlink()
    with pytest.raises(IndexBroken, match="gongkai index"):
        WhooshEngine(config, fingerprint(config.index)).reader()
