"""The file of portals can be read again whatever was typed, and loses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from portals_written import write

from corpus import portals_file
from corpus.atomic_file import write_whole
from corpus.clock import now
from corpus.config import Config
from corpus.config_file import load_config
from corpus.errors import GongkaiError
from corpus.portal_settings import PortalSettings
from corpus.portals_file import former, version, written

ONE = PortalSettings("一县", "http://a.test/")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data=tmp_path)


def put(config: Config, said: str, *portals: PortalSettings) -> None:
    write(config, portals, said, version(config))


@pytest.mark.parametrize("sign", ["\x01", "\x7f", "\u2028", "\ud800"])
def test_what_was_said_is_plain_and_names_that_cannot_be_shown_are_refused(config: Config, sign: str) -> None:
    put(config, f"添加{sign.replace(chr(0xD800), chr(1))}一县", ONE)
    with pytest.raises(GongkaiError, match="不能显示的字符"):
        put(config, "改名", replace(ONE, title=f"一{sign}县"))
    assert written(config.portals_path) == (ONE,)
    assert config.portals_path.stat().st_mode & 0o077 == 0


def test_former_versions_stay_in_the_order_in_which_they_were_written(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portals_file, "KEPT", 2)
    clock = now()
    for days in (0, 900, 0, 1, 2):
        monkeypatch.setattr(portals_file, "now", lambda days=days: clock + timedelta(days=days))
        put(config, f"第{days}天", ONE)
    assert [one.said.split("第")[1] for one in former(config)] == ["1天", "0天"]


def test_a_full_disk_costs_no_former_version(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portals_file, "KEPT", 1)
    for said in ("甲", "乙"):
        put(config, said, ONE)
    before = [one.name for one in former(config)]

    def full(path: Path, *given: object) -> None:
        if path == config.portals_path:
            raise OSError(28, "No space left on device")
        write_whole(path, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(portals_file, "write_whole", full)
    with pytest.raises(GongkaiError, match="没有保存"):
        put(config, "丙", ONE)
    assert [one.name for one in former(config)] == before


def test_a_configuration_that_comes_later_keeps_the_portals(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    put(Config(data=tmp_path / "data"), "添加", ONE)
    (tmp_path / "config.toml").write_text("", "utf-8")
    config = load_config(tmp_path / "config.toml")
    assert written(config.portals_path) == (ONE,)
