"""Going through everything that is kept: what is damaged, and what can be mended from the rest."""

from __future__ import annotations

from collections.abc import Iterator

import click

from commands.index_progress import build_with_progress
from console import Progress
from console.reports.verification import Damage, Looked
from corpus.config import Config
from corpus.errors import FileLost, GongkaiError, StoreError, StoreUnreadable
from corpus.file_place import open_files
from corpus.store import NeededFile, RowFault, Soundness, Store, open_own_store, secret_file
from indexer import open_searcher
from indexer.building import faults

RESTORE = "。请从备份恢复数据库，做法见 docs/operations.md。"


class Verification:
    """One look at everything."""

    def __init__(self, config: Config, *, repair: bool) -> None:
        self.looked = Looked()
        self._config = config
        self._repair = repair
        self._lost = False
        """Whether documents were taken out of what is shown, as the index does not know yet."""

    def damages(self) -> Iterator[Damage]:
        """Everything that is damaged, as it is found, and mended where that is wanted.

        Raises ConfigError, and StoreError where the store cannot be asked for another reason.
        """
        try:
            store = open_own_store(self._config)
        except StoreUnreadable as error:
            yield Damage("store", str(error))
            return
        with store:
            yield from self._database(store.soundness)
            yield from self._rows(store.soundness)
            yield from self._files(store.soundness)
            yield from self._past_query_key(store)
            yield from self._index(store)

    def _database(self, soundness: Soundness) -> Iterator[Damage]:
        click.echo("检查数据库的结构……", err=True)
        found = left = soundness.database_faults()
        if found and self._repair:
            try:
                soundness.mend_database()
            except StoreUnreadable as error:
                found = [*found, str(error)]
            else:
                left = soundness.database_faults()
        for fault in found:
            mended = self._repair and fault not in left
            yield Damage("store", f"数据库已损坏（{fault}）{'，已修复。' if mended else RESTORE}", mended)

    def _rows(self, soundness: Soundness) -> Iterator[Damage]:
        with Progress("检查数据库", "行") as progress:

            def count(done: int, total: int) -> None:
                self.looked.rows = done
                progress.update(done, total)

            found = list(soundness.rows(count))
        differing = [fault.document for fault in found if fault.document is not None]
        if differing and self._repair:
            soundness.ask_again(differing)
            self._lost = True
        texts = [fault.file for fault in found if fault.file is not None]
        if texts and self._repair:
            soundness.read_again(texts)
        yield from map(self._row_damage, found)

    def _row_damage(self, fault: RowFault) -> Damage:
        if fault.document is not None:
            says = f"第 {fault.document} 号文件{fault.reason}，{_again(self._repair)}。"
            return Damage("store", says, self._repair)
        if fault.file is not None:
            after = "" if self._repair else "运行 gongkai verify --repair 之后，"
            text = f"附件 {fault.file[:12]}… 的文字{fault.reason.rstrip('。')}"
            return Damage("store", f"{text}，{after}下次 gongkai crawl 会重新读取。", self._repair)
        row = f"{fault.table} 中的 {fault.key}" if fault.key else fault.table
        return Damage("store", f"数据库的表 {row} 读不出来（{fault.reason.rstrip('。')}）{RESTORE}")

    def _files(self, soundness: Soundness) -> Iterator[Damage]:
        files, damaged = open_files(self._config), self._damaged_files()
        told = set()
        try:
            for needed in soundness.needed_files():
                sha256 = needed.sha256
                if sha256 in told or (sha256 not in damaged and files.is_there(sha256)):
                    continue
                told.add(sha256)
                if sha256 not in damaged and files.is_awaited(sha256):
                    self.looked.awaited += 1
                    continue
                state = "已损坏" if sha256 in damaged else "缺失"
                mended = self._repair and files.set_aside(sha256)
                says = f"{_named(needed)}{state}（{files.path(sha256)}），{_again(mended)}。"
                yield Damage("files", says, mended)
        except StoreUnreadable as error:
            yield Damage("store", str(error))
        for sha256 in sorted(damaged - told):
            mended = self._repair and files.set_aside(sha256)
            done = "已移开" if mended else "运行 gongkai verify --repair 可以移开它"
            yield Damage("files", f"{files.path(sha256)} 已损坏；没有公开的文件用到它，{done}。", mended)

    def _damaged_files(self) -> set[str]:
        files, damaged = open_files(self._config), set()
        total = sum(1 for _ in files.digests())
        with Progress("检查文件", "份") as progress:
            for self.looked.files, sha256 in enumerate(files.digests(), 1):
                progress.update(self.looked.files, total)
                try:
                    sound = files.matches(sha256)
                except FileLost:
                    sound = False
                if not sound:
                    damaged.add(sha256)
        return damaged

    def _past_query_key(self, store: Store) -> Iterator[Damage]:
        key = self._config.past_query_key_path
        if secret_file.is_usable(key):
            return
        if self._repair:
            store.past_queries.renew_key(key)
            done = "已换上新密钥，并清除了以前的检索次数"
        else:
            done = "请运行 gongkai verify --repair 换上新的"
        yield Damage("past_queries", f"检索次数的密钥 {key} 是空的或不完整，{done}。", self._repair)

    def _index(self, store: Store) -> Iterator[Damage]:
        click.echo("检查索引……", err=True)
        try:
            found = left = self._index_faults(store)
            if (found or self._lost) and self._repair:
                build_with_progress(store, self._config, rebuild="index" in found)
                left = self._index_faults(store)
        except StoreError as error:
            yield Damage("store", str(error))
            return
        except GongkaiError as error:
            yield Damage("index", str(error))
            return
        for part, says in found.items():
            yield Damage(part, says if part in left else f"{says}已重新生成。", part not in left)

    def _index_faults(self, store: Store) -> dict[str, str]:
        index = open_searcher(store, self._config).status(thorough=True)
        return dict(faults(store, self._config, index, thorough=True))


def _named(needed: NeededFile) -> str:
    return f"《{needed.title}》的{f'附件“{needed.name}”' if needed.name else '原始网页'}"


def _again(mended: bool) -> str:
    if mended:
        return "下次 gongkai crawl 会重新下载"
    return "运行 gongkai verify --repair 之后，下次 gongkai crawl 会重新下载"
