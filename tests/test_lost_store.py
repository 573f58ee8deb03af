"""A store that is gone, or made anew beside what was made of it, is told; nothing is emptied for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands import gongkai
from corpus.config import Config, IndexSettings
from corpus.errors import StoreLost
from corpus.files import FileStore
from corpus.records import Document
from corpus.store import open_store
from indexer import SearchRequest, open_searcher
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION

WORD = "防汛"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = config_of(tmp_path_factory.mktemp("filled") / "data")
    documents = [Document(f"http://a.example/{n}.html", f"第{n}号{WORD}通知") for n in range(1, 6)]
    with open_store(config.store_url) as store:
        FileStore(config.files_path).put(b"page")
        store.put_many(documents)
    assert run(config, "index").exit_code == 0
    return config.data


@pytest.fixture
def config(tmp_path: Path, filled: Path) -> Config:
    """A copy that a test may spoil."""
    return config_of(Path(shutil.copytree(filled, tmp_path / "data")))


def config_of(data: Path) -> Config:
    return Config(data=data, index=IndexSettings(processes=1, segmenter="jieba"))


def run(config: Config, *arguments: str) -> Result:
    return CliRunner().invoke(gongkai, ["--data", str(config.data), *arguments], catch_exceptions=False)


def lose(config: Config) -> None:
    for path in config.data.glob("gongkai.db*"):
        path.unlink()


def empty(config: Config) -> None:
    lose(config)
    (config.data / "gongkai.db").touch()


@pytest.mark.parametrize("damage", [lose, empty])
def test_every_command_says_so_and_leaves_the_index(config: Config, damage: object, tmp_path: Path) -> None:
    shutil.copytree(config.data, tmp_path / "backup")
    damage(config)  # type: ignore[operator]
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"url": "http://a.example/9.html", "title": "新的"}\n', encoding="utf-8")
    for command in (
        ["search", WORD],
        ["status"],
        ["index"],
        ["index", "--rebuild"],
        ["verify"],
        ["catalogue", "export"],
        ["import", str(lines)],
    ):
        told = run(config, *command)
        assert (command, told.exit_code) == (command, 1)
        assert "请从备份恢复数据库" in told.output
        assert "gongkai index --new" in told.output
    lose(config)
    shutil.copy(tmp_path / "backup" / "gongkai.db", config.data)
    assert f"第1号{WORD}通知" in run(config, "search", WORD).stdout
    assert "已是最新" in run(config, "index").stdout


def test_without_the_files_the_index_knows_it_too(config: Config) -> None:
    shutil.rmtree(config.files_path)
    lose(config)
    for command in (["search", WORD], ["index"], ["index", "--rebuild"]):
        assert "gongkai index --new" in run(config, *command).stderr
    status = run(config, "status")
    assert (status.exit_code, "gongkai index --new" in status.stdout) == (1, True)


def test_who_says_so_begins_anew(config: Config) -> None:
    lose(config)
    with open_store(config.store_url) as store:
        store.put(Document("http://b.example/1.html", f"另一份{WORD}通知"))
    told = run(config, "index", "--new")
    assert (told.exit_code, "索引属于另一个数据库" in told.stderr) == (0, True), told.output
    with open_store(config.store_url) as store:
        assert open_searcher(store, config).search(SearchRequest(WORD)).total == 1
    assert run(config, "verify").exit_code == 0


def test_a_damaged_note_of_the_files_is_written_anew(config: Config) -> None:
    note = config.files_path / "STORE"
    assert run(config, "status").exit_code == 0
    written = note.read_bytes()
    note.write_bytes(b"x" + written[1:])
    assert run(config, "status").exit_code == 0
    assert note.read_bytes() == written


def test_the_interface_answers_503_until_it_is_said(config: Config) -> None:
    assert run(config, "status").exit_code == 0
    lose(config)
    app = create_app(config)
    client = app.test_client()
    for page in ("/", f"/search?q={WORD}", "/catalogue", "/document/1", f"/api/v1/search?q={WORD}", "/staff"):
        answer = client.get(page)
        # What is to be run is for staff, who are not known without their store: the log and health tell it.
        assert (page, answer.status_code, "gongkai index" in answer.text) == (page, 503, False)
    health = client.get("/healthz")
    assert (health.status_code, "gongkai index --new" in health.json["problem"]) == (503, True)
    assert run(config, "index", "--new").exit_code == 0
    assert client.get(f"/search?q={WORD}").status_code == 200
    app.extensions[EXTENSION].close()


def test_a_store_that_goes_while_it_is_open_is_not_mixed_with_what_comes(config: Config) -> None:
    with open_store(config.store_url) as store:
        open_searcher(store, config).search(SearchRequest(WORD))
        lose(config)
        store.close()
        with pytest.raises(StoreLost):
            store.totals()
        lose(config)
        open_store(config.store_url).close()
        with pytest.raises(StoreLost):
            store.totals()


def test_a_build_of_another_store_is_refused(config: Config, tmp_path: Path) -> None:
    with (
        open_store(Config(data=tmp_path / "other").store_url) as store,
        pytest.raises(StoreLost, match="索引"),
    ):
        build(store, config)
