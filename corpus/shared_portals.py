"""`portals.toml` where several machines share a store: each has what was written last on any of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Literal, Protocol

from corpus.atomic_file import OWNER, write_whole
from corpus.config import Config
from corpus.errors import ConfigUnreadable, GongkaiError
from corpus.portals_file import (
    former_folder,
    put_in_place,
    text_of,
    version_of,
    with_text,
)

NAME: Literal["portals"] = "portals"

FOLLOWED = "followed"
"""Beside the former versions: which one was taken over last. Whoever edits the file itself is left alone."""


class Texts(Protocol):
    """What machines leave for each other."""

    def get(self, name: Literal["portals"]) -> str: ...
    def leave(self, name: Literal["portals"], text: str) -> None: ...


class SharedStore(Protocol):
    """What the store is needed for here."""

    @property
    def shared_texts(self) -> Texts: ...
    def lock(self, name: str, busy: GongkaiError) -> AbstractContextManager[None]: ...


class PortalsUnusable(GongkaiError):
    """What another machine left cannot be used here: the program is older, or a home is here already."""

    def __init__(self, error: ConfigUnreadable) -> None:
        super().__init__(f"另一台主机保存的门户设置在这台主机上用不了，没有取用，这里的文件没有改动：{error}")


class PortalsApart(GongkaiError):
    """The file here did not come from another machine, so far as is known: perhaps somebody edited it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 与另一台主机保存的门户设置不同，也没有从那里取用过的记录，因此没有改动。"
            "要用那边的，请移走这个文件；要用这里的，请在“门户和栏目”页面保存一次。"
        )


class PortalsBusy(GongkaiError):
    """Another machine or process writes them, or takes them over, at this moment."""

    def __init__(self) -> None:
        super().__init__("没有保存：此刻别处正在保存或取用门户的设置。请稍等几秒，再保存一次。")


def writing(config: Config, store: SharedStore, make: Callable[[], str]) -> None:
    """Leave what is made for all that share the store, while nobody else does, then have it here.

    Whoever is interrupted in between has it like the others, when it looks next.

    Raises PortalsChanged where another machine did since, PortalsBusy where one does now, PortalsUnusable
    where what it left cannot be had here, StoreError, ConfigUnreadable, PortalsUnwritten, and what `make`
    raises.
    """
    with store.lock(NAME, PortalsBusy()):
        with suppress(PortalsApart):
            _follow(config, store.shared_texts)
        former, text = store.shared_texts.get(NAME), make()
        with_text(config, text)
        store.shared_texts.leave(NAME, text)
        try:
            _take(config.portals_path, text)
        except GongkaiError:
            store.shared_texts.leave(NAME, former)
            raise


def follow(config: Config, store: SharedStore) -> None:
    """Have the file that was left last here; the own one is kept among the former ones.

    Raises StoreError, PortalsApart, PortalsUnusable, ConfigUnreadable, PortalsUnwritten.
    """
    if not _left(config, store.shared_texts):
        return
    with suppress(PortalsBusy), store.lock(NAME, PortalsBusy()):
        _follow(config, store.shared_texts)


def _follow(config: Config, texts: Texts) -> None:
    if text := _left(config, texts):
        _take(config.portals_path, text)


def _left(config: Config, texts: Texts) -> str:
    """What another machine left and was not taken over yet; empty where there is nothing."""
    path, text = config.portals_path, texts.get(NAME)
    followed = _followed(path)
    if not text or version_of(text) == followed:
        return ""
    if not followed and text_of(path) not in ("", text):
        raise PortalsApart(path)
    try:
        with_text(config, text)
    except ConfigUnreadable as error:
        raise PortalsUnusable(error) from error
    return text


def _take(path: Path, text: str) -> None:
    if text != text_of(path):
        put_in_place(path, text)
    _note(path, version_of(text))


def _mark(path: Path) -> Path:
    return former_folder(path) / FOLLOWED


def _followed(path: Path) -> str:
    with suppress(OSError):
        return _mark(path).read_text("ascii")
    return ""


def _note(path: Path, version: str) -> None:
    """Where that cannot be written, it is taken over again, which changes nothing."""
    with suppress(OSError):
        _mark(path).parent.mkdir(exist_ok=True)
        write_whole(_mark(path), version.encode(), OWNER)
