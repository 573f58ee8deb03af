"""A damaged index is told, however it came to be: by the status, by a search, by the next build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.config import Config
from indexer.engines import IndexedDocument
from indexer.engines.whoosh import WhooshEngine
from indexer.errors import IndexBroken
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
    with engine.writer(rebuild=True) as writer:
        writer.add([IndexedDocument(n, "公园", f"第{n}份") for n in range(1, 9)])
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
        assert "请" in (engine.status().problem or "")
    assert engine.rebuild_reason() or not engine.status().present


def test_a_search_over_damage_is_refused(built: WhooshEngine, config: Config) -> None:
    (path,) = config.index_path.glob("*/*.arrays")
    path.unlink()
    with pytest.raises(IndexBroken, match="gongkai index"):
        WhooshEngine(config, fingerprint(config.index)).reader()
