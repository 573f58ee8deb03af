"""`gongkai init`: a folder of one's own from which everything goes on, and the units that run it."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from commands import gongkai
from console.ending import TERMINATED
from corpus import config_file
from corpus.config import Config
from corpus.config_file import load_config

DEPLOY = Path(__file__).parents[2] / "deploy"


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(gongkai, arguments)
    return done.exit_code, done.output


def test_it_begins_a_folder_that_works_as_it_is(tmp_path: Path) -> None:
    status, said = run("init", str(tmp_path / "here"))

    assert status == 0
    path = tmp_path / "here" / "config.toml"
    assert all(
        f"gongkai --config {path} {next_one}" in said for next_one in ("portal probe", "crawl", "serve")
    )
    assert load_config(path) == Config(data=tmp_path / "here" / "data")
    assert run("--config", str(path), "status")[0] == 0


def test_it_leaves_a_configuration_alone_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("# 已有的\n", encoding="utf-8")

    status, said = run("init", str(tmp_path))

    assert (status, "已经存在" in said) == (1, True)
    assert (tmp_path / "config.toml").read_text("utf-8") == "# 已有的\n"


def test_data_of_a_configuration_of_the_system_lies_where_the_system_keeps_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config_file, "SYSTEM_CONFIG", tmp_path / "etc")
    monkeypatch.setattr(config_file, "SYSTEM_DATA", tmp_path / "var")

    assert run("init", str(tmp_path / "etc" / "gongkai"))[0] == 0

    path = tmp_path / "etc" / "gongkai" / "config.toml"
    assert load_config(path).data == tmp_path / "var"
    path.write_text("# 没有写 data\n", encoding="utf-8")
    assert load_config(path).data == tmp_path / "var"


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda path: path.stem)
def test_the_units_call_commands_that_there_are(unit: Path) -> None:
    lines = [line for line in unit.read_text("utf-8").splitlines() if line.startswith("ExecStart")]
    assert lines
    for line in lines:
        _, *arguments = shlex.split(line.partition("=")[2])
        assert arguments[:2] == ["--config", "/etc/gongkai/config.toml"]
        command = gongkai.commands[arguments[2]]
        command.make_context(arguments[2], arguments[3:], parent=click.Context(gongkai))


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda path: path.stem)
def test_a_unit_that_is_stopped_has_not_failed(unit: Path) -> None:
    """A process that catches SIGTERM ends with a status that systemd takes for a failure unless told."""
    said = [line.partition("=")[2] for line in unit.read_text("utf-8").splitlines() if "ExitStatus=" in line]
    assert str(TERMINATED) in " ".join(said).split()
