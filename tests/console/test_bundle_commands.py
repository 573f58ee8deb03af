"""`gongkai bundle`: what it says on the way, and what an interruption leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands import gongkai
from corpus.files import FileStore
from corpus.records import Document
from corpus.store import open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where `here` holds two documents with a page each."""
    kept = FileStore(tmp_path / "here" / "files")
    with open_store(f"sqlite:///{tmp_path / 'here' / 'gongkai.db'}") as store:
        for number in range(2):
            notice = Document(f"http://a.test/{number}", "通知", agency="民政局", column="通知 公告")
            store.put(notice, kept.put(b"%d" % number))
    return tmp_path


def bundle(folder: Path, side: str, *arguments: str) -> Result:
    return CliRunner().invoke(gongkai, ["--data", str(folder / side), "bundle", *arguments])


def test_each_stage_tells_how_far_it_is(folder: Path) -> None:
    made = bundle(folder, "here", "create", str(folder / "bundle"))
    assert (made.exit_code, made.stderr.splitlines()[-1]) == (0, "计算校验值：2 / 2 个文件")
    loaded = bundle(folder, "there", "load", str(folder / "bundle"), "--json")
    stages = [line.partition("：")[0] for line in loaded.stderr.splitlines()]
    assert list(dict.fromkeys(stages)) == ["核对", "复制", "装入"]
    assert json.loads(loaded.stdout) == {
        "new": 2,
        "changed": 0,
        "same": 0,
        "later_here": 0,
        "left": 0,
        "files": 2,
        "loaded_before": False,
    }


def test_what_comes_next_is_of_the_same_part(folder: Path) -> None:
    made = bundle(
        folder, "here", "create", str(folder / "bundle"), "--column", "通知 公告", "--agency", "民政局"
    )
    assert made.stdout.endswith("create DIR --since 2 --column '通知 公告' --agency '民政局'\n")


def test_an_interrupted_bundle_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("corpus.bundles.making.seal", interrupt)
        assert bundle(folder, "here", "create", str(folder / "bundle")).exit_code != 0
    assert not list(folder.glob("bundle*"))
    assert bundle(folder, "here", "create", str(folder / "bundle")).exit_code == 0
