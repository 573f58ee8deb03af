"""Putting a backup in the place of what is there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect, select

from corpus.backup import snapshots
from corpus.backup.snapshots import Snapshot
from corpus.config import Config
from corpus.disk_faults import fault_of
from corpus.errors import BackupFailed, FileLost, RestoreBrokeOff, StoreError
from corpus.file_place import open_files
from corpus.files import FileStore
from corpus.progress import Progress
from corpus.store import adopt, database, open_store, schema


@dataclass(slots=True)
class RestoreReport:
    """What was brought back."""

    snapshot: Snapshot
    revision: int
    files: int = 0
    brought: int = 0
    """Files that were not there; one that was interrupted goes on."""
    lost: int = 0
    """Files that are damaged in the backup and are not here either: the next crawl fetches them."""


def restore_backup(
    config: Config, folder: Path, *, at: str | None = None, replace: bool = False, progress: Progress
) -> RestoreReport:
    """Put the last backup of a folder, or the one called `at`, where the configuration keeps its data.

    Nothing is written before the backup has been compared with its digests. A store that holds something is
    only replaced with `replace`. The database comes after the files, wholly or not at all, and then what goes
    with it: the key, and what is made from the store (index, duplicates, suggestions), which may be of later
    revisions and is removed. Run again, it goes on.
    Raises BackupFailed (RestoreBrokeOff once files were brought), ConfigError, StoreError.
    """
    snapshot = _chosen(folder, at)
    contents = snapshot.check()
    if contents.kind != (kind := database.kind(config.store_url)):
        raise BackupFailed(
            f"备份 {snapshot.path} 的数据库是 {contents.kind}，配置项 store.url 是 {kind}；"
            "请先恢复到同一种数据库，再用 gongkai store copy 复制过去"
        )
    if not replace and _holds_something(config):
        raise BackupFailed("现在的数据库里已有内容；确实要用备份替换它，请加上 --replace")
    report = RestoreReport(snapshot, contents.revision, contents.files)
    try:
        _bring_files(config, snapshot, report, progress)
        _bring_database(config, snapshot)
        _bring_key(config, snapshot)
        for derived in (config.index_path, config.duplicates_path, config.suggestions_path):
            shutil.rmtree(derived, ignore_errors=True)
    except OSError as error:
        raise fault_of(error, config.data) from error
    with open_store(config.store_url) as store:
        adopt(store, config)
    return report


def _chosen(folder: Path, at: str | None) -> Snapshot:
    """A folder of backups, or one of them."""
    every = snapshots.snapshots(folder) or snapshots.snapshots(folder.parent)
    wanted = at or (folder.name if (folder / snapshots.MANIFEST).is_file() else None)
    found = [one for one in every if wanted in (None, one.path.name)]
    if not found:
        names = "、".join(one.path.name for one in snapshots.snapshots(folder)[-5:])
        raise BackupFailed(
            f"{folder} 中没有备份{f' {wanted}，最近的有：{names}' if wanted and names else ''}"
        )
    return found[-1]


def _holds_something(config: Config) -> bool:
    """Whether there is a store with anything in it, or one that cannot be read."""
    engine = database.connect(config.store_url)
    try:
        if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
            return False
        with database.transaction(engine, writes=False) as connection:
            if not inspect(connection).has_table(schema.revision.name):
                return bool(inspect(connection).get_table_names())
            return bool(connection.execute(select(schema.revision.c.value)).scalar_one())
    except StoreError:
        return True
    finally:
        engine.dispose()


def _bring_files(config: Config, snapshot: Snapshot, report: RestoreReport, progress: Progress) -> None:
    source, target = snapshot.file_store, open_files(config)
    for number, sha256 in enumerate(snapshot.file_digests(), 1):
        if not target.is_there(sha256) or not target.is_sound(sha256):
            _bring(source, target, sha256, report)
        progress(number, report.files)


def _bring(source: FileStore, target: FileStore, sha256: str, report: RestoreReport) -> None:
    try:
        target.put(source.get(sha256))
    except FileLost:
        report.lost += 1
        target.set_aside(sha256)
        return
    report.brought += 1


def _bring_database(config: Config, snapshot: Snapshot) -> None:
    try:
        database.load(config.store_url, snapshot.path / snapshots.DATABASE)
    except BackupFailed as error:
        raise RestoreBrokeOff(error.detail) from error


def _bring_key(config: Config, snapshot: Snapshot) -> None:
    saved = snapshot.path / snapshots.KEY
    if saved.is_file():
        config.past_query_key_path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(saved, config.past_query_key_path)
