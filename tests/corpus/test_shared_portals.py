"""Portals that are written in the browser of one machine are those of all that share a store."""

from __future__ import annotations

import shutil
from dataclasses import replace
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import Literal
from unittest.mock import Mock

import pytest
from databases import config_at

from corpus import current_config, portals_file
from corpus.config import Config
from corpus.current_config import CurrentConfig
from corpus.errors import StoreBusy
from corpus.portal_settings import PortalSettings
from corpus.portals_file import PortalsChanged, PortalsUnwritten, former, made, version, with_written, written
from corpus.shared_portals import PortalsApart, PortalsBusy, PortalsUnusable, follow, writing
from corpus.store import Store

ONE, OTHER = (PortalSettings(name, home=f"https://{name}.example/") for name in ("one", "other"))


@pytest.fixture
def machines(data: Path, store: Store) -> tuple[Config, Config]:
    """With folders of their own."""
    for name in ("a", "b"):
        (data / name).mkdir()
    return config_at(data / "a"), config_at(data / "b")


def put(config: Config, store: Store, *portals: PortalSettings, mark: str | None = None) -> None:
    """As the page does it."""
    mark = version(config) if mark is None else mark
    writing(config, store, partial(made, config, portals, "王芳", mark))


def test_what_one_machine_writes_the_others_have(machines: tuple[Config, Config], store: Store) -> None:
    here, there = machines
    current = CurrentConfig(there, partial(follow, there, store))
    put(here, store, ONE)
    assert current.get().portal == (ONE,)
    put(here, store, ONE, OTHER)
    follow(there, store)
    assert current.get().portal == with_written(here).portal == (ONE, OTHER)
    assert [one.portals for one in former(there)] == [1]
    put(there, store, OTHER)
    follow(here, store)
    assert written(here.portals_path) == (OTHER,)


def test_nobody_writes_over_what_he_has_not_seen(machines: tuple[Config, Config], store: Store) -> None:
    here, there = machines
    mark = version(there)
    put(here, store, ONE)
    with pytest.raises(PortalsChanged):
        put(there, store, OTHER, mark=mark)
    assert written(there.portals_path) == written(here.portals_path) == (ONE,)


def test_who_edits_the_file_itself_is_left_alone(machines: tuple[Config, Config], store: Store) -> None:
    here, there = machines
    put(here, store, ONE)
    follow(there, store)
    there.portals_path.write_text('[[portal]]\nname = "own"\nhome = "https://own.example/"\n', "utf-8")
    follow(there, store)
    assert [portal.name for portal in written(there.portals_path)] == ["own"]
    put(here, store, ONE, OTHER)
    follow(there, store)
    assert written(there.portals_path) == (ONE, OTHER)


@pytest.mark.parametrize("key", ['shade = "green"\n', ""])
def test_what_cannot_be_used_here_leaves_the_file(
    machines: tuple[Config, Config], store: Store, key: str
) -> None:
    """A key of a later version, or a home that this machine's config.toml has by another name."""
    here, there = machines
    if not key:
        there = replace(there, portal=(replace(OTHER, name="own"),))
    put(here, store, ONE)
    follow(there, store)
    store.shared_texts.leave("portals", f'[[portal]]\nname = "other"\nhome = "{OTHER.home}"\n{key}')
    with pytest.raises(PortalsUnusable):
        follow(there, store)
    assert written(there.portals_path) == (ONE,)
    with_written(there)
    with pytest.raises(PortalsUnusable):
        put(there, store)


@pytest.mark.parametrize("fault", [StoreBusy, KeyboardInterrupt])
@pytest.mark.parametrize("left", [False, True])
def test_machines_have_the_same_whenever_writing_breaks_off(
    machines: tuple[Config, Config],
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[BaseException],
    left: bool,
) -> None:
    """KeyboardInterrupt in place of a kill: nothing is done after it."""
    here, there = machines
    put(here, store, ONE)
    leave = store.shared_texts.leave

    def break_off(name: Literal["portals"], text: str) -> None:
        if left:
            leave(name, text)
        raise fault

    with monkeypatch.context() as context:
        context.setattr(store.shared_texts, "leave", break_off)
        with pytest.raises(fault):
            put(here, store, ONE, OTHER)
    for config in machines:
        follow(config, store)
    assert written(here.portals_path) == written(there.portals_path) == ((ONE, OTHER) if left else (ONE,))


def test_what_cannot_be_written_here_is_left_for_nobody(
    machines: tuple[Config, Config], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = machines
    put(here, store, ONE)

    def full(*_: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    with monkeypatch.context() as context:
        context.setattr(portals_file, "write_whole", full)
        with pytest.raises(PortalsUnwritten):
            put(here, store, OTHER)
    follow(there, store)
    assert written(there.portals_path) == written(here.portals_path) == (ONE,)


def test_a_file_of_which_nothing_is_known_is_left_alone(
    machines: tuple[Config, Config], store: Store
) -> None:
    """As after a restoration: `backup` keeps the file, and not what was taken over last."""
    here, there = machines
    put(here, store, ONE)
    follow(there, store)
    restored = '[[portal]]\nname = "own"\nhome = "https://own.example/"\n'
    there.portals_path.write_text(restored, "utf-8")
    shutil.rmtree(there.portals_path.with_name("portals-former"))
    with pytest.raises(PortalsApart):
        follow(there, store)
    assert there.portals_path.read_text("utf-8") == restored
    put(there, store, OTHER)
    follow(here, store)
    assert written(here.portals_path) == written(there.portals_path) == (OTHER,)
    shutil.rmtree(there.portals_path.with_name("portals-former"))
    follow(there, store)
    put(here, store, ONE)
    follow(there, store)
    assert written(there.portals_path) == (ONE,)


def test_who_only_looks_keeps_nobody_from_writing(
    machines: tuple[Config, Config], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = machines
    put(here, store, ONE)
    follow(there, store)
    with monkeypatch.context() as context:
        context.setattr(store, "lock", Mock(side_effect=AssertionError))
        follow(there, store)
    with store.lock("portals", PortalsBusy()), pytest.raises(PortalsBusy):
        put(here, store, OTHER)
    put(here, store, OTHER)
    with store.lock("portals", PortalsBusy()):
        follow(there, store)
    assert written(there.portals_path) == (ONE,)
    follow(there, store)
    assert written(there.portals_path) == (OTHER,)


def test_a_store_that_is_away_leaves_what_is_here(machines: tuple[Config, Config], store: Store) -> None:
    here, _ = machines
    put(here, store, ONE)

    def away() -> None:
        raise PortalsChanged

    assert CurrentConfig(here, away).get().portal == (ONE,)


def test_why_nothing_can_be_followed_is_told_once(
    machines: tuple[Config, Config], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current_config, "FOLLOW_SECONDS", 0.0)
    outcomes = [PortalsChanged(), PortalsChanged(), StoreBusy(), None, StoreBusy()]

    def look() -> None:
        if outcome := outcomes.pop(0):
            raise outcome

    current = CurrentConfig(machines[0], look)
    while outcomes:
        current.get()
    changed, busy = str(PortalsChanged()), str(StoreBusy())
    assert [record.args for record in caplog.records] == [(changed,), (busy,), (busy,)]
